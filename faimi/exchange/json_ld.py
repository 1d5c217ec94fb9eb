"""An edition as search engines read it: a schema.org Event in JSON-LD, each talk a part of it."""

from datetime import date, datetime
from typing import Any

from faimi.content import Edition
from faimi.content.page import Page
from faimi.exchange.row_facts import split_names, timed_slots

MODES = {
    "in-person": "https://schema.org/OfflineEventAttendanceMode",
    "online": "https://schema.org/OnlineEventAttendanceMode",
    "hybrid": "https://schema.org/MixedEventAttendanceMode",
}


def as_event(page: Page, address: str, picture: str) -> dict[str, Any]:
    """The event with its talks and keynotes; `address` (of the page) and `picture` are absolute addresses.

    What is not known is left out. An edition that was called off is not announced.
    """
    edition = page.edition
    times = {row.slot.id: (row.begins, row.ends, row.planned) for row in timed_slots(page)}
    talks = [slot for slot in page.rows("slot") if slot.kind in ("talk", "keynote")]
    where = _where(edition, address)
    event = _known(
        "Event",
        name=edition.title,
        description=edition.tagline,
        url=address,
        image=picture,
        startDate=_iso(edition.starts_on),
        eventStatus="https://schema.org/EventScheduled",
        endDate=_iso(edition.last_day or edition.starts_on),
        organizer=[_known("Person", name=row.name) for row in page.rows("organizer")],
        subEvent=[_talk(slot, address, *times.get(slot.id, (slot.date,))) | where for slot in talks],
    )
    return {"@context": "https://schema.org"} | event | where


def _where(edition: Edition, address: str) -> dict[str, Any]:
    """Where it takes place, and how one takes part; what people call the venue may say it, too."""
    how = edition.attendance or ("online" if edition.venue.casefold() == "online" else "")
    place = {"@type": "Place", "name": edition.venue, "address": edition.venue}  # search engines ask for an address
    places = [place] if edition.venue and how != "online" else []
    if how in ("online", "hybrid"):
        places.append({"@type": "VirtualLocation", "url": address})
    known = {"location": places[0] if len(places) == 1 else places, "eventAttendanceMode": MODES.get(how)}
    return {name: value for name, value in known.items() if value}


def _talk(
    slot: Any, address: str, begins: date | None, ends: datetime | None = None, planned: datetime | None = None
) -> dict[str, Any]:
    performers = [_known("Person", name=name) for name in split_names(slot.shown_speaker)]
    times = {"startDate": _iso(begins), "endDate": _iso(ends), "previousStartDate": _iso(planned)}
    times |= {"eventStatus": "https://schema.org/EventRescheduled"} if planned else {}
    return _known("Event", name=str(slot), url=f"{address}#{slot.key}", performer=performers, **times)


def _iso(when: date | None) -> str:
    """A day, or a moment with its offset from UTC."""
    return when.isoformat() if when else ""


def _known(type: str, **values: Any) -> dict[str, Any]:
    return {"@type": type} | {name: value for name, value in values.items() if value}
