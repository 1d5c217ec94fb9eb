"""A whole edition as one JSON file, pictures included: it comes back as it left."""

import base64
import json
from typing import Any

from sqlalchemy import func, select

from faimi.content import former_addresses
from faimi.content.base import snapshot
from faimi.content.page import Page
from faimi.extensions import db
from faimi.media import ADDRESS, Picture, Rendition

FORMAT = 1
EDITION_COLUMNS = ["title", "tagline", "starts_on", "venue", "timezone", "accent", "state", "appears_at"]
SECTION_COLUMNS = ["kind", "heading", "anchor", "intro", "hidden", "appears_at"]
OMITTED_COLUMNS = {
    "section_id",
    "position",
    "version",
    "sequence",
    "changed_at",
}  # an archive holds rows in their order instead
LATER_COLUMNS = {"uid"}  # which an older archive does not hold


def edition_as_archive(page: Page) -> str:
    """An edition as JSON text."""
    edition = page.edition
    header = snapshot(edition)
    sections = [(snapshot(section), page.rows_of[section.id]) for section in page.sections]
    whole: dict[str, Any] = {
        "faimi": FORMAT,
        "slug": edition.slug,
        "edition": {name: header[name] for name in EDITION_COLUMNS},
        "addresses": former_addresses(edition),
        "sections": [
            {n: own[n] for n in SECTION_COLUMNS} | {"items": [_row(row) for row in rows]} for own, rows in sections
        ],
    }
    shown = {match["id"] for match in ADDRESS.finditer(json.dumps(whole))}  # in a column of their own, or in a text
    named = select(Rendition.picture_id).where(func.substr(Rendition.name, 1, 20).in_(shown))
    query = select(Picture).where(Picture.id.in_(shown) | Picture.id.in_(named)).order_by(Picture.id)
    whole["pictures"] = [_picture(picture) for picture in db.session.scalars(query)]
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _row(item: Any) -> dict[str, Any]:
    return {name: value for name, value in snapshot(item).items() if name not in OMITTED_COLUMNS}


def _picture(picture: Picture) -> dict[str, Any]:
    names = ("name", "format", "width", "height")
    drawn = [
        {name: getattr(one, name) for name in names} | {"data": base64.b64encode(one.data).decode()}
        for one in picture.renditions
    ]
    return {"id": picture.id, "width": picture.width, "height": picture.height, "renditions": drawn}
