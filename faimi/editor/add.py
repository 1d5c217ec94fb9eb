"""How a row is added: once, also where its form is sent again."""

from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from faimi import history
from faimi.accounts.models import digest
from faimi.content import Kind
from faimi.content.forms import ItemForm, new_token
from faimi.editor import forms, orphaned, responses
from faimi.editor.lookup import find_parent, get_above, get_parent
from faimi.editor.pictures import take_in_pictures
from faimi.editor.responses import show_changes
from faimi.editor.save import save_again

REFERENCE_REMOVED = "Something that this refers to was removed meanwhile. Look again, then save."


def new(slug: str, name: str) -> ResponseReturnValue:
    """An empty form, where the new row will stand: after the row that is named, or at the end of its list."""
    kind, parent = get_parent(slug, name)
    return forms.show_form(kind, forms.make_form(kind, parent), parent)


def add(slug: str, name: str) -> ResponseReturnValue:
    """The list with its new row; 422 the form with what is wrong in it; 409 what has to be asked."""
    kind, parent = find_parent(slug, name)
    if parent is None:
        return orphaned.save_or_ask(add, slug, name)
    typed = forms.make_form(kind, parent)
    take_in_pictures(typed)
    if not typed.validate():
        return forms.show_form(kind, typed, parent, status=422)
    return _add(kind, typed, parent)


def _add(kind: Kind, typed: ItemForm, parent: Any) -> ResponseReturnValue:
    try:
        change = history.add(kind, parent, typed, current_user.id, get_above(kind, parent))
    except history.SentBefore as before:
        return _add_again(kind, typed, parent, before)
    except history.Conflict:
        typed.once.data = new_token()
        return forms.show_form(kind, typed, parent, status=409, note=REFERENCE_REMOVED)
    return show_changes(parent.edition, [change], f"Added the {kind.noun}. {typed.told_beside}".rstrip(), change.key)


def _add_again(kind: Kind, typed: ItemForm, parent: Any, before: history.SentBefore) -> ResponseReturnValue:
    """The list with the row as it was corrected, or with another one, as the person says; else 409 the question."""
    row, once = before.row, typed.once.data
    meant = request.form.get("meant") if once == request.form["once"] else None  # it was not said of another's form
    if row is None or meant not in ("same", "another"):
        return forms.ask_if_same_row(kind, typed, parent, row)
    if meant == "another":
        typed.once.data = digest(f"{once} another")[:40]  # sent twice, this is one, too
        return _add(kind, typed, parent)
    typed.version.data = str(before.revision.after[row.key]["version"])
    try:
        change = history.save(row, typed, current_user.id)
    except history.Conflict:
        return save_again(parent.edition.slug, kind.name, row.number, typed, before.revision)
    return responses.show_saved(row, [before.revision, change], "Saved.")


def register(bp: Blueprint) -> None:
    """Makes them views, of the empty form and of what it sends."""
    bp.add_url_rule("/<name>/new", view_func=new)
    bp.add_url_rule("/<name>/new", view_func=add, methods=["POST"])
