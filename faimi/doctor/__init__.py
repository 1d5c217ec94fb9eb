"""How an instance is: looks, each a function that yields findings, which `flask doctor` and an owner's page ask."""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress

from sqlalchemy.exc import SQLAlchemyError

from faimi.database.errors import is_away, no_answer
from faimi.doctor import database, environment, files
from faimi.doctor.finding import LEVELS, Finding, Look, error
from faimi.extensions import db

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
MEND_HELD = "Stop the program that holds it."  # a file answers otherwise


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
    if isinstance(failed, (SQLAlchemyError, sqlite3.Error)) and is_away(failed):
        mend = MEND_HELD if db.engine.dialect.name == "sqlite" else MEND_AWAY
        return error(f"{no_answer(failed).rstrip('.')}.", mend)
    asked = look.__name__.replace("_", " ")
    said = (str(getattr(failed, "orig", None) or failed).splitlines() or [""])[0]
    return error(f"Nothing can be told of {asked}: {said.rstrip('.')}.", "See the other lines.")
