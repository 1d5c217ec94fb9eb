"""Forms: made for a row that is or will be, and shown in its place, with what is wrong in them or has to be asked."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import Response, abort, make_response, render_template, request
from werkzeug.datastructures import MultiDict
from wtforms import Field

from faimi.accounts import permissions
from faimi.content import EDITABLE, Edition, Kind, Section
from faimi.content.bands import spot_of
from faimi.content.base import columns_by_name, is_stored, row_version
from faimi.content.fields import column_of
from faimi.content.forms import ItemForm, new_token
from faimi.content.row_key import RowKey
from faimi.editor import concurrent_changes
from faimi.editor.known_findings import tell_before_public
from faimi.editor.lookup import get_above
from faimi.editor.offers import offer_while_typing
from faimi.extensions import db
from faimi.history import merge
from faimi.history.descriptions import NAME_COLUMNS

NO_TOKEN = {"csrf": False}  # the request's own was checked
ADDED = "This form has added a row already: “{}”. Is what stands here that row, corrected, or another one?"
ADDED_AND_REMOVED = "This form has added a row already, which was removed since. Add it again?"


def make_form(kind: Kind, parent: Any, row: Any = None, asked: str = "") -> ItemForm:
    """Makes the form of a row, or of a new one on `parent`, filled from what was posted if anything was.

    `asked` is the one field that is asked for, if it is not all; 404 where the form has none of that name.
    """
    once, sent = request.args.get("once"), request.form if request.method == "POST" else None
    form = kind.form(None if asked else sent, obj=row, data={"once": once})
    if asked in form and sent is not None:
        form.ask_for(asked, sent)
    form.asked = asked
    if sent is not None and row is not None and row in db.session:
        merge.base_on_opened(form, row)
    elif row is None and form.called.data and isinstance(parent, Section):
        merge.keep_names(form, _taken_from(kind, parent), parent)
    form.siblings = partial(kind.siblings, parent)
    form.offer(parent.edition, row)
    if not form.inputs:
        abort(404)
    if row is not None and not form.is_submitted():
        form.version.data = str(row_version(row))
    if row is None and not form.is_submitted() and (above := _taken_from(kind, parent)):
        form.prefill_from(above)
    permissions.restrict_form(form, parent)
    if not form.is_submitted():
        by_name = (form[name].data for name in columns_by_name(kind.model) if name in form and asked in ("", name))
        form.called.data = next(by_name, None)
    offer_while_typing(form, kind, parent.edition)
    return form


def _taken_from(kind: Kind, parent: Any) -> Any:
    """The row from which a new one takes over what it begins with; none where it is the first."""
    siblings = kind.siblings(parent)
    return (get_above(kind, parent) or siblings[-1]) if siblings else None


def values_there(kind: Kind, parent: Any, row: Any, above: Any = None) -> dict[str, str]:
    """What a form would send that is opened on a row, or on a new one below another, in whose group it begins."""
    form = kind.form(formdata=None, obj=row, meta=NO_TOKEN)
    for name in kind.groups if row is None and above is not None else ():
        form[name].data = getattr(above, name)
    permissions.restrict_form(form, parent, new=row is None)
    return dict(form.values)


def form_of(kind: Kind, parent: Any, row: Any, values: Mapping[str, str]) -> ItemForm:
    """The form of a row, or of a new one, as if it had sent these values."""
    form = kind.form(MultiDict(values), obj=row, meta=NO_TOKEN)
    form.offer(parent.edition, row)
    permissions.restrict_form(form, parent, new=False)
    return form


def problems_of(row: Any, values: Mapping[str, Any]) -> list[str]:
    """What the form of a row would refuse of texts for some of its columns, in words."""
    kind, parent = EDITABLE[row.key.kind], getattr(row, EDITABLE[row.key.kind].parent)
    typed = {name: value for name, value in values.items() if isinstance(value, str) and hasattr(kind.form, name)}
    form = form_of(kind, parent, row, values_there(kind, parent, row) | typed)
    form.validate()
    return [words for name in typed if name in form for words in form[name].errors]


def columns_in(kind: Kind, form: ItemForm) -> dict[str, Any]:
    """The columns that a form writes, with their values, by the names of its fields."""
    row = kind.model()
    form.populate_obj(row)
    written = {field.name: column_of(field) for field in form.inputs}
    return {name: getattr(row, column) for name, column in written.items() if is_stored(row, column)}


def show_form(kind: Kind, form: ItemForm, parent: Any, row: Any = None, status: int = 200, **more: Any) -> Response:
    """The form in its row's place; what was asked about two changes of a field is asked until it is said.

    `more` may hold a `note`, a `place`, `theirs` (fields as they stand now), `told` (what others did meanwhile), and
    `made` (the row that a form of a new one has made already).
    """
    theirs = undecided(kind, form, row, parent.edition) if row else {}
    first = form.inputs[0].name if row else _telling(form)
    place = row.key if row else dom_id_of_new(kind, parent.number)
    spot = spot_of(kind, row) if row and not form.asked else None
    shown = {"place": place, "first": first, "theirs": theirs, "spot": spot} | more
    shown["open_findings"] = tell_before_public(row) if row and not form.asked else ""
    template = "editor/_cell.html" if form.asked else "editor/_form.html"
    html = render_template(template, kind=kind, form=form, parent=parent, row=row, **shown)
    return make_response(html, status)


def _telling(form: ItemForm) -> str:
    """The field that tells a row from others: one that it must have, else one that names it."""
    needed = [field.name for field in form.inputs if field.flags.required]
    return [*needed, *(name for name in NAME_COLUMNS if name in form)][0]


def undecided(kind: Kind, typed: ItemForm, row: Any, edition: Edition) -> dict[str, Field]:
    """The fields that two persons changed and of which the form does not say what stands, each as it stands now."""
    choices = {name: request.form.get(f"{name}-stands", "") for name in request.form.getlist("both_changed")}
    return merge.undecided(kind, typed, row, edition, choices)


def show_conflict(kind: Kind, typed: ItemForm, row: Any, theirs: dict[str, Any]) -> Response:
    """The form with what was typed and, beside each field that another changed too, what stands there now."""
    note = f"{concurrent_changes.changed_by(row, typed.once.data, theirs.values())}. Choose what stands, then save."
    return show_form(kind, typed, getattr(row, kind.parent), row, 409, theirs=theirs, note=note)


def ask_if_same_row(kind: Kind, typed: ItemForm, parent: Any, row: Any) -> Response:
    """The question what is meant by a form that made a row before, where it says something else or that row is gone."""
    if row is None:
        typed.once.data = new_token()
        return show_form(kind, typed, parent, status=409, note=ADDED_AND_REMOVED)
    return show_form(kind, typed, parent, status=409, made=row, note=ADDED.format(row))


def dom_id_of_new(kind: Kind, parent_number: int) -> str:
    """The DOM id of a new row's form: below the row that the request names, or at the end of its list."""
    after = request.args.get("after", type=int)
    return f"{RowKey(kind.name, after)}-next" if after else kind.dom_id_of_new(parent_number)
