"""Two people's changes of one row: merged where they are of different fields, else as the person chooses."""

from collections.abc import Mapping
from typing import Any

from wtforms import Field

from faimi.content import EDITABLE, Edition, Kind
from faimi.content.base import columns_by_name, is_stored, row_of, row_version, to_json
from faimi.content.fields import column_of
from faimi.content.forms import ItemForm
from faimi.content.letters import same_name
from faimi.history.former_rows import sent_since, snapshot_at
from faimi.history.snapshots import with_names


def base_on_opened(typed: ItemForm, row: Any) -> None:
    """Puts the row as the person saw it behind what was typed on an older version of it.

    What is counted, such as how much longer, counts from there, and one field is first looked at beside what was there.
    """
    opened = str(typed.version.data or "")
    columns = snapshot_at(row, opened) if opened != str(row_version(row)) else {}
    columns = with_names(row, columns)
    was = row_of(type(row), columns) if columns else row
    for field in typed:
        if field.name in columns:
            field.object_data = getattr(was, field.name)
            if typed.asked not in ("", field.name):
                field.data = field.object_data
    keep_names(typed, row)


def keep_names(typed: ItemForm, row: Any, parent: Any = None) -> None:
    """Has a name that the person left alone be that of the same row, which was renamed maybe since the form was opened.

    Of a form on a row that is where it names a row; for a new one on a `parent`, the row that it takes over from is,
    unless there is a row of that name still.
    """
    called = typed.called.data or ""
    for name in columns_by_name(type(row)) if called and row is not None else ():
        if name not in typed or not same_name(called, typed[name].data or ""):
            continue
        if parent is None or not any(same_name(str(one), called) for one in EDITABLE[name].siblings(parent)):
            typed[name].data = typed.called.data = getattr(row, name)


def merge(kind: Kind, typed: ItemForm, row: Any, by: int | None) -> tuple[dict[str, Field], bool]:
    """The fields that both persons changed, each as it stands now, and whether another changed any field at all.

    Without fields that both changed the form is ready to be saved.
    `typed` was opened on an older version of the row: each of its fields keeps the one change that it had. What the
    form itself wrote since, though the answer was lost, is no other's change.
    """
    opened, beside = str(typed.version.data or ""), False  # a number where nothing was posted
    sent = sent_since(row, opened, typed.once.data, by)
    before = with_names(row, snapshot_at(row, opened) | sent)
    fresh, theirs = _as_it_stands(kind, row, row.edition), {}
    for field in list(typed.inputs):
        column = column_of(field)
        if not is_stored(row, column):  # it only asks about another field
            if typed.asked and sent.get(getattr(field, "needs", "")) == to_json(field.data):
                field.data = field.raw_data = None  # which it has written already
            continue
        if field.name not in fresh:  # it is not asked about any more, such as the state of what was removed
            del typed[field.name]
            continue
        now = fresh[field.name]
        beside |= to_json(now.data) != before.get(column, field)
        if to_json(field.data) == before.get(column, field):  # not touched by this person: the other's change stands
            field.data, field.raw_data = now.data, None
        elif field.data != now.data and to_json(now.data) != before.get(column, field):
            theirs[field.name], field.raw_data = now, None  # as it was read: +10 means another time by now
    for field in fresh.inputs:
        if typed.asked not in ("", field.name) and field.name in typed:
            # not this person's at all: valid is what is so beside it now
            typed[field.name].data = field.data
    typed.version.data = str(row_version(row))
    return theirs, beside


def undecided(kind: Kind, typed: ItemForm, row: Any, edition: Edition, choices: Mapping[str, str]) -> dict[str, Field]:
    """The fields that both persons changed and of which this one has not said what stands, each as it stands now.

    `choices` has each field that both changed, with `now`, `typed`, or nothing. Where the person took what stands there
    now, the form takes it, too.
    """
    fresh = _as_it_stands(kind, row, edition)
    asked = [field for field in typed.inputs if field.name in choices]
    for field in asked:
        if choices[field.name] == "now":
            field.data, field.raw_data = fresh[field.name].data, None
    return {one.name: fresh[one.name] for one in asked if choices[one.name] not in ("now", "typed")}


def _as_it_stands(kind: Kind, row: Any, edition: Edition) -> ItemForm:
    fresh = kind.form(formdata=None, obj=row)
    fresh.offer(edition, row)
    return fresh
