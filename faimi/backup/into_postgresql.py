"""A backup takes the place of what is in a PostgreSQL database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import OperationalError

from faimi.backup.copying import copy_rows_in, copy_rows_out
from faimi.backup.manifest import BackupError
from faimi.backup.replacement import Replacement
from faimi.database.schema import unready, upgrade
from faimi.extensions import db

MAX_WAIT_SECONDS, PAUSE_SECONDS = 60, 0.05
HELD = "Nothing was restored: another program holds the database. Stop it, and run this again."


def into_postgresql(replacement: Replacement) -> tuple[Path, ...]:
    """Where that is kept which was replaced. All of it is one transaction, for which those who are at work wait.

    Raises BackupError where the tables are of another version, or are never free.
    """
    db.session.remove()
    is_new = not inspect(db.engine).has_table("edition")
    if is_new:
        upgrade()
    if reason := unready():
        raise BackupError(reason)
    with _locked() as connection:
        before = replacement.folder / "before.sqlite"
        if not is_new:
            copy_rows_out(connection, before)
        kept = () if is_new else (replacement.keep(before),)
        try:
            copy_rows_in(replacement.ready(None if is_new else before), connection)
        except BaseException:
            for one in kept:
                one.unlink()  # all of it is there still
            raise
        connection.commit()
    return kept


@contextmanager
def _locked() -> Iterator[Connection]:
    """A transaction that has all tables for itself: it takes them at one moment, and holds none while it waits."""
    latest = monotonic() + MAX_WAIT_SECONDS
    with db.engine.connect() as connection:
        tables = ", ".join(map(connection.dialect.identifier_preparer.format_table, db.metadata.sorted_tables))
        while True:
            try:
                connection.execute(text(f"LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE NOWAIT"))
                break
            except OperationalError:
                connection.rollback()
                if monotonic() > latest:
                    raise BackupError(HELD) from None
                sleep(PAUSE_SECONDS)
        yield connection
