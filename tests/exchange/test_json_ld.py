"""What search engines read on the page."""

import json
from datetime import date, time
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from faimi.content import Edition
from faimi.content.organizers import Organizer
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from faimi.extensions import db
from tests.exchange.making import STRANGE, make, put


def event_of(client: FlaskClient, slug: str = "2024-miccai") -> Any:
    """The event that the page describes."""
    (script,) = BeautifulSoup(client.get(f"/{slug}/").text, "lxml").select('script[type="application/ld+json"]')
    return json.loads(script.string or "")


def test_the_event_has_its_day_its_place_its_people_and_each_talk(edition: Edition, visitor: FlaskClient) -> None:
    event = event_of(visitor)
    assert (event["@context"], event["@type"]) == ("https://schema.org", "Event")
    assert (event["name"], event["startDate"]) == (edition.title, "2024-10-10")
    assert {person["@type"] for person in event["organizer"]} == {"Person"}
    assert len(event["organizer"]) == db.session.query(Organizer).count()
    talks = db.session.query(Slot).filter(Slot.kind.in_(["talk", "keynote"])).count()
    assert len(event["subEvent"]) == talks
    slot = db.session.query(Paper).filter(Paper.title.startswith("BMFT")).one().slots[0]
    talk = next(part for part in event["subEvent"] if part["url"].endswith(f"/slot/{slot.number}/"))
    assert talk == {
        "@type": "Event",
        "name": slot.shown_title,
        "url": f"http://localhost/2024-miccai/slot/{slot.number}/",
        "startDate": "2024-10-10T17:30:00+01:00",
        "endDate": "2024-10-10T17:40:00+01:00",
        "performer": [{"@type": "Person", "name": "Yuyang Xue"}],
        "location": {"@type": "Place", "name": edition.venue, "address": edition.venue},
    }


def test_what_is_not_known_is_left_out(app: Flask, visitor: FlaskClient) -> None:
    edition = make()
    assert event_of(visitor, "2031") == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "A workshop",
        "url": "http://localhost/2031/",
        "image": "http://localhost/2031/share.png",
        "eventStatus": "https://schema.org/EventScheduled",
    }
    slot = Slot(title="T", start=time(9))
    put(edition, "slot", slot, Slot(title="Lunch", kind="break"))
    talk = {"@type": "Event", "name": "T", "url": f"http://localhost/2031/slot/{slot.number}/"}
    assert event_of(visitor, "2031")["subEvent"] == [talk]


def test_the_event_and_its_talks_have_addresses_on_the_site(app: Flask, edition: Edition, visitor: FlaskClient) -> None:
    app.config["SITE_URL"] = "https://example.org/name"
    event = event_of(visitor)
    page = "https://example.org/name/2024-miccai/"
    assert (event["url"], event["image"]) == (page, f"{page}share.png")
    talks = [visitor.get(talk["url"].removeprefix("https://example.org/name")) for talk in event["subEvent"]]
    assert {talk.status_code for talk in talks} == {200}
    assert all(
        f'rel="canonical" href="{part["url"]}"' in talk.text
        for part, talk in zip(event["subEvent"], talks, strict=True)
    )


def test_an_event_online_is_told_as_one_and_any_other_place_as_a_place(app: Flask, visitor: FlaskClient) -> None:
    edition = make(venue="online")
    put(edition, "slot", Slot(title="T"))
    event = event_of(visitor, "2031")
    assert event["location"] == {"@type": "VirtualLocation", "url": "http://localhost/2031/"}
    assert event["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert event["subEvent"][0]["location"] == event["location"]
    edition.venue, edition.version = "Marrakesh and online", edition.version + 1
    db.session.commit()
    event = event_of(visitor, "2031")
    assert event["location"] == {"@type": "Place", "name": "Marrakesh and online", "address": "Marrakesh and online"}
    assert "eventAttendanceMode" not in event


@pytest.mark.parametrize(
    ("attendance", "mode", "types"),
    [
        ("in-person", "Offline", ["Place"]),
        ("online", "Online", ["VirtualLocation"]),
        ("hybrid", "Mixed", ["Place", "VirtualLocation"]),
    ],
)
def test_how_one_takes_part_is_told_by_its_mode_and_places(
    attendance: str, mode: str, types: list[str], app: Flask, visitor: FlaskClient
) -> None:
    make(venue="Turin", attendance=attendance)
    event = event_of(visitor, "2031")
    assert event["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
    places = event["location"] if isinstance(event["location"], list) else [event["location"]]
    assert [place["@type"] for place in places] == types


@pytest.mark.parametrize("language", ["", "fr"])
def test_the_language_of_its_text_is_told_where_it_is_known(language: str, app: Flask, visitor: FlaskClient) -> None:
    make(language=language)
    assert event_of(visitor, "2031").get("inLanguage", "") == language


def test_any_text_arrives_and_none_ends_the_script(app: Flask, visitor: FlaskClient) -> None:
    text = f"</script><script>alert(1)</script> {STRANGE}"
    put(make(title=text, starts_on=date(2031, 5, 1)), "slot", Slot(title=text, start=time(9)))
    event = event_of(visitor, "2031")
    assert (event["name"], event["subEvent"][0]["name"]) == (text, text)


def test_without_a_time_zone_a_talk_has_its_day_alone(app: Flask, visitor: FlaskClient) -> None:
    put(make(starts_on=date(2031, 5, 1)), "slot", Slot(title="T", start=time(9), end=time(10)))
    (talk,) = event_of(visitor, "2031")["subEvent"]
    assert (talk["startDate"], "endDate" in talk) == ("2031-05-01", False)


def test_a_page_that_is_no_edition_is_no_event(app: Flask, visitor: FlaskClient) -> None:
    make(state="page")
    assert "ld+json" not in visitor.get("/2031/").text
