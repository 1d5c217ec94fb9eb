"""The second factor: codes of an authenticator app (TOTP, RFC 6238), and recovery codes; each works once."""

import hmac
import re
import secrets
import time
from base64 import b32encode

import pyotp
from flask import session
from sqlalchemy import ForeignKey, delete, func, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from faimi.accounts import audit
from faimi.accounts.known_addresses import is_known
from faimi.accounts.models import Account, digest
from faimi.accounts.rate_limit import Limit, count_tries
from faimi.accounts.sessions import log_in
from faimi.accounts.two_factor import sealing
from faimi.extensions import Model, db

STEP_SECONDS = 30  # that a code is for; the one before and the one after are taken too
RECOVERY_CODE_COUNT = 8
RECOVERY_CODE_BYTES = 15  # so many that a plain hash keeps them
PENDING_ACCOUNT_KEY = "pending_account"  # in the cookie: who gave the password, and when
MAX_PENDING_SECONDS = 300  # to give the code
CODES = Limit("codes from where the account was signed in to", 5, 120)
CODES_OF_STRANGERS = Limit("codes from elsewhere", 5, 120)


class RecoveryCode(Model):
    """A code for who has lost the app, kept as a SHA-256 hash; it is gone when it was used."""

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str]


def otpauth_uri(account: Account, secret: str, site: str) -> str:
    """The address by which an authenticator app takes a secret in."""
    return pyotp.TOTP(secret).provisioning_uri(
        name=account.email, issuer_name=site.replace(":", " ")
    )  # a colon ends it


def matching_step(secret: str, code: str) -> int | None:
    """The time step that a code is for, if it is one of now."""
    code = _normalized(code)
    now, app = int(time.time()) // STEP_SECONDS, pyotp.TOTP(secret, interval=STEP_SECONDS)
    steps = (step for step in (now, now - 1, now + 1) if hmac.compare_digest(_code_of(app, step), code.encode()))
    return next(steps, None)


def _code_of(app: pyotp.TOTP, step: int) -> bytes:
    return app.generate_otp(step).encode()


def _normalized(code: str) -> str:
    """A code as it is compared: people group it by spaces or hyphens."""
    return re.sub(r"[\s-]", "", code).lower()


def use_code(account: Account, code: str) -> bool:
    """Whether a code is good, of the app or for recovery, and uses it up. The caller commits."""
    secret = sealing.open_secret(account)
    step = matching_step(secret, code) if secret else None
    connection = db.session.connection()
    if step is not None:
        newer = or_(Account.totp_step.is_(None), Account.totp_step < step)
        same = Account.totp_secret == account.totp_secret
        use = update(Account).where(Account.id == account.id, same, newer)
        return bool(connection.execute(use.values(totp_step=step, totp_secret=sealing.sealed(account))).rowcount)
    one = delete(RecoveryCode).where(
        RecoveryCode.account_id == account.id, RecoveryCode.code_hash == digest(_normalized(code))
    )
    return bool(connection.execute(one).rowcount)


def verify_code(account: Account, code: str) -> bool:
    """Whether the code is good, for a limited number of tries; notes one that fails.

    Raises TooManyTries.
    """
    count_tries((CODES if is_known(account) else CODES_OF_STRANGERS, str(account.id)))
    right = use_code(account, code)
    if not right:
        audit.note("Wrong code", who=account.email)
        db.session.commit()
    return right


def wait_for_code(account: Account) -> None:
    """Remembers in the browser that the person gave the password; nobody is signed in yet."""
    session.clear()
    session[PENDING_ACCOUNT_KEY] = [account.id, int(time.time())]


def pending_account() -> Account | None:
    """The account whose password was given a moment ago, and whose code is not there yet."""
    account_id, at = session.get(PENDING_ACCOUNT_KEY, (0, 0))
    account = db.session.get(Account, account_id) if 0 <= time.time() - at < MAX_PENDING_SECONDS else None
    return account if account and account.totp_secret else None


def complete_sign_in(code: str) -> bool:
    """Whether the code is good; then the pending account is signed in."""
    account = pending_account()
    if account is None or not verify_code(account, code):
        return False
    log_in(account, "password and code")
    return True


def switch_on(account: Account, secret: str, step: int) -> list[str]:
    """The recovery codes of the account, once: from now on it is asked for codes. The caller commits."""
    account.totp_secret, account.totp_step = sealing.seal(account.id, secret), step
    return renew_codes(account)


def switch_off(account: Account) -> None:
    """Asks the account for no code any more. The caller commits."""
    account.totp_secret = account.totp_step = None
    db.session.connection().execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))


def renew_codes(account: Account) -> list[str]:
    """New recovery codes in place of the old ones, once. The caller commits."""
    db.session.connection().execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))
    codes = [b32encode(secrets.token_bytes(RECOVERY_CODE_BYTES)).decode().lower() for _ in range(RECOVERY_CODE_COUNT)]
    db.session.add_all(RecoveryCode(account_id=account.id, code_hash=digest(code)) for code in codes)
    return ["-".join(re.findall("....", code)) for code in codes]


def codes_left(account: Account) -> int:
    """How many recovery codes are not used yet."""
    return db.session.scalar(select(func.count(RecoveryCode.id)).where(RecoveryCode.account_id == account.id)) or 0
