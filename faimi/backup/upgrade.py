"""The tables of a database are brought to this version of the program, after a backup of what it was."""

import sqlite3
from pathlib import Path

import click
from flask import current_app
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from faimi.database.schema import known_migrations, last_migration, upgrade
from faimi.extensions import db
from faimi.version import VERSION

FOLDER = "before-upgrade"  # in the instance folder


class UpgradeError(Exception):
    """Why the tables cannot be those of this version, in one line for the person who runs the command."""


def bring_up_to_date() -> None:
    """Brings the database to the tables of this version; where it had others, tells where it is kept as it was.

    All migrations are one transaction: where one fails all is as it was, nothing is kept, and UpgradeError is raised.
    Raises NewerDatabase where it has nothing to bring up, and OperationalError where the database does not answer.
    """
    from faimi.backup.replacement import leave_newest

    there = last_migration()
    if there == known_migrations()[-1]:
        return
    try:
        kept = _keep(there) if there else None
    except (OSError, sqlite3.Error) as error:
        raise UpgradeError(f"The tables are as they were, for they cannot be backed up: {_line(error)}") from error
    try:
        upgrade()
    except BaseException as error:
        if kept:
            kept.unlink(missing_ok=True)
        if isinstance(error, SQLAlchemyError | RuntimeError) and not isinstance(error, OperationalError):
            raise UpgradeError(f"The tables cannot be changed, and are as they were: {_line(error)}") from error
        raise
    if kept:
        leave_newest(kept)
        click.echo(f"The database got the tables of this version, {VERSION}. As it was before it is kept: {kept}")


def _line(error: BaseException) -> str:
    return str(error).splitlines()[0]


def _keep(revision: str) -> Path:
    """Where the database, of an older version, is kept in a backup without pages."""
    from faimi.backup.copying import copy_out
    from faimi.backup.older_schema import copy_older_out
    from faimi.backup.replacement import keep_in
    from faimi.backup.scratch import scratch

    instance = Path(current_app.instance_path)
    with scratch(instance) as folder:
        database = folder / "before.sqlite"
        if db.engine.dialect.name == "sqlite":
            copy_out(db.engine, database)
        else:
            copy_older_out(db.engine, revision, database, folder)
        return keep_in(FOLDER, database, folder)
