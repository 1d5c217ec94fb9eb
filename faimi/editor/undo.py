"""Undo, redo, the history of what was done, and restoring any earlier state."""

from collections.abc import Sequence

from flask import Blueprint, Response, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from faimi import history
from faimi.content import Edition
from faimi.content.row_key import id_in
from faimi.editor import responses
from faimi.editor.addresses import is_taken
from faimi.editor.differences import fields_between, history_entries
from faimi.editor.fragments import draw_changes
from faimi.editor.lookup import check_reach, get_edition, get_revision
from faimi.history import ERASE, Revision

bp = Blueprint("undo", __name__)
bp.app_template_filter("describe")(history.describe)
GONE = "Not possible: what this belongs to was removed meanwhile."
ADDRESS_TAKEN = "Not possible: another page has this address now."
ERASED = "Not possible: what was erased is kept nowhere."
UNCHANGED = "It is already as it was."
NO_QUESTION = '<div id="asked"></div>'


@bp.post("/undo")
def undo(slug: str) -> ResponseReturnValue:
    """What the person's last change touched, as it was before; 409 what was changed since, with the question."""
    edition = get_edition(slug)
    revision = history.last_change(edition, current_user.id)
    return _reverse(edition, revision) if revision else _tell(edition, make_response(""), "You have nothing to undo.")


@bp.post("/redo")
def redo(slug: str) -> ResponseReturnValue:
    """What the person's last undo touched, as it was before that."""
    edition = get_edition(slug)
    revision = history.last_undone(edition, current_user.id)
    return _reverse(edition, revision) if revision else _tell(edition, make_response(""), "You have nothing to redo.")


@bp.get("/history/")
def show_history(slug: str) -> ResponseReturnValue:
    """What was done to the edition, or to one `row` or `section` of it, the newest first."""
    edition = get_edition(slug)
    before, key = request.args.get("before", type=id_in), request.args.get("row", "")
    shown, older = history_entries(edition, key, before)
    named = {"key": key, "name": history.name_of(edition, key)}
    return render_template("editor/history.html", edition=edition, entries=shown, older=older, **named)


@bp.post("/history/<int:version>/undo")
def undo_one(slug: str, version: int) -> ResponseReturnValue:
    """What one change, or a group since the `first`, touched, as it was; 409 what was changed since, unless sure."""
    edition, revision = get_revision(slug, version)
    return _reverse(edition, revision, request.form.get("first", version, type=int), "sure" in request.form)


@bp.post("/history/<int:version>/restore/<key>")
def restore(slug: str, version: int, key: str) -> ResponseReturnValue:
    """The row as it was after one change, whatever was done to it since."""
    edition, revision = get_revision(slug, version)
    columns = revision.after.get(key) or revision.before.get(key) or abort(404)
    check_reach(edition, key, [columns])
    try:
        change = history.restore(edition, key, columns, current_user.id)
    except history.Conflict:
        return responses.toast(make_response("", 409), GONE)
    if change is None:
        return responses.toast(make_response(""), UNCHANGED)
    return responses.show_changes(edition, [change], "Restored.", key)


def _reverse(edition: Edition, revision: Revision, first: int | None = None, sure: bool = False) -> ResponseReturnValue:
    back, changes = revision.verb != "undo", history.edit_group(revision, first or revision.version)
    key = revision.key
    if revision.verb == ERASE:
        return _tell(edition, make_response("", 409), ERASED)
    check_reach(edition, key, [rows[key] for one in changes for rows in (one.before, one.after) if key in rows])
    address = _address_again(edition, changes)
    try:
        if address:
            history.make_room(address, current_user.id)
        made = history.reverse_all(changes, current_user.id, sure)
    except history.ChangedSince as asked:
        rows = {key: fields_between(key, *states) for key, states in asked.rows.items()}
        html = render_template("editor/_asked.html", edition=edition, revision=revision, first=first, rows=rows)
        why = "Something in this was changed since" if rows else "This would undo a whole page"
        response = _tell(edition, make_response(html, 409), f"{why}: see the question.", "asked")
        response.headers["HX-Retarget"], response.headers["HX-Reswap"] = "#asked", "outerHTML"
        return response
    except history.Conflict:
        return _tell(edition, make_response("", 409), ADDRESS_TAKEN if address and is_taken(address) else GONE)
    if not made:
        return _tell(edition, make_response(""), UNCHANGED)
    done = revision if back else get_revision(edition.slug, revision.undoes or 0)[1]
    said = f"{'Undone' if back else 'Redone'}: {history.as_sentence(done)}"
    html = responses.partials(draw_changes(edition, made) | {"asked": NO_QUESTION})
    return _tell(edition, make_response(html), said, key)


def _address_again(edition: Edition, changes: Sequence[Revision]) -> str:
    """The address that an edition gets again where changes are taken back, the newest first; empty where none."""
    was, became = (rows.get(edition.key, {}).get("slug", "") for rows in (changes[-1].before, changes[0].after))
    return was if was not in (became, edition.slug) else ""


def _tell(edition: Edition, response: Response, said: str, place: str = "") -> Response:
    """The answer with words for the person, and with whether there is more for them to undo and to redo."""
    responses.trigger(response, "reversible", history.reversible(edition, current_user.id))
    return responses.toast(response, said, place)
