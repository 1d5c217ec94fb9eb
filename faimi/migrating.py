"""Flask-Migrate, loaded when tables are looked at or changed: Alembic, below it, would take a tenth of every start."""

from functools import cache
from pathlib import Path
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from faimi.extensions import db
from faimi.version import PROGRAM


@click.command(
    "db",
    context_settings={"ignore_unknown_options": True, "help_option_names": [], "allow_interspersed_args": False},
)
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
@with_appcontext
def db_(words: tuple[str, ...]) -> None:
    """Change the tables of the database: the commands of Flask-Migrate."""
    from flask_migrate.cli import db as commands

    _bind()
    try:
        commands.main(words, f"{PROGRAM} db")
    except OperationalError as error:
        raise click.ClickException(no_answer(error)) from None


def no_answer(error: SQLAlchemyError) -> str:
    """Says in a line that the database does not answer."""
    return f"The database does not answer: {str(error.__cause__ or error).splitlines()[0]}"


def upgrade() -> None:
    """Brings the tables of the database to this version of the program."""
    import flask_migrate

    _bind()
    flask_migrate.upgrade()


def is_up_to_date() -> bool:
    """Tells whether the database has the tables of this version; raises SQLAlchemyError where it does not answer."""
    from alembic.migration import MigrationContext

    with db.engine.connect() as connection:
        there = MigrationContext.configure(connection).get_current_heads()
    return {*there} == _newest()


@cache
def _newest() -> set[str]:
    """The migrations that no other one builds upon."""
    from alembic.script import ScriptDirectory

    return {*ScriptDirectory.from_config(_bind().get_config()).get_heads()}


def _bind() -> Any:
    """Tells Flask-Migrate, once an app, where the migrations are; it puts its own `flask db` in the place of ours."""
    from flask_migrate import Migrate

    if "migrate" not in current_app.extensions:
        Migrate(current_app, db, directory=str(Path(__file__).parent / "migrations"), render_as_batch=True)
    return current_app.extensions["migrate"].migrate


def register(app: Flask) -> None:
    """Registers the command with `flask`."""
    app.cli.add_command(db_)
