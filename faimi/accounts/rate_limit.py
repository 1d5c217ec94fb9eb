"""Slows down who guesses."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import current_app

from faimi.extensions import limiter


@contextmanager
def slowed_down(what: str, whose: str, setting: str = "SIGN_IN_LIMIT") -> Iterator[None]:
    """Lets in a limited number of tries at something, per address and per person, or raises RateLimitExceeded."""
    limit = current_app.config[setting]
    with limiter.shared_limit(limit, scope=what), limiter.shared_limit(limit, scope=what, key_func=lambda: whose):
        yield
