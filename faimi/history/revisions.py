"""The Revision, and what rows were before."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import takewhile
from operator import attrgetter
from typing import Any

from sqlalchemy import JSON, ForeignKey, ScalarResult, UniqueConstraint, func, or_, select, text
from sqlalchemy.orm import Mapped, joinedload, mapped_column

from faimi.content import EDITABLE, Edition, Item, Section
from faimi.content.base import new_uuid, version_column
from faimi.content.now import utc_now
from faimi.content.row_key import RowKey
from faimi.extensions import Model, db

Rows = dict[str, dict[str, Any]]
WHOLE_PAGE = {
    "import": "Page imported",
    "roll-over": "Edition started",
    "begin": "Edition started",
}  # what made or replaced a whole page
ERASE = "erase"  # the verb of a change that no other takes back
LIGHT_COLUMNS = ("id", "version", "verb", "undoes", "account_id", "account_name", "kind", "number")
ROWS_AT_ONCE = 20  # of a long history


class Revision(Model):
    """What one change did: all rows that it touched, as `{"paper-7": columns}`, before and after.

    `kind` and `number` say what the change was about, `verb` what was done: add, save, move, remove, import, roll-over,
    begin, undo, redo, restore, erase; undo and redo name the version that they undo, erase has a reason.
    What no account did, nor one that is gone, whose `account_name` stays, was a command. The idempotency key is the
    token of the form that made the change, for a save with the row and the version that it got: no two have the same.
    What was made before changes had a `uuid` has none.
    """

    __table_args__ = (UniqueConstraint("edition_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str | None] = mapped_column(default=new_uuid)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    version: Mapped[int]
    verb: Mapped[str]
    kind: Mapped[str]
    number: Mapped[int] = mapped_column("row_id", index=True)
    before: Mapped[Rows] = mapped_column(JSON)
    after: Mapped[Rows] = mapped_column(JSON)
    undoes: Mapped[int | None]
    idempotency_key: Mapped[str | None] = mapped_column("once", unique=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    account_name: Mapped[str] = mapped_column(default="", server_default=text("''"))
    at: Mapped[datetime] = mapped_column(default=utc_now)
    reason: Mapped[str] = mapped_column(default="", server_default=text("''"))

    @property
    def key(self) -> RowKey:
        """The key of the row that the change was about."""
        return RowKey(self.kind, self.number)

    @property
    def row(self) -> Any:
        """The row that the change was about, if that is there."""
        return row_with(db.session.get_one(Edition, self.edition_id), self.key)

    def row_now(self, key: str) -> Any:
        """A row that it touched, as it stands now; none where that is gone. It is found by its id, as it is loaded."""
        columns = self.after.get(key) or self.before[key]
        return db.session.get(EDITABLE[RowKey.parse(key).kind].model, columns["id"])


def section_key(edition: Edition, columns: Mapping[str, Any]) -> RowKey | None:
    """The key of the section that an item with these columns stands in, or stood; none for what is no item."""
    if "section_id" not in columns:
        return None
    if section := db.session.get(Section, columns["section_id"]):
        return section.key
    with _befores(edition) as befores:
        rows = ((key, row) for before in befores for key, row in before.items() if row["id"] == columns["section_id"])
        return next((key for name, _ in rows if (key := RowKey.parse(name)).kind == "section"), None)


def snapshot_at(row: Any, version: str) -> dict[str, Any]:
    """The row's columns at a version that a later change replaced; nothing where that is not known.

    What it was before something was erased from it is not: no form that was opened then brings that back unasked.
    """
    key, counting = row.key, version_column(row)
    with _befores(row.edition, since=last_erasure(row)) as befores:
        kept = (before[key] for before in befores if key in before)
        return next((columns for columns in kept if str(columns[counting]) == version), {})


def sent_since(row: Any, version: str, token: str | None, by: int | None) -> dict[str, Any]:
    """The columns that the form with this token changed since it was opened on a version, each as it last wrote it."""
    key, counting, found = row.key, version_column(row), dict[str, Any]()
    query = select(Revision).where(Revision.edition_id == row.edition.id, Revision.account_id == by)
    query = query.where(Revision.number == row.number, Revision.version > last_erasure(row)).order_by(Revision.version)
    query = query.where(Revision.idempotency_key.startswith(f"{token} {key} ", autoescape=True))
    for one in db.session.scalars(query) if token and version.isdecimal() else ():
        was, became = one.before[key], one.after[key]
        if became[counting] > int(version):
            found |= {column: value for column, value in became.items() if value != was[column]}
    return found


def last_snapshots(edition: Edition, keys: Iterable[str]) -> Rows:
    """Rows that are no longer there, each as it last was, without those that there never were."""
    missing, found = {*keys}, Rows()
    if missing:
        with _befores(edition) as befores:
            for before in befores:  # whatever took a row away, the newest change that knew it holds it
                found |= {key: before[key] for key in missing & before.keys()}
                missing -= before.keys()
                if not missing:
                    break
    return found


def _befores(edition: Edition, since: int = -1) -> ScalarResult[Rows]:
    """What each change found, the newest first, of those after a version; to be closed."""
    query = select(Revision.before).where(Revision.edition_id == edition.id, Revision.version > since)
    return db.session.scalars(query.order_by(Revision.version.desc()).execution_options(yield_per=10))


def last_erasure(row: Any) -> int:
    """The version of the last change that erased something from a row; -1 where none did."""
    query = select(Revision.version, Revision.after).where(Revision.edition_id == row.edition.id)
    erasures = db.session.execute(query.where(Revision.verb == ERASE).order_by(Revision.version.desc()))
    return next((version for version, after in erasures if row.key in after), -1)


def changes_by(edition: Edition, by: int) -> Iterator[Revision]:
    """The changes by an account that were not undone, the newest first."""
    own = (one for one in _in_effect(edition.id, by) if one.account_id == by and one.undoes is None)
    return (db.session.get_one(Revision, one.id) for one in own)


def last_undone(edition: Edition, by: int) -> Revision | None:
    """The newest undo by an account, if it changed nothing else since."""
    own = (one for one in _in_effect(edition.id, by) if one.account_id == by and one.verb != "redo")
    one = next(own, None)
    return db.session.get(Revision, one.id) if one and one.verb == "undo" else None


def edit_group(revision: Revision, first: int) -> list[Revision]:
    """The changes of one sitting, the newest first: the same person's same verb on a row, from version `first` on."""
    about = attrgetter("account_id", "account_name", "kind", "number", "verb")
    since = takewhile(lambda one: one.version >= first, _in_effect(revision.edition_id))
    found = [one for one in since if one.version <= revision.version]
    found = [one for one in found if about(one) == about(revision)]
    return [db.session.get_one(Revision, one.id) for one in found] or [revision]


def _in_effect(edition_id: int, by: int | None = None) -> Iterator[Any]:
    """The changes that were not undone, the newest first, without the rows that they touched.

    Where `by` names an account, of the others' changes only those are among them that undo something.
    """
    query = select(*(getattr(Revision, name) for name in LIGHT_COLUMNS)).where(Revision.edition_id == edition_id)
    if by is not None:
        query = query.where(or_(Revision.account_id == by, Revision.undoes.is_not(None)))
    taken_back: set[int] = set()
    newest_first = query.order_by(Revision.version.desc()).execution_options(yield_per=ROWS_AT_ONCE)
    with db.session.execute(newest_first) as found:  # most who ask need the first few
        for one in found:
            if one.version in taken_back:
                continue
            if one.undoes is not None:
                taken_back.add(one.undoes)
            yield one


def made_edition(revision: Revision) -> bool:
    """Whether a change was the first of its edition; its number may be any, for a file may bring the version along."""
    first = select(func.min(Revision.version)).where(Revision.edition_id == revision.edition_id)
    return revision.version is not None and db.session.scalar(first) == revision.version


def rows_with(edition: Edition, keys: Iterable[str]) -> list[Any]:
    """The rows of an edition that have these keys, in one query a kind."""
    numbers: dict[str, list[int]] = {}
    for key in map(RowKey.parse, keys):
        numbers.setdefault(key.kind, []).append(key.number)
    found = [edition] if edition.number in numbers.pop(edition.key.kind, ()) else []
    for model, known in ((EDITABLE[name].model, known) for name, known in numbers.items() if name in EDITABLE):
        query = select(model).where(model.edition_id == edition.id, model.number.in_(known))
        found += db.session.scalars(query.options(joinedload(model.section)) if issubclass(model, Item) else query)
    return found


def row_with(edition: Edition, key: str) -> Any:
    """The row of an edition that has this key; none where there is no such row."""
    try:
        return next(iter(rows_with(edition, [key])), None)
    except ValueError:
        return None


def hold_rows(revisions: Iterable[Revision]) -> list[Any]:
    """The rows that changes touched and that are there; as long as they are held, `row_now` needs no query."""
    ids: dict[type[Any], set[int]] = {}
    for key, columns in (pair for one in revisions for rows in (one.before, one.after) for pair in rows.items()):
        ids.setdefault(EDITABLE[RowKey.parse(key).kind].model, set()).add(columns["id"])
    return [row for model, known in ids.items() for row in db.session.scalars(select(model).where(model.id.in_(known)))]


def find_by_key(edition: Edition, idempotency_key: str | None) -> Revision | None:
    """The change that the form with this idempotency key has made already."""
    query = select(Revision).where(Revision.edition_id == edition.id, Revision.idempotency_key == idempotency_key)
    return db.session.scalar(query) if idempotency_key else None


def removal_of(edition: Edition, key: str) -> Revision | None:
    """The change that took a row away; none where it is there, or never was."""
    query = select(Revision).where(Revision.edition_id == edition.id).order_by(Revision.version.desc())
    with db.session.scalars(query.execution_options(yield_per=10)) as revisions:
        last = next((one for one in revisions if key in one.before or key in one.after), None)
    return last if last is not None and key not in last.after else None
