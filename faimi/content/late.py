"""Running late: rows are announced later, or on time again, while their plan stays as it is."""

from dataclasses import dataclass, field, replace

from faimi.content import late_words
from faimi.content.gestures import Gesture
from faimi.content.programme import Key, Programme, Refused, Row
from faimi.content.ripple import Wish, Wishes
from faimi.content.timetable import MAX_DELAY_MINUTES


@dataclass(frozen=True)
class Late(Gesture):
    """From its first row on, that day, rows are announced some `minutes` later, or earlier; 0 is back on time.

    Who follows is pushed as far as it must: a gap takes up what it can, and a fixed row keeps the time at which it was
    announced, whatever runs into it. Nothing is announced before its plan.
    """

    minutes: int = 0

    def __post_init__(self) -> None:
        """No row moves: the plan stays."""
        object.__setattr__(self, "alone", True)

    def wishes(self, programme: Programme) -> Wishes:
        """The rows whose delay changes."""
        delays = _settle(programme, self._first(programme), self.minutes).delays
        if delays and max(delays.values()) > MAX_DELAY_MINUTES:
            raise Refused("Nothing is announced a day late: move it.")
        return {key: Wish(replace(programme.by_key[key], delay=delay)) for key, delay in delays.items()}

    def words(self, programme: Programme) -> str:
        """How many rows are announced how much later, and what takes it up."""
        first = self._first(programme)
        settled = _settle(programme, first, self.minutes)
        return late_words.as_sentence(programme, first, settled.delays, settled.taken)

    def _first(self, programme: Programme) -> Row:
        return programme.chosen_with_time(self.rows, pinned=True)[0]


@dataclass(frozen=True)
class _LateRow:
    """A row that is late: how much later than before it ends, when that is, and when it was planned to."""

    by: int
    end: int
    planned_end: int

    def pushes(self, row: Row) -> int:
        """How much later than before another row begins after this one: a gap between them takes up what it can."""
        return min(self.by, self.end - _begin(row))

    def takes(self, row: Row) -> int:
        """The minutes that it takes from a row which stays, beyond those in which both were planned."""
        return self.end - _begin(row) - max(0, self.planned_end - row.begin) if self.by > 0 else 0


@dataclass
class _Line:
    """A track since its last fixed row: whether a row changed, and those that may push others."""

    is_reached: bool = False
    late: list[_LateRow] = field(default_factory=list)

    def add(self, row: _LateRow) -> None:
        """Goes on after a row, and forgets those that push nothing more than it does."""
        self.is_reached |= bool(row.by)
        self.late = [one for one in self.late if one.by > row.by or one.end > row.end] + [row]

    def end(self) -> None:
        """Nothing before a fixed row pushes what is after it."""
        self.is_reached, self.late = False, []


@dataclass
class _Settled:
    """The delays that change, and how many of its minutes each fixed row loses to what is before it."""

    delays: dict[Key, int] = field(default_factory=dict)
    taken: dict[Row, int] = field(default_factory=dict)


def _settle(programme: Programme, first: Row, minutes: int) -> _Settled:
    """One sweep over the rows of a day, in the order of their plan."""
    day = [row for row in programme.timed if row.day == first.day]
    lines = {line: _Line() for line in (None, *(programme.line_of(row.day, row.track) for row in day))}
    settled, is_after = _Settled(), False
    for row in day:
        is_first = row.key == first.key
        is_after = is_after or is_first
        if not is_after and programme.share_line(row, first):
            continue  # it is over
        own = [*lines.values()] if row.track is None else [lines[programme.line_of(row.day, row.track)]]
        late = [one for line in own for one in line.late]
        by = 0
        if is_first:
            by = minutes or -row.delay
        elif row.locked or (row.pinned and minutes):
            settled.taken[row] = max((one.takes(row) for one in late), default=0)
            for line in own:
                line.end()
        elif is_after and any(line.is_reached for line in own):
            by = max([minutes or -row.delay if minutes <= 0 else 0, *(one.pushes(row) for one in late)])
        by = max(by, -row.delay)
        if by:
            settled.delays[row.key] = row.delay + by
        if by or row.delay:
            end = programme.end(row)
            for line in own:
                line.add(_LateRow(by, end + row.delay + by, end))
    return settled


def _begin(row: Row) -> int:
    """The moment at which a row was announced to begin."""
    return row.begin + row.delay
