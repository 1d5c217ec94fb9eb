"""Where rows stand since changes: whether those around a row, and what is around them, are as a page has them."""

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from types import SimpleNamespace
from typing import Any

from faimi.content import KIND, Kind, Section
from faimi.content.bands import Band, runs_of
from faimi.content.base import column_type, from_json, row_of, snapshot
from faimi.content.day_grid import DayGrid
from faimi.content.row_key import RowKey
from faimi.extensions import db
from faimi.history import Revision, with_names
from faimi.history.revisions import Rows


def placing(kind: Kind) -> set[str]:
    """The columns that say where rows of a kind stand, but their hours."""
    return {"section_id", "position", *map(kind.column_of, kind.groups), *kind.due}


def find_moved(section: Section, bands: Sequence[Band], changes: Sequence[Revision]) -> tuple[bool, set[str]]:
    """Whether rows kept their order and what is around them, and the keys of those that stand elsewhere to scale.

    Where several changes moved rows, of which a page may have seen some, any may.
    """
    kind, rows = KIND[section.kind], [row for band in bands for row in band.rows]
    columns = {*placing(kind), *kind.clock}
    moving = [change for change in changes if kind.clock and _moved(kind, change, columns)]
    if len(moving) != 1:
        return not moving, {row.key for row in rows if moving}
    before, after = (_rows_of(kind, states) for states in (moving[0].before, moving[0].after))
    former = [row for row in rows if row.key not in after]
    heads = {str(head): head for head in kind.heads_of(rows)}
    former += _as_they_were(kind, [was for was in before.values() if was["section_id"] == section.id], heads)
    former.sort(key=attrgetter("position", "id"))
    frames, spots = _lay_out(runs_of(kind, kind.in_order(former)))
    frames_now, spots_now = _lay_out([(band.rows, band.grid) for band in bands])
    return frames == frames_now, {row.key for row in rows if spots.get(row.id) != spots_now.get(row.id)}


def is_framed_by(kind: Kind, was: Mapping[str, Any]) -> bool:
    """Whether something around a removed row goes with it: the heading of its group, or the note before its list."""
    section = db.session.get(Section, was["section_id"])
    if section is None:
        return True
    rows, gone = kind.siblings(section), row_of(kind.model, with_names(kind.model, was))
    gone.section = section  # it is in no session, and stays out of it
    before = kind.in_order(sorted([gone, *rows], key=attrgetter("position")))
    noted = kind.note is not None and was[kind.note] and not any(getattr(row, kind.note) for row in rows)
    return _lay_out(runs_of(kind, before), gone.id) != _lay_out(runs_of(kind, rows)) or bool(noted)


def _moved(kind: Kind, change: Revision, columns: set[str]) -> bool:
    """Whether a change wrote where rows of a kind stand."""
    before, after = _rows_of(kind, change.before), _rows_of(kind, change.after)
    pairs = [(before.get(key, {}), after.get(key, {})) for key in before | after]
    return any(was.get(name) != became.get(name) for was, became in pairs for name in columns)


def _rows_of(kind: Kind, states: Rows) -> Rows:
    return {key: columns for key, columns in states.items() if RowKey.parse(key).kind == kind.name}


def _as_they_were(kind: Kind, states: Iterable[Mapping[str, Any]], heads: Mapping[str, Any]) -> list[Any]:
    """What says where rows with a clock stood; a column that was not there yet had what a new row has.

    `heads` are the rows by which bands are called, by what these are called.
    """
    types = {name: column_type(kind.model, name) for name in ("id", "position", *kind.groups, *kind.clock)}
    new = snapshot(kind.model())
    columns = [new | with_names(kind.model, was) for was in states]
    called = dict.fromkeys(kind.names_heads_by, [*kind.groups][-1:])
    return [
        SimpleNamespace(
            **{name: from_json(types[name], one[name]) for name in types},
            **{name: heads.get(one[by]) for name, (by,) in called.items()},
        )
        for one in columns
    ]


def _lay_out(
    runs: Sequence[tuple[Sequence[Any], DayGrid]], gone: int | None = None
) -> tuple[list[Any], dict[int, Any]]:
    """The ids of rows in runs, without that of one that is gone, with what is around each run; and the spots."""
    frames = [([row.id for row in run if row.id != gone], grid.frame) for run, grid in runs]
    return frames, {row: spot for _, grid in runs for row, spot in grid.spots.items() if row != gone}
