"""A whole edition as one JSON file, pictures included: it comes back as it left."""

import base64
import io
import json
import re
from datetime import date, time
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from PIL import Image
from sqlalchemy import func, select

from faimi.content import KIND, Edition, former_addresses
from faimi.content.base import snapshot
from faimi.content.edition import ACCENTS, RESERVED, SLUG, STATES
from faimi.content.keynotes import CROPS
from faimi.content.schedule import SLOT_KINDS
from faimi.exchange.page.draft import Draft, DraftSection, PageError, Report
from faimi.exchange.page.words import visible
from faimi.extensions import db
from faimi.media import ADDRESS, Picture, Rendition, name_of
from faimi.media.drawing import LONGEST_SIDE

FORMAT = 1
HEADER = ["title", "tagline", "starts_on", "venue", "timezone", "accent", "state"]
SECTION = ["kind", "heading", "anchor", "intro"]
REFERENCES = {"paper_id": "paper", "keynote_id": "keynote"}
OWN = {"section_id", "position", "version"}  # an archive holds rows in their order instead


def archive(edition: Edition, items: dict[int, list[Any]]) -> str:
    """Gives an edition as JSON text; `items` are its items by section id."""
    header = snapshot(edition)
    sections = [(snapshot(section), items[section.id]) for section in edition.sections]
    whole: dict[str, Any] = {
        "faimi": FORMAT,
        "slug": edition.slug,
        "edition": {name: header[name] for name in HEADER},
        "addresses": former_addresses(edition),
        "sections": [{n: own[n] for n in SECTION} | {"items": [_row(row) for row in rows]} for own, rows in sections],
    }
    shown = {match["id"] for match in ADDRESS.finditer(json.dumps(whole))}  # in a column of their own, or in a text
    named = select(Rendition.picture_id).where(func.substr(Rendition.name, 1, 20).in_(shown))
    query = select(Picture).where(Picture.id.in_(shown) | Picture.id.in_(named)).order_by(Picture.id)
    whole["pictures"] = [_picture(picture) for picture in db.session.scalars(query)]
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _row(item: Any) -> dict[str, Any]:
    return {name: value for name, value in snapshot(item).items() if name not in OWN}


def _picture(picture: Picture) -> dict[str, Any]:
    names = ("name", "format", "width", "height")
    drawn = [
        {name: getattr(one, name) for name in names} | {"data": base64.b64encode(one.data).decode()}
        for one in picture.renditions
    ]
    return {"id": picture.id, "width": picture.width, "height": picture.height, "renditions": drawn}


def read_archive(path: Path) -> Draft:
    """Gives the draft of an edition that an archive holds.

    Raises PageError, in words for the person who ran the import, where it is none that can be read.
    """
    try:
        if path.exists() and not path.is_file():
            raise PageError("it is a folder or a device, no file.")
        whole = json.loads(path.read_bytes())
    except OSError as error:
        raise PageError(f"it cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError):
        raise PageError("this is not valid JSON.") from None
    if not isinstance(whole, dict) or not isinstance(whole.get("faimi"), int):
        raise PageError("this JSON is no edition that faimi wrote.")
    if whole["faimi"] > FORMAT:
        raise PageError(f"it was written by a newer version of faimi (format {whole['faimi']}).")
    try:
        return _draft(whole)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError) as error:
        raise PageError(f"it is damaged: {type(error).__name__} at {error}.") from None


def _draft(whole: dict[str, Any]) -> Draft:
    _only(whole, ["faimi", "slug", "edition", "addresses", "sections", "pictures"])
    if not re.fullmatch(SLUG, whole["slug"]) or whole["slug"] in RESERVED:
        raise ValueError("an address that cannot be")
    rows: dict[tuple[str, int], dict[str, Any]] = {}
    sections = [_section(section, rows) for section in _list(whole["sections"], dict)]
    if len({section.anchor for section in sections}) < len(sections):
        raise ValueError("an anchor that stands twice")
    for item in [item for section in sections for item in section.items]:
        for column, kind in REFERENCES.items():
            if (named := item.pop(column, None)) is not None:
                item[kind] = rows[kind, named]
    pictures = [_read_picture(picture) for picture in _list(whole["pictures"], dict)]
    addresses = [_text(path) for path in _list(whole["addresses"], str)]
    return Draft(whole["slug"], _header(whole["edition"]), sections, Report(), addresses, pictures)


def _header(header: dict[str, Any]) -> dict[str, Any]:
    _only(header, HEADER)
    read = {name: header[name] for name in HEADER}
    read |= {name: _text(read[name]) for name in ("title", "tagline", "venue")}
    known = read["accent"] in ACCENTS and read["state"] in STATES
    if not (known and read["title"] and read["timezone"] in {None, *available_timezones()}):
        raise ValueError("a masthead that cannot be")
    return read | {"starts_on": _value(date, read["starts_on"])}


def _section(section: dict[str, Any], rows: dict[tuple[str, int], dict[str, Any]]) -> DraftSection:
    _only(section, [*SECTION, "items"])
    columns = KIND[section["kind"]].model.__table__.columns
    names = [column.key for column in columns if column.key not in OWN]
    items = []
    for row in _list(section["items"], dict):
        _only(row, names)
        there = [name for name in names if name in row or columns[name].default is None]  # a later column has a default
        values = {name: _value(columns[name].type.python_type, row[name]) for name in there}
        if section["kind"] == "slot" and values["kind"] not in SLOT_KINDS:
            raise ValueError("a row of no known kind")
        if str(values.get("crop", 50)) not in CROPS:
            raise ValueError("a part of a photo that cannot be")
        rows[section["kind"], values.pop("id")] = values
        items.append(values)
    heading, anchor, intro = (_text(section[name]) for name in ("heading", "anchor", "intro"))
    return DraftSection(section["kind"], heading, heading, intro, items, anchor)


def _value(type_: type, value: Any) -> Any:
    """Gives a JSON value as the column's own type; a list is one of ISO dates."""
    if value is None:
        return None
    if type_ in (date, time):
        return type_.fromisoformat(value)
    if type_ not in (str, int):
        return [date.fromisoformat(day).isoformat() for day in _list(value, str)]
    return _text(value) if type_ is str else int(value)


def _text(value: Any) -> str:
    """Gives a text, without characters that no page can show."""
    if not isinstance(value, str):
        raise TypeError(repr(value)[:40])
    return visible(value)


def _list(value: Any, of: type) -> list[Any]:
    if not isinstance(value, list) or not all(isinstance(one, of) for one in value):
        raise TypeError(repr(value)[:40])
    return value


def _read_picture(picture: dict[str, Any]) -> Picture:
    """Gives a picture with its renditions, each of which is what it says it is."""
    _only(picture, ["id", "width", "height", "renditions"])
    drawn = [Rendition(**one | {"data": base64.b64decode(one["data"], validate=True)}) for one in picture["renditions"]]
    for one in drawn:
        with Image.open(io.BytesIO(one.data), formats=[one.format.upper()]) as image:
            if one.name != name_of(one.data, one.format) or image.size != (one.width, one.height):
                raise ValueError("a picture that is not what it says")
    if {one.format for one in drawn} != {"webp", "jpeg"} or not re.fullmatch("[0-9a-f]{20}", picture["id"]):
        raise ValueError("a picture that is not complete")
    width, height = int(picture["width"]), int(picture["height"])
    if not (0 < width <= LONGEST_SIDE and 0 < height <= LONGEST_SIDE):
        raise ValueError("a picture of a size that cannot be")
    return Picture(id=picture["id"], width=width, height=height, renditions=drawn)


def _only(mapping: dict[str, Any], known: list[str]) -> None:
    if unknown := [name for name in mapping if name not in known]:
        raise PageError(f"it holds “{unknown[0]}”, which this version of faimi does not know.")
