"""What organizers do: one set of verbs over every kind, each answering with the page's own partial.

The blueprint stands twice: as `editor` its answers are fragments for htmx, and as `plain` the same
answers have a page around them, for browsers without JavaScript.
"""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm.exc import ObjectDeletedError

from faimi import history
from faimi.content.page import load_page
from faimi.editor import (
    add,
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
    offers,
    plain,
    responses,
    save,
    sharing,
    tables,
    ties,
    timetable,
    undo,
)
from faimi.editor.fragments import EDITING, draw_row
from faimi.editor.lookup import get_listed_row, get_neighbour, get_row
from faimi.editor.responses import show_changes

bp = Blueprint("editor", __name__, url_prefix="/<slug>/edit")
STEPS = {"up": -1, "down": 1}
auth.require_account(bp)
bp.register_error_handler(ObjectDeletedError, live.removed_since)
plain.wrap(bp)
cells.register(bp)
save.register(bp)
add.register(bp)
for part in (
    undo,
    live,
    clipboard,
    markdown_preview,
    offers,
    ties,
    sharing,
    tables,
    bulk,
    timetable,
    late,
    findings,
    foreseeing,
):
    bp.register_blueprint(part.bp)


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
