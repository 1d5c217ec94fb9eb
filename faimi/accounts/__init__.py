"""Who may: the pages on which people sign in and choose a password."""

import re
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_limiter import RateLimitExceeded
from flask_login import logout_user
from flask_wtf import FlaskForm
from sqlalchemy import select
from wtforms import EmailField, HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length, Regexp

from faimi.accounts.people import (
    ADDRESS,
    SHORTEST_PASSWORD,
    SignInLink,
    account_with,
    hasher,
    let_in,
    open_link,
    sign_in,
    spend_links,
)
from faimi.content import Edition
from faimi.content.fields import at_most, no_control_characters
from faimi.extensions import csrf, db

bp = Blueprint("accounts", __name__)
TOO_SHORT = f"Use at least {SHORTEST_PASSWORD} characters."


class SignInForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """E-mail and password; `next` is the page to go back to."""

    email = EmailField("E-mail", [InputRequired("Give your e-mail address.")])
    password = PasswordField("Password", [InputRequired("Give your password.")])
    next = HiddenField()


class WelcomeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What a person chooses on arriving by a one-time link."""

    email = EmailField("E-mail", [at_most(200), Regexp(ADDRESS + "$", message="Give an e-mail address.")])
    name = StringField("Name", [at_most(200), no_control_characters])
    password = PasswordField(
        f"Password, at least {SHORTEST_PASSWORD} characters",
        [InputRequired("Choose a password."), Length(min=SHORTEST_PASSWORD, message=TOO_SHORT)],
    )
    again = PasswordField("Repeat the password", [EqualTo("password", "The two passwords differ.")])


def landing(path: str = "") -> str:
    """Gives the path where it is one of this site, else the newest edition's edit page: no redirect leads elsewhere."""
    if re.fullmatch(r"/(?![/\\])[!-\[\]-~]*", path):
        return path
    slug = db.session.scalar(select(Edition.slug).order_by(Edition.starts_on.desc().nulls_last()).limit(1))
    return url_for("editor.page", slug=slug) if slug else url_for("public.home")


@bp.route("/login", methods=["GET", "POST"])
def login_page() -> ResponseReturnValue:
    """The person signs in and is back on the page they came from."""
    form = SignInForm(next=request.args.get("next", ""))
    status = 200
    if form.validate_on_submit():
        try:
            if sign_in(form.email.data or "", form.password.data or ""):
                return redirect(landing(form.next.data or ""))
            form.password.errors = ["E-mail and password do not match. Try again, or ask an owner for a new link."]
        except RateLimitExceeded:
            form.password.errors, status = ["Too many tries. Wait a minute, then try again."], 429
    return render_template("accounts/login.html", form=form), 422 if form.errors and status == 200 else status


@bp.post("/logout")
@csrf.exempt  # type: ignore[untyped-decorator]  # Flask-WTF has no types; a session that has ended must be left too
def logout() -> ResponseReturnValue:
    """The person is signed out and on the start page."""
    logout_user()
    return redirect(url_for("public.home"))


@bp.route("/welcome/<token>", methods=["GET", "POST"])
def welcome(token: str) -> ResponseReturnValue:
    """The holder of a one-time link chooses a password and is signed in; then the link is spent."""
    link = open_link(token)
    if link is None:
        return render_template("accounts/spent.html"), 404
    form = WelcomeForm(obj=link.account)
    if form.validate_on_submit():
        other = account_with(form.email.data or "")
        if other is None or other is link.account:
            return _settle(link, form)
        form.email.errors = ["Another account has this e-mail address."]
    return render_template("accounts/welcome.html", form=form), 422 if form.errors else 200


def _settle(link: SignInLink, form: Any) -> ResponseReturnValue:
    """Spends the link, keeps what was chosen, signs in."""
    account = link.account
    if not spend_links(link):
        abort(404)
    account.email, account.name = form.email.data.strip().lower(), form.name.data.strip()
    account.password_hash = hasher.hash(form.password.data)
    db.session.commit()
    let_in(account)
    return redirect(landing())


__all__ = ["bp", "sign_in"]
