"""Who may do what: the pages on which people sign in and choose a password."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from faimi.accounts import (
    admin,
    audit,
    bar,
    mail,
    password_reset,
    passwords,
    permissions,
    profile,
    sessions,
    settings,
    two_factor,
)
from faimi.accounts.change_mail import tell
from faimi.accounts.decorators import ConfirmForm, format_utc, redirect_target
from faimi.accounts.forms import CodeForm, EmailForm, SignInForm, WelcomeForm
from faimi.accounts.models import SignInLink, account_with, find_link, hasher, redeem_link
from faimi.accounts.passkeys import views as passkey_views
from faimi.accounts.rate_limit import TOO_MANY, TooManyTries
from faimi.accounts.sign_in import sign_in
from faimi.accounts.two_factor import views as two_factor_views
from faimi.extensions import csrf

bp = Blueprint("accounts", __name__)
BLUEPRINTS = [bp, profile.bp, two_factor_views.bp, passkey_views.bp, passkey_views.sign_in, admin.bp, settings.bp]
WRONG_CODE = "This code is wrong or was used before."
bp.add_app_template_filter(format_utc)
for rule in (permissions.may_add, permissions.may_change, permissions.may_open, permissions.restricting_grants):
    bp.add_app_template_global(rule)
bp.add_app_template_filter(bar.state_in_words)
for told in (bar.home_accent, bar.last_edition, bar.other_drafts):
    bp.add_app_template_global(told)
bp.add_app_template_global(current_user, "current_user")  # who asks for it reads the session: no visitor's page does


@bp.route("/login", methods=["GET", "POST"])
def login_page() -> ResponseReturnValue:
    """The person signs in and is back on the page they came from."""
    form = SignInForm(next=request.args.get("next", ""))
    status = 200
    if form.validate_on_submit():
        try:
            if sign_in(form.email.data or "", form.password.data or ""):
                return _redirect_after_login(form.next.data or "")
            form.password.errors = ["E-mail and password do not match. Try again, or ask an owner for a new link."]
        except TooManyTries:
            form.password.errors, status = [TOO_MANY], 429
    return render_template("accounts/login.html", form=form), 422 if form.errors and status == 200 else status


def _redirect_after_login(path: str) -> ResponseReturnValue:
    """A redirect to the page that the person came from, or first to the code where one is asked for."""
    if two_factor.pending_account():
        return redirect(url_for("accounts.code_page", next=path or None))
    return redirect(redirect_target(path))


@bp.route("/login/code", methods=["GET", "POST"])
def code_page() -> ResponseReturnValue:
    """The person who gave the password gives the code of the second factor, and is in."""
    if two_factor.pending_account() is None:
        return redirect(url_for("accounts.login_page", next=request.args.get("next")))
    form: Any = CodeForm(next=request.args.get("next", ""))
    status = 200
    if form.validate_on_submit():
        try:
            if two_factor.complete_sign_in(form.code.data):
                return redirect(redirect_target(form.next.data or ""))
            form.code.errors = [WRONG_CODE]
        except TooManyTries:
            form.code.errors, status = [TOO_MANY], 429
    return render_template("accounts/code.html", form=form), 422 if form.errors and status == 200 else status


@bp.route("/login/forgot", methods=["GET", "POST"])
def forgot() -> ResponseReturnValue:
    """Says that a mail is on its way, whoever has this address; where the site sends no mail, whom to ask."""
    form: Any = EmailForm()
    sent, status = False, 200
    if mail.is_set_up() and form.validate_on_submit():
        try:
            password_reset.send_later(form.email.data)
            sent = True
        except TooManyTries:
            form.email.errors, status = [password_reset.TOO_MANY_MAILS], 429
    shown = {"form": form, "sent": sent, "by_mail": mail.is_set_up()}
    return render_template("accounts/forgot.html", **shown), 422 if form.errors and status == 200 else status


@bp.post("/logout")
@csrf.exempt  # type: ignore[untyped-decorator]  # Flask-WTF has no types; a session that has ended has no token
def logout() -> ResponseReturnValue:
    """The person is signed out and on the start page; 400 where a page of another site asked for it."""
    if current_user.is_authenticated:  # else it may be another site that asks, and the cookie was left out
        if not ConfirmForm().validate():
            abort(400)
        audit.note("Signed out")
        sessions.log_out()
    return redirect(url_for("public.home"))


@bp.route("/welcome/<token>", methods=["GET", "POST"])
def welcome(token: str) -> ResponseReturnValue:
    """The holder of a one-time link chooses a password and is signed in; then the link is spent."""
    link = find_link(token)
    if link is None:
        return render_template("accounts/link_expired.html"), 404
    form: Any = WelcomeForm(obj=link.account)
    form.account = link.account
    if not link.account.is_invited:
        del form.email, form.name
    if not link.account.totp_secret:
        del form.code
    if form.validate_on_submit() and _right_code(link, form):
        other = account_with(form.email.data) if form.email else None
        if other is None or other is link.account:
            return _accept_link(link, form)
        form.email.errors = ["Another account has this e-mail address."]
    return render_template("accounts/welcome.html", form=form, token=token), 422 if form.errors else 200


@bp.post("/welcome/<token>/strength")
def judge_first_password(token: str) -> ResponseReturnValue:
    """How hard a password is to guess that the holder of a one-time link is typing."""
    link = find_link(token) or abort(404)
    return passwords.verdict(link.account)


def _right_code(link: SignInLink, form: Any) -> bool:
    """Whether the code is right, where the account has a second factor: a link is no way around it."""
    try:
        if form.code is None or two_factor.verify_code(link.account, form.code.data):
            return True
        form.code.errors = [WRONG_CODE]
    except TooManyTries:
        form.code.errors = [TOO_MANY]
    return False


def _accept_link(link: SignInLink, form: Any) -> ResponseReturnValue:
    """Spends the link, keeps what was chosen, signs in."""
    account = link.account
    if not redeem_link(link):
        abort(404)
    former, came = account.email, not account.is_invited
    if form.email:
        account.email, account.name = form.email.data, form.name.data
    account.password_hash = hasher.hash(form.password.data)
    sessions.end_sessions(account)
    audit.note("Chose a password by a one-time link", who=account.email)
    if came:
        tell(former, "A new password was chosen for it by a one-time link.")
    elif former != account.email:
        tell(former, f"Whoever had your invitation took another address for it: {account.email}.")
    sessions.log_in(account)
    return redirect(redirect_target())


__all__ = ["BLUEPRINTS", "sign_in"]
