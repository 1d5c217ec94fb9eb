"""What is wrong with an edition, as data: one function a check."""

from faimi.checks.leftovers import Finding, leftovers

__all__ = ["Finding", "leftovers"]
