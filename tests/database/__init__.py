"""Tests of the database below the models."""
