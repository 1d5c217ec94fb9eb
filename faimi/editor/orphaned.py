"""Forms whose row, or the section of a new one, was removed meanwhile: the text stays, and what is gone comes back."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from flask import Response, abort, make_response, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from faimi import history
from faimi.content import Edition, Kind
from faimi.content.base import row_of
from faimi.content.row_key import RowKey, id_in
from faimi.editor import concurrent_changes, forms, responses
from faimi.editor.lookup import check_reach, get_edition, get_kind


def show_form(slug: str, name: str, number: int | None = None, field: str = "") -> Response:
    """409 the form as it was typed, with who removed its row, or the section of a new one, and a way back."""
    kind, edition, key, columns = _find(slug, name, number)
    row = row_of(kind.model, columns) if number is not None else None
    parent = SimpleNamespace(number=request.args.get("section", type=id_in), edition=edition)
    typed = forms.make_form(kind, parent, row, field)
    place = key if number is not None else forms.dom_id_of_new(kind, parent.number)
    told = (concurrent_changes.removal(edition, key) if columns else {}) or {
        "edition": edition,
        "removed": "Someone removed this meanwhile.",
    }
    return forms.show_form(kind, typed, parent, row, 409, place=place, told=told)


def save_or_ask(
    again: Callable[..., ResponseReturnValue], slug: str, name: str, number: int | None = None, field: str = ""
) -> ResponseReturnValue:
    """The page with what was removed back and the form saved `again`, where that is asked for; else 409 the form."""
    _, edition, key, columns = _find(slug, name, number)
    if "put_back" not in request.form or not columns:
        return show_form(slug, name, number, field)
    try:
        back = history.put_back(edition, key, current_user.id)
    except history.Conflict:
        return show_form(slug, name, number, field)
    saved = make_response(again(slug, name) if number is None else again(slug, name, number, field))
    more = sum(len(one.after.keys() - one.before.keys()) for one in back) - 1
    said = f"Put back and saved, and {more} more of its section with it." if more else "Put back and saved."
    return responses.show_body(edition, said, key) if saved.status_code == 200 else saved


def _find(slug: str, name: str, number: int | None) -> tuple[Kind, Edition, str, dict[str, Any]]:
    """What is gone: its kind, edition, key and columns, of a section that never was of this kind none.

    404 for a row that never was, 403 for one beyond the person's reach.
    """
    kind, edition = get_kind(name), get_edition(slug)
    section = request.args.get("section", 0, type=id_in)
    key = RowKey("section", section) if number is None else RowKey(name, number)
    columns = history.last_snapshots(edition, [key]).get(key, {})
    if number is not None:
        check_reach(edition, key, [columns or abort(404)])
    return kind, edition, key, columns if number is not None or columns.get("kind") == name else {}
