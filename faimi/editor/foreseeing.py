"""What a form would do to other rows, told before it is saved: the form as it was typed, with what would move."""

from typing import Any

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue
from flask_login import current_user

from faimi.content import Kind
from faimi.content.base import row_version
from faimi.content.forms import ItemForm
from faimi.content.programme import Refused
from faimi.editor import concurrent_changes, forms, orphaned
from faimi.editor.lookup import find_parent, find_row
from faimi.history.merge import merge

bp = Blueprint("foreseeing", __name__)


@bp.post("/<name>/<int:number>/foresee")
def foresee(slug: str, name: str, number: int) -> ResponseReturnValue:
    """The form with what a save would do; 422 with what is wrong in it; 409 beside what stands there now."""
    kind, row = find_row(slug, name, number)
    if row is None:
        return orphaned.show_form(slug, name, number)
    typed = _typed(kind, getattr(row, kind.parent), row)
    theirs, note = forms.undecided(kind, typed, row, row.edition), ""
    if typed.validate() and not theirs and typed.version.data != str(row_version(row)):
        theirs, beside = merge(kind, typed, row, current_user.id)
        note = f"{concurrent_changes.changed_by(row, typed.once.data)}." if beside else ""
    if theirs:
        return forms.show_conflict(kind, typed, row, theirs)
    return _show(kind, typed, getattr(row, kind.parent), row, note)


@bp.post("/<name>/new/foresee")
def foresee_new(slug: str, name: str) -> ResponseReturnValue:
    """The form of a new row with what adding it would do; 422 with what is wrong in it; 409 if its section is gone."""
    kind, parent = find_parent(slug, name)
    if parent is None:
        return orphaned.show_form(slug, name)
    return _show(kind, _typed(kind, parent), parent)


def _typed(kind: Kind, parent: Any, row: Any = None) -> ItemForm:
    typed = forms.make_form(kind, parent, row)
    return typed if typed.foresees else abort(404)


def _show(kind: Kind, typed: ItemForm, parent: Any, row: Any = None, note: str = "") -> Response:
    if not typed.validate():
        return forms.show_form(kind, typed, parent, row, 422, note=note)
    try:
        return forms.show_form(kind, typed, parent, row, note=note, first="", foreseen=typed.foresee())
    except Refused as refused:
        return forms.show_form(kind, typed, parent, row, note=str(refused))
