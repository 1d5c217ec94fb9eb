"""What happened to accounts: entries that are added with the change they tell of, and never changed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import has_request_context, request
from flask_login import current_user
from sqlalchemy import String, event, select
from sqlalchemy.orm import Mapped, mapped_column

from faimi.content.now import utc_now
from faimi.extensions import Model, db

COMMAND_LINE = "command line"
PAGE_ENTRIES = 200


class AuditEntry(Model):
    """Who did what, when (in UTC) and from which address. It names people by e-mail, and so outlives their account."""

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=utc_now)
    who: Mapped[str]
    what: Mapped[str]
    address: Mapped[str] = mapped_column(String(45), default="")


@event.listens_for(AuditEntry, "before_update")
@event.listens_for(AuditEntry, "before_delete")
def _forbid_change(*_: Any) -> None:
    raise RuntimeError("What was noted stays as it is.")


def entries(before: int | None) -> tuple[Sequence[AuditEntry], bool]:
    """A page of entries, the newest first, from the one `before` this id on; and whether there are older ones."""
    newest = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(PAGE_ENTRIES + 1)
    if before is not None:
        newest = newest.where(AuditEntry.id < before)
    found = db.session.scalars(newest).all()
    return found[:PAGE_ENTRIES], len(found) > PAGE_ENTRIES


def note(what: str, who: str = "", address: str = "") -> None:
    """Adds an entry about the person who is signed in, or about `who`; the caller commits. It holds no token."""
    if has_request_context():
        who, address = who or current_user.email, request.remote_addr or ""
    db.session.add(AuditEntry(who=who or COMMAND_LINE, what=what, address=address[:45]))
