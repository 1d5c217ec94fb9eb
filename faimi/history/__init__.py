"""Every change as a Revision, and the only functions that change content.

A change is one transaction: the edition's version counts up (which also queues writers behind
one another), each row is compared and swapped on its own version in the UPDATE's WHERE, and a
Revision keeps what stood there before and after. Its number is the edition's new version.
Whether the person may is asked before each flush: see `guards_writes`.
"""

from collections.abc import Callable
from typing import Any

from faimi.content import EDITABLE, Edition, Kind, Section
from faimi.content.base import row_version, step_version, to_json
from faimi.content.fields import column_of
from faimi.content.forms import ItemForm
from faimi.content.reserved import anchor
from faimi.extensions import db
from faimi.history import order
from faimi.history.revisions import (
    Revision,
    Rows,
    describe,
    edit_group,
    find_by_key,
    key_of,
    last_snapshots,
    last_undone,
    name_of,
    removal_of,
    row_with,
    sent_since,
    snapshot_at,
)
from faimi.history.transaction import Conflict, NotPermitted, commit_change, delete, flush, guards_writes, refresh
from faimi.history.undo import ChangedSince, last_change, put_back, restore, reverse, reverse_all


class SentBefore(Conflict):
    """A form that made a row before came again with another text, or after that row was removed.

    `revision` is the change of then, and `row` what it made, if that is there.
    """

    def __init__(self, revision: Revision, row: Any) -> None:
        super().__init__()
        self.revision, self.row = revision, row


def save(row: Any, form: ItemForm, by: int | None) -> bool:
    """Whether anything changed: writes the form's values to the row.

    Raises Conflict where the form was opened on another version of the row.
    """
    if str(row_version(row)) != form.version.data:
        raise Conflict
    form.populate_obj(row)
    if not db.session.is_modified(row):
        return False
    step_version(row)
    idempotency_key = f"{form.once.data} {key_of(row)} {row_version(row)}"

    def write_row(_before: Rows, _after: Rows) -> Any:
        refresh(row)
        return row

    commit_change(row.edition, "save", by, write_row, idempotency_key=idempotency_key)
    return True


def add(kind: Kind, parent: Any, form: ItemForm, by: int | None, after: Any = None) -> Any:
    """The new row, after another, or at the end of its group or parent, a section or an edition.

    A form that comes a second time, because the answer to the first was lost, adds nothing: the answer is that row.
    Raises SentBefore where it says something else by now, or where that row is gone.
    """
    idempotency_key = form.once.data

    def insert_row(_before: Rows, _after: Rows) -> Any:
        db.session.expire_all()
        siblings = kind.siblings(parent)
        row = kind.model(**{kind.parent: parent})
        form.populate_obj(row)
        order.insert_after(siblings, row, after or order.last_of_group(kind, siblings, row))
        if isinstance(row, Section):
            row.anchor = anchor(row.heading, {section.anchor for section in siblings})
        db.session.add(row)
        return row

    try:
        return commit_change(parent.edition, "add", by, insert_row, idempotency_key=idempotency_key)
    except Conflict:
        first = find_by_key(parent.edition, idempotency_key)
        if first is None or first.kind != kind.name:
            raise
        row = db.session.get(kind.model, first.row_id)
        if row is None or not _says(kind, form, first.after[key_of(row)]):
            raise SentBefore(first, row) from None
        return row


def _says(kind: Kind, form: ItemForm, columns: dict[str, Any]) -> bool:
    """Whether a form would write just these columns."""
    row = kind.model()
    form.populate_obj(row)
    written = {column_of(field) for field in form.inputs} & columns.keys()
    return all(to_json(getattr(row, column)) == columns[column] for column in written)


def add_many(
    kind: Kind, section: Section, rows: list[dict[str, Any]], by: int | None, idempotency_key: str | None = None
) -> None:
    """Puts rows with these columns, at least one, at the end of a section, in their order, as one change.

    A list that comes a second time with the same key adds nothing.
    """
    edition = section.edition

    def insert_rows(_before: Rows, _after: Rows) -> Any:
        db.session.expire_all()
        siblings = kind.siblings(section)
        start = siblings[-1].position + 1 if siblings else 0
        made = [kind.model(section=section, position=start + n, **row) for n, row in enumerate(rows)]
        db.session.add_all(made)
        return made[0]

    try:
        commit_change(edition, "add", by, insert_rows, idempotency_key=idempotency_key)
    except Conflict:
        if find_by_key(edition, idempotency_key) is None:
            raise


def move(kind: Kind, row: Any, step: int, by: int | None) -> bool:
    """Whether there was a sibling to pass: moves the row one place up (-1) or down (1)."""
    return place(kind, row, *order.next_place(kind, row, step), by)


def place(kind: Kind, row: Any, neighbour: Any, below: bool, by: int | None) -> bool:
    """Whether the row stood elsewhere: puts it right above a neighbour, or below it, into its group.

    Places are no part of what a version stands for: a form that is open on a row meanwhile stays valid.
    """
    if order.is_in_place(kind, row, neighbour, below):
        return False

    def place_row(_before: Rows, _after: Rows) -> Any:
        if not order.place_beside(kind, row, neighbour, below):
            raise Conflict
        return row

    commit_change(row.edition, "move", by, place_row)
    return True


def remove(row: Any, version: str, by: int | None) -> None:
    """Takes the row off the page; the revision keeps it, a section with all its items.

    Raises Conflict where the row is no longer as it was when the person saw it.
    """
    if str(row_version(row)) != version:
        raise Conflict

    def delete_row(_before: Rows, _after: Rows) -> Any:
        refresh(row)
        delete(row)
        return row

    commit_change(row.edition, "remove", by, delete_row)


def replace_content(
    edition: Edition,
    fill: Callable[[Edition], None],
    by: int | None = None,
    verb: str = "import",
    commit: bool = True,
    idempotency_key: str | None = None,
) -> None:
    """Fills a new edition, or empties one that is there and fills it again, as one change.

    Without `commit` the caller commits, several editions at once perhaps; the key is the token of the form that asks.
    """
    new = edition.id is None
    if new:
        db.session.add(edition)
        edition.version = 0
        db.session.flush()

    def fill_edition(before: Rows, after: Rows) -> Edition:
        if not new:
            step_version(edition)
        for section in EDITABLE["section"].siblings(edition):
            delete(section)
        flush(before, after)
        db.session.expire(edition, ["sections"])
        fill(edition)
        return edition

    commit_change(edition, verb, by, fill_edition, idempotency_key=idempotency_key, commit=commit)


__all__ = [
    "ChangedSince",
    "Conflict",
    "NotPermitted",
    "Revision",
    "Rows",
    "SentBefore",
    "add",
    "add_many",
    "describe",
    "edit_group",
    "guards_writes",
    "last_change",
    "last_snapshots",
    "last_undone",
    "move",
    "name_of",
    "place",
    "put_back",
    "removal_of",
    "remove",
    "replace_content",
    "restore",
    "reverse",
    "reverse_all",
    "row_with",
    "save",
    "sent_since",
    "snapshot_at",
]
