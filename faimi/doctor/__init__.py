"""How an instance is: looks, each a function that yields findings, which `flask doctor` and an owner's page ask."""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress

from sqlalchemy.exc import SQLAlchemyError

from faimi.database.errors import is_away, no_answer
from faimi.doctor import database, environment, files
from faimi.doctor.finding import LEVELS, Finding, Look, error
from faimi.extensions import db
from faimi.version import PROGRAM

LOOKS: tuple[Look, ...] = (
    files.permissions,
    files.secret_key,
    files.disk_space,
    files.backups,
    database.schema,
    database.integrity,
    database.orphans,
    database.public_counts,
    environment.address,
    environment.proxies,
    environment.mail_server,
    environment.clock,
    environment.zones,
)
MEND_AWAY = "Start it, or have FAIMI_DATABASE_URL name where it is."
MEND_HELD = "Stop the program that holds it."
MEND_FILE = f"See that the file is there and may be read; else {PROGRAM} restore FILE, with the last backup."
PRIMARY = 0xFF  # of SQLite's result codes, which have more in their higher bits
DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def diagnose() -> list[Finding]:
    """What all looks find, the gravest first; one that fails says so, and the others still answer."""
    found = {finding: None for look in LOOKS for finding in _findings(look)}
    return sorted(found, key=lambda finding: LEVELS.index(finding.level))


def _findings(look: Look) -> Iterator[Finding]:
    try:
        yield from look()
    except (SQLAlchemyError, sqlite3.Error, OSError) as failed:
        with suppress(SQLAlchemyError):
            db.session.rollback()
        yield _failure(look, failed)


def _failure(look: Look, failed: Exception) -> Finding:
    """Why nothing can be told; that the database is away is one finding, whoever asked it."""
    code = getattr(getattr(failed, "orig", failed), "sqlite_errorcode", 0) & PRIMARY
    if isinstance(failed, (SQLAlchemyError, sqlite3.Error)) and (is_away(failed) or code in DAMAGED):
        mend = MEND_HELD if code == sqlite3.SQLITE_BUSY else MEND_FILE
        return error(f"{no_answer(failed).rstrip('.')}.", mend if db.engine.dialect.name == "sqlite" else MEND_AWAY)
    asked = look.__name__.replace("_", " ")
    said = (str(getattr(failed, "orig", None) or failed).splitlines() or [""])[0]
    return error(f"Nothing can be told of {asked}: {said.rstrip('.')}.", "See the other lines.")
