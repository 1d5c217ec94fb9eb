"""The password once more before what matters, good for a quarter of an hour; what was sent waits meanwhile."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from urllib.parse import quote

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from faimi.accounts import sessions
from faimi.accounts.forms import AgainForm
from faimi.accounts.passkeys.models import passkeys_of
from faimi.accounts.rate_limit import TOO_MANY, Limit, TooManyTries, count_tries
from faimi.accounts.sign_in import knows_password
from faimi.content.now import utc_now
from faimi.extensions import db

LIFETIME = timedelta(minutes=15)
PASSWORD_CONFIRMATIONS = Limit("password on the account page", 10, 180)
View = Callable[..., ResponseReturnValue]


def confirm_password(field: Any) -> bool:
    """Whether the person typed their password, which the session then remembers; else the field says what is wrong."""
    try:
        count_tries((PASSWORD_CONFIRMATIONS, str(current_user.id)))
        if knows_password(current_user, field.data):
            confirm_session()
            return True
        field.errors = ["This is not your password."]
    except TooManyTries:
        field.errors = [TOO_MANY]
    return False


def confirm_session() -> None:
    """Notes that the person has just shown who they are, and commits."""
    sessions.current_session().confirmed_at = utc_now()
    db.session.commit()


def is_confirmed() -> bool:
    """Whether the person showed who they are within the last quarter of an hour, by signing in or once more."""
    at = sessions.current_session().confirmed_at
    return at is not None and timedelta() <= utc_now() - at < LIFETIME


def password_again(view: View) -> View:
    """Asks for the password, or a passkey, before a view of who is signed in, unless that was just given.

    It stands below the route. A page is gone back to afterwards; a form is sent once more, with what it held.
    """

    @wraps(view)
    def asked(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        here = request.script_root + quote(request.full_path.rstrip("?"), safe="/?&=%+")
        action = here if request.method == "POST" else url_for("account.confirm", next=here)
        return (None if is_confirmed() else ask_again(action)) or view(*args, **kwargs)

    return asked


def ask_again(action: str) -> ResponseReturnValue | None:
    """Nothing where the password came with the request; else the page that asks for it.

    It sends the password to `action`, with all that came with this request.
    """
    is_sent = "confirm_password" in request.form
    form: Any = AgainForm() if is_sent else AgainForm(None)
    if is_sent and form.validate() and confirm_password(form.confirm_password):
        return None
    typed = [(name, value) for name, value in request.form.items(multi=True) if name not in form]
    shown = {"form": form, "action": action, "typed": typed, "passkeys": passkeys_of(current_user)}
    return render_template("accounts/password_again.html", **shown), 422 if form.errors else 401
