"""The commands that let people in: accounts and their one-time sign-in links."""

import re
import sys

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from faimi.accounts import audit, models, passwords, two_factor
from faimi.accounts.change_mail import tell
from faimi.accounts.models import Account
from faimi.commands.errors import fail, needs_tables
from faimi.content.fields import EMAIL
from faimi.extensions import db
from faimi.version import PROGRAM

account = AppGroup("account", help="The people who may edit.")


@account.command("add", short_help="Add a person.")
@click.argument("email")
@click.option("--name", default="", help="The person's name.")
@click.option("--role", type=click.Choice(models.ROLES), default="editor", show_default=True)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@with_appcontext
def add(email: str, name: str, role: str, password_stdin: bool) -> None:
    """Add a person: prints a one-time sign-in link, unless a password is given."""
    needs_tables()
    email = email.strip().lower()
    if not re.fullmatch(EMAIL, email):
        fail(f"{email!r} is not an e-mail address.")
    if models.account_with(email):
        fail(f"There is already an account for {email}. For a new sign-in link: {PROGRAM} account link {email}")
    person = Account(email=email, name=name, role=role)
    db.session.add(person)
    if password_stdin:
        person.password_hash = models.hasher.hash(_typed_password(email))
    link = None if password_stdin else models.make_link(person)
    audit.note(f"Added {email} as {role}")
    db.session.commit()
    click.echo(f"Added {email} as {role}.")
    if link:
        _tell(link)


@account.command("link", short_help="Make a new sign-in link.")
@click.argument("email")
@click.option("--without-second-factor", is_flag=True, help="Switch off the second factor of somebody who lost it.")
@with_appcontext
def link(email: str, without_second_factor: bool) -> None:
    """Make a new one-time sign-in link for a person who lost theirs, or the password."""
    needs_tables()
    person = models.account_with(email)
    if person is None:
        fail(f"There is no account for {email}. To add one: {PROGRAM} account add {email}")
    link = models.make_link(person)
    audit.note(f"Made a sign-in link for {person.email}{', without second factor' * without_second_factor}")
    if without_second_factor:
        two_factor.switch_off(person)
        tell(person.email, "Its second factor was switched off: the password alone is enough to sign in.")
    db.session.commit()
    _tell(link)


def _tell(link: str) -> None:
    site = current_app.config["SITE_URL"]
    click.echo(
        f"One-time sign-in link, good for 7 days{'' if site else '; put your site’s address before it'}: {site}{link}"
    )


def _typed_password(email: str) -> str:
    password = sys.stdin.buffer.readline().decode(errors="replace").rstrip("\r\n")
    if problem := passwords.problem_with(password, email):
        fail(problem)
    return password
