"""What is done to many rows of a list at once, each time as one change: words in their fields, gone, or moved."""

from collections.abc import Callable, Iterable, Mapping
from itertools import zip_longest
from typing import Any

from flask import Blueprint, Response, abort, make_response, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from faimi import history
from faimi.accounts import permissions
from faimi.content import KIND, Edition, Kind
from faimi.content.base import row_version, to_json
from faimi.content.fields import column_of
from faimi.content.plural import counted
from faimi.content.row_key import RowKey
from faimi.editor import forms, responses
from faimi.editor.concurrent_changes import changed_by
from faimi.editor.fragments import draw_row
from faimi.editor.lookup import find_sent_before, get_edition, get_neighbour
from faimi.history import Revision

bp = Blueprint("bulk", __name__)
GONE = "One of these rows was changed or removed meanwhile, so nothing was done. Look again."
SAID_ALREADY = "They say so already."
IN_PLACE = "They are already there."


class Refused(Exception):
    """Nothing is done to any of the rows: why, and the one that is no longer as it was seen, if that is it."""

    def __init__(self, said: str, status: int, changed: Any = None) -> None:
        super().__init__(said)
        self.said, self.status, self.changed = said, status, changed


@bp.errorhandler(Refused)
def _refuse(refused: Refused) -> Response:
    row = refused.changed
    drawn = {row.key: draw_row(row, notice=refused.said)} if row is not None else {}
    response = responses.toast(make_response(responses.partials(drawn), refused.status), refused.said)
    response.headers["HX-Reswap"] = "none"
    return response


@bp.post("/<name>/cells")
def fill(slug: str, name: str) -> ResponseReturnValue:
    """A `value`, or nothing, in each `cell`; 422 what a form refuses; 409 what another changed.

    A cell is a row's key, the version in which it was seen, and a field. Rows may be of any kind; each has one version.
    """
    _, edition = _get_list(slug, name)

    def change(key: str | None) -> Revision | None:
        values = _sent_values()
        found = _get_rows(edition, [*values])
        changes = {
            row: columns for row, seen in found.items() if (columns := _new_columns(row, seen, values[row.key, seen]))
        }
        first = next(iter(found))
        kind = KIND[first.key.kind]
        return history.add_many(kind, first.section, [], current_user.id, key, changes) if changes else None

    return _answer(edition, change, SAID_ALREADY)


@bp.post("/<name>/rows/remove")
def remove(slug: str, name: str) -> ResponseReturnValue:
    """What is left of the lists that the rows were in; 409 a row as it stands now, if that is not what was seen."""
    kind, edition = _get_list(slug, name)

    def change(key: str | None) -> Revision:
        found = _get_rows(edition, _sent_rows(kind))
        for row, seen in found.items():
            if str(row_version(row)) != seen:
                raise Refused(f"Nothing was removed. {changed_by(row)}. Look again, then decide.", 409, row)
        return history.remove_many(found, current_user.id, key)

    return _answer(edition, change)


@bp.post("/<name>/rows/move")
def move(slug: str, name: str) -> ResponseReturnValue:
    """The list with the rows together `before` or `after` another, or at the end, in the order that they had."""
    kind, edition = _get_list(slug, name)
    rows = sorted(_get_rows(edition, _sent_rows(kind)), key=lambda row: row.position)
    return _answer(
        edition,
        lambda _key: history.place_many(kind, rows, *get_neighbour(kind, rows[0]), current_user.id),
        responses.in_order_of_time(kind) if any(map(kind.is_timed, rows)) else IN_PLACE,
        f"Moved {counted(len(rows), kind.noun)}.",
    )


def _get_list(slug: str, name: str) -> tuple[Kind, Edition]:
    return KIND.get(name) or abort(404), get_edition(slug)


def _sent_rows(kind: Kind) -> list[tuple[RowKey, str]]:
    """The keys of the rows that were chosen, each with the version in which it was seen, if that was sent."""
    sent = [told.partition(" ") for told in request.form.getlist("rows")]
    return [(_parse_key(f"{kind.name}-{number}"), version) for number, _, version in sent]


def _sent_values() -> dict[tuple[RowKey, str], dict[str, str]]:
    """The values of fields by the keys of their rows, each with the version in which it was seen."""
    values: dict[tuple[RowKey, str], dict[str, str]] = {}
    for cell, value in zip_longest(request.form.getlist("cell"), request.form.getlist("value"), fillvalue=""):
        key, version, field = parts if len(parts := cell.split()) == 3 else abort(400)
        values.setdefault((_parse_key(key), version), {})[field] = value
    return values if len({key for key, _ in values}) == len(values) else abort(400)


def _parse_key(text: str) -> RowKey:
    try:
        key = RowKey.parse(text)
    except ValueError:
        abort(400)
    return key if key.kind in KIND else abort(400)


def _get_rows(edition: Edition, sent: Iterable[tuple[RowKey, str]]) -> dict[Any, str]:
    """The rows with these keys, in that order, each with its version."""
    keys = dict(sent)
    there = {row.key: row for row in history.rows_with(edition, keys)}
    if not keys:
        abort(400)
    if there.keys() != keys.keys():
        raise Refused(GONE, 409)
    if not all(map(permissions.may_change, there.values())):
        abort(403)
    return {there[key]: version for key, version in keys.items()}


def _new_columns(row: Any, seen: str, values: Mapping[str, str]) -> dict[str, Any]:
    """The columns of a row that new values change; raises Refused where its form or another's change forbids it."""
    kind = KIND[row.key.kind]
    there = forms.values_there(kind, row.section, row)
    form = forms.form_of(kind, row.section, row, {**there, **values})
    written = forms.columns_in(kind, form)
    if not values.keys() <= written.keys():
        abort(400)
    if not form.validate():
        why = " ".join(words for told in form.errors.values() for words in told)
        raise Refused(f"Nothing was changed. “{row}”: {why}", 422)
    columns = {column_of(form[name]): written[name] for name in values}
    columns = {name: value for name, value in columns.items() if getattr(row, name) != value}
    was = history.with_names(row, history.snapshot_at(row, seen)) if seen != str(row_version(row)) else None
    if was is not None and any(was.get(name) != to_json(getattr(row, name)) for name in columns):
        raise Refused(f"Nothing was changed. {changed_by(row)}. Look again, then decide.", 409, row)
    return columns


def _answer(
    edition: Edition, change: Callable[[str | None], Revision | None], nothing: str = "", said: str = ""
) -> Response:
    """What a change touched, made once however often it is sent, and in words what it did, or that it does nothing."""
    key, before = find_sent_before(edition)
    try:
        made = before or change(key)
    except history.Conflict:
        raise Refused(GONE, 409) from None
    if made is None:
        return responses.show_changes(edition, [], nothing)
    return responses.show_changes(edition, [made], said or history.as_sentence(made), made.key)
