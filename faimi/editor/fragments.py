"""What changes touched, as the page's own partials with their controls, each by the DOM id whose place it takes."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from flask import render_template

from faimi.content import EDITABLE, KIND, Edition, Item, Kind, Section
from faimi.content.page import load_page, page_around
from faimi.content.row_key import RowKey
from faimi.history import Revision, Rows, row_with

# What the page's own partials include where somebody edits: beside a row, and at the end of its list.
EDITING = {"controls": "editor/_controls.html", "add": "editor/_add.html"}
# The columns of the masthead and of a section that nothing but its own partial shows, or the table of contents.
SHOWN_ALONE = {
    "edition": {"title", "tagline", "venue", "accent", "header_version"},
    "section": {"heading", "intro", "version"},
}
Columns = Mapping[str, Any] | None


def draw_changes(edition: Edition, changes: Iterable[Revision], in_place: str = "") -> dict[str, str]:
    """The fragments of what changes, the oldest first, touched: rows, lists whose order changed, or the whole body.

    `in_place` is the DOM id in whose place the answer stands: a row of that key that was removed is an empty fragment,
    where its list needs nothing else.
    """
    before, after = Rows(), Rows()
    for change in changes:
        before |= {key: row for key, row in change.before.items() if key not in before and key not in after}
        after |= change.after
    touched = {RowKey.parse(key): (before.get(key), after.get(key)) for key in dict.fromkeys([*after, *before])}
    drawn: dict[str, str] = {}
    for key, (was, became) in touched.items():
        if key.kind not in SHOWN_ALONE or (row := row_with(edition, key)) is None:
            continue
        drawn[key] = draw_row(EDITABLE[key.kind], row)
        if isinstance(row, Section) and was and became:
            drawn |= _beside_heading(row, was, became)
    if any(_is_all_over(key, *columns) for key, columns in touched.items()):
        return {key: html for key, html in drawn.items() if key == edition.key} | {"body": draw_body(edition)}
    return drawn | _draw_items(edition, touched, in_place)


def draw_row(kind: Kind, row: Any, **more: Any) -> str:
    """The row as the page shows it."""
    section = row.section if isinstance(row, Item) else row
    shown = {"item": row, "section": section, "edition": row.edition, "page": page_around(row)}
    return render_template(kind.partial, kind=kind, editing=EDITING, **shown, **more)


def draw_body(edition: Edition) -> str:
    """All sections, and their table of contents."""
    return render_template("_body.html", edition=edition, page=load_page(edition.slug), editing=EDITING)


def _draw_lists(edition: Edition, section_ids: Collection[int]) -> dict[str, str]:
    """All items of some sections, those of each for its own place."""
    page, drawn = load_page(edition.slug) if section_ids else None, dict[str, str]()
    if page is not None:
        for section in [section for section in page.sections if section.id in section_ids]:
            shown = {"kind": KIND[section.kind], "section": section, "items": page.rows_of[section.id]}
            html = render_template("_items.html", edition=edition, page=page, editing=EDITING, **shown)
            drawn[f"{section.key}-items"] = html
    return drawn


def _is_all_over(key: RowKey, was: Columns, became: Columns) -> bool:
    """Whether what changed in the masthead or a section shows in many places: it came, went, moved, became public."""
    return key.kind in SHOWN_ALONE and not _columns_changed(was, became) <= SHOWN_ALONE[key.kind]


def _beside_heading(section: Section, was: Columns, became: Columns) -> dict[str, str]:
    """What shows a heading beside the section, and what stands there instead of an intro."""
    changed, edition = _columns_changed(was, became), section.edition
    noted = "intro" in changed and KIND[section.kind].note
    drawn = _draw_lists(edition, [section.id] if noted else [])
    if "heading" in changed:
        drawn["contents"] = render_template("_contents.html", sections=edition.sections)
    return drawn


def _draw_items(edition: Edition, touched: Mapping[RowKey, tuple[Columns, Columns]], in_place: str) -> dict[str, str]:
    """Rows alone where they stayed in their places, else the lists that they left or joined; what else shows them."""
    rows: dict[RowKey, Any] = {}
    lists = set()
    removed: dict[str, str] = {}
    for key, (was, became) in touched.items():
        if key.kind not in KIND:
            continue
        kind, row = KIND[key.kind], row_with(edition, key)
        if key == in_place and row is None and was and not _was_alone(kind, edition, was):
            removed = {key: ""}
        elif row is None or not _columns_changed(was, became).isdisjoint({"section_id", "position", kind.groups}):
            lists |= {columns["section_id"] for columns in (was, became) if columns}
        else:
            rows[key] = row
        if _columns_changed(was, became) != {"position"}:
            rows |= {other.key: other for other in _beside_row(kind, edition, row, (was, became))}
    alone = {key: draw_row(KIND[key.kind], row) for key, row in rows.items() if row.section_id not in lists}
    return removed | alone | _draw_lists(edition, lists)


def _columns_changed(was: Columns, became: Columns) -> set[str]:
    """The columns that differ, all of a row that came or went."""
    was, became = was or {}, became or {}
    return {name for name in was.keys() | became.keys() if was.get(name) != became.get(name)}


def _was_alone(kind: Kind, edition: Edition, was: Mapping[str, Any]) -> bool:
    """Whether a row with these columns was the only one of its group, whose heading goes with it, or of its list."""
    section = row_with(edition, RowKey("section", was["section_id"]))
    rows = kind.siblings(section) if section is not None else []
    above = [row for row in rows if row.position < was["position"]][-1:]
    below = [row for row in rows if row.position >= was["position"]][:1]
    return not any(kind.groups is None or getattr(row, kind.groups) == was[kind.groups] for row in above + below)


def _beside_row(kind: Kind, edition: Edition, row: Any, states: Iterable[Columns]) -> list[Item]:
    """The other rows that show something of one: those that name it, and those that it names, or named, and tell so."""
    columns = [to for to in kind.references if to.shown_there]
    named = {RowKey(to.kind, state[to.column]) for state in states if state for to in columns if state[to.column]}
    found = [row_with(edition, key) for key in sorted(named)]
    return [*(row.named_by() if row is not None else ()), *(other for other in found if other is not None)]
