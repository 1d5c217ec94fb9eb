"""What people read while the database does not answer: it is locked by another, gone, full or cannot be reached."""

import sqlite3
from contextlib import suppress

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnection

from faimi.database.schema import no_answer, unready
from faimi.extensions import db
from faimi.web.error_pages import NOT_SET_UP, Typed, error_page

RETRY_SECONDS = 5


def _unanswered(error: SQLAlchemyError | sqlite3.Error) -> ResponseReturnValue:
    """503, with what was typed to be sent again, where the database does not answer; another error is raised again."""
    with suppress(SQLAlchemyError, sqlite3.Error):  # where there is nobody to roll back
        db.session.rollback()
    if is_away(error):
        current_app.logger.error("%s %s: %s", request.method, request.path, no_answer(error))
        return error_page(503, {"Retry-After": str(RETRY_SECONDS)}, typed=_typed())
    if not _is_set_up():
        return error_page(503, words=NOT_SET_UP)
    raise error


def is_away(error: SQLAlchemyError | sqlite3.Error) -> bool:
    """Whether the database, and not what it was asked, is at fault, so that the same may work in a minute."""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    code = getattr(getattr(error, "orig", error), "sqlite_errorcode", None)
    return isinstance(error, (OperationalError, NoConnection, sqlite3.Error)) and code != sqlite3.SQLITE_ERROR


def _typed() -> Typed:
    """What was sent, unless files or a password came along, which no page is to hold."""
    if request.files or any("password" in name for name in request.form):
        return ()
    return [*request.form.items(multi=True)]


def _is_set_up() -> bool:
    try:
        return not unready()
    except (SQLAlchemyError, sqlite3.Error):
        return True  # there is no answer from the database: that is another trouble


def register(app: Flask) -> None:
    """Binds the page to the app."""
    for kind in (SQLAlchemyError, sqlite3.Error):
        app.register_error_handler(kind, _unanswered)
