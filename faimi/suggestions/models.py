"""A suggestion until an organizer decides, and the personal links by which authors are asked for one."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Select, UniqueConstraint, and_, func, or_, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column, relationship

from faimi.accounts.models import Account
from faimi.accounts.permissions import may_change, may_change_in_sql
from faimi.content import EDITABLE, KINDS, Edition
from faimi.content.now import utc_now
from faimi.content.row_key import RowKey
from faimi.extensions import Model, db
from faimi.history import row_with

CORRECTABLE = [kind.name for kind in KINDS if kind.correctable]
SENDER_FIELDS = ("note", "from_name", "from_email")
MAX_OPEN_OF_ROW = 5  # beyond which nobody would read them
MAX_OPEN_OF_EDITION = 200


class Suggestion(Model):
    """What somebody would change of a row: `before` and `after` hold the fields that differ.

    `version` is the row's that they saw; `asked`, whether they came by its personal link; `state` is open, accepted or
    declined. The idempotency key is a digest of the form's token with all that the form said: no two have the same.
    """

    __table_args__ = (Index("ix_suggestion_edition_id_state", "edition_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    kind: Mapped[str]
    number: Mapped[int] = mapped_column("row_id")
    version: Mapped[int]
    before: Mapped[dict[str, str]] = mapped_column(JSON)
    after: Mapped[dict[str, str]] = mapped_column(JSON)
    note: Mapped[str] = mapped_column(default="")
    from_name: Mapped[str] = mapped_column(default="")
    from_email: Mapped[str] = mapped_column(default="")
    asked: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime] = mapped_column(default=utc_now)
    state: Mapped[str] = mapped_column(default="open")
    idempotency_key: Mapped[str | None] = mapped_column("once", unique=True)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    decided_by_name: Mapped[str] = mapped_column(default="", server_default=text("''"))  # where the account is gone
    decided_at: Mapped[datetime | None]
    decider: Mapped[Account | None] = relationship()

    @property
    def decider_name(self) -> str:
        """The name of who decided it, as it was where the account is gone."""
        return str(self.decider) if self.decider else self.decided_by_name

    @property
    def key(self) -> RowKey:
        """The key of the row that it is about."""
        return RowKey(self.kind, self.number)

    @property
    def row(self) -> Any:
        """The row that it is about, if that is there."""
        return row_with(db.session.get_one(Edition, self.edition_id), self.key)


class SuggestionLink(Model):
    """The address by which the author of one row is asked; its token is kept as it is, to be copied again."""

    __table_args__ = (UniqueConstraint("edition_id", "kind", "row_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    kind: Mapped[str]
    number: Mapped[int] = mapped_column("row_id")
    token: Mapped[str] = mapped_column(default=lambda: secrets.token_urlsafe(24))

    @property
    def key(self) -> RowKey:
        """The key of the row that it is for."""
        return RowKey(self.kind, self.number)

    @property
    def row(self) -> Any:
        """The row that it is for, if that is there."""
        return row_with(db.session.get_one(Edition, self.edition_id), self.key)


def correctable_fields(row: Any) -> tuple[str, ...]:
    """The fields of a row that visitors may suggest corrections for."""
    correctable = EDITABLE[row.key.kind].correctable
    return correctable(row) if correctable else ()


def visible_suggestions(edition: Edition) -> Select[Suggestion]:
    """The query of the suggestions on an edition of which the person may know: those on rows that they may change."""
    theirs = may_change_in_sql(edition, Suggestion.kind, Suggestion.number)
    return select(Suggestion).where(Suggestion.edition_id == edition.id, theirs)


def count_open(edition: Edition) -> int:
    """How many suggestions on an edition wait for the person."""
    return count_open_by_edition([edition]).get(edition.id, 0)


def count_open_by_edition(editions: Sequence[Edition]) -> dict[int, int]:
    """How many suggestions wait for the person on each of editions, by its id; where there are none, no number."""
    whole = [edition.id for edition in editions if may_change(edition)]
    theirs = [
        and_(Suggestion.edition_id == edition.id, may_change_in_sql(edition, Suggestion.kind, Suggestion.number))
        for edition in editions
        if edition.id not in whole
    ]
    waiting = select(Suggestion.edition_id, func.count()).where(Suggestion.state == "open")
    waiting = waiting.where(or_(Suggestion.edition_id.in_(whole), *theirs)).group_by(Suggestion.edition_id)
    return dict(iter(db.session.execute(waiting)))


def is_full(one: Suggestion) -> bool:
    """Whether too many wait already: on the edition, or on the row by the same way, link or page."""
    waiting = select(func.count()).where(Suggestion.edition_id == one.edition_id, Suggestion.state == "open")
    of_row = waiting.where(Suggestion.kind == one.kind, Suggestion.number == one.number, Suggestion.asked == one.asked)
    return (db.session.scalar(of_row) or 0) >= MAX_OPEN_OF_ROW or (
        db.session.scalar(waiting) or 0
    ) >= MAX_OPEN_OF_EDITION


def is_duplicate(one: Suggestion) -> bool:
    """Whether the same waits already, from another form."""
    said = {name: getattr(one, name) for name in ("edition_id", "kind", "number", "asked", *SENDER_FIELDS)}
    return one.after in db.session.scalars(select(Suggestion.after).filter_by(state="open", **said)).all()


def was_sent(idempotency_key: str) -> bool:
    """Whether the form with this key has brought its suggestion already, whatever became of that."""
    return db.session.scalar(select(Suggestion.id).where(Suggestion.idempotency_key == idempotency_key)) is not None


def save_suggestion(one: Suggestion, idempotency_key: str) -> None:
    """Keeps a suggestion, but where the same form brings it twice at one moment the first alone; commits."""
    one.idempotency_key = idempotency_key
    db.session.add(one)
    try:
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        if not was_sent(idempotency_key):
            raise
