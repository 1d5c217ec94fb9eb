"""Finds what an edition still says of another year."""

import re
from dataclasses import dataclass
from typing import Any

from faimi.content import Edition

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
AROUND = re.compile(r"(?:\S+ +)?\S*(?<!\d)(?:19|20)\d\d(?!\d)\S*(?: +\S+)?")


@dataclass(frozen=True)
class Finding:
    """Something to look at: the DOM id of the row, which of its fields, and the words around."""

    place: str
    field: str
    words: str


def leftovers(edition: Edition, items: dict[int, list[Any]]) -> list[Finding]:
    """Gives each year other than the edition's own in its texts, links and file names, with the words beside it."""
    if edition.starts_on is None:
        return []
    rows: list[tuple[str, Any, tuple[str, ...]]] = [(f"edition-{edition.id}", edition, ("title", "tagline", "venue"))]
    for section in edition.sections:
        rows.append((f"section-{section.id}", section, ("heading", "intro")))
        rows += [(f"{section.kind}-{item.id}", item, _texts(item)) for item in items[section.id]]
    return [
        Finding(place, field, words)
        for place, row, fields in rows
        for field in fields
        for words in dict.fromkeys(AROUND.findall(getattr(row, field) or ""))
        if any(year != str(edition.starts_on.year) for year in YEAR.findall(words))
    ]


def _texts(item: Any) -> tuple[str, ...]:
    """Gives the names of an item's columns that hold text."""
    return tuple(column.key for column in item.__table__.columns if column.type.python_type is str)
