"""The arithmetic of a programme: lengths, and the days on which rows begin and end."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from faimi.content.day_end import LAST_DAY

DAY_MINUTES = 24 * 60
MAX_NIGHT_MINUTES = 12 * 60  # of a row that ends on the next day: more is a slip of the finger
FIRST_DAY = date(2, 1, 1)  # before which a moment might not fit a datetime, as after LAST_DAY
MAX_DAYS = 60  # that an edition may take
MAX_DELAY_MINUTES = DAY_MINUTES - 1  # by which a row may be late


class LocalTime(NamedTuple):
    """A time of day at the venue, on a day by its number."""

    day: int
    clock: time


def minutes_between(start: time | None, end: time | None) -> int | None:
    """The minutes from a start to an end, on the next day where that is before it.

    None is unknown: where one of them is, or where nothing takes so long, or no time at all.
    """
    if start is None or end is None:
        return None
    minutes = (minute_of(end) - minute_of(start)) % DAY_MINUTES
    return minutes if end > start or 0 < minutes <= MAX_NIGHT_MINUTES else None


def minutes_taken(start: time | None, end: time | None) -> tuple[int | None, int]:
    """The minute of its day with which a row begins, `None` unknown, and how long it takes, 0 unknown."""
    return None if start is None else minute_of(start), minutes_between(start, end) or 0


def is_length(start: int, minutes: int) -> bool:
    """Whether what starts at a minute of the day may last so long: till its day ends, or half a day past midnight."""
    return minutes > 0 and (start + minutes < DAY_MINUTES or minutes <= MAX_NIGHT_MINUTES)


def are_days(first: date | None, last: date | None) -> bool:
    """Whether an edition may take place from a first day to a last, which is None where there is one day."""
    return last is None or (first is not None and 0 < (last - first).days < MAX_DAYS)


def date_of(first: date | None, number: int) -> date | None:
    """The date of a day that counts from 1, the first; None where that is unknown, or where calendars end."""
    return first + timedelta(days=number - 1) if first and FIRST_DAY <= first <= LAST_DAY else None


def moment(zone: ZoneInfo, day: date, clock: time) -> datetime:
    """A time of day as a moment, the first of two; one that the clock skips is as long after those before it."""
    return datetime.combine(day, clock, zone).astimezone(UTC).astimezone(zone)


def utc_offset(at: datetime) -> str:
    """The offset from UTC of a moment in its zone: UTC+1, UTC+5:30."""
    sign, hours, minutes = f"{at:%z}"[0], int(f"{at:%z}"[1:3]), f"{at:%z}"[3:5]
    return "UTC" + (f"{sign}{hours}" if hours else "") + (f":{minutes}" if minutes != "00" else "")


def later(clock: time, minutes: int) -> time:
    """The time of day some minutes after another, past midnight too."""
    hour, minute = divmod((minute_of(clock) + minutes) % DAY_MINUTES, 60)
    return time(hour, minute)


def delayed(day: int, clock: time | None, minutes: int) -> LocalTime | None:
    """A time of day some minutes later, with the day on which that is; None where it is unknown."""
    return LocalTime(day + (minute_of(clock) + minutes) // DAY_MINUTES, later(clock, minutes)) if clock else None


def in_order_of_time(
    rows: Sequence[Any],
    day_of: Callable[[Any], Any],
    start_of: Callable[[Any], time | None],
    line_of: Callable[[Any], Any],
) -> list[Any]:
    """Rows, given by their places, in order of day and start; one without a start stands below the row that it follows.

    What starts at once stands in the order in which the lines begin.
    """
    runs: list[list[Any]] = []
    for _, of_day in groupby(sorted(rows, key=day_of), day_of):
        for place, row in enumerate(of_day):
            if place == 0 or start_of(row):
                runs.append([])
            runs[-1].append(row)

    def begins(run: list[Any]) -> tuple[Any, ...]:
        return day_of(run[0]), start_of(run[0]) or time.min

    runs.sort(key=begins)
    lines = {line: place for place, line in enumerate(dict.fromkeys(line_of(run[0]) for run in runs))}
    runs.sort(key=lambda run: (*begins(run), lines[line_of(run[0])]))
    return [row for run in runs for row in run]


def are_parallel(spans: Iterable[tuple[time, time | None, Hashable]]) -> bool:
    """Whether two lines of one day run at once; what each row takes, and its line, in order of their starts.

    What ends nobody knows when takes a minute.
    """
    ends: dict[Hashable, int] = {}
    for start, end, line in spans:
        begin = minute_of(start)
        if any(begin < until for other, until in ends.items() if other != line):
            return True
        ends[line] = max(ends.get(line, 0), begin + (minutes_between(start, end) or 1))
    return False


def minute_of(clock: time) -> int:
    """The minute of the day at which a clock shows a time."""
    return clock.hour * 60 + clock.minute
