"""Flask-Migrate, loaded when tables are looked at or changed: Alembic, below it, would take a tenth of every start."""

from functools import cache
from pathlib import Path
from typing import Any

from flask import current_app

from faimi.extensions import db
from faimi.version import PROGRAM, VERSION

NEWER = (
    f"The database is of a newer version of faimi than this one, {VERSION}: it has the tables of {{there}}. "
    "Install that again, or restore a backup from before the upgrade, into an empty database where it is PostgreSQL."
)


class NewerDatabase(Exception):
    """A later version of the program has changed the tables; in one line for the person who runs the command."""


def bind() -> Any:
    """Tells Flask-Migrate, once an app, where the migrations are; it puts its own `flask db` in the place of ours."""
    from flask_migrate import Migrate

    if "migrate" not in current_app.extensions:
        Migrate(current_app, db, directory=str(Path(__file__).parent.parent / "migrations"), render_as_batch=True)
    return current_app.extensions["migrate"].migrate


def upgrade(revision: str = "head") -> None:
    """Brings the tables of the database to this version of the program, or to an older one's."""
    from alembic import command

    command.upgrade(bind().get_config(), revision)


def is_up_to_date() -> bool:
    """Tells whether the database has the tables of this version; raises SQLAlchemyError where it does not answer."""
    return not unready()


def unready() -> str:
    """Says in a line why this version cannot use the database; nothing where it can. Raises as `is_up_to_date` does."""
    try:
        is_ready = last_migration() == known_migrations()[-1]
    except NewerDatabase as error:
        return str(error)
    return "" if is_ready else f"The database does not have the tables this version needs: run {PROGRAM} setup"


def last_migration() -> str | None:
    """The last migration that the database has, None where it has none; raises NewerDatabase where none here is it."""
    from alembic.migration import MigrationContext

    with db.engine.connect() as connection:
        there = MigrationContext.configure(connection).get_current_revision()
    if there not in (None, *known_migrations()):
        raise NewerDatabase(NEWER.format(there=there))
    return there


@cache
def known_migrations() -> tuple[str, ...]:
    """The migrations of this version, in their order."""
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(bind().get_config())
    return tuple(one.revision for one in scripts.walk_revisions())[::-1]
