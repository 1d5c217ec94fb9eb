"""What visitors got from a site that was backed up: rendered from its database by an app of its own."""

import hashlib
import secrets
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from flask import Flask
from sqlalchemy import URL
from sqlalchemy.exc import SQLAlchemyError

from faimi.backup.manifest import BackupError
from faimi.content.now import as_of
from faimi.database.schema import upgrade
from faimi.extensions import db
from faimi.public.crawler import Crawler
from faimi.public.output_folder import FreezeError
from faimi.public.visibility import published_editions

UNKNOWN_SITE = "http://localhost"
Done = TypeVar("Done")


def render_pages(database: Path, site: str, offline: bool, at: datetime, folder: Path) -> dict[str, str]:
    """A hash of each page and download of a database, a SQLite file that stays as it is, by its address.

    They are those of the site at this address, at a moment (in UTC). Raises BackupError where one of them breaks.
    """
    copy = folder / "rendered.sqlite"
    shutil.copyfile(database, copy)

    def crawl(app: Flask) -> dict[str, str]:
        crawler = Crawler(app, stand_in=True)  # as the app answers, not as a host of files would
        found: dict[str, str] = {}
        for slug in [edition.slug for edition in published_editions()]:
            with app.app_context():  # its edition is loaded once
                found |= _hashes(crawler, [*crawler.of_edition(slug)])
        static = f"{app.static_url_path}/"
        return found | _hashes(crawler, [path for path in crawler.of_site() if not path.startswith(static)])

    try:
        with as_of(at):
            return on_its_own(copy, folder, crawl, SITE_URL=site or UNKNOWN_SITE, OFFLINE=offline)
    except (FreezeError, SQLAlchemyError) as error:
        raise BackupError(f"its pages cannot be made: {str(error).splitlines()[0]}") from None


def bring_up(database: Path, folder: Path) -> None:
    """Brings the tables of a SQLite file to this version of the program; raises BackupError where that cannot be."""
    from alembic.util import CommandError  # whose package few commands need

    try:
        on_its_own(database, folder, lambda _: upgrade())
    except (CommandError, RuntimeError, SQLAlchemyError) as error:
        raise BackupError(f"cannot have the tables of this version: {str(error).splitlines()[0]}") from None


def on_its_own(database: Path, folder: Path, do: Callable[[Flask], Done], **settings: object) -> Done:
    """What is done with an app that has a SQLite file of its own, and nothing else of this instance."""
    from faimi import create_app  # which imports this package

    own = {"SQLALCHEMY_DATABASE_URI": URL.create("sqlite", database=str(database)), "INSTANCE_PATH": folder}
    nothing = {"SECRET_KEY": secrets.token_hex(32), "SMTP_URL": "", "SITE_URL": "", "PROXIES": 0, "OFFLINE": True}
    app = create_app({**own, **nothing, **settings})
    with app.app_context():
        try:
            return do(app)
        finally:
            db.session.remove()
            db.engine.dispose()
            with closing(sqlite3.connect(database)) as connection:
                connection.execute("PRAGMA journal_mode=DELETE")  # one file is all of it


def _hashes(crawler: Crawler, paths: list[str]) -> dict[str, str]:
    answers = ((path, crawler.answer(path)) for path in paths)
    return {path: hashlib.sha256(answer.data).hexdigest() for path, answer in answers if answer.status_code == 200}
