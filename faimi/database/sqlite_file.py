"""SQLite's file: whether what is committed still goes to where it is looked for.

A file that is open can be written to after it was deleted or replaced: with a write-ahead log SQLite does not look
(https://sqlite.org/howtocorrupt.html, section 4). So each connection is compared with what is there as it is taken from
the pool and before it commits, by a glance at the file.
"""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import InvalidatePoolError, OperationalError

from faimi.version import PROGRAM

HEADER_BYTES = 100  # of the file (https://sqlite.org/fileformat.html, section 1.3)
INDEX_BYTES = 132  # of the index of its log, as far as it tells of checkpoints (walformat.html, section 2)
GONE = f"{{path}} is not there any more. Put it back, or run {PROGRAM} restore with a backup."
DAMAGED = f"{{path}} was overwritten or cut off while the site ran. Run {PROGRAM} restore with a backup."
BESIDE_FORMER_LOG = (
    "{path} was replaced while the site ran, and the log of the former one lies beside it. Stop the site, put "
    "{path}-wal and {path}-shm elsewhere, and start it."
)


class FileLost(sqlite3.OperationalError):
    """The file of the database is gone, or something that is not SQLite wrote to it."""


class WatchedFile:
    """A file that connections have open: which one it is, and what SQLite had written to it when it was looked at."""

    def __init__(self, path: Path) -> None:
        """Raises OSError where it is gone already, or has no log."""
        now = path.stat()
        self._path, self.inode, self._seen = path, now.st_ino, (now.st_mtime_ns, now.st_size)
        self._index = os.open(_index_of(path), os.O_RDONLY)  # to close it would end the locks of those who have it open
        self._index_inode = os.fstat(self._index).st_ino
        self._file = os.open(path, os.O_RDONLY)
        self._is_damaged = False
        self._note()

    def _note(self) -> None:
        self._written, self._header = self._written_by_sqlite(), os.pread(self._file, HEADER_BYTES, 0)

    def _written_by_sqlite(self) -> tuple[bytes, bytes, bytes]:
        """Which log there is, how much of it was copied to the file, and how much was to be."""
        index = os.pread(self._index, INDEX_BYTES, 0)
        return index[32:40], index[96:100], index[128:132]

    def check(self) -> None:
        """Raises FileLost where it is not whole any more."""
        now = self._path.stat()
        if (now.st_mtime_ns, now.st_size) == self._seen and not self._is_damaged:
            return
        _log, copied, to_copy = written = self._written_by_sqlite()
        is_ours = written != self._written or copied != to_copy or not self.has_its_log()
        is_same = now.st_size == self._seen[1] and os.pread(self._file, HEADER_BYTES, 0) == self._header
        if self._is_damaged or not now.st_size or not (is_ours or is_same):
            self._is_damaged = True
            raise FileLost(DAMAGED.format(path=self._path))
        self._seen = (now.st_mtime_ns, now.st_size)
        self._note()

    def note_log(self) -> None:
        """Notes what SQLite did to the log, where nobody wrote to the file itself."""
        now = self._path.stat()
        if (now.st_mtime_ns, now.st_size) == self._seen:
            self._written = self._written_by_sqlite()

    def has_its_log(self) -> bool:
        """Whether the log beside it, where there is one, is its own."""
        try:
            return _index_of(self._path).stat().st_ino == self._index_inode
        except FileNotFoundError:
            return False

    def close(self) -> None:
        """Lets go of it, once no connection has it open."""
        os.close(self._file)
        os.close(self._index)


_watched: dict[Path, WatchedFile] = {}


def _index_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-shm")


Place = tuple[Path, int]  # a path, and the inode of the file that was opened there


def place_of(record: Any) -> Place | None:
    """Which file a connection of the pool has open; nothing of one that has none."""
    place: Place | None = record.info.get("place")
    return place


def is_there(place: Place) -> bool:
    """Whether a file is where it was opened; raises FileLost where there is none, or it is not whole."""
    path, inode = place
    try:
        if path.stat().st_ino != inode:
            return False
        if (one := _watched.get(path)) and one.inode == inode:
            one.check()
    except OSError:
        raise FileLost(GONE.format(path=path)) from None
    return True


def watch(record: Any, path: Path) -> None:
    """Notes which file a new connection has open."""
    inode = path.stat().st_ino
    record.info["place"] = path, inode
    if path not in _watched or _watched[path].inode != inode:
        _watched.pop(path, None)
        with suppress(FileNotFoundError):  # it may have no log yet
            _watched[path] = WatchedFile(path)


@event.listens_for(Engine, "do_connect")
def _refuse_another(_dialect: Any, _record: Any, arguments: Any, _settings: Any) -> None:
    """SQLite would make a file that is gone, and read another one with the log of the former."""
    path = Path(arguments[0]).resolve() if arguments else None
    if path and (known := _watched.get(path)) and not is_there((path, known.inode)) and known.has_its_log():
        raise FileLost(BESIDE_FORMER_LOG.format(path=path))


@event.listens_for(Engine, "checkout")
def _look_first(_connection: Any, record: Any, _proxy: Any) -> None:
    if (place := place_of(record)) and not is_there(place):
        raise InvalidatePoolError("Another file is there now.")


@event.listens_for(Engine, "commit")
def _look_again(connection: Connection) -> None:
    try:
        place = place_of(connection.connection)
        lost = None if place is None or is_there(place) else FileLost(GONE.format(path=place[0]))
    except FileLost as error:
        lost = error
    if lost:
        raise OperationalError("COMMIT", None, lost)


@event.listens_for(Engine, "checkin")
def _note_log(_connection: Any, record: Any) -> None:
    """A commit may have begun the log anew: that is no reason for the file to be another one at the next look."""
    if (place := place_of(record)) and (one := _watched.get(place[0])) and one.inode == place[1]:
        with suppress(OSError):
            one.note_log()


@event.listens_for(Engine, "engine_disposed")
def _let_go(engine: Engine) -> None:
    if engine.dialect.name == "sqlite" and (one := _watched.pop(Path(engine.url.database or "").resolve(), None)):
        one.close()
