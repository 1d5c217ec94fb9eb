"""What a gesture does to a programme, before it happens: the rows as they will be, and what to say of it.

`plan` is pure and the only place where rows are rescheduled: previews, changes and tests ask it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import accumulate

from faimi.content.gestures import Gesture
from faimi.content.plan_words import Change, Clash, as_sentence
from faimi.content.programme import Key, Programme, Refused, Row, in_order, name
from faimi.content.ripple import Wish, Wishes, settle
from faimi.content.timetable import is_length

OVERLAP = "overlap"  # the way to find missing minutes that needs nothing
MIN_SHORTENED = 5  # minutes that are left of a row which gives some
MAX_GAPS = 3  # that are offered


@dataclass(frozen=True)
class Way:
    """Another way to find minutes that are missing: `how` a gesture names it, and in words."""

    how: str
    words: str


@dataclass(frozen=True)
class Plan:
    """What will be: all rows in order, those that change in order of time, and where they run into each other."""

    programme: Programme
    gesture: Gesture
    rows: tuple[Row, ...]
    moved: tuple[Change, ...]
    clashes: tuple[Clash, ...]
    ways: tuple[Way, ...] = ()

    @property
    def then(self) -> Programme:
        """The programme as it will be."""
        return Programme(self.rows, self.programme.parallel_days)

    @property
    def missing(self) -> int:
        """The minutes that are missing before a fixed row, the most before any."""
        return max((clash.missing for clash in self.clashes), default=0)

    @property
    def words(self) -> str:
        """What happens, in a sentence."""
        return self.gesture.words(self.programme) or as_sentence(self.gesture, self.then, self.moved, self.clashes)


def plan(rows: Iterable[Row], gesture: Gesture, days: int) -> Plan:
    """What a gesture does to the rows of an edition that takes so many days; raises Refused."""
    programme = Programme(rows)
    wishes = gesture.wishes(programme)
    made = _plan(programme, gesture, wishes)
    _check(made, days)
    short = max(made.clashes, key=lambda clash: clash.missing, default=None)
    found = dict(_find_ways(made, wishes, short)) if short and short.missing and not gesture.alone else {}
    if gesture.how in ("", OVERLAP):
        return replace(made, ways=tuple(way for way, _ in found.values()))
    if gesture.how not in found:
        raise Refused("The missing minutes cannot be found there any more.")
    chosen = found.pop(gesture.how)[1]
    _check(chosen, days)
    ways = (*(way for way, _ in found.values()), Way(OVERLAP, "Let it overlap"))
    return replace(chosen, ways=ways)


def _plan(programme: Programme, gesture: Gesture, wishes: Wishes) -> Plan:
    new = settle(programme, wishes, gesture.alone)
    rows = in_order(new.get(row.key, row) for row in programme.rows)
    moved = tuple(Change(programme.by_key[row.key], row) for row in rows if row.key in new)
    return Plan(programme, gesture, rows, moved, tuple(_clashes(programme, rows, new, gesture.rows)))


def _check(made: Plan, days: int) -> None:
    """Refuses what no programme can hold."""
    for change in made.moved:
        row, last = change.new, max(days, change.former.day)
        if row.day < 1:
            raise Refused(f"{name(row)} would begin before the first day.")
        if row.day > last:
            only = f"the edition has {days} days" if days > 1 else "the edition has one day"
            raise Refused(f"{name(row)} would begin on day {row.day}: {only}.")
        if row.minutes is not None and row.minutes < 1:
            raise Refused(f"{name(row)} would take no time.")
        if row.start is not None and row.minutes is not None and not is_length(row.start, row.minutes):
            raise Refused(f"{name(row)} would not end on its day. Past midnight a row lasts 12 hours at most.")


def _clashes(programme: Programme, rows: Iterable[Row], new: Mapping[Key, Row], chosen: Collection[Key]) -> list[Clash]:
    """Where rows of one line overlap, of which one changed, by more than they did; what was pushed past a fixed one."""
    timed = [row for row in rows if row.start is not None]
    pushed = [row for key, row in new.items() if key not in chosen and row.start is not None]
    past = {
        (row.key, fixed.key): Clash(row, fixed, 0, _end(row) - max(fixed.begin, _end(programme.by_key[row.key])))
        for fixed in [row for row in timed if row.is_fixed]
        for row in pushed
        if programme.by_key[row.key].begin <= fixed.begin < row.begin and programme.share_line(row, fixed)
    }
    clashes, active = [*past.values()], list[Row]()
    for row in timed:
        active = [other for other in active if _end(other) > row.begin]
        for other in active:
            changed = (row.key in new or other.key in new) and (row.key, other.key) not in past
            if changed and programme.share_line(other, row) and (clash := _clash(programme, other, row)):
                clashes.append(clash)
        active.append(row)
    return clashes


def _clash(programme: Programme, row: Row, other: Row) -> Clash | None:
    """How a row runs into one that begins no earlier; None where it did so before."""
    if row.is_fixed and not other.is_fixed and row.begin == other.begin:
        row, other = other, row
    former, former_other = programme.by_key[row.key], programme.by_key[other.key]
    overlap = _overlap(row, other)
    was = _overlap(former, former_other) if programme.share_line(former, former_other) else 0
    if overlap <= was or (was and _holds(former, former_other) and _holds(row, other)):
        return None
    missing = 0
    if other.is_fixed:
        missing = _end(row) - (max(_end(former), other.begin) if was and former.begin <= other.begin else other.begin)
    return Clash(row, other, None if None in (row.minutes, other.minutes) else overlap, missing)


def _overlap(row: Row, other: Row) -> int:
    """The minutes that two rows have in common."""
    if row.start is None or other.start is None:
        return 0
    return max(0, min(_end(row), _end(other)) - max(row.begin, other.begin))


def _holds(row: Row, other: Row) -> bool:
    """Whether one of two rows lies within the other."""
    later = max(row.begin, other.begin), min(_end(row), _end(other))
    return later in ((row.begin, _end(row)), (other.begin, _end(other)))


def _end(row: Row) -> int:
    """When a row ends, a minute after its start where its length is not known, so that others run into it."""
    return row.begin + (1 if row.minutes is None else row.minutes)


def _find_ways(made: Plan, wishes: Wishes, short: Clash) -> Iterator[tuple[str, tuple[Way, Plan]]]:
    """Where the minutes that are missing before a fixed row can be found, by `how` they are, each with what then is."""
    for how, words, more in (*_shorten(made, short), *_drop_gaps(made, short)):
        other = _plan(made.programme, replace(made.gesture, how=how), {**wishes, **more})
        if _total(other) < _total(made) and not any(clash.other.key == short.other.key for clash in other.clashes):
            yield how, (Way(how, words), other)


def _shorten(made: Plan, short: Clash) -> Iterator[tuple[str, str, Wishes]]:
    """The way in which the row that runs into the fixed one ends when that begins."""
    row, minutes = short.row, (short.row.minutes or 0) - short.missing
    former = made.programme.by_key[row.key]
    if row.minutes != former.minutes or row.is_fixed or minutes < MIN_SHORTENED:
        return
    wish = Wish(replace(row, minutes=minutes), at=row.begin, left=True)
    yield f"shorten-{row.key}", f"Shorten {name(row)} to {minutes} min", {row.key: wish}


def _drop_gaps(made: Plan, short: Clash) -> Iterator[tuple[str, str, Wishes]]:
    """The ways in which all rows from a gap to the fixed row begin earlier; of gaps that suffice the nearest first."""
    if made.gesture.keeps_start:
        return
    now, found, later = made.then, 0, list[Row]()
    line = now.line(short.other.day, short.row.track, without={short.other.key})
    line = [row for row in line if row.begin <= short.row.begin]
    reach = [*accumulate(line, now.last_to_end)]
    while len(line) > 1 and found < MAX_GAPS and not line[-1].is_fixed:
        later.append(line.pop())
        before = reach[len(line) - 1]
        if later[-1].begin - now.end(before) >= short.missing:
            found += 1
            earlier = {row.key: Wish(row, at=row.begin - short.missing, left=True) for row in later}
            yield f"gap-{before.key}", f"Drop the gap after {name(before)}", earlier


def _total(made: Plan) -> int:
    """The minutes in which rows overlap."""
    return sum(clash.minutes or 1 for clash in made.clashes)
