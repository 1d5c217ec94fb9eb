"""Accounts, and the one-time links that let a person in."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from argon2 import PasswordHasher
from flask_login import UserMixin
from sqlalchemy import ColumnElement, ForeignKey, delete, exists, func, or_, select, update
from sqlalchemy.orm import Mapped, aliased, mapped_column, relationship

from faimi.content.now import utc_now
from faimi.extensions import Model, db

if TYPE_CHECKING:
    from faimi.accounts.permissions import Grant

LINK_LIFETIME = timedelta(days=7)
ROLES = ["owner", "editor"]
hasher = PasswordHasher()


class Account(UserMixin, Model):  # type: ignore[misc]  # Flask-Login has no types
    """A person who signs in; without a password only by a one-time link. E-mails are in lower case."""

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="editor")
    password_hash: Mapped[str | None]
    totp_secret: Mapped[str | None]  # where the person has a second factor
    totp_step: Mapped[int | None]  # of the last code: each works once
    grants: Mapped[list["Grant"]] = relationship(
        back_populates="account", cascade="all, delete-orphan", passive_deletes=True
    )

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_invited(self) -> bool:
        """Whether the person has not come yet."""
        return self.password_hash is None


class SignInLink(Model):
    """A one-time link, kept as a SHA-256 hash; `expires_at` is in UTC."""

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime]
    account: Mapped[Account] = relationship()


def digest(token: str) -> str:
    """What is kept of a token: it is long and random, so that its SHA-256 tells nothing of it."""
    return hashlib.sha256(token.encode()).hexdigest()


def make_link(account: Account, lifetime: timedelta = LINK_LIFETIME) -> str:
    """The path of a new one-time sign-in link for the account; the caller commits."""
    token = secrets.token_urlsafe(32)
    db.session.add(SignInLink(token_hash=digest(token), account=account, expires_at=utc_now() + lifetime))
    return f"/welcome/{token}"


def find_link(token: str) -> SignInLink | None:
    """The link with this token, while it is good."""
    good = select(SignInLink).where(SignInLink.token_hash == digest(token), SignInLink.expires_at > utc_now())
    return db.session.scalar(good)


def revoke_links(account: Account) -> None:
    """Ends all one-time links of an account; the caller commits."""
    db.session.connection().execute(delete(SignInLink).where(SignInLink.account_id == account.id))


def redeem_link(link: SignInLink) -> bool:
    """Whether this link was still good; it and all others of its account are gone then. The caller commits."""
    this = delete(SignInLink).where(SignInLink.id == link.id, SignInLink.expires_at > utc_now())
    if not db.session.connection().execute(this).rowcount:
        return False
    revoke_links(link.account)  # the clock may go back: what is gone stays gone
    return True


def account_with(email: str) -> Account | None:
    """The account with this e-mail address, in any case."""
    return db.session.scalar(select(Account).where(func.lower(Account.email) == email.strip().lower()))


def _leaves_an_owner() -> ColumnElement[bool]:
    """The condition, for an UPDATE or DELETE of accounts, that somebody else who can sign in is an owner.

    It stands in the statement itself, so that two owners who let go of one another at once do not both succeed.
    """
    owners = select(Account.id).where(Account.role == "owner").order_by(Account.id)
    db.session.execute(owners.with_for_update())  # on PostgreSQL; on SQLite writers queue by themselves
    other = aliased(Account)
    another = exists().where(other.role == "owner", other.password_hash.is_not(None), other.id != Account.id)
    return or_(Account.role != "owner", another)


def change_role(account: Account, role: str) -> bool:
    """Whether the account got this role: not where that would leave no owner. The caller commits."""
    change = update(Account).where(Account.id == account.id).values(role=role)
    if role != "owner":
        change = change.where(_leaves_an_owner())
    return bool(db.session.connection().execute(change).rowcount)


def remove(account: Account) -> bool:
    """Whether the account was removed, with its sessions and links: not where no owner is left. The caller commits.

    What the person did keeps their name, in the column beside that of the account.
    """
    for table in db.metadata.tables.values():
        for key in table.foreign_keys:
            if key.column.table is Account.__table__ and key.ondelete == "SET NULL":
                kept = f"{key.parent.name.removesuffix('_id')}_name"
                signed = table.update().where(key.parent == account.id).values({kept: str(account)})
                db.session.connection().execute(signed)
    removal = delete(Account).where(Account.id == account.id, _leaves_an_owner())
    return bool(db.session.connection().execute(removal).rowcount)
