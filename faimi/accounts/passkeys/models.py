"""Passkeys (WebAuthn), and which an account has: each is a way in without a password, by a device of its owner."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, delete, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from faimi.accounts.models import Account
from faimi.content.now import utc_now
from faimi.extensions import Model, db


class Passkey(Model):
    """A key that one device keeps; its public half is here. `sign_count` grows where the device counts."""

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    credential_id: Mapped[str] = mapped_column(unique=True)
    public_key: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(BigInteger)
    made_at: Mapped[datetime] = mapped_column(default=utc_now)
    used_at: Mapped[datetime | None]
    account: Mapped[Account] = relationship()


class PasskeyError(Exception):
    """The passkey was not taken; says why, for the person who meets it."""


def passkeys_of(account: Account) -> Sequence[Passkey]:
    """An account's passkeys, the oldest first."""
    return db.session.scalars(select(Passkey).where(Passkey.account_id == account.id).order_by(Passkey.id)).all()


def remove_passkey(account: Account, passkey_id: int) -> bool:
    """Whether the account had this passkey, which is removed. The caller commits."""
    own = delete(Passkey).where(Passkey.account_id == account.id, Passkey.id == passkey_id)
    return bool(db.session.connection().execute(own).rowcount)
