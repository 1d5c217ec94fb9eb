"""Passkeys: a way in without a password, by a device of the account's owner (WebAuthn)."""
