"""In which bands the rows of a list stand, and where, if lines run at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from faimi.content.day_grid import DayGrid, Spot, lay_out
from faimi.content.timetable import are_parallel, minutes_taken
from faimi.extensions import db

if TYPE_CHECKING:
    from faimi.content.kind import Kind

NO_GRID = DayGrid({}, [])


@dataclass(frozen=True)
class Band:
    """Rows that stand under the same names, wider first, "" for none; where they stand, if lines run at once."""

    names: list[str]
    rows: list[Any]
    grid: DayGrid = NO_GRID


def bands_of(kind: "Kind", items: Sequence[Any]) -> list[Band]:
    """The items in runs of the same band; without bands in one run.

    A wider band is called by its name once, where it begins, and only if there are several.
    """
    if not (kind.groups and items):
        return [Band([""], list(items))]
    bands = []
    for rows, grid in runs_of(kind, items):
        names = [getattr(rows[0], name) for name in kind.groups.values()]
        bands.append(Band([*names[:-1], ""] if grid.spots else names, rows, grid))
    for place in range(len(kind.groups) - 1):
        several, before = len({band.names[place] for band in bands}) > 1, ""
        for band in bands:
            name = band.names[place]
            band.names[place], before = name if several and name != before else "", name
    return bands


def runs_of(kind: "Kind", items: Sequence[Any]) -> list[tuple[list[Any], DayGrid]]:
    """The items, in their order, in runs of the same band; a wider one is one run where lines run at once in it."""
    grids = find_grids(kind, items, [*filter(None, kind.lines(items))])
    runs = [list(run) for _, run in groupby(items, lambda row: kind.group(row)[: -1 if row.id in grids else None])]
    return [(run, grids.get(run[0].id, NO_GRID)) for run in runs]


def find_grids(kind: "Kind", items: Sequence[Any], lines: Sequence[Any]) -> dict[int, DayGrid]:
    """How each wider band is laid out in which lines run at once, by the ids of its rows; all in their order."""
    if not kind.clock:
        return {}
    start, end = map(attrgetter, kind.clock)
    grids: dict[int, DayGrid] = {}
    grouped = [(row, kind.group(row)) for row in items]
    for _, run in groupby(grouped, lambda pair: pair[1][:-1]):
        rows = [(row, line) for row, (*_, line) in run]
        if are_parallel((start(row), end(row), line) for row, line in rows if line and start(row)):
            places = ((row, lines.index(line) if line else None) for row, line in rows)
            grid = lay_out({row.id: Spot(line, *minutes_taken(start(row), end(row))) for row, line in places})
            grids |= dict.fromkeys(grid.spots, grid)
    return grids


def heads_among(kind: "Kind", rows: Sequence[Any], section_id: int) -> list[int]:
    """The ids of what the lines of rows, given by their columns, are called by, in the order of a section's."""
    (name,) = kind.names_heads_by
    head = getattr(kind.model, name).property.mapper.class_
    query = select(head.id).where(head.section_id == section_id).order_by(head.position, head.id)
    named = {kind.group(row)[-1] for row in rows}
    return [line for line in db.session.scalars(query) if line in named]


def spot_of(kind: "Kind", row: Any) -> Spot | None:
    """Where a row stands among lines that run at once, none where they do not."""
    if not kind.clock:
        return None
    names = ("id", *kind.groups, *kind.clock)
    columns = [getattr(kind.model, kind.column_of(name)).label(name) for name in names]
    query = select(*columns).where(kind.model.section_id == row.section_id)
    rows = db.session.execute(query.order_by(kind.model.position, kind.model.id)).all()
    grid = find_grids(kind, kind.in_order(rows), heads_among(kind, rows, row.section_id)).get(row.id)
    return grid.spots[row.id] if grid else None
