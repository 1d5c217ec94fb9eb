"""Where a row stands among its own, and how it gets another place there."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Any

from faimi.content import KIND, Kind
from faimi.content.base import step_version
from faimi.extensions import db


def in_places(kind: Kind, parent: Any) -> list[Any]:
    """All rows of a kind on one parent by their places, also where they are shown in order of time."""
    return sorted(kind.siblings(parent), key=attrgetter("position"))


def insert_after(siblings: list[Any], row: Any, after: Any) -> None:
    """Puts a new row after another of those in their places, there or gone, and moves those below on; without, last."""
    above = siblings if after is None else [sibling for sibling in siblings if sibling.position <= after.position]
    place = siblings.index(after) + 1 if after in siblings else len(above)
    row.position = siblings[place - 1].position + 1 if place else 0
    for sibling in siblings[place:]:
        sibling.position += 1


def last_of_group(kind: Kind, siblings: list[Any], row: Any) -> Any:
    """The last of the rows that are in a new row's group, `None` where it is the first of it."""
    return next((sibling for sibling in reversed(siblings) if _same_group(kind, row, sibling)), None)


def next_place(kind: Kind, row: Any, step: int) -> tuple[Any, bool]:
    """The neighbour that the row comes to stand beside when it moves up (-1) or down (1), and whether below it.

    At the edge of a group the row keeps its place, on the near side of a neighbour whose group it joins.
    """
    rows = kind.siblings(getattr(row, kind.parent))
    place = rows.index(row) + step if row in rows and not kind.is_timed(row) else -1
    neighbour = rows[place] if 0 <= place < len(rows) and kind.due_at(rows[place]) is None else row
    return neighbour, _same_group(kind, row, neighbour) == (step > 0)


def are_in_place(kind: Kind, rows: Sequence[Any], neighbour: Any, below: bool) -> bool:
    """Whether rows stand together right above a neighbour, or below it, in the same group; or it is one of them."""
    siblings = kind.siblings(getattr(rows[0], kind.parent))
    if not {neighbour, *rows} <= {*siblings}:
        return False
    grouped = all(_same_group(kind, row, neighbour) for row in rows)
    return neighbour in rows or (grouped and _placed(kind, siblings, rows, neighbour, below) == siblings)


def place_beside(kind: Kind, rows: Sequence[Any], neighbour: Any, below: bool) -> bool:
    """Whether all rows are there: puts some together right above their neighbour, or below it, into its group."""
    db.session.expire_all()
    siblings = kind.siblings(getattr(rows[0], kind.parent))
    if not {neighbour, *rows} <= {*siblings}:
        return False
    placed = _placed(kind, siblings, rows, neighbour, below)
    for row in rows:
        if not _same_group(kind, row, neighbour):
            for name in kind.groups:
                setattr(row, name, getattr(neighbour, name))
            step_version(row)
    for position, row in enumerate(placed if placed != siblings else ()):
        row.position = position
    if kind.part_of:
        _take_along(KIND[kind.part_of], [one for row in rows for one in row.named_by()], neighbour, below)
    return True


def _take_along(kind: Kind, rows: Sequence[Any], neighbour: Any, below: bool) -> None:
    """Puts the rows that name what moved, together and in their order, beside those that name its neighbour."""
    beside = neighbour.named_by()
    if rows and beside:
        rest = [row for row in in_places(kind, neighbour.section) if row not in rows]
        place = rest.index(beside[-1]) + 1 if below else rest.index(beside[0])
        for position, row in enumerate([*rest[:place], *rows, *rest[place:]]):
            row.position = position


def _placed(kind: Kind, siblings: Sequence[Any], rows: Sequence[Any], neighbour: Any, below: bool) -> list[Any]:
    """The siblings with some together beside their neighbour; those stay where they are whose time says it."""
    moved = [row for row in rows if not kind.is_timed(row)]
    rest = [sibling for sibling in siblings if sibling not in moved]
    place = rest.index(neighbour) + below
    return [*rest[:place], *moved, *rest[place:]]


def _same_group(kind: Kind, row: Any, neighbour: Any) -> bool:
    return kind.group(row) == kind.group(neighbour)
