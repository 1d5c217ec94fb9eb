"""Calendars, read by vobject."""

from datetime import UTC, date, datetime, time
from typing import Any

import pytest
import vobject
from flask import Flask
from flask.testing import FlaskClient

from faimi import history
from faimi.content import KIND, Edition
from faimi.content.dates import Date
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from faimi.exchange.identifiers import row_uid
from faimi.extensions import db
from tests.exchange.making import STRANGE, make, put


def events(client: FlaskClient, path: str) -> list[Any]:
    """The events of a calendar."""
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.mimetype == "text/calendar"
    assert max(len(line) for line in answer.data.split(b"\r\n")) <= 75
    return list(vobject.readOne(answer.text).contents.get("vevent", []))


def test_a_talk_stands_at_its_moment_with_its_facts(edition: Edition, visitor: FlaskClient) -> None:
    paper = db.session.query(Paper).filter(Paper.title.startswith("BMFT")).one()
    paper.url = "https://example.org/paper"
    db.session.commit()
    slot = paper.slots[0]
    found = {event.uid.value: event for event in events(visitor, "/2024-miccai/schedule.ics")}
    talk = found[row_uid(edition, slot)]
    assert talk.dtstart.value == datetime(2024, 10, 10, 16, 30, tzinfo=UTC)  # 17:30 in Morocco
    assert talk.dtend.value == datetime(2024, 10, 10, 16, 40, tzinfo=UTC)
    assert talk.summary.value == slot.shown_title
    assert talk.location.value == edition.venue
    assert talk.description.value == "Yuyang Xue, et al."
    assert talk.categories.value == ["FAIMI"]
    assert talk.url.value == "https://example.org/paper"


def test_every_row_with_a_time_is_an_event_of_its_own(edition: Edition, visitor: FlaskClient) -> None:
    found = [event.uid.value for event in events(visitor, "/2024-miccai/schedule.ics")]
    rows = db.session.query(Slot).filter(Slot.start.is_not(None))
    assert sorted(found) == sorted(row_uid(edition, row) for row in rows)


def test_one_talk_comes_alone(edition: Edition, visitor: FlaskClient) -> None:
    slot = db.session.query(Slot).filter(Slot.start.is_not(None)).first()
    assert slot
    (talk,) = events(visitor, f"/2024-miccai/slot/{slot.number}.ics")
    assert talk.uid.value == row_uid(edition, slot)


def test_a_talk_without_a_time_or_of_another_edition_is_not_there(edition: Edition, visitor: FlaskClient) -> None:
    slot = Slot(title="Some time", start=None)
    put(make(starts_on=date(2031, 5, 1), timezone="UTC"), "slot", slot)
    theirs = db.session.query(Slot).filter(Slot.start.is_not(None)).first()
    assert theirs
    assert visitor.get(f"/2031/slot/{slot.number}.ics").status_code == 404
    assert visitor.get(f"/2031/slot/{theirs.number}.ics").status_code == 404


@pytest.mark.parametrize("zone", [None, "Mars/X", "localtime", "Factory"])
def test_without_a_time_zone_that_every_machine_knows_there_are_no_times(
    zone: str | None, app: Flask, visitor: FlaskClient
) -> None:
    edition = make(starts_on=date(2031, 5, 1), timezone=zone)
    slot = Slot(title="T", start=time(9), end=time(9, 30))
    put(edition, "slot", slot)
    put(edition, "date", Date(label="Submission", date=date(2031, 2, 28)))
    for name in ("schedule.ics", f"slot/{slot.number}.ics", "schedule.json", "schedule.xml"):
        assert visitor.get(f"/2031/{name}").status_code == 404
    assert len(events(visitor, "/2031/dates.ics")) == 1


@pytest.mark.parametrize(
    ("start", "end", "begins", "minutes"),
    [
        (time(1, 30), time(3, 30), "01:30:00-05:00", 60),
        (time(2, 30), time(3, 15), "03:30:00-04:00", None),
        (time(2, 15), time(2, 45), "03:15:00-04:00", 30),
        (time(2, 30), time(3, 45), "03:30:00-04:00", 15),
    ],
)
def test_where_a_clock_skips_an_hour_no_end_lies_before_its_start(
    start: time, end: time, begins: str, minutes: int | None, app: Flask, visitor: FlaskClient
) -> None:
    put(make(starts_on=date(2031, 3, 9), timezone="America/New_York"), "slot", Slot(title="T", start=start, end=end))
    (talk,) = events(visitor, "/2031/schedule.ics")
    assert talk.dtstart.value == datetime.fromisoformat(f"2031-03-09T{begins}")
    told = int((talk.dtend.value - talk.dtstart.value).total_seconds()) // 60 if minutes else None
    assert (told, "dtend" in talk.contents) == (minutes, minutes is not None)
    conference = visitor.get("/2031/schedule.json").get_json()["schedule"]["conference"]
    (event,) = conference["days"][0]["rooms"]["Workshop"]
    assert (event["date"], event["start"]) == (f"2031-03-09T{begins}", begins[:5])
    assert event["duration"] == f"{(minutes or 0) // 60:02}:{(minutes or 0) % 60:02}"


def test_a_time_that_a_clock_has_twice_is_the_first(app: Flask, visitor: FlaskClient) -> None:
    put(make(starts_on=date(2031, 11, 2), timezone="America/New_York"), "slot", Slot(title="T", start=time(1, 30)))
    (talk,) = events(visitor, "/2031/schedule.ics")
    assert talk.dtstart.value == datetime(2031, 11, 2, 5, 30, tzinfo=UTC)


def test_every_event_leads_to_the_page_where_nothing_nearer_is_known(app: Flask, visitor: FlaskClient) -> None:
    edition = make(starts_on=date(2031, 5, 1), timezone="UTC")
    slots = [Slot(title="T", start=time(9), recording=link) for link in ("", "/talk.mp4", "https://example.org/t")]
    put(edition, "slot", *slots)
    row = Date(label="Submission", date=date(2031, 2, 28))
    put(edition, "date", row)
    page = "http://localhost/2031/"
    told = [event.url.value for event in events(visitor, "/2031/schedule.ics")]
    assert told == [f"{page}#{slots[0].key}", f"{page}#{slots[1].key}", "https://example.org/t"]
    assert [event.url.value for event in events(visitor, "/2031/dates.ics")] == [f"{page}#{row.key}"]


@pytest.mark.parametrize("end", [None, time(9), time(8)], ids=["unknown", "at its start", "before its start"])
def test_an_end_that_is_not_after_the_start_is_left_out(end: time | None, app: Flask, visitor: FlaskClient) -> None:
    put(make(starts_on=date(2031, 5, 1), timezone="UTC"), "slot", Slot(title="T", start=time(9), end=end))
    (talk,) = events(visitor, "/2031/schedule.ics")
    assert "dtend" not in talk.contents


def test_what_is_not_known_is_left_out(app: Flask, visitor: FlaskClient) -> None:
    put(make(starts_on=date(2031, 5, 1), timezone="UTC"), "slot", Slot(title="T", start=time(9)), Slot(title="U"))
    (talk,) = events(visitor, "/2031/schedule.ics")
    assert sorted(talk.contents) == ["dtstamp", "dtstart", "summary", "uid", "url"]


def test_without_a_day_or_rows_there_is_no_calendar(app: Flask, visitor: FlaskClient) -> None:
    edition = make(timezone="UTC")
    for kind, row in ("slot", Slot(title="T", start=time(9))), ("date", Date(label="Deadline", date=None)):
        assert visitor.get("/2031/schedule.ics").status_code == visitor.get("/2031/dates.ics").status_code == 404
        put(edition, kind, row)
    assert visitor.get("/2031/schedule.ics").status_code == visitor.get("/2031/dates.ics").status_code == 404


@pytest.mark.parametrize("text", [STRANGE, "two\nlines, and; more", "wide ü " * 60, "a\x0b\x1f\x85b"])
def test_any_text_arrives(text: str, app: Flask, visitor: FlaskClient) -> None:
    day = make(title=text, venue=text, starts_on=date(2031, 5, 1), timezone="UTC")
    put(day, "slot", Slot(title=text, speaker=text, track=text, start=time(9)))
    (talk,) = events(visitor, "/2031/schedule.ics")
    shown = "ab" if "\x0b" in text else text
    found = (talk.summary.value, talk.location.value, talk.description.value, *talk.categories.value)
    assert found == (shown,) * 4


def test_a_date_is_a_whole_day_and_tells_the_one_it_had(app: Flask, visitor: FlaskClient) -> None:
    row = Date(label="Submission", date=date(2031, 2, 28), superseded=["2031-02-14", "2031-02-21"])
    edition = make()
    put(edition, "date", row)
    (event,) = events(visitor, "/2031/dates.ics")
    assert event.dtstart.value == date(2031, 2, 28)
    assert type(event.dtstart.value) is date
    assert event.uid.value == row_uid(edition, row)
    assert event.summary.value == "A workshop: Submission"
    assert event.description.value == "Moved from 14 February 2031, 21 February 2031."
    assert event.transp.value == "TRANSPARENT"


def test_a_deadline_is_at_its_moment_where_that_is_known(app: Flask, visitor: FlaskClient) -> None:
    rules = ("AoE", "Asia/Tokyo", "venue")
    rows = [Date(label=zone, date=date(2031, 2, 28), time=time(17), zone=zone, superseded=[]) for zone in rules]
    put(make(), "date", *rows)
    told = [(event.dtstart.value, event.description.value) for event in events(visitor, "/2031/dates.ics")]
    assert told == [
        (datetime(2031, 2, 28, 8, tzinfo=UTC), "28 February 2031, 17:00 Tokyo time."),
        (datetime(2031, 3, 1, 5, tzinfo=UTC), "28 February 2031, 17:00 AoE."),
        (date(2031, 2, 28), "28 February 2031, 17:00 local time."),
    ]


def test_a_change_raises_the_sequence_of_what_shows_it_and_keeps_the_name(
    edition: Edition, visitor: FlaskClient
) -> None:
    before, dates = events(visitor, "/2024-miccai/schedule.ics"), visitor.get("/2024-miccai/dates.ics").data
    paper = db.session.query(Paper).filter(Paper.title.startswith("BMFT")).one()
    form = KIND["paper"].form(formdata=None, obj=paper)
    form.version.data, form.title.data = "1", "Another title"
    history.save(paper, form, by=None)
    after = events(visitor, "/2024-miccai/schedule.ics")
    shown = {row_uid(edition, slot) for slot in paper.slots}
    moments = {change.version: change.at for change in db.session.query(history.Revision)}
    assert [event.uid.value for event in after] == [event.uid.value for event in before]
    assert {int(event.sequence.value) for event in before} == {1}
    assert {event.uid.value for event in after if int(event.sequence.value) == 2} == shown
    for event in after:
        changed_at = moments[int(event.sequence.value)]
        assert event.dtstamp.value == changed_at.replace(microsecond=0, tzinfo=UTC)
    assert visitor.get("/2024-miccai/dates.ics").data == dates
