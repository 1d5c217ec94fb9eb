"""iCalendar (RFC 5545 and 7986): the programme, one track, one talk, and the dates, to take along or to subscribe to.

A calendar takes an event as changed when its SEQUENCE is higher: here the edition's version as of the last change of
what the event shows; a talk also shows what its paper, its keynote and the masthead say.
"""

from datetime import UTC, timedelta
from typing import Any

from faimi.content import Edition
from faimi.content.date_words import day
from faimi.content.dates import Date
from faimi.content.events import Event
from faimi.content.page import Page
from faimi.content.schedule import Slot
from faimi.exchange.identifiers import row_uid
from faimi.exchange.row_facts import EPOCH, Timed, printable, timed_slot, timed_slots, web_address

REFRESH_INTERVAL = timedelta(hours=1)  # after which who subscribes asks again


def schedule_calendar(page: Page, address: str) -> bytes | None:
    """All rows of the schedule that have a moment, none where there are none; `address` is the page's, absolute."""
    return _calendar(page.edition, [_talk(page, row, address) for row in timed_slots(page)])


def talk_calendar(page: Page, address: str, number: int) -> bytes | None:
    """One row of the schedule; none where the edition has no such row, or the row no moment."""
    slot = page.row("slot", number)
    row = timed_slot(page.edition, slot) if slot else None
    return _calendar(page.edition, [_talk(page, row, address)] if row else [])


def track_calendar(page: Page, address: str, number: int) -> bytes | None:
    """The rows of one track and those for everybody; none where there is no such track, or no row with a moment."""
    track = page.row("track", number)
    rows = [row for row in timed_slots(page) if row.slot.in_track in (None, track)] if track else []
    return _calendar(page.edition, [_talk(page, row, address) for row in rows], str(track))


def dates_calendar(page: Page, address: str) -> bytes | None:
    """The dates that are known: a deadline at its moment, else an event of a whole day; none where none is."""
    return _calendar(page.edition, [_date(page.edition, row, address) for row in page.rows("date") if row.date])


def _calendar(edition: Edition, events: list[dict[str, Any]], part: str = "") -> bytes | None:
    """A calendar of events; none without any, for RFC 5545 knows no empty one. It may be that of a part alone."""
    if not events:
        return None
    from icalendar import Calendar, Event, vDuration, vText  # few requests need it

    calendar = Calendar()
    calendar.add("prodid", "-//faimi//faimi//EN")
    calendar.add("version", "2.0")
    title = vText(printable(": ".join(filter(None, [edition.title, part]))))
    for property in ("name", "x-wr-calname"):
        calendar.add(property, title)
    calendar.add("refresh-interval", vDuration(REFRESH_INTERVAL), {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH_INTERVAL))
    for properties in events:
        event = Event()
        for name, value in properties.items():
            if value:
                event.add(name, printable(value) if isinstance(value, str) else value)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _named(edition: Edition, row: Event, address: str) -> dict[str, Any]:
    """What an event is called, its version, and where it stands on the page."""
    changed_at = (row.changed_at or EPOCH).replace(tzinfo=UTC)
    version = {"dtstamp": changed_at, "sequence": row.sequence}
    return {"uid": row_uid(edition, row), "url": f"{address}#{row.key}"} | version


def _talk(page: Page, row: Timed, address: str) -> dict[str, Any]:
    slot, edition = row.slot, page.edition
    paper, own = page.named(slot, "paper"), _named(edition, slot, address)
    return own | {
        "dtstart": row.begins.astimezone(UTC),
        "dtend": row.ends and row.ends.astimezone(UTC),
        "summary": str(slot),
        "location": ", ".join(filter(None, [slot.shown_room, edition.venue])),
        "categories": [printable(slot.track)] if slot.track else None,
        "description": "\n".join(filter(None, [slot.shown_speaker, slot.recording, _plan(slot)])),
        "url": web_address(slot.recording) or web_address(paper.url if paper else "") or own["url"],
    }


def _plan(slot: Slot) -> str:
    """For when a row was planned, where it is late; its event is at the announced time."""
    times = "–".join(f"{clock:%H:%M}" for clock in (slot.start, slot.end) if clock)
    return f"{slot.delay} min late: planned for {times}." if slot.delay else ""


def _date(edition: Edition, row: Date, address: str) -> dict[str, Any]:
    told = [f"{row.when}."] if row.is_deadline else []
    told += [f"Moved from {', '.join(map(day, row.earlier))}."] if row.superseded else []
    return _named(edition, row, address) | {
        "dtstart": row.instant.replace(tzinfo=UTC) if row.instant else row.date,
        "summary": f"{edition.title}: {row.label}",
        "description": " ".join(told),
        "transp": "TRANSPARENT",
    }
