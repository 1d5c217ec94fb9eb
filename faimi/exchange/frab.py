"""The schedule as conference apps read it: frab's schedule.json and schedule.xml, by the schemas of the C3VOC.

They place each event at a moment with its offset from UTC, so there is none until day and time zone are known.
"""

import re
from datetime import time
from typing import Any
from xml.etree import ElementTree

from faimi.content import Edition
from faimi.content.page import Page
from faimi.content.schedule import Slot
from faimi.content.timetable import moment
from faimi.exchange.identifiers import row_guid
from faimi.exchange.row_facts import Timed, as_text, split_names, timed_slots, web_address
from faimi.exchange.xml_elements import child, document

DEFAULT_ROOM = "Workshop"  # where a row has no track
NAMED_ZONE = re.compile("[A-Z][a-z]+/[A-Z][a-z]|UTC$")  # the names that the schema allows
EVENT_KEYS = ("room", "title", "subtitle", "type", "date", "start", "duration", "abstract", "slug", "track", "language")


def as_json(page: Page, address: str, picture: str) -> dict[str, Any] | None:
    """The schedule as the mapping that schedule.json holds, none where no row has a moment.

    `address` (of the page) and `picture` are absolute addresses.
    """
    edition, rows = page.edition, timed_slots(page)
    if not rows:
        return None
    days = [_day(page, own, number, address) for number, own in _by_day(page, rows).items()]
    conference = {
        "acronym": _acronym(edition),
        "title": edition.title,
        "start": days[0]["date"],
        "end": days[-1]["date"],
        "daysCount": len(days),
        "timeslot_duration": "00:05",
        "url": address,
        "logo": picture,
        "days": days,
    }
    if NAMED_ZONE.match(edition.timezone or ""):
        conference["time_zone_name"] = edition.timezone
    return {"schedule": {"version": str(edition.version), "conference": conference}}


def as_xml(page: Page, address: str, picture: str) -> bytes | None:
    """The schedule as schedule.xml, none where no row has a moment; the addresses are absolute."""
    whole = as_json(page, address, picture)
    if whole is None:
        return None
    conference = whole["schedule"]["conference"]
    root = ElementTree.Element("schedule")
    child(root, "generator", name="faimi")
    child(root, "version", whole["schedule"]["version"])
    head = child(root, "conference")
    for name in ("acronym", "title", "start", "end", "timeslot_duration", "logo", "url", "time_zone_name"):
        if name in conference:
            child(head, name, conference[name])
    child(head, "days", str(conference["daysCount"]))
    for day in conference["days"]:
        place = child(
            root, "day", index=str(day["index"]), date=day["date"], start=day["day_start"], end=day["day_end"]
        )
        for name, events in day["rooms"].items():
            room = child(place, "room", name=name)
            for event in events:
                _event_element(room, event)
    return document(root)


def _acronym(edition: Edition) -> str:
    """A short name of the letters that the schema allows."""
    return "workshop_" + re.sub(r"[^a-z0-9]+", "_", edition.slug.lower())


def _by_day(page: Page, rows: list[Timed]) -> dict[int, list[Timed]]:
    """The rows by the number of their day, for each day of the edition, also one without a row."""
    last = max(page.edition.days, *(row.slot.day for row in rows))
    return {number: [row for row in rows if row.slot.day == number] for number in range(1, last + 1)}


def _day(page: Page, rows: list[Timed], number: int, address: str) -> dict[str, Any]:
    """A day with its events by room, each in the order of time; it ends with its last row."""
    day, zone = page.edition.date_of(number), page.edition.zone
    assert day
    assert zone
    ends = max([moment(zone, day, time(23, 59)), *(row.ends or row.begins for row in rows)])
    rooms: dict[str, list[dict[str, Any]]] = {_room(row.slot): [] for row in rows}
    for row in sorted(rows, key=lambda row: row.begins):
        rooms[_room(row.slot)].append(_event(page, row, address))
    return {
        "index": number,
        "date": day.isoformat(),
        "day_start": moment(zone, day, time(0)).isoformat(),
        "day_end": ends.isoformat(),
        "rooms": rooms,
    }


def _room(slot: Slot) -> str:
    """Where a row is: in its room, else in that of its track, as far as one can tell."""
    return slot.shown_room or slot.track or DEFAULT_ROOM


def _event(page: Page, row: Timed, address: str) -> dict[str, Any]:
    slot, edition = row.slot, page.edition
    paper, keynote = page.named(slot, "paper"), page.named(slot, "keynote")
    links = {"Paper": paper.url, "PDF": paper.pdf, "Code": paper.code} if paper else {}
    links["Recording"] = slot.recording
    return {
        "id": slot.number,
        "guid": row_guid(edition, slot),
        "date": row.begins.isoformat(),
        "start": f"{row.begins:%H:%M}",
        "duration": f"{row.minutes // 60:02}:{row.minutes % 60:02}",
        "room": _room(slot),
        "slug": f"{_acronym(edition)}-slot-{slot.number}",
        "url": f"{address}#{slot.key}",
        "title": str(slot),
        "subtitle": "",
        "track": slot.track,
        "type": slot.kind,
        "language": "en",
        "abstract": as_text((keynote or paper).abstract) if keynote or paper else "",
        "persons": [{"name": name} for name in split_names(slot.shown_speaker)],
        "links": [{"title": title, "url": url} for title, url in links.items() if web_address(url)],
    }


def _event_element(room: ElementTree.Element, event: dict[str, Any]) -> None:
    element = child(room, "event", id=str(event["id"]), guid=event["guid"])
    for name in (*EVENT_KEYS, "url"):
        child(element, name, event[name])
    persons, links = child(element, "persons"), child(element, "links")
    for person in event["persons"]:
        child(persons, "person", person["name"])
    for link in event["links"]:
        child(links, "link", link["title"], href=link["url"])
