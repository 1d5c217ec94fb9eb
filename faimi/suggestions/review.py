"""A correction of a row: the kind's own form cut down to some fields, and how it goes together with the row by now."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update
from werkzeug.datastructures import MultiDict
from wtforms import SelectField

from faimi import history
from faimi.content import KIND
from faimi.content.base import row_version, snapshot, utc_now
from faimi.content.forms import ItemForm
from faimi.editor.differences import Words, words_between
from faimi.extensions import db
from faimi.suggestions.models import Suggestion


class Decided(Exception):
    """Somebody was faster: the suggestion is in another state already."""


class NotRight(Exception):
    """With the rest of the row as it is by now, the correction would not pass the form; says why."""


def corrected(row: Any, names: Iterable[str], typed: Mapping[str, str] | None = None) -> ItemForm:
    """Gives the row's form with these fields alone, checked with what was `typed` in them and the rest of the row."""
    kind, free = KIND[row.section.kind], {"csrf": False}  # it acts for nobody: there is no session to be ridden on
    form = kind.form(formdata=None, obj=row, meta=free)
    form.offer(row.edition, row)
    if typed is not None:
        values = {field.name: _value(field) for field in form.inputs}
        values |= {name: _on_one_line(typed[name]) for name in (*names, "version") if name in typed}
        form = kind.form(MultiDict(values), obj=row, meta=free)
        form.offer(row.edition, row)
        form.validate()
    else:
        form.version.data = str(row_version(row))
    for field in form.inputs:
        if field.name not in names:
            del form[field.name]
    return form


def _on_one_line(text: str) -> str:
    """The text of a field of one line, which may be shown in several."""
    return " ".join(part.strip() for part in re.split(r"[\r\n]+", text)) if re.search(r"[\r\n]", text) else text


def _value(field: Any) -> str:
    """Gives what a browser would send of a field as it stands."""
    if isinstance(field, SelectField):
        return "" if field.data is None else str(field.data)
    return str(field._value())


def as_seen(row: Any, form: ItemForm) -> dict[str, Any]:
    """Gives the row's columns as they were when the form was opened."""
    seen = form.version.data or ""
    return (seen != str(row_version(row)) and history.as_it_was(row, seen)) or snapshot(row)


@dataclass
class Difference:
    """A field of a suggestion beside the row: `meanwhile` is what else became of it since, if it changed."""

    name: str
    label: str
    stands: str
    suggested: str
    words: Words
    meanwhile: Words


def differences(one: Suggestion) -> list[Difference]:
    """Gives what a suggestion would change, field by field."""
    row = one.row
    labels = {field.name: field.label.text for field in KIND[one.kind].form(formdata=None).inputs}
    found = []
    for name, suggested in one.after.items():
        was = one.before[name]
        stands = was if row is None or one.state != "open" else getattr(row, name)
        meanwhile = words_between(was, stands) if stands not in (was, suggested) else []
        words = words_between(was if meanwhile else stands, suggested)
        found.append(Difference(name, labels[name], stands, suggested, words, meanwhile))
    return found


def accept(one: Suggestion, picked: Mapping[str, str], by: int) -> None:
    """Makes the suggestion a change of the row by an organizer, in one transaction with its being decided.

    Of a field that changed since, `picked` says whose text stands. Raises Decided; NotRight; Conflict where the row
    is gone or being saved, or where nothing was picked.
    """
    row, taken = one.row, {}
    if row is None:
        raise history.Conflict
    for each in differences(one):
        if each.meanwhile and picked.get(each.name) not in ("now", "suggested"):
            raise history.Conflict
        if not each.meanwhile or picked[each.name] == "suggested":
            taken[each.name] = each.suggested
    form = corrected(row, list(taken), taken | {"version": str(row_version(row))})
    if form.errors:
        raise NotRight(" ".join(error for errors in form.errors.values() for error in errors))
    decide(one, "open", "accepted", by)
    if not history.save(row, form, by):
        db.session.commit()


def decide(one: Suggestion, was: str, state: str, by: int) -> None:
    """Sets the state, compared and swapped; raises Decided where it is no longer what it was. The caller commits."""
    swap = update(Suggestion).where(Suggestion.id == one.id, Suggestion.state == was)
    values = {"state": state, "decided_by": by, "decided_at": utc_now()}
    if not db.session.connection().execute(swap.values(values)).rowcount:
        db.session.rollback()
        raise Decided
