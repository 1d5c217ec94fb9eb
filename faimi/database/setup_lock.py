"""One at a time prepares a database or changes its tables, on whichever machine; others wait."""

from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

import click
from sqlalchemy import text

from faimi.extensions import db

WAITING = "Another command is at work on the tables of this database. Waiting for it …"
OURS = 0x6661696D  # of all who lock something in a PostgreSQL database
TRY = text("SELECT pg_try_advisory_xact_lock(:ours, hashtext(current_schema()))")
WAIT = text("SELECT pg_advisory_xact_lock(:ours, hashtext(current_schema()))")


@contextmanager
def alone() -> Iterator[None]:
    """Waits until nobody else is at work on the tables of the database, and has others wait until this is done."""
    with _file_lock(db.engine.url.database) if db.engine.dialect.name == "sqlite" else _advisory_lock():
        yield


@contextmanager
def _file_lock(database: str | None) -> Iterator[None]:
    """The lock of a SQLite file; none of a database in memory, nor in a folder where nothing can be written."""
    try:
        lock = Path(f"{database}-setup-lock").open("w") if database and database != ":memory:" else None  # noqa: SIM115  # closed below
    except OSError:
        lock = None
    if lock is None:
        yield
        return
    with lock:
        try:
            flock(lock, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            click.echo(WAITING, err=True)
            flock(lock, LOCK_EX)
        yield


@contextmanager
def _advisory_lock() -> Iterator[None]:
    """A lock of PostgreSQL's own, which ends with its transaction, also where this process is killed."""
    with db.engine.begin() as connection:
        if not connection.scalar(TRY, {"ours": OURS}):
            click.echo(WAITING, err=True)
            connection.execute(WAIT, {"ours": OURS})
        yield
