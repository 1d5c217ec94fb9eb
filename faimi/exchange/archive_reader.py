"""Reads the JSON file of a whole edition again, and says in words what in it cannot be."""

import json
from collections.abc import Collection, Iterable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from faimi.content import EDITABLE, KIND, ROW_KINDS
from faimi.content.accents import ACCENTS
from faimi.content.base import columns_by_name
from faimi.content.cleaning import markdown, visible
from faimi.content.edition_form import ATTENDANCE, STATES
from faimi.content.fields import CROPS
from faimi.content.languages import WRITTEN
from faimi.content.reserved import ANCHOR, is_slug
from faimi.content.timetable import are_days
from faimi.content.timezones import timezone_names
from faimi.exchange.archive import BESIDE, EDITION_COLUMNS, FORMAT, OMITTED_COLUMNS, SECTION_COLUMNS
from faimi.exchange.draft import Draft, DraftSection, PageError, Report
from faimi.exchange.identity import KEYS, MAX_NUMBER, UID, is_number, read_identity
from faimi.exchange.pictures import missing_pictures, read_picture
from faimi.media import Picture


def _without_zone(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo:
        raise ValueError(text)
    return moment


PARSERS = {date: date.fromisoformat, time: time.fromisoformat, datetime: _without_zone}
MAX_TEXT_CHARS, MAX_LINE_CHARS = 1_000_000, 300
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
    _only(whole, ["faimi", "slug", *KEYS, "edition", "addresses", "sections", *BESIDE, "pictures"])
    return _draft(whole)


def _damaged(where: str, what: str) -> PageError:
    return PageError(f"it is damaged: {where} {what}.")


def _draft(whole: dict[str, Any]) -> Draft:
    slug = _text(whole, "slug", "the file")
    if not is_slug(slug):
        raise _damaged("its slug", "cannot be an address")
    rows: Rows = {}
    parts = enumerate(_list(whole, "sections", dict, "the file"), 1)
    sections = [_section(section, f"section {place}", rows) for place, section in parts]
    if len({section.anchor for section in sections}) < len(sections):
        raise _damaged("it", "has two sections with the same anchor")
    numbers = [section.number for section in sections if section.number is not None]
    if len({*numbers}) < len(numbers):
        raise _damaged("it", "has two sections with the same number")
    for item, reference in [
        (item, to) for section in sections for item in section.items for to in KIND[section.kind].references
    ]:
        if (named := item.pop(reference.column, None)) is not None:
            if (reference.kind, named) not in rows:
                raise _damaged("a row", f"names a {reference.kind} that is not in the file")
            item[reference.kind] = rows[reference.kind, named]
    taken = enumerate(_list(whole, "pictures", dict, "the file"), 1)
    pictures = [_picture(picture, f"picture {place}") for place, picture in taken]
    addresses = [visible(path) for path in _list(whole, "addresses", str, "the file")]
    report = Report()
    for path in missing_pictures(json.dumps([whole["edition"], whole["sections"]]), pictures):
        report.unsure(
            f"The picture {path} is missing from the file and from this site: its description is shown instead."
        )
    draft = Draft(slug, _header(whole), sections, report, addresses, pictures)
    draft.identity = read_identity(whole)
    draft.beside = {key: _list(whole, key, dict, "the file") for key in BESIDE if key in whole}
    return draft


def _header(whole: dict[str, Any]) -> dict[str, Any]:
    header = whole.get("edition")
    if not isinstance(header, dict):
        raise _damaged("the file", "has no masthead (“edition”)")
    _only(header, EDITION_COLUMNS)
    header = {
        "ends_on": None,
        "attendance": "",
        "language": "",
        "picture": "",
        "alt": "",
        "crop": 50,
    } | header  # an older one has none
    texts = ("title", "tagline", "venue", "picture", "alt")
    read: dict[str, Any] = {name: _text(header, name, "the masthead", MAX_LINE_CHARS) for name in texts}
    if not read["title"].strip():
        raise _damaged("the masthead", "has no title")
    known_values: dict[str, Collection[str | int | None]] = {
        "accent": ACCENTS,
        "state": STATES,
        "attendance": ATTENDANCE,
        "language": {"", *WRITTEN},
        "crop": {int(crop) for crop in CROPS},
        "timezone": {None, *timezone_names()},
    }
    for name, known in known_values.items():
        read[name] = _field(header, name, "the masthead")
        if not isinstance(read[name], str | int | None) or read[name] not in known:
            raise _damaged("the masthead", f"has an invalid {name}")
    read |= {name: _value(date, header, name, "the masthead", True) for name in ("starts_on", "ends_on")}
    if not are_days(read["starts_on"], read["ends_on"]):
        raise _damaged("the masthead", "ends before it starts, or long after")
    return read | {"appears_at": _moment(header, "the masthead")}


def _section(section: dict[str, Any], where: str, rows: Rows) -> DraftSection:
    parts = [kind for kind in ROW_KINDS if kind.part_of and kind.part_of == section.get("kind")]
    _only(section, [*SECTION_COLUMNS, "items", *(part.json_key for part in parts)])
    section = _with_breaks(section, ["intro"])
    kind, heading, anchor, intro = (_text(section, name, where) for name in ("kind", "heading", "anchor", "intro"))
    where = f"{where}, “{heading[:60]}”,"
    if kind not in KIND:
        raise _damaged(where, "is of no known kind")
    if not ANCHOR.fullmatch(anchor):  # an id that the page keeps for itself is changed where it is stored
        raise _damaged(where, f"has the anchor “{anchor[:60]}”, which is not valid")
    beside = {part.name: _rows(part.name, {part.json_key: []} | section, part.json_key, where, rows) for part in parts}
    items = _rows(kind, section, "items", where, rows)
    if not isinstance(hidden := section.get("hidden", False), bool):  # an older file has none
        raise _damaged(where, "has an invalid “hidden”")
    moment, number = _moment(section, where), _number(section, where) if "number" in section else None
    return DraftSection(kind, heading, heading, intro, items, anchor, hidden, moment, number, parts=beside)


def _moment(mapping: dict[str, Any], where: str) -> datetime | None:
    """When something appears, in UTC; an older file does not say."""
    moment: datetime | None = _value(datetime, {"appears_at": None} | mapping, "appears_at", where, True)
    return moment


def _rows(kind: str, section: dict[str, Any], key: str, where: str, rows: Rows) -> list[dict[str, Any]]:
    noun = kind if EDITABLE[kind].part_of else "row"
    told = enumerate(_list(section, key, dict, where), 1)
    return [_row(kind, row, f"{where} {noun} {place}", rows) for place, row in told]


def _row(kind: str, row: dict[str, Any], where: str, rows: Rows) -> dict[str, Any]:
    model, by_name = EDITABLE[kind].model, columns_by_name(EDITABLE[kind].model)
    omitted = {*OMITTED_COLUMNS, *by_name.values()}
    columns = {column.key: column for column in model.__table__.columns if column.key not in omitted}
    _only(row, ["id", *columns, *by_name])
    later = {"number", *model.given_out}  # what an older file may not have
    later |= {name for name, column in columns.items() if column.default is not None or column.nullable}
    if not {"number", "id"} & {*row}:
        raise _damaged(where, "has no number")
    own = _number(row, where) if "number" in row else _value(int, row, "id", where, False)
    there = [name for name in columns if name in row or name not in later]
    row = _with_breaks(row, EDITABLE[kind].markdown)
    values = {
        name: _value(columns[name].type.python_type, row, name, where, bool(columns[name].nullable)) for name in there
    }
    values |= {name: _text(row, name, where, MAX_LINE_CHARS) for name in by_name if name in row}
    for name in there:
        if columns[name].default is None and values[name] == "":
            raise _damaged(where, f"has no {name}")
    if values.get("uid") and not UID.fullmatch(values["uid"]):
        raise _damaged(where, "has an invalid uid")
    for name, known in EDITABLE[kind].choices.items():
        if values.get(name) is not None and str(values[name]) not in known:
            raise _damaged(where, f"has an invalid {name}")
    if (kind, own) in rows:
        raise _damaged(where, "has the same number as another")
    rows[kind, own] = values
    return values


def _number(row: dict[str, Any], where: str) -> int:
    if not is_number(number := row["number"]):
        raise _damaged(where, f"has a number that no row can have: it may be 1 to {MAX_NUMBER:,}")
    return int(number)


def _value(type_: type, row: dict[str, Any], name: str, where: str, may_be_unknown: bool) -> Any:
    """A JSON value as the column's own type; a list is one of ISO dates."""
    value = _field(row, name, where)
    if value is None and may_be_unknown:
        return None
    if type_ is str:
        return _text(row, name, where)
    if isinstance(value, bool) if type_ is bool else type_ is int and is_number(value, 0):
        return value
    try:
        if type_ in PARSERS:
            return PARSERS[type_](value)
        if type_ not in (int, bool):
            return [date.fromisoformat(day).isoformat() for day in _list(row, name, str, where)]
    except (ValueError, TypeError):
        pass
    raise _damaged(where, f"has an invalid {name}")


def _field(mapping: dict[str, Any], name: str, where: str) -> Any:
    if name not in mapping:
        raise _damaged(where, f"has no {name}")
    return mapping[name]


def _text(mapping: dict[str, Any], name: str, where: str, longest: int = MAX_TEXT_CHARS) -> str:
    """A text, cleaned of what nobody sees."""
    text = _field(mapping, name, where)
    if not isinstance(text, str):
        raise _damaged(where, f"has a {name} that is not text")
    if len(text) > longest:
        raise _damaged(where, f"has a {name} of {len(text):,} characters; it may have {longest:,}")
    return visible(text)


def _with_breaks(mapping: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """A mapping whose Markdown, in the fields of these names, has line breaks where it had marks for them."""
    return mapping | {name: markdown(mapping[name]) for name in names if isinstance(mapping.get(name), str)}


def _list(mapping: dict[str, Any], name: str, of: type, where: str) -> list[Any]:
    value = _field(mapping, name, where)
    if not isinstance(value, list) or not all(isinstance(one, of) for one in value):
        raise _damaged(where, f"has {name} that are not a list of {'texts' if of is str else 'mappings'}")
    return value


def _picture(picture: dict[str, Any], where: str) -> Picture:
    _only(picture, ["id", "width", "height", "renditions"])
    try:
        return read_picture(picture)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError):
        raise _damaged(where, "is not whole, or not what it says") from None


def _only(mapping: dict[str, Any], known: list[str]) -> None:
    if unknown := [name for name in mapping if name not in known]:
        raise PageError(f"it holds “{unknown[0]}”, which this version of faimi does not know.")
