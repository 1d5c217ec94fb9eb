"""What happened to accounts: entries that are added with the change they tell of, and never changed."""

from datetime import datetime

from flask import has_request_context, request
from flask_login import current_user
from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from faimi.accounts.people import now
from faimi.extensions import Model, db

COMMAND_LINE = "command line"


class AuditEntry(Model):
    """Who did what, when (in UTC) and from which address. It names people by e-mail, and so outlives their account."""

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now)
    who: Mapped[str]
    what: Mapped[str]
    address: Mapped[str] = mapped_column(String(45), default="")


def note(what: str, who: str = "", address: str = "") -> None:
    """Adds an entry about the person who is signed in, or about `who`; the caller commits. It holds no token."""
    if has_request_context():
        who, address = who or current_user.email, request.remote_addr or ""
    db.session.add(AuditEntry(who=who or COMMAND_LINE, what=what, address=address[:45]))
