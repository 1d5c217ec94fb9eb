"""Every change as a Revision, and the only functions that change content.

A change is one transaction: the edition's version counts up (which also queues writers behind
one another), each row is compared and swapped on its own version in the UPDATE's WHERE, and a
Revision keeps what stood there before and after. Its number is the edition's new version.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError

from faimi.content import EDITABLE, KIND, Edition, Kind, Section
from faimi.content.base import Item, ItemForm, row_version, snapshot, step_version
from faimi.content.edition import anchor
from faimi.extensions import db
from faimi.history.revisions import NAMES, Revision, Rows, as_it_was, key_of, last_seen


class Conflict(Exception):
    """The row was changed or removed by someone else since it was read; nothing was written."""


def _flush(before: Rows, after: Rows) -> None:
    """Writes what is pending, and notes each row it touches as it was and as it is."""
    session = db.session
    changed = [row for row in session.dirty if session.is_modified(row) and type(row) in NAMES]
    before.update({key_of(row): snapshot(row, committed=True) for row in (*changed, *session.deleted)})
    changed += [row for row in session.new if type(row) in NAMES]
    session.flush()
    after.update({key_of(row): snapshot(row) for row in changed})


def _count_up(edition: Edition) -> int:
    """Counts the edition's version up and gives it; from here to the commit other writers wait."""
    up = update(Edition).where(Edition.id == edition.id).values(version=Edition.version + 1)
    version = db.session.scalar(up.returning(Edition.version).execution_options(synchronize_session=False))
    if version is None:
        raise Conflict
    set_committed_value(edition, "version", version)
    return version


def _land(edition: Edition, verb: str, by: int | None, change: Callable[[Rows, Rows], Any]) -> Any:
    """Makes a change, its revision and the edition's new version one transaction; gives the row changed.

    `change` gets the two mappings to fill and gives the row that it is about. Raises Conflict, with
    nothing written, where a row's version in the database is no longer the one that was read.
    """
    before: Rows = {}
    after: Rows = {}
    try:
        version = _count_up(edition)
        row = change(before, after)
        _flush(before, after)
    except (StaleDataError, ObjectDeletedError, IntegrityError, Conflict) as error:
        db.session.rollback()
        if isinstance(error, IntegrityError) and verb in ("import", "roll-over"):
            raise
        raise Conflict from None
    revision = Revision(edition_id=edition.id, version=version, verb=verb, before=before, after=after)
    revision.kind, revision.row_id, revision.account_id = NAMES[type(row)], row.id, by
    db.session.add(revision)
    db.session.commit()
    return row


def save(row: Any, form: ItemForm, by: int | None) -> bool:
    """Writes the form's values to the row; gives whether anything changed.

    Raises Conflict where the form was opened on another version of the row.
    """
    if str(row_version(row)) != form.version.data:
        raise Conflict
    form.populate_obj(row)
    if not db.session.is_modified(row):
        return False
    step_version(row)
    _land(row.edition, "save", by, lambda _before, _after: row)
    return True


def add(kind: Kind, parent: Any, form: ItemForm, by: int | None) -> Any:
    """Puts a new row at the end of its parent, a section or an edition, and gives it."""

    def change(_before: Rows, _after: Rows) -> Any:
        siblings = kind.siblings(parent)
        row = kind.model(**{kind.parent: parent})
        row.position = siblings[-1].position + 1 if siblings else 0
        form.populate_obj(row)
        if isinstance(row, Section):
            row.anchor = anchor(row.heading, {section.anchor for section in siblings})
        db.session.add(row)
        return row

    return _land(parent.edition, "add", by, change)


def add_many(kind: Kind, section: Section, rows: list[dict[str, Any]], by: int | None) -> None:
    """Puts rows with these columns, at least one, at the end of a section, in their order, as one change."""

    def change(_before: Rows, _after: Rows) -> Any:
        siblings = kind.siblings(section)
        start = siblings[-1].position + 1 if siblings else 0
        made = [kind.model(section=section, position=start + n, **row) for n, row in enumerate(rows)]
        db.session.add_all(made)
        return made[0]

    _land(section.edition, "add", by, change)


def move(kind: Kind, row: Any, step: int, by: int | None) -> bool:
    """Moves the row one place up (-1) or down (1) among its siblings; gives whether there was one to pass.

    Places are no part of what a version stands for, so that a form which is open on a row meanwhile
    stays valid. At the edge of a group (a track) the row first changes over to the neighbour's group.
    """
    if row is kind.siblings(getattr(row, kind.parent))[0 if step < 0 else -1]:
        return False

    def change(_before: Rows, _after: Rows) -> Any:
        db.session.expire_all()
        rows = kind.siblings(getattr(row, kind.parent))
        place = rows.index(row)
        neighbour = rows[max(0, min(place + step, len(rows) - 1))]
        if kind.groups and getattr(row, kind.groups) != getattr(neighbour, kind.groups):
            setattr(row, kind.groups, getattr(neighbour, kind.groups))
            step_version(row)
        else:
            rows.insert(rows.index(neighbour), rows.pop(place))
        for position, sibling in enumerate(rows):
            sibling.position = position
        return row

    _land(row.edition, "move", by, change)
    return True


def remove(row: Any, version: str, by: int | None) -> None:
    """Takes the row off the page; the revision keeps it, a section with all its items.

    Raises Conflict where the row is no longer as it was when the person saw it.
    """
    if str(row_version(row)) != version:
        raise Conflict

    def change(_before: Rows, _after: Rows) -> Any:
        _drop(row)
        return row

    _land(row.edition, "remove", by, change)


def _drop(row: Any) -> None:
    for item in KIND[row.kind].siblings(row) if isinstance(row, Section) else []:
        _drop(item)
    if isinstance(row, Item):
        row.let_go()
    db.session.delete(row)


def bring_in(edition: Edition, fill: Callable[[Edition], None], by: int | None = None, verb: str = "import") -> None:
    """Fills a new edition, or empties one that is there and fills it again, as one change."""
    new = edition.id is None
    if new:
        db.session.add(edition)
        edition.version = 0
        db.session.flush()

    def change(before: Rows, after: Rows) -> Edition:
        if not new:
            step_version(edition)
        for section in EDITABLE["section"].siblings(edition):
            _drop(section)
        _flush(before, after)
        db.session.expire(edition, ["sections"])
        fill(edition)
        return edition

    _land(edition, verb, by, change)


__all__ = ["Conflict", "Revision", "add", "add_many", "as_it_was", "bring_in", "last_seen", "move", "remove", "save"]
