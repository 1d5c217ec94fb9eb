"""What organizers do to rows that stand in order of time."""

import json
from datetime import date, time
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from faimi.content import KIND
from faimi.content.schedule import Slot
from faimi.extensions import db
from tests.exchange.making import make, put

BASE = "/2031/edit"
WORDS = "Rows with a time stand in order of time."


@pytest.fixture
def rows(app: Flask) -> dict[str, Slot]:
    """A day with two tracks at once, with a row without a time, and a second day."""
    edition = make(starts_on=date(2031, 10, 12), ends_on=date(2031, 10, 13))
    slots = [
        Slot(title="Keynote", track="Main", start=time(9), end=time(10)),
        Slot(title="Posters", track="Posters", start=time(9, 30), end=time(11)),
        Slot(title="Talk", track="Main", start=time(10), end=time(10, 30)),
        Slot(title="Somewhen", track="Main"),
        Slot(title="Later", track="Main", start=time(9), end=time(10), day=2),
    ]
    put(edition, "slot", *slots)
    return {row.title: row for row in slots}


def in_order(rows: dict[str, Slot]) -> list[str]:
    """The titles of the rows in the order in which they stand."""
    db.session.expire_all()
    return [row.title for row in KIND["slot"].siblings(rows["Talk"].section)]


def said(answer: TestResponse) -> str:
    """The words for the person."""
    return str(json.loads(answer.headers["HX-Trigger"])["said"]["value"])


def drawn(answer: TestResponse) -> list[Any]:
    """Where the fragments of an answer go."""
    return [one["hx-target"] for one in BeautifulSoup(answer.text, "lxml").select("hx-partial")]


@pytest.mark.parametrize("where", [{"to": "up"}, {"to": "down"}, {"after": "Talk"}, {"before": "Talk"}])
def test_a_row_with_a_time_is_not_moved_in_its_band_by_hand(
    where: dict[str, str], rows: dict[str, Slot], alice: FlaskClient
) -> None:
    before, keynote = in_order(rows), rows["Keynote"]
    sent = {side: str(rows[beside].number if beside in rows else beside) for side, beside in where.items()}
    answer = alice.post(f"{BASE}/slot/{keynote.number}/move", data=sent)
    assert (said(answer), in_order(rows), keynote.version) == (WORDS, before, 1)
    if "to" not in where:
        many = alice.post(f"{BASE}/slot/rows/move", data=sent | {"rows": [str(keynote.number)]})
        assert (said(many), in_order(rows)) == (WORDS, before)


def test_a_row_that_is_put_beside_one_of_another_track_or_day_takes_that_and_keeps_its_time(
    rows: dict[str, Slot], alice: FlaskClient
) -> None:
    number = rows["Talk"].number
    answer = alice.post(f"{BASE}/slot/{number}/move", data={"before": str(rows["Posters"].number)})
    assert said(answer) == "Moved to Posters."
    assert in_order(rows) == ["Keynote", "Posters", "Talk", "Somewhen", "Later"]
    assert (rows["Talk"].track, rows["Talk"].start) == ("Posters", time(10))
    answer = alice.post(f"{BASE}/slot/{number}/move", data={"before": str(rows["Later"].number)})
    assert said(answer) == "Moved to Monday, 13 October 2031, Main."
    assert in_order(rows) == ["Keynote", "Posters", "Somewhen", "Later", "Talk"]


def test_a_row_without_a_time_stands_where_it_is_put(rows: dict[str, Slot], alice: FlaskClient) -> None:
    number = rows["Somewhen"].number
    assert (
        said(alice.post(f"{BASE}/slot/{number}/move", data={"before": str(rows["Talk"].number)}))
        == "Moved to place 3 of 5."
    )
    assert in_order(rows) == ["Keynote", "Posters", "Somewhen", "Talk", "Later"]
    assert said(alice.post(f"{BASE}/slot/{number}/move", data={"to": "down"})) == "Moved down."
    assert in_order(rows) == ["Keynote", "Posters", "Talk", "Somewhen", "Later"]


def test_without_javascript_a_row_with_a_time_has_no_buttons_to_move_it(
    rows: dict[str, Slot], alice: FlaskClient
) -> None:
    def buttons(row: Slot) -> list[str]:
        page = BeautifulSoup(alice.get(f"{BASE}/plain/slot/{row.number}/form").text, "lxml")
        return [button.text for button in page.select("[name=to]")]

    assert (buttons(rows["Talk"]), buttons(rows["Somewhen"])) == ([], ["Move up", "Move down"])


def test_another_time_draws_the_list_and_other_words_the_row_with_its_track(
    rows: dict[str, Slot], alice: FlaskClient
) -> None:
    talk = rows["Talk"]
    items = f"#section-{talk.section.number}-items"
    answer = alice.post(f"{BASE}/slot/{talk.number}/start", data={"start": "08:00", "version": "1"})
    assert drawn(answer) == [items, "#cover"]
    assert in_order(rows)[0] == "Talk"
    answer = alice.post(f"{BASE}/slot/{talk.number}/title", data={"title": "Another", "version": "2"})
    assert drawn(answer) == [f"#{talk.key}"]
    assert [one.text for one in BeautifulSoup(answer.text, "lxml").select(".track")] == ["Main"]


def test_a_row_that_goes_takes_the_list_along_only_where_that_stands_otherwise_then(
    rows: dict[str, Slot], alice: FlaskClient
) -> None:
    def remove(title: str) -> list[Any]:
        return drawn(alice.post(f"{BASE}/slot/{rows[title].number}/remove", data={"version": "1"}))

    items = f"#section-{rows['Talk'].section.number}-items"
    assert remove("Talk") == ["#cover"]  # the keynote still runs while the posters are shown
    assert remove("Keynote") == [items, "#cover"]
