"""A backup takes the place of a SQLite database, also while people edit."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from faimi.backup.manifest import BackupError, has_tables
from faimi.backup.replacement import Replacement, place_to_keep
from faimi.backup.scratch import put_in_place
from faimi.extensions import db

MAX_ATTEMPTS = 20
MAX_WAIT_SECONDS = 60  # for who writes
HEAD = b"SQLite format 3\0"
HELD = "Nothing was restored: another program holds the database. Stop it, and run this again."
STEP_PAGES = 16  # of SQLite's, between two looks whether anybody wrote
DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)


class ChangedMeanwhile(Exception):
    """Somebody wrote to the site after it was kept; nothing was replaced."""


class Unreadable(Exception):
    """The database is gone, damaged, or none of faimi's."""


def into_sqlite(replacement: Replacement) -> tuple[Path, ...]:
    """Where that is kept which was replaced. Raises BackupError where people write to the site all the while.

    One that can be read gets all pages of the new one by SQLite's backup API, in one transaction: whoever has it open
    reads the former state or the new one, and what was acknowledged is in one that is kept. One that is gone or damaged
    is a file that another one replaces.
    """
    db.session.remove()
    live = Path(db.engine.url.database or "")
    if not live.is_absolute():
        raise BackupError("The database of this site is no file, and cannot be replaced.")
    for _ in range(MAX_ATTEMPTS):
        try:
            return _overwrite(live, replacement)
        except ChangedMeanwhile:
            continue
        except Unreadable:
            break
    else:
        raise BackupError("Nothing was restored: people write to the site all the while. Stop it, and run this again.")
    db.engine.dispose()
    new, kept = replacement.ready(None), _set_aside(live)
    put_in_place(new, live)
    return kept


def _overwrite(live: Path, replacement: Replacement) -> tuple[Path, ...]:
    """Has a database that can be read hold what is to come; raises ChangedMeanwhile, or Unreadable."""
    if not _is_sqlite(live):  # which SQLite would take the log of away
        raise Unreadable
    before = replacement.folder / "before.sqlite"
    with closing(_connected(live)) as watch, closing(_connected(live)) as holding:
        try:
            holding.execute("BEGIN IMMEDIATE")  # who writes waits, from here until a moment before all is replaced
            seen = _data_version(watch)
            _copy(watch, before)
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise BackupError(HELD) from None
            raise Unreadable if error.sqlite_errorcode in DAMAGED else error from None
        kept = replacement.keep(before)
        try:
            new = replacement.ready(before)
            holding.execute("ROLLBACK")
            _copy_into(live, new, watch, seen)
        except BaseException as error:
            if isinstance(error, ChangedMeanwhile) or _data_version(watch) == seen:
                kept.unlink()  # all of it is there still
            raise
    return (kept,)


def _is_sqlite(file: Path) -> bool:
    """Whether a file is there and begins as SQLite's do."""
    try:
        with file.open("rb") as opened:
            return opened.read(len(HEAD)) == HEAD
    except FileNotFoundError:
        return False


def _connected(live: Path) -> sqlite3.Connection:
    return sqlite3.connect(live, timeout=MAX_WAIT_SECONDS, isolation_level=None)


def _data_version(connection: sqlite3.Connection) -> int:
    """What changes once anybody else has committed something."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def _copy(source: sqlite3.Connection, target: Path) -> None:
    """Copies a database to a new file; raises Unreadable where that is not whole, or holds no site."""
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",) or not has_tables(copy):
            raise Unreadable


def _copy_into(live: Path, new: Path, watch: sqlite3.Connection, seen: int) -> None:
    """Has the database hold what a file holds; raises ChangedMeanwhile, with nothing written, where somebody wrote.

    From the first step on nobody else can write, and the last one commits.
    """

    def look(_status: int, remaining: int, _total: int) -> None:
        if remaining and _data_version(watch) != seen:
            raise ChangedMeanwhile

    with closing(sqlite3.connect(new)) as source, closing(sqlite3.connect(live, timeout=20)) as target:
        target.execute("PRAGMA synchronous=FULL")
        source.backup(target, pages=STEP_PAGES, progress=look)


def _set_aside(live: Path) -> tuple[Path, ...]:
    """Where the files of a database are that cannot be read; its log, which the new one would be given, goes away."""
    files = [one for ending in ("", "-wal", "-shm") if (one := Path(f"{live}{ending}")).exists()]
    place = place_to_keep("sqlite")
    kept = tuple(Path(f"{place}{file.name.removeprefix(live.name)}") for file in files)
    for file, there in zip(files, kept, strict=True):
        os.link(file, there)
        if file != live:
            file.unlink()
    return kept
