"""Fixtures: an app on a fresh database, the sample edition, and Alice, Bob and a visitor."""

import gc
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any, NoReturn

import pytest
from argon2 import PasswordHasher, extract_parameters
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from sqlalchemy import URL, Engine, event, text
from werkzeug.test import TestResponse

from faimi import create_app
from faimi.accounts import reauthentication
from faimi.accounts.models import Account, digest, hasher
from faimi.accounts.sessions import Session
from faimi.content import ROW_KINDS, SECTION, Edition
from faimi.database.schema import upgrade
from faimi.exchange.page_import import import_pages
from faimi.exchange.sample import SAMPLE
from faimi.extensions import db
from tests import compiled, instances, postgresql
from tests.instances import made_once

PAGES = Path(__file__).parent.parent.parent / "shared" / "editions"
SLUG = "2024-miccai"
PASSWORD = "correct horse"
MEMORY, ENOUGH_BYTES = Path("/dev/shm"), 2 * 1024**3  # noqa: S108  # the folders made there have names of their own
COUNT_ON = {  # from where on the ids of a table's rows go
    "sqlite": (
        "DELETE FROM sqlite_sequence WHERE name = :name",
        "INSERT INTO sqlite_sequence VALUES (:name, :last)",
    ),
    "postgresql": ("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)",),
}
OPEN_TO_THE_END = "ignore:<psycopg.Connection:ResourceWarning"  # of apps that a test makes and leaves
HASH = PasswordHasher(time_cost=1, memory_cost=64).hash(PASSWORD)  # quickly checked
hasher._parameters = extract_parameters(HASH)  # what tests have hashed, too: several modules share this one hasher
QUARTER_HOUR = reauthentication.LIFETIME
reauthentication.LIFETIME = timedelta(days=1)  # sites that tests copy may be older
compiled.share()
if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH_BYTES:
    os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)  # the folders of 3,000 tests never reach a disk
on_both = pytest.mark.parametrize("database", instances.DATABASES[instances.ON_POSTGRESQL :], indirect=True)


@event.listens_for(Engine, "connect")
def _never_wait_for_a_disk(connection: Any, _record: Any) -> None:
    """What a test writes need not outlive a power cut; this comes after the app's own settings."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous=OFF")


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance folder with a migrated, empty database, in which no row's id will be its number."""

    def make(folder: Path) -> None:
        folder.mkdir()
        if instances.ON_POSTGRESQL:
            instances.create_database(folder)
        with create_app({"INSTANCE_PATH": folder}).app_context():
            upgrade()
            for place, kind in enumerate([SECTION, *ROW_KINDS], 1):
                last = {"name": kind.name, "last": 1000 * place}
                for statement in COUNT_ON[instances.DATABASE]:
                    db.session.execute(text(statement), last)
            db.session.commit()
            db.engine.dispose()

    return made_once(tmp_path_factory, "prepared", make)


@pytest.fixture(scope="session")
def sampled(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance folder whose database holds the sample edition."""

    def make(folder: Path) -> None:
        instances.copied(prepared, folder)
        with create_app({"INSTANCE_PATH": folder}).app_context():
            import_pages([SAMPLE], replace=False)
            db.session.remove()
            db.engine.dispose()

    return made_once(tmp_path_factory, "sampled", make)


@pytest.fixture
def original(request: pytest.FixtureRequest) -> Path:
    """The instance folder that a test gets a copy of; for a test of the sample edition, this is in it."""
    return Path(request.getfixturevalue("sampled" if "edition" in request.fixturenames else "prepared"))


@pytest.fixture
def instance(original: Path, tmp_path: Path) -> Iterator[Path]:
    """An instance folder of this test's own."""
    with instances.borrowed(original, tmp_path / "instance") as folder:
        yield folder


@pytest.fixture(scope="session")
def server() -> Iterator[URL]:
    """A PostgreSQL."""
    with postgresql.serve() as url:
        yield url or is_missing(postgresql.MISSING)


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Iterator[dict[str, Any]]:
    """Settings that name a database: none for the instance folder's own; PostgreSQL's has no tables."""
    if getattr(request, "param", instances.DATABASE) == instances.DATABASE:
        yield {}
    else:
        with postgresql.own_schema(request.getfixturevalue("server")) as url:
            yield {"SQLALCHEMY_DATABASE_URI": url}


class Client(FlaskClient):
    """A client whose requests share nothing with the test or with one another, as in a server."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Makes a request, and lets the test see what it did to the database."""
        with self.application.app_context():
            response = super().open(*args, **kwargs)
        db.session.rollback()
        db.session.expire_all()
        return response


@pytest.fixture
def app(instance: Path, database: dict[str, Any]) -> Iterator[Flask]:
    """The app, without CSRF tokens, on an empty database."""
    app = create_app({"INSTANCE_PATH": instance, "TESTING": True, "WTF_CSRF_ENABLED": False, **database})
    app.test_client_class = Client
    with app.app_context():
        if database:
            postgresql.make_tables()
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def edition(app: Flask) -> Edition:
    """The sample edition, which SQLite's file brings along."""
    if db.session.query(Edition).first() is None:
        import_pages([SAMPLE], replace=False)
    return db.session.query(Edition).one()


def account_of(name: str, role: str = "editor") -> int:
    """Makes an account and gives its id."""
    account = Account(email=f"{name}@example.org", name=name.title(), role=role, password_hash=HASH)
    db.session.add(account)
    db.session.commit()
    return account.id


def client_of(app: Flask, name: str, role: str = "editor") -> FlaskClient:
    """A client that is signed in as a new account."""
    db.session.add(Session(account_id=account_of(name, role), token_hash=digest(name), device="A browser"))
    db.session.commit()
    client = app.test_client()
    with client.session_transaction("/login") as session:
        session["_user_id"] = name
    return client


@pytest.fixture
def alice(app: Flask) -> FlaskClient:
    """Alice, an owner, signed in."""
    return client_of(app, "alice", "owner")


@pytest.fixture
def bob(app: Flask) -> FlaskClient:
    """Bob, an editor, signed in."""
    return client_of(app, "bob")


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    """Somebody who is not signed in."""
    return app.test_client()


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    """Runs commands."""
    return app.test_cli_runner()


def pytest_configure(config: pytest.Config) -> None:
    """Starts the PostgreSQL of a run that is on it alone, before any process that tests."""
    if instances.DATABASE not in instances.DATABASES:
        raise pytest.UsageError(f"FAIMI_TEST_DATABASE is “{instances.DATABASE}”. Give sqlite or postgresql.")
    if instances.ON_POSTGRESQL:
        config.addinivalue_line("filterwarnings", OPEN_TO_THE_END)
    if instances.ON_POSTGRESQL and "PYTEST_XDIST_WORKER" not in os.environ:
        stack = ExitStack()
        stack.enter_context(instances.server())
        config.add_cleanup(stack.close)


def pytest_collection_finish() -> None:
    """Spares the garbage collector what is there before the first test, which stays, and most of its runs."""
    gc.freeze()
    gc.set_threshold(100_000)  # new objects


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says in the last lines which tests were skipped, and why."""
    skipped = {str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", [])}
    for reason in sorted(skipped):
        terminalreporter.write_line(f"Some tests did not run: {reason.removeprefix('Skipped: ')}")


def queries_of(client: FlaskClient, path: str, **headers: str) -> int:
    """How many queries the answer to a request takes that passes the page cache by."""
    counted: list[str] = []
    if client.get_cookie("faimi") is None:
        client.set_cookie("faimi", "-")

    def count(*arguments: object) -> None:
        counted.append(str(arguments[2]))

    db.session.expunge_all()
    event.listen(db.engine, "before_cursor_execute", count)
    assert client.get(path, headers=headers).status_code == 200
    event.remove(db.engine, "before_cursor_execute", count)
    return len(counted)


def real_page(name: str) -> Path:
    """One of the real pages; the test is skipped where they are not beside the checkout."""
    path = PAGES / name
    if not path.exists():
        is_missing(f"the real pages are not here: {PAGES.name}/{name} is missing beside the checkout")
    return path


def is_missing(what: str) -> NoReturn:
    """Skips a test for want of something; where CI promises to have all of it, the test fails."""
    (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(what)
