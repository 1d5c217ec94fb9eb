"""Revisions, and which of them are in effect, were undone, or are of one sitting."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import takewhile
from operator import attrgetter
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint, func, or_, select, text
from sqlalchemy.orm import Mapped, mapped_column

from faimi.content import EDITABLE, Edition
from faimi.content.base import new_uuid
from faimi.content.now import utc_now
from faimi.content.row_key import RowKey
from faimi.extensions import Model, db
from faimi.history.rows import row_with

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
