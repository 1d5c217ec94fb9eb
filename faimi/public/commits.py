"""Whether anything was committed since: the heads of two databases, which every commit changes, whoever makes it."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from mmap import ACCESS_READ, mmap
from typing import Any

from sqlalchemy import Engine, text

from faimi.database import sqlite_file

HEAD_BYTES = 48  # which stand there twice
WAL_INDEX_VERSION = (3_007_000).to_bytes(4, sys.byteorder)
SNAPSHOT = text(  # of this start of this server: one that took its place may count anew
    "SELECT CASE WHEN NOT pg_is_in_recovery() THEN concat(pg_postmaster_start_time(), ' ', pg_current_snapshot()) END"
)


class CommitLog:
    """The head of the index of SQLite's write-ahead log, which every commit changes, whichever process makes it.

    Its first 48 bytes count the commits (https://sqlite.org/walformat.html, section 2.1). Where it is not there or of
    another format, `PRAGMA data_version` tells the same at fifty times the cost.
    """

    def __init__(self, engine: Engine) -> None:
        connection = engine.raw_connection()
        self._place = sqlite_file.place_of(connection)
        self._connection: Any = connection.driver_connection  # while it is open the index stays where it is
        connection.detach()
        self._index: mmap | None = None
        self.head: Callable[[], object] = self._data_version
        self._data_version()
        with suppress(OSError, TypeError, ValueError):  # there is no such file
            self._file = os.open(f"{engine.url.database}-shm", os.O_RDONLY)
            self._index = mmap(self._file, 0, access=ACCESS_READ)
            head, copy = self._index[:HEAD_BYTES], self._index[HEAD_BYTES : 2 * HEAD_BYTES]
            if head[:4] == WAL_INDEX_VERSION and head == copy:
                self.head = partial(self._index.__getitem__, slice(HEAD_BYTES))

    def _data_version(self) -> object:
        return self._connection.execute("PRAGMA data_version").fetchone()

    def is_there(self) -> bool:
        """Whether the file is the one that it was; raises FileLost where there is none."""
        return self._place is None or sqlite_file.is_there(self._place)

    def close(self) -> None:
        """Lets go of all of it; before, no process closes the file, for that would end SQLite's own locks on it."""
        self._connection.close()
        if self._index is not None:
            self._index.close()
            os.close(self._file)


class SnapshotLog:
    """The snapshots of PostgreSQL: two that are alike see the same rows.

    A replica's do not tell what it has replayed: there each head is another.
    """

    def __init__(self, engine: Engine) -> None:
        # Else it begins a transaction for each question, and ends it.
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")

    def head(self) -> object:
        """What is seen now; raises SQLAlchemyError where the database does not answer."""
        with self._engine.connect() as connection:
            return connection.scalar(SNAPSHOT) or object()

    def is_there(self) -> bool:
        """Whether it is to be asked; it tells by its head whether it is another one."""
        return True

    def close(self) -> None:
        """Lets go of nothing: the connection is one of the engine's."""


LOGS: dict[str, type[CommitLog] | type[SnapshotLog]] = {"sqlite": CommitLog, "postgresql": SnapshotLog}
