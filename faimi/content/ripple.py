"""What the rows of a programme do when some of them are moved: the one engine below all gestures.

Gestures say where their own rows shall be (wishes); what follows is settled here, in one sweep in order of time. A row
is pushed by what ends later than before, as far as it must: gaps are eaten first, and rows that overlapped go on doing
so by as much. It is pulled earlier only where it touched rows all of which now end earlier. A row within another one,
as a talk within its session, neither pushes it nor is pushed by it. What is fixed stays, and nothing before it pushes
what is after it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from faimi.content.programme import Key, Programme, Row, Span
from faimi.content.timetable import DAY_MINUTES


@dataclass(frozen=True)
class Wish:
    """A row as a gesture wants it, and the moment at which it shall begin; `None` leaves that to what is before it.

    `was` is the place from when to when that it has in the order of things, if not its own; a row that `left` its place
    means nothing there any more, so that a gap stays; one that `packs` leaves no gap before it.
    """

    row: Row
    at: int | None = None
    was: Span | None = None
    left: bool = False
    packs: bool = False


Wishes = Mapping[Key, Wish]


@dataclass
class _Block:
    """A row while it is settled: from when to when it `was`, on which track, and how long it will last.

    Its `turn` in the sweep is that of the row before it, where both are put somewhere right behind each other.
    """

    row: Row
    track: Any
    was: Span
    minutes: int
    at: int | None
    left: bool
    packs: bool
    fixed: bool
    end: int | None = None
    turn: int | None = None

    @property
    def key(self) -> tuple[int, bool, int]:
        """Where it is in the order of the sweep: who is put somewhere comes before what stands there."""
        if self.at is None:
            return self.was[0], True, 0
        alone = self.at if self.left else min(self.at, self.was[0])
        return alone if self.turn is None else self.turn, False, self.at

    @property
    def day(self) -> int:
        """The day on whose lines it will be."""
        return (self.was[0] if self.at is None else self.at) // DAY_MINUTES + 1

    @property
    def former_day(self) -> int:
        """The day on whose lines it was."""
        return self.was[0] // DAY_MINUTES + 1


@dataclass
class _Line:
    """What was settled on a track of one day so far: how far it reaches, what it reached into, and what ended when."""

    front: int | None = None
    active: list[_Block] = field(default_factory=list)
    ending: dict[int, list[_Block]] = field(default_factory=dict)

    def bound(self, block: _Block) -> int | None:
        """The moment before which a row cannot begin here; None where nothing is before it."""
        bounds = []
        for other in self.active:
            assert other.end is not None
            until = max(block.was[1], block.was[0] + 1)  # what ends nobody knows when takes a minute
            overlap = 0 if other.left else min(other.was[1], until) - max(other.was[0], block.was[0])
            if overlap <= 0 or not _is_nested(other.was, block.was):
                bounds.append(other.end - max(overlap, 0))
            if other.left or other.was[1] <= block.was[0]:
                self.front = max(self.front or 0, other.end)
        self.active = [other for other in self.active if not (other.left or other.was[1] <= block.was[0])]
        return max((end for end in (self.front, *bounds) if end is not None), default=None)

    def add(self, block: _Block) -> None:
        """Goes on after a row; nothing that was before a fixed one pushes what is after it."""
        if block.fixed:
            self.front = None
            self.active = [other for other in self.active if not other.left and other.was[1] > block.was[1]]
        self.active.append(block)


def settle(programme: Programme, wishes: Wishes, alone: bool = False) -> dict[Key, Row]:
    """The rows that change, as they will be; `alone`, only those that were wished for."""
    blocks = _blocks(programme, wishes)
    _join(programme, blocks)
    blocks.sort(key=lambda block: block.key)
    lines = _Lines(programme, blocks)
    settled = {key: wish.row for key, wish in wishes.items()}
    for block in blocks:
        own = lines.of(block.day, block.row.track)
        begin = block.at if block.at is not None else block.was[0]
        if block.at is None and not block.fixed and (not alone or block.packs):
            begin = _begin(block, own)
        block.end = begin + block.minutes
        for line in own:
            line.add(block)
        key = block.row.key
        if key in wishes or begin != block.was[0]:
            settled[key] = block.row.moved_to(begin)
    return {key: row for key, row in settled.items() if row != programme.by_key[key]}


def _join(programme: Programme, blocks: list[_Block]) -> None:
    """Lets rows that go right behind each other take their turn together, before what stands where they go."""
    fixed = [block for block in blocks if block.fixed]
    ends: dict[tuple[Any, int], _Block] = {}
    for at, block in sorted(((one.at, one) for one in blocks if one.at is not None), key=itemgetter(0)):
        before = ends.get((block.row.track, at))
        if before is not None and (before.left or block.left):
            turn = before.key[0]
            if not any(turn <= one.was[0] <= at and programme.share_line(one.row, block.row) for one in fixed):
                block.turn = turn
        ends[block.row.track, at + block.minutes] = block


def _begin(block: _Block, own: list[_Line]) -> int:
    """When a row begins that is free to move."""
    bound = max((end for line in own if (end := line.bound(block)) is not None), default=None)
    if block.packs:
        return block.was[0] if bound is None else bound
    touched = [other for line in own for other in line.ending.get(block.was[0], ()) if other is not block]
    ends = [other.end for other in touched if not other.left and other.end is not None and other.end < other.was[1]]
    begin = max(ends) if touched and len(ends) == len(touched) else block.was[0]
    return begin if bound is None else max(begin, bound)


def _blocks(programme: Programme, wishes: Wishes) -> list[_Block]:
    """All rows that have a time or get one."""
    blocks = []
    for row in programme.rows:
        wish = wishes.get(row.key, Wish(row))
        new = wish.row
        if row.start is None:
            if wish.at is not None:
                there, new = (wish.at, wish.at), new.moved_to(wish.at)
                blocks.append(_Block(new, new.track, there, new.minutes or 0, wish.at, True, False, False))
            continue
        begin, end = programme.span(row)
        minutes = end - begin if new.minutes is None else new.minutes
        if row.minutes is None:  # a length that becomes known is no change of it
            end = min(end, begin + minutes) if new.minutes is not None and end > begin else begin + minutes
        track, was = (row.track, (begin, end)) if wish.was is None else (new.track, wish.was)
        blocks.append(_Block(new, track, was, minutes, wish.at, wish.left, wish.packs, row.is_fixed))
    return blocks


class _Lines:
    """The lines of each day, with what formerly ended on each."""

    def __init__(self, programme: Programme, blocks: list[_Block]) -> None:
        self._line_of = programme.line_of
        days: dict[int, set[Any]] = {}
        for block in blocks:
            days.setdefault(block.day, {None}).add(self._line_of(block.day, block.row.track))
            days.setdefault(block.former_day, {None}).add(self._line_of(block.former_day, block.track))
        self._lines = {(day, line): _Line() for day, lines in days.items() for line in lines}
        self._days = days
        for block in blocks:
            for line in self.of(block.former_day, block.track):
                line.ending.setdefault(block.was[1], []).append(block)

    def of(self, day: int, track: Any) -> list[_Line]:
        """The lines that a row of a track is on."""
        return [self._lines[day, one] for one in (self._days[day] if track is None else (self._line_of(day, track),))]


def _is_nested(one: Span, other: Span) -> bool:
    return (one[0] <= other[0] and other[1] <= one[1]) or (other[0] <= one[0] and one[1] <= other[1])
