"""Tests of what owners erase for good."""
