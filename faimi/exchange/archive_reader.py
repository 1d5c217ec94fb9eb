"""Reads the JSON file of a whole edition again, and says in words what in it cannot be."""

import json
from collections.abc import Collection
from datetime import date, datetime
from pathlib import Path
from typing import Any

from faimi.content import EDITABLE, KIND, ROW_KINDS
from faimi.content.accents import ACCENTS
from faimi.content.base import columns_by_name
from faimi.content.cleaning import visible
from faimi.content.edition_form import ATTENDANCE, STATES
from faimi.content.fields import CROPS
from faimi.content.languages import WRITTEN
from faimi.content.reserved import ANCHOR, is_slug
from faimi.content.timetable import are_days
from faimi.content.timezones import timezone_names
from faimi.exchange.archive import BESIDE, EDITION_COLUMNS, FORMAT, OMITTED_COLUMNS, SECTION_COLUMNS
from faimi.exchange.archive_fields import (
    MAX_LINE_CHARS,
    damaged,
    read_field,
    read_list,
    read_number,
    read_text,
    read_value,
    refuse_others,
    with_breaks,
)
from faimi.exchange.draft import Draft, DraftSection, PageError, Report
from faimi.exchange.identity import KEYS, UID, read_identity
from faimi.exchange.pictures import missing_pictures, read_picture
from faimi.media import Picture, PictureError

Rows = dict[tuple[str, int], dict[str, Any]]


def read_archive(path: Path) -> Draft:
    """The draft of an edition that an archive holds.

    Raises PageError, in words for the person who ran the import, where it is none that can be read.
    """
    try:
        if path.exists() and not path.is_file():
            raise PageError("it is a folder or a device, not a file.")
        whole = json.loads(path.read_bytes())
    except OSError as error:
        raise PageError(f"it cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError):
        raise PageError("this is not valid JSON.") from None
    if not isinstance(whole, dict) or type(whole.get("faimi")) is not int or whole["faimi"] < 1:
        raise PageError("this JSON file is not an edition written by faimi.")
    if whole["faimi"] > FORMAT:
        raise PageError(f"it was written by a newer version of faimi (format {whole['faimi']}).")
    refuse_others(whole, ["faimi", "slug", *KEYS, "edition", "addresses", "sections", *BESIDE, "pictures"])
    return _draft(whole)


def _draft(whole: dict[str, Any]) -> Draft:
    slug = read_text(whole, "slug", "the file")
    if not is_slug(slug):
        raise damaged("its slug", "cannot be an address")
    rows: Rows = {}
    parts = enumerate(read_list(whole, "sections", dict, "the file"), 1)
    sections = [_section(section, f"section {place}", rows) for place, section in parts]
    if len({section.anchor for section in sections}) < len(sections):
        raise damaged("it", "has two sections with the same anchor")
    numbers = [section.number for section in sections if section.number is not None]
    if len({*numbers}) < len(numbers):
        raise damaged("it", "has two sections with the same number")
    for item, reference in [
        (item, to) for section in sections for item in section.items for to in KIND[section.kind].references
    ]:
        if (named := item.pop(reference.column, None)) is not None:
            if (reference.kind, named) not in rows:
                raise damaged("a row", f"names a {reference.kind} that is not in the file")
            item[reference.kind] = rows[reference.kind, named]
    taken = enumerate(read_list(whole, "pictures", dict, "the file"), 1)
    pictures = [_picture(picture, f"picture {place}") for place, picture in taken]
    addresses = [visible(path) for path in read_list(whole, "addresses", str, "the file")]
    report = Report()
    for path in missing_pictures(json.dumps([whole["edition"], whole["sections"]]), pictures):
        report.unsure(
            f"The picture {path} is missing from the file and from this site: its description is shown instead."
        )
    draft = Draft(slug, _header(whole), sections, report, addresses, pictures)
    draft.identity = read_identity(whole)
    draft.beside = {key: read_list(whole, key, dict, "the file") for key in BESIDE if key in whole}
    return draft


def _header(whole: dict[str, Any]) -> dict[str, Any]:
    header = whole.get("edition")
    if not isinstance(header, dict):
        raise damaged("the file", "has no masthead (“edition”)")
    refuse_others(header, EDITION_COLUMNS)
    header = {
        "ends_on": None,
        "attendance": "",
        "language": "",
        "picture": "",
        "alt": "",
        "crop": 50,
    } | header  # an older one has none
    texts = ("title", "tagline", "venue", "picture", "alt")
    read: dict[str, Any] = {name: read_text(header, name, "the masthead", MAX_LINE_CHARS) for name in texts}
    if not read["title"].strip():
        raise damaged("the masthead", "has no title")
    known_values: dict[str, Collection[str | int | None]] = {
        "accent": ACCENTS,
        "state": STATES,
        "attendance": ATTENDANCE,
        "language": {"", *WRITTEN},
        "crop": {int(crop) for crop in CROPS},
        "timezone": {None, *timezone_names()},
    }
    for name, known in known_values.items():
        read[name] = read_field(header, name, "the masthead")
        if not isinstance(read[name], str | int | None) or read[name] not in known:
            raise damaged("the masthead", f"has an invalid {name}")
    read |= {name: read_value(date, header, name, "the masthead", True) for name in ("starts_on", "ends_on")}
    if not are_days(read["starts_on"], read["ends_on"]):
        raise damaged("the masthead", "ends before it starts, or long after")
    return read | {"appears_at": _moment(header, "the masthead")}


def _section(section: dict[str, Any], where: str, rows: Rows) -> DraftSection:
    parts = [kind for kind in ROW_KINDS if kind.part_of and kind.part_of == section.get("kind")]
    refuse_others(section, [*SECTION_COLUMNS, "items", *(part.json_key for part in parts)])
    section = with_breaks(section, ["intro"])
    kind, heading, anchor, intro = (read_text(section, name, where) for name in ("kind", "heading", "anchor", "intro"))
    where = f"{where}, “{heading[:60]}”,"
    if kind not in KIND:
        raise damaged(where, "is of no known kind")
    if not ANCHOR.fullmatch(anchor):  # an id that the page keeps for itself is changed where it is stored
        raise damaged(where, f"has the anchor “{anchor[:60]}”, which is not valid")
    beside = {part.name: _rows(part.name, {part.json_key: []} | section, part.json_key, where, rows) for part in parts}
    items = _rows(kind, section, "items", where, rows)
    if not isinstance(hidden := section.get("hidden", False), bool):  # an older file has none
        raise damaged(where, "has an invalid “hidden”")
    moment, number = _moment(section, where), read_number(section, where) if "number" in section else None
    return DraftSection(kind, heading, heading, intro, items, anchor, hidden, moment, number, parts=beside)


def _moment(mapping: dict[str, Any], where: str) -> datetime | None:
    """When something appears, in UTC; an older file does not say."""
    moment: datetime | None = read_value(datetime, {"appears_at": None} | mapping, "appears_at", where, True)
    return moment


def _rows(kind: str, section: dict[str, Any], key: str, where: str, rows: Rows) -> list[dict[str, Any]]:
    noun = kind if EDITABLE[kind].part_of else "row"
    told = enumerate(read_list(section, key, dict, where), 1)
    return [_row(kind, row, f"{where} {noun} {place}", rows) for place, row in told]


def _row(kind: str, row: dict[str, Any], where: str, rows: Rows) -> dict[str, Any]:
    model, by_name = EDITABLE[kind].model, columns_by_name(EDITABLE[kind].model)
    omitted = {*OMITTED_COLUMNS, *by_name.values()}
    columns = {column.key: column for column in model.__table__.columns if column.key not in omitted}
    refuse_others(row, ["id", *columns, *by_name])
    later = {"number", *model.given_out}  # what an older file may not have
    later |= {name for name, column in columns.items() if column.default is not None or column.nullable}
    if not {"number", "id"} & {*row}:
        raise damaged(where, "has no number")
    own = read_number(row, where) if "number" in row else read_value(int, row, "id", where, False)
    there = [name for name in columns if name in row or name not in later]
    row = with_breaks(row, EDITABLE[kind].markdown)
    values = {
        name: read_value(columns[name].type.python_type, row, name, where, bool(columns[name].nullable))
        for name in there
    }
    values |= {name: read_text(row, name, where, MAX_LINE_CHARS) for name in by_name if name in row}
    for name in there:
        if columns[name].default is None and values[name] == "":
            raise damaged(where, f"has no {name}")
    if values.get("uid") and not UID.fullmatch(values["uid"]):
        raise damaged(where, "has an invalid uid")
    for name, known in EDITABLE[kind].choices.items():
        if values.get(name) is not None and str(values[name]) not in known:
            raise damaged(where, f"has an invalid {name}")
    if (kind, own) in rows:
        raise damaged(where, "has the same number as another")
    rows[kind, own] = values
    return values


def _picture(picture: dict[str, Any], where: str) -> Picture:
    refuse_others(picture, ["id", "width", "height", "renditions"])
    try:
        return read_picture(picture)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, PictureError):
        raise damaged(where, "is not whole, or not what it says") from None
