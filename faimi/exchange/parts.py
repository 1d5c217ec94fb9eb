"""Rows that stand beside those that a section lists, such as tracks: in files, and as rows of a draft name them."""

from collections.abc import Iterable, Mapping
from itertools import product
from typing import Any

from faimi.content import KIND, ROW_KINDS, Kind
from faimi.content.base import to_json
from faimi.content.cleaning import visible
from faimi.content.letters import same_name
from faimi.content.page import Page
from faimi.exchange.draft import Draft, DraftSection

MAX_TEXT_CHARS = 300
PARTS = [kind for kind in ROW_KINDS if kind.part_of]


def rows_as_json(kind: Kind, page: Page) -> list[dict[str, Any]]:
    """The rows of a kind on a page as edition.json has them, each with its number, its section, and what was told."""
    named = ("number", *kind.model.given_out)
    return [
        kind.to_json(row, page)
        | {name: to_json(getattr(row, name)) for name in named}
        | {"section": row.section.anchor}
        for row in page.rows(kind.name)
    ]


def read_parts(front: Mapping[Any, Any], draft: Draft) -> None:
    """Puts what a page's front matter tells of such rows into the sections of a draft; what can be none is reported."""
    for kind in PARTS:
        told = front.get(kind.json_key) or []
        for one in told if isinstance(told, list) else [told]:
            section = _section_of(kind, one, draft) if isinstance(one, dict) else None
            names = [column.key for column in kind.model.__table__.columns if column.type.python_type is str]
            row = {name: visible(str(one.get(name) or ""))[:MAX_TEXT_CHARS] for name in names} if section else {}
            if section is None or not row[names[0]]:
                draft.report.unsure(f"Not used from the front matter: a {kind.noun}, for it has no name or no section.")
                continue
            section.parts.setdefault(kind.name, []).append(row | {"number": one.get("number")})


def _section_of(kind: Kind, told: Mapping[Any, Any], draft: Draft) -> DraftSection | None:
    sections = [section for section in draft.sections if section.kind == kind.part_of]
    return next((one for one in sections if one.anchor == told.get("section")), None)


def name_told_parts(sections: Iterable[DraftSection]) -> None:
    """Lets rows name one beside them by what they say elsewhere, where a hand changed the heading above its name."""
    for section in sections:
        for to in (to for to in KIND[section.kind].references if to.is_by_name):
            told = [row[to.label] for row in section.parts.get(to.kind, [])]
            unnamed = [] if any(item.get(to.kind) for item in section.items) else section.items
            for item, own in product(unnamed, to.words):
                if any(same_name(item.get(own) or "", name) for name in told):
                    item |= {to.kind: item[own], own: ""}


def make_named_parts(draft: Draft) -> None:
    """Has a draft hold one row for each name by which its rows name one, and for each that a file brings."""
    for section in draft.sections:
        for to in (to for to in KIND[section.kind].references if to.is_by_name):
            rows: list[dict[str, Any]] = []
            for told in section.parts.get(to.kind, []):
                if any(same_name(row[to.label], told[to.label]) for row in rows):
                    draft.report.unsure(f"There is more than one {to.kind} “{told[to.label]}”: the first is used.")
                else:
                    rows.append(told)
            section.parts[to.kind] = rows
            for name in dict.fromkeys(item[to.kind] for item in section.items if item.get(to.kind)):
                if not any(same_name(row[to.label], name) for row in rows):
                    rows.append({to.label: name})
