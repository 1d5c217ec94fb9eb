"""What can be done to an edition's rows: each verb is one change, and its answer the Revision of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from faimi.content import Edition, Kind, Section
from faimi.content.base import row_version, step_version, to_json
from faimi.content.fields import column_of
from faimi.content.forms import ItemForm
from faimi.content.programme import Refused
from faimi.content.reserved import anchor
from faimi.extensions import db
from faimi.history import order
from faimi.history.revisions import Revision, Rows, find_by_key
from faimi.history.snapshots import with_names
from faimi.history.transaction import (
    Conflict,
    commit_change,
    delete,
    refresh,
    write_columns,
)


class SentBefore(Conflict):
    """A form that made a row before came again with another text, or after that row was removed.

    `revision` is the change of then, and `row` what it made, if that is there.
    """

    def __init__(self, revision: Revision) -> None:
        super().__init__()
        self.revision, self.row = revision, revision.row


def save(row: Any, form: ItemForm, by: int | None) -> Revision | None:
    """The revision that writes the form's values to the row; none where they stand there already.

    Raises Conflict where the form was opened on another version of the row.
    """
    if str(row_version(row)) != form.version.data:
        raise Conflict
    form.populate_obj(row)
    return _write_row(row, by, form.once.data, form.changes_beside)


def set_values(row: Any, values: Mapping[str, Any], version: str, by: int | None) -> Revision | None:
    """The revision that writes values to columns of the row; none where they stand there already.

    Raises Conflict where the row is no longer as it was when the person saw it.
    """
    if str(row_version(row)) != version:
        raise Conflict
    for column, value in values.items():
        setattr(row, column, value)
    return _write_row(row, by)


def _write_row(
    row: Any, by: int | None, token: str | None = None, beside: Callable[[], Mapping[Any, Mapping[str, Any]]] = dict
) -> Revision | None:
    """The revision that writes what was changed in a row, and new values to columns of others `beside` it.

    Which those are is asked once no one else writes; raises Conflict where they cannot be written any more.
    """
    if not db.session.is_modified(row):
        return None
    step_version(row)
    idempotency_key = f"{token} {row.key} {row_version(row)}" if token else None

    def write_row(_before: Rows, _after: Rows) -> Any:
        refresh(row)
        _write_beside(beside)
        return row

    return commit_change(row.edition, "save", by, write_row, idempotency_key=idempotency_key)


def _write_beside(beside: Callable[[], Mapping[Any, Mapping[str, Any]]]) -> None:
    """Writes new values to columns of other rows; raises Conflict where they cannot be any more."""
    with db.session.no_autoflush:  # what is flushed has to be noted
        try:
            changes = beside()
        except Refused:
            raise Conflict from None
    write_columns(changes)


def add(kind: Kind, parent: Any, form: ItemForm, by: int | None, after: Any = None) -> Revision:
    """The revision that makes a new row, after another, or at the end of its group or parent, a section or an edition.

    Other rows make way for it where the form says so.
    A form that comes a second time, because the answer to the first was lost, adds nothing: the answer is the first's.
    Raises SentBefore where it says something else by now, or where that row is gone.
    """

    def insert_row(_before: Rows, _after: Rows) -> Any:
        db.session.expire_all()
        siblings = order.in_places(kind, parent)
        _write_beside(form.changes_beside)
        row = kind.model(**{kind.parent: parent})
        form.populate_obj(row)
        order.insert_after(siblings, row, after or order.last_of_group(kind, siblings, row))
        if isinstance(row, Section):
            row.anchor = anchor(row.heading, {section.anchor for section in siblings})
        db.session.add(row)
        return row

    revision, again = _once(parent.edition, insert_row, by, form.once.data)
    if again and (revision.kind != kind.name or revision.row is None or not _says(kind, form, revision)):
        raise SentBefore(revision) if revision.kind == kind.name else Conflict
    return revision


def _once(
    edition: Edition, insert: Callable[[Rows, Rows], Any], by: int | None, idempotency_key: str | None
) -> tuple[Revision, bool]:
    """The revision that adds rows, and whether it was there already: made by the same form before."""
    try:
        return commit_change(edition, "add", by, insert, idempotency_key=idempotency_key), False
    except Conflict:
        first = find_by_key(edition, idempotency_key)
        if first is None:
            raise
        return first, True


def _says(kind: Kind, form: ItemForm, revision: Revision) -> bool:
    """Whether a form would write just the columns that a revision gave its row."""
    row, columns = kind.model(), with_names(kind.model, revision.after[revision.key])
    form.populate_obj(row)
    written = {column_of(field) for field in form.inputs} & columns.keys()
    return all(to_json(getattr(row, column)) == columns[column] for column in written)


def move(kind: Kind, row: Any, step: int, by: int | None) -> Revision | None:
    """The revision that moves the row one place up (-1) or down (1); none where there is no sibling to pass."""
    return place(kind, row, *order.next_place(kind, row, step), by)


def place(kind: Kind, row: Any, neighbour: Any, below: bool, by: int | None) -> Revision | None:
    """The revision that puts a row right above a neighbour, or below it, into its group; none where it stands there."""
    return place_many(kind, [row], neighbour, below, by)


def place_many(kind: Kind, rows: Sequence[Any], neighbour: Any, below: bool, by: int | None) -> Revision | None:
    """The revision that puts rows of one list together beside a neighbour, as `place` does with one.

    Places are no part of what a version stands for: a form that is open on a row stays valid. Dated rows do not move.
    """
    if any(map(kind.due_at, rows)) or order.are_in_place(kind, rows, neighbour, below):
        return None

    def place_rows(_before: Rows, _after: Rows) -> Any:
        if not order.place_beside(kind, rows, neighbour, below):
            raise Conflict
        return next(filter(db.session.is_modified, rows), rows[0])  # what it is about is among what it touched

    return commit_change(rows[0].edition, "move", by, place_rows)


def remove(row: Any, version: str, by: int | None) -> Revision:
    """The revision that takes the row off the page, and keeps it, a section with all its items.

    Raises Conflict where the row is no longer as it was when the person saw it.
    """
    if str(row_version(row)) != version:
        raise Conflict

    def delete_row(_before: Rows, _after: Rows) -> Any:
        refresh(row)
        delete(row)
        return row

    return commit_change(row.edition, "remove", by, delete_row)
