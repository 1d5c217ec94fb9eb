"""The commands: each prints what it did; an error is one line on stderr, exit status 1, and nothing half-done."""

import socket
import sys
from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup, with_appcontext
from flask_migrate import upgrade
from sqlalchemy import func, select

from faimi import accounts
from faimi.accounts import Account
from faimi.content import Edition
from faimi.exchange.page.draft import PageError
from faimi.exchange.store import import_page
from faimi.extensions import db

SAMPLE = Path(__file__).parent / "sample" / "2024-miccai.md"
FIRST_ORGANIZER = "organizer@example.org"

account = AppGroup("account", help="The people who may edit.")


def _fail(message: str) -> None:
    click.echo(message, err=True)
    sys.exit(1)


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Import over an edition that is there already; its history stays.")
@with_appcontext
def import_(files: tuple[Path, ...], replace: bool) -> None:
    """Bring in editions from the pages of a Jekyll site."""
    for file in files:
        try:
            report = import_page(file, replace)
        except PageError as error:
            db.session.rollback()
            _fail(f"{file}: {error}")
        click.echo(report)


@account.command("add")
@click.argument("email")
@click.option("--name", default="", help="The person's name.")
@click.option("--role", type=click.Choice(accounts.ROLES), default="editor", show_default=True)
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@with_appcontext
def add(email: str, name: str, role: str, password_stdin: bool) -> None:
    """Let a person in: prints a one-time sign-in link, unless a password is given."""
    email = email.strip().lower()
    if "@" not in email or any(c.isspace() for c in email):
        _fail(f"{email!r} is not an e-mail address.")
    if accounts.account_with(email):
        _fail(f"There is an account for {email} already.")
    person = Account(email=email, name=name, role=role)
    db.session.add(person)
    if password_stdin:
        password = sys.stdin.readline().rstrip("\n")
        if len(password) < accounts.SHORTEST_PASSWORD:
            _fail(f"The password is too short: use at least {accounts.SHORTEST_PASSWORD} characters.")
        person.password_hash = accounts.hasher.hash(password)
    path = None if password_stdin else accounts.make_link(person)
    db.session.commit()
    click.echo(f"Added {email} as {role}.")
    if path:
        click.echo(f"One-time sign-in link, good for 7 days, on this site's address: {path}")


@click.command("setup")
@click.option("--port", type=int, help="The port that will be served: fails if it is taken, and completes the links.")
@with_appcontext
def setup(port: int | None) -> None:
    """Prepare the site: the database, the sample edition if there is none, and a first sign-in link."""
    if port is not None and _taken(port):
        _fail(f"Port {port} is taken by another program. Stop that program, or choose another port: make run PORT=5001")
    upgrade()
    if not db.session.scalar(select(func.count(Edition.id))):
        import_page(SAMPLE, replace=False)
        click.echo("Brought in the sample edition, FAIMI at MICCAI 2024.")
    site = f"http://127.0.0.1:{port}" if port else ""
    click.echo(f"The site: {site}/")
    if not db.session.scalar(select(func.count(Account.id)).where(Account.password_hash.is_not(None))):
        person = accounts.account_with(FIRST_ORGANIZER) or Account(email=FIRST_ORGANIZER, role="owner")
        db.session.add(person)
        path = accounts.make_link(person)
        db.session.commit()
        click.echo(f"Sign in for the first time, once, with: {site}{path}")


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def register(app: Flask) -> None:
    """Gives the commands to `flask`."""
    for command in (import_, account, setup):
        app.cli.add_command(command)
