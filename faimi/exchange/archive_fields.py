"""The fields of an archive, each read as what it has to be; what it cannot be is said in words."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from faimi.content.cleaning import markdown, visible
from faimi.exchange.draft import PageError
from faimi.exchange.identity import MAX_NUMBER, is_number


def _without_zone(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo:
        raise ValueError(text)
    return moment


PARSERS = {date: date.fromisoformat, time: time.fromisoformat, datetime: _without_zone}
MAX_TEXT_CHARS, MAX_LINE_CHARS = 1_000_000, 300


def damaged(where: str, what: str) -> PageError:
    """The error that a part of an archive is not what it has to be."""
    return PageError(f"it is damaged: {where} {what}.")


def refuse_others(mapping: dict[str, Any], known: list[str]) -> None:
    """Raises PageError where a mapping has keys that are not `known`."""
    if unknown := [name for name in mapping if name not in known]:
        raise PageError(f"it holds “{unknown[0]}”, which this version of faimi does not know.")


def read_number(row: dict[str, Any], where: str) -> int:
    """The number of a row or section."""
    if not is_number(number := row["number"]):
        raise damaged(where, f"has a number that no row can have: it may be 1 to {MAX_NUMBER:,}")
    return int(number)


def read_value(type_: type, row: dict[str, Any], name: str, where: str, may_be_unknown: bool) -> Any:
    """A JSON value as the column's own type; a list is one of ISO dates."""
    value = read_field(row, name, where)
    if value is None and may_be_unknown:
        return None
    if type_ is str:
        return read_text(row, name, where)
    if isinstance(value, bool) if type_ is bool else type_ is int and is_number(value, 0):
        return value
    try:
        if type_ in PARSERS:
            return PARSERS[type_](value)
        if type_ not in (int, bool):
            return [date.fromisoformat(day).isoformat() for day in read_list(row, name, str, where)]
    except (ValueError, TypeError):
        pass
    raise damaged(where, f"has an invalid {name}")


def read_field(mapping: dict[str, Any], name: str, where: str) -> Any:
    """A field that has to be there, as it stands."""
    if name not in mapping:
        raise damaged(where, f"has no {name}")
    return mapping[name]


def read_text(mapping: dict[str, Any], name: str, where: str, longest: int = MAX_TEXT_CHARS) -> str:
    """A text, cleaned of what nobody sees."""
    text = read_field(mapping, name, where)
    if not isinstance(text, str):
        raise damaged(where, f"has a {name} that is not text")
    if len(text) > longest:
        raise damaged(where, f"has a {name} of {len(text):,} characters; it may have {longest:,}")
    return visible(text)


def with_breaks(mapping: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """A mapping whose Markdown, in the fields of these names, has line breaks where it had marks for them."""
    return mapping | {name: markdown(mapping[name]) for name in names if isinstance(mapping.get(name), str)}


def read_list(mapping: dict[str, Any], name: str, of: type, where: str) -> list[Any]:
    """A list of texts or mappings."""
    value = read_field(mapping, name, where)
    if not isinstance(value, list) or not all(isinstance(one, of) for one in value):
        raise damaged(where, f"has {name} that are not a list of {'texts' if of is str else 'mappings'}")
    return value
