"""The transaction of a change: it holds the rows, the Revision and the edition's new version."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import case, event, func, inspect, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import object_mapper
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.exc import ObjectDeletedError, StaleDataError

from faimi.content import CHANGES, Edition, NumberFloor, Section, rendering, rows_in, texts_in
from faimi.content.base import Item, snapshot, step_version
from faimi.content.now import utc_now
from faimi.content.row_key import RowKey
from faimi.extensions import db
from faimi.history.event_versions import count_events
from faimi.history.revisions import WHOLE_PAGE, Revision, Rows

CONTENT = (Edition, Section, Item)  # what has revisions
Change = Callable[[Rows, Rows], Any]


class Conflict(Exception):
    """The row was changed or removed by someone else since it was read; nothing was written."""


class NotPermitted(Exception):
    """The person may not change a row that was about to be written; nothing was written."""


def guards_writes(check: Callable[[Any], None]) -> Callable[[Any], None]:
    """Decorates the function that is asked about the session before each flush, here and in any view.

    It raises NotPermitted. It is `accounts.permissions.check_writes`: history does not know who is signed in.
    """
    event.listen(db.session, "before_flush", lambda session, *_: check(session))
    return check


def flush(before: Rows, after: Rows) -> None:
    """Writes what is pending, and notes each row it touches as it was and as it is."""
    session = db.session
    dirty = [row for row in session.dirty if isinstance(row, CONTENT)]
    changed = [row for row in dirty if session.is_modified(row, include_collections=False)]
    for row in (*changed, *session.deleted):
        if row.key not in after:  # else it is known already what it was, or that it was not there
            before[row.key] = snapshot(row, committed=True)
    for row in session.deleted:
        after.pop(row.key, None)
    changed += [row for row in session.new if isinstance(row, CONTENT)]
    session.flush()
    changed = [row for row in changed if row in session]  # a new row for which one was there was set aside
    rendering.store_html(texts_in(changed))
    after.update({row.key: snapshot(row) for row in changed})


def write_columns(changes: Mapping[Any, Mapping[str, Any]]) -> None:
    """Writes new values to columns of rows, each of which gets a new version."""
    for row, columns in changes.items():
        for name, value in columns.items():
            setattr(row, name, value)
        step_version(row)


def refresh(row: Any) -> None:
    """Forgets what was read before other writers had to wait, except of this row what its version stands for."""
    mapper = object_mapper(row)
    relations = [relation.key for relation in mapper.relationships]
    loose = [key for key in relations if not inspect(row).attrs[key].history.has_changes()]
    loose += [column.key for column in mapper.columns if column.key == "position"]
    for other in list(db.session.identity_map.values()):
        db.session.expire(other, loose if other is row else None)


def _step_version(edition: Edition, step: int = 1) -> int:
    """The edition's version, counted on by `step`; from here to the commit other writers wait.

    It goes on above those that were given before a backup was restored, for feeds and calendars know them.
    """
    given = select(func.max(NumberFloor.number)).where(NumberFloor.edition_id == edition.id)
    floor = func.coalesce(given.where(NumberFloor.kind == CHANGES).scalar_subquery(), 0)
    highest = case((Edition.version < floor, floor), else_=Edition.version)
    counted = update(Edition).where(Edition.id == edition.id).values(version=highest + step)
    version = db.session.scalar(counted.returning(Edition.version).execution_options(synchronize_session=False))
    if version is None:
        raise Conflict
    set_committed_value(edition, "version", version)
    return version


def commit_change(
    edition: Edition, verb: str, by: int | None, change: Change, idempotency_key: str | None = None, commit: bool = True
) -> Revision:
    """The revision of a change: the rows, it and the edition's new version are one transaction.

    `change` gets the two mappings to fill and returns the row that it is about. Without `commit` the caller ends the
    transaction. Raises Conflict, with nothing written, where a row's version in the database is no longer the one that
    was read, or where a change with the same key was committed before; NotPermitted, with nothing written either,
    where the function that `guards_writes` refuses a row.
    """
    before, after = Rows(), Rows()
    with _all_or_nothing(verb, commit):
        version = _step_version(edition)
        row = change(before, after)
        flush(before, after)
        revision = _record(edition, version, verb, row.key, by, before, after)
        revision.idempotency_key = idempotency_key
    return revision


def commit_if_changed(
    edition: Edition,
    verb: str,
    by: int | None,
    change: Change,
    idempotency_key: str | None = None,
    commit: bool = True,
    undone: Revision | None = None,
) -> Revision | None:
    """The revision of a change of many rows; none where it writes nothing.

    One that takes another back, the one `undone`, is about the same row as that. Raises as `commit_change` does.
    """
    before, after = Rows(), Rows()
    revision = None
    with _all_or_nothing(verb, commit):
        version = _step_version(edition)
        change(before, after)
        flush(before, after)
        if before or after:
            about = undone.key if undone else edition.key
            revision = _record(edition, version, verb, about, by, before, after)
            revision.idempotency_key, revision.undoes = idempotency_key, undone.version if undone else None
        else:
            _step_version(edition, -1)
    return revision


def _record(
    edition: Edition, version: int, verb: str, about: RowKey, by: int | None, before: Rows, after: Rows
) -> Revision:
    revision = Revision(edition_id=edition.id, version=version, verb=verb, before=before, after=after)
    revision.kind, revision.number, revision.account_id = about.kind, about.number, by
    revision.at = utc_now()
    db.session.add(revision)
    count_events(edition, revision)
    return revision


@contextmanager
def _all_or_nothing(verb: str, commit: bool) -> Iterator[None]:
    """Commits what is written, or takes it back where something is in its way."""
    try:
        yield
        db.session.commit() if commit else db.session.flush()
    except NotPermitted:
        db.session.rollback()
        raise
    except (StaleDataError, ObjectDeletedError, IntegrityError, Conflict) as error:
        db.session.rollback()
        if isinstance(error, IntegrityError) and verb in WHOLE_PAGE:
            raise
        raise (error if isinstance(error, Conflict) else Conflict()) from None


def free_anchors(sections: Iterable[Section]) -> None:
    """Lets sections leave their anchors to others, before they get theirs or go: no two have the same at any moment."""
    for section in sections:
        section.anchor = f"{section.key}-was-{section.anchor}"


def delete(row: Any) -> None:
    """Takes a row out, a section with its items; what names it keeps what it shows. Its end comes with the flush."""
    for item in rows_in(row) if isinstance(row, Section) else []:
        delete(item)
    if isinstance(row, Item):
        db.session.expire(row, [relation.key for relation in object_mapper(row).relationships if relation.uselist])
        row.detach()  # from those that name it by now
    db.session.delete(row)
