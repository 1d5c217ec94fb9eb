"""What is wrong with an edition, as data: one function a check."""

from faimi.checks.leftovers import Finding, leftovers
from faimi.checks.workshop_day import other_days

__all__ = ["Finding", "leftovers", "other_days"]
