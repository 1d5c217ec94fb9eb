"""A whole edition as one JSON file, pictures included: it comes back as it left."""

import base64
import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from faimi.content import Section, former_addresses, kinds_in
from faimi.content.base import columns_by_name, snapshot, to_json
from faimi.content.page import Page
from faimi.exchange.identity import identity_of
from faimi.extensions import db
from faimi.media import ADDRESS, Picture, Rendition

FORMAT = 2  # in the first rows had ids instead of numbers
EDITION_COLUMNS = [
    "title",
    "tagline",
    "starts_on",
    "ends_on",
    "venue",
    "attendance",
    "timezone",
    "language",
    "accent",
    "picture",
    "alt",
    "crop",
    "state",
    "appears_at",
]
SECTION_COLUMNS = ["number", "kind", "heading", "anchor", "intro", "hidden", "appears_at"]
BESIDE = ("suggestions", "silences")
OMITTED_COLUMNS = {"id", "edition_id", "section_id", "position", "version"}  # rows stand in their order instead


def edition_as_archive(page: Page, **beside: Sequence[dict[str, Any]]) -> str:
    """An edition as JSON text, with lists of what is kept `beside` its content, by their keys in BESIDE."""
    edition = page.edition
    header = snapshot(edition)
    sections = [(snapshot(section), _parts(section, page), page.rows_of[section.id]) for section in page.sections]
    whole: dict[str, Any] = {
        "faimi": FORMAT,
        "slug": edition.slug,
        **identity_of(edition),
        "edition": {name: header[name] for name in EDITION_COLUMNS} | {"ends_on": to_json(edition.last_day)},
        "addresses": former_addresses(edition),
        "sections": [
            {n: own[n] for n in SECTION_COLUMNS} | parts | {"items": [_row(row) for row in rows]}
            for own, parts, rows in sections
        ],
    }
    whole |= {key: listed for key, listed in beside.items() if listed}
    shown = {match["id"] for match in ADDRESS.finditer(json.dumps(whole))}  # in a column of their own, or in a text
    named = select(Rendition.picture_id).where(func.substr(Rendition.name, 1, 20).in_(shown))
    query = select(Picture).where(Picture.id.in_(shown) | Picture.id.in_(named)).order_by(Picture.id)
    whole["pictures"] = [_picture(picture) for picture in db.session.scalars(query)]
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _parts(section: Section, page: Page) -> dict[str, Any]:
    """The rows that stand beside those that a section lists, by the key of their kind."""
    rows = page.parts_of[section.id]
    kinds = [kind for kind in kinds_in(section) if kind.part_of]
    return {kind.json_key: [_row(row) for row in rows if row.key.kind == kind.name] for kind in kinds}


def _row(item: Any) -> dict[str, Any]:
    by_name = columns_by_name(item)
    omitted = {*OMITTED_COLUMNS, *by_name.values()}
    own = {name: value for name, value in snapshot(item).items() if name not in omitted}
    ties = [to for to in item.refers_to if not to.is_by_name]
    own |= {to.column: one.number if (one := getattr(item, to.kind)) else None for to in ties}
    return own | {name: to_json(getattr(item, name)) for name in (*by_name, *item.given_out)}


def _picture(picture: Picture) -> dict[str, Any]:
    names = ("name", "format", "width", "height")
    drawn = [
        {name: getattr(one, name) for name in names} | {"data": base64.b64encode(one.data).decode()}
        for one in picture.renditions
    ]
    return {"id": picture.id, "width": picture.width, "height": picture.height, "renditions": drawn}
