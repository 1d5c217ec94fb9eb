"""Days that a text names."""

import re
from datetime import date
from functools import lru_cache

MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
NUMBERS = {name: number for number, name in enumerate(MONTH[3:-1].split("|"), 1)}
NAME = rf"(?P<month>{MONTH})(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?\.?"
NUMBER = r"(?<![\d.:/-])(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\d:])"
YEAR = r"(?:,? ?(?P<year>20\d\d)(?!\d))?"
FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{NUMBER}(?: of)? {NAME}(?![a-z]){YEAR}",
        rf"\b{NAME} {NUMBER}{YEAR}",
        r"(?<![\d-])(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])",
    )
)
LIKELY = re.compile(rf"\b{MONTH}|20\d\d-")


@lru_cache(maxsize=4096)
def days_named(text: str, near: date) -> tuple[tuple[date, str], ...]:
    """The days that a text names, and how; those without a year are the nearest of this name to a day."""
    if not LIKELY.search(text):
        return ()
    found = (match for form in FORMS for match in form.finditer(text))
    return tuple((when, match[0]) for match in found if (when := _date(match, near)))


def _date(match: re.Match[str], near: date) -> date | None:
    month = int(NUMBERS.get(match["month"], 0) or match["month"])
    years = [int(match["year"])] if match["year"] else range(max(near.year - 1, 1), min(near.year + 2, 10_000))
    days = [when for year in years if (when := _known(year, month, int(match["day"])))]
    return min(days, key=lambda when: abs(when - near), default=None)


def _known(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
