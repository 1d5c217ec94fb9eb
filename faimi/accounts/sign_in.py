"""The check of a password: rate-limited, and silent about who has an account."""

import secrets
from functools import cache

from argon2.exceptions import VerificationError

from faimi.accounts import audit
from faimi.accounts.known_addresses import is_known
from faimi.accounts.models import Account, account_with, hasher
from faimi.accounts.rate_limit import Limit, count_tries, visitors_network
from faimi.accounts.sessions import log_in
from faimi.accounts.two_factor import wait_for_code
from faimi.extensions import db

BY_ADDRESS = Limit("sign-ins from an address", 10, 6)
OF_ACCOUNT = Limit("sign-ins from where the account was signed in to", 10, 180)  # 100 guesses an hour at one account:
OF_ACCOUNT_BY_STRANGERS = Limit("sign-ins from elsewhere", 10, 120)  # in these two, and 30 on the account page


@cache
def _nobodys_hash() -> str:
    """A hash to check where there is no account, so that it takes as long as where there is one."""
    return hasher.hash(secrets.token_hex())


def matches(account: Account | None, password: str) -> bool:
    """Whether this is the account's password; takes as long for none."""
    try:
        hasher.verify((account and account.password_hash) or _nobodys_hash(), password)
    except VerificationError:
        return False
    return account is not None


def knows_password(account: Account | None, password: str) -> bool:
    """Whether this is the account's password; notes a try that fails. The caller limits the tries."""
    right = matches(account, password)
    if not right:
        audit.note("Wrong password", who=account.email if account else "somebody unknown")
        db.session.commit()
    return right


def sign_in(email: str, password: str) -> bool:
    """Whether e-mail and password are right; then the person is signed in.

    Who has a second factor is not signed in yet: `two_factor.complete_sign_in` asks for the code. Raises TooManyTries,
    by address and by account. Nothing in the answer or in its time tells whether an account exists.
    """
    email = email.replace("\0", "").strip().lower()
    limit = OF_ACCOUNT if is_known(account_with(email)) else OF_ACCOUNT_BY_STRANGERS
    count_tries((BY_ADDRESS, visitors_network()), (limit, email))
    account = account_with(email)  # anew: else reading on would ask the database once more where there is an account
    if not knows_password(account, password):
        return False
    assert account is not None
    if account.totp_secret:
        wait_for_code(account)
    else:
        log_in(account)
    return True
