"""Answers to what was done: the page's own partials with their controls, and the words for the person (a toast)."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from flask import Response, make_response, render_template

from faimi import history
from faimi.content import EDITION, KIND, Edition, Item, Kind, Section, load_edition
from faimi.editor import meanwhile
from faimi.extensions import db
from faimi.history.revisions import KIND_NAMES

# What the page's own partials include where somebody edits: beside a row, and at the end of its list.
EDITING = {"controls": "editor/_controls.html", "add": "editor/_add.html"}


def render_row(kind: Kind, row: Any, **more: Any) -> str:
    """The row as the page shows it."""
    section = row.section if isinstance(row, Item) else row
    shown = {"item": row, "section": section, "edition": row.edition}
    return render_template(kind.partial, kind=kind, editing=EDITING, **shown, **more)


def show_row(
    said: str, row_html: str, others: Sequence[Item | Edition], place: str = "", before: Sequence[str] = ()
) -> Response:
    """The changed row, and what else shows something of it, unless that looks as it did `before`."""
    changed_too = "".join(html for html in fragments(others) if html not in before)
    return toast(make_response(row_html + changed_too), said, place, offer="undo")


def partials(others: Sequence[Item | Edition]) -> str:
    """Other items, each for its own place; or, for an edition, its table of contents."""
    return "".join(fragments(others))


def fragments(others: Sequence[Item | Edition]) -> list[str]:
    """The same, one by one."""
    html = []
    for other in dict.fromkeys(others):
        if isinstance(other, Item):
            kind = KIND[KIND_NAMES[type(other)]]
            target, fragment = dom_id(kind, other), render_row(kind, other)
        else:
            target, fragment = "contents", render_template("_contents.html", edition=other)
        html.append(partial(target, fragment))
    return html


def show_list(kind: Kind, parent: Any, said: str, place: str = "", others: Sequence[Item | Edition] = ()) -> Response:
    """All rows of one parent in their order: a section's items and what shows something of them, or all sections."""
    if isinstance(parent, Section):
        html = _list(kind, parent) + partials(others)
        target = f"#section-{parent.id}-items"
    else:
        db.session.expire_all()
        loaded = load_edition(parent.slug)
        assert loaded is not None
        html = render_template("_body.html", edition=parent, items_of=loaded[1], editing=EDITING)
        target = "#body"
    response = toast(make_response(html), said, place, offer="undo")
    response.headers["HX-Retarget"], response.headers["HX-Reswap"] = target, "outerMorph"
    return response


def refuse_removal(kind: Kind, row_now: Any) -> Response:
    """The row as it stands now, with the word that it is not what the person meant to remove."""
    notice = f"Not removed. {meanwhile.changed_by(row_now)}. Look again, then decide."
    response = toast(make_response(render_row(kind, row_now, notice=notice), 409), notice)
    response.headers["HX-Retarget"] = f"#{dom_id(kind, row_now)}"
    response.headers["HX-Reswap"] = "outerHTML"
    return response


def render_changes(edition: Edition, changes: Iterable[history.Revision]) -> str:
    """What some changes touched, each for its own place: rows, lists whose order changed, or the whole body."""
    before: history.Rows = {}
    after: history.Rows = {}
    for change in changes:
        before |= {key: row for key, row in change.before.items() if key not in before and key not in after}
        after |= change.after
    keys = before.keys() | after.keys()
    html = ""
    if any(key.startswith("edition-") for key in keys):
        html += partial(dom_id(EDITION, edition), render_row(EDITION, edition))
    if any(key.startswith("section-") for key in keys):
        loaded = load_edition(edition.slug)
        assert loaded
        body = render_template("_body.html", edition=edition, items_of=loaded[1], editing=EDITING)
        return html + partial("body", body)
    return html + _lists_and_rows(edition, {key: (before.get(key), after.get(key)) for key in keys})


def _lists_and_rows(edition: Edition, rows: dict[str, tuple[Any, Any]]) -> str:
    """Other rows than sections: a row alone where it stayed in its place, else the lists that it left or joined."""
    items: list[Item] = []
    lists = set()
    for key, (was, became) in rows.items():
        kind, row_id = KIND.get(key.rpartition("-")[0]), int(key.rpartition("-")[2])
        if kind is None:
            continue
        item = db.session.get(kind.model, row_id)
        placing = ("section_id", "position", kind.groups)
        if item and was and became and all(was.get(column) == became.get(column) for column in placing):
            items += [item, *item.referrers()]
        else:
            lists |= {columns["section_id"] for columns in (was, became) if columns}
            items += item.referrers() if item else []
    html = partials([item for item in items if item.section_id not in lists])
    for section in [section for section in edition.sections if section.id in lists]:
        html += partial(f"section-{section.id}-items", _list(KIND[section.kind], section))
    return html


def partial(place: str, html: str) -> str:
    """A fragment for its own place."""
    return f'<hx-partial hx-target="#{place}" hx-swap="outerMorph">{html}</hx-partial>'


def _list(kind: Kind, section: Section) -> str:
    shown = {"section": section, "edition": section.edition, "items": kind.siblings(section)}
    return render_template("_items.html", kind=kind, editing=EDITING, **shown)


def dom_id(kind: Kind, row: Any) -> str:
    """A row's DOM id."""
    return f"{kind.name}-{row.id}"


def toast(response: Response, said: str, place: str = "", offer: str = "") -> Response:
    """Has the page tell the person, and a screen reader, what happened, where (a DOM id), and `offer` undo or redo."""
    return trigger(response, "said", {"value": said, "place": place, "offer": offer})


def trigger(response: Response, event: str, detail: dict[str, Any]) -> Response:
    """Has htmx send an event to the page's scripts."""
    response.headers["HX-Trigger"] = json.dumps({event: detail})
    return response


def related(row: Any) -> list[Item | Edition]:
    """What else on the page shows something of a row."""
    if isinstance(row, Item):
        return [*row.referrers()]
    return [row.edition] if isinstance(row, Section) else []


def describe_move(kind: Kind, row: Any, step: int | None, moved: bool, group_before: str | None) -> str:
    """The words for a move of a row `step` places up or down, or beside another: where it stands now."""
    group = group_of(kind, row)
    if group != group_before:
        return f"Moved to {group or 'no track'}."
    if step:
        edge, way = ("first", "up") if step < 0 else ("last", "down")
        return f"Moved {way}." if moved else f"It is already {edge}."
    rows = kind.siblings(getattr(row, kind.parent))
    return f"Moved to place {row.position + 1} of {len(rows)}." if moved else "It is already there."


def group_of(kind: Kind, row: Any) -> str | None:
    """The group of its list that a row stands in, such as its track; `None` for a kind without groups."""
    return getattr(row, kind.groups) if kind.groups else None
