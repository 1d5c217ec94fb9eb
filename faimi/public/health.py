"""How the site is, for those who run it: whether the process answers, and whether it can serve."""

from functools import cache

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from faimi.extensions import db

bp = Blueprint("health", __name__)
AS_TEXT = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}


@bp.get("/healthz")
def healthz() -> ResponseReturnValue:
    """Says that the process answers."""
    return "ok\n", 200, AS_TEXT


@bp.get("/readyz")
def readyz() -> ResponseReturnValue:
    """Says that the database answers and has the tables of this version of the program; 503 what is wrong."""
    try:
        with db.engine.connect() as connection:
            there = MigrationContext.configure(connection).get_current_heads()
    except SQLAlchemyError:
        return "The database does not answer.\n", 503, AS_TEXT
    if set(there) != _newest():
        return "The database is of another version: run flask setup\n", 503, AS_TEXT
    return "ready\n", 200, AS_TEXT


@cache
def _newest() -> set[str]:
    """Gives the migrations that no other one builds upon."""
    config = current_app.extensions["migrate"].migrate.get_config()
    return {*ScriptDirectory.from_config(config).get_heads()}
