"""A programme as rows in time, free of any database: who follows whom, and on which lines.

A line is a track; where no two tracks of a day run at once they are sessions, and one line. A row without a track is on
every line of its day. A moment is told in minutes since the midnight
with which the first day begins.
"""

from collections.abc import Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import itemgetter

from faimi.content.timetable import DAY_MINUTES, is_length

Key = Hashable
Span = tuple[int, int]
SESSIONS = "sessions"  # the line of all tracks of a day on which none runs beside another


class Refused(Exception):
    """What is not done, and why, in a sentence for the person: nothing is moved."""


@dataclass(frozen=True)
class Row:
    """A row of the schedule in time: `start` is a minute of its day, `None` unknown, as its length may be.

    `track` is `None` for everybody; its `str` is its name. What is `locked` the person may not change. `until` is the
    minute of the day at which a row without a start ends, where that alone is known.
    """

    key: Key
    title: str
    day: int = 1
    start: int | None = None
    minutes: int | None = None
    track: Hashable | None = None
    room: str = ""
    pinned: bool = False
    delay: int = 0
    locked: bool = False
    until: int | None = None

    @property
    def begin(self) -> int:
        """The moment at which it begins; only of a row with a time."""
        assert self.start is not None
        return (self.day - 1) * DAY_MINUTES + self.start

    @property
    def hours(self) -> str:
        """From when to when it lasts, as far as that is known."""
        known = [self.start, self.start + self.minutes if self.minutes else None] if self.start is not None else []
        return "–".join(clock(minute) for minute in known if minute is not None)

    @property
    def is_fixed(self) -> bool:
        """Whether it stays where it is when others move."""
        return self.pinned or self.locked

    def moved_to(self, moment: int) -> "Row":
        """The row as it begins at a moment."""
        start, minutes = moment % DAY_MINUTES, self.minutes
        if self.start is None and self.until is not None:
            length = (self.until - start) % DAY_MINUTES
            minutes = length if is_length(start, length) else None
        return replace(self, day=moment // DAY_MINUTES + 1, start=start, minutes=minutes)


class Programme:
    """The rows of an edition's schedule as they stand, asked about by gestures and by what settles them."""

    def __init__(self, rows: Iterable[Row], parallel_days: Collection[int] | None = None) -> None:
        """From rows as they stand; those that a gesture leaves have the `parallel_days` of before it."""
        self.rows = tuple(rows)
        self.by_key = {row.key: row for row in self.rows}
        self.timed = sorted((row for row in self.rows if row.start is not None), key=lambda row: row.begin)
        self.parallel_days = set(self._find_parallel_days()) if parallel_days is None else parallel_days
        self._ends = dict(self._find_ends())

    def _find_parallel_days(self) -> Iterator[int]:
        """The days on which two tracks run at once; a row of unknown length takes a minute."""
        ends: dict[tuple[int, Hashable], int] = {}
        for row in self.timed:
            if row.track is None:
                continue
            if any(day == row.day and track != row.track and row.begin < end for (day, track), end in ends.items()):
                yield row.day
            there = row.day, row.track
            ends[there] = max(ends.get(there, 0), row.begin + (row.minutes or 1))

    def line_of(self, day: int, track: Hashable | None) -> Hashable | None:
        """The line that a track is on; None is every line."""
        return track if track is None or day in self.parallel_days else SESSIONS

    def share_line(self, row: Row, other: Row) -> bool:
        """Whether two rows, of one day, are for the same people."""
        line, others = self.line_of(row.day, row.track), self.line_of(other.day, other.track)
        return line == others or line is None or others is None

    def _find_ends(self) -> Iterator[tuple[Key, int]]:
        """When each row ends; one of unknown length lasts until the next start on its line that day, if any."""
        later: dict[int, list[Row]] = {}
        for row in reversed(self.timed):
            after = later.setdefault(row.day, [])
            if row.minutes is not None:
                yield row.key, row.begin + row.minutes
            else:
                starts = (
                    other.begin for other in reversed(after) if other.begin > row.begin and self.share_line(row, other)
                )
                yield row.key, next(starts, row.begin)
            after.append(row)

    def end(self, row: Row) -> int:
        """When a row ends, which is when it begins where its length cannot even be guessed."""
        return self._ends[row.key]

    def last_to_end(self, row: Row, other: Row) -> Row:
        """Which of two rows ends later."""
        return max(row, other, key=self.end)

    def span(self, row: Row) -> Span:
        """From when to when a row lasts."""
        return row.begin, self.end(row)

    def chosen(self, keys: Iterable[Key], pinned: bool = False) -> list[Row]:
        """The rows with these keys in order of time, those without one last; `pinned` ones are refused else."""
        rows = [self.by_key[key] for key in dict.fromkeys(keys)]
        if not rows:
            raise Refused("Choose rows first.")
        for row in rows:
            if row.locked:
                raise Refused(f"{name(row)} is not yours to move.")
            if row.pinned and not pinned:
                raise Refused(f"{name(row)} is pinned: unpin it first.")
        return sorted(rows, key=lambda row: (row.start is None, row.begin if row.start is not None else 0))

    def chosen_with_time(self, keys: Iterable[Key], pinned: bool = False) -> list[Row]:
        """Those of the rows with these keys that have a time, in its order; refused where none has."""
        rows = self.chosen(keys, pinned)
        if not (timed := [row for row in rows if row.start is not None]):
            raise Refused(f"{name(rows[0])} has no time: give it a start first.")
        return timed

    def length(self, row: Row) -> int:
        """How long a row lasts; refused where that is not known, nor told by what follows."""
        if not (minutes := self.end(row) - row.begin):
            raise Refused(f"The length of {name(row)} is not known: give it first.")
        return minutes

    def line(self, day: int, track: Hashable | None, without: Collection[Key] = ()) -> list[Row]:
        """The rows of a day that share a line with those of a track, but some."""
        lines = (None, self.line_of(day, track))
        there = (row for row in self.timed if row.day == day and row.key not in without)
        return [row for row in there if track is None or self.line_of(day, row.track) in lines]

    def run(self, row: Row) -> list[Row]:
        """The rows around one, of its own track, that follow each other without a gap, an overlap or a fixed row."""
        line = self.line(row.day, row.track)
        place = next(place for place, other in enumerate(line) if other is row)

        def hold(pair: tuple[Row, Row]) -> bool:
            one, next_one = pair
            alike = one.track == next_one.track and not (one.is_fixed or next_one.is_fixed)
            return alike and self.end(one) == next_one.begin

        pairs = list(pairwise(line))
        first = next((at + 1 for at in range(place - 1, -1, -1) if not hold(pairs[at])), 0)
        last = next((at for at in range(place, len(pairs)) if not hold(pairs[at])), len(pairs))
        return line[first : last + 1]


def in_order(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows in order of time; one without a time stays behind the row before it."""
    moment, places = -DAY_MINUTES, list[tuple[int, int, Row]]()
    for place, row in enumerate(rows):
        moment = row.begin if row.start is not None else moment
        places.append((moment, place, row))
    return tuple(row for *_, row in sorted(places, key=itemgetter(0, 1)))


def name(row: Row) -> str:
    """What a row is called in a sentence: its title in quotes, cut at 40 letters; without one its time."""
    title = " ".join(row.title.split())
    if title:
        return f"“{title if len(title) <= 40 else title[:39].rstrip() + '…'}”"
    return f"the row at {clock(row.start)}" if row.start is not None else "a row without a title"


def clock(minute: int) -> str:
    """A minute of a day, or of one after it, as a time on the 24-hour clock."""
    return f"{minute // 60 % 24:02}:{minute % 60:02}"
