"""What people read while the database does not answer: it is locked by another, gone, full or cannot be reached."""

import sqlite3
from contextlib import suppress

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from faimi.database.errors import is_away, no_answer
from faimi.database.schema import unready
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


def _let_go(_error: BaseException | None) -> None:
    """Lets go of the connection, which spoils no answer where it broke meanwhile."""
    try:
        db.session.remove()
    except SQLAlchemyError:
        db.session.registry.clear()


def register(app: Flask) -> None:
    """Binds the page to the app."""
    app.teardown_appcontext(_let_go)
    for kind in (SQLAlchemyError, sqlite3.Error):
        app.register_error_handler(kind, _unanswered)
