"""A backup takes the place of what is in a PostgreSQL database."""

from pathlib import Path

from sqlalchemy import inspect, text

from faimi.backup.copying import copy_rows_in, copy_rows_out
from faimi.backup.manifest import BackupError
from faimi.backup.replacement import Replacement
from faimi.extensions import db
from faimi.migrating import unready, upgrade

PATIENCE = text("SET LOCAL lock_timeout = '60s'")


def into_postgresql(replacement: Replacement) -> tuple[Path, ...]:
    """Where that is kept which was replaced. All of it is one transaction, for which those who are at work wait.

    Raises BackupError where the tables are of another version.
    """
    db.session.remove()
    if not inspect(db.engine).has_table("edition"):
        upgrade()
    if reason := unready():
        raise BackupError(reason)
    with db.engine.begin() as connection:
        connection.execute(PATIENCE)
        quoted = connection.dialect.identifier_preparer.format_table
        tables = ", ".join(map(quoted, db.metadata.sorted_tables))
        connection.execute(text(f"LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE"))
        before = replacement.folder / "before.sqlite"
        copy_rows_out(connection, before)
        kept = replacement.keep(before)
        copy_rows_in(replacement.ready(before), connection)
    return (kept,)
