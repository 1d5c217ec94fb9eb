"""What changes touched, as the page's own partials with their controls, each by the DOM id whose place it takes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import render_template

from faimi.content import EDITABLE, KIND, Edition, Item, Kind, Section
from faimi.content.bands import spot_of
from faimi.content.page import load_page, page_around, page_of_cover
from faimi.content.row_key import RowKey
from faimi.editor.near_rows import NearRow, find_near_rows
from faimi.editor.placing import find_moved, is_framed_by, placing
from faimi.extensions import db
from faimi.history import Revision, rows_with

# What the page's own partials include where somebody edits: beside a row, at its list's end, between sections, and
# instead of calendars.
EDITING = {name: f"editor/_{name}.html" for name in ("controls", "add", "between", "no_clock")}
# The columns of the masthead and of a section whose change needs no new body: their own partial and the contents do.
SHOWN_ALONE = {
    "edition": {"title", "tagline", "venue", "accent", "picture", "alt", "crop", "header_version"},
    "section": {"heading", "intro", "version"},
}
# Of each kind, the columns that rows of others show which name one of its rows.
SHOWN_ELSEWHERE = {
    kind.name: {
        column for other in KIND.values() for to in other.references if to.kind == kind.name for column in to.shown_here
    }
    for kind in EDITABLE.values()
}
Columns = Mapping[str, Any]


@dataclass
class Touch:
    """What changes did to one row: the columns that any of them wrote, and what stood in it before and after each."""

    changed: set[str] = field(default_factory=set)
    states: list[Columns] = field(default_factory=list)

    def add(self, was: Columns, became: Columns) -> None:
        """Adds what one change did; a row that came or went has no columns on one side, and all of them changed."""
        self.changed |= {name for name in was.keys() | became.keys() if was.get(name) != became.get(name)}
        self.states += [columns for columns in (was, became) if columns]


Touched = Mapping[RowKey, Touch]
Rows = Mapping[RowKey, Any]
Near = Mapping[RowKey, NearRow]
NOTHING_NEAR: Near = {}


def draw_changes(edition: Edition, changes: Iterable[Revision], in_place: str = "") -> dict[str, str]:
    """The fragments of what changes, the oldest first, touched: rows, lists whose order changed, or the whole body.

    A page may have seen some of them already, so what a later one took back is drawn as well.
    `in_place` is the DOM id in whose place the answer stands: a row of that key that was removed is an empty fragment,
    where its list needs nothing else.
    """
    touched: dict[RowKey, Touch] = {}
    changes = [*changes]
    for change in changes:
        for key in dict.fromkeys([*change.after, *change.before]):
            touched.setdefault(RowKey.parse(key), Touch()).add(change.before.get(key, {}), change.after.get(key, {}))
    if any(key.kind in SHOWN_ALONE and not one.changed <= SHOWN_ALONE[key.kind] for key, one in touched.items()):
        masthead = {edition.key: draw_row(edition)} if edition.key in touched else {}
        return masthead | _draw_cover(edition) | {"body": draw_body(edition)}
    rows = {row.key: row for row in rows_with(edition, touched)}
    drawn = {key: draw_row(row) for key, row in rows.items() if key.kind in SHOWN_ALONE}
    near = find_near_rows(changes, rows)
    drawn |= _draw_beside_headings(edition, touched, rows)
    drawn |= _draw_items(edition, changes, touched, rows, near, in_place)
    return drawn | (_draw_cover(edition) if any(_is_on_cover(key, one) for key, one in touched.items()) else {})


def draw_whole(edition: Edition) -> dict[str, str]:
    """The fragments of all that a page shows, whatever it showed before."""
    return {edition.key: draw_row(edition)} | _draw_cover(edition) | {"body": draw_body(edition)}


def draw_row(row: Any, near: Near = NOTHING_NEAR, **more: Any) -> str:
    """The row as the page shows it."""
    kind, section = EDITABLE[row.key.kind], row.section if isinstance(row, Item) else row
    shown = {"item": row, "section": section, "edition": row.edition, "page": page_around(row)}
    spot = spot_of(kind, row) if isinstance(row, Item) else None
    return render_template(kind.partial, kind=kind, spot=spot, **_editing(near), **shown, **more)


def _editing(near: Near) -> dict[str, Any]:
    """What partials are told where somebody edits; rows that nearly say what another one does offer to name that."""
    return {"near": near, "editing": EDITING | {"controls": "editor/_controls_and_tie.html"} if near else EDITING}


def draw_body(edition: Edition) -> str:
    """All sections, and their table of contents."""
    return render_template("_body.html", edition=edition, page=load_page(edition.slug), editing=EDITING)


def _draw_lists(
    edition: Edition, lists: Mapping[int, bool], anew: Collection[str], changes: Sequence[Revision], near: Near
) -> dict[str, str]:
    """Of lists, by the ids of their sections, the rows that are to be drawn `anew`, or, where that is so, the whole.

    So it is drawn where the order of rows changed, too; rows that are not to be drawn stay in it as a page has them.
    """
    if not lists or (page := load_page(edition.slug)) is None:
        return {}
    drawn: dict[str, str] = {}
    for section in (section for section in page.sections if section.id in lists):
        kind, items = KIND[section.kind], page.rows_of[section.id]
        framed, moved = find_moved(section, bands := kind.bands(items), changes)
        shown = {"kind": kind, "section": section, "edition": edition, "page": page} | _editing(near)
        if lists[section.id] or not framed:
            more = {"items": items, "bands": bands, "anew": {*anew, *moved}}
            drawn[f"{section.key}-items"] = render_template("_items.html", **shown, **more)
            continue
        for band in bands:
            for item in [item for item in band.rows if item.key in anew or item.key in moved]:
                drawn[item.key] = render_template(kind.partial, item=item, spot=band.grid.spots.get(item.id), **shown)
    return drawn


def _draw_cover(edition: Edition) -> dict[str, str]:
    """What stands beside the masthead."""
    shown = {"page": page_of_cover(edition), "edition": edition}
    return {"cover": render_template("_cover.html", editing=EDITING, **shown)}


def _is_on_cover(key: RowKey, touch: Touch) -> bool:
    """Whether the cover shows what changed in a row: also, the heading of a section to which it leads."""
    shown = {"heading"} if key.kind == "section" else {*EDITABLE[key.kind].on_cover}
    return not touch.changed.isdisjoint(shown)


def _draw_beside_headings(edition: Edition, touched: Touched, rows: Rows) -> dict[str, str]:
    """What shows a heading beside its section."""
    if any("heading" in touched[key].changed for key, row in rows.items() if isinstance(row, Section)):
        return {"contents": render_template("_contents.html", sections=edition.sections, editing=EDITING)}
    return {}


def _draw_items(
    edition: Edition, changes: Sequence[Revision], touched: Touched, rows: Rows, near: Near, in_place: str
) -> dict[str, str]:
    """Rows alone where they stayed in their places, else the lists that they left or joined; what else shows them."""
    alone: dict[RowKey, Any] = {}
    lists: dict[int, bool] = {}
    drawn: dict[str, str] = {}
    for key, one in touched.items():
        kind, row = EDITABLE[key.kind], rows.get(key)
        alone |= {other.key: other for other in _beside_row(kind, row, one)}
        theirs = {columns["section_id"]: True for columns in one.states if kind.parent == "section"}
        if kind.part_of:
            lists |= theirs
        if key.kind not in KIND:
            continue
        if key == in_place and row is None and not is_framed_by(kind, one.states[-1]):
            drawn[key] = ""
        elif row is None or placing(kind) & one.changed or _changes_note(kind, row, one):
            lists |= theirs
        elif one.changed.isdisjoint(kind.clock):
            alone[key] = row
        else:
            lists.setdefault(row.section_id, False)
    elsewhere = {key: row for key, row in alone.items() if row.section_id not in lists}
    drawn |= {key: draw_row(row, {key: near[key]} if key in near else NOTHING_NEAR) for key, row in elsewhere.items()}
    return drawn | _draw_lists(edition, lists, {in_place, *touched, *alone}, changes, near)


def _changes_note(kind: Kind, row: Any, touch: Touch) -> bool:
    """Whether the note before a list comes or goes with what changed in one of its rows."""
    if kind.note is None or len({bool(columns[kind.note]) for columns in touch.states}) < 2:
        return False
    return not any(getattr(other, kind.note) for other in kind.siblings(row.section) if other is not row)


def _beside_row(kind: Kind, row: Any, touch: Touch) -> list[Item]:
    """The other rows that show what changed in one: those that name it, and those that it names, or named."""
    told = [to for to in kind.references if to.shown_there and touch.changed & {to.column, *to.shown_there}]
    named = {(to.kind, id) for state in touch.states for to in told if (id := state[to.column])}
    shown = row is not None and touch.changed & SHOWN_ELSEWHERE[kind.name]
    others = [db.session.get(EDITABLE[name].model, id) for name, id in sorted(named)]
    return [*(row.named_by() if shown else ()), *filter(None, others)]
