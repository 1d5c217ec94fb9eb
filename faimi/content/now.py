"""The present moment, in UTC; another one where a page is to be what it was then."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


def utc_now() -> datetime:
    """The present moment in UTC, as the database keeps moments: without a time zone."""
    return _moment.get() or datetime.now(UTC).replace(tzinfo=None)


@contextmanager
def as_of(moment: datetime) -> Iterator[None]:
    """Has a moment (in UTC) be the present one, so that pages are what they were then."""
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
