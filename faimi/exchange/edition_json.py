"""An edition as JSON: facts as they are shown, times as HH:MM on the 24-hour clock, dates in ISO 8601."""

from typing import Any

from faimi.content import Edition, Section
from faimi.content.text import Text


def as_json(edition: Edition, items: dict[int, list[Any]]) -> dict[str, Any]:
    """Gives the edition as the mapping that edition.json holds; `items` are its items by section id."""

    def each(kind: str, *names: str) -> list[dict[str, Any]]:
        rows = [(s, item) for s in edition.sections if s.kind == kind for item in items[s.id]]
        return [{n: getattr(item, n) for n in names} | {"section": s.anchor} for s, item in rows]

    def body(section: Section) -> str:
        texts = [_markdown(item) for item in items[section.id] if isinstance(item, Text)]
        return "\n\n".join(filter(None, [section.intro, *texts]))

    sections = [{"kind": s.kind, "heading": s.heading, "anchor": s.anchor, "body": body(s)} for s in edition.sections]
    header = {
        name: getattr(edition, name) for name in ("slug", "title", "tagline", "timezone", "venue", "accent", "state")
    }
    return header | {
        "starts_on": edition.starts_on.isoformat() if edition.starts_on else None,
        "sections": sections,
        "texts": [_text(item) for s in edition.sections if s.kind == "text" for item in items[s.id]],
        "keynotes": [_keynote(item) for s in edition.sections if s.kind == "keynote" for item in items[s.id]],
        "schedule": [_slot(item) for s in edition.sections if s.kind == "slot" for item in items[s.id]],
        "papers": each("paper", "authors", "title", "url"),
        "awards": [_award(item) for s in edition.sections if s.kind == "award" for item in items[s.id]],
        "dates": [_date(item) for s in edition.sections if s.kind == "date" for item in items[s.id]],
        "organizers": each("organizer", "name", "affiliation", "url"),
    }


def _markdown(text: Text) -> str:
    """Gives a passage with its picture and link as Markdown."""
    picture = f"![{text.alt}]({text.picture})" if text.picture else ""
    if text.url:
        picture = f"[{picture or text.url}]({text.url})"
    return "\n\n".join(filter(None, [picture, text.body]))


def _text(text: Any) -> dict[str, Any]:
    own = {name: getattr(text, name) for name in ("body", "url", "picture")}
    return own | {"alt": text.alt if text.picture or text.url else "", "section": text.section.anchor}


def _keynote(keynote: Any) -> dict[str, Any]:
    own = {n: getattr(keynote, n) for n in ("speaker", "affiliation", "title", "abstract", "bio", "photo")}
    return own | {"crop": keynote.crop if keynote.photo else 50, "section": keynote.section.anchor}


def _slot(slot: Any) -> dict[str, Any]:
    clock = {name: f"{t:%H:%M}" if (t := getattr(slot, name)) else None for name in ("start", "end")}
    paper = slot.paper.title if slot.paper else None
    own = {"track": slot.track, "kind": slot.kind, "recording": slot.recording, "section": slot.section.anchor}
    return own | clock | {"speaker": slot.shown_speaker, "title": slot.shown_title, "paper": paper}


def _award(award: Any) -> dict[str, Any]:
    own = {name: getattr(award, name) for name in ("name", "affiliation", "photo")}
    paper = award.paper.title if award.paper else None
    return own | {"recipient": award.shown_recipient, "paper": paper, "section": award.section.anchor}


def _date(row: Any) -> dict[str, Any]:
    day = row.date.isoformat() if row.date else None
    return {"label": row.label, "date": day, "superseded": row.superseded, "section": row.section.anchor}
