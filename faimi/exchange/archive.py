"""A whole edition as one JSON file, pictures included: it comes back as it left."""

import base64
import json
import re
from datetime import date, time
from pathlib import Path
from typing import Any

from sqlalchemy import select

from faimi.content import KIND, PICTURES, Edition, OldAddress
from faimi.content.base import snapshot
from faimi.content.edition import RESERVED
from faimi.exchange.page.draft import Draft, DraftSection, PageError, Report
from faimi.extensions import db
from faimi.media import ADDRESS, Picture, Rendition, name_of

FORMAT = 1
HEADER = ["title", "tagline", "starts_on", "venue", "timezone", "accent", "state"]
SECTION = ["kind", "heading", "anchor", "intro"]
REFERENCES = {"paper_id": "paper", "keynote_id": "keynote"}
OWN = {"section_id", "position", "version"}  # an archive holds rows in their order instead


def archive(edition: Edition, items: dict[int, list[Any]]) -> str:
    """Gives an edition as JSON text; `items` are its items by section id."""
    pictures = {getattr(item, name, "") for rows in items.values() for item in rows for name in PICTURES}
    ids = [match["id"] for address in sorted(pictures) if (match := ADDRESS.fullmatch(address))]
    header, addresses = snapshot(edition), select(OldAddress.path).where(OldAddress.edition_id == edition.id)
    sections = [(snapshot(section), items[section.id]) for section in edition.sections]
    whole = {
        "faimi": FORMAT,
        "slug": edition.slug,
        "edition": {name: header[name] for name in HEADER},
        "addresses": sorted(db.session.scalars(addresses)),
        "sections": [{n: own[n] for n in SECTION} | {"items": [_row(row) for row in rows]} for own, rows in sections],
        "pictures": [_picture(picture) for picture in db.session.scalars(select(Picture).where(Picture.id.in_(ids)))],
    }
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
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PageError(f"it is damaged: {type(error).__name__} at {error}.") from None


def _draft(whole: dict[str, Any]) -> Draft:
    _only(whole, ["faimi", "slug", "edition", "addresses", "sections", "pictures"])
    _only(whole["edition"], HEADER)
    if not re.fullmatch("[a-z0-9-]{1,80}", whole["slug"]) or whole["slug"] in RESERVED:
        raise ValueError("an address that cannot be")
    header = dict(whole["edition"])
    header["starts_on"] = header["starts_on"] and date.fromisoformat(header["starts_on"])
    rows: dict[tuple[str, int], dict[str, Any]] = {}
    sections = [_section(section, rows) for section in whole["sections"]]
    for section in sections:
        for item in section.items:
            for column, kind in REFERENCES.items():
                if (named := item.pop(column, None)) is not None:
                    item[kind] = rows[kind, named]
    pictures = [_read_picture(picture) for picture in whole["pictures"]]
    return Draft(str(whole["slug"]), header, sections, Report(), list(whole["addresses"]), pictures)


def _section(section: dict[str, Any], rows: dict[tuple[str, int], dict[str, Any]]) -> DraftSection:
    _only(section, [*SECTION, "items"])
    columns = KIND[section["kind"]].model.__table__.columns
    items = []
    for row in section["items"]:
        _only(row, [column.key for column in columns if column.key not in OWN])
        values = {name: _value(columns[name].type.python_type, value) for name, value in row.items()}
        rows[section["kind"], values.pop("id")] = values
        items.append(values)
    heading = section["heading"]
    return DraftSection(section["kind"], heading, heading, section["intro"], items, section["anchor"])


def _value(type_: type, value: Any) -> Any:
    """Gives a JSON value as the column's own type."""
    if value is not None and type_ in (date, time):
        return type_.fromisoformat(value)
    if value is not None and not isinstance(value, list if type_ is dict else type_):
        raise TypeError(repr(value)[:40])
    return value


def _read_picture(picture: dict[str, Any]) -> Picture:
    drawn = [Rendition(**one | {"data": base64.b64decode(one["data"], validate=True)}) for one in picture["renditions"]]
    if any(one.name != name_of(one.data, one.format) for one in drawn):
        raise ValueError("a picture whose name is not its own")
    return Picture(**picture | {"renditions": drawn})


def _only(mapping: dict[str, Any], known: list[str]) -> None:
    if unknown := [name for name in mapping if name not in known]:
        raise PageError(f"it holds “{unknown[0]}”, which this version of faimi does not know.")
