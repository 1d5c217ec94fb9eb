"""The check of a password: slowed down, and silent about who has an account."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from argon2.exceptions import VerificationError
from flask import current_app

from faimi.accounts import audit
from faimi.accounts.people import Account, account_with, hasher
from faimi.accounts.sessions import let_in
from faimi.extensions import db, limiter


@cache
def _nobodys_hash() -> str:
    """Gives a hash to check where there is no account, so that it takes as long as where there is one."""
    return hasher.hash(secrets.token_hex())


def matches(account: Account | None, password: str) -> bool:
    """Gives whether this is the account's password; takes as long for none."""
    try:
        hasher.verify((account and account.password_hash) or _nobodys_hash(), password)
    except VerificationError:
        return False
    return account is not None


@contextmanager
def slowed_down(what: str, whose: str) -> Iterator[None]:
    """Lets in a limited number of tries at something, per address and per person, or raises RateLimitExceeded."""
    limit = current_app.config["SIGN_IN_LIMIT"]
    with limiter.shared_limit(limit, scope=what), limiter.shared_limit(limit, scope=what, key_func=lambda: whose):
        yield


def knows_password(account: Account | None, email: str, password: str) -> bool:
    """Gives whether this is the account's password, for a limited number of tries; notes one that fails.

    Tries are limited per address and per account: raises RateLimitExceeded.
    """
    with slowed_down("sign-in", email):
        right = matches(account, password)
    if not right:
        audit.note("Wrong password", who=account.email if account else "somebody unknown")
        db.session.commit()
    return right


def sign_in(email: str, password: str) -> bool:
    """Signs the person in where e-mail and password are right, and gives whether they were.

    Nothing in the answer or in its time tells whether an account exists.
    """
    email = email.replace("\0", "").strip().lower()
    account = account_with(email)
    if not knows_password(account, email, password):
        return False
    assert account is not None
    let_in(account)
    return True
