"""What organizers do: one set of verbs over every kind, each answering with the page's own partial.

The blueprint stands twice: as `editor` its answers are fragments for htmx, and as `plain` the same
answers have a page around them, for browsers without JavaScript.
"""

from typing import Any

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm.exc import ObjectDeletedError

from faimi import history
from faimi.accounts.models import digest
from faimi.content import Kind
from faimi.content.forms import ItemForm, new_token
from faimi.content.page import load_page
from faimi.editor import (
    auth,
    bulk,
    cells,
    clipboard,
    findings,
    foreseeing,
    forms,
    late,
    live,
    markdown_preview,
    meanwhile,
    offers,
    orphaned,
    plain,
    responses,
    sharing,
    tables,
    ties,
    timetable,
    undo,
)
from faimi.editor.fragments import EDITING, draw_row
from faimi.editor.lookup import (
    find_parent,
    find_row,
    get_above,
    get_listed_row,
    get_neighbour,
    get_parent,
    get_row,
)
from faimi.editor.pictures import take_in_pictures
from faimi.editor.responses import show_changes
from faimi.history import Revision
from faimi.history.merge import merge

bp = Blueprint("editor", __name__, url_prefix="/<slug>/edit")
STEPS = {"up": -1, "down": 1}
REFERENCE_REMOVED = "Something that this refers to was removed meanwhile. Look again, then save."
auth.require_account(bp)
bp.register_error_handler(ObjectDeletedError, live.removed_since)
plain.wrap(bp)
cells.register(bp)
bp.register_blueprint(undo.bp)
bp.register_blueprint(live.bp)
bp.register_blueprint(clipboard.bp)
bp.register_blueprint(markdown_preview.bp)
bp.register_blueprint(offers.bp)
bp.register_blueprint(ties.bp)
bp.register_blueprint(sharing.bp)
bp.register_blueprint(tables.bp)
bp.register_blueprint(bulk.bp)
bp.register_blueprint(timetable.bp)
bp.register_blueprint(late.bp)
bp.register_blueprint(findings.bp)
bp.register_blueprint(foreseeing.bp)


@bp.get("/")
def show_page(slug: str) -> ResponseReturnValue:
    """The edition's page with its controls; 410 where it was removed."""
    page = load_page(slug) or abort(404)
    edition = page.edition
    if edition.state == "removed":
        return render_template("editor/removed.html", edition=edition), 410
    reversible = history.reversible(edition, current_user.id)
    return render_template("editor/page.html", page=page, edition=edition, editing=EDITING, reversible=reversible)


@bp.get("/<name>/<int:number>")
def show(slug: str, name: str, number: int) -> ResponseReturnValue:
    """The row as the page shows it, with its controls."""
    _, row = get_row(slug, name, number)
    return draw_row(row)


@bp.get("/<name>/<int:number>/form")
@bp.get(cells.RULE, endpoint="cell")
def form(slug: str, name: str, number: int, field: str = "") -> ResponseReturnValue:
    """The row's form, in its place; of it one field alone, where that is named."""
    kind, row = get_row(slug, name, number)
    parent = getattr(row, kind.parent)
    return forms.show_form(kind, forms.make_form(kind, parent, row, field), parent, row)


@bp.post("/<name>/<int:number>")
@bp.post(cells.RULE, endpoint="save_cell")
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
        return _save_again(slug, name, number, typed)
    return responses.show_saved(row, [change], f"Saved. {typed.told_beside}".rstrip(), typed.asked)


def _save_again(slug: str, name: str, number: int, typed: ItemForm, *earlier: Revision) -> ResponseReturnValue:
    """The row with both persons' changes, where they are of different fields; 409 the form beside what stands there."""
    kind, row = find_row(slug, name, number)
    if row is None:
        return orphaned.save_or_ask(save, slug, name, number, typed.asked)
    theirs, beside = merge(kind, typed, row, current_user.id)
    if theirs:
        return forms.show_conflict(kind, typed, row, theirs)
    changed = meanwhile.changed_by(row, typed.once.data)
    if not typed.validate():
        note = f"{changed}. Together the two changes are not valid yet."
        return forms.show_form(kind, typed, getattr(row, kind.parent), row, 422, note=note)
    try:
        change = history.save(row, typed, current_user.id)
    except history.Conflict:  # by a third person
        return _save_again(slug, name, number, typed, *earlier)
    said = f"Saved. {changed}, too." if change and beside else "Saved."  # before, where an answer was lost
    return responses.show_saved(row, [*earlier, change], f"{said} {typed.told_beside}".rstrip(), typed.asked)


@bp.get("/<name>/new")
def new(slug: str, name: str) -> ResponseReturnValue:
    """An empty form, where the new row will stand: after the row that is named, or at the end of its list."""
    kind, parent = get_parent(slug, name)
    return forms.show_form(kind, forms.make_form(kind, parent), parent)


@bp.post("/<name>/new")
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
        return _save_again(parent.edition.slug, kind.name, row.number, typed, before.revision)
    return responses.show_saved(row, [before.revision, change], "Saved.")


@bp.post("/<name>/<int:number>/move")
def move(slug: str, name: str, number: int) -> ResponseReturnValue:
    """The list in its new order: the row is a step further `to` up or down, or `before` or `after` another."""
    kind, row = get_listed_row(slug, name, number)
    band, step = kind.group(row), STEPS.get(request.form.get("to", ""))
    try:
        if step:
            change = history.move(kind, row, step, current_user.id)
        else:
            change = history.place(kind, row, *get_neighbour(kind, row), current_user.id)
    except history.Conflict:
        abort(404)
    said = responses.describe_move(kind, row, step, bool(change), band)
    return show_changes(row.edition, [change], said, row.key)


@bp.post("/<name>/<int:number>/remove")
def remove(slug: str, name: str, number: int) -> ResponseReturnValue:
    """Nothing, where the row was; 409 the row as it stands now, if that is not what the person saw."""
    kind, row = get_listed_row(slug, name, number)
    edition, key = row.edition, row.key
    try:
        change = history.remove(row, request.form.get("version", ""), current_user.id)
    except history.Conflict:
        _, row = get_row(slug, name, number)
        return responses.refuse(row, "Not removed")
    return show_changes(edition, [change], f"Removed the {kind.noun}.", in_place=key)
