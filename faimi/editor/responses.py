"""Answers to what was done: the page's own partials, and the words for the person (a toast)."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from flask import Response, make_response, request

from faimi.content import Edition, Kind
from faimi.editor import concurrent_changes
from faimi.editor.fragments import draw_body, draw_changes, draw_row
from faimi.history import Revision


def show_changes(
    edition: Edition, changes: Iterable[Revision | None], said: str, place: str = "", in_place: str = ""
) -> Response:
    """What changes touched, each for its own place, and the words for the person, who finds it at `place`, a DOM id.

    What stands at `in_place`, the DOM id of the row of a form or button that was used, comes first, without a place.
    """
    shown = "plain" not in request.blueprints  # there the answer leads on to the edit page
    made = [change for change in changes if change]
    drawn = draw_changes(edition, made, in_place) if shown else {}
    own = drawn.pop(in_place, None)
    response = toast(make_response((own or "") + partials(drawn)), said, place)
    if made:
        trigger(response, "reversible", {"undo": True, "redo": False})  # which asks no database: it was just done
    if not own:  # the row went, or is part of what has a place
        response.headers["HX-Reswap"] = "none" if own is None else "delete"
    return response


def show_saved(row: Any, changes: Sequence[Revision | None], said: str, field: str = "") -> Response:
    """A row that changes were to save, and what else they touched; where one field was, the row has a place, too."""
    if any(changes):
        return show_changes(row.edition, changes, said, row.key, in_place="" if field else row.key)
    response = toast(make_response(partials({row.key: draw_row(row)}) if field else draw_row(row)), said, row.key)
    if field:
        response.headers["HX-Reswap"] = "none"  # what was asked for stands in the row
    return response


def show_body(edition: Edition, said: str, place: str = "") -> Response:
    """All sections."""
    return toast(make_response(partials({"body": draw_body(edition)})), said, place)


def refuse(row_now: Any, did_not: str) -> Response:
    """The row as it stands now, with the word that something was not done: it is not what the person saw."""
    notice = f"{did_not}. {concurrent_changes.changed_by(row_now)}. Look again, then decide."
    response = toast(make_response(draw_row(row_now, notice=notice), 409), notice)
    response.headers["HX-Retarget"] = f"#{row_now.key}"
    response.headers["HX-Reswap"] = "outerHTML"
    return response


def partials(fragments: dict[str, str]) -> str:
    """Fragments, each for its own place."""
    swap = 'hx-swap="outerMorph"'
    return "".join(f'<hx-partial hx-target="#{to}" {swap}>{html}</hx-partial>' for to, html in fragments.items())


def toast(response: Response, said: str, place: str = "") -> Response:
    """Has the page tell the person, and a screen reader, what happened and where (a DOM id)."""
    return trigger(response, "said", {"value": said, "place": place})


def trigger(response: Response, event: str, detail: dict[str, Any]) -> Response:
    """Has htmx send an event to the page's scripts, after those that it sends already."""
    response.headers["HX-Trigger"] = json.dumps(json.loads(response.headers.get("HX-Trigger", "{}")) | {event: detail})
    return response


def in_order_of_time(kind: Kind) -> str:
    """Why a row of a kind is not moved by hand."""
    return f"Rows with a {'time' if kind.clock else 'date'} stand in order of time."


def describe_move(kind: Kind, row: Any, step: int | None, moved: bool, before: tuple[Any, ...]) -> str:
    """The words for a move of a row `step` places up or down, or beside another, out of the band `before`."""
    bands = zip(kind.groups.items(), kind.group(row), before, strict=True)
    if joined := [getattr(row, name) or f"no {column}" for (column, name), now, was in bands if now != was]:
        return f"Moved to {', '.join(joined)}."
    if kind.is_timed(row):
        return in_order_of_time(kind)
    if step:
        edge, way = ("first", "up") if step < 0 else ("last", "down")
        return f"Moved {way}." if moved else f"It is already {edge}."
    rows = kind.siblings(getattr(row, kind.parent))
    return f"Moved to place {row.position + 1} of {len(rows)}." if moved else "It is already there."
