"""A database that is started anew, dies, is away for a while, or is held by another."""

import sqlite3
import time
from collections.abc import Callable, Iterator

from tests import postgresql
from tests.faults.ledger import Ledger
from tests.faults.row import Row
from tests.faults.world import IS_SHORT, World, world

AWAY_SECONDS = 3 if IS_SHORT else 10
BEFORE_SECONDS, PATIENCE_SECONDS = 1, 30
EDITORS = 4


def run() -> Iterator[Row]:
    """Does each to a site that is read and edited meanwhile; then it has to take edits again."""
    with world("PostgreSQL") as site, site.machine() as (_, one), site.machine() as (_, other):
        for place, (fault, act) in enumerate(FAULTS.items()):
            yield _row(site, Ledger(site, fault, 1 + EDITORS * place), [one, other], act)
    with world("SQLite") as site, site.machine() as (_, one), site.machine() as (_, other):
        yield _row(site, Ledger(site, f"locked by another for {AWAY_SECONDS} s"), [one, other], _lock)


def _row(site: World, ledger: Ledger, ports: list[int], act: Callable[[World], None]) -> Row:
    with ledger.busy(ports, EDITORS, pause=0.05):
        time.sleep(BEFORE_SECONDS)
        act(site)
        before, deadline = ledger.acknowledged, time.monotonic() + PATIENCE_SECONDS
        while ledger.acknowledged < before + EDITORS and time.monotonic() < deadline:
            time.sleep(0.05)
    is_back = ledger.acknowledged >= before + EDITORS
    is_seen = not ledger.answers["visitor 503"] + ledger.answers["visitor cut"]
    return ledger.row(
        "", "" if is_back and is_seen else "visitors got nothing" if is_back else "no edit was taken again"
    )


def _control(*words: str) -> Callable[[World], None]:
    def act(site: World) -> None:
        assert site.url
        postgresql.control(site.url, *words)

    return act


def _away(site: World) -> None:
    assert site.url
    postgresql.control(site.url, "stop", "--mode=fast")
    time.sleep(AWAY_SECONDS)
    postgresql.control(site.url, "start", "--wait")


def _lock(site: World) -> None:
    with sqlite3.connect(site.site.folder / "faimi.sqlite", isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        time.sleep(AWAY_SECONDS)
        other.execute("ROLLBACK")
    other.close()


FAULTS: dict[str, Callable[[World], None]] = {
    "started anew": _control("restart", "--mode=fast"),
    "died and came back": _control("restart", "--mode=immediate"),
    f"away for {AWAY_SECONDS} s": _away,
}
