"""In which bands the rows of a list stand, and where, if lines run at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from faimi.content.timetable import are_parallel

if TYPE_CHECKING:
    from faimi.content.kind import Kind


@dataclass(frozen=True)
class Spot:
    """Where a row stands among lines that run at once: its line's place among all of the list, None for no line."""

    line: int | None


@dataclass(frozen=True)
class Band:
    """Rows that stand under the same names, wider first, "" for none; their spots by id, if lines run at once."""

    names: list[str]
    rows: list[Any]
    spots: Mapping[int, Spot] = field(default_factory=dict)


def bands_of(kind: "Kind", items: Sequence[Any]) -> list[Band]:
    """The items in runs of the same band; without bands in one run.

    A wider band is called by its name once, where it begins, and only if there are several.
    """
    if not (kind.groups and items):
        return [Band([""], list(items))]
    bands = []
    for rows, spots in runs_of(kind, items):
        names = [getattr(rows[0], name) for name in kind.groups.values()]
        bands.append(Band([*names[:-1], ""] if spots else names, rows, spots))
    for place in range(len(kind.groups) - 1):
        several, before = len({band.names[place] for band in bands}) > 1, ""
        for band in bands:
            name = band.names[place]
            band.names[place], before = name if several and name != before else "", name
    return bands


def runs_of(kind: "Kind", items: Sequence[Any]) -> list[tuple[list[Any], dict[int, Spot]]]:
    """The items, in their order, in runs of the same band; a wider one is one run where lines run at once in it."""
    spots = find_spots(kind, items)
    runs = [list(run) for _, run in groupby(items, lambda row: kind.group(row)[: -1 if row.id in spots else None])]
    return [(run, {row.id: spots[row.id] for row in run if row.id in spots}) for run in runs]


def find_spots(kind: "Kind", items: Sequence[Any]) -> dict[int, Spot]:
    """Where the rows stand of each wider band in which lines run at once, by their ids; the items in their order."""
    if not kind.clock:
        return {}
    start, end = map(attrgetter, kind.clock)
    spots: dict[int, Spot] = {}
    lines = [*dict.fromkeys(line for row in items if (line := kind.group(row)[-1]))]
    for _, run in groupby(items, lambda row: kind.group(row)[:-1]):
        rows = [(row, kind.group(row)[-1]) for row in run]
        if are_parallel((start(row), end(row), line) for row, line in rows if line and start(row)):
            spots |= {row.id: Spot(lines.index(line) if line else None) for row, line in rows}
    return spots
