"""Finds what an edition still says of another year."""

import re
from dataclasses import dataclass
from typing import Any

from faimi.content import Edition
from faimi.media import ADDRESS

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
MANY = 40  # characters shown before and after


@dataclass(frozen=True)
class Finding:
    """Something to look at: the DOM id of the row, the heading over it, which of its fields, and the words around."""

    place: str
    section: str
    field: str
    words: str


def leftovers(edition: Edition, items: dict[int, list[Any]]) -> list[Finding]:
    """Gives each year other than the edition's own in its texts, links and file names, with the words beside it."""
    if edition.starts_on is None:
        return []
    rows: list[tuple[str, str, Any, tuple[str, ...]]] = [
        (f"edition-{edition.id}", "Masthead", edition, ("title", "tagline", "venue"))
    ]
    for section in edition.sections:
        rows.append((f"section-{section.id}", section.heading, section, ("heading", "intro")))
        rows += [(f"{section.kind}-{item.id}", section.heading, item, _texts(item)) for item in items[section.id]]
    return [
        Finding(place, section, field, words)
        for place, section, row, fields in rows
        for field in fields
        for words in dict.fromkeys(_around(getattr(row, field) or "", str(edition.starts_on.year)))
    ]


def _texts(item: Any) -> tuple[str, ...]:
    """Gives the names of an item's columns that hold text; in a picture's address digits mean nothing."""
    columns = [column.key for column in item.__table__.columns if column.type.python_type is str]
    return tuple(name for name in columns if not ADDRESS.fullmatch(getattr(item, name) or ""))


def _around(text: str, own: str) -> list[str]:
    """Gives each other year with what stands before and after it."""
    years = [match for match in YEAR.finditer(text) if match[0] != own]
    return [" ".join(text[max(0, year.start() - MANY) : year.end() + MANY].split()) for year in years]
