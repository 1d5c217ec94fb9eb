"""Workers that are killed at random moments, while people edit at one machine and read at two."""

import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import suppress

from tests.bench import servers
from tests.faults.ledger import Ledger
from tests.faults.row import Row
from tests.faults.world import DATABASES, IS_SHORT, world

EDITS = 30 if IS_SHORT else 200
BETWEEN = 8  # edits at most, from one kill to the next
PATIENCE_SECONDS = 60 if IS_SHORT else 240


def run() -> Iterator[Row]:
    """Kills the worker that takes the edits, again and again, until all of them are acknowledged."""
    for database in DATABASES:
        with world(database) as site, site.machine() as (pid, port), site.machine() as (_, other):
            ledger, kills, deadline = Ledger(site, "kill -9 of a worker"), 0, time.monotonic() + PATIENCE_SECONDS
            with ledger.busy([port, other]):
                while ledger.acknowledged < EDITS and time.monotonic() < deadline:
                    kills += _kill(pid, ledger, deadline)
            yield ledger.row(f"{kills} kills, {ledger.answers['editor cut']} saves cut")


def _kill(pid: int, ledger: Ledger, deadline: float) -> int:
    """Kills it in the middle of whatever it does, some edits later."""
    wanted = ledger.acknowledged + random.randint(1, BETWEEN)  # noqa: S311  # no secret
    while ledger.acknowledged < min(wanted, EDITS) and time.monotonic() < deadline:
        time.sleep(0.005)
    time.sleep(random.uniform(0, 0.05))  # noqa: S311
    killed = 0
    for worker in servers.workers(pid):
        with suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)
            killed += 1
    return killed
