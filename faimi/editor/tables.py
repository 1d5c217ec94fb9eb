"""Cells from a spreadsheet or a document, or a playlist's lines: looked over, then taken into a list as one change."""

from typing import TYPE_CHECKING

from flask import Blueprint, Response, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from faimi import history
from faimi.content import Kind, Section
from faimi.content.forms import once_token
from faimi.editor.lookup import find_sent_before, get_parent
from faimi.editor.responses import show_changes
from faimi.history import Revision

if TYPE_CHECKING:
    from faimi.editor.table_lines import Preview

bp = Blueprint("tables", __name__)
CHANGED_SINCE = "Somebody else has changed one of these rows since, so nothing was saved. Look at what is different."
NOT_SEEN = "This was changed since you looked, so nothing was saved yet. Look again, then take it."
NOTHING_NEW = "Nothing of this is new, so nothing was saved."


@bp.get("/<name>/table")
def ask(slug: str, name: str) -> ResponseReturnValue:
    """Asks for a table."""
    kind, section = _get_list(slug, name)
    return _show(_look(kind, section))


@bp.post("/<name>/table")
def preview(slug: str, name: str) -> ResponseReturnValue:
    """Which column of a pasted table is which field, and what each line becomes; 422 where it cannot be read."""
    kind, section = _get_list(slug, name)
    found = _look(kind, section)
    return _show(found, 422 if found.problem else 200)


@bp.post("/<name>/table/take")
def take(slug: str, name: str) -> ResponseReturnValue:
    """What the table adds and changes, as one change; 409 the preview again, where it is not what was looked at."""
    kind, section = _get_list(slug, name)
    key, before = find_sent_before(section.edition)
    if before:
        return _show_taken(section, before)
    found = _look(kind, section)
    added, changed = found.added, found.changed
    if found.seen != request.form.get("seen"):
        found.problem = found.problem or NOT_SEEN
    elif found.differs:
        found.problem = CHANGED_SINCE
    elif not (added or changed):
        found.problem = found.problem or NOTHING_NEW
    if found.problem:
        return _show(found, 409 if found.differs or found.problem == NOT_SEEN else 422)
    try:
        return _show_taken(section, history.add_many(kind, section, added, current_user.id, key, changed))
    except history.Conflict:
        found = _look(*_get_list(slug, name))
        found.problem = CHANGED_SINCE
        return _show(found, 409)


def show_again(slug: str, name: str, note: str) -> Response:
    """The preview of what was sent, with a note; nothing is taken yet."""
    found = _look(*_get_list(slug, name))
    found.problem = found.problem or note
    return _show(found, 422)


def _get_list(slug: str, name: str) -> tuple[Kind, Section]:
    """The kind and the section whose rows the table is for: the one that the request names."""
    kind, section = get_parent(slug, name)
    return (kind, section) if kind.parent == "section" else abort(404)


def _look(kind: Kind, section: Section) -> "Preview":
    from faimi.editor.table_preview import look  # which loads what reads pages

    return look(kind, section)


def _show(found: "Preview", status: int = 200) -> Response:
    about = {"kind": found.kind, "section": found.section, "edition": found.section.edition}
    once = once_token(request.form.get("once"))
    return make_response(render_template("editor/_table.html", preview=found, once=once, **about), status)


def _show_taken(section: Section, change: Revision) -> Response:
    """What the change touched; the preview goes."""
    response = show_changes(section.edition, [change], history.as_sentence(change), change.key)
    response.headers["HX-Reswap"] = "delete"
    return response
