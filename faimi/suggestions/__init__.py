"""Corrections that authors suggest without an account, and that organizers accept or decline."""
