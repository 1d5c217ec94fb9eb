"""How often something may be tried: counted in the database, and so over all processes and machines together."""

from ipaddress import IPv6Network, ip_address
from time import time
from typing import NamedTuple

from flask import request
from sqlalchemy import Double, delete, select, text
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.exceptions import TooManyRequests

from faimi.accounts.models import digest
from faimi.extensions import Model, db

TOO_MANY = "Too many tries. Wait a few minutes, then try again."
MAX_ROWS_FORGOTTEN = 100  # at a time
MAX_CLOCK_ERROR_SECONDS = 3600  # a row further ahead is of a clock that was put back: it would lock out until then


class RateLimit(Model):
    """How much of one limit is used up, by the generic cell rate algorithm (GCRA): a token bucket in one number."""

    key: Mapped[str] = mapped_column(primary_key=True)  # a hash: it names neither people nor addresses
    full_at: Mapped[float] = mapped_column(Double, index=True)  # in seconds since 1970; each try moves it on


class Limit(NamedTuple):
    """`burst` tries at once, and one more every `seconds`; `cost` is how many one try counts as."""

    name: str
    burst: int
    seconds: float
    cost: int = 1


class TooManyTries(TooManyRequests):
    """The limit is used up for now; where nothing else is said it is answered 429."""


# In one statement, so that of tries at one moment no more succeed than there are left.
TRY = text("""
    INSERT INTO rate_limit (key, full_at) VALUES (:key, :now + :seconds)
    ON CONFLICT (key) DO UPDATE SET full_at = :seconds +
        CASE WHEN rate_limit.full_at BETWEEN :now AND :last THEN rate_limit.full_at ELSE :now END
    WHERE rate_limit.full_at <= :now + :spare OR rate_limit.full_at > :last
""")


def count_tries(*tries: tuple[Limit, str]) -> None:
    """Counts one try against each of the limits, for whom it is; or against none, and raises TooManyTries.

    It commits by itself: whatever becomes of the request, the try counts. The caller has changed nothing yet, for what
    it read is let go. Limits by address come first, so that no two wait for one another.
    """
    db.session.rollback()  # nobody keeps one connection while waiting for another: all may do so at once
    now = time()
    with db.engine.begin() as connection:
        for limit, whose in tries:
            seconds, spare = limit.seconds * limit.cost, limit.seconds * (limit.burst - limit.cost)
            last = now + spare + seconds + MAX_CLOCK_ERROR_SECONDS
            values = {"now": now, "seconds": seconds, "spare": spare, "last": last}
            if not connection.execute(TRY, {"key": digest(f"{limit.name}: {whose}"), **values}).rowcount:
                raise TooManyTries
    _forget_full(now)


def _forget_full(now: float) -> None:
    """Deletes rows that say no more than none would; not those that somebody counts at this moment."""
    full = select(RateLimit.key).where(RateLimit.full_at < now).limit(MAX_ROWS_FORGOTTEN)
    with db.engine.begin() as connection:
        connection.execute(delete(RateLimit).where(RateLimit.key.in_(full.with_for_update(skip_locked=True))))


def network_of(address: str) -> str:
    """The address, or of an IPv6 one its /64 network, all of which one customer has; what is no address as it is."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    parsed = getattr(parsed, "ipv4_mapped", None) or parsed
    return str(parsed) if parsed.version == 4 else str(IPv6Network((int(parsed), 64), strict=False))


def visitors_network() -> str:
    """Where the request comes from, as limits count it."""
    return network_of(request.remote_addr or "")
