"""Errors of the database: whether it is away, or was asked something wrong, and what to say."""

import sqlite3

from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnection

FULL_OF_SQLITE, FULL_OF_POSTGRESQL = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY), "53100"


def is_away(error: SQLAlchemyError | sqlite3.Error) -> bool:
    """Whether the database, and not what it was asked, is at fault, so that the same may work in a minute."""
    if isinstance(error, DBAPIError) and error.connection_invalidated:
        return True
    code = getattr(getattr(error, "orig", error), "sqlite_errorcode", None)
    return isinstance(error, (OperationalError, NoConnection, sqlite3.Error)) and code != sqlite3.SQLITE_ERROR


def is_full(error: SQLAlchemyError | sqlite3.Error) -> bool:
    """Whether the database's disk is full, or its file must not be written to."""
    told = getattr(error, "orig", error)
    return getattr(told, "sqlite_errorcode", 0) in FULL_OF_SQLITE or getattr(told, "sqlstate", "") == FULL_OF_POSTGRESQL


def no_answer(error: Exception) -> str:
    """Says in a line that the database does not answer."""
    said = str(getattr(error, "orig", None) or error).splitlines() or [type(error).__name__]
    return f"The database does not answer: {said[0]}"
