"""Takes changes back, and brings them back again: each is a change of its own."""

from collections.abc import Sequence
from typing import Any

from faimi.content import EDITABLE, REFERENCED_KINDS, Edition, Section, rows_in
from faimi.content.row_key import RowKey
from faimi.extensions import db
from faimi.history.former_rows import last_snapshots, removal_of, section_key
from faimi.history.revisions import WHOLE_PAGE, Revision, Rows, changes_by, hold_rows, last_undone, made_edition
from faimi.history.rows import row_with
from faimi.history.snapshots import bring_back, columns_written, only_moves, state_of, write, write_back
from faimi.history.transaction import Conflict, commit_if_changed, delete, flush, free_anchors


class ChangedSince(Conflict):
    """Rows were changed since by another change: `rows` holds each as it stands now, and as it would stand then."""

    def __init__(self, rows: dict[str, tuple[dict[str, Any], dict[str, Any]]]) -> None:
        super().__init__()
        self.rows = rows


def reverse_all(revisions: Sequence[Revision], by: int | None, sure: bool = False) -> list[Revision]:
    """The revisions that undo the changes of one sitting, the newest first, all of them or none.

    Raises as `reverse` does; ChangedSince also where that takes a whole page away, unless the person is `sure`.
    """
    _held = hold_rows(revisions)
    whole = Revision(before=revisions[-1].before, after=revisions[0].after)
    takes_page = revisions[0].verb in WHOLE_PAGE or any(map(_removes_edition, revisions))
    if not sure and ((rows := _changed_since(whole)) or takes_page):
        raise ChangedSince(rows)
    return [made for one in revisions if (made := reverse(one, by, sure, commit=one is revisions[-1]))]


def reverse(revision: Revision, by: int | None, sure: bool = False, commit: bool = True) -> Revision | None:
    """The revision that makes the rows that a change touched, an undo perhaps, what they were before it.

    Where they are so already there is none. Without `commit` the caller ends the transaction.
    Raises ChangedSince, with nothing written, where something of it was changed since, unless the person is `sure`;
    Conflict where what it would need is gone.
    """
    edition = db.session.get_one(Edition, revision.edition_id)

    def reverse_rows(before: Rows, after: Rows) -> Edition:
        db.session.expire_all()
        _held = hold_rows([revision])
        if made_edition(revision) and edition.state == "removed" and edition.sections:
            raise Conflict  # else its rows went while it is kept
        if not sure and (rows := _changed_since(revision)):
            raise ChangedSince(rows)
        gone = last_snapshots(edition, [key for key in revision.before if revision.row_now(key) is None])
        free_anchors(_losing_anchors(revision))
        flush(before, after)
        for key in sorted(revision.before.keys() - revision.after.keys(), key=_named_first):
            bring_back(key, revision, gone)
        for key in revision.before.keys() & revision.after.keys():
            write_back(key, revision, gone)
        flush(before, after)  # what stays has left the sections that go now
        for key in revision.after.keys() - revision.before.keys():
            if row := revision.row_now(key):
                delete(row)
        if made_edition(revision):
            write(edition, {"state": "removed"})  # what was brought in as a new edition is empty now
        db.session.expire(edition, ["sections"])
        return edition

    verb = "redo" if revision.verb == "undo" else "undo" if revision.version else "restore"
    return commit_if_changed(edition, verb, by, reverse_rows, commit=commit, undone=revision)


def _removes_edition(revision: Revision) -> bool:
    """Whether to take a change back would remove the edition, which that one brought back."""
    masthead = RowKey("edition", Edition.number)
    was, became = (rows.get(masthead, {}).get("state", "") for rows in (revision.before, revision.after))
    return bool(was == "removed" != became)


def _losing_anchors(revision: Revision) -> list[Section]:
    """The sections that have an anchor by a change which another may get again when that is taken back."""
    keys = [
        key for key, row in revision.after.items() if row.get("anchor") != revision.before.get(key, {}).get("anchor")
    ]
    return [row for key in keys if isinstance(row := revision.row_now(key), Section)]


def _named_first(key: str) -> tuple[bool, bool]:
    """The order in which rows come back: sections, then their rows, those that name others last."""
    kind = EDITABLE[RowKey.parse(key).kind]
    return kind.name != "section", bool(kind.references)


def last_change(edition: Edition, by: int) -> Revision | None:
    """The newest change by an account that can be undone: neither was it, nor did others make it undone."""
    for one in changes_by(edition, by):
        _held = hold_rows([one])
        if not _is_undone(one):
            return one
    return None


def reversible(edition: Edition, by: int) -> dict[str, bool]:
    """Whether an account has something to undo on an edition, and something to redo."""
    return {"undo": last_change(edition, by) is not None, "redo": last_undone(edition, by) is not None}


def _is_undone(revision: Revision) -> bool:
    """Whether all that a change wrote is as it was before it, by whatever came since."""
    for key in revision.before.keys() | revision.after.keys():
        row, was, written = revision.row_now(key), revision.before.get(key, {}), columns_written(key, revision)
        now = state_of(row, written) if row is not None else {}
        if bool(now) != bool(was) or any(now[name] != was[name] for name in written if now):
            return False
    return True


def restore(edition: Edition, key: str, columns: dict[str, Any], by: int | None) -> Revision | None:
    """The revision that makes a row what it was, there or gone by now; none where it is so already.

    It stays where it is, a masthead at its address and as public as it is. So does a column that it did not have then.
    """
    row = row_with(edition, key)
    now = {key: state_of(row, columns)} if row is not None else {}
    kept = ("slug", "state", "appears_at") if isinstance(row, Edition) else ("position",)
    there = now.get(key, {})
    columns = there | columns | {name: there[name] for name in kept if there and name in columns}
    return reverse(_state(edition, "save", key, {key: columns}, now), by, sure=True)


def put_back(edition: Edition, key: str, by: int | None, commit: bool = True) -> list[Revision]:
    """The revisions that bring a removed row back as it last was, its section and all rows of that where they went too.

    Raises Conflict, with nothing written, where it never was, or went as a whole page was brought in anew. Without
    `commit` the caller ends the transaction.
    """
    removal = removal_of(edition, key)
    if removal is None or removal.verb in WHOLE_PAGE:
        raise Conflict
    section = section_key(edition, removal.before[key])
    above = []
    if section and section not in removal.before and removal_of(edition, section):
        above = put_back(edition, section, by, commit=False)
    whole = section if section in removal.before and removal.row_now(section) is None else key
    going = _going_with(removal, whole)
    naming = {one: row for one, row in removal.after.items() if _lost(one, removal) & going.keys()}
    unchanged = naming.keys() - _changed_since(removal).keys()  # what was changed since stays as it is
    before = going | {one: removal.before[one] for one in unchanged}
    after = {one: naming[one] for one in unchanged}
    made = reverse(_state(edition, "remove", whole, before, after), by, sure=True, commit=commit)
    return [*above, made] if made else above


def _going_with(removal: Revision, key: str) -> Rows:
    """A row that a change took away as it was before, and where it is a section all that stood in it."""
    gone = {one: row for one, row in removal.before.items() if one not in removal.after}
    is_section = RowKey.parse(key).kind == "section"
    return {
        one: row for one, row in gone.items() if one == key or (is_section and row.get("section_id") == gone[key]["id"])
    }


def _lost(key: str, removal: Revision) -> set[str]:
    """The keys of the rows that a row named before a change, and names no longer."""
    was = removal.before.get(key, {})
    named = {
        (REFERENCED_KINDS[one], was[one]) for one in columns_written(key, removal) if one in REFERENCED_KINDS and was
    }
    return {one for one, row in removal.before.items() if (RowKey.parse(one).kind, row["id"]) in named}


def _changed_since(revision: Revision) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """The rows that no longer stand as a change left them: each as it is, and as it would be."""
    found = {}
    loose = set() if only_moves(revision) else {"position"}
    for key in dict.fromkeys([*revision.after, *revision.before]):
        row, written = revision.row_now(key), columns_written(key, revision)
        now = state_of(row, written) if row is not None else {}
        same = (row is not None) == (key in revision.after)
        same = same and all(now[name] == value for name, value in written.items() if name not in loose)
        if row is not None and key not in revision.before:
            same = same and all(item.key in revision.after for item in _rows_with(row))
        if not same:
            was = revision.before.get(key, {})
            found[key] = (now, now | {name: was[name] for name in written} if now and was and written else was)
    return found


def _rows_with(row: Any) -> list[Any]:
    """The rows that would go with one, or lose it: all in a section, and those that name what divides its list."""
    if isinstance(row, Section):
        return rows_in(row)
    return row.named_by() if EDITABLE[row.key.kind].part_of else []


def _state(edition: Edition, verb: str, key: str, before: Rows, after: Rows) -> Revision:
    """A change that is in no history, to be reversed."""
    about = RowKey.parse(key)
    return Revision(edition_id=edition.id, verb=verb, kind=about.kind, number=about.number, before=before, after=after)
