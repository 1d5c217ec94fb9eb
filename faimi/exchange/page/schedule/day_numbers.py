"""Numbers the days on which a schedule's rows take place, and finds the last day of the edition by them."""

import re
from datetime import date
from typing import Any

from faimi.content.timetable import MAX_DAYS, date_of
from faimi.exchange.draft import Draft, Report
from faimi.exchange.page.recognise.dates import WEEKDAYS, find_date
from faimi.exchange.page.schedule.named_days import ANY_YEAR
from faimi.exchange.text_matching import squeeze

MAX_DAYS_TOLD = 30  # after the first: a date that is later is hardly one of the same event
NUMBER = re.compile(r"\bday\s*#?(\d{1,2}|one|two|three|four|five)\b|\b(first|second|third|fourth|fifth)\s+day\b", re.I)
NUMBER_WORDS = ("one first", "two second", "three third", "four fourth", "five fifth")
WEEKDAY_NAME = re.compile(WEEKDAYS, re.I)
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def number_days(draft: Draft, header: dict[str, Any], year: int | None, guesses: bool) -> None:
    """Sets the day of each row by what was said of it, and the last day of a `header` that may have `guesses`.

    What is no day of the edition is a track again, if no heading of a section says it.
    """
    rows = [row for row in draft.items("slot") if "on" in row]
    names = list(dict.fromkeys(row["on"] for row in rows if row["on"]))
    counted = {name: number for name in names if 0 < (number := _counted(name)) <= MAX_DAYS}
    dated = _dated([name for name in names if name not in counted or find_date(name, ANY_YEAR)], header, year)
    numbers = counted | dated
    _report(names, counted, dated, header, draft.report)
    unnamed = [row for row in rows if not row["on"]]
    if unnamed and max(numbers.values(), default=1) > 1:
        words = f"Rows of the schedule below no day: {len(unnamed)}, taken as of the first."
        draft.report.unsure(words, unnamed[0]["title"])
    _set_last_day(dated, header, guesses, draft.report)
    for section in draft.sections:
        for row in section.items if section.kind == "slot" else ():
            name = row.pop("on", "")
            if name and name not in numbers and name not in squeeze(section.source_heading):
                row["track"] = ": ".join(filter(None, [name, row["track"]]))
            row["day"] = min(row.get("day") or numbers.get(name, 1) + row.pop("nights", 0), MAX_DAYS)


def _counted(name: str) -> int:
    """The number that a day's name says: Day 2, second day; 0 where it says none."""
    if not (match := NUMBER.search(name)):
        return 0
    said = (match[1] or match[2]).lower()
    return int(said) if said.isdigit() else next(n for n, words in enumerate(NUMBER_WORDS, 1) if said in words.split())


def _dated(names: list[str], header: dict[str, Any], year: int | None) -> dict[str, int]:
    """The numbers of days by their dates or, where the first that is named has the right one, by their weekdays."""
    first: date | None = header["starts_on"]
    dates = {name: day for name in names if (day := _date(name, first, year))}
    base = first or (min(dates.values()) if len(dates) > 1 else None)
    numbers = {name: (day - base).days + 1 for name, day in dates.items() if base}
    matches = {name: match for name in names if name not in dates and (match := WEEKDAY_NAME.search(name))}
    places = {name: WEEK.index(match[0][:3].lower()) for name, match in matches.items()}
    begun = next(iter(places.values()), None)
    if begun is not None and (begun == first.weekday() if first else len(places) > 1):
        numbers |= {name: (place - begun) % len(WEEK) + 1 for name, place in places.items()}
    return {name: number for name, number in numbers.items() if 1 <= number <= MAX_DAYS_TOLD}


def _date(name: str, first: date | None, year: int | None) -> date | None:
    """The date in a day's name; without a year it is of the first day's, or of the next where that comes soon after."""
    found = [find_date(name, one) for one in ((first.year, first.year + 1) if first else (year or ANY_YEAR,))]
    dates = [one.day for one in found if one]
    soon = [day for day in dates if first and 0 <= (day - first).days < MAX_DAYS_TOLD]
    return next(iter([*soon, *dates]), None)


def _report(
    names: list[str], counted: dict[str, int], dated: dict[str, int], header: dict[str, Any], report: Report
) -> None:
    """Reports days whose place among those of the edition is not sure."""
    first, last = header["starts_on"], header["ends_on"] or header["starts_on"]
    for name in names:
        number, day = counted.get(name) or dated.get(name), date_of(first, counted.get(name, 1))
        if number is None and (first or len(names) > 1):
            report.unsure(f"“{name}” is no day of the workshop as far as its dates tell: taken as a track.", name)
        elif name in dated and number != dated[name]:
            report.unsure(f"“{name}” is the workshop's day {dated[name]} by its date.", name)
        elif name in counted and name not in dated and day and day > last:
            report.unsure(f"“{name}” has no date on the page: shown as {day}. Is it the last day? Then set it.", name)
        elif name in dated and not first:
            report.unsure(f"“{name}” is shown as day {number}, as the page does not say the year.", name)


def _set_last_day(dated: dict[str, int], header: dict[str, Any], guesses: bool, report: Report) -> None:
    """Lets the last day be that of the schedule's dates where nothing else says which it is."""
    first, last = header["starts_on"], date_of(header["starts_on"], max(dated.values(), default=1))
    if last and header["ends_on"] and last > header["ends_on"]:
        report.unsure(f"The schedule goes on until {last}, after the last day, {header['ends_on']}.")
    elif guesses and last and last != first and not header["ends_on"]:
        header["ends_on"] = last
        report.unsure(f"The last day is taken from the schedule: {last}.")
