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

ROWS, TRACKS, DAYS = 500, 5, 2
TIMES, WARM_UP = 30, 3
PLAN = f"/{SLUG}/edit/slot/plan"


def figures(folder: Path) -> list[Figure]:
    """Measures a length that grows and shrinks again, which moves all that follows in its track that day."""
    site = made(folder / "site", 16)
    first = _fill(site)
    gc.collect()
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
        Figure(f"preview of a gesture, {ROWS} rows", shown, "ms", 50, note=f"{moved} rows move"),
        Figure("doing it", done, "ms", 100),
    ]


def _fill(site: Site) -> int:
    """Makes days of tracks that run at once, full of talks; gives the number of the first row of one."""
    with site.app.app_context():
        edition = db.session.query(Edition).one()
        assert edition.starts_on is not None
        edition.ends_on = edition.starts_on.replace(day=edition.starts_on.day + DAYS - 1)
        db.session.commit()
        section = next(section for section in edition.sections if section.kind == "slot")
        there = KIND["slot"].siblings(section)
        history.remove_many({row: str(row.version) for row in there}, None)
        a_day = ROWS // TRACKS // DAYS
        rows = [
            {
                "title": f"A talk on the fairness of number {number} in medical imaging",
                "track": f"Room {number % TRACKS + 1}",
                "kind": "talk",
                "day": number // TRACKS // a_day + 1,
                "start": time(*divmod(8 * 60 + number // TRACKS % a_day * 15, 60)),
                "end": time(*divmod(8 * 60 + number // TRACKS % a_day * 15 + 15, 60)),
            }
            for number in range(ROWS)
        ]
        history.add_many(KIND["slot"], section, rows, None)
        return int(KIND["slot"].siblings(section)[0].number)
