"""An edition as JSON: facts as they are shown, times as HH:MM on the 24-hour clock, dates in ISO 8601."""

from typing import Any

from faimi.content import ROW_KINDS, Section
from faimi.content.base import to_json
from faimi.content.page import Page
from faimi.content.text import Text
from faimi.exchange.parts import rows_as_json

FACTS = ("slug", "title", "tagline", "venue", "attendance", "language", "accent", "picture", "alt", "crop", "state")


def as_json(page: Page) -> dict[str, Any]:
    """The edition as the mapping that edition.json holds."""
    edition = page.edition

    def body(section: Section) -> str:
        texts = [_markdown(item) for item in page.rows_of[section.id] if isinstance(item, Text)]
        return "\n\n".join(filter(None, [section.intro, *texts]))

    sections = [
        {"number": s.number, "kind": s.kind, "heading": s.heading, "anchor": s.anchor, "body": body(s)}
        for s in page.sections
    ]
    header = {name: getattr(edition, name) for name in FACTS}
    header["timezone"] = edition.timezone if edition.zone else None
    rows = {kind.json_key: rows_as_json(kind, page) for kind in ROW_KINDS}
    header |= {"starts_on": to_json(edition.starts_on), "ends_on": to_json(edition.last_day)}
    return header | {"uuid": edition.uuid, "sections": sections} | rows


def _markdown(text: Text) -> str:
    """A passage with its picture and link as Markdown."""
    picture = f"![{text.alt}]({text.picture})" if text.picture else ""
    if text.url:
        picture = f"[{picture or text.alt or text.url}]({text.url})"
    return "\n\n".join(filter(None, [picture, text.body]))
