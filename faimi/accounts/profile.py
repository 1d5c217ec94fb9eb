"""The page on which a person looks after their own account."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from faimi.accounts import audit, decorators, passwords, sessions, two_factor
from faimi.accounts.change_mail import tell
from faimi.accounts.forms import NameForm, PasskeyForm, PasswordForm
from faimi.accounts.models import hasher, revoke_links
from faimi.accounts.passkeys.models import passkeys_of
from faimi.accounts.reauthentication import ask_again, confirm_password, is_confirmed, password_again
from faimi.content.row_key import ID_LIMIT
from faimi.extensions import db

bp = Blueprint("account", __name__, url_prefix="/account")
decorators.require_login(bp)


def render_profile(status: int = 200, **filled: Any) -> ResponseReturnValue:
    """The page, with the form that was just filled in, or empty ones."""
    forms = {"name": NameForm(None, obj=current_user), "password": PasswordForm(None)} | filled
    forms["passkey"] = PasskeyForm(None)
    going, this = sessions.sessions_of(current_user), sessions.current_session()
    shown = {
        "sessions": going,
        "this": this,
        "passkeys": passkeys_of(current_user),
        "codes_left": two_factor.codes_left(current_user) if current_user.totp_secret else 0,
    }
    return render_template("accounts/profile.html", forms=forms, **shown), status


def save_and_redirect(words: str) -> ResponseReturnValue:
    """Commits, and leads back to the page, which says what was done."""
    db.session.commit()
    flash(words)
    return redirect(url_for("account.show_profile"), 303)


@bp.get("/")
def show_profile() -> ResponseReturnValue:
    """The person's name, password and sessions."""
    return render_profile()


@bp.route("/confirm", methods=["GET", "POST"])
def confirm() -> ResponseReturnValue:
    """Asks for the password once more, and leads on to the page for which it is needed."""
    there = request.args.get("next", "")
    asked = None if is_confirmed() else ask_again(url_for("account.confirm", next=there))
    return asked or redirect(decorators.redirect_target(there), 303)


@bp.post("/name")
def save_name() -> ResponseReturnValue:
    """The page with the new name."""
    form: Any = NameForm()
    if not form.validate():
        return render_profile(422, name=form)
    current_user.name = form.name.data
    return save_and_redirect("Saved your name.")


@bp.post("/password/strength")
def judge_password() -> ResponseReturnValue:
    """How hard a password is to guess that the person is typing."""
    return passwords.verdict(current_user)


@bp.post("/password")
def save_password() -> ResponseReturnValue:
    """The page; all other sessions have ended."""
    form: Any = PasswordForm()
    if not form.validate() or not confirm_password(form.password):
        return render_profile(422, password=form)
    current_user.password_hash = hasher.hash(form.new.data)
    revoke_links(current_user)
    ended = sessions.end_sessions(current_user, but=sessions.current_session())
    audit.note("Changed the password")
    tell(current_user.email, "Its password was changed.")
    return save_and_redirect("Changed your password." + (" You are signed out everywhere else." if ended else ""))


@bp.post("/sessions/<int:session_id>/end")
@password_again
def end_session(session_id: int) -> ResponseReturnValue:
    """The page without a session that was ended: signed out at its next request."""
    if session_id >= ID_LIMIT or not sessions.end_sessions(current_user, only=session_id):
        abort(404)
    audit.note("Ended a session")
    return save_and_redirect("Ended the session.")


@bp.post("/sessions/end")
@password_again
def end_other_sessions() -> ResponseReturnValue:
    """The page with this session alone."""
    if sessions.end_sessions(current_user, but=sessions.current_session()):
        audit.note("Ended all other sessions")
    return save_and_redirect("You are signed out everywhere else.")
