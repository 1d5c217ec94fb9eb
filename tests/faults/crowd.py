"""Two hundred visitors and twenty editors on two machines."""

import time
from collections.abc import Iterator

from tests.faults.ledger import Ledger
from tests.faults.row import Row
from tests.faults.world import DATABASES, IS_SHORT, world

VISITORS, EDITORS = (50, 5) if IS_SHORT else (200, 20)
SECONDS, PAUSE_SECONDS = (5, 1) if IS_SHORT else (60, 2)


def run() -> Iterator[Row]:
    """Lets them read and edit, each once in a while."""
    for database in DATABASES:
        with world(database) as site, site.machine() as (_, one), site.machine() as (_, other):
            ledger = Ledger(site, f"{VISITORS} visitors, {EDITORS} editors, {SECONDS} s")
            with ledger.busy([one, other], EDITORS, VISITORS, PAUSE_SECONDS):
                time.sleep(SECONDS)
            refused = ledger.answers["visitor 503"] + ledger.answers["editor 503"] + ledger.answers["visitor cut"]
            yield ledger.row(f"{ledger.answers['visitor 200']:,} pages", "refused" if refused else "")
