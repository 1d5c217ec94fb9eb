"""Running late: with one tap rows are announced later from one on, and everybody sees it at the next load."""

from datetime import date, datetime, time
from typing import Any

import pytest
import vobject
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from faimi import history
from faimi.accounts.models import Account
from faimi.content import Edition
from faimi.content.now import utc_now
from faimi.content.schedule import Slot
from faimi.editor import late
from faimi.extensions import db
from faimi.history import Revision
from tests.exchange.making import make, put
from tests.samples import right_on

EDIT = "/2031/edit/"


@pytest.fixture
def morning(app: Flask) -> Edition:
    """A morning of four talks, two of them in a track of their own, and a break."""
    edition = make(starts_on=date(2031, 10, 12), timezone="Europe/Rome")
    put(
        edition,
        "slot",
        Slot(title="Ada", start=time(9), end=time(9, 20)),
        Slot(title="Boole", start=time(9, 20), end=time(9, 40), track="Red"),
        Slot(title="Curie", start=time(9, 40), end=time(10), track="Red"),
        Slot(title="Coffee", start=time(10), end=time(10, 30), kind="break"),
        Slot(title="Some time"),
    )
    history.set_values(slot_of(5), {"room": "Hall"}, "1", by=None)  # undoing the first change would remove the edition
    return edition


def slot_of(number: int) -> Slot:
    return db.session.query(Slot).filter_by(number=number).one()


def press(client: FlaskClient, number: int, minutes: int | str, way: str = "", **more: Any) -> TestResponse:
    """The answer to a button of a row as it is."""
    sent = {"minutes": minutes, "version": slot_of(number).version} | more
    return client.post(f"{EDIT}{way}slot/{number}/late", data=sent)


def delays() -> dict[str, int]:
    return {slot.title: slot.delay for slot in db.session.query(Slot).order_by(Slot.position) if slot.delay}


def revisions() -> int:
    return db.session.query(Revision).count()


def test_one_tap_is_one_change_of_all_rows_that_follow_drawn_at_once(morning: Edition, alice: FlaskClient) -> None:
    changes = revisions()
    answer = press(alice, 2, 10)
    assert answer.status_code == 200
    assert "3 rows are announced 10 min later." in answer.headers["HX-Trigger"]
    assert delays() == {"Boole": 10, "Curie": 10, "Coffee": 10}
    assert revisions() == changes + 1
    drawn = BeautifulSoup(answer.text, "lxml").select("hx-partial")
    assert sorted(str(one["hx-target"]) for one in drawn) == ["#cover", "#slot-2", "#slot-3", "#slot-4"]
    rows = [one for one in drawn if one["hx-target"] != "#cover"]
    assert all("10 min late" in one.text for one in rows)


def test_visitors_and_calendars_have_it_at_the_next_load_and_undo_takes_it_back(
    morning: Edition, alice: FlaskClient, visitor: FlaskClient
) -> None:
    def told() -> tuple[list[str], list[tuple[datetime, int]]]:
        page = BeautifulSoup(visitor.get("/2031/").text, "lxml")
        calendar = vobject.readOne(visitor.get("/2031/schedule.ics").text)
        events = [(one.dtstart.value, int(one.getChildValue("sequence", 0))) for one in calendar.vevent_list]
        return [one.text for one in page.select(".late")], events

    labels, before = told()
    assert labels == []
    press(alice, 3, 15)
    labels, after = told()
    assert labels == ["15 min late"] * 2
    assert [(now - was).seconds // 60 for (was, _), (now, _) in zip(before, after, strict=True)] == [0, 0, 15, 15]
    assert [now > was for (_, was), (_, now) in zip(before, after, strict=True)] == [False, False, True, True]
    assert alice.post(f"{EDIT}undo").status_code == 200
    labels, undone = told()
    assert labels == []
    assert [at for at, _ in undone] == [at for at, _ in before]
    assert undone[2][1] > after[2][1]


def test_back_on_time_ends_it_and_what_is_on_time_stays(morning: Edition, alice: FlaskClient) -> None:
    press(alice, 1, 10)
    assert "3 rows are back on time" in press(alice, 2, 0).headers["HX-Trigger"]
    assert delays() == {"Ada": 10}
    changes = revisions()
    assert "is on time." in press(alice, 2, 0).headers["HX-Trigger"]
    assert revisions() == changes


def test_sent_twice_it_counts_once(morning: Edition, alice: FlaskClient) -> None:
    version = slot_of(2).version
    for _ in range(2):
        assert press(alice, 2, 10, once="token", version=version).status_code == 200
    assert delays() == {"Boole": 10, "Curie": 10, "Coffee": 10}


@pytest.mark.parametrize("way", ["", "plain/"])
def test_a_row_that_another_put_off_meanwhile_is_shown_first(way: str, morning: Edition, alice: FlaskClient) -> None:
    seen = slot_of(2).version
    press(alice, 2, 10)
    changes = revisions()
    answer = press(alice, 2, 5, way, version=seen)
    assert answer.status_code == 409
    assert "Nothing was announced." in answer.text
    assert "10 min late" in answer.text
    assert revisions() == changes


@pytest.mark.parametrize("way", ["", "plain/"])
def test_what_cannot_be_is_refused_in_words(way: str, morning: Edition, alice: FlaskClient) -> None:
    for number, minutes, words in ((5, 5, "has no time"), (1, 5000, "Nothing is announced a day late")):
        answer = press(alice, number, minutes, way)
        assert answer.status_code == 422
        assert words in answer.text + answer.headers.get("HX-Trigger", "")
    for unread in ("", "soon"):
        assert press(alice, 1, unread, way).status_code == 400
    assert delays() == {}


def test_without_a_script_it_leads_back_to_the_page_which_says_so(morning: Edition, alice: FlaskClient) -> None:
    answer = press(alice, 2, 10, "plain/")
    assert (answer.status_code, answer.location) == (303, f"{EDIT}#slot-2")
    assert "3 rows are announced 10 min later." in alice.get(EDIT).text
    assert delays() == {"Boole": 10, "Curie": 10, "Coffee": 10}


def test_who_may_change_a_track_puts_off_its_rows_alone(morning: Edition, bob: FlaskClient) -> None:
    account = db.session.query(Account).one()
    db.session.add(right_on(morning, "Red", account_id=account.id))
    db.session.commit()
    said = press(bob, 2, 10).headers["HX-Trigger"]
    assert "2 rows are announced 10 min later; \\u201cCoffee\\u201d is not yours to move; 10 min are missing." in said
    assert delays() == {"Boole": 10, "Curie": 10}
    assert press(bob, 1, 10).status_code == 403
    assert delays() == {"Boole": 10, "Curie": 10}


def test_as_a_gesture_it_is_seen_before_it_is_done(morning: Edition, alice: FlaskClient) -> None:
    sent = {"gesture": "late", "rows": "3", "minutes": "10"}
    preview = BeautifulSoup(alice.post(f"{EDIT}slot/plan", data=sent).text, "lxml")
    assert "2 rows are announced 10 min later." in preview.text
    assert [one.text for one in preview.select(".ghosts .late")] == ["10 min late"] * 2
    assert delays() == {}
    assert alice.post(f"{EDIT}slot/plan/take", data=sent).status_code == 200
    assert delays() == {"Curie": 10, "Coffee": 10}


def test_a_pinned_break_takes_it_up(morning: Edition, alice: FlaskClient) -> None:
    slot_of(4).pinned = True
    db.session.commit()
    assert "\\u201cCoffee\\u201d takes it up." in press(alice, 3, 10).headers["HX-Trigger"]
    assert delays() == {"Curie": 10}


def test_others_see_it_live(morning: Edition, alice: FlaskClient, bob: FlaskClient) -> None:
    seen = f'"{morning.version}-0"'
    press(alice, 2, 10)
    drawn = bob.get(f"{EDIT}live", headers={"If-None-Match": seen, "HX-PTag": seen.strip('"')})
    assert "10 min late" in drawn.text


@pytest.mark.parametrize(
    ("now", "offers"),
    [
        (datetime(2031, 10, 10, 21, 59), []),
        (datetime(2031, 10, 10, 22), [1, 2, 3, 4]),  # midnight in Rome: the day before
        (datetime(2031, 10, 12, 21, 59), [1, 2, 3, 4]),
        (datetime(2031, 10, 12, 22), []),
    ],
)
def test_rows_with_a_time_offer_it_on_the_days_of_the_workshop_and_the_day_before(
    now: datetime, offers: list[int], morning: Edition, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(late, "utc_now", lambda: now)
    assert offered(alice) == {number: ["5", "10", "15"] for number in offers}


def test_a_row_that_is_late_offers_to_be_on_time_on_any_day(morning: Edition, alice: FlaskClient) -> None:
    assert utc_now() < datetime(2031, 10, 10)
    press(alice, 3, 10)
    assert offered(alice) == {number: ["5", "10", "15", "0"] for number in (3, 4)}


def offered(client: FlaskClient) -> dict[int, list[str]]:
    """The minutes that rows offer, by their numbers."""
    rows = BeautifulSoup(client.get(EDIT).text, "lxml").select(".slot:has(.running)")
    return {int(str(row["id"])[5:]): [str(one["value"]) for one in row.select(".running button")] for row in rows}


def test_the_history_says_by_how_much_a_row_was_late(morning: Edition, alice: FlaskClient) -> None:
    for minutes, words in ((10, "10 min later"), (-5, "5 min earlier")):
        press(alice, 3, minutes)
        told = BeautifulSoup(alice.get(f"{EDIT}history/").text, "lxml").text
        assert f"2 schedule rows announced {words}" in told
        assert "Minutes late" in told
