"""Calendars to subscribe to: the whole schedule, or one track."""

from datetime import date, time
from typing import Any

import pytest
import vobject
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from faimi.content import Edition
from faimi.content.schedule import Slot
from faimi.content.tracks import Track
from faimi.extensions import db
from tests.exchange.making import make, put

PAGE = "/2031/"
SITE = "webcal://localhost"


@pytest.fixture
def edition(app: Flask) -> Edition:
    """An edition of two tracks, with a lunch for everybody."""
    edition = make(starts_on=date(2031, 10, 12), timezone="Europe/Rome")
    rows = [("Talk", "A", 9), ("Poster", "B", 9), ("Lunch", "", 12)]
    put(edition, "slot", *[Slot(title=title, track=track, start=time(hour)) for title, track, hour in rows])
    return edition


def calendar(visitor: FlaskClient, path: str) -> Any:
    """A calendar, which an app with a subscription gets."""
    answer = visitor.get(path.removeprefix(SITE))
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    return vobject.readOne(answer.text)


def offered(visitor: FlaskClient) -> dict[str, str]:
    """What the page offers to subscribe to, by its words."""
    tree = BeautifulSoup(visitor.get(PAGE).text, "lxml")
    return {a.get_text(): str(a["href"]) for a in tree.select(".subscribe a")}


def test_an_app_subscribes_to_the_whole_schedule_or_to_one_track_and_asks_each_hour(
    edition: Edition, visitor: FlaskClient
) -> None:
    links = offered(visitor)
    assert [*links] == ["The whole schedule", "A", "B"]
    assert {link[: len(SITE)] for link in links.values()} == {SITE}
    told = {words: calendar(visitor, link) for words, link in links.items()}
    titles = {words: sorted(event.summary.value for event in one.vevent_list) for words, one in told.items()}
    assert titles == {
        "The whole schedule": ["Lunch", "Poster", "Talk"],
        "A": ["Lunch", "Talk"],
        "B": ["Lunch", "Poster"],
    }
    assert told["A"].contents["name"][0].value == told["A"].x_wr_calname.value == "A workshop: A"
    refresh = told["A"].contents["refresh-interval"][0]
    assert (refresh.value, refresh.params) == ("PT1H", {"VALUE": ["DURATION"]})
    assert told["A"].x_published_ttl.value == "PT1H"


def test_a_subscription_lasts_where_its_track_is_renamed_and_ends_with_it(
    edition: Edition, visitor: FlaskClient
) -> None:
    link, track = offered(visitor)["A"], edition.sections[0].tracks[0]
    before = {event.uid.value for event in calendar(visitor, link).vevent_list}
    track.name, track.version, edition.version = "Another name", 2, edition.version + 1
    db.session.commit()
    assert offered(visitor)["Another name"] == link
    assert {event.uid.value for event in calendar(visitor, link).vevent_list} == before
    edition.sections[0].hidden, edition.version = True, edition.version + 1
    db.session.commit()
    assert visitor.get(link.removeprefix(SITE)).status_code == 404
    assert visitor.get(f"{PAGE}track/3.ics").status_code == 404


def test_one_track_is_offered_alone_only_beside_others_and_nothing_without_a_zone(
    edition: Edition, visitor: FlaskClient
) -> None:
    for row in db.session.query(Slot).filter(Slot.in_track.has(Track.name == "B")):
        db.session.delete(row)
    edition.version += 1
    db.session.commit()
    assert [*offered(visitor)] == ["The whole schedule"]
    edition.timezone, edition.version, edition.header_version = None, edition.version + 1, 2
    db.session.commit()
    assert offered(visitor) == {}


def test_each_host_that_the_site_has_is_offered_its_own(edition: Edition, visitor: FlaskClient) -> None:
    offered(visitor)
    assert "webcal://example.org/2031/schedule.ics" in visitor.get(PAGE, base_url="https://example.org").text
    assert offered(visitor)["The whole schedule"] == f"{SITE}/2031/schedule.ics"
