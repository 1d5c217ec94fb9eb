"""The time zone of a schedule: where it is asked for, what is offered, and what is said without one."""

from datetime import date, time

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient

from faimi.content.dates import Date
from faimi.content.schedule import Slot
from faimi.extensions import db
from tests.exchange.making import make, put
from tests.samples import SAMPLES

FORM = "/2031/edit/edition/1/form"


def field(client: FlaskClient, path: str = FORM) -> Tag:
    """The masthead's field for the time zone."""
    found = BeautifulSoup(client.get(path).text, "lxml").select_one(".field-timezone")
    assert found
    return found


def note(client: FlaskClient, path: str = "/2031/edit/") -> str:
    """What stands above the schedule, without its address."""
    return " ".join(BeautifulSoup(client.get(path).text, "lxml").select(".slot-section .note")[0].get_text().split())


def test_the_list_to_choose_from_finds_a_city_and_begins_with_the_venues_zones(app: Flask, alice: FlaskClient) -> None:
    make(venue="Córdoba, Spain")
    options = [str(option["value"]) for option in field(alice).select("datalist option")]
    assert options[:3] == ["Europe/Madrid", "Africa/Ceuta", "Atlantic/Canary"]
    assert "Europe/London" in options
    assert len({*options}) == len(options) > 400


@pytest.mark.parametrize(
    ("venue", "zone", "offered"),
    [
        ("Daejeon, Korea", None, ["Asia/Seoul"]),
        ("Daejeon, Korea", "Mars/X", ["Asia/Seoul"]),
        ("Daejeon, Korea", "Europe/Paris", []),
        ("Springfield, USA", None, []),
        ("Online", None, []),
    ],
)
def test_a_click_takes_the_zone_of_the_venue(
    venue: str, zone: str | None, offered: list[str], app: Flask, alice: FlaskClient
) -> None:
    make(venue=venue, timezone=zone)
    asked = field(alice)
    buttons = asked.select(".offers button")
    assert [str(button["value"]) for button in buttons] == offered
    assert {(button["type"], button["data-fill"]) for button in buttons} <= {("button", "edition-1-timezone")}
    assert ("has several time zones" in asked.get_text()) == (venue == "Springfield, USA")


@pytest.mark.parametrize(
    ("typed", "status", "zone", "said"),
    [
        ("London", 200, "Europe/London", ""),
        ("Marrakesh", 422, "Europe/Copenhagen", "No time zone is called “Marrakesh”. Is Africa/Casablanca meant?"),
        ("Mars", 422, "Europe/Copenhagen", "Give an IANA name such as Africa/Casablanca, or leave it empty."),
        ("", 200, None, ""),
    ],
)
def test_a_city_in_a_zones_name_is_taken_and_any_other_asked_about(
    typed: str, status: int, zone: str | None, said: str, app: Flask, alice: FlaskClient
) -> None:
    edition = make(timezone="Europe/Copenhagen")
    typed_form = SAMPLES["edition"] | {"timezone": typed, "version": "1"}
    answer = alice.post("/2031/edit/edition/1", data=typed_form)
    db.session.refresh(edition)
    error = BeautifulSoup(answer.text, "lxml").select_one(".field-timezone .error")
    assert (answer.status_code, edition.timezone, error.get_text() if error else "") == (status, zone, said)


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"starts_on": date(2031, 5, 1)}, "The time zone is not known, so nobody can tell"),
        ({"starts_on": date(2031, 5, 1), "timezone": "Mars/X"}, "The time zone “Mars/X” is not known here, so nobody"),
        ({"timezone": "UTC"}, "The date of the workshop is not known, so nobody can tell"),
    ],
)
def test_above_the_schedule_the_organizer_reads_why_there_are_no_calendars(
    known: dict[str, object], said: str, app: Flask, alice: FlaskClient, visitor: FlaskClient
) -> None:
    put(make(**known), "slot", Slot(title="T", start=time(9)))
    assert note(alice).startswith(said)
    assert note(visitor, "/2031/") == "To print: the programme on one sheet."
    assert BeautifulSoup(visitor.get("/2031/").text, "lxml").select(".when a") == []


def test_an_introduction_leaves_the_line_that_names_the_zone(
    app: Flask, alice: FlaskClient, visitor: FlaskClient
) -> None:
    edition = make(starts_on=date(2031, 5, 1), timezone="Asia/Seoul")
    put(edition, "slot", Slot(title="T", start=time(9)))
    edition.sections[0].intro = "In the large hall."
    db.session.commit()
    assert note(visitor, "/2031/").startswith(note(alice))
    assert note(alice).startswith("Times are local, UTC+9.")


def test_a_zone_that_is_unknown_here_breaks_nothing(app: Flask, alice: FlaskClient, visitor: FlaskClient) -> None:
    edition = make(starts_on=date(2031, 5, 1), timezone="Mars/X")
    put(edition, "slot", Slot(title="T", start=time(9)))
    put(edition, "date", Date(label="Submission", date=date(2031, 2, 28)))
    for path in ("/", "/2031/", "/2031/edition.json", "/2031/dates.ics", "/2031/changes.atom", "/sitemap.xml"):
        assert visitor.get(path).status_code == 200
    for path in ("schedule.ics", "schedule.json", "schedule.xml", "slot/1.ics"):
        assert visitor.get(f"/2031/{path}").status_code == 404
    assert alice.get("/2031/edit/").status_code == 200
    assert visitor.get("/2031/edition.json").get_json()["timezone"] is None
    assert "No time zone is called “Mars/X” here" in field(alice).get_text()
