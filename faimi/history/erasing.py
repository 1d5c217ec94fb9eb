"""Takes words or pictures out of an edition and of all that it ever was: the one change that no undo takes back."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Table, select, update

from faimi.content import EDITABLE, Edition, Item, Section
from faimi.content.base import column_type, from_json, snapshot, step_version
from faimi.content.row_key import RowKey
from faimi.extensions import db
from faimi.history.revisions import ERASE, Revision, Rows
from faimi.history.transaction import commit_change

REVISIONS_AT_ONCE = 20
BESIDE_ROWS = ("account_name", "reason")  # the texts of a revision that are not its rows
Changes = Callable[[Mapping[str, Any], Table], dict[str, Any]]  # the new values of those columns that are to change


def erase(edition: Edition, changes: Changes, reason: str, by: int | None) -> Revision:
    """The revision that erases from all rows of an edition, and has its history say the same; the caller commits.

    It names the rows that were changed, each as it is by now. A form that was opened on one before is asked about.
    """

    def erase_from_rows(_before: Rows, _after: Rows) -> Edition:
        db.session.expire_all()
        for row in rows_of(edition)[0]:
            if new := changes(snapshot(row), row.__table__):
                for name, value in new.items():
                    setattr(row, name, from_json(column_type(type(row), name), value))
                step_version(row)
        return edition

    revision = commit_change(edition, ERASE, by, erase_from_rows, commit=False)
    revision.reason = reason
    db.session.flush()
    _erase_from_history(edition, changes)
    return revision


def rows_of(*editions: Edition) -> list[list[Any]]:
    """Of each edition the masthead, its sections and all their rows, in a fixed number of queries."""
    found: dict[int, list[Any]] = {edition.id: [edition] for edition in editions}
    models: list[Any] = [kind.model for kind in EDITABLE.values() if issubclass(kind.model, Item | Section)]
    for model in models:
        for row in db.session.scalars(select(model).where(model.edition_id.in_(found))):
            found[row.edition_id].append(row)
    return [*found.values()]


def _erase_from_history(edition: Edition, changes: Changes) -> None:
    """Writes anew what changes found and wrote, their reasons, and the names of who has no account any more."""
    columns = [getattr(Revision, name) for name in ("id", "before", "after", *BESIDE_ROWS)]
    ids = db.session.scalars(select(Revision.id).where(Revision.edition_id == edition.id).order_by(Revision.id)).all()
    for first in range(0, len(ids), REVISIONS_AT_ONCE):
        some = db.session.execute(select(*columns).where(Revision.id.in_(ids[first : first + REVISIONS_AT_ONCE]))).all()
        for one in some:
            clean = {"before": _cleaned(one.before, changes), "after": _cleaned(one.after, changes)}
            clean |= changes({name: getattr(one, name) for name in BESIDE_ROWS}, Revision.__table__)  # type: ignore[arg-type]  # a table it is
            if any(value != getattr(one, name) for name, value in clean.items()):
                db.session.connection().execute(update(Revision).where(Revision.id == one.id).values(clean))


def _cleaned(rows: Rows, changes: Changes) -> Rows:
    """Rows as a change found or wrote them, without what is erased."""
    return {
        key: columns | changes(columns, EDITABLE[RowKey.parse(key).kind].model.__table__)
        for key, columns in rows.items()
    }
