"""How a row is saved: as it was typed, or merged with what somebody else saved meanwhile."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_login import current_user

from faimi import history
from faimi.content.forms import ItemForm
from faimi.editor import cells, concurrent_changes, forms, orphaned, responses
from faimi.editor.lookup import find_row
from faimi.editor.pictures import take_in_pictures
from faimi.history import Revision
from faimi.history.merge import merge


def save(slug: str, name: str, number: int, field: str = "") -> ResponseReturnValue:
    """The saved row; 422 the form with what is wrong in it; 409 the form beside what stands there now.

    Where a field is named, the form is of that alone: nothing else of the row is asked for or written.
    """
    kind, row = find_row(slug, name, number)
    if row is None:
        return orphaned.save_or_ask(save, slug, name, number, field)
    parent = getattr(row, kind.parent)
    typed = forms.make_form(kind, parent, row, field)
    theirs = forms.undecided(kind, typed, row, row.edition)
    take_in_pictures(typed)
    if not typed.validate():
        return forms.show_form(kind, typed, parent, row, 422)
    if theirs:
        return forms.show_conflict(kind, typed, row, theirs)
    try:
        change = history.save(row, typed, current_user.id)
    except history.Conflict:
        return save_again(slug, name, number, typed)
    return responses.show_saved(row, [change], f"Saved. {typed.told_beside}".rstrip(), typed.asked)


def save_again(slug: str, name: str, number: int, typed: ItemForm, *earlier: Revision) -> ResponseReturnValue:
    """The row with both persons' changes, where they are of different fields; 409 the form beside what stands there."""
    kind, row = find_row(slug, name, number)
    if row is None:
        return orphaned.save_or_ask(save, slug, name, number, typed.asked)
    theirs, beside = merge(kind, typed, row, current_user.id)
    if theirs:
        return forms.show_conflict(kind, typed, row, theirs)
    changed = concurrent_changes.changed_by(row, typed.once.data)
    if not typed.validate():
        note = f"{changed}. Together the two changes are not valid yet."
        return forms.show_form(kind, typed, getattr(row, kind.parent), row, 422, note=note)
    try:
        change = history.save(row, typed, current_user.id)
    except history.Conflict:  # by a third person
        return save_again(slug, name, number, typed, *earlier)
    said = f"Saved. {changed}, too." if change and beside else "Saved."  # before, where an answer was lost
    return responses.show_saved(row, [*earlier, change], f"{said} {typed.told_beside}".rstrip(), typed.asked)


def register(bp: Blueprint) -> None:
    """Makes it the view of a row’s form, and of that of one field."""
    bp.add_url_rule("/<name>/<int:number>", view_func=save, methods=["POST"])
    bp.add_url_rule(cells.RULE, endpoint="save_cell", view_func=save, methods=["POST"])
