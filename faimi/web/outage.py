"""What people read while the database does not answer, or the disk takes nothing more."""

import sqlite3
from contextlib import suppress
from errno import EDQUOT, ENOSPC, EROFS

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from faimi.database.errors import is_away, is_full, no_answer
from faimi.database.schema import unready
from faimi.extensions import db
from faimi.web.error_pages import NOT_SET_UP, Typed, error_page

RETRY_SECONDS = 5
NO_ROOM = (ENOSPC, EDQUOT, EROFS)
WORDS_NO_ROOM = (
    lazy_gettext("Nothing can be saved just now"),
    lazy_gettext(
        "The site’s disk is full, or cannot be written to. This was not saved; what was saved before is kept. "
        "Tell an owner of the site."
    ),
)


def _unanswered(error: SQLAlchemyError | sqlite3.Error) -> ResponseReturnValue:
    """503, with what was typed to be sent again, where the database does not answer; another error is raised again."""
    with suppress(SQLAlchemyError, sqlite3.Error):  # where there is nobody to roll back
        db.session.rollback()
    if is_away(error):
        current_app.logger.error("%s %s: %s", request.method, request.path, no_answer(error))
        return _no_room() if is_full(error) else error_page(503, _later(), typed=_typed())
    if not _is_set_up():
        return error_page(503, words=NOT_SET_UP)
    raise error


def _unwritten(error: OSError) -> ResponseReturnValue:
    """507 where a file has no room or may not be written; another error is raised again."""
    with suppress(SQLAlchemyError):
        db.session.rollback()
    if error.errno not in NO_ROOM:
        raise error
    current_app.logger.error("%s %s: %s", request.method, request.path, error)
    return _no_room()


def _no_room() -> ResponseReturnValue:
    return error_page(507, _later(), WORDS_NO_ROOM, _typed())


def _later() -> dict[str, str]:
    return {"Retry-After": str(RETRY_SECONDS)}


def _typed() -> Typed:
    """What was sent, without files; nothing where a password came along, which no page is to hold."""
    with suppress(OSError, HTTPException):  # it may be what was sent that found no room
        if not any("password" in name for name in request.form):
            return [*request.form.items(multi=True)]
    return ()


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
    app.register_error_handler(OSError, _unwritten)
