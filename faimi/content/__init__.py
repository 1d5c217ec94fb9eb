"""What an edition is made of: the kinds."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from sqlalchemy import Table, select

from faimi.content import awards, dates, keynotes, notices, organizers, papers, schedule, sponsors, text, tracks
from faimi.content.base import Item
from faimi.content.edition import Edition, OldAddress, Preview, Section
from faimi.content.edition_form import EDITION, SECTION
from faimi.content.kind import Kind
from faimi.content.numbers import CHANGES, LastNumber, NumberFloor
from faimi.content.old_addresses import keep_former_address
from faimi.extensions import db

KINDS = [
    text.KIND,
    keynotes.KIND,
    schedule.KIND,
    papers.KIND,
    awards.KIND,
    dates.KIND,
    organizers.KIND,
    sponsors.KIND,
    notices.KIND,
]
KIND = {kind.name: kind for kind in KINDS}
ROW_KINDS = [*KINDS, tracks.KIND]  # those of rows that stand in sections, also beside what these list
EDITABLE = {kind.name: kind for kind in (*ROW_KINDS, SECTION, EDITION)}
MARKDOWN_COLUMNS = frozenset(column for kind in EDITABLE.values() for column in kind.markdown)
PICTURE_COLUMNS = frozenset(column for kind in EDITABLE.values() for column in kind.pictures)
REFERENCED_KINDS = {to.column: to.kind for kind in ROW_KINDS for to in kind.references}  # and the kind that each names
LINK_COLUMNS = {column for kind in EDITABLE.values() for column in kind.links}


def texts_in(rows: Iterable[Any], columns: frozenset[str] = MARKDOWN_COLUMNS) -> Iterator[str]:
    """The texts in some columns of rows, which are of any kinds and may not have them; not those that are empty."""
    for row in rows:
        for column in _columns_of(row.__table__, columns):
            if text := getattr(row, column):
                yield text


@cache  # there are few kinds, and thousands of rows
def _columns_of(table: Table, columns: frozenset[str]) -> list[str]:
    return [column for column in columns if column in table.columns]


def kinds_in(section: Section) -> list[Kind]:
    """The kinds of the rows that stand in a section: the one that it lists first."""
    return [KIND[section.kind], *(kind for kind in ROW_KINDS if kind.part_of == section.kind)]


def rows_in(section: Section) -> list[Item]:
    """All rows that stand in a section."""
    return [row for kind in kinds_in(section) for row in kind.siblings(section)]


def former_addresses(edition: Edition) -> list[str]:
    """The paths that an edition had on a former site, without slashes around them."""
    query = select(OldAddress.path).where(OldAddress.edition_id == edition.id).order_by(OldAddress.path)
    return list(db.session.scalars(query))


__all__ = [
    "CHANGES",
    "EDITABLE",
    "EDITION",
    "KIND",
    "KINDS",
    "LINK_COLUMNS",
    "MARKDOWN_COLUMNS",
    "PICTURE_COLUMNS",
    "REFERENCED_KINDS",
    "ROW_KINDS",
    "SECTION",
    "Edition",
    "Item",
    "Kind",
    "LastNumber",
    "NumberFloor",
    "OldAddress",
    "Preview",
    "Section",
    "former_addresses",
    "keep_former_address",
    "kinds_in",
    "rows_in",
    "texts_in",
]
