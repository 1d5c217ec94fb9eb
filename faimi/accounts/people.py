"""Accounts, the one-time links that let a person in, and the check of a password."""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from flask import current_app, session
from flask_login import UserMixin, login_user
from sqlalchemy import ForeignKey, func, select, update
from sqlalchemy.orm import Mapped, mapped_column, relationship

from faimi.extensions import Model, db, limiter, login

ADDRESS = r"[^@\s]+@[^@\s]+\.[^@\s.]+"
LINK_LIFETIME = timedelta(days=7)
ROLES = ["owner", "editor"]
SHORTEST_PASSWORD = 10
hasher = PasswordHasher()


class Account(UserMixin, Model):  # type: ignore[misc]  # Flask-Login has no types
    """A person who signs in; without a password only by a one-time link. E-mails are in lower case."""

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="editor")
    password_hash: Mapped[str | None]


class SignInLink(Model):
    """A one-time link, kept as a SHA-256 hash; `expires_at` is in UTC."""

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime]
    account: Mapped[Account] = relationship()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


@cache
def _nobodys_hash() -> str:
    """Gives a hash to check where there is no account, so that it takes as long as where there is one."""
    return hasher.hash(secrets.token_hex())


def make_link(account: Account) -> str:
    """Makes a one-time sign-in link for the account and gives its path; the caller commits."""
    token = secrets.token_urlsafe(32)
    db.session.add(SignInLink(token_hash=_hash(token), account=account, expires_at=_now() + LINK_LIFETIME))
    return f"/welcome/{token}"


def open_link(token: str) -> SignInLink | None:
    """Gives the link with this token, while it is good."""
    good = select(SignInLink).where(SignInLink.token_hash == _hash(token), SignInLink.expires_at > _now())
    return db.session.scalar(good)


def spend_links(link: SignInLink) -> bool:
    """Ends this link and all others of its account; gives whether it was still good. The caller commits."""
    spent = update(SignInLink).where(SignInLink.expires_at > _now()).values(expires_at=_now())
    first = db.session.connection().execute(spent.where(SignInLink.id == link.id))
    db.session.connection().execute(spent.where(SignInLink.account_id == link.account_id))
    return bool(first.rowcount)


def account_with(email: str) -> Account | None:
    """Gives the account with this e-mail address, in any case."""
    return db.session.scalar(select(Account).where(func.lower(Account.email) == email.strip().lower()))


def let_in(account: Account) -> bool:
    """Signs the account in for as long as a session lasts."""
    session.permanent = True
    return bool(login_user(account))


def sign_in(email: str, password: str) -> bool:
    """Signs the person in where e-mail and password are right, and gives whether they were.

    Tries are limited per address and per account: raises RateLimitExceeded. Nothing in the answer or
    in its time tells whether an account exists.
    """
    limit, email = current_app.config["SIGN_IN_LIMIT"], email.replace("\0", "").strip().lower()
    account = account_with(email)
    with (
        limiter.shared_limit(limit, scope="sign-in"),
        limiter.shared_limit(limit, scope="sign-in", key_func=lambda: email),
    ):
        try:
            hasher.verify((account and account.password_hash) or _nobodys_hash(), password)
        except VerificationError:
            return False
    return account is not None and let_in(account)


@login.user_loader  # type: ignore[untyped-decorator]  # Flask-Login has no types
def load_account(account_id: str) -> Account | None:
    """Gives the account that a session names."""
    return db.session.get(Account, int(account_id)) if account_id.isdecimal() and len(account_id) < 10 else None
