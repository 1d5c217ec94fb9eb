"""The pages of single rows, such as a talk or a paper: where they are, which are gone, and what they tell besides."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from flask import abort, url_for

from faimi.content import EDITABLE, KIND, Item, Kind
from faimi.content.numbers import highest_number
from faimi.content.page import Page
from faimi.content.schedule import Slot
from faimi.content.timetable import utc_offset
from faimi.exchange.json_ld import as_breadcrumbs
from faimi.exchange.row_facts import split_names
from faimi.public.addresses import absolute

MAX_GONE = 10_000  # rows of a kind of an edition whose addresses still lead to it


class Elsewhere(NamedTuple):
    """A row that holds a name, where it is, and what it is called there."""

    title: str
    section: str
    path: str


class Hours(NamedTuple):
    """The offset of the venue's clock from UTC, empty where unknown, and when a talk begins and ends in UTC.

    `utc` is empty where the venue has UTC; `utc_day` is the day in UTC, where that is another.
    """

    offset: str
    utc: Sequence[datetime] = ()
    utc_day: date | None = None


def own_path(row: Item) -> str:
    """The path of a row's own page, as a template of its kind asks; empty where visitors see none."""
    shown = KIND[row.key.kind].has_page(row) and row.section.is_public and row.edition.is_public
    return path_of(row.edition.slug, row.key.kind, row.number) if shown else ""


def record_path(row: Item) -> str:
    """The path of the page of a row that visitors see, else of its place on its edition's page."""
    return own_path(row) or url_for("public.edition", slug=row.edition.slug, _anchor=str(row.key))


def path_of(slug: str, kind_name: str, number: int) -> str:
    """The path of the page that a row of a kind has."""
    values: dict[str, Any] = {"slug": slug, f"{kind_name}_number": number}
    return url_for(f"public.{kind_name}", **values)


def record_address(row: Item) -> str:
    """The same as an absolute address."""
    return absolute(record_path(row))


def record_or_404(page: Page, kind: Kind, number: int) -> Any:
    """The row of a kind that has a page, none where there was one; 404 where there never was, or one may be hidden."""
    row = page.row(kind.name, number)
    if row and kind.has_page(row):
        return row
    return None if row or number in gone_numbers(page, kind) else abort(404)


def record(page: Page, row: Item) -> dict[str, Any]:
    """What the template of a row's own page needs beside what is its kind's: the way to it, and the other rows."""
    edition = page.edition
    of_edition = url_for("public.edition", slug=edition.slug)
    steps = (edition.tagline or edition.title, of_edition), (row.section.heading, f"{of_edition}#{row.section.anchor}")
    trail = as_breadcrumbs([*((name, absolute(path)) for name, path in steps), (str(row), record_address(row))])
    shown = {"page": page, "edition": edition, "item": row, "editing": False}
    return shown | {"trail": trail, "elsewhere": elsewhere(page, row)}


def hours_of(slot: Slot) -> Hours:
    """When a talk takes place, for the people elsewhere."""
    edition = slot.edition
    begins = edition.moment_of(slot.announced_start)
    ends = edition.moment_of(slot.announced_end)
    if begins is None:
        return Hours("")
    at_utc = [at.astimezone(UTC) for at in (begins, ends) if at and begins.utcoffset()]
    other_day = at_utc[0].date() if at_utc and at_utc[0].date() != begins.date() else None
    return Hours(utc_offset(begins), at_utc, other_day)


def gone_numbers(page: Page, kind: Kind) -> set[int]:
    """The numbers of rows that were taken off a page; none while rows are hidden, for it tells how many."""
    sections = page.whole.sections if page.whole else page.sections
    if not all(section.is_public for section in sections if section.kind == kind.name):
        return set()
    numbers = range(1, min(highest_number(page.edition, kind.name), MAX_GONE) + 1)
    return {*numbers} - {row.number for row in page.rows(kind.name)}


def elsewhere(page: Page, row: Item) -> dict[str, list[Elsewhere]]:
    """The other rows of a page that hold a name, letter for letter, by each name of a row and of those that it names.

    A row is left out whose own words are those of another one in the list, such as the talk of a paper.
    """
    told = [
        row,
        *(one for one in row.references() if EDITABLE[one.key.kind].names and page.named(row, one.key.kind) is one),
    ]
    own = {*told, *(other for one in told for others in page.naming(one).values() for other in others)}
    names = dict.fromkeys(name for one in told for text in _texts(one) for name in split_names(text))
    others = [other for section in page.sections for other in page.rows_of[section.id] if KIND[section.kind].names]
    found = {name: [one for one in others if one not in own and _holds(one, name)] for name in names}
    return {
        name: [_entry(one, name) for one in rows if not {*one.references()} & {*rows}]
        for name, rows in found.items()
        if rows
    }


def _texts(row: Item) -> list[str]:
    """The columns of a row that hold names."""
    return [getattr(row, column) for column in KIND[row.key.kind].names]


def _holds(row: Item, name: str) -> bool:
    return any(name in text and name in split_names(text) for text in _texts(row))


def _entry(row: Item, name: str) -> Elsewhere:
    title = str(row) if str(row) != name else getattr(row, "title", "")
    return Elsewhere(title, row.section.heading, record_path(row))
