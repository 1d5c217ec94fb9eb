"""The versions as they stand now, which each request asks for and few have read."""

import sqlite3
from threading import Lock
from time import monotonic, time

from sqlalchemy import Engine, event
from sqlalchemy.exc import SQLAlchemyError

from faimi.public.commits import LOGS, CommitLog, SnapshotLog
from faimi.public.versions import Versions, read_versions


class NoAnswer(SQLAlchemyError):
    """The database gave no answer to somebody else just now, who asks it again."""


class VersionWatch:
    """The current versions, without reading them where nothing was committed since they were read last.

    In SQLite's write-ahead log that is a glance at shared memory, on PostgreSQL one question; other databases are asked
    for all of it each time.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock, self._trying = Lock(), Lock()
        self._log: CommitLog | SnapshotLog | None = None
        self._seen: object = None
        self._read_at = 0.0  # by the clock, which may be set back behind it
        self._is_failing = False
        self.last, self.asked_at = Versions({}, until=0), 0.0  # when (`monotonic`) these were the current ones
        event.listen(engine, "engine_disposed", self._close_log)

    def current(self) -> Versions:
        """The versions as they are in the database now; raises SQLAlchemyError where it does not answer.

        While it does not, one asks it at a time, which may take seconds, and the others hear at once that it does not.
        """
        if not self._is_failing:
            return self._ask()
        if not self._trying.acquire(blocking=False):
            raise NoAnswer
        try:
            return self._ask()
        finally:
            self._trying.release()

    def _ask(self) -> Versions:
        began = monotonic()
        try:
            if not self._is_current():
                self._read()
        except (SQLAlchemyError, sqlite3.Error):
            self._is_failing = True
            raise
        self.asked_at, self._is_failing = began, False
        return self.last

    def _read(self) -> None:
        with self._lock:
            if self._log and not self._log.is_there():
                self._close_log(self._engine)  # another file took its place
            if self._log is None:
                self._log = LOGS[name](self._engine) if (name := self._engine.dialect.name) in LOGS else None
            if not self._is_current():  # of those who waited here, the first one read
                head = self._log.head() if self._log else None  # first: what is committed after it is seen later
                self._read_at = time()
                self.last, self._seen = read_versions(self._engine), head

    def _is_current(self) -> bool:
        log = self._log
        if log is None or not log.is_there() or log.head() != self._seen:
            return False
        return self._read_at <= time() < self.last.until

    def _close_log(self, _engine: Engine) -> None:
        if self._log is not None:
            self._log.close()
            self._log = None
