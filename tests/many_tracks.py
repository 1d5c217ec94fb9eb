"""A programme of five days with 120 rows in nine tracks that run at once, for all of which lunch is one."""

from datetime import date, time

from faimi.content import Edition
from faimi.content.schedule import Slot
from tests.exchange.making import make, put

DAYS, TRACKS, ROWS = 5, 9, 120
LENGTHS = (20, 45, 90, 30, 60, 15, 40, 75, 25)


def slots() -> list[Slot]:
    """The rows: on each day two or three in each track, from 9:00 and 13:30 on, of lengths that differ, and lunch."""
    rows = []
    for day in range(1, DAYS + 1):
        rows.append(Slot(day=day, title="Lunch", kind="break", start=time(12), end=time(13)))
        for place in range(ROWS // DAYS - 1):
            track, session = place % TRACKS, place // TRACKS
            start = (540, 660, 810)[session] if track % 2 else (540, 645, 830)[session]
            end = start + min(LENGTHS[(place + day) % len(LENGTHS)], (720 if session < 2 else 1080) - start)
            number = (day - 1) * (ROWS // DAYS) + place + 1
            rows.append(
                Slot(
                    day=day,
                    track=f"Track {track + 1}",
                    title=f"Talk {number}",
                    speaker=f"Speaker {number}",
                    room=f"Room {track + 1}" if session == 0 else "",
                    kind="keynote" if track == session == 0 else "talk",
                    start=time(*divmod(start, 60)),
                    end=time(*divmod(end, 60)),
                )
            )
    return rows


def many_tracks(slug: str = "2031", **values: object) -> Edition:
    """An edition with these rows."""
    told = {"starts_on": date(2031, 10, 12), "ends_on": date(2031, 10, 16), "timezone": "Europe/Rome"}
    edition = make(slug=slug, **told | values)
    put(edition, "slot", *slots())
    return edition
