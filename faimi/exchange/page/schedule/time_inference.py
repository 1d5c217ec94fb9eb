"""Settles the times of a schedule: what is meant as afternoon, and when a row without an end is over."""

from datetime import time
from itertools import groupby, islice
from typing import Any

from faimi.content.timetable import minutes_between
from faimi.exchange.draft import Report
from faimi.exchange.page.recognise.times import Clock, later

Row = dict[str, Any]
MAX_ROWS_AHEAD = 200
EVENING, MORNING = time(17), time(6)  # between which a row may go on past midnight


def infer_times(rows: list[Row], report: Report) -> None:
    """Makes the times of rows a start and an end on the 24-hour clock; each day and track has its own clock.

    `nights` says how many midnights lie between a row and the first of its day and track.
    """
    for _, day in groupby(rows, lambda row: row["on"]):
        of_day = list(day)
        for _, own in groupby(of_day, lambda row: row["track"]):
            _infer_of_track(list(own), report)
        _infer_ends(of_day, report)


def _infer_of_track(rows: list[Row], report: Report) -> None:
    """Settles the times of a track, reading as afternoon what makes no sense in the morning.

    That is a time from one to six o'clock without am, pm or a leading zero, and one before ten that would lie
    before the row above it; neither after midnight.
    """
    before, afternoon = None, None
    night = Night(report)
    for row in rows:
        settled: list[time] = []
        guessed = False
        clocks = _clocks(row)
        for clock in clocks:
            at = clock.at
            early = clock.open and (at.hour in range(1, 7) or (before and at.hour < 10 and at < before <= later(at)))
            if early and not night.has(at, None if guessed else next(iter(settled), None)):
                afternoon = afternoon or (at, row["title"] or row["speaker"])
                at, guessed = later(at), True
            settled.append(at)
            before = at
        row["start"], row["end"] = [*settled, None, None][:2]
        night.take(row, guessed, told=any(clock.midnight for clock in clocks[1:]))
    if afternoon:
        said, title = afternoon
        report.unsure(
            f"The schedule says {said.hour}:{said:%M} and the like without am or pm: read as afternoon, "
            f"{later(said):%H:%M}.",
            title,
        )


def _clocks(row: Row) -> list[Clock]:
    """Takes the times of a row out of it, at most two, and leaves the zone beside them in it."""
    clocks: list[Clock] = row.pop("times")[:2]
    if zone := next((clock.zone for clock in clocks if clock.zone), ""):
        row["zone"] = zone
    return clocks


class Night:
    """Follows the rows of a track past midnight."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.above: Row | None = None
        self.passed: time | None = None  # until when rows went after midnight, while it is night
        self.nights = 0

    def has(self, at: time, start: time | None) -> bool:
        """Whether a time is after midnight as it stands: below or after a `start` that is, or ending a late one."""
        if start is None:
            return self.passed is not None and self.passed <= at <= MORNING
        within = start < at <= MORNING and (self._crosses(start) or self.has(start, None))
        return within or (goes_past_midnight(start, at) and later(at) <= start)

    def take(self, row: Row, guessed: bool, told: bool) -> None:
        """Tells how many midnights lie before a row, and leaves an end out that is not after its start.

        Where it is `told` that a row ends at midnight, that is no guess.
        """
        start, end = row["start"], row["end"]
        if start:
            self._begin(row)
        row["nights"] = self.nights
        if start and end and end <= start:
            if told and minutes_between(start, end) is not None:
                self.passed = end
            elif goes_past_midnight(start, end) and not guessed:
                self.report.unsure(f"“{row['title']}” goes on past midnight, until {end:%H:%M}.", row["title"])
                self.passed = end
            else:
                self.report.unsure(
                    f"“{row['title']}” ends at {end:%H:%M}, not after it starts: left out.", row["title"]
                )
                row["end"] = None

    def _begin(self, row: Row) -> None:
        """Notes where a row starts on the day after the one above it."""
        start = row["start"]
        if self._crosses(start):
            self.nights += 1
        elif self.passed is not None and self.above and start < self.above["start"]:
            self.report.unsure(f"“{row['title']}” stands below a night: taken as on the same day.", row["title"])
        self.above = row
        self.passed = start if self.nights and start <= MORNING else None

    def _crosses(self, start: time) -> bool:
        """Whether midnight lies between the start of the row above and this one."""
        if not self.above or start >= self.above["start"]:
            return False
        over = self.passed is not None and self.passed <= start < EVENING
        return over or goes_past_midnight(self.above["start"], start)


def goes_past_midnight(start: time, end: time) -> bool:
    """Whether what starts in the evening and ends in the small hours is meant to end on the next day."""
    return start >= EVENING and end <= MORNING and minutes_between(start, end) is not None


def _infer_ends(rows: list[Row], report: Report) -> None:
    """Lets a row without an end go on until the next one starts; one of a track beside it does not end it."""
    timed = [row for row in rows if row["start"]]
    for place, row in enumerate(timed[:-1]):
        if row["end"]:
            continue
        following: Row | None = timed[place + 1]
        if _moment(timed[place + 1]) <= _moment(row):
            beside = islice(timed, place + 1, place + 1 + MAX_ROWS_AHEAD)
            following = next((other for other in beside if other["track"] in ("", row["track"])), None)
        if following and _ends(row, following):
            row["end"] = following["start"]
            called = row["title"] or row["speaker"]
            report.unsure(f"{row['start']:%H:%M} “{called}” has no end: taken as the next start.", called)


def _ends(row: Row, following: Row) -> bool:
    """Whether a row may go on until another starts: later on its day, or in the night after it."""
    same_day = following["nights"] == row["nights"]
    late = goes_past_midnight(row["start"], following["start"])
    return _moment(following) > _moment(row) and bool(same_day or late)


def _moment(row: Row) -> tuple[int, time]:
    return row["nights"], row["start"]
