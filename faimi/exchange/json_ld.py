"""An edition as search engines read it: a schema.org Event in JSON-LD, each talk a part of it."""

from datetime import date, datetime
from typing import Any

from faimi.content import Edition
from faimi.exchange.programme import Items, people, rows, timed


def as_event(edition: Edition, items: Items) -> dict[str, Any]:
    """Gives the event with its talks and keynotes; what is not known is left out."""
    times = {row.slot.id: (row.begins, row.ends) for row in timed(edition, items)}
    talks = [slot for slot in rows(edition, items, "slot") if slot.kind in ("talk", "keynote")]
    organizers = [_known("Person", name=row.name) for row in rows(edition, items, "organizer")]
    place = _known("Place", name=edition.venue) if edition.venue else None
    event = _known(
        "Event",
        name=edition.title,
        description=edition.tagline,
        startDate=_iso(edition.starts_on),
        location=place,
        organizer=organizers,
        subEvent=[_talk(slot, *times.get(slot.id, (None, None))) | _known("Event", location=place) for slot in talks],
    )
    return {"@context": "https://schema.org"} | event


def _talk(slot: Any, begins: datetime | None, ends: datetime | None) -> dict[str, Any]:
    performers = [_known("Person", name=name) for name in people(slot.shown_speaker)]
    times = {"startDate": _iso(begins), "endDate": _iso(ends)}
    return _known("Event", name=str(slot), url=f"#slot-{slot.id}", performer=performers, **times)


def _iso(when: date | None) -> str:
    """Gives a day, or a moment with its offset where the time zone is known."""
    return when.isoformat() if when else ""


def _known(type: str, **values: Any) -> dict[str, Any]:
    return {"@type": type} | {name: value for name, value in values.items() if value}
