"""The numbers of rows: each counts per edition and kind, and is given once, whatever becomes of its row."""

from collections import defaultdict
from typing import Any

from sqlalchemy import ForeignKey, event, inspect
from sqlalchemy.orm import Mapped, mapped_column, relationship

from faimi.content.base import Item
from faimi.content.edition import Edition, Section
from faimi.extensions import Model, db

CHANGES = "change"


class LastNumber(Model):
    """The highest number that a row of one kind ever had on an edition."""

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(default=0)
    edition: Mapped[Edition] = relationship()


class NumberFloor(Model):
    """What was given out while the site was as a backup has replaced it: what is given next is above `number`.

    For the kind CHANGES that is the version of a change, else the number of a row.
    """

    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]


def last_number(edition: Edition, kind: str) -> LastNumber:
    """What counts the rows of a kind on an edition; whoever counts holds the edition's row, so that others wait."""
    pending = (one for one in db.session.new if isinstance(one, LastNumber))
    found = next((one for one in pending if one.edition is edition and one.kind == kind), None)
    if found is None and edition.id is not None:
        found = db.session.get(LastNumber, (edition.id, kind))
    if found is None:
        found = LastNumber(edition=edition, kind=kind, number=0)
        db.session.add(found)
    return found


def _floor(edition: Edition, kind: str) -> int:
    found = db.session.get(NumberFloor, (edition.id, kind)) if edition.id is not None else None
    return found.number if found else 0


def highest_number(edition: Edition, kind: str) -> int:
    """The highest number that a row of a kind has, or had, on an edition; 0 where none ever was."""
    last = db.session.get(LastNumber, (edition.id, kind))
    return last.number if last else 0


@event.listens_for(db.session, "before_flush")
def number_new_rows(session: Any, *_: Any) -> None:
    """Allots each new row the next number of its kind, where it does not bring its own."""
    rows: list[Any] = [row for row in session.new if isinstance(row, Section | Item)]
    counted: dict[tuple[Edition, str], list[Any]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: inspect(row).insert_order):
        if edition := _edition_of(row):
            counted[edition, row.__tablename__].append(row)
    for (edition, kind), numbered in counted.items():
        last = last_number(edition, kind)
        last.number = max([last.number, *(row.number for row in numbered if row.number)])
        unnamed = [row for row in numbered if row.number is None]
        if unnamed:
            last.number = max(last.number, _floor(edition, kind))
        for row in unnamed:
            last.number += 1
            row.number = last.number


@event.listens_for(Item, "before_insert", propagate=True)
def _note_edition(_mapper: Any, _connection: Any, row: Item) -> None:
    if row.section is not None:  # else the database refuses it
        row.edition_id = row.section.edition_id  # which has its id by now, on a new edition too


def _edition_of(row: Any) -> Edition | None:
    """The edition that a new row is on; none where its section is gone."""
    if isinstance(row, Item) and row.section is None:
        row.section = db.session.get(Section, row.section_id)
    section: Section | None = row if isinstance(row, Section) else row.section
    return section.edition or db.session.get_one(Edition, section.edition_id) if section else None
