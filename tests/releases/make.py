"""Writes what a release leaves behind: `python -m tests.releases.make`, once all migrations of a release are there.

Each is a dump of SQLite's database and one of PostgreSQL's with the same rows, and the archives of its editions. What a
former release left is never written anew. It needs PostgreSQL's programs.
"""

import io
import json
import sqlite3
import subprocess
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Flask
from sqlalchemy import URL, make_url

from faimi import create_app
from faimi.backup.copying import copy_rows_in
from faimi.commands.export import _archive
from faimi.content import KINDS, Edition
from faimi.content.page import load_page
from faimi.database.schema import upgrade
from faimi.extensions import db
from faimi.version import VERSION
from tests import postgresql
from tests.conftest import Client, client_of
from tests.exchange.making import make
from tests.media.test_media import picture
from tests.releases import FOLDER, load
from tests.releases.first import ROWS
from tests.samples import SAMPLES, first, section_of

FIRST = "0001"  # the first schema
NO_DATA = ("--", "\\", "SET ", "SELECT pg_catalog.set_config", "CREATE SCHEMA")


def archives() -> dict[str, Any]:
    """What the editions of a site are, as an archive has them."""
    db.session.remove()
    pages = (load_page(edition.slug) for edition in db.session.query(Edition).order_by(Edition.slug).all())
    return {page.edition.slug: json.loads(_archive(page)) for page in pages if page}


def fill(app: Flask) -> None:
    """Has a site with a row of each kind, a history, a picture, a suggestion and two accounts."""
    make(slug="2031", title="A workshop", starts_on=date(2031, 10, 5), timezone="Africa/Casablanca")
    for kind in KINDS:
        section_of(kind.name)
    alice, _, visitor = client_of(app, "alice", "owner"), client_of(app, "bob"), app.test_client()
    for name, more in (("paper", {}), ("keynote", {"photo-file": (io.BytesIO(picture(size=(40, 40))), "a.png")})):
        row = first(name)
        sent = SAMPLES[name] | {"version": str(row.version)} | more
        assert alice.post(f"/2031/edit/{name}/{row.number}", data=sent).status_code == 200
    assert alice.post(f"/2031/edit/award/{first('award').number}/remove", data={"version": "1"}).status_code == 200
    suggested = {"title": "A better title", "authors": "An Author", "url": "", "version": str(first("paper").version)}
    assert visitor.post(f"/2031/suggest/paper/{first('paper').number}", data=suggested).status_code == 303


def app_on(folder: Path, url: URL | None = None) -> Flask:
    """An app with a database of its own."""
    place: dict[str, Any] = {"SQLALCHEMY_DATABASE_URI": url} if url else {}
    app = create_app({"INSTANCE_PATH": folder, "TESTING": True, "WTF_CSRF_ENABLED": False, **place})
    app.test_client_class = Client
    return app


def dump_sqlite(file: Path) -> str:
    """A SQLite database as statements."""
    with closing(sqlite3.connect(file)) as connection:
        return "\n".join(connection.iterdump()) + "\n"


def dump_postgresql(url: URL) -> str:
    """A schema of a PostgreSQL as statements that make it in any other."""
    schema = str(url.query["options"]).partition("search_path=")[2]
    name = make_url(url).set(drivername="postgresql").difference_update_query(["options"])
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    command = [str(programs[-1] / "pg_dump"), "--inserts", "--no-owner", "--no-privileges", f"--schema={schema}"]
    told = subprocess.run([*command, str(name)], check=True, capture_output=True, text=True).stdout  # noqa: S603  # ours
    lines = [line for line in told.splitlines() if line and not line.startswith(NO_DATA)]
    return "\n".join(lines).replace(f"{schema}.", "") + "\n"


def write(release: str, ending: str, words: str) -> None:
    """Writes a file of a release."""
    (FOLDER / f"{release}.{ending}").write_text(words)


def write_release(folder: Path, server: URL) -> None:
    """Writes what this version of the program leaves behind."""
    app = app_on(folder)
    with app.app_context():
        upgrade()
        fill(app)
        write(VERSION, "json", json.dumps(archives(), indent=1, ensure_ascii=False) + "\n")
        db.session.remove()
        db.engine.dispose()
    write(VERSION, "sqlite.sql", dump_sqlite(folder / "faimi.sqlite"))
    with postgresql.own_schema(server) as url, app_on(folder, url).app_context():
        upgrade()
        with db.engine.begin() as connection:
            copy_rows_in(folder / "faimi.sqlite", connection)
        write(VERSION, "postgresql.sql", dump_postgresql(url))
        db.engine.dispose()


def write_first(folder: Path, server: URL) -> None:
    """Writes what the first schema held, and what becomes of it."""
    with postgresql.own_schema(server) as url:
        for place in (None, url):
            with app_on(folder, place).app_context():
                upgrade(FIRST)
                with db.engine.begin() as connection:
                    for statement in ROWS:
                        connection.exec_driver_sql(statement)
                db.engine.dispose()
        write(FIRST, "sqlite.sql", dump_sqlite(folder / "faimi.sqlite"))
        write(FIRST, "postgresql.sql", dump_postgresql(url))
    with app_on(folder / "upgraded").app_context():
        load(FIRST)
        upgrade()
        became = archives()
        for edition in became.values():
            del edition["uuid"]  # by chance, for each database that is upgraded
        write(FIRST, "json", json.dumps(became, indent=1, ensure_ascii=False) + "\n")
        db.engine.dispose()


if __name__ == "__main__":
    with TemporaryDirectory() as scratch, postgresql.serve() as server:
        assert server
        write_release(Path(scratch) / "now", server)
        if not (FOLDER / f"{FIRST}.json").exists():
            write_first(Path(scratch) / "first", server)
