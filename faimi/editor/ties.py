"""Ties between rows: one names another, so that what both say is kept once; untied it says the same by itself."""

from typing import Any

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from faimi import history
from faimi.content import Kind
from faimi.content.reference import Reference
from faimi.editor import responses
from faimi.editor.lookup import get_row
from faimi.exchange.ties import words_given

bp = Blueprint("ties", __name__)


@bp.post("/<name>/<int:number>/tie")
def tie(slug: str, name: str, number: int) -> ResponseReturnValue:
    """The row that names another from now on; 409 the row as it stands now, if that is not what the person saw."""
    kind, row = get_row(slug, name, number)
    key = request.form.get("to", "")
    reference = _get_reference(kind, key.rpartition("-")[0])
    named = history.row_with(row.edition, key)
    if named is None or not named.section.is_public:
        abort(404)
    if getattr(row, reference.column) == named.id:
        return responses.show_saved(row, [], "It is tied already.")
    given = dict.fromkeys(words_given(row, reference, named), "")
    return _write(row, given | {reference.column: named.id}, f"Tied to “{named}”.", "Not tied")


@bp.post("/<name>/<int:number>/untie")
def untie(slug: str, name: str, number: int) -> ResponseReturnValue:
    """The row that says by itself what it showed; 409 the row as it stands now, if that is not what the person saw."""
    kind, row = get_row(slug, name, number)
    reference = _get_reference(kind, request.form.get("reference", ""))
    named = getattr(row, reference.kind)
    if named is None:
        return responses.show_saved(row, [], "It is not tied.")
    kept = row.shown_words(reference)
    return _write(row, kept | {reference.column: None}, f"Untied from “{named}”. The words stay.", "Not untied")


def _get_reference(kind: Kind, name: str) -> Reference:
    """What the rows of a kind may name that is of the kind with this name."""
    return next((to for to in kind.references if to.kind == name and not to.is_by_name), None) or abort(404)


def _write(row: Any, values: dict[str, Any], said: str, did_not: str) -> ResponseReturnValue:
    edition, key = row.edition, row.key
    try:
        change = history.set_values(row, values, request.form.get("version", ""), current_user.id)
    except history.Conflict:
        _, row = get_row(edition.slug, key.kind, key.number)
        return responses.refuse(row, did_not)
    return responses.show_saved(row, [change], said)
