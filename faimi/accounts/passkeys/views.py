"""The addresses by which passkey.js makes a passkey, uses one, and a person removes one."""

from typing import Any

from flask import Blueprint, Response, abort, jsonify, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.exc import IntegrityError

from faimi.accounts import audit, decorators
from faimi.accounts.forms import PasskeyForm
from faimi.accounts.passkeys import models
from faimi.accounts.profile import asked_password, done
from faimi.accounts.rate_limit import TOO_MANY, Limit, TooManyTries, take, visitors_network
from faimi.accounts.sessions import let_in
from faimi.content.base import LARGEST_ID
from faimi.extensions import db

bp = Blueprint("passkeys", __name__, url_prefix="/account/passkeys")
decorators.close(bp)
sign_in = Blueprint("passkey_sign_in", __name__, url_prefix="/login/passkey")
PASSKEYS = Limit("passkeys from an address", 60, 1)


def refused(words: str, status: int = 422, field: str = "") -> ResponseReturnValue:
    """The words that passkey.js shows beside its button, or beside the field that they are about."""
    return jsonify(problem=words, field=field), status


def answered() -> dict[str, Any]:
    """What the device answered, or nothing where that is no answer."""
    try:
        answer = request.get_json(silent=True)
    except RecursionError:  # lists in lists in lists
        answer = None
    return answer if isinstance(answer, dict) else {}


def options(text: str) -> Response:
    """The options of the browser's API."""
    return Response(text, mimetype="application/json")


@bp.post("/options")
def new() -> ResponseReturnValue:
    """What the device needs to know to make a passkey, for who gave the password."""
    form: Any = PasskeyForm()
    if not form.validate() or not asked_password(form.password):
        field, problems = next(iter(form.errors.items()))
        return refused(" ".join(problems), field=field)
    from faimi.accounts.passkeys import webauthn  # which loads a library that few requests need

    return options(webauthn.ask_for_new(current_user, form.key_name.data))


@bp.post("/")
def add() -> ResponseReturnValue:
    """Takes the passkey in, and says where to go on."""
    from faimi.accounts.passkeys import webauthn

    try:
        key = webauthn.take_in(current_user, answered())
        audit.note(f"Added the passkey “{key.name}”")
        return jsonify(to=done(f"Added the passkey “{key.name}”.").location)  # type: ignore[union-attr]  # a redirect
    except models.PasskeyError as error:
        return refused(str(error))
    except IntegrityError:
        db.session.rollback()
        return refused("This passkey is there already.")


@bp.post("/<int:passkey_id>/remove")
def remove(passkey_id: int) -> ResponseReturnValue:
    """The account page without a passkey."""
    if passkey_id >= LARGEST_ID or not models.remove_passkey(current_user, passkey_id):
        abort(404)
    audit.note("Removed a passkey")
    return done("Removed the passkey.")


@sign_in.post("/options")
def ask() -> ResponseReturnValue:
    """What the device needs to know to sign in; it says nothing of any account."""
    from faimi.accounts.passkeys import webauthn

    return options(webauthn.ask_for_any())


@sign_in.post("/")
def use() -> ResponseReturnValue:
    """Signs the passkey's owner in, and says where to go on; the device has asked for its own second factor."""
    from faimi.accounts.passkeys import webauthn

    try:
        take((PASSKEYS, visitors_network()))
        account = webauthn.owner_of(answered())
    except TooManyTries:
        return refused(TOO_MANY, 429)
    except models.PasskeyError as error:
        audit.note("Passkey refused", who="somebody unknown")
        db.session.commit()
        return refused(str(error))
    let_in(account, "a passkey")
    return jsonify(to=decorators.landing(request.args.get("next", "")))
