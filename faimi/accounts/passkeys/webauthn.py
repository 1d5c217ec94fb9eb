"""How a device registers a passkey and signs in by one (WebAuthn); loads a library that few requests need."""

import time
from typing import Any
from urllib.parse import urlsplit

import webauthn
from flask import current_app, request, session
from sqlalchemy import select, update
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from faimi.accounts.models import Account
from faimi.accounts.passkeys.models import Passkey, PasskeyError, passkeys_of
from faimi.content.now import utc_now
from faimi.content.site import current_site
from faimi.extensions import db

CHALLENGE_KEY = "passkey"  # in the cookie: the challenge that waits for its answer
MAX_CHALLENGE_SECONDS = 300


def _relying_party() -> tuple[str, str]:
    """What a passkey is bound to: the site's host, and its origin."""
    url = urlsplit(current_app.config["SITE_URL"] or request.url_root)
    return url.hostname or "", f"{url.scheme}://{url.netloc}"


def _remember_challenge(options: Any, **more: Any) -> str:
    """The options as the browser's JSON; the challenge is remembered."""
    session[CHALLENGE_KEY] = {"challenge": bytes_to_base64url(options.challenge), "at": int(time.time()), **more}
    return webauthn.options_to_json(options)


def _pop_challenge(purpose: str) -> dict[str, Any]:
    """What was asked a moment ago for this purpose; it can be answered once."""
    asked: dict[str, Any] = session.pop(CHALLENGE_KEY, {})
    if asked.get("for") != purpose or not 0 <= time.time() - asked["at"] <= MAX_CHALLENGE_SECONDS:
        raise PasskeyError("That took too long. Try again.")
    return asked


def registration_options(account: Account, name: str) -> str:
    """The options for a new passkey, which the device keeps with the account and unlocks by itself."""
    there = [PublicKeyCredentialDescriptor(base64url_to_bytes(key.credential_id)) for key in passkeys_of(account)]
    options = webauthn.generate_registration_options(
        rp_id=_relying_party()[0],
        rp_name=current_site().name or _relying_party()[0],
        user_id=str(account.id).encode(),
        user_name=account.email,
        user_display_name=str(account),
        exclude_credentials=there,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
    )
    return _remember_challenge(options, name=name, **{"for": f"account {account.id}"})


def register_passkey(account: Account, credential: dict[str, Any]) -> Passkey:
    """Adds the passkey that a device made; raises PasskeyError where it is not what was asked for."""
    asked, (host, origin) = _pop_challenge(f"account {account.id}"), _relying_party()
    try:
        made = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=base64url_to_bytes(asked["challenge"]),
            expected_rp_id=host,
            expected_origin=origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError):
        raise PasskeyError("This passkey is not for this site.") from None
    key = Passkey(account_id=account.id, name=asked["name"], credential_id=bytes_to_base64url(made.credential_id))
    key.public_key, key.sign_count = made.credential_public_key, made.sign_count
    db.session.add(key)
    return key


def authentication_options(purpose: str = "sign-in") -> str:
    """The options for a sign-in, or another purpose, with whatever passkey the device has here: it names no account."""
    options = webauthn.generate_authentication_options(
        rp_id=_relying_party()[0], user_verification=UserVerificationRequirement.REQUIRED
    )
    return _remember_challenge(options, **{"for": purpose})


def authenticated_account(credential: dict[str, Any], purpose: str = "sign-in") -> Account:
    """The account whose passkey signed the challenge; raises PasskeyError. The caller commits."""
    asked, (host, origin) = _pop_challenge(purpose), _relying_party()
    named = str(credential.get("id", "")).encode("ascii", "ignore").decode()  # it is base64url
    key = db.session.scalar(select(Passkey).where(Passkey.credential_id == named.replace("\0", "")))
    if key is None:
        raise PasskeyError("This passkey is not known here. Sign in with your password.")
    try:
        used = webauthn.verify_authentication_response(
            credential=credential,
            expected_challenge=base64url_to_bytes(asked["challenge"]),
            expected_rp_id=host,
            expected_origin=origin,
            credential_public_key=key.public_key,
            credential_current_sign_count=key.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError):
        raise PasskeyError("The passkey was not accepted. Try again, or sign in with your password.") from None
    seen = update(Passkey).where(Passkey.id == key.id).values(sign_count=used.new_sign_count, used_at=utc_now())
    db.session.connection().execute(seen)
    return key.account
