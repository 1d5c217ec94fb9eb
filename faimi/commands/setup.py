"""`flask setup`: the tables, the sample edition, what is rendered ahead, and a first sign-in link."""

import errno
import socket
import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from faimi.accounts import models
from faimi.accounts.models import Account
from faimi.accounts.two_factor import sealing
from faimi.backup.upgrade import UpgradeError, bring_up_to_date
from faimi.commands.errors import fail
from faimi.content import EDITABLE, Edition, rendering, texts_in
from faimi.content.plural import counted
from faimi.database.errors import no_answer
from faimi.database.schema import NewerDatabase
from faimi.database.setup_lock import alone
from faimi.exchange.sample import SAMPLE
from faimi.extensions import db
from faimi.media import complete_renditions
from faimi.version import PROGRAM

FIRST_ORGANIZER = "organizer@example.org"
USUAL_PORT = 5000 if PROGRAM == "flask" else 8000  # of `flask run`, or `faimi serve`


@click.command("setup", short_help="Prepare the site.")
@click.option("--port", type=click.IntRange(1, 65535), help="Fail if this port is taken; the links name it.")
@with_appcontext
def setup(port: int | None) -> None:
    """Prepare the site: the database, the sample edition if there is none, and a first sign-in link."""
    if port is not None and _taken(port):
        another = "make run PORT=5001" if PROGRAM == "flask" else f"{PROGRAM} serve --port 5001"
        fail(f"Port {port} is taken by another program. Stop that program, or choose another port: {another}")
    try:
        with alone():
            _prepare(port)
    except OperationalError as error:
        fail(no_answer(error))
    except (NewerDatabase, UpgradeError) as error:
        fail(str(error))


def _prepare(port: int | None) -> None:
    bring_up_to_date()
    came = db.session.scalar(select(func.count(Account.id)).where(Account.password_hash.is_not(None)))
    if not came and not db.session.scalar(select(func.count(Edition.id))):  # who came may have purged it
        from faimi.exchange.page_import import import_pages  # which loads all that reads pages

        import_pages([SAMPLE], replace=False)
        sample = db.session.scalars(select(Edition)).one()
        click.echo(f"Imported the sample edition: {', '.join(filter(None, (sample.title, sample.tagline)))}.")
    rendering.replace_html(
        texts_in(row for kind in EDITABLE.values() for row in db.session.scalars(select(kind.model)))
    )
    sealing.seal_all()
    db.session.commit()
    if completed := complete_renditions():
        click.echo(f"Rendered {counted(completed, 'picture')} in sizes that were missing.")
    click.echo(f"The instance folder: {_instance_folder()}")
    site = _address(port)
    click.echo(f"The site: {site}/ (sign in at {site}/login)")
    if not came:
        person = models.account_with(FIRST_ORGANIZER) or Account(email=FIRST_ORGANIZER, role="owner")
        db.session.add(person)
        link = models.make_link(person)
        db.session.commit()
        click.echo(f"Sign in for the first time, once, with: {site}{link}")
        if port and (public := current_app.config["SITE_URL"]):
            click.echo(f"or, once a proxy serves the site, with: {public}{link}")


def _address(port: int | None) -> str:
    """Where a person opens the site on this machine, or anywhere."""
    if port or not current_app.config["SITE_URL"]:
        return f"http://127.0.0.1:{port or USUAL_PORT}{current_app.config['APPLICATION_ROOT'].rstrip('/')}"
    return str(current_app.config["SITE_URL"])


def _instance_folder() -> str:
    """Where database and key are kept, and what would end them."""
    folder = Path(current_app.instance_path)
    if PROGRAM == "faimi" and folder.is_relative_to(sys.prefix):
        return f"{folder} (it goes where this Python environment is removed; FAIMI_INSTANCE names another)"
    return f"{folder}"


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            return error.errno == errno.EADDRINUSE
    return False
