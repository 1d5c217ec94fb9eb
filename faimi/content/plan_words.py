"""The sentence that tells what a gesture does: true, plain and short."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from faimi.content.gestures import Gesture, Pin
from faimi.content.moving import Insert, Move, Swap
from faimi.content.plural import counted
from faimi.content.programme import Key, Programme, Row, clock, name

MAX_NAMED = 3  # pins, and overlaps, that are told one by one
MAX_LENGTHS = 2  # by which rows move that are told one by one


@dataclass(frozen=True)
class Change:
    """A row that changes: as it was, and as it will be."""

    former: Row
    new: Row

    @property
    def goes_elsewhere(self) -> bool:
        """Whether it comes to another day or track, or gets a time."""
        return self.former.start is None or (self.former.day, self.former.track) != (self.new.day, self.new.track)

    @property
    def later(self) -> int:
        """The minutes by which it begins later."""
        return 0 if self.former.start is None or self.new.start is None else self.new.begin - self.former.begin


@dataclass(frozen=True)
class Clash:
    """Two rows of one line, in order of time, of which the first ends some minutes after the other begins.

    `missing` minutes are those that a fixed row takes from what was to fit before it. `minutes` are None where the
    other row's length is not known.
    """

    row: Row
    other: Row
    minutes: int | None
    missing: int = 0


def as_sentence(gesture: Gesture, then: Programme, moved: Sequence[Change], clashes: Sequence[Clash]) -> str:
    """What happens, what could not be kept, and what stays."""
    chosen = {*gesture.rows}
    parts = [*_tell_moves(gesture, moved, chosen)] or ["Nothing moves"]
    parts += [*_tell_missing(clashes), *_tell_overlaps(clashes)]
    if isinstance(gesture, Move):
        parts += _tell_gaps(then, [change for change in moved if change.former.key in chosen])
    elif not isinstance(gesture, Pin):
        timeless = [row for row in then.rows if row.key in chosen and row.start is None]
        parts += [f"{_rows(timeless)} {'has' if len(timeless) == 1 else 'have'} no time"] if timeless else []
    sentence = "; ".join(parts) + "."
    return sentence[0].upper() + sentence[1:]


def minutes_in_words(minutes: int) -> str:
    """A length of time: 45 min, 2 h, 1 h 30 min."""
    hours, rest = divmod(minutes, 60)
    return " ".join([f"{hours} h"] * bool(hours) + [f"{rest} min"] * bool(rest or not hours))


def _tell_moves(gesture: Gesture, moved: Sequence[Change], chosen: Collection[Key]) -> Iterator[str]:
    own = [change for change in moved if change.former.key in chosen]
    if isinstance(gesture, Pin) and own:
        yield _pinned([change.new for change in own], gesture.pinned)
    longer = [change for change in moved if change.new.minutes != change.former.minutes]
    yield from _tell_lengths([change for change in longer if change in own])
    yield from _tell_lengths([change for change in longer if change not in own])
    told = []
    if isinstance(gesture, Swap) and len(own) == 2:
        yield f"{name(own[0].new)} and {name(own[1].new)} change places"
        told = own
    elif isinstance(gesture, Insert):
        told = own
        yield from (f"{name(change.new)} comes in at {clock(change.new.begin)}" for change in own)
    elif isinstance(gesture, Move):
        told = [change for change in own if change.goes_elsewhere or (len(own) == 1 and change.later)]
        yield from _tell_places(told)
    yield from _tell_times([change for change in moved if change not in told])
    yield from _tell_rooms([change.new for change in moved if change.new.room != change.former.room])


def _pinned(rows: Sequence[Row], pinned: bool) -> str:
    one = len(rows) == 1
    if pinned:
        return f"{_rows(rows)} {'stays where it is' if one else 'stay where they are'} when others move"
    return f"{_rows(rows)} {'moves' if one else 'move'} when others do"


def _tell_lengths(changes: Sequence[Change]) -> Iterator[str]:
    if not changes:
        return
    lengths = sorted(change.new.minutes or 0 for change in changes)
    if len(changes) == 1:
        was = changes[0].former.minutes
        instead = f" instead of {minutes_in_words(was)}" if was is not None else ""
        yield f"{name(changes[0].new)} takes {minutes_in_words(lengths[0])}{instead}"
    elif lengths[0] == lengths[-1]:
        yield f"{len(changes)} rows take {minutes_in_words(lengths[0])} each"
    else:
        yield f"{len(changes)} rows take {_range(lengths)}"


def _tell_places(changes: Sequence[Change]) -> Iterator[str]:
    """Where rows go that were taken elsewhere."""

    def place(change: Change) -> tuple[int | None, str]:
        former, new = change.former, change.new
        track = f" in “{new.track}”" if new.track is not None else " for everybody"
        return new.day if new.day != former.day else None, track if new.track != former.track else ""

    def in_order(change: Change) -> tuple[int, str]:
        day, track = place(change)
        return day or 0, track

    for (day, track), group in groupby(sorted(changes, key=in_order), place):
        there = [change.new for change in group]
        verb = "moves" if len(there) == 1 else "move"
        times = [clock(row.start) for row in there if row.start is not None]
        at = [f"to {times[0]}"] if len(there) == 1 and times else [f"from {times[0]} on"] if times else []
        on = [f"on day {day}" if at and len(there) == 1 else f"to day {day}"] if day else []
        yield " ".join([_rows(there), verb, *(at + on if len(there) == 1 else on + at)]) + track


def _tell_times(changes: Sequence[Change]) -> Iterator[str]:
    """How many rows begin how much later or earlier."""
    for words, rows in (
        ("", [change for change in changes if change.later > 0]),
        ("earlier ", [change for change in changes if change.later < 0]),
    ):
        alike: dict[int, list[Change]] = {}
        for change in rows:
            alike.setdefault(abs(change.later), []).append(change)
        for group in alike.values() if len(alike) <= MAX_LENGTHS else [rows]:
            there, by = [change.new for change in group], _range(sorted(abs(change.later) for change in group))
            yield f"{_rows(there)} {'moves' if len(there) == 1 else 'move'} {words}by {by}"
    if crossing := [change.new for change in changes if change.later and change.new.day != change.former.day]:
        days = sorted({row.day for row in crossing})
        on = " and ".join(f"day {day}" for day in days)
        yield f"{_rows(crossing)} {'is' if len(crossing) == 1 else 'are'} then on {on}"


def _tell_rooms(rows: Sequence[Row]) -> Iterator[str]:
    rooms = {row.room for row in rows}
    if len(rooms) > 1:
        yield f"{len(rows)} rows change their room"
    for room in rooms if len(rooms) == 1 else ():
        one = len(rows) == 1
        there = f"{'is' if one else 'are'} in {room}"
        yield f"{_rows(rows)} {there if room else ('has' if one else 'have') + ' no room of their own'}"


def _tell_missing(clashes: Sequence[Clash]) -> Iterator[str]:
    """Which fixed rows take how much from what was to fit before them."""
    short: dict[Row, int] = {}
    for clash in clashes:
        if clash.missing:
            short[clash.other] = max(short.get(clash.other, 0), clash.missing)
    for row, minutes in [*short.items()][:MAX_NAMED]:
        why = "is not yours to move" if row.locked else "is pinned"
        yield f"{name(row)} {why}; {minutes_in_words(minutes)} {'is' if minutes == 1 else 'are'} missing"
    if more := len(short) - MAX_NAMED if len(short) > MAX_NAMED else 0:
        yield f"minutes are missing before {counted(more, 'more row')}"


def _tell_overlaps(clashes: Sequence[Clash]) -> Iterator[str]:
    """What runs into what else."""
    others = [clash for clash in clashes if not clash.missing]
    for clash in others[:MAX_NAMED]:
        by = f" by {minutes_in_words(clash.minutes)}" if clash.minutes is not None else ""
        yield f"{name(clash.row)} overlaps {name(clash.other)}{by}"
    if more := len(others[MAX_NAMED:]):
        yield "there is 1 more overlap" if more == 1 else f"there are {more} more overlaps"


def _tell_gaps(then: Programme, changes: Sequence[Change]) -> Iterator[str]:
    """The gaps that stay where rows were, between others that follow each other now."""
    gone = {change.former.key for change in changes}
    former = [change.former for change in changes if change.former.start is not None]
    gaps = set[tuple[int, int]]()
    for day, track in {(row.day, row.track) for row in former}:
        begins = [row.begin for row in former if (row.day, row.track) == (day, track)]
        reach = None
        for row in then.line(day, track):
            if reach is not None and row.key not in gone and any(reach <= begin < row.begin for begin in begins):
                gaps.add((reach, row.begin))
            reach = max(reach or 0, then.end(row))
    if len(gaps) == 1:
        ((begin, end),) = gaps
        yield f"a gap of {minutes_in_words(end - begin)} stays at {clock(begin)}"
    elif gaps:
        yield f"{len(gaps)} gaps stay where they were"


def _range(minutes: Sequence[int]) -> str:
    """The shortest and the longest of some lengths, in order: 5 to 10 min."""
    first, last = minutes[0], minutes[-1]
    if first == last or last >= 60:
        return " to ".join(dict.fromkeys((minutes_in_words(first), minutes_in_words(last))))
    return f"{first} to {minutes_in_words(last)}"


def _rows(rows: Sequence[Row]) -> str:
    """One row by its name, several by their number."""
    return name(rows[0]) if len(rows) == 1 else f"{len(rows)} rows"
