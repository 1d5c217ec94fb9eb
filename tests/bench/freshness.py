"""What it costs to know that nothing was committed since: see docs/benchmarks.md."""

import os
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import psycopg
from sqlalchemy import URL

from faimi.extensions import db
from faimi.public.commits import CommitLog
from faimi.public.version_watch import VersionWatch
from tests import postgresql
from tests.bench.figure import Figure
from tests.bench.making import made

ROUNDS, CALLS = 15, 2_000
VERSIONS = "SELECT slug, version FROM edition"


def figures(folder: Path) -> list[Figure]:
    """Measures each way in microseconds."""
    with made(folder / "instance", 0).app.app_context(), postgresql.serve() as server:
        return [*_sqlite(folder / "instance" / "faimi.sqlite"), *(_postgresql(server) if server else [])]


def _micro(what: str, act: Callable[[], object]) -> Figure:
    """The best of some rounds: what it takes where nobody disturbs."""

    def round_() -> float:
        began = time.perf_counter()
        for _ in range(CALLS):
            act()
        return time.perf_counter() - began

    return Figure(what, min(round_() for _ in range(ROUNDS)) / CALLS * 1e6, "µs")


def _sqlite(file: Path) -> list[Figure]:
    connection = sqlite3.connect(file)
    wal, log, asked = f"{file}-wal", CommitLog(db.engine), VersionWatch(db.engine)
    found = [
        _micro("SQLite: the head of the log’s index", log.head),
        _micro("SQLite: os.stat of the log", lambda: os.stat(wal)),  # noqa: PTH116  # a Path would be measured too
        _micro("SQLite: PRAGMA data_version", lambda: connection.execute("PRAGMA data_version").fetchone()),
        _micro("SQLite: SELECT of the versions", lambda: connection.execute(VERSIONS).fetchall()),
        _micro("faimi: current(), SQLite", asked.current),
    ]
    log.close()
    connection.close()
    return found


def _postgresql(server: URL) -> list[Figure]:
    words = server.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(words, autocommit=True) as asks, psycopg.connect(words, autocommit=True) as writes:
        writes.execute("CREATE TEMPORARY TABLE edition (slug text, version int)")
        asks.execute("CREATE TEMPORARY TABLE edition (slug text, version int)")
        asks.execute("INSERT INTO edition VALUES ('a', 1)")

        def within() -> None:
            with asks.transaction():
                asks.execute(VERSIONS).fetchall()

        asks.execute("LISTEN changed")
        return [
            _micro("PostgreSQL: SELECT of the versions", lambda: asks.execute(VERSIONS).fetchall()),
            _micro("PostgreSQL: the same between BEGIN and COMMIT", within),
            _micro("PostgreSQL: a look for notifications", lambda: list(asks.notifies(timeout=0))),
            Figure("PostgreSQL: from a commit to its notification", _delay(asks, writes), "µs"),
        ]


def _delay(asks: psycopg.Connection, writes: psycopg.Connection) -> float:
    """The median time that a notification comes after the commit that it tells of has ended."""
    late = []
    for _ in range(200):
        heard: list[float] = []

        def listen(heard: list[float] = heard) -> None:
            for _notice in asks.notifies(stop_after=1, timeout=5):
                heard.append(time.perf_counter())

        thread = threading.Thread(target=listen)
        thread.start()
        writes.execute("NOTIFY changed")
        done = time.perf_counter()
        thread.join()
        late += [one - done for one in heard]
    return median(late) * 1e6
