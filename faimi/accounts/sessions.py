"""Sessions: a row per sign-in, so that each can be seen and ended."""

import re
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, TypeVar

from flask import current_app, g, request, session
from flask_login import current_user, login_user, logout_user
from sqlalchemy import ForeignKey, Select, bindparam, delete, or_, select, update
from sqlalchemy.orm import Mapped, contains_eager, mapped_column, relationship

from faimi.accounts import audit, known_addresses
from faimi.accounts.models import Account, digest
from faimi.content.now import utc_now
from faimi.content.site import Site
from faimi.extensions import Model, db, login

SEEN_INTERVAL = timedelta(minutes=10)
OWNERS_IDLE_LIFETIME = timedelta(hours=12)
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
MAX_AGENT_LENGTH = 1000
View = TypeVar("View", bound=Callable[..., Any])
_unattended: set[Callable[..., Any]] = set()
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS X": "Mac",
    "Linux": "Linux",
}


class Session(Model):
    """One sign-in on one device; the cookie's token is kept as a hash. It ends with its row, by its age or unused."""

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    device: Mapped[str]
    started_at: Mapped[datetime] = mapped_column(default=utc_now)
    seen_at: Mapped[datetime] = mapped_column(default=utc_now)
    confirmed_at: Mapped[datetime | None] = mapped_column(default=utc_now)  # when the person last showed who they are
    account: Mapped[Account] = relationship()


def device_of(agent: str) -> str:
    """A browser's User-Agent in two words: Firefox on Linux."""
    agent = agent[:MAX_AGENT_LENGTH]  # to look through a longer one costs its square
    browser = next((name for mark, name in BROWSERS.items() if re.search(rf"{mark}\w*/", agent)), "A browser")
    system = next((f" on {name}" for mark, name in SYSTEMS.items() if mark in agent), "")
    return browser + system


def _since() -> dict[str, datetime]:
    """When a session that goes on has begun at the earliest, and when an owner has used it."""
    now = utc_now()
    return {"begun": now - current_app.permanent_session_lifetime, "used": now - OWNERS_IDLE_LIFETIME}


def unattended(view: View) -> View:
    """Marks a view that open pages ask by themselves: it keeps no session alive."""
    _unattended.add(view)
    return view


def log_in(account: Account, by: str = "") -> None:
    """Starts a new session of the account, whatever the browser held before, and commits."""
    token = secrets.token_urlsafe(32)
    _end_current_session()
    old = delete(Session).where(Session.account_id == account.id, Session.started_at < _since()["begun"])
    db.session.connection().execute(old)
    known_addresses.remember(account)
    device = device_of(request.user_agent.string)
    db.session.add(Session(account=account, token_hash=digest(token), device=device))
    audit.note(f"Signed in with {device}{by and ', by '}{by}", who=account.email)
    db.session.commit()
    login_user(account)
    session.permanent = True
    session["_user_id"] = token


def log_out() -> None:
    """Ends the session that the browser holds, if any, and commits."""
    _end_current_session()
    db.session.commit()
    logout_user()


def _end_current_session() -> None:
    """Ends the browser's session and empties its cookie, so that nothing in it outlives a sign-in."""
    token = session.get("_user_id", "")
    db.session.connection().execute(delete(Session).where(Session.token_hash == digest(token)))
    session.clear()


def sessions_of(account: Account) -> Sequence[Session]:
    """The sessions that go on, the one seen last first."""
    going = _going().where(Session.account_id == account.id)
    return db.session.scalars(going.order_by(Session.seen_at.desc(), Session.id.desc()), _since()).all()


def current_session() -> Session:
    """The session of the request, for a person who is signed in."""
    current: Session = g.account_session
    return current


def end_sessions(account: Account, but: Session | None = None, only: int | None = None) -> int:
    """Ends the sessions of an account: all, all `but` one, or `only` the one with this id. The caller commits."""
    ending = delete(Session).where(Session.account_id == account.id)
    if but is not None:
        ending = ending.where(Session.id != but.id)
    if only is not None:
        ending = ending.where(Session.id == only)
    return db.session.connection().execute(ending).rowcount


def _going() -> Select[Any]:
    """The sessions that have not ended: not `begun` too long ago, and, of an owner, not `used` too long ago."""
    is_used = or_(Account.role != "owner", Session.seen_at > bindparam("used"))
    return select(Session).join(Session.account).where(Session.started_at > bindparam("begun"), is_used)


@cache
def _session_query() -> Select[Any]:
    """The query of every request by who is signed in: built and compiled once."""
    asked_of_owners = select(Site.owner_factor).order_by(Site.version.desc()).limit(1).scalar_subquery()
    going = _going().where(Session.token_hash == bindparam("token")).add_columns(asked_of_owners)
    return going.options(contains_eager(Session.account).joinedload(Account.grants))


def _with_token(token: str) -> Session | None:
    """The session with this token; what the site asks of owners is noted."""
    found = db.session.execute(_session_query(), {"token": digest(token), **_since()}).unique().one_or_none()
    if found is None:
        return None
    g.owner_factor = found[1]
    session: Session = found[0]
    return session


def owes_factor() -> bool:
    """Whether the site asks who is signed in for a second factor that they do not have: an owner, without an app."""
    is_asked = current_user.is_authenticated and current_user.role == "owner" and g.owner_factor == "required"
    return is_asked and current_user.totp_secret is None


def _is_unattended() -> bool:
    return current_app.view_functions.get(request.endpoint or "") in _unattended


@login.user_loader  # type: ignore[untyped-decorator]  # Flask-Login has no types
def load_account(token: str) -> Account | None:
    """The account of the session with this token, by one query; notes now and then that it was seen."""
    current = _with_token(token)
    # Also where the clock was ahead: what it noted then would keep the session alive for as long.
    if current is not None and abs(utc_now() - current.seen_at) > SEEN_INTERVAL and not _is_unattended():
        # By the connection that the request has: many requests that each took a second one would wait for one another.
        db.session.connection().execute(update(Session).where(Session.id == current.id).values(seen_at=utc_now()))
        db.session.commit()
        current = _with_token(token)
    if current is None:
        return None
    g.account_session = current
    return current.account
