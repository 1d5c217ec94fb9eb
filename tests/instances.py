"""Instance folders that tests copy; where FAIMI_TEST_DATABASE is `postgresql`, each names a database of its own."""

import os
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest
from flask import Config
from sqlalchemy import URL, Connection, NullPool, create_engine, make_url, text

from tests import postgresql

DATABASES = ("sqlite", "postgresql")
DATABASE = os.environ.get("FAIMI_TEST_DATABASE") or DATABASES[0]
ON_POSTGRESQL = DATABASE == "postgresql"
PREFIX = "faimi_test_"
sqlite_alone = pytest.mark.skipif(ON_POSTGRESQL, reason="what is about SQLite’s file is tested on SQLite")


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that tests copy: of the processes that test, the first to need it makes it, and the others find it."""
    base = factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, unfinished = shared / name, shared / f"{name}-unfinished"
    with (shared / f"{name}.lock").open("w") as lock:
        flock(lock, LOCK_EX)
        if not folder.exists():
            shutil.rmtree(unfinished, ignore_errors=True)
            make(unfinished)
            unfinished.rename(folder)
    return folder


def copied(source: Path, folder: Path) -> Path:
    """A copy of an instance folder, and of the database that it names."""
    shutil.copytree(source, folder)
    if ON_POSTGRESQL:
        create_database(folder, _name_in(source))
    return folder


@contextmanager
def borrowed(source: Path, folder: Path) -> Iterator[Path]:
    """The same, whose database goes after use: hundreds of them would fill a memory."""
    yield copied(source, folder)
    if ON_POSTGRESQL:
        _execute(f"DROP DATABASE {_name_in(folder)} WITH (FORCE)")


def restore_database(source: Path, folder: Path) -> None:
    """Makes the database of a copied folder what it was."""
    if ON_POSTGRESQL:
        _execute(f"DROP DATABASE {_name_in(folder)} WITH (FORCE)")
        _execute(f"CREATE DATABASE {_name_in(folder)} TEMPLATE {_name_in(source)}")
        return
    as_is = f"file:{source / 'faimi.sqlite'}?immutable=1"  # no file comes or goes beside it while others copy it
    with sqlite3.connect(as_is, uri=True) as was, sqlite3.connect(folder / "faimi.sqlite") as now:
        was.backup(now)


@contextmanager
def opened(folder: Path) -> Iterator[Connection]:
    """A connection to the database of an instance folder, beside the app; what was done there is committed."""
    engine = create_engine(_url_in(folder), poolclass=NullPool)
    with engine.begin() as connection:
        yield connection


def create_database(folder: Path, template: str = "template1") -> None:
    """Has an instance folder name a new database, which is a copy of another."""
    name = f"{PREFIX}{secrets.token_hex(4)}"
    _execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    url = make_url(os.environ["FAIMI_TEST_POSTGRESQL"]).set(database=name).render_as_string(hide_password=False)
    (folder / "config.py").write_text(f"SQLALCHEMY_DATABASE_URI = {url!r}\n")
    (folder / "config.py").chmod(0o600)


@contextmanager
def server() -> Iterator[None]:
    """A PostgreSQL that all processes of a run share, and find in FAIMI_TEST_POSTGRESQL."""
    with postgresql.serve() as url:
        if url is None:
            raise pytest.UsageError(postgresql.MISSING)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("FAIMI_TEST_POSTGRESQL", url.render_as_string(hide_password=False))
            yield
            for name in _execute(f"SELECT datname FROM pg_database WHERE datname LIKE '{PREFIX}%'"):  # noqa: S608  # ours
                _execute(f"DROP DATABASE {name} WITH (FORCE)")


def _name_in(folder: Path) -> str:
    """The name of the database that an instance folder names."""
    return str(_url_in(folder).database)


def _url_in(folder: Path) -> URL:
    config = Config(folder, {"SQLALCHEMY_DATABASE_URI": f"sqlite:///{folder / 'faimi.sqlite'}"})
    config.from_pyfile("config.py", silent=True)
    return make_url(config["SQLALCHEMY_DATABASE_URI"])


def _execute(statement: str) -> list[str]:
    """Has the server do what no transaction can hold; gives the first column of what it answers."""
    engine = create_engine(os.environ["FAIMI_TEST_POSTGRESQL"], isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        result = connection.execute(text(statement))
        found = [*result.scalars()] if result.returns_rows else []
    engine.dispose()
    return found
