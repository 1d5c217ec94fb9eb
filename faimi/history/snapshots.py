"""Rows as a change found them, from its snapshots: what it wrote, and how that is written back."""

from collections.abc import Collection, Mapping
from typing import Any

from faimi.content import EDITABLE, REFERENCED_KINDS, Edition, Section
from faimi.content.base import (
    column_type,
    columns_by_name,
    from_json,
    row_of,
    snapshot,
    step_version,
    to_json,
    version_column,
)
from faimi.content.row_key import RowKey
from faimi.extensions import db
from faimi.history.revisions import Revision, Rows


def columns_written(key: str, revision: Revision) -> dict[str, Any]:
    """The columns of a row that a change wrote, as it wrote them."""
    was, became = revision.before.get(key, {}), revision.after.get(key, {})
    counting = ("version", "header_version")
    return {name: value for name, value in became.items() if name not in counting and was.get(name) != value}


def state_of(row: Any, names: Collection[str]) -> dict[str, Any]:
    """A row's columns as they are, in terms of a change: an old one has the name of a row instead of its id."""
    state = snapshot(row)
    for name, column in columns_by_name(row).items():
        if name in names and column not in names:
            del state[column]
            state[name] = to_json(getattr(row, name))
    return state


def with_names(model: Any, columns: Mapping[str, Any]) -> dict[str, Any]:
    """A row's columns, from a snapshot, and what rows are called now that it names by that, as its form has them."""
    named = {}
    for name, column in columns_by_name(model).items():
        if column in columns:
            row = db.session.get(EDITABLE[name].model, columns[column]) if columns[column] else None
            named[name] = str(row or "")
    return {**columns, **named}


def only_moves(revision: Revision) -> bool:
    """Whether a change was about places: else a place may differ by now without any question."""
    keys = revision.after.keys() | revision.before.keys()
    return all(columns_written(key, revision).keys() <= {"position"} for key in keys)


def write_back(key: str, revision: Revision, gone: Rows) -> None:
    """Writes the columns that a change wrote as they were before it; a place only where nothing else moved it since."""
    row, was = revision.row_now(key), revision.before[key]
    if row is None:
        bring_back(key, revision, gone)
        return
    written = columns_written(key, revision)
    if "position" in written and row.position != written["position"] and not only_moves(revision):
        del written["position"]
    write(row, {name: _unless_gone(name, was[name], revision) for name in written})


def bring_back(key: str, revision: Revision, gone: Rows) -> None:
    """Makes a row anew that a change took out, with the name and the place that it had, and a version that is new."""
    was = dict(revision.before[key])
    if (row := revision.row_now(key)) is not None:
        del was[version_column(row)]
        write(row, {column: _unless_gone(column, value, revision) for column, value in was.items()})
        return
    row = revive(key, {column: _unless_gone(column, value, revision) for column, value in was.items()})
    setattr(row, version_column(row), gone[key][version_column(row)])  # the last it had
    step_version(row)
    _attach(row)
    db.session.add(row)


def revive(key: str, columns: dict[str, Any]) -> Any:
    """A row that was removed, in no session yet, from its last snapshot: with its id, its name and a new version."""
    row = row_of(EDITABLE[RowKey.parse(key).kind].model, columns)
    step_version(row)
    return row


def write(row: Any, columns: dict[str, Any]) -> None:
    """Writes these columns, and counts the row's version up if any but its place differs: a move is no new version."""
    now = state_of(row, columns)
    for name, value in columns.items():
        setattr(row, name, from_json(column_type(type(row), name), value))
    if any(now[name] != value for name, value in columns.items() if name != "position"):
        step_version(row)


def _attach(row: Any) -> None:
    """Ties a row that is not written yet to what it hangs on, so that whoever looks at it finds its edition."""
    if isinstance(row, Section):
        row.edition = db.session.get_one(Edition, row.edition_id)
    else:
        coming = (one for one in db.session.new if isinstance(one, Section) and one.id == row.section_id)
        row.section = next(coming, None) or db.session.get(Section, row.section_id)


def _unless_gone(column: str, value: Any, revision: Revision) -> Any:
    """A value, but none where it names a row that is gone and does not come back with this change."""
    if column not in REFERENCED_KINDS or value is None:
        return value
    kind = EDITABLE[REFERENCED_KINDS[column]]
    back = any(row["id"] == value and RowKey.parse(key).kind == kind.name for key, row in revision.before.items())
    return value if back or db.session.get(kind.model, value) is not None else None
