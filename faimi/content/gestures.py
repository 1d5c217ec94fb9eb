"""Gestures: what a person does to rows in time. Each says where its own rows shall be; the ripple settles the rest."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from faimi.content.programme import Key, Programme, Refused, Row, clock, name
from faimi.content.ripple import Wish, Wishes
from faimi.content.timetable import DAY_MINUTES


@dataclass(frozen=True)
class Gesture:
    """What is done to some rows; `alone`, nothing else moves; `how` says what becomes of minutes that are missing."""

    rows: tuple[Key, ...]
    how: str = field(default="", kw_only=True)
    alone: bool = field(default=False, kw_only=True)
    keeps_start = False  # whether its rows begin when the person said so

    def wishes(self, programme: Programme) -> Wishes:
        """The rows as the person wants them; raises Refused."""
        raise NotImplementedError

    def words(self, programme: Programme) -> str:
        """What is said of it, where that is not told by what moves."""
        return ""


@dataclass(frozen=True)
class Shift(Gesture):
    """Rows begin some minutes later, or earlier; they keep their order, but beyond a fixed row and on another day."""

    minutes: int = 0
    keeps_start = True

    def wishes(self, programme: Programme) -> Wishes:
        """Each as much later."""
        rows = programme.chosen_with_time(self.rows)
        return shifted(programme, rows, self.minutes, lambda other: other.is_fixed) if self.minutes else {}


@dataclass(frozen=True)
class Length(Gesture):
    """Each row lasts so many `minutes`, or so many `more`; a pinned one goes on beginning when it does."""

    minutes: int | None = None
    more: int = 0

    def wishes(self, programme: Programme) -> Wishes:
        """Each as long."""
        rows = programme.chosen_with_time(self.rows, pinned=True)
        lengths = {row: (row.minutes or 0) + self.more if self.minutes is None else self.minutes for row in rows}
        return {row.key: Wish(replace(row, minutes=minutes)) for row, minutes in lengths.items()}


@dataclass(frozen=True)
class Spread(Gesture):
    """The rows share equally the time from the first's start to the next row on their line, or to the last's end."""

    keeps_start = True

    def wishes(self, programme: Programme) -> Wishes:
        """Each as long as the others, to a minute, one after the other."""
        rows = programme.chosen_with_time(self.rows)
        first, last = rows[0], rows[-1]
        if any(row.day != first.day or row.track != first.track for row in rows):
            raise Refused("Choose rows of one day and one track.")
        others = [row for row in programme.line(first.day, first.track, without=self.rows) if row.begin > first.begin]
        if between := next((row for row in others if row.begin < last.begin), None):
            raise Refused(f"{name(between)} stands between them.")
        end = next((row.begin for row in others if row.begin > last.begin), last.begin + (last.minutes or 0))
        if not (last.minutes or end > last.begin):
            programme.length(last)
        total = end - first.begin
        if total < len(rows):
            raise Refused(f"From {clock(first.begin)} on there is no time for {len(rows)} rows.")
        starts = [first.begin + total * place // len(rows) for place in range(len(rows) + 1)]
        return {
            row.key: Wish(replace(row, minutes=until - at), at=at, left=True)
            for row, (at, until) in zip(rows, pairwise(starts), strict=True)
        }


@dataclass(frozen=True)
class Close(Gesture):
    """No gap is left before any of the rows but the first; what touched the last comes along."""

    def wishes(self, programme: Programme) -> Wishes:
        """Each right behind what is before it."""
        rows = programme.chosen_with_time(self.rows)
        if len(rows) < 2:
            raise Refused("Choose rows with gaps between them.")
        wishes, seen = {}, list[Row]()
        for row in rows:
            if any(programme.share_line(row, other) and row.day == other.day for other in seen):
                wishes[row.key] = Wish(row, packs=True)
            if not any(other.day == row.day and other.track == row.track for other in seen):
                seen.append(row)
        return wishes


@dataclass(frozen=True)
class Pin(Gesture):
    """Rows stay where they are when others move, or do so no more."""

    pinned: bool = True

    def wishes(self, programme: Programme) -> Wishes:
        """The rows as pinned, or not."""
        return {row.key: Wish(replace(row, pinned=self.pinned)) for row in programme.chosen(self.rows, pinned=True)}


@dataclass(frozen=True)
class Unpin(Pin):
    """Rows move again when others do."""

    pinned: bool = False


def shifted(programme: Programme, rows: list[Row], by: int, counts: Callable[[Row], bool]) -> dict[Key, Wish]:
    """Rows some minutes later, taken out of their order where one passes another row that `counts`, or a midnight."""
    chosen = {row.key for row in rows}
    others = [row for row in programme.timed if row.key not in chosen and counts(row)]

    def passes(row: Row) -> bool:
        if (row.begin + by) // DAY_MINUTES + 1 != row.day:
            return True
        line = (other for other in others if other.day == row.day and programme.share_line(row, other))
        if by < 0:
            return any(row.begin + by <= other.begin < row.begin for other in line)
        return any(row.begin <= other.begin and programme.end(other) <= row.begin + by for other in line)

    left = {row.key: passes(row) for row in rows}
    return {row.key: Wish(row, at=row.begin + by, left=left[row.key]) for row in rows}
