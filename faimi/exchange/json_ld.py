"""An edition as search engines read it: a schema.org Event in JSON-LD, each talk a part of it."""

from datetime import date, datetime
from typing import Any

from faimi.content import Edition
from faimi.exchange.row_facts import Items, rows, split_names, timed_slots


def as_event(edition: Edition, items: Items, page: str, picture: str) -> dict[str, Any]:
    """The event with its talks and keynotes; `page` and `picture` are absolute addresses.

    What is not known is left out: a place may have guests online too, and no edition says that it was called off.
    """
    times = {row.slot.id: (row.begins, row.ends) for row in timed_slots(edition, items)}
    talks = [slot for slot in rows(edition, items, "slot") if slot.kind in ("talk", "keynote")]
    where = _where(edition, page)
    event = _known(
        "Event",
        name=edition.title,
        description=edition.tagline,
        url=page,
        image=picture,
        startDate=_iso(edition.starts_on),
        organizer=[_known("Person", name=row.name) for row in rows(edition, items, "organizer")],
        subEvent=[_talk(slot, page, *times.get(slot.id, (None, None))) | where for slot in talks],
    )
    return {"@context": "https://schema.org"} | event | where


def _where(edition: Edition, page: str) -> dict[str, Any]:
    if edition.venue.casefold() == "online":
        mode = "https://schema.org/OnlineEventAttendanceMode"
        return {"location": _known("VirtualLocation", url=page), "eventAttendanceMode": mode}
    return {"location": _known("Place", name=edition.venue)} if edition.venue else {}


def _talk(slot: Any, page: str, begins: datetime | None, ends: datetime | None) -> dict[str, Any]:
    performers = [_known("Person", name=name) for name in split_names(slot.shown_speaker)]
    times = {"startDate": _iso(begins), "endDate": _iso(ends)}
    return _known("Event", name=str(slot), url=f"{page}#{slot.key}", performer=performers, **times)


def _iso(when: date | None) -> str:
    """A day, or a moment with its offset where the time zone is known."""
    return when.isoformat() if when else ""


def _known(type: str, **values: Any) -> dict[str, Any]:
    return {"@type": type} | {name: value for name, value in values.items() if value}
