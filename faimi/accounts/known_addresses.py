"""From where people signed in before: strangers who guess use up their own tries, and not those from there."""

from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, bindparam, delete, select, text
from sqlalchemy.orm import Mapped, mapped_column

from faimi.accounts.models import Account, digest
from faimi.accounts.rate_limit import visitors_network
from faimi.content.now import utc_now
from faimi.extensions import Model, db

MAX_ADDRESSES = 20  # an account


class KnownAddress(Model):
    """An address, or network, from which somebody signed in to an account; kept as a SHA-256 hash."""

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    address: Mapped[str] = mapped_column(primary_key=True)
    seen_at: Mapped[datetime]


SEEN = text("""
    INSERT INTO known_address (account_id, address, seen_at) VALUES (:account_id, :address, :seen_at)
    ON CONFLICT (account_id, address) DO UPDATE SET seen_at = excluded.seen_at
""").bindparams(bindparam("seen_at", type_=DateTime()))


def remember(account: Account) -> None:
    """Keeps from where the account is signed in to, and forgets the oldest. The caller commits."""
    connection = db.session.connection()
    values = {"account_id": account.id, "address": digest(visitors_network()), "seen_at": utc_now()}
    connection.execute(SEEN, values)
    own = KnownAddress.account_id == account.id
    newest = select(KnownAddress.address).where(own).order_by(KnownAddress.seen_at.desc()).limit(MAX_ADDRESSES)
    connection.execute(delete(KnownAddress).where(own, KnownAddress.address.not_in(newest)))


def is_known(account: Account | None) -> bool:
    """Whether somebody signed in to the account from the request's address before; it takes as long for none."""
    own = (account.id if account else 0, digest(visitors_network()))
    return db.session.get(KnownAddress, own) is not None
