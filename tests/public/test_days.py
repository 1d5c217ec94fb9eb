"""An edition of several days: on its page, in calendars, for apps and search engines, and in each file."""

import json
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import vobject
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from faimi.content import KIND, Edition
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from faimi.extensions import db
from faimi.public import versions
from tests.exchange.making import make, put

PAGE = "/2031/"


def tree_of(answer: TestResponse) -> BeautifulSoup:
    """The page of an answer."""
    return BeautifulSoup(answer.text, "lxml")


@pytest.fixture
def edition(app: Flask) -> Edition:
    """An edition of two days in Turin, whose first ends past midnight."""
    edition = make(starts_on=date(2031, 10, 12), ends_on=date(2031, 10, 13), timezone="Europe/Rome", venue="Turin")
    put(
        edition,
        "slot",
        Slot(title="Opening", start=time(9), end=time(9, 30)),
        Slot(title="Reception", start=time(23, 30), end=time(0, 30), kind="other"),
        Slot(title="Closing", start=time(9), end=time(10), day=2),
    )
    return edition


def test_each_day_has_a_heading_and_the_masthead_says_first_and_last(edition: Edition, visitor: FlaskClient) -> None:
    page = tree_of(visitor.get(PAGE))
    assert [one.text for one in page.select(".day-name")] == ["Sunday, 12 October 2031", "Monday, 13 October 2031"]
    assert " ".join(page.select(".masthead .facts")[0].get_text(" ").split()) == "12 – 13 October 2031 Turin"
    after = [one.text for one in page.select(".day-name ~ .group .title, .day-name")]
    assert [" ".join(text.split()) for text in after][-2:] == ["Monday, 13 October 2031", "Closing"]


def test_one_day_alone_has_no_heading(app: Flask, visitor: FlaskClient) -> None:
    put(make(starts_on=date(2031, 10, 12)), "slot", Slot(title="Opening", start=time(9)))
    assert not tree_of(visitor.get(PAGE)).select(".day-name")


def test_a_track_below_a_day_is_a_heading_below_that_of_the_day(edition: Edition, visitor: FlaskClient) -> None:
    put(edition, "slot", Slot(title="One", track="Main"), Slot(title="Two", track="Main", day=2))
    section = tree_of(visitor.get(PAGE)).select(".section")[-1]
    names = [(one.name, one.text) for one in section.select(".day-name, .group-name :is(h3, h4)")]
    assert names == [
        ("h3", "Sunday, 12 October 2031"),
        ("h4", "Main"),
        ("h3", "Monday, 13 October 2031"),
        ("h4", "Main"),
    ]


def test_a_row_past_midnight_says_that_it_ends_on_the_next_day(edition: Edition, visitor: FlaskClient) -> None:
    whens = [" ".join(one.text.split()) for one in tree_of(visitor.get(PAGE)).select(".when")]
    assert whens == ["09:00–09:30", "23:30–00:30+1", "09:00–10:00"]


def test_a_paper_says_on_which_day_its_talk_is(edition: Edition, visitor: FlaskClient) -> None:
    paper = Paper(title="A paper", authors="An Author")
    put(edition, "paper", paper)
    put(edition, "slot", Slot(paper=paper, start=time(11), day=2))
    assert tree_of(visitor.get(PAGE)).select(".paper .tag")[0].text == "Talk Mon 11:00"
    assert "2031-10-13 11:00" in visitor.get(f"{PAGE}papers.csv").text


def test_calendars_have_each_row_on_its_day(edition: Edition, visitor: FlaskClient) -> None:
    calendar = vobject.readOne(visitor.get(f"{PAGE}schedule.ics").text)
    times = {
        event.summary.value: [f"{moment.value:%dT%H:%M}" for moment in (event.dtstart, event.dtend)]
        for event in calendar.vevent_list
    }
    assert times == {
        "Opening": ["12T07:00", "12T07:30"],
        "Reception": ["12T21:30", "12T22:30"],
        "Closing": ["13T07:00", "13T08:00"],
    }


def test_conference_apps_have_a_day_for_each(edition: Edition, visitor: FlaskClient) -> None:
    conference = visitor.get(f"{PAGE}schedule.json").json["schedule"]["conference"]  # type: ignore[index]  # it is a mapping
    assert (conference["start"], conference["end"], conference["daysCount"]) == ("2031-10-12", "2031-10-13", 2)
    assert [(day["index"], day["date"], day["day_end"]) for day in conference["days"]] == [
        (1, "2031-10-12", "2031-10-13T00:30:00+02:00"),
        (2, "2031-10-13", "2031-10-13T23:59:00+02:00"),
    ]
    lengths = [event["duration"] for day in conference["days"] for event in day["rooms"]["Workshop"]]
    assert lengths == ["00:30", "01:00", "01:00"]
    days = BeautifulSoup(visitor.get(f"{PAGE}schedule.xml").data, "xml").select("day")
    assert [(day["index"], day["date"]) for day in days] == [("1", "2031-10-12"), ("2", "2031-10-13")]


def test_a_day_without_a_row_is_one_for_apps_too(app: Flask, visitor: FlaskClient) -> None:
    edition = make(starts_on=date(2031, 10, 12), ends_on=date(2031, 10, 14), timezone="UTC")
    put(edition, "slot", Slot(title="Closing", start=time(9), day=3))
    days = visitor.get(f"{PAGE}schedule.json").json["schedule"]["conference"]["days"]  # type: ignore[index]
    assert [len(day["rooms"]) for day in days] == [0, 0, 1]


def test_search_engines_are_told_the_last_day_and_that_of_each_talk(edition: Edition, visitor: FlaskClient) -> None:
    (script,) = tree_of(visitor.get(PAGE)).select('script[type="application/ld+json"]')
    event: dict[str, Any] = json.loads(script.text)
    assert (event["startDate"], event["endDate"]) == ("2031-10-12", "2031-10-13")
    starts = {talk["name"]: talk["startDate"] for talk in event["subEvent"]}
    assert starts == {"Opening": "2031-10-12T09:00:00+02:00", "Closing": "2031-10-13T09:00:00+02:00"}


def test_edition_json_has_days_dates_and_lengths(edition: Edition, visitor: FlaskClient) -> None:
    whole: dict[str, Any] = visitor.get(f"{PAGE}edition.json").json  # type: ignore[assignment]  # it is a mapping
    assert (whole["starts_on"], whole["ends_on"]) == ("2031-10-12", "2031-10-13")
    rows = [[row[name] for name in ("day", "day_number", "start", "end", "minutes")] for row in whole["schedule"]]
    assert rows == [
        ["2031-10-12", 1, "09:00", "09:30", 30],
        ["2031-10-12", 1, "23:30", "00:30", 60],
        ["2031-10-13", 2, "09:00", "10:00", 60],
    ]


def test_a_row_has_a_room_on_the_page_in_calendars_and_for_apps(edition: Edition, visitor: FlaskClient) -> None:
    put(edition, "slot", Slot(title="Dinner", start=time(20), room="Sala Rossa", track="Main"))
    assert [one.text for one in tree_of(visitor.get(PAGE)).select(".slot .tag")] == ["Sala Rossa"]
    calendar = vobject.readOne(visitor.get(f"{PAGE}schedule.ics").text)
    assert {event.location.value for event in calendar.vevent_list} == {"Turin", "Sala Rossa, Turin"}
    day = visitor.get(f"{PAGE}schedule.json").json["schedule"]["conference"]["days"][0]  # type: ignore[index]
    assert {room: [one["title"] for one in events] for room, events in day["rooms"].items()} == {
        "Workshop": ["Opening", "Reception"],
        "Sala Rossa": ["Dinner"],
    }
    assert visitor.get(f"{PAGE}edition.json").json["schedule"][-1]["room"] == "Sala Rossa"  # type: ignore[index]


@pytest.mark.parametrize(
    ("attendance", "venue", "shown"),
    [
        ("", "Turin", ["Turin"]),
        ("in-person", "Turin", ["Turin"]),
        ("hybrid", "Turin", ["Turin", "In person and online"]),
        ("online", "", ["Online"]),
        ("online", "Online", ["Online"]),
    ],
)
def test_the_masthead_says_that_one_may_take_part_online(
    attendance: str, venue: str, shown: list[str], app: Flask, visitor: FlaskClient
) -> None:
    make(attendance=attendance, venue=venue)
    assert [one.text for one in tree_of(visitor.get(PAGE)).select(".facts > *")] == shown


def test_it_is_past_when_its_last_day_is_over(edition: Edition, monkeypatch: pytest.MonkeyPatch) -> None:
    end = datetime(2031, 10, 13, 22)
    monkeypatch.setattr("faimi.public.versions.utc_now", lambda: end - timedelta(minutes=1))
    assert versions.read_versions(db.engine).until == (end - datetime(1970, 1, 1)).total_seconds()
    states = []
    for now in (end - timedelta(minutes=1), end):
        monkeypatch.setattr("faimi.content.edition.utc_now", lambda now=now: now)
        states.append(edition.public_state)
    assert states == ["current", "past"]


def test_rows_stand_day_by_day(edition: Edition) -> None:
    kind = KIND["slot"]
    bands = [(band.names, [str(row) for row in band.rows]) for band in kind.bands(kind.siblings(edition.sections[0]))]
    assert bands == [
        (["Sunday, 12 October 2031", ""], ["Opening", "Reception"]),
        (["Monday, 13 October 2031", ""], ["Closing"]),
    ]


@pytest.mark.parametrize("first", [date(1, 1, 1), date(9999, 12, 31)])
def test_a_day_at_the_end_of_all_calendars_has_no_moments(first: date, edition: Edition, visitor: FlaskClient) -> None:
    edition.starts_on, edition.ends_on, edition.timezone = first, None, "Asia/Tokyo"
    db.session.commit()
    assert visitor.get(PAGE).status_code == 200
    assert visitor.get(f"{PAGE}schedule.ics").status_code == 404
