"""The addresses by which passkey.js makes a passkey, uses one, and a person removes one."""

from typing import Any

from flask import Blueprint, Response, abort, jsonify, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.exc import IntegrityError

from faimi.accounts import audit, decorators
from faimi.accounts.change_mail import tell
from faimi.accounts.forms import PasskeyForm
from faimi.accounts.passkeys import models
from faimi.accounts.profile import save_and_redirect
from faimi.accounts.rate_limit import TOO_MANY, Limit, TooManyTries, count_tries, visitors_network
from faimi.accounts.reauthentication import confirm_password, confirm_session, password_again
from faimi.accounts.sessions import log_in
from faimi.content.row_key import ID_LIMIT
from faimi.extensions import db

bp = Blueprint("passkeys", __name__, url_prefix="/account/passkeys")
decorators.require_login(bp)
sign_in = Blueprint("passkey_sign_in", __name__, url_prefix="/login/passkey")
PASSKEY_SIGN_INS = Limit("passkeys from an address", 60, 1)


def problem_response(words: str, status: int = 422, field: str = "") -> ResponseReturnValue:
    """The words that passkey.js shows beside its button, or beside the field that they are about."""
    return jsonify(problem=words, field=field), status


def posted_credential() -> dict[str, Any]:
    """What the device answered, or nothing where that is no answer."""
    try:
        answer = request.get_json(silent=True)
    except RecursionError:  # lists in lists in lists
        answer = None
    return answer if isinstance(answer, dict) else {}


def options_response(text: str) -> Response:
    """The options of the browser's API."""
    return Response(text, mimetype="application/json")


@bp.post("/options")
def new_options() -> ResponseReturnValue:
    """What the device needs to know to make a passkey, for who gave the password."""
    form: Any = PasskeyForm()
    if not form.validate() or not confirm_password(form.password):
        field, problems = next(iter(form.errors.items()))
        return problem_response(" ".join(problems), field=field)
    from faimi.accounts.passkeys import webauthn  # which loads a library that few requests need

    return options_response(webauthn.registration_options(current_user, form.key_name.data))


@bp.post("/")
def add_passkey() -> ResponseReturnValue:
    """Takes the passkey in, and says where to go on."""
    from faimi.accounts.passkeys import webauthn

    try:
        key = webauthn.register_passkey(current_user, posted_credential())
        audit.note(f"Added the passkey “{key.name}”")
        tell(current_user.email, f"It got a passkey, “{key.name}”.")
        return jsonify(to=save_and_redirect(f"Added the passkey “{key.name}”.").location)  # type: ignore[union-attr]  # a redirect
    except models.PasskeyError as error:
        return problem_response(str(error))
    except IntegrityError:
        db.session.rollback()
        return problem_response("You already have this passkey.")


@bp.post("/confirm/options")
def confirm_options() -> ResponseReturnValue:
    """What the device needs to know to show once more who is signed in."""
    from faimi.accounts.passkeys import webauthn

    return options_response(webauthn.authentication_options(f"confirm {current_user.id}"))


@bp.post("/confirm")
def confirm() -> ResponseReturnValue:
    """Notes that the person showed who they are; passkey.js then sends the form that waits."""
    from faimi.accounts.passkeys import webauthn

    try:
        count_tries((PASSKEY_SIGN_INS, visitors_network()))
        if webauthn.authenticated_account(posted_credential(), f"confirm {current_user.id}").id != current_user.id:
            return problem_response("This passkey is another account’s.")
    except TooManyTries:
        return problem_response(TOO_MANY, 429)
    except models.PasskeyError as error:
        audit.note("Passkey refused")
        db.session.commit()
        return problem_response(str(error))
    confirm_session()
    return jsonify({})


@bp.post("/<int:passkey_id>/remove")
@password_again
def remove_passkey(passkey_id: int) -> ResponseReturnValue:
    """The account page without a passkey."""
    if passkey_id >= ID_LIMIT or not models.remove_passkey(current_user, passkey_id):
        abort(404)
    audit.note("Removed a passkey")
    tell(current_user.email, "A passkey was removed from it.")
    return save_and_redirect("Removed the passkey.")


@sign_in.post("/options")
def sign_in_options() -> ResponseReturnValue:
    """What the device needs to know to sign in; it says nothing of any account."""
    from faimi.accounts.passkeys import webauthn

    return options_response(webauthn.authentication_options())


@sign_in.post("/")
def sign_in_with_passkey() -> ResponseReturnValue:
    """Signs the passkey's owner in, and says where to go on; the device has asked for its own second factor."""
    from faimi.accounts.passkeys import webauthn

    try:
        count_tries((PASSKEY_SIGN_INS, visitors_network()))
        account = webauthn.authenticated_account(posted_credential())
    except TooManyTries:
        return problem_response(TOO_MANY, 429)
    except models.PasskeyError as error:
        audit.note("Passkey refused", who="somebody unknown")
        db.session.commit()
        return problem_response(str(error))
    log_in(account, "a passkey")
    return jsonify(to=decorators.redirect_target(request.args.get("next", "")))
