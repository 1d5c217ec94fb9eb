"""What a cell of a pasted table says in a field of a form: as a person would type it there."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from rapidfuzz import process
from rapidfuzz.fuzz import ratio
from wtforms import DateField, DateTimeLocalField, Field, SelectField, StringField

from faimi.content import Kind
from faimi.content.blank import without_dash
from faimi.content.clock_fields import ClockField
from faimi.content.fields import LINK, PictureField
from faimi.content.reference_field import ReferenceField
from faimi.content.timezone_field import TimezoneField
from faimi.exchange.page.recognise.dates import find_date, is_day
from faimi.exchange.page.recognise.names import are_people
from faimi.exchange.pasted.candidate import web_link
from faimi.exchange.text_matching import essence, squeeze

MIN_NAME_LIKENESS = 85  # of a cell and what it names, from 0 to 100
CLOCK = re.compile(r"\d{1,2}(?::\d{2}(?P<seconds>:\d{2})?|[.h]\d{2})(?:\s*[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?", re.I)
MONTH_FIRST = re.compile(r"\s*\d{1,2}/(?:1[3-9]|2\d|3[01])/\d{4}")
NUMBER = re.compile(r"#?(?P<number>\d{1,9})")
Looks = Callable[[str], bool]


class RefusedCell(ValueError):
    """What a cell says is nothing for its field, in words for a person."""


def takes_text(kind: Kind, field: Field) -> bool:
    """Whether any words may stand in a field."""
    strict = isinstance(field, PictureField | TimezoneField) or field.name in kind.links
    return isinstance(field, StringField) and not strict


def strict_look(kind: Kind, field: Field) -> Looks | None:
    """Whether a text is of the only form that a field takes, as a function; none for a field that takes others."""
    if field.name in kind.links:
        return lambda text: bool(web_link(text) or LINK.fullmatch(text))
    if isinstance(field, ClockField):
        return lambda text: CLOCK.fullmatch(text) is not None
    if isinstance(field, TimezoneField):
        return lambda text: field.called(text) is not None
    if isinstance(field, DateTimeLocalField):
        return lambda text: _moment(text) is not None
    return is_day if isinstance(field, DateField) else None


def loose_look(kind: Kind, field: Field) -> Looks | None:
    """Whether a text is most likely meant for a field, as a function; none for a field that takes any."""
    if isinstance(field, SelectField):
        known = {essence(words) for words in choices_of(field).values()}
        return lambda text: essence(text) in known
    return are_people if field.name in kind.names else None


def choices_of(field: SelectField) -> Mapping[str, str]:
    """What may be chosen in a field, by what a form sends for it; nothing is no choice."""
    choices: Any = field.choices
    return {str(sent): words for sent, words in choices.items() if sent != ""}


def as_typed(kind: Kind, field: Field, cell: str, column: Sequence[str], year: int | None) -> str:
    """What is typed into a field for what a cell says, in a column of others; RefusedCell where it is nothing for it.

    `year` is that of dates without one. What is empty, or a dash alone, stays empty.
    """
    said = without_dash(cell.strip())
    if not said:
        return ""
    if isinstance(field, SelectField):
        return _choice(field, squeeze(said))
    if isinstance(field, DateTimeLocalField):
        at = _moment(said)
        return f"{at:%Y-%m-%dT%H:%M}" if at else said
    if isinstance(field, DateField):
        return _day(said, any(map(MONTH_FIRST.match, column)), year)
    if isinstance(field, ClockField):
        match = CLOCK.fullmatch(said)
        return said.replace(match["seconds"], "", 1) if match and match["seconds"] else said
    return web_link(said) or said if field.name in kind.links else said


def _choice(field: SelectField, said: str) -> str:
    """What a form sends for a choice, told by its words, or by the number of the row that it is."""
    choices = choices_of(field)
    found = NUMBER.fullmatch(said)
    if found and found["number"] in choices:
        return found["number"]
    words = _essences(tuple(choices.values()))
    cutoff = MIN_NAME_LIKENESS if isinstance(field, ReferenceField) else 100
    best = process.extractOne(essence(said), words, scorer=ratio, score_cutoff=cutoff)
    if best:
        return [*choices][best[2]]
    if isinstance(field, ReferenceField):
        raise RefusedCell(f"No {field.label.text.lower()} of this edition is called so.")
    raise RefusedCell(f"It is none of {', '.join(choices.values())}.")


@lru_cache(maxsize=8)
def _essences(texts: tuple[str, ...]) -> list[str]:
    return list(map(essence, texts))


def _day(said: str, month_first: bool, year: int | None) -> str:
    found = find_date(said, year) if is_day(said) else None
    if found is None:
        raise RefusedCell("This is not read as a date. Write it as 2024-06-24.")
    day = found.day
    return (day.replace(month=day.day, day=day.month) if found.unsure and month_first else day).isoformat()


def _moment(said: str) -> datetime | None:
    try:
        return datetime.fromisoformat(re.sub(r"\s*(?:UTC|Z)$", "", said)) if re.search(r"\d:\d", said) else None
    except ValueError:
        return None


def shown(field: Field, sent: str) -> str:
    """What a person reads for what a form sends for a field."""
    return choices_of(field).get(sent, "") if isinstance(field, SelectField) else sent
