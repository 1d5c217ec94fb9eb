"""What changes touched, as the page's own partials with their controls, each by the DOM id whose place it takes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from operator import attrgetter
from types import SimpleNamespace
from typing import Any

from flask import render_template

from faimi.content import EDITABLE, KIND, ROW_KINDS, Edition, Item, Kind, Section
from faimi.content.bands import runs_of
from faimi.content.base import from_json, row_of
from faimi.content.page import load_page, page_around, page_of_news
from faimi.content.row_key import RowKey
from faimi.editor.near_rows import NearRow, find_near_rows
from faimi.extensions import db
from faimi.history import Revision, rows_with, with_names

# What the page's own partials include where somebody edits: beside a row, at its list's end, between sections, and
# instead of calendars.
EDITING = {name: f"editor/_{name}.html" for name in ("controls", "add", "between", "no_clock")}
# The columns of the masthead and of a section whose change needs no new body: their own partial and the contents do.
SHOWN_ALONE = {
    "edition": {"title", "tagline", "venue", "accent", "header_version"},
    "section": {"heading", "intro", "version"},
}
# Of each kind, the columns that rows of others show which name one of its rows.
SHOWN_ELSEWHERE = {
    kind.name: {
        column for other in KIND.values() for to in other.references if to.kind == kind.name for column in to.shown_here
    }
    for kind in ROW_KINDS
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
        return masthead | {"body": draw_body(edition)}
    rows = {row.key: row for row in rows_with(edition, touched)}
    drawn = {key: draw_row(row) for key, row in rows.items() if key.kind in SHOWN_ALONE}
    near = find_near_rows(changes, rows)
    drawn |= _draw_beside_headings(edition, touched, rows) | _draw_items(edition, touched, rows, in_place, near)
    return drawn | (_draw_news(edition) if any(key.kind in KIND and KIND[key.kind].news for key in touched) else {})


def draw_row(row: Any, near: Near = NOTHING_NEAR, **more: Any) -> str:
    """The row as the page shows it."""
    kind, section = EDITABLE[row.key.kind], row.section if isinstance(row, Item) else row
    shown = {"item": row, "section": section, "edition": row.edition, "page": page_around(row)}
    spot = kind.spot(row) if isinstance(row, Item) else None
    return render_template(kind.partial, kind=kind, spot=spot, **_editing(near), **shown, **more)


def _editing(near: Near) -> dict[str, Any]:
    """What partials are told where somebody edits; rows that nearly say what another one does offer to name that."""
    return {"near": near, "editing": EDITING | {"controls": "editor/_controls_and_tie.html"} if near else EDITING}


def draw_body(edition: Edition) -> str:
    """All sections, and their table of contents."""
    return render_template("_body.html", edition=edition, page=load_page(edition.slug), editing=EDITING)


def _draw_lists(
    edition: Edition, section_ids: Collection[int], some: Mapping[int, Collection[int]], near: Near
) -> dict[str, str]:
    """All items of some sections, those of each for its own place, and `some` of others, by the sections' ids."""
    page, drawn = load_page(edition.slug) if section_ids or some else None, dict[str, str]()
    for section in page.sections if page is not None else ():
        kind = KIND[section.kind]
        shown = {"kind": kind, "section": section, "edition": edition, "page": page} | _editing(near)
        items = page.rows_of[section.id] if page is not None else []
        if section.id in section_ids:
            drawn[f"{section.key}-items"] = render_template("_items.html", items=items, **shown)
            continue
        for band in kind.bands(items) if section.id in some else ():
            for item in [item for item in band.rows if item.id in some[section.id]]:
                drawn[item.key] = render_template(kind.partial, item=item, spot=band.grid.spots.get(item.id), **shown)
    return drawn


def _draw_news(edition: Edition) -> dict[str, str]:
    """What is told of rows below the masthead, too."""
    return {"row-news": render_template("_news.html", page=page_of_news(edition), editing=EDITING)}


def _draw_beside_headings(edition: Edition, touched: Touched, rows: Mapping[RowKey, Any]) -> dict[str, str]:
    """What shows a heading beside its section."""
    if any("heading" in touched[key].changed for key, row in rows.items() if isinstance(row, Section)):
        return {"contents": render_template("_contents.html", sections=edition.sections, editing=EDITING)}
    return {}


def _draw_items(
    edition: Edition, touched: Touched, rows: Mapping[RowKey, Any], in_place: str, near: Near
) -> dict[str, str]:
    """Rows alone where they stayed in their places, else the lists that they left or joined; what else shows them."""
    alone: dict[RowKey, Any] = {}
    lists, some = set[int](), dict[int, set[int]]()
    removed: dict[str, str] = {}
    for key, one in touched.items():
        kind, row = EDITABLE[key.kind], rows.get(key)
        if kind.part_of:
            lists |= {columns["section_id"] for columns in one.states}
        if key.kind not in KIND:
            continue
        placing = {"section_id", "position", *map(kind.column_of, kind.groups), *kind.due}
        if key == in_place and row is None and not _is_framed_by(kind, one.states[-1]):
            removed = {key: ""}
        elif row is None or placing & one.changed or _changes_note(kind, row, one):
            lists |= {columns["section_id"] for columns in one.states}
        elif one.changed.isdisjoint(kind.clock):
            alone[key] = row
        else:
            some.setdefault(row.section_id, set()).add(row.id)
        alone |= {other.key: other for other in _beside_row(kind, row, one)}
    for section_id in some.keys() - lists:
        if (found := _find_replaced(db.session.get_one(Section, section_id), touched)) is None:
            lists.add(section_id)
        else:
            some[section_id] |= found
    drawn = {
        key: draw_row(row, {key: near[key]} if key in near else NOTHING_NEAR)
        for key, row in alone.items()
        if row.section_id not in lists
    }
    return removed | drawn | _draw_lists(edition, lists, some, near)


def _find_replaced(section: Section, touched: Touched) -> set[int] | None:
    """The ids of rows that stand elsewhere to scale since hours changed; None where order changed, or what is around.

    So it is where there were several changes, of which a page may have seen some.
    """
    kind = KIND[section.kind]
    rows, former = kind.siblings(section), []
    for row in sorted(rows, key=attrgetter("position", "id")):
        states = touched[row.key].states if row.key in touched else []
        if len(states) > 2:
            return None
        hours = {name: from_json(time, states[0][name]) if states else getattr(row, name) for name in kind.clock}
        bands = {name: getattr(row, name) for name in (*kind.groups, *kind.names_heads_by)}
        former.append(SimpleNamespace(id=row.id, **bands, **hours))
    (frames, spots), (frames_now, spots_now) = _lay_out(kind, kind.in_order(former)), _lay_out(kind, rows)
    return {row for row in spots if spots[row] != spots_now[row]} if frames == frames_now else None


def _is_framed_by(kind: Kind, was: Columns) -> bool:
    """Whether something around a removed row goes with it: the heading of its group, or the note before its list."""
    section = db.session.get(Section, was["section_id"])
    if section is None:
        return True
    rows, gone = kind.siblings(section), row_of(kind.model, with_names(kind.model, was))
    gone.section = section  # it is in no session, and stays out of it
    before = kind.in_order(sorted([gone, *rows], key=attrgetter("position")))
    noted = kind.note is not None and was[kind.note] and not any(getattr(row, kind.note) for row in rows)
    return _lay_out(kind, before, gone.id) != _lay_out(kind, rows) or bool(noted)


def _lay_out(kind: Kind, rows: Sequence[Any], gone: int | None = None) -> tuple[list[Any], dict[int, Any]]:
    """The ids of rows in runs, without that of one that is gone, with what is around each run; and the spots."""
    runs = runs_of(kind, rows)
    frames = [([row.id for row in run if row.id != gone], grid.frame) for run, grid in runs]
    return frames, {row: spot for _, grid in runs for row, spot in grid.spots.items() if row != gone}


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
