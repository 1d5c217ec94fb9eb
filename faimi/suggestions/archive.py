"""Suggestions as the archive of an edition carries them, and how they come in again; accounts are in no file."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from faimi.content import KIND, Edition
from faimi.content.base import row_version, to_json
from faimi.content.cleaning import visible
from faimi.exchange.draft import Draft, PageError
from faimi.exchange.identity import is_number
from faimi.extensions import db
from faimi.history import row_with
from faimi.suggestions.models import CORRECTABLE, SENDER_FIELDS, Suggestion

STATES = ("open", "accepted", "declined")
MAX_TEXT_CHARS = 5_000
WRITTEN = (*SENDER_FIELDS, "decided_by_name")
COLUMNS = ("kind", "number", "version", "before", "after", *SENDER_FIELDS, "asked", "at", "state", "decided_at")


def suggestions_as_data(edition: Edition) -> list[dict[str, Any]]:
    """All suggestions on an edition, the oldest first, as JSON values."""
    query = select(Suggestion).where(Suggestion.edition_id == edition.id).order_by(Suggestion.id)
    return [
        {name: to_json(getattr(one, name)) for name in COLUMNS} | {"decided_by_name": one.decider_name}
        for one in db.session.scalars(query)
    ]


def bring_suggestions(edition: Edition, draft: Draft) -> None:
    """Adds what an archive of this edition brings along and is not here yet; the caller commits.

    Raises PageError where one of them cannot be. Those of another edition are about other rows, and stay out.
    """
    brought = [_read(data, place) for place, data in enumerate(draft.beside.get("suggestions", ()), 1)]
    if brought and not draft.is_of(edition):
        draft.report.unsure(f"{len(brought)} suggestions stay out: they are about rows of another edition.")
        return
    there = db.session.scalars(select(Suggestion).where(Suggestion.edition_id == edition.id))
    known = {(one.kind, one.number, one.at, str(_clean(one.after))) for one in there}
    renamed = {key for _, key in draft.renamed}
    for one in brought:
        if one.key in renamed:
            draft.report.unsure(f"A suggestion stays out: {one.key} is another row here.")
        elif (one.kind, one.number, one.at, str(one.after)) not in known:
            one.edition_id = edition.id
            row = row_with(edition, one.key)
            if row is not None and all(getattr(row, name) == text for name, text in one.before.items()):
                one.version = row_version(row)  # what the person saw stands there
            db.session.add(one)


def _read(data: dict[str, Any], place: int) -> Suggestion:
    where = f"it is damaged: suggestion {place}"
    if {*data} != {*COLUMNS, "decided_by_name"}:
        raise PageError(f"{where} does not have the fields of one.")
    checks = {
        "kind": data["kind"] in CORRECTABLE if isinstance(data["kind"], str) else False,
        "number": is_number(data["number"]),
        "version": is_number(data["version"]),
        "before": _is_said(data["kind"], data["before"]),
        "after": _is_said(data["kind"], data["after"]) and [*data["after"]] == [*data["before"]],
        "asked": isinstance(data["asked"], bool),
        "state": isinstance(data["state"], str) and data["state"] in STATES,
        **{name: _is_text(data[name]) for name in WRITTEN},
    }
    if wrong := next((name for name, right in checks.items() if not right), None):
        raise PageError(f"{where} has an invalid {wrong}.")
    try:
        moments = {name: datetime.fromisoformat(data[name]) if data[name] else None for name in ("at", "decided_at")}
    except (ValueError, TypeError):
        raise PageError(f"{where} has an invalid moment.") from None
    if moments["at"] is None or any(moment and moment.tzinfo for moment in moments.values()):
        raise PageError(f"{where} has an invalid moment.")
    told = {name: _clean(data[name]) for name in ("before", "after")} | _clean({name: data[name] for name in WRITTEN})
    return Suggestion(**data | told | moments)


def _clean(texts: Mapping[str, Any]) -> dict[str, Any]:
    """Texts as forms take them now; an older one may hold what nobody sees."""
    return {name: visible(text) for name, text in texts.items()}


def _is_said(kind: Any, values: Any) -> bool:
    """Whether these can be the texts of some fields of a row that visitors may suggest corrections for."""
    if kind not in CORRECTABLE or not isinstance(values, dict) or not values:
        return False
    one = KIND[kind]
    assert one.correctable is not None
    fields = one.correctable(one.model(**{name: next(iter(known)) for name, known in one.choices.items()}))
    return {*values} <= {*fields} and all(map(_is_text, values.values()))


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= MAX_TEXT_CHARS
