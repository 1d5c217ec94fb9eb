"""Dates: deadlines have an hour and a rule; the days that one had before are given one by one, or several at once."""

import json
from datetime import date, datetime, time
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from faimi.content import Edition
from faimi.content.date_form import DateForm, ZoneField
from faimi.content.dates import Date
from faimi.content.deadlines import passes_at
from faimi.extensions import db
from tests.conftest import SLUG
from tests.exchange.making import make, put

PATH = f"/{SLUG}/edit/date/1"


def form_of(*typed: str) -> DateForm:
    """The form of a date with what was sent for its former values."""
    return DateForm(MultiDict([("label", "Deadline"), *(("superseded", text) for text in typed)]))


def told(client: FlaskClient) -> dict[str, Any]:
    """The first date that was made, in edition.json."""
    rows = client.get(f"/{SLUG}/edition.json").get_json()["dates"]
    return next(row for row in rows if row["number"] == 1)


def inputs(html: str) -> list[tuple[str, str]]:
    """The type and value of each input for former values."""
    fields = BeautifulSoup(html, "lxml").select("input[name=superseded]")
    return [(str(field["type"]), str(field["value"])) for field in fields]


@pytest.mark.parametrize(
    "typed",
    [
        ["2030-02-14", "2030-02-21", ""],
        ["2030-02-14, 2030-02-21"],
        ["", "2030-02-14", "", "2030-02-21"],
        ["2030-02-14 2030-02-21"],
    ],
)
@pytest.mark.usefixtures("app")
def test_former_dates_come_one_by_one_or_several_at_once(typed: list[str]) -> None:
    form = form_of(*typed)
    assert form.validate(), form.errors
    assert form.superseded.data == ["2030-02-14", "2030-02-21"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (["2030-02-14", "soon"], "Give each date as a day, such as 2024-06-24."),
        (["2030-02-30"], "Give each date as a day, such as 2024-06-24."),
        (["0024-06-24"], "Give dates between 1990 and 2100."),
        (["2101-01-01"], "Give dates between 1990 and 2100."),
        (["2030-02-14"] * 21, "Keep at most 20 of them."),
    ],
)
@pytest.mark.usefixtures("app")
def test_what_is_no_former_date_is_refused_in_words(typed: list[str], words: str) -> None:
    form = form_of(*typed)
    assert not form.validate()
    assert form.errors == {"superseded": [words]}


def test_each_former_date_has_an_input_of_its_own_and_the_next_one_an_empty_one(
    edition: Edition, alice: FlaskClient
) -> None:
    assert inputs(alice.get(f"{PATH}/form").text) == [("date", "")]
    sent = {"label": "Deadline", "version": "1", "superseded": ["2024-05-01", "2024-05-15", ""]}
    assert alice.post(PATH, data=sent).status_code == 200
    assert inputs(alice.get(f"{PATH}/form").text) == [("date", "2024-05-01"), ("date", "2024-05-15"), ("date", "")]
    assert alice.get(f"/{SLUG}/edition.json").json["dates"][0]["superseded"] == sent["superseded"][:2]  # type: ignore[index]


@pytest.mark.parametrize(("typed", "kind"), [("soon", "text"), ("2024-02-30", "text"), ("1800-01-01", "date")])
def test_what_was_refused_is_still_there_to_be_put_right(
    typed: str, kind: str, edition: Edition, alice: FlaskClient
) -> None:
    answer = alice.post(PATH, data={"label": "Deadline", "version": "1", "superseded": [typed, "2024-05-15"]})
    assert answer.status_code == 422
    assert inputs(answer.text) == [(kind, typed), ("date", "2024-05-15"), ("date", "")]


@pytest.mark.parametrize(
    ("clock", "rule", "moment"),
    [
        (None, None, datetime(2031, 6, 23, 22)),  # a plain day ends at the venue
        (time(23, 59), None, datetime(2031, 6, 24, 11, 59)),
        (None, "AoE", datetime(2031, 6, 24, 11, 59)),
        (time(17), "venue", datetime(2031, 6, 23, 15)),
        (time(17), "Asia/Tokyo", datetime(2031, 6, 23, 8)),
        (time(17), "Mars/X", datetime(2031, 6, 23, 22)),
    ],
)
def test_a_date_passes_by_its_rule(clock: time | None, rule: str | None, moment: datetime) -> None:
    assert passes_at(date(2031, 6, 23), clock, rule, "Europe/Paris") == moment


def test_an_hour_that_a_clock_has_twice_is_the_first_and_days_at_the_edge_of_the_calendar_do_not_fail() -> None:
    assert passes_at(date(2031, 10, 26), time(2, 30), "Europe/Paris", None) == datetime(2031, 10, 26, 0, 30)
    assert passes_at(date.min, time(0, 30), "Asia/Tokyo", None) == datetime(1, 1, 2, 12)
    assert passes_at(date.max, time(0, 30), "AoE", None) is None
    assert passes_at(None, time(0, 30), "AoE", None) is None


@pytest.mark.parametrize(
    ("sent", "shown", "meaning", "facts"),
    [
        ({"time": "23:59"}, "23:59\xa0AoE", "Anywhere on Earth", ("23:59", "AoE")),
        ({"zone": "anywhere on earth"}, "23:59\xa0AoE", "Anywhere on Earth", ("23:59", "AoE")),
        (
            {"time": "5 pm", "zone": "Venue"},
            "17:00\xa0Casablanca time",
            "Africa/Casablanca",
            ("17:00", "Africa/Casablanca"),
        ),
        (
            {"time": "17", "zone": "los angeles"},
            "17:00\xa0Los Angeles time",
            "America/Los_Angeles",
            ("17:00", "America/Los_Angeles"),
        ),
        ({"time": "17", "zone": "utc"}, "17:00\xa0UTC", "UTC", ("17:00", "UTC")),
    ],
)
def test_a_deadline_shows_its_hour_and_what_that_goes_by(
    sent: dict[str, str], shown: str, meaning: str, facts: tuple[str, str], edition: Edition, alice: FlaskClient
) -> None:
    form = {"label": "Deadline", "date": "2031-06-24", "version": "1"}
    assert alice.post(PATH, data=form | sent).status_code == 200
    row = BeautifulSoup(alice.get(f"/{SLUG}/").text, "lxml").select_one("#date-1 .day")
    assert row
    assert row.get_text().strip() == f"24 June 2031, {shown}"
    assert [abbr["title"] for abbr in row.select("abbr")] == [meaning]
    found = told(alice)
    assert (found["time"], found["zone"]) == facts


def test_a_plain_day_stays_one(edition: Edition, alice: FlaskClient) -> None:
    assert alice.post(PATH, data={"label": "Workshop", "date": "2031-06-24", "version": "1"}).status_code == 200
    assert '<time data-field="date" datetime="2031-06-24">24 June 2031</time>' in alice.get(f"/{SLUG}/").text
    found = told(alice)
    assert (found["time"], found["zone"]) == (None, None)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"time": "25:00"}, "There is no 25:00 on the clock: hours go to 23, minutes to 59."),
        ({"time": "noonish"}, "Give a time on the 24-hour clock, such as 13:30."),
        ({"time": "17:00", "zone": "Mars/X"}, ZoneField.wanted),
        (
            {"date": "2031-03-30", "time": "2:30", "zone": "Europe/Paris"},
            "The clock skips 02:30 on that day, when summer time begins.",
        ),
        ({"date": "9999-12-31", "time": "23:59", "zone": "AoE"}, "Give a date between 1990 and 2100."),
        ({"date": "0001-01-01", "time": "00:10", "zone": "Asia/Tokyo"}, "Give a date between 1990 and 2100."),
    ],
)
def test_what_is_no_hour_or_zone_is_refused_in_words_and_kept(
    sent: dict[str, str], words: str, edition: Edition, alice: FlaskClient
) -> None:
    answer = alice.post(PATH, data={"label": "Deadline", "date": "2031-06-24", "version": "1"} | sent)
    assert answer.status_code == 422
    page = BeautifulSoup(answer.text, "lxml")
    assert [error.get_text() for error in page.select("p.error")] == [words]
    assert {name: page.select_one(f"input[name={name}]")["value"] for name in sent} == sent  # type: ignore[index]


def test_an_hour_that_is_skipped_in_a_zone_named_by_its_city_is_refused(edition: Edition, alice: FlaskClient) -> None:
    sent = {"label": "Deadline", "date": "2031-03-30", "time": "2:30", "zone": "paris", "version": "1"}
    answer = alice.post(PATH, data=sent)
    assert answer.status_code == 422
    assert "The clock skips 02:30" in answer.text


def test_the_zone_of_the_venue_is_refused_while_there_is_none_but_stays_where_it_goes(
    edition: Edition, alice: FlaskClient
) -> None:
    masthead, form = f"/{SLUG}/edit/edition/1/timezone", {"label": "Deadline", "date": "2031-06-24", "zone": "venue"}
    assert alice.post(PATH, data=form | {"version": "1"}).status_code == 200
    assert alice.post(masthead, data={"timezone": "", "version": "1"}).status_code == 200
    assert alice.post(f"{PATH}/label", data={"label": "Papers", "version": "2"}).status_code == 200
    assert "24 June 2031, 23:59\xa0local time" in BeautifulSoup(alice.get(f"/{SLUG}/").text, "lxml").get_text()
    refused = alice.post(f"/{SLUG}/edit/date/2", data=form | {"version": "1"})
    assert refused.status_code == 422
    assert "The masthead names no time zone yet." in refused.text


def test_a_pasted_table_tells_hours_and_zones(edition: Edition, alice: FlaskClient) -> None:
    number = next(section.number for section in edition.sections if section.kind == "date")
    pasted = "What\tDate\tTime\tTime zone\nRebuttal\t24 June 2031\t23:59\tAoE"
    page = BeautifulSoup(alice.post(f"/{SLUG}/edit/date/table?section={number}", data={"text": pasted}).text, "lxml")
    assert [select.find("option", selected=True)["value"] for select in page.select("select[name^=column-]")] == [  # type: ignore[index]
        "label",
        "date",
        "time",
        "zone",
    ]


def order(client: FlaskClient, path: str = f"/{SLUG}/") -> list[str]:
    """What the dates of a page are called, in its order."""
    return [what.get_text() for what in BeautifulSoup(client.get(path).text, "lxml").select(".date .what")]


def test_dates_stand_in_order_of_time_and_undated_ones_last_where_a_person_put_them(
    app: Flask, alice: FlaskClient
) -> None:
    day = date(2031, 6, 24)
    rows = [
        Date(label="Undated", date=None),
        Date(label="AoE", date=day, zone="AoE"),
        Date(label="Plain", date=day),
        Date(label="Later in Tokyo", date=date(2031, 6, 25), time=time(0, 30), zone="Asia/Tokyo"),
        Date(label="Undated, too", date=None, time=time(17)),
        Date(label="Morning", date=day, time=time(9), zone="venue"),
    ]
    put(make(timezone="Europe/Paris"), "date", *rows)
    expected = ["Morning", "Later in Tokyo", "Plain", "AoE", "Undated", "Undated, too"]
    assert order(alice, "/2031/") == order(alice, "/2031/edit/") == expected
    assert [row["label"] for row in alice.get("/2031/edition.json").get_json()["dates"]] == expected
    numbers = {row.label: row.number for row in rows}
    alice.post(f"/2031/edit/date/{numbers['Undated, too']}/move", data={"to": "up"})
    assert order(alice, "/2031/") == [*expected[:4], "Undated, too", "Undated"]
    for label, words in (
        ("Undated, too", "It is already first."),
        ("Plain", "Rows with a date stand in order of time."),
    ):
        answer = alice.post(f"/2031/edit/date/{numbers[label]}/move", data={"to": "up"})
        assert json.loads(answer.headers["HX-Trigger"])["said"]["value"] == words
    chosen = {"rows": [f"{numbers['Plain']} 1", f"{numbers['AoE']} 1"], "before": str(numbers["Morning"])}
    answer = alice.post("/2031/edit/date/rows/move", data=chosen)
    assert json.loads(answer.headers["HX-Trigger"])["said"]["value"] == "Rows with a date stand in order of time."
    assert order(alice, "/2031/") == [*expected[:4], "Undated, too", "Undated"]


def test_a_date_that_changes_takes_its_place_at_once(edition: Edition, alice: FlaskClient) -> None:
    answer = alice.post(f"{PATH}/date", data={"date": "2099-01-01", "version": "1"})
    row = next(row for row in edition.sections if row.kind == "date")
    assert f'hx-target="#{row.key}-items"' in answer.text
    assert order(alice, f"/{SLUG}/edit/")[-1] == "Abstract / placeholder"
    assert 'hx-target="#date-1"' in alice.post(f"{PATH}/label", data={"label": "X", "version": "2"}).text


@pytest.mark.parametrize(
    ("after", "undated"),
    [
        ("&after=1", ["Newer", "New", "Date 1", "Date 3"]),
        ("&after=4", ["Date 1", "Date 3", "Newer", "New"]),
        ("", ["Date 1", "Date 3", "New", "Newer"]),
    ],
)
def test_a_new_date_has_a_place_of_its_own_whatever_the_order_of_time(
    after: str, undated: list[str], app: Flask, alice: FlaskClient
) -> None:
    days = (date(2031, 6, 24), None, date(2031, 6, 1), None, date(2031, 5, 1))
    rows = [Date(label=f"Date {place}", date=day) for place, day in enumerate(days)]
    put(make(), "date", *rows)
    new = f"/2031/edit/date/new?section={rows[0].section.number}{after}"
    for label in ("New", "Newer"):
        assert alice.post(new, data={"label": label}).status_code == 200
    assert sorted(row.position for row in db.session.query(Date)) == [*range(7)]
    assert order(alice, "/2031/")[3:] == undated


def test_only_a_row_without_a_date_offers_to_be_moved(app: Flask, alice: FlaskClient) -> None:
    dated, undated = Date(label="Dated", date=date(2031, 6, 24)), Date(label="Undated", date=None)
    put(make(), "date", dated, undated)
    page = BeautifulSoup(alice.get("/2031/edit/").text, "lxml")
    for row, moves in ((dated, False), (undated, True)):
        edit = page.select_one(f"#{row.key} > .edit")
        assert edit
        assert ("data-in-order" in edit.attrs) == (not moves)
        form = BeautifulSoup(alice.get(f"/2031/edit/plain/date/{row.number}/form").text, "lxml")
        assert bool(form.find("button", value="up")) == moves


def test_extending_a_date_is_one_field_one_change_and_one_undo(edition: Edition, alice: FlaskClient) -> None:
    was = told(alice)
    answer = alice.post(f"{PATH}/extended_to", data={"extended_to": "2031-06-24", "version": "1"})
    assert answer.status_code == 200
    assert (told(alice)["date"], told(alice)["superseded"]) == ("2031-06-24", [*was["superseded"], was["date"]])
    assert alice.post(f"/{SLUG}/edit/undo").status_code == 200
    assert told(alice) == was | {"sequence": told(alice)["sequence"], "changed_at": told(alice)["changed_at"]}


def test_a_date_is_extended_from_its_form_too_and_corrected_beside(edition: Edition, alice: FlaskClient) -> None:
    page = BeautifulSoup(alice.get(f"/{SLUG}/edit/plain/date/1/form").text, "lxml")
    assert page.select_one("input[name=extended_to][type=date]")
    sent = {"label": "Papers", "date": "2031-06-23", "extended_to": "2031-06-30", "superseded": "2031-06-01"}
    assert alice.post(PATH, data=sent | {"version": "1"}).status_code == 200
    assert (told(alice)["date"], told(alice)["superseded"]) == ("2031-06-30", ["2031-06-01", "2031-06-23"])


def test_two_who_extend_a_date_at_once_are_told_and_nothing_is_kept_twice(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    was, sent = told(alice), {"extended_to": "2031-06-24", "version": "1"}
    assert alice.post(f"{PATH}/extended_to", data=sent).status_code == 200
    refused = bob.post(f"{PATH}/extended_to", data=sent)
    assert refused.status_code == 422
    assert "This is not after 24 June 2031." in refused.text
    assert bob.post(f"{PATH}/extended_to", data=sent | {"extended_to": "2031-07-01"}).status_code == 200
    assert told(alice)["superseded"] == [*was["superseded"], was["date"], "2031-06-24"]


def test_an_extension_whose_answer_was_lost_is_saved_once_and_is_no_collision(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    was, sent = told(alice), {"extended_to": "2031-06-24", "version": "1", "once": "token"}
    form = sent | {"label": "Papers", "date": was["date"], "superseded": " ".join(was["superseded"])}
    for path, data in ((f"{PATH}/extended_to", sent), (PATH, form | {"version": "3"})):
        for _ in range(2):
            assert alice.post(path, data=data).status_code == 200
        assert (told(alice)["date"], told(alice)["superseded"]) == ("2031-06-24", [*was["superseded"], was["date"]])
        assert alice.post(f"/{SLUG}/edit/undo").status_code == 200
    alice.post(f"{PATH}/extended_to", data=sent | {"version": "5"})
    bob.post(f"{PATH}/date", data={"date": "2031-06-30", "version": "6"})
    assert alice.post(f"{PATH}/extended_to", data=sent | {"version": "5"}).status_code == 200
    assert told(alice)["date"] == "2031-06-30"


@pytest.mark.parametrize("path", [PATH, f"{PATH}/extended_to"])
def test_a_date_that_another_emptied_meanwhile_is_not_extended_and_that_is_said(
    path: str, edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    opened = told(alice)
    sent = {"label": "Papers", "date": opened["date"], "superseded": " ".join(opened["superseded"]), "version": "1"}
    assert bob.post(PATH, data=sent | {"date": ""}).status_code == 200
    answer = alice.post(path, data=sent | {"extended_to": "2031-06-24"})
    assert answer.status_code == 422
    form = BeautifulSoup(answer.text, "lxml")
    assert form.select_one("[name=extended_to]")["value"] == "2031-06-24"  # type: ignore[index]  # it is there
    assert "There is no date yet." in form.select("p.error")[0].text
    assert told(alice)["date"] is None


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"extended_to": "2024-01-01"}, "This is not after 26 June 2024. To correct the date, change it itself."),
        ({"extended_to": "2024-06-26"}, "This is not after 26 June 2024. To correct the date, change it itself."),
        ({"extended_to": "3024-06-26"}, "Give a date between 1990 and 2100."),
        (
            {"extended_to": "2031-03-30", "time": "02:30", "zone": "Europe/Paris"},
            "The clock skips 02:30 on that day, when summer time begins.",
        ),
        ({"extended_to": "2031-03-30", "superseded": " ".join(["2024-01-01"] * 20)}, "Keep at most 20 earlier dates."),
        ({"extended_to": "2031-03-30", "date": ""}, "There is no date yet. To correct the date, change it itself."),
    ],
)
def test_what_extends_no_date_is_refused_in_words(
    sent: dict[str, str], words: str, edition: Edition, alice: FlaskClient
) -> None:
    before = told(alice)
    answer = alice.post(PATH, data={"label": "Papers", "date": "2024-06-26", "version": "1"} | sent)
    assert answer.status_code == 422
    assert [error.get_text() for error in BeautifulSoup(answer.text, "lxml").select("p.error")] == [words]
    assert told(alice) == before


def test_what_is_not_dated_and_what_is_new_has_nothing_to_extend(app: Flask, alice: FlaskClient) -> None:
    row = Date(label="Undated", date=None)
    put(make(), "date", row)
    for path in (f"{row.number}/form", f"new?section={row.section.number}"):
        assert "extended_to" not in alice.get(f"/2031/edit/date/{path}").text
    sent = {"extended_to": "2031-06-24", "version": "1"}
    answer = alice.post(f"/2031/edit/date/{row.number}/extended_to", data=sent)
    assert (answer.status_code, row.date, row.superseded) == (422, None, [])
    assert "There is no date yet." in answer.text
    assert alice.get(f"/2031/edit/date/{row.number}/extended_to").status_code == 404
    assert (
        alice.post(
            "/2031/edit/date/cells", data={"field": "extended_to", "value": "2031-06-24", "rows": f"{row.number} 1"}
        ).status_code
        == 400
    )
