"""The pages on which a person switches their second factor on and off."""

from typing import Any
from urllib.parse import urlsplit

import pyotp
from flask import Blueprint, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from faimi.accounts import audit, decorators, sessions, two_factor
from faimi.accounts.change_mail import tell
from faimi.accounts.forms import AppForm, OldPasswordForm
from faimi.accounts.profile import save_and_redirect
from faimi.accounts.reauthentication import confirm_password
from faimi.content.qr_code import as_qr_code
from faimi.content.site import current_site
from faimi.extensions import db

bp = Blueprint("two_factor", __name__, url_prefix="/account/second-factor")
decorators.require_login(bp)


@bp.route("/", methods=["GET", "POST"])
def switch_on() -> ResponseReturnValue:
    """The secret, to be taken in by an app; then, once a code of it was given, the recovery codes."""
    if current_user.totp_secret:
        abort(404)
    form: Any = AppForm(secret=pyotp.random_base32())
    if form.validate_on_submit() and confirm_password(form.password):
        step = two_factor.matching_step(form.secret.data, form.code.data)
        if step is not None:
            codes = two_factor.switch_on(current_user, form.secret.data, step)
            audit.note("Switched the second factor on")
            tell(
                current_user.email, "Its second factor was switched on: signing in takes a code of an app from now on."
            )
            db.session.commit()
            return render_template("accounts/codes.html", codes=codes)
        form.code.errors = ["This is not the current code. Wait for the next one, and check the device’s clock."]
    if form.secret.errors:
        abort(400)
    site = current_site().name or urlsplit(current_app.config["SITE_URL"] or request.url_root).hostname or ""
    uri = two_factor.otpauth_uri(current_user, form.secret.data, site)
    shown = {"form": form, "uri": uri, "qr": as_qr_code(uri), "is_owed": sessions.owes_factor()}
    return render_template("accounts/two_factor.html", **shown), 422 if form.errors else 200


@bp.route("/codes", methods=["GET", "POST"])
def renew_recovery_codes() -> ResponseReturnValue:
    """Asks for the password; then new recovery codes, and the old ones are good for nothing."""
    form: Any = OldPasswordForm()
    if not current_user.totp_secret:
        abort(404)
    if form.validate_on_submit() and confirm_password(form.password):
        codes = two_factor.renew_codes(current_user)
        audit.note("Made new recovery codes")
        tell(current_user.email, "It got new recovery codes, and the former ones stopped working.")
        db.session.commit()
        return render_template("accounts/codes.html", codes=codes)
    words = {"title": "New recovery codes", "words": "The codes that you have now stop working."}
    return render_template("accounts/password_prompt.html", form=form, **words), 422 if form.errors else 200


@bp.route("/off", methods=["GET", "POST"])
def switch_off() -> ResponseReturnValue:
    """Asks for the password; then no code is asked for any more."""
    form: Any = OldPasswordForm()
    if form.validate_on_submit() and confirm_password(form.password):
        two_factor.switch_off(current_user)
        audit.note("Switched the second factor off")
        tell(current_user.email, "Its second factor was switched off: the password alone is enough to sign in.")
        return save_and_redirect("Switched the second factor off.")
    words = {"title": "Switch the second factor off", "words": "After that, your password alone is enough to sign in."}
    return render_template("accounts/password_prompt.html", form=form, **words), 422 if form.errors else 200
