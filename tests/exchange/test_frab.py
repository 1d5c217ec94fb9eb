"""The schedule for conference apps: what their schema asks for, checked on what lxml and json read."""

import json
import re
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

import jsonschema
import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree

from faimi.content import Edition
from faimi.content.keynotes import Keynote
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from faimi.extensions import db
from tests.conftest import PAGES, SLUG
from tests.exchange.making import STRANGE, make, put

SCHEMAS = PAGES.parent / "schemas"
IN_CONFERENCE = {"acronym", "title", "start", "end", "days", "timeslot_duration", "logo", "url", "time_zone_name"}
IN_EVENT = set(
    "room title subtitle type date start duration abstract slug track language url persons links".split()  # noqa: SIM905
)


def tree_of(client: FlaskClient, slug: str = "2024-miccai") -> Any:
    """The file schedule.xml as a tree, after a check of its shape."""
    answer = client.get(f"/{slug}/schedule.xml")
    assert answer.mimetype == "application/xml"
    root = etree.fromstring(answer.data)
    assert [child.tag for child in root][:4] == ["generator", "version", "conference", "day"]
    assert {child.tag for child in root.find("conference")} <= IN_CONFERENCE
    for event in root.iter("event"):
        assert sorted(child.tag for child in event) == sorted(IN_EVENT)
        assert int(event.get("id")) > 0
        assert UUID(event.get("guid")).version == 5
        assert datetime.fromisoformat(event.findtext("date")).utcoffset() is not None
        assert re.fullmatch(r"[0-2]\d:[0-5]\d", event.findtext("start"))
        assert re.fullmatch(r"\d{2}:\d{2}", event.findtext("duration"))
        assert re.fullmatch(r"[a-z0-9_-]+[a-z0-9]", event.findtext("slug"))
        assert event.findtext("room") == event.getparent().get("name")
    for name in ("guid", "id"):
        assert len(set(root.xpath(f"//event/@{name}"))) == len(list(root.iter("event")))
    return root


def data_of(client: FlaskClient, slug: str = "2024-miccai") -> Any:
    """The conference in schedule.json, after a check of its shape."""
    schedule = client.get(f"/{slug}/schedule.json").get_json()["schedule"]
    assert set(schedule) == {"version", "conference"}
    conference = schedule["conference"]
    assert conference["daysCount"] == len(conference["days"])
    assert re.fullmatch(r"[a-z0-9_-][a-z0-9_]{3,}", conference["acronym"])
    for day in conference["days"]:
        assert set(day) == {"index", "date", "day_start", "day_end", "rooms"}
        for events in day["rooms"].values():
            assert all(set(event) == IN_EVENT | {"id", "guid"} for event in events)
    return conference


def assert_as_schemas_ask(client: FlaskClient, slug: str) -> None:
    """Has both files validated."""
    schema = json.loads((SCHEMAS / "frab-schedule.json").read_text())
    jsonschema.Draft6Validator(schema, format_checker=jsonschema.FormatChecker()).validate(
        client.get(f"/{slug}/schedule.json").json
    )
    xsd = etree.XMLSchema(etree.parse(SCHEMAS / "frab-schedule.xsd"))
    xsd.assertValid(etree.fromstring(client.get(f"/{slug}/schedule.xml").data))


def test_a_talk_stands_in_its_room_with_its_facts(edition: Edition, visitor: FlaskClient) -> None:
    paper = db.session.query(Paper).filter(Paper.title.startswith("BMFT")).one()
    paper.url = "https://example.org/paper"
    db.session.commit()
    slot = paper.slots[0]
    room = data_of(visitor)["days"][0]["rooms"]["FAIMI"]
    talk = next(event for event in room if event["id"] == slot.number)
    assert talk | {"guid": ""} == {
        "id": slot.number,
        "guid": "",
        "date": "2024-10-10T17:30:00+01:00",
        "start": "17:30",
        "duration": "00:10",
        "room": "FAIMI",
        "slug": f"workshop_2024_miccai-slot-{slot.number}",
        "url": f"http://localhost/2024-miccai/#slot-{slot.number}",
        "title": slot.shown_title,
        "subtitle": "",
        "track": "FAIMI",
        "type": "talk",
        "language": "en",
        "abstract": "",
        "persons": [{"name": "Yuyang Xue"}],
        "links": [{"title": "Paper", "url": "https://example.org/paper"}],
    }


def test_both_files_hold_the_same_events(edition: Edition, visitor: FlaskClient) -> None:
    rooms, root = data_of(visitor)["days"][0]["rooms"], tree_of(visitor)
    assert {room.get("name"): len(room) for room in root.findall("day/room")} == {n: len(e) for n, e in rooms.items()}
    told = {event.get("guid"): event.findtext("title") for event in root.iter("event")}
    assert told == {event["guid"]: event["title"] for events in rooms.values() for event in events}
    assert len(told) == db.session.query(Slot).filter(Slot.start.is_not(None)).count()


def test_the_conference_is_named_with_its_day_and_zone(edition: Edition, visitor: FlaskClient) -> None:
    conference = tree_of(visitor).find("conference")
    assert {child.tag: child.text for child in conference} == {
        "acronym": "workshop_2024_miccai",
        "title": edition.title,
        "start": "2024-10-10",
        "end": "2024-10-10",
        "days": "1",
        "timeslot_duration": "00:05",
        "logo": "http://localhost/2024-miccai/share.png",
        "url": "http://localhost/2024-miccai/",
        "time_zone_name": "Africa/Casablanca",
    }


def test_a_room_is_in_the_order_of_time_and_a_keynote_brings_its_abstract(app: Flask, visitor: FlaskClient) -> None:
    edition = make(starts_on=date(2031, 5, 1), timezone="Asia/Kolkata")
    keynote = Keynote(speaker="A Speaker", title="Their title", abstract="Some **bold** words.")
    put(edition, "keynote", keynote)
    put(edition, "slot", Slot(title="Last", start=time(10)), Slot(kind="keynote", keynote=keynote, start=time(9)))
    first, last = data_of(visitor, "2031")["days"][0]["rooms"]["Workshop"]
    assert (first["title"], first["abstract"], first["type"]) == ("Their title", "Some bold words.", "keynote")
    assert (last["title"], last["duration"], last["persons"]) == ("Last", "00:00", [])
    assert first["date"] == "2031-05-01T09:00:00+05:30"


@pytest.mark.parametrize(
    ("known", "start"),
    [
        ({}, time(9)),
        ({"starts_on": date(2031, 5, 1)}, time(9)),
        ({"timezone": "UTC"}, time(9)),
        ({"starts_on": date(2031, 5, 1), "timezone": "UTC"}, None),
    ],
    ids=["nothing", "no time zone", "no day", "no start"],
)
def test_until_a_row_has_a_moment_there_are_no_files(
    known: dict[str, Any], start: time | None, app: Flask, visitor: FlaskClient
) -> None:
    put(make(**known), "slot", Slot(title="T", start=start))
    assert [visitor.get(f"/2031/schedule.{name}").status_code for name in ("json", "xml")] == [404, 404]


@pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the schemas of the C3VOC are not beside this repository")
@pytest.mark.parametrize("zone", ["Africa/Casablanca", "America/Argentina/Buenos_Aires", "UTC", "Etc/GMT-5", "EST"])
def test_both_files_are_as_their_schemas_ask(zone: str, edition: Edition, visitor: FlaskClient) -> None:
    edition.timezone = zone
    paper = db.session.query(Paper).filter(Paper.title.startswith("BMFT")).one()
    paper.url = "https://example.org/paper"
    strange = Slot(title=STRANGE, track="A\nB", start=time(9), recording="https://example.org/?a=1&b=<")
    put(edition, "slot", strange)
    assert_as_schemas_ask(visitor, SLUG)


@pytest.mark.skipif(not SCHEMAS.is_dir(), reason="the schemas of the C3VOC are not beside this repository")
def test_a_bare_row_is_as_the_schemas_ask(app: Flask, visitor: FlaskClient) -> None:
    put(make(slug="x", starts_on=date(2031, 3, 9), timezone="America/New_York"), "slot", Slot(start=time(2, 30)))
    assert_as_schemas_ask(visitor, "x")


@pytest.mark.parametrize("text", [STRANGE, "two\nlines", "a\x0b\x1f\ufffeb"])
def test_any_text_arrives(text: str, app: Flask, visitor: FlaskClient) -> None:
    edition = make(title=text, starts_on=date(2031, 5, 1), timezone="UTC")
    put(edition, "slot", Slot(title=text, track=text, start=time(9), recording="https://example.org/?a=1&b=<"))
    shown = "ab" if "\x0b" in text else text
    root = tree_of(visitor, "2031")
    assert (root.findtext("conference/title"), root.findtext("day/room/event/title")) == (shown, shown)
    assert root.find("day/room").get("name") == shown
    assert root.find(".//link").get("href") == "https://example.org/?a=1&b=<"
    assert list(data_of(visitor, "2031")["days"][0]["rooms"]) == [text]


def test_only_links_that_work_anywhere_are_told(app: Flask, visitor: FlaskClient) -> None:
    edition = make(starts_on=date(2031, 5, 1), timezone="UTC")
    put(edition, "slot", Slot(title="T", start=time(9), recording="/assets/talk.mp4"))
    assert data_of(visitor, "2031")["days"][0]["rooms"]["Workshop"][0]["links"] == []
