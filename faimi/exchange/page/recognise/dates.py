"""Dates as people write them."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

MONTHS = [name.lower() for name in calendar.month_name[1:]]
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
UNTIL = (
    rf"(?P<until>\s*[-–—]\s*(?:[A-Za-z]{{3,9}}\.?\s+)?{DAY}\b|\s*(?:and|&)\s*{DAY}\b(?=,?\s+\d{{4}}\b|[\s)*.]*$)|"
    rf"\s+to\s+{DAY}\b(?=\s*(?:[,;|()*–—-]|\.?$|\d{{4}}\b)))?"
)
YEAR = r"(?:(?:,?\s+|-)(?P<year>\d{4})\b)?"
MONTH = rf"(?P<month>(?i:{'|'.join(month[:3] for month in MONTHS)})[A-Za-z]{{0,6}})\.?"
WEEKDAYS = r"\b(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b"
WEEKDAY = re.compile(rf"\b(?:date|day \d+|{WEEKDAYS})\b", re.I)
MAX_DAY_CHARS = 80
MAX_RANGE_DAYS = 60
BETWEEN = re.compile(rf"\s*(?:[-–—]|to|(?P<both>and|&))\s*(?:{WEEKDAYS}\.?,?\s*)?", re.I)
CHANGED = re.compile(r"\b(?:extend\w*|postpone\w*|moved|pushed|changed|delayed|shifted)\b", re.I)
FORMS = [
    re.compile(r"(?<!\d)(?P<year>\d{4})[-/](?P<month>\d{2})[-/](?P<day>\d{2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<day>\d{1,2})(?P<by>[/.])(?P<month>\d{1,2})(?P=by)(?P<year>\d{4})(?!\d)"),
    re.compile(rf"\b{MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b{UNTIL}{YEAR}"),
    re.compile(
        rf"(?<![\d:])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\.?(?P<until>\s*(?:[-–—]|and|&|\bto\b)\s*(?:(?i:{WEEKDAYS})\.?,?\s+)?{DAY})?\.?(?:\s+(?:of\s+)?|-){MONTH}{YEAR}(?!\w)"
    ),
    re.compile(
        rf"(?<![\d:])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+{MONTH}(?P<until>\s*[-–—]\s*{DAY}\s+[A-Za-z]{{3,9}}){YEAR}"
    ),
]


@dataclass
class Found:
    """A date in a text, how it is `said`, and the text around it from its `place` on.

    A range gives its first day, and its `last` where there is such a day. `unsure` says that 6/7 may be July or June.
    """

    day: date
    around: str
    range: bool = False
    unsure: bool = False
    place: int = 0
    said: str = ""
    last: date | None = None


def find_date(text: str, year: int | None = None) -> Found | None:
    """Finds the first date in a text; `year` fills in for a missing one."""
    return next(iter(find_dates(text, year)), None)


def find_dates(text: str, year: int | None = None) -> list[Found]:
    """The dates in a text, in their order; `year` fills in for a missing one. Two with a dash or “to” are a range."""
    dates: list[Found] = []
    for found in _single_dates(text, year):
        before = dates[-1] if dates and not (dates[-1].range or CHANGED.search(text)) else None
        between = BETWEEN.fullmatch(text, before.place + len(before.said), found.place) if before else None
        days = (found.day - before.day).days if before else 0
        if before and between and 0 < days < (2 if between["both"] else MAX_RANGE_DAYS):
            end = found.place + len(found.said)
            unsure, last = before.unsure or found.unsure, found.last or found.day
            around = f"{text[: before.place]} {text[end:]}"
            dates[-1] = Found(before.day, around, True, unsure, before.place, text[before.place : end], last)
        else:
            dates.append(found)
    return dates


def _single_dates(text: str, year: int | None) -> list[Found]:
    matches = [(match.start(), -match.end(), match) for form in FORMS for match in form.finditer(text)]
    dates: list[Found] = []
    reached = 0
    for start, _, match in sorted(matches, key=lambda one: one[:2]):
        if start >= reached and (read := _date_of(match, text, year)):
            dates.append(read)
            reached = match.end()
    return dates


def is_day(text: str) -> bool:
    """Whether a text is a date and nothing else, but for its weekday: “Sunday, May 11, 2031”."""
    found = next(iter(_single_dates(text, 2000)), None) if len(text) < MAX_DAY_CHARS else None
    return found is not None and not WEEKDAY.sub("", found.around).strip(" ,.:;()–—-|")


def is_range(text: str) -> bool:
    """Whether a text is a range of dates and nothing else: “12–13 October 2031”."""
    dates = find_dates(text, 2000) if len(text) < MAX_DAY_CHARS else []
    return len(dates) == 1 and dates[0].range and not WEEKDAY.sub("", dates[0].around).strip(" ,.:;()–—-|")


def _date_of(match: re.Match[str], text: str, year: int | None) -> Found | None:
    said = match.groupdict()
    day, name = int(said["day"]), said["month"].lower()
    unsure = False
    if name.isdigit():
        month = int(name)
        if said.get("by") == "/":
            unsure = day <= 12 and month <= 12 and day != month
            day, month = (month, day) if month > 12 else (day, month)
    else:
        month = _month(name)
    around, until = f"{text[: match.start()]} {text[match.end() :]}", said.get("until") or ""
    try:
        first = date(int(said["year"] or year or _year_behind(match, text)), month, day)
    except ValueError:
        return None
    return Found(first, around, bool(until), unsure, match.start(), match[0], _last(first, until))


def _year_behind(match: re.Match[str], text: str) -> int:
    """The year of a range's last day, for a first day that goes without; 0 where there is none."""
    between = BETWEEN.match(text, match.end())
    ends = [form.match(text, between.end()) for form in FORMS] if between else []
    return next((int(end["year"]) for end in ends if end and end["year"]), 0)


def _last(first: date, until: str) -> date | None:
    """The last day of a range that begins on a day; none where there is no such day after it."""
    until = re.sub(rf"{WEEKDAYS}|\band\b", "", until, flags=re.I)
    day, name = re.search(r"\d+", until), re.search(r"[A-Za-z]{3,}", until)
    try:
        last = first.replace(month=_month(name[0].lower()) if name else first.month, day=int(day[0]) if day else 0)
    except ValueError:
        return None
    return last if last > first else None


def _month(name: str) -> int:
    """The number of a month by its name or how that begins; 0 where there is none."""
    return next((n for n, full in enumerate(MONTHS, 1) if full.startswith(name)), 0)
