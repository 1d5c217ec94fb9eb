"""Tests of the WSGI layers."""
