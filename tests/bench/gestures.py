"""Gestures on a full programme: what the preview of one takes of the server, and what doing it takes."""

import gc
from datetime import time
from pathlib import Path
from statistics import median

from faimi import history
from faimi.content import KIND, Edition
from faimi.extensions import db
from tests.bench.asking import asked
from tests.bench.figure import Figure
from tests.bench.making import SLUG, Site, made

ROWS, A_DAY = 500, 50  # and as many of a track on a day
TIMES, WARM_UP = 30, 3
PLAN = f"/{SLUG}/edit/slot/plan"


def figures(folder: Path) -> list[Figure]:
    """Measures it where tracks follow each other, and where they run at once, so that the order of rows changes."""
    return [
        *_of_a_length(folder / "one", 1, "one track a day"),
        *_of_a_length(folder / "five", 5, "five tracks at once"),
    ]


def _of_a_length(folder: Path, tracks: int, what: str) -> list[Figure]:
    """A length that grows and shrinks again, which moves all that follows in its track that day."""
    site = made(folder, 16)
    first = _fill(site, tracks)
    gc.collect()
    gc.freeze()  # as faimi.serving does
    lengthen = {"gesture": "length", "rows": str(first)}
    previews, takes, moved = [], [], 0
    for turn in range(TIMES + WARM_UP):
        told = lengthen | {"minutes": str(15 + 5 * (turn % 2 == 0))}
        preview = asked(site.app, PLAN, site.owner, told)
        moved = preview.body.count(b"data-row=") or moved
        previews.append(preview)
        takes.append(asked(site.app, f"{PLAN}/take", site.owner, told | {"once": f"bench-{turn}"}))
    assert {one.status for one in (*previews, *takes)} == {200}
    shown, done = (median([one.wall for one in took[WARM_UP:]]) for took in (previews, takes))
    return [
        Figure(f"preview of a gesture, {ROWS} rows, {what}", shown, "ms", 50, note=f"{moved} rows move"),
        Figure(f"doing it, {what}", done, "ms", 100),
    ]


def _fill(site: Site, tracks: int) -> int:
    """Makes days full of talks, in some tracks; gives the number of the first row of one."""
    with site.app.app_context():
        edition = db.session.query(Edition).one()
        assert edition.starts_on is not None
        edition.ends_on = edition.starts_on.replace(day=edition.starts_on.day + ROWS // tracks // A_DAY - 1)
        db.session.commit()
        section = next(section for section in edition.sections if section.kind == "slot")
        there = KIND["slot"].siblings(section)
        history.remove_many({row: str(row.version) for row in there}, None)
        rows = [
            {
                "title": f"A talk on the fairness of number {number} in medical imaging",
                "track": f"Room {number % tracks + 1}",
                "kind": "talk",
                "day": number // tracks // A_DAY + 1,
                "start": time(*divmod(8 * 60 + number // tracks % A_DAY * 15, 60)),
                "end": time(*divmod(8 * 60 + number // tracks % A_DAY * 15 + 15, 60)),
            }
            for number in range(ROWS)
        ]
        history.add_many(KIND["slot"], section, rows, None)
        return int(KIND["slot"].siblings(section)[0].number)
