"""Where the rows of a day stand to scale in which lines run at once: columns by minutes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

SHOWN_MINUTES = 30  # of what ends nobody knows when, at most


class Spot(NamedTuple):
    """Where a row stands: its line's place among all of the list, `None` for everybody, and the minutes of its day.

    Its column counts from 1, `None` across all; it may be `shared` with other lines. What overlaps in one column stands
    in lanes side by side.
    """

    line: int | None
    begin: int | None
    minutes: int = 0
    column: int | None = None
    lane: int = 1
    lanes: int = 1
    shared: bool = False

    @property
    def end(self) -> int:
        """The minute with which it ends as it is shown."""
        return (self.begin or 0) + self.minutes

    def overlaps(self, other: "Spot") -> bool:
        """Whether both take place at one time."""
        return (self.begin or 0) < other.end and (other.begin or 0) < self.end


@dataclass(frozen=True)
class DayGrid:
    """The spots of a day's rows, by the rows' ids, and the lines of each column; none in the one for everybody."""

    spots: Mapping[int, Spot]
    columns: Sequence[Sequence[int]]

    @cached_property
    def hours(self) -> range:
        """The hours of the day that it takes, past midnight more than 23."""
        timed = [spot for spot in self.spots.values() if spot.begin is not None]
        begins, ends = [spot.begin or 0 for spot in timed], [spot.end for spot in timed]
        return range(min(begins, default=0) // 60, -(-max(ends, default=0) // 60))

    @property
    def waits(self) -> bool:
        """Whether a row has no time."""
        return any(spot.begin is None for spot in self.spots.values())

    @property
    def frame(self) -> tuple[object, ...]:
        """All that is around its rows."""
        return self.columns, self.hours, self.waits


def lay_out(spots: Mapping[int, Spot]) -> DayGrid:
    """The grid of a day of which only lines, and what is known of the minutes, are known, in order of time."""
    timed = {row: _with_length(spot, spots) for row, spot in spots.items() if spot.begin is not None}
    of_all = {row: spot for row, spot in timed.items() if spot.line is None}
    columns = _columns([*timed.values(), *(spot for spot in spots.values() if spot.begin is None)])
    found = dict(spots)
    for place, lines in enumerate(columns, 1):
        for run in _runs({row: spot for row, spot in timed.items() if spot.line in lines}):
            found |= _in_lanes(run, place, shared=len(lines) > 1)
    beside = [run for run in _runs(of_all) if any(_overlap(run.values(), timed[row]) for row in timed.keys() - of_all)]
    if beside:  # what is for everybody while lines run has a column of its own before theirs
        columns = [[], *columns]
        found = {row: s._replace(column=s.column + 1) if s.column else s for row, s in found.items()}
    for run in _runs(of_all):
        found |= _in_lanes(run, 1 if run in beside else None)
    return DayGrid(found, columns)


def _columns(spots: Sequence[Spot]) -> list[list[int]]:
    """The lines of each column: those that are over before others begin, or have no time, share one."""
    columns: list[list[Spot]] = []
    for line in sorted({spot.line for spot in spots if spot.line is not None}):
        own = [spot for spot in spots if spot.line == line]
        whole = Spot(line, own[0].begin, max(spot.end for spot in own) - (own[0].begin or 0))
        column = next((column for column in columns if not _overlap(column, whole)), None)
        if column is None:
            columns.append(column := [])
        column.append(whole)
    return [[spot.line or 0 for spot in column] for column in columns]


def _overlap(spots: Iterable[Spot], other: Spot) -> bool:
    return any(spot.overlaps(other) for spot in spots)


def _with_length(spot: Spot, spots: Mapping[int, Spot]) -> Spot:
    """The spot with the minutes for which it is shown: where nobody knows, until the next one begins on its line."""
    if spot.minutes or spot.begin is None:
        return spot
    near = [one for one in spots.values() if None in (one.line, spot.line) or one.line == spot.line]
    later = [one.begin for one in near if one.begin is not None and one.begin > spot.begin]
    return spot._replace(minutes=min([SHOWN_MINUTES, *(begin - spot.begin for begin in later)]))


def _runs(spots: Mapping[int, Spot]) -> Iterator[dict[int, Spot]]:
    """The spots, in order of time, in runs in which each overlaps another."""
    run: dict[int, Spot] = {}
    for row, spot in spots.items():
        if run and not any(spot.overlaps(other) for other in run.values()):
            yield run
            run = {}
        run[row] = spot
    if run:
        yield run


def _in_lanes(run: Mapping[int, Spot], column: int | None, *, shared: bool = False) -> dict[int, Spot]:
    """The spots of a run in a column, each in the first lane that is free by then."""
    ends: list[int] = []
    lanes: dict[int, int] = {}
    for row, spot in run.items():
        begin = spot.begin or 0
        lane = next((place for place, end in enumerate(ends) if end <= begin), len(ends))
        ends[lane : lane + 1] = [spot.end]
        lanes[row] = lane + 1
    return {
        row: spot._replace(column=column, shared=shared, lane=lanes[row], lanes=len(ends)) for row, spot in run.items()
    }
