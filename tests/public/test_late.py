"""A row that runs late: the plan stays, and what is announced stands beside it, in calendars and for apps."""

import json
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
import vobject
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from faimi.content import Edition
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from faimi.content.timetable import LocalTime
from tests.exchange.making import make, put

PAGE = "/2031/"


@pytest.fixture
def edition(app: Flask) -> Edition:
    """An edition of two days in Turin, on whose first two rows are late, one past midnight."""
    edition = make(starts_on=date(2031, 10, 12), ends_on=date(2031, 10, 13), timezone="Europe/Rome", venue="Turin")
    paper = Paper(title="What it is about", authors="Ada Author")
    put(edition, "paper", paper)
    put(
        edition,
        "slot",
        Slot(title="Opening", start=time(9), end=time(9, 30)),
        Slot(paper=paper, start=time(10, 20), end=time(10, 40), delay=10),
        Slot(title="Reception", start=time(23, 30), end=time(0, 30), kind="other", delay=45),
    )
    return edition


def page_of(visitor: FlaskClient) -> BeautifulSoup:
    """The edition's page."""
    return BeautifulSoup(visitor.get(PAGE).text, "lxml")


@pytest.mark.parametrize(
    ("start", "end", "delay", "begins", "ends"),
    [
        (time(9), time(9, 30), 0, LocalTime(2, time(9)), LocalTime(2, time(9, 30))),
        (time(9), time(9, 30), 35, LocalTime(2, time(9, 35)), LocalTime(2, time(10, 5))),
        (time(9), None, 60, LocalTime(2, time(10)), None),
        (time(23, 30), time(0, 30), 30, LocalTime(3, time(0)), LocalTime(3, time(1))),
        (None, None, 10, None, None),
    ],
)
def test_what_is_announced_is_the_plan_and_the_delay_also_past_midnight(
    start: time | None, end: time | None, delay: int, begins: LocalTime | None, ends: LocalTime | None
) -> None:
    slot = Slot(day=2, start=start, end=end, delay=delay)
    assert (slot.announced_start, slot.announced_end) == (begins, ends)


def test_the_page_shows_when_a_late_row_begins_now_and_the_plan_struck_through(
    edition: Edition, visitor: FlaskClient
) -> None:
    shown = [" ".join(one.get_text(" ").split()) for one in page_of(visitor).select(".slot .when")]
    assert shown == [
        "09:00 – 09:30",
        "now 10:30 – 10:50 planned 10:20 – 10:40 10 min late",
        "now 00:15 +1 – 01:15 +1 planned 23:30 – 00:30 +1 45 min late",
    ]
    struck = [[one.text for one in row.select("s time")] for row in page_of(visitor).select(".slot")]
    assert struck == [[], ["10:20", "10:40"], ["23:30", "00:30"]]


def test_a_row_without_a_time_is_not_late(edition: Edition, visitor: FlaskClient) -> None:
    put(edition, "slot", Slot(title="Some time", delay=10))
    assert page_of(visitor).select(".slot")[-1].select(".when")[0].get_text(strip=True) == ""


def test_a_paper_says_when_its_talk_begins_now(edition: Edition, visitor: FlaskClient) -> None:
    assert [one.text for one in page_of(visitor).select(".paper .labels .tag")] == ["Talk Sun 10:30"]
    assert "2031-10-12 10:30" in visitor.get(f"{PAGE}papers.csv").text


def test_calendars_have_it_at_the_announced_time_and_tell_the_plan(edition: Edition, visitor: FlaskClient) -> None:
    calendar = vobject.readOne(visitor.get(f"{PAGE}schedule.ics").text)
    opening, talk, reception = calendar.vevent_list
    assert opening.dtstart.value == datetime(2031, 10, 12, 7, tzinfo=UTC)
    assert "description" not in opening.contents
    assert talk.dtstart.value == datetime(2031, 10, 12, 8, 30, tzinfo=UTC)
    assert talk.dtend.value == datetime(2031, 10, 12, 8, 50, tzinfo=UTC)
    assert talk.description.value == "Ada Author\n10 min late: planned for 10:20–10:40."
    assert reception.dtstart.value == datetime(2031, 10, 12, 22, 15, tzinfo=UTC)
    assert vobject.readOne(visitor.get(f"{PAGE}slot/2.ics").text).vevent.dtstart.value == talk.dtstart.value


def test_conference_apps_have_it_at_the_announced_time_on_the_day_of_the_plan(
    edition: Edition, visitor: FlaskClient
) -> None:
    whole: Any = visitor.get(f"{PAGE}schedule.json").json
    first, second = whole["schedule"]["conference"]["days"]
    assert [one["date"] for one in first["rooms"]["Workshop"]] == [
        "2031-10-12T09:00:00+02:00",
        "2031-10-12T10:30:00+02:00",
        "2031-10-13T00:15:00+02:00",
    ]
    assert {one["duration"] for one in first["rooms"]["Workshop"]} == {"00:30", "00:20", "01:00"}
    assert first["day_end"] == "2031-10-13T01:15:00+02:00"
    assert not second["rooms"]
    assert "<start>10:30</start>" in visitor.get(f"{PAGE}schedule.xml").text


def test_search_engines_are_told_that_it_is_put_off_and_from_when(edition: Edition, visitor: FlaskClient) -> None:
    script = page_of(visitor).find("script", type="application/ld+json")
    assert script
    opening, talk = json.loads(script.text)["subEvent"]
    assert "eventStatus" not in opening
    assert talk["startDate"] == "2031-10-12T10:30:00+02:00"
    assert talk["endDate"] == "2031-10-12T10:50:00+02:00"
    assert talk["previousStartDate"] == "2031-10-12T10:20:00+02:00"
    assert talk["eventStatus"] == "https://schema.org/EventRescheduled"


def test_edition_json_has_the_plan_and_the_delay(edition: Edition, visitor: FlaskClient) -> None:
    whole: Any = visitor.get(f"{PAGE}edition.json").json
    assert [(row["start"], row["end"], row["delay"]) for row in whole["schedule"]] == [
        ("09:00", "09:30", 0),
        ("10:20", "10:40", 10),
        ("23:30", "00:30", 45),
    ]
