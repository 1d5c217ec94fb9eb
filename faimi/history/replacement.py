"""A whole edition's content in one change, as an import or a roll-over brings it."""

from collections.abc import Callable, Collection
from typing import Any

from sqlalchemy import inspect

from faimi.content import EDITABLE, Edition, rows_in
from faimi.content.base import snapshot, step_version
from faimi.extensions import db
from faimi.history.revisions import Revision, Rows
from faimi.history.transaction import CONTENT, commit_if_changed, delete, flush


def replace_content(
    edition: Edition,
    fill: Callable[[Edition, Callable[[], None]], Collection[Any]],
    by: int | None = None,
    verb: str = "import",
    commit: bool = True,
    idempotency_key: str | None = None,
) -> Revision | None:
    """The revision that fills an edition, new or there already; none where all of it stands there as it shall.

    `fill` makes and changes rows, and answers with those that the page shall have; what else it has is removed. In
    between it may have what it did so far written, by the function that it gets.
    Without `commit` the caller commits, several editions at once perhaps; the key is the token of the form that asks.
    """
    new = edition.id is None
    if new:
        db.session.add(edition)
        edition.version = edition.version or 0
        db.session.flush()

    def fill_edition(before: Rows, after: Rows) -> Edition:
        if new:
            before[edition.key] = after[edition.key] = snapshot(edition)
        else:
            db.session.expire_all()
        sections = EDITABLE["section"].siblings(edition)
        there = [row for section in sections for row in (*rows_in(section), section)]
        kept = fill(edition, lambda: _write(before, after, new))
        _write(before, after, new)
        for row in there:
            if row not in kept and row not in db.session.deleted:
                delete(row)
        flush(before, after)
        db.session.expire(edition, ["sections"])
        return edition

    return commit_if_changed(edition, verb, by, fill_edition, idempotency_key, commit)


def _write(before: Rows, after: Rows, new: bool) -> None:
    """Writes what is pending; each row that says something else than before gets a new version, but a new masthead."""
    changed: list[Any] = [row for row in db.session.dirty if isinstance(row, CONTENT)]
    changed = [row for row in changed if not (new and isinstance(row, Edition))]
    for row in changed:
        names = {column.key for column in inspect(row).mapper.columns} - {"position"}
        names |= {relation.key for relation in inspect(row).mapper.relationships if not relation.uselist}
        if any(inspect(row).attrs[name].history.has_changes() for name in names):
            step_version(row)
    flush(before, after)
