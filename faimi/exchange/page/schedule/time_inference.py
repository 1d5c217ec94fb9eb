"""Settles the times of a schedule: what is meant as afternoon, and when a row without an end is over."""

from itertools import groupby, islice
from typing import Any

from faimi.exchange.draft import Report
from faimi.exchange.page.recognise.times import later

Row = dict[str, Any]
MAX_ROWS_AHEAD = 200


def infer_times(rows: list[Row], report: Report) -> None:
    """Makes the times of one day's rows a start and an end on the 24-hour clock; each track has its own clock."""
    for _, own in groupby(rows, lambda row: row["track"]):
        _infer_of_track(list(own), report)
    _infer_ends(rows, report)


def _infer_of_track(rows: list[Row], report: Report) -> None:
    """Settles the times of a track, reading as afternoon what makes no sense in the morning.

    That is a time from one to six o'clock without am, pm or a leading zero, and one before ten that would lie
    before the row above it.
    """
    before, afternoon = None, None
    for row in rows:
        settled = []
        times = row.pop("times")[:2]
        if zone := next((clock.zone for clock in times if clock.zone), ""):
            row["zone"] = zone
        for clock in times:
            at = clock.at
            if clock.open and (at.hour in range(1, 7) or (before and at.hour < 10 and at < before <= later(at))):
                afternoon = afternoon or (at, row["title"] or row["speaker"])
                at = later(at)
            settled.append(at)
            before = at
        row["start"], row["end"] = [*settled, None, None][:2]
        if row["start"] and row["end"] and row["end"] <= row["start"]:
            report.unsure(f"“{row['title']}” ends at {row['end']:%H:%M}, not after it starts: left out.", row["title"])
            row["end"] = None
    if afternoon:
        clock, title = afternoon
        report.unsure(
            f"The schedule says {clock.hour}:{clock:%M} and the like without am or pm: read as afternoon, "
            f"{later(clock):%H:%M}.",
            title,
        )


def _infer_ends(rows: list[Row], report: Report) -> None:
    """Lets a row without an end go on until the next one starts; one of a track beside it does not end it."""
    timed = [row for row in rows if row["start"]]
    for place, row in enumerate(timed[:-1]):
        if row["end"]:
            continue
        following: Row | None = timed[place + 1]
        if timed[place + 1]["start"] <= row["start"]:
            beside = islice(timed, place + 1, place + 1 + MAX_ROWS_AHEAD)
            following = next((other for other in beside if other["track"] in ("", row["track"])), None)
        if following and following["start"] > row["start"]:
            row["end"] = following["start"]
            called = row["title"] or row["speaker"]
            report.unsure(f"{row['start']:%H:%M} “{called}” has no end: taken as the next start.", called)
