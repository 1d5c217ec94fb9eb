"""What is wrong with an edition, as data: one function a check."""

from faimi.checks import leftovers, workshop_day
from faimi.checks.check import Check, check, run
from faimi.checks.facts import Facts, index
from faimi.checks.finding import LEVELS, Finding, Fix, Found, Level

CHECKS = (
    workshop_day.workshop_on_another_day,
    leftovers.of_another_year,
)

__all__ = ["CHECKS", "LEVELS", "Check", "Facts", "Finding", "Fix", "Found", "Level", "check", "index", "run"]
