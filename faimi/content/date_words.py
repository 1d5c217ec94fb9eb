"""Dates and moments as people write them, in the language of what is being answered."""

import re
from datetime import date, datetime
from functools import lru_cache

from babel import Locale
from babel.dates import format_date
from flask_babel import gettext as _

from faimi.content.languages import locale

FIRST_OF_MONTH = {"fr": "1er"}  # where the first day of a month is no plain number


@lru_cache(maxsize=4096)
def _formatted(when: date, pattern: str, locale: Locale) -> str:
    words = str(format_date(when, pattern, locale))
    return re.sub(r"\b1\b", FIRST_OF_MONTH.get(locale.language, "1"), words)


def day(when: date) -> str:
    """A date as people write it: 28 June 2024."""
    return _formatted(when, "long", locale())


def day_of_week(when: date) -> str:
    """A day of a programme: Friday, 28 June 2024."""
    return _formatted(when, "full", locale())


def weekday(when: date, pattern: str = "EEE") -> str:
    """The day of the week: Fri; Friday by the pattern EEEE."""
    return _formatted(when, pattern, locale())


def first_day(starts: date, ends: date | None) -> str:
    """The first day as it is written before the last: 12 before 13 October 2031; alone where there is no last."""
    if ends is None or ends.year != starts.year:
        return day(starts)
    return _formatted(starts, "d" if ends.month == starts.month else "d MMMM", locale())


def days(starts: date, ends: date | None) -> str:
    """One day, or the first to the last: 12–13 October 2031."""
    if ends is None:
        return day(starts)
    return f"{first_day(starts, ends)}{'–' if ends.month == starts.month else ' – '}{day(ends)}"


def moment(when: datetime) -> str:
    """A moment in UTC as people write it: 28 June 2024, 14:05 UTC."""
    return str(_("%(day)s, %(time)s UTC", day=day(when), time=when.strftime("%H:%M")))


FILTERS = {made.__name__: made for made in (day, day_of_week, weekday, first_day, moment)}
