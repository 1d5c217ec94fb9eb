"""iCalendar (RFC 5545): the programme, one talk, and the dates.

A calendar takes an event as changed when its SEQUENCE is higher: here the edition's version as of the last change of
what the event shows; a talk also shows what its paper, its keynote and the masthead say.
"""

from datetime import UTC, datetime
from typing import Any

from faimi.content import Edition
from faimi.content.dates import Date
from faimi.content.events import Event
from faimi.content.page import Page
from faimi.content.prose import day
from faimi.exchange.identifiers import row_uid
from faimi.exchange.row_facts import EPOCH, Timed, printable, timed_slots, web_address


def schedule_calendar(page: Page) -> bytes:
    """All rows of the schedule that have a time."""
    return _calendar(page.edition, [_talk(page, row) for row in timed_slots(page)])


def talk_calendar(page: Page, number: int) -> bytes | None:
    """One row of the schedule; nothing where the edition has no such row, or the row no time."""
    talks = [_talk(page, row) for row in timed_slots(page) if row.slot.number == number]
    return _calendar(page.edition, talks) if talks else None


def dates_calendar(page: Page) -> bytes:
    """The dates that are known, as events of a whole day."""
    return _calendar(page.edition, [_date(page.edition, row) for row in page.rows("date") if row.date])


def _calendar(edition: Edition, events: list[dict[str, Any]]) -> bytes:
    from icalendar import Calendar, Event, vText  # few requests need it

    calendar = Calendar()
    calendar.add("prodid", "-//faimi//faimi//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(printable(edition.title)))
    for properties in events:
        event = Event()
        for name, value in properties.items():
            if value:
                event.add(name, printable(value) if isinstance(value, str) else value)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _named(edition: Edition, row: Event) -> dict[str, Any]:
    """What an event is called, and its version."""
    changed_at = (row.changed_at or EPOCH).replace(tzinfo=UTC)
    return {"uid": row_uid(edition, row), "dtstamp": changed_at, "sequence": row.sequence}


def _talk(page: Page, row: Timed) -> dict[str, Any]:
    slot, edition = row.slot, page.edition
    paper = page.named(slot, "paper")
    return _named(edition, slot) | {
        "dtstart": _moment(row.begins),
        "dtend": row.ends and _moment(row.ends),
        "summary": str(slot),
        "location": edition.venue,
        "categories": [printable(slot.track)] if slot.track else None,
        "description": "\n".join(filter(None, [slot.shown_speaker, slot.recording])),
        "url": web_address(slot.recording) or web_address(paper.url if paper else ""),
    }


def _moment(when: datetime) -> datetime:
    """A moment in UTC; one without a time zone stays as it is, which iCalendar calls floating."""
    return when.astimezone(UTC) if when.tzinfo else when


def _date(edition: Edition, row: Date) -> dict[str, Any]:
    return _named(edition, row) | {
        "dtstart": row.date,
        "summary": f"{edition.title}: {row.label}",
        "description": f"Moved from {', '.join(map(day, row.earlier))}." if row.superseded else "",
        "transp": "TRANSPARENT",
    }
