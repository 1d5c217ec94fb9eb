"""How secrets of second factors are kept: encrypted (AES-GCM) by a key that is derived (HKDF) from the site’s own."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TYPE_CHECKING

from flask import current_app
from sqlalchemy import select

from faimi.accounts.models import Account
from faimi.extensions import db
from faimi.version import PROGRAM

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MARK = "v1:"  # before a sealed secret; one without it is of a version that kept them as they are
NONCE_BYTES = 12


def seal(account_id: int, secret: str) -> str:
    """A secret as it is kept for this account, and good for no other."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return MARK + urlsafe_b64encode(nonce + _cipher().encrypt(nonce, secret.encode(), _bound_to(account_id))).decode()


def open_secret(account: Account) -> str | None:
    """The secret of an account, if it has one; None where another key sealed it, which the log then says."""
    from cryptography.exceptions import InvalidTag

    kept = account.totp_secret or ""
    if not kept.startswith(MARK):
        return kept or None
    both = urlsafe_b64decode(kept.removeprefix(MARK))
    try:
        return _cipher().decrypt(both[:NONCE_BYTES], both[NONCE_BYTES:], _bound_to(account.id)).decode()
    except InvalidTag:
        current_app.logger.warning(
            "The second factor of %s was sealed by another secret key. To switch it off: %s account link %s "
            "--without-second-factor",
            account.email,
            PROGRAM,
            account.email,
        )
        return None


def sealed(account: Account) -> str:
    """The secret of an account, which has one, as it is kept from now on."""
    kept = account.totp_secret or ""
    return kept if kept.startswith(MARK) else seal(account.id, kept)


def seal_all() -> None:
    """Seals the secrets that a former version kept as they are. The caller commits."""
    for account in db.session.scalars(select(Account).where(Account.totp_secret.is_not(None))):
        account.totp_secret = sealed(account)


def unreadable() -> list[str]:
    """The e-mail addresses of accounts whose second factor another key sealed: they must set it up anew."""
    with_factor = select(Account).where(Account.totp_secret.is_not(None)).order_by(Account.email)
    return [account.email for account in db.session.scalars(with_factor) if open_secret(account) is None]


def _bound_to(account_id: int) -> bytes:
    return f"account {account_id}".encode()


def _cipher() -> "AESGCM":
    """The cipher by the key for these secrets alone, in which the site’s key cannot be seen."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    key = current_app.config["SECRET_KEY"]
    given = key.encode() if isinstance(key, str) else key
    return AESGCM(HKDF(SHA256(), length=32, salt=None, info=b"faimi: secrets of second factors").derive(given))
