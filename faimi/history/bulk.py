"""Many rows in one change: as a list or a table that was pasted brings them, or as they are chosen together."""

from bisect import insort
from collections.abc import Collection, Mapping
from operator import attrgetter
from typing import Any

from sqlalchemy import select

from faimi.content import Kind, Section
from faimi.content.base import row_version
from faimi.extensions import db
from faimi.history import order
from faimi.history.revisions import Revision, Rows, find_by_key
from faimi.history.transaction import Conflict, commit_change, delete, write_columns


def add_many(
    kind: Kind,
    section: Section,
    rows: list[dict[str, Any]],
    by: int | None,
    idempotency_key: str | None = None,
    changes: Mapping[Any, Mapping[str, Any]] | None = None,
) -> Revision:
    """The revision that puts rows with these columns at the end of a section, or of their group, and changes others.

    `changes` are the new values of rows that are there, in any section; at least one is added or changed. A list that
    comes a second time with the same key does nothing. Raises Conflict where a row that shall change is no longer as it
    was read.
    """
    changes = changes or {}
    seen = {row: row_version(row) for row in changes}

    def write_rows(_before: Rows, _after: Rows) -> Any:
        _write_again(changes, seen)
        siblings = order.in_places(kind, section)
        made = [kind.model(section=section, **columns) for columns in rows]
        for row in made:
            order.insert_after(siblings, row, order.last_of_group(kind, siblings, row))
            insort(siblings, row, key=attrgetter("position"))
        db.session.add_all(made)
        return (made or [*changes])[0]

    try:
        verb = "add" if rows else "save"
        return commit_change(section.edition, verb, by, write_rows, idempotency_key=idempotency_key)
    except Conflict:
        if (first := find_by_key(section.edition, idempotency_key)) is None:
            raise
        return first


def change_many(
    rows: Collection[Any], changes: Mapping[Any, Mapping[str, Any]], by: int | None, idempotency_key: str | None = None
) -> Revision:
    """The revision that writes new values to columns of some rows of a section, which follow from all of its rows.

    Raises Conflict where one of those is no longer as it was read, where another is there, or where it was done before.
    """
    first = next(iter(changes))
    model, section = type(first), first.section
    query = select(model.number, model.version).where(model.section_id == section.id)
    seen = {row.number: row_version(row) for row in rows}

    def write_rows(_before: Rows, _after: Rows) -> Any:
        if {row.number: row.version for row in db.session.execute(query)} != seen:
            raise Conflict
        write_columns(changes)
        return first

    return commit_change(section.edition, "save", by, write_rows, idempotency_key=idempotency_key)


def save_many(
    changes: Mapping[Any, Mapping[str, Any]],
    by: int | None,
    beside: Collection[Any] = (),
    idempotency_key: str | None = None,
) -> Revision:
    """The revision that writes new values to columns of rows of one edition, of any kinds.

    Raises Conflict where one of them, or of the rows `beside` from which the values follow, is no longer as it was
    read, or where it was done before.
    """
    seen = {row: row_version(row) for row in (*changes, *beside)}
    first = next(iter(changes))

    def write_rows(_before: Rows, _after: Rows) -> Any:
        _write_again(changes, seen)
        return first

    return commit_change(first.edition, "save", by, write_rows, idempotency_key=idempotency_key)


def _write_again(changes: Mapping[Any, Mapping[str, Any]], seen: Mapping[Any, int]) -> None:
    """Writes values to rows, once no one else does; raises Conflict where one is no longer in the version seen."""
    db.session.expire_all()
    if any(row_version(row) != version for row, version in seen.items()):
        raise Conflict
    write_columns(changes)


def remove_many(versions: Mapping[Any, str], by: int | None, idempotency_key: str | None = None) -> Revision:
    """The revision that takes rows of one edition off the page, each with the version in which the person saw it.

    Raises Conflict where one is no longer as it was then.
    """

    def delete_rows(_before: Rows, _after: Rows) -> Any:
        db.session.expire_all()
        if any(str(row_version(row)) != version for row, version in versions.items()):
            raise Conflict
        for row in versions:
            delete(row)
        return next(iter(versions))

    edition = next(iter(versions)).edition
    return commit_change(edition, "remove", by, delete_rows, idempotency_key=idempotency_key)
