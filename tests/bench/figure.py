"""What was measured, beside what is allowed."""

from dataclasses import dataclass
from math import inf
from statistics import quantiles


@dataclass(frozen=True)
class Figure:
    """One line of the table: a value in its unit, the most it may be (or the `least`), and what to know about it."""

    what: str
    value: float | None
    unit: str = ""
    most: float | None = None
    least: float | None = None
    note: str = ""

    @property
    def is_over(self) -> bool:
        """Whether it is worse than it may be."""
        if self.value is None:
            return False
        return self.value > (self.most or inf) or self.value < (self.least or -inf)

    def __str__(self) -> str:
        value = "not there" if self.value is None else f"{shown(self.value)} {self.unit}".strip()
        sign, limit = ("≤", self.most) if self.least is None else ("≥", self.least)
        allowed = "" if limit is None else f"{sign} {limit:g} {self.unit}".strip()
        verdict = "" if limit is None or self.value is None else "over" if self.is_over else "ok"
        return f"| {self.what} | {value} | {allowed} | {verdict} | {self.note} |"


def shown(value: float) -> str:
    """A number with three digits that mean something."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def p95(values: list[float]) -> float:
    """The 95th percentile."""
    return quantiles(values, n=20, method="inclusive")[-1]
