"""Who may: accounts, sign-in, and the one-time links by which a person chooses a password."""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import UserMixin, current_user, login_user, logout_user
from flask_wtf import FlaskForm
from sqlalchemy import ForeignKey, func, select, update
from sqlalchemy.orm import Mapped, mapped_column, relationship
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length, Regexp

from faimi.content import Edition
from faimi.extensions import Model, db, limiter, login

bp = Blueprint("accounts", __name__)
hasher = PasswordHasher()
NOBODY = hasher.hash(secrets.token_hex())  # verified when there is no such account, so that it takes as long
LINK_LIFETIME = timedelta(days=7)
ROLES = ["owner", "editor"]
SHORTEST_PASSWORD = 10


class Account(UserMixin, Model):  # type: ignore[misc]  # Flask-Login has no types
    """A person who signs in; without a password only by a one-time link. E-mails are in lower case."""

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(default="")
    role: Mapped[str] = mapped_column(default="editor")
    password_hash: Mapped[str | None]


class SignInLink(Model):
    """A one-time link, kept as a SHA-256 hash; `expires_at` is in UTC."""

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime]
    account: Mapped[Account] = relationship()


class SignInForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """E-mail and password; `next` is the page to go back to."""

    email = StringField("E-mail", [InputRequired("Give your e-mail address.")])
    password = PasswordField("Password", [InputRequired("Give your password.")])
    next = HiddenField()


class WelcomeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What a person chooses on arriving by a one-time link."""

    email = StringField("E-mail", [Length(max=200), Regexp(r"[^@\s]+@[^@\s]+$", message="Give an e-mail address.")])
    name = StringField("Name", [Length(max=200)])
    password = PasswordField(
        "New password",
        [
            InputRequired("Choose a password."),
            Length(min=SHORTEST_PASSWORD, message=f"Use at least {SHORTEST_PASSWORD} characters."),
        ],
    )
    again = PasswordField("The same again", [EqualTo("password", "The two passwords differ.")])


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def make_link(account: Account) -> str:
    """Makes a one-time sign-in link for the account and gives its path; the caller commits."""
    token = secrets.token_urlsafe(32)
    expires_at = _now() + LINK_LIFETIME
    db.session.add(SignInLink(token_hash=_hash(token), account=account, expires_at=expires_at))
    return f"/welcome/{token}"


def account_with(email: str) -> Account | None:
    """Gives the account with this e-mail address, in any case."""
    return db.session.scalar(select(Account).where(func.lower(Account.email) == email.strip().lower()))


def sign_in(email: str, password: str) -> bool:
    """Signs the person in where e-mail and password are right, and gives whether they were.

    Tries are limited per address and per account; it does not tell whether an account exists.
    """
    limit = current_app.config["SIGN_IN_LIMIT"]
    account = account_with(email)
    with limiter.limit(limit), limiter.limit(limit, key_func=lambda: email.strip().lower()):
        try:
            hasher.verify((account and account.password_hash) or NOBODY, password)
        except VerificationError:
            return False
    return account is not None and bool(login_user(account, remember=False))


@login.user_loader  # type: ignore[untyped-decorator]  # Flask-Login has no types
def load_account(account_id: str) -> Account | None:
    """Gives the account that a session names."""
    return db.session.get(Account, int(account_id))


def landing(path: str = "") -> str:
    """Gives the path where it is one of this site, else the newest edition's edit page: no redirect leads elsewhere."""
    if path.startswith("/") and not path.startswith(("//", "/\\")):
        return path
    slug = db.session.scalar(select(Edition.slug).order_by(Edition.starts_on.desc()).limit(1))
    return url_for("editor.page", slug=slug) if slug else url_for("public.home")


@bp.route("/login", methods=["GET", "POST"])
def login_page() -> ResponseReturnValue:
    """The person signs in and is back on the page they came from."""
    form = SignInForm(next=request.args.get("next", ""))
    if form.validate_on_submit():
        if sign_in(form.email.data or "", form.password.data or ""):
            return redirect(landing(form.next.data or ""))
        form.password.errors = ["E-mail and password do not match. Try again, or ask an owner for a new link."]
    return render_template("accounts/login.html", form=form), 422 if form.errors else 200


@bp.post("/logout")
def logout() -> ResponseReturnValue:
    """The person is signed out and on the start page."""
    logout_user()
    return redirect(url_for("public.home"))


@bp.route("/welcome/<token>", methods=["GET", "POST"])
def welcome(token: str) -> ResponseReturnValue:
    """The holder of a one-time link chooses a password and is signed in; then the link is spent."""
    query = select(SignInLink).where(SignInLink.token_hash == _hash(token), SignInLink.expires_at > _now())
    link = db.session.scalar(query)
    if link is None:
        return render_template("accounts/spent.html"), 404
    account = link.account
    form = WelcomeForm(obj=account)
    if form.validate_on_submit():
        other = account_with(form.email.data or "")
        if other is None or other is account:
            return _settle(link, account, form)
        form.email.errors = ["Another account has this e-mail address."]
    return render_template("accounts/welcome.html", form=form), 422 if form.errors else 200


def _settle(link: SignInLink, account: Account, form: Any) -> ResponseReturnValue:
    """Spends the link, keeps what was chosen, signs in."""
    spent = update(SignInLink).where(SignInLink.id == link.id, SignInLink.expires_at > _now()).values(expires_at=_now())
    if not db.session.connection().execute(spent).rowcount:
        abort(404)
    account.email, account.name = form.email.data.strip().lower(), form.name.data.strip()
    account.password_hash = hasher.hash(form.password.data)
    db.session.commit()
    login_user(account)
    return redirect(landing())


__all__ = ["Account", "SignInLink", "account_with", "bp", "current_user", "make_link", "sign_in"]
