"""Where the rows of a day stand to scale in which lines run at once: columns by minutes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

SHOWN_MINUTES = 30  # of what ends nobody knows when, at most


@dataclass(frozen=True)
class Spot:
    """Where a row stands: its line's place among all of the list, `None` for everybody, and the minutes of its day.

    Its column counts from 1, `None` across all. What overlaps in one column stands in lanes side by side.
    """

    line: int | None
    begin: int | None
    minutes: int = 0
    column: int | None = None
    lane: int = 1
    lanes: int = 1

    @property
    def end(self) -> int:
        """The minute with which it ends as it is shown."""
        return (self.begin or 0) + self.minutes

    def overlaps(self, other: "Spot") -> bool:
        """Whether both take place at one time."""
        return (self.begin or 0) < other.end and (other.begin or 0) < self.end


@dataclass(frozen=True)
class DayGrid:
    """The spots of a day's rows, by the rows' ids, and the lines of its columns, `None` the one for everybody."""

    spots: Mapping[int, Spot]
    lines: Sequence[int | None]

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
        return [*self.lines], self.hours, self.waits


def lay_out(spots: Mapping[int, Spot]) -> DayGrid:
    """The grid of a day of which only lines, and what is known of the minutes, are known, in order of time."""
    timed = {row: _with_length(spot, spots) for row, spot in spots.items() if spot.begin is not None}
    lines = sorted({spot.line for spot in spots.values() if spot.line is not None})
    found, beside = dict(spots), False
    for line in [*lines, None]:
        for run in _runs({row: spot for row, spot in timed.items() if spot.line == line}):
            across = line is None and not any(
                one.overlaps(other) for one in run.values() for other in timed.values() if other.line is not None
            )
            beside |= line is None and not across
            column = None if across else lines.index(line) + 1 if line is not None else 0
            found |= {row: replace(spot, column=column) for row, spot in _in_lanes(run).items()}
    if beside:  # what is for everybody while lines run has a column of its own before theirs
        found = {row: replace(s, column=s.column + 1) if s.column is not None else s for row, s in found.items()}
    return DayGrid(found, [*([None] if beside else []), *lines])


def _with_length(spot: Spot, spots: Mapping[int, Spot]) -> Spot:
    """The spot with the minutes for which it is shown: where nobody knows, until the next one begins on its line."""
    if spot.minutes or spot.begin is None:
        return spot
    near = [one for one in spots.values() if None in (one.line, spot.line) or one.line == spot.line]
    later = [one.begin for one in near if one.begin is not None and one.begin > spot.begin]
    return replace(spot, minutes=min([SHOWN_MINUTES, *(begin - spot.begin for begin in later)]))


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


def _in_lanes(run: Mapping[int, Spot]) -> dict[int, Spot]:
    """The spots of a run, each in the first lane that is free by then."""
    ends: list[int] = []
    lanes: dict[int, int] = {}
    for row, spot in run.items():
        begin = spot.begin or 0
        lane = next((place for place, end in enumerate(ends) if end <= begin), len(ends))
        ends[lane : lane + 1] = [spot.end]
        lanes[row] = lane + 1
    return {row: replace(spot, lane=lanes[row], lanes=len(ends)) for row, spot in run.items()}
