"""Weekdays that are not those of their dates."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from faimi.checks.check import check
from faimi.checks.facts import Facts, texts_of
from faimi.checks.finding import Fix, Found
from faimi.checks.prose import dates_in, in_year, shown
from faimi.checks.workshop_day import SENTENCE_END
from faimi.content import EDITABLE, MARKDOWN_COLUMNS
from faimi.content.date_words import day
from faimi.content.dates import Date

NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LONG = "mon|tues|wednes|thurs|fri|satur|sun"
WEEKDAY = re.compile(rf"\b(?:(?i:{LONG})(?i:day)|Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?")
LEADS_IN = re.compile(r"[\s,]*(?:the\s+)?")
JOINED = re.compile(r"(?:[-–—&]|\b(?:and|to|or))\s*$")
ANOTHER_YEAR = re.compile(
    r"\b(?:last|next|previous|past|former|earlier|following|preceding|coming|another|other|every|each|first|second|third)"
    r" (?:years?|editions?|times?|workshops?|events?|meetings?)\b|\byears? (?:ago|before|after|earlier|later)\b",
    re.I,
)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
DATE_CHARS, SENTENCE_CHARS = 40, 100


class Dated(NamedTuple):
    """A weekday and a date as a text has them side by side; `has_year` where it says the year."""

    said: str
    weekday: str
    day: date
    has_year: bool


@check("error", *EDITABLE)
def another_weekday(row: Any, facts: Facts) -> Iterator[Found]:
    """A weekday beside a date that is another one: Monday, 12 October 2024."""
    first, last = facts.edition.starts_on, facts.edition.last_day
    year = first.year if first else facts.now.year
    for name, text in texts_of(row):
        for dated in _dated(text, name in MARKDOWN_COLUMNS, year):
            own = first is not None and first <= dated.day <= (last or first)
            if not _fits(dated, sure=own or dated.has_year):
                right = NAMES[dated.day.weekday()]
                words = f"“{dated.said}” is a {right}{'' if dated.has_year else f' in {year}'}."
                whole = rf"(?<!\w){re.escape(dated.said)}(?!\w|,? ?\d{{4}})"  # the same day of another year stays
                mended = re.sub(whole, dated.said.replace(dated.weekday, right), text)
                fix = Fix(f"Write “{right}”", {row.key: {name: mended}}) if own and mended != text else None
                yield Found(name, words, (), fix)


@check("error", "date")
def label_of_another_weekday(row: Date, _facts: Facts) -> Iterator[Found]:
    """A date whose label says another weekday than it is."""
    names = WEEKDAY.findall(row.label)
    if row.date and len(names) == 1 and not dates_in(row.label, row.date.year):
        right = NAMES[row.date.weekday()]
        if not _is_called(right, names[0]):
            yield Found("label", f"“{row.label}” is on {day(row.date)}, a {right}.")


def _is_called(weekday: str, name: str) -> bool:
    return weekday.casefold().startswith(name.rstrip(".").casefold()[:3])


def _fits(dated: Dated, sure: bool) -> bool:
    """Whether the date has its weekday; where its year is not said, in that of the edition or one beside it."""
    years = [dated.day.year] if sure else [dated.day.year + step for step in (-1, 0, 1)]
    return any(_is_called(NAMES[in_year(dated.day, year).weekday()], dated.weekday) for year in years)


@lru_cache(maxsize=16_384)
def _dated(text: str, markdown: bool, year: int) -> tuple[Dated, ...]:
    """The weekdays of a text that stand before a date, or in parentheses behind one."""
    if not WEEKDAY.search(text) or not re.search(r"\d", text):
        return ()
    prose = shown(text, markdown)
    found = ((weekday, _beside(prose, weekday, year)) for weekday in WEEKDAY.finditer(prose))
    sure = (one for weekday, one in found if one and (one.has_year or not _tells_of_another_year(prose, weekday, year)))
    return tuple(dict.fromkeys(sure))


def _tells_of_another_year(text: str, weekday: re.Match[str], year: int) -> bool:
    """Whether the sentence around a weekday is about another year, by words, or by a number before it."""
    before = SENTENCE_END.split(text[max(0, weekday.start() - SENTENCE_CHARS) : weekday.start()])[-1]
    after = SENTENCE_END.split(text[weekday.end() : weekday.end() + SENTENCE_CHARS])[0]
    return bool(ANOTHER_YEAR.search(f"{before} {after}")) or bool({*YEAR.findall(before)} - {str(year)})


def _beside(text: str, weekday: re.Match[str], year: int) -> Dated | None:
    after = text[weekday.end() : weekday.end() + DATE_CHARS]
    lead_in = LEADS_IN.match(after)
    dates = dates_in(after, year)
    if dates and lead_in and dates[0].place == lead_in.end() and not dates[0].unsure:
        joined = dates[0].range and JOINED.search(text[max(0, weekday.start() - 5) : weekday.start()])
        said = text[weekday.start() : weekday.end() + lead_in.end() + len(dates[0].said)]
        return None if joined else Dated(said, weekday[0], dates[0].day, str(dates[0].day.year) in dates[0].said)
    before = text[max(0, weekday.start() - DATE_CHARS) : weekday.start()]
    dates = dates_in(before, year) if before.endswith("(") else []
    if not dates or dates[-1].range or dates[-1].unsure:
        return None
    ends = dates[-1].place + len(dates[-1].said)
    said = before[dates[-1].place :] + weekday[0] + ")"
    is_next = not before[ends:].strip(" (")
    return Dated(said, weekday[0], dates[-1].day, str(dates[-1].day.year) in dates[-1].said) if is_next else None
