"""An edition as JSON: facts as they are shown, times as HH:MM on the 24-hour clock, dates in ISO 8601."""

from collections.abc import Iterator
from typing import Any

from faimi.content import KINDS, Edition, Kind, Section
from faimi.content.base import to_json
from faimi.content.text import Text


def as_json(edition: Edition, items: dict[int, list[Any]]) -> dict[str, Any]:
    """The edition as the mapping that edition.json holds; `items` are its items by section id."""

    def body(section: Section) -> str:
        texts = [_markdown(item) for item in items[section.id] if isinstance(item, Text)]
        return "\n\n".join(filter(None, [section.intro, *texts]))

    sections = [{"kind": s.kind, "heading": s.heading, "anchor": s.anchor, "body": body(s)} for s in edition.sections]
    header = {
        name: getattr(edition, name) for name in ("slug", "title", "tagline", "timezone", "venue", "accent", "state")
    }
    rows = {kind.json_key: [*_rows(kind, edition, items)] for kind in KINDS}
    return header | {"starts_on": to_json(edition.starts_on), "sections": sections} | rows


def _rows(kind: Kind, edition: Edition, items: dict[int, list[Any]]) -> Iterator[dict[str, Any]]:
    for section in edition.sections:
        if section.kind == kind.name:
            yield from (kind.to_json(row) | {"section": section.anchor} for row in items[section.id])


def _markdown(text: Text) -> str:
    """A passage with its picture and link as Markdown."""
    picture = f"![{text.alt}]({text.picture})" if text.picture else ""
    if text.url:
        picture = f"[{picture or text.url}]({text.url})"
    return "\n\n".join(filter(None, [picture, text.body]))
