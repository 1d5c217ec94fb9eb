"""Takes changes back, and brings them back again: each is a change of its own."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from faimi.content import EDITABLE, Edition, Section
from faimi.content.base import from_json, row_of, snapshot, step_version, version_column
from faimi.extensions import db
from faimi.history.revisions import WHOLE_PAGE, Revision, Rows, changes_by, last_snapshots, removal_of, row_at
from faimi.history.transaction import Conflict, commit_change, delete, flush

REFERENCE_COLUMNS = ("paper_id", "keynote_id")


class ChangedSince(Conflict):
    """Rows were changed since by another change: `rows` holds each as it stands now, and as it would stand then."""

    def __init__(self, rows: dict[str, tuple[dict[str, Any], dict[str, Any]]]) -> None:
        super().__init__()
        self.rows = rows


def reverse_all(revisions: Sequence[Revision], by: int | None, sure: bool = False) -> bool:
    """Whether anything was written: undoes the changes of one sitting, the newest first, all of them or none.

    Raises as `reverse` does; ChangedSince also where that takes a whole page away, unless the person is `sure`.
    """
    whole = Revision(before=revisions[-1].before, after=revisions[0].after)
    if not sure and ((rows := _changed_since(whole)) or revisions[0].verb in WHOLE_PAGE):
        raise ChangedSince(rows)
    written = [reverse(one, by, sure, commit=one is revisions[-1]) for one in revisions]
    return any(written)


def reverse(revision: Revision, by: int | None, sure: bool = False, commit: bool = True) -> bool:
    """Whether anything was written: makes the rows that a change touched, an undo perhaps, what they were before it.

    Where they are so already there is no revision of it. Without `commit` the caller ends the transaction.
    Raises ChangedSince, with nothing written, where something of it was changed since, unless the person is `sure`;
    Conflict where what it would need is gone.
    """
    edition = db.session.get_one(Edition, revision.edition_id)

    def reverse_rows(before: Rows, after: Rows) -> Edition:
        db.session.expire_all()
        if not sure and (rows := _changed_since(revision)):
            raise ChangedSince(rows)
        gone = last_snapshots(edition, [key for key in revision.before if row_at(key) is None])
        for key in revision.after.keys() - revision.before.keys():
            if row := row_at(key):
                delete(row)
        flush(before, after)
        for key in revision.before.keys() & revision.after.keys():
            _put_back(key, revision, gone)
        for key in sorted(revision.before.keys() - revision.after.keys(), key=_parents_first):
            _bring_back(key, revision, gone)
        if revision.version == 1:
            _write(edition, {"state": "draft"})  # what was brought in as a new edition is empty now
        db.session.expire(edition, ["sections"])
        return edition

    verb = "redo" if revision.verb == "undo" else "undo" if revision.version else "restore"
    return commit_change(edition, verb, by, reverse_rows, revision, commit=commit) is not None


def last_change(edition: Edition, by: int) -> Revision | None:
    """The newest change by an account that can be undone: neither was it, nor did others make it undone."""
    return next((one for one in changes_by(edition, by) if not _is_undone(one)), None)


def _is_undone(revision: Revision) -> bool:
    """Whether all that a change wrote is as it was before it, by whatever came since."""
    for key in revision.before.keys() | revision.after.keys():
        row, was = row_at(key), revision.before.get(key, {})
        now = snapshot(row) if row is not None else {}
        if bool(now) != bool(was) or any(now[name] != was[name] for name in _touched(key, revision) if now):
            return False
    return True


def restore(edition: Edition, key: str, columns: dict[str, Any], by: int | None) -> Revision | None:
    """The revision that makes a row what it was, there or gone by now; none where it is so already."""
    row = row_at(key)
    now = {key: snapshot(row)} if row is not None else {}
    columns = columns | {name: now[key][name] for name in ("position",) if now and name in columns}  # where it is now
    kind, _, row_id = key.rpartition("-")
    state = Revision(
        edition_id=edition.id, verb="save", kind=kind, row_id=int(row_id), before={key: columns}, after=now
    )
    if not reverse(state, by, sure=True):
        return None
    query = select(Revision).where(Revision.edition_id == edition.id).order_by(Revision.version.desc())
    return db.session.scalars(query.limit(1)).one()


def put_back(edition: Edition, key: str, by: int | None, commit: bool = True) -> None:
    """Brings a row that was removed back as it last was, with its section and all rows of that where it went with it.

    Raises Conflict, with nothing written, where it never was, or went as a whole page was brought in anew. Without
    `commit` the caller ends the transaction.
    """
    removal = removal_of(edition, key)
    if removal is None or removal.verb in WHOLE_PAGE:
        raise Conflict
    parent = f"section-{removal.before[key].get('section_id')}"
    if parent not in removal.before and removal_of(edition, parent):
        put_back(edition, parent, by, commit=False)
    if removal.verb == "remove" and not _changed_since(removal):
        reverse(removal, by, commit=commit)
        return
    # Others took more away than this, or what was changed since stays: only what went with this comes back.
    whole = parent if parent in removal.before and row_at(parent) is None else key
    rows = {one: row for one, row in removal.before.items() if whole in (one, f"section-{row.get('section_id')}")}
    kind, _, row_id = whole.rpartition("-")
    gone = Revision(edition_id=edition.id, verb="remove", kind=kind, row_id=int(row_id), before=rows, after={})
    reverse(gone, by, sure=True, commit=commit)


def _parents_first(key: str) -> tuple[bool, bool]:
    return not key.startswith("section-"), key.startswith(("slot-", "award-"))


def _touched(key: str, revision: Revision) -> dict[str, Any]:
    """The columns of a row that a change wrote, as it wrote them."""
    was, became = revision.before.get(key, {}), revision.after.get(key, {})
    counting = ("version", "header_version")
    return {name: value for name, value in became.items() if name not in counting and was.get(name) != value}


def _only_moves(revision: Revision) -> bool:
    """Whether a change was about places: else a place may differ by now without any question."""
    return all(_touched(key, revision).keys() <= {"position"} for key in revision.after.keys() | revision.before.keys())


def _changed_since(revision: Revision) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """The rows that no longer stand as a change left them: each as it is, and as it would be."""
    found = {}
    loose = set() if _only_moves(revision) else {"position"}
    for key in dict.fromkeys([*revision.after, *revision.before]):
        row, touched = row_at(key), _touched(key, revision)
        now = snapshot(row) if row is not None else {}
        same = (row is not None) == (key in revision.after)
        same = same and all(now[name] == value for name, value in touched.items() if name not in loose)
        if isinstance(row, Section) and key not in revision.before:
            items = EDITABLE[row.kind].siblings(row)
            same = same and all(f"{row.kind}-{item.id}" in revision.after for item in items)
        if not same:
            was = revision.before.get(key, {})
            found[key] = (now, now | {name: was[name] for name in touched} if now and was and touched else was)
    return found


def _put_back(key: str, revision: Revision, gone: Rows) -> None:
    """Writes the columns that a change wrote as they were before it; a place only where nothing else moved it since."""
    row, was = row_at(key), revision.before[key]
    if row is None:
        _bring_back(key, revision, gone)
        return
    touched = _touched(key, revision)
    if "position" in touched and row.position != touched["position"] and not _only_moves(revision):
        del touched["position"]
    _write(row, {name: _unless_gone(name, was[name], revision) for name in touched})


def _bring_back(key: str, revision: Revision, gone: Rows) -> None:
    """Makes a row anew that a change took out, with the id and the place that it had, and a version that is new."""
    name, _, _ = key.rpartition("-")
    model, was = EDITABLE[name].model, dict(revision.before[key])
    if (row := row_at(key)) is not None:
        del was[version_column(row)]
        _write(row, {column: _unless_gone(column, value, revision) for column, value in was.items()})
        return
    row = row_of(model, {column: _unless_gone(column, value, revision) for column, value in was.items()})
    setattr(row, version_column(row), gone[key][version_column(row)])  # the last it had
    step_version(row)
    _attach(row)
    db.session.add(row)


def _write(row: Any, columns: dict[str, Any]) -> None:
    """Writes these columns, and counts the row's version up if any but its place differs: a move is no new version."""
    now = snapshot(row)
    for name, value in columns.items():
        setattr(row, name, from_json(_type(row, name), value))
    if any(now[name] != value for name, value in columns.items() if name != "position"):
        step_version(row)


def _attach(row: Any) -> None:
    """Ties a row that is not written yet to what it hangs on, so that whoever looks at it finds its edition."""
    if isinstance(row, Section):
        row.edition = db.session.get_one(Edition, row.edition_id)
    else:
        coming = (one for one in db.session.new if isinstance(one, Section) and one.id == row.section_id)
        row.section = next(coming, None) or db.session.get(Section, row.section_id)


def _type(row: Any, name: str) -> type:
    return row.__table__.columns[name].type.python_type  # type: ignore[no-any-return]  # SQLAlchemy gives any


def _unless_gone(column: str, value: Any, revision: Revision) -> Any:
    """A value, but none where it names a row that is gone and does not come back with this change."""
    if column not in REFERENCE_COLUMNS or value is None:
        return value
    key = f"{column.removesuffix('_id')}-{value}"
    return value if key in revision.before or row_at(key) is not None else None


__all__ = ["ChangedSince", "last_change", "put_back", "restore", "reverse", "reverse_all"]
