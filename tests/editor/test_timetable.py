"""Gestures on the schedule: seen before they happen, done as one change, undone as one."""

from datetime import date, time
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from faimi import history
from faimi.accounts.models import Account
from faimi.content import Edition
from faimi.content.base import snapshot
from faimi.content.schedule import Slot
from faimi.extensions import db
from tests.editor.test_bulk import like, newest
from tests.editor.test_tables import number_of_changes
from tests.exchange.making import make, put
from tests.samples import right_on

PLAN, TAKE = "/2031/edit/slot/plan", "/2031/edit/slot/plan/take"


@pytest.fixture
def programme(app: Flask) -> Edition:
    """A morning: rows 1 to 5, of which the fourth is pinned."""
    edition = make(starts_on=date(2031, 10, 12), timezone="Europe/Rome")
    put(
        edition,
        "slot",
        Slot(title="Welcome", start=time(9), end=time(9, 10)),
        Slot(title="Ada", start=time(9, 20), end=time(9, 40)),
        Slot(title="Boole", start=time(9, 40), end=time(10)),
        Slot(title="Coffee", start=time(10), end=time(10, 30), pinned=True, kind="break"),
        Slot(title="Curie", start=time(10, 30), end=time(10, 50), track="Red"),
    )
    return edition


def slots() -> list[Slot]:
    return db.session.query(Slot).order_by(Slot.number).all()


def times() -> list[str]:
    return [f"{slot.start:%H:%M}–{slot.end:%H:%M}" for slot in slots() if slot.start and slot.end]


def plan_of(answer: TestResponse) -> Any:
    """The preview in an answer."""
    return BeautifulSoup(answer.text, "lxml").select_one("#plan") or pytest.fail(answer.text)


def sent_with(plan: Any) -> dict[str, list[str]]:
    """What the form of a preview sends, without its button."""
    fields: dict[str, list[str]] = {}
    for field in plan.select("input"):
        fields.setdefault(field["name"], []).append(field["value"])
    return fields


def words_of(answer: TestResponse) -> str:
    return " ".join(plan_of(answer).select_one("p").text.split())


def test_a_preview_tells_what_would_happen_and_changes_nothing(programme: Edition, alice: FlaskClient) -> None:
    before, changes = [snapshot(slot) for slot in slots()], number_of_changes()
    answer = alice.post(PLAN, data={"gesture": "length", "rows": "2", "more": "10"})
    plan = plan_of(answer)
    assert answer.status_code == 200
    assert words_of(answer) == (
        "“Ada” takes 30 min instead of 20 min; “Boole” moves by 10 min; “Coffee” is pinned; 10 min are missing."
    )
    assert [(one["value"], one.text) for one in plan.select("button")] == [
        ("", "Do it"),
        ("shorten-3", "Shorten “Boole” to 10 min"),
        ("gap-1", "Drop the gap after “Welcome”"),
    ]
    ghosts = [(one["data-row"], one.s.text, one.time.text) for one in plan.select(".ghosts li")]
    assert ghosts == [("slot-2", "09:20–09:40", "09:20–09:50"), ("slot-3", "09:40–10:00", "09:50–10:10")]
    assert ([snapshot(slot) for slot in slots()], number_of_changes()) == (before, changes)


def test_what_was_previewed_is_done_as_one_change_and_undone_as_one(programme: Edition, alice: FlaskClient) -> None:
    before, changes = [snapshot(slot) for slot in slots()], number_of_changes()
    plan = plan_of(alice.post(PLAN, data={"gesture": "shift", "rows": ["2", "3"], "minutes": "-10"}))
    answer = alice.post(TAKE, data=sent_with(plan))
    assert answer.status_code == 200
    assert "2 rows move earlier by 10 min." in answer.headers["HX-Trigger"].encode().decode("unicode_escape")
    assert times() == ["09:00–09:10", "09:10–09:30", "09:30–09:50", "10:00–10:30", "10:30–10:50"]
    assert number_of_changes() == changes + 1
    assert history.describe(newest()) == "2 schedule rows moved earlier by 10 min"
    assert alice.post("/2031/edit/undo").status_code == 200
    assert like([snapshot(slot) for slot in slots()]) == like(before)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"gesture": "shift", "minutes": "10"}, "moved by 10 min"),
        ({"gesture": "move", "start": "8:30"}, "moved earlier by 2 h"),
        ({"gesture": "pin"}, "pinned"),
        ({"gesture": "late", "minutes": "5"}, "announced 5 min later"),
        ({"gesture": "length", "minutes": "5"}, "changed"),
    ],
)
def test_the_history_tells_what_was_done_to_one_row(
    sent: dict[str, str], told: str, programme: Edition, alice: FlaskClient
) -> None:
    assert alice.post(TAKE, data=sent | {"rows": "5"}).status_code == 200
    assert history.describe(newest()) == f"Schedule row {told}: Curie"


@pytest.mark.parametrize("name", ["Blue", "blue "])
def test_a_track_is_the_same_however_its_name_is_typed(name: str, programme: Edition, alice: FlaskClient) -> None:
    slots()[1].track, slots()[2].track = "Red", "Blue"
    slots()[2].start = time(9, 30)
    db.session.commit()
    sent = {"gesture": "move", "rows": "2", "track": name, "start": "9:30"}
    assert words_of(alice.post(PLAN, data=sent)).startswith(
        "“Ada” moves to 09:30 in “Blue”; “Boole” moves by 20 min; “Coffee” is pinned"
    )


def test_an_end_without_a_start_says_how_long_a_row_takes_from_its_start_on(
    programme: Edition, alice: FlaskClient
) -> None:
    slots()[2].start, slots()[2].end = None, time(15)
    db.session.commit()
    sent = {"gesture": "move", "rows": "3", "start": "14:00"}
    assert words_of(alice.post(PLAN, data=sent)) == "“Boole” takes 1 h; “Boole” moves to 14:00."
    assert alice.post(TAKE, data=sent).status_code == 200
    assert (slots()[2].start, slots()[2].end) == (time(14), time(15))


@pytest.mark.parametrize("minutes", ["-+5", "+-5", "--5", "5-", "-", ""])
def test_what_is_no_number_of_minutes_is_refused(minutes: str, programme: Edition, alice: FlaskClient) -> None:
    answer = alice.post(PLAN, data={"gesture": "shift", "rows": "2", "minutes": minutes})
    assert (answer.status_code, words_of(answer)) == (200, "Give whole minutes.")
    assert plan_of(answer).select("form") == []


def test_another_way_is_taken_by_its_button(programme: Edition, alice: FlaskClient) -> None:
    plan = plan_of(alice.post(PLAN, data={"gesture": "length", "rows": "2", "more": "10"}))
    assert alice.post(TAKE, data=sent_with(plan) | {"how": ["gap-1"]}).status_code == 200
    assert times()[:4] == ["09:00–09:10", "09:10–09:40", "09:40–10:00", "10:00–10:30"]


def test_a_gesture_that_is_sent_twice_happens_once(programme: Edition, alice: FlaskClient) -> None:
    sent = sent_with(plan_of(alice.post(PLAN, data={"gesture": "shift", "rows": "5", "minutes": "10"})))
    answers = [alice.post(TAKE, data=sent) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert times()[-1] == "10:40–11:00"


def test_who_comes_second_sees_the_gesture_on_what_is_there_now(programme: Edition, alice: FlaskClient) -> None:
    sent = sent_with(plan_of(alice.post(PLAN, data={"gesture": "shift", "rows": "2", "minutes": "5"})))
    slots()[2].start, changes = time(9, 45), number_of_changes()
    slots()[2].version += 1
    db.session.commit()
    answer = alice.post(TAKE, data=sent)
    assert answer.status_code == 409
    assert words_of(answer) == "The schedule was changed meanwhile. This is what would happen now."
    assert [one["data-row"] for one in plan_of(answer).select(".ghosts li")] == ["slot-2"]
    assert number_of_changes() == changes
    assert alice.post(TAKE, data=sent_with(plan_of(answer))).status_code == 200
    assert times()[1] == "09:25–09:45"


def test_a_change_in_between_is_found_though_what_would_happen_is_the_same(
    programme: Edition, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, changes = history.change_many, number_of_changes()

    def change_many(*args: Any) -> Any:
        monkeypatch.setattr(history, "change_many", real)
        with db.engine.begin() as connection:
            connection.exec_driver_sql("UPDATE slot SET version = version + 1 WHERE number = 1")
        return real(*args)

    monkeypatch.setattr(history, "change_many", change_many)
    assert alice.post(TAKE, data={"gesture": "shift", "rows": "5", "minutes": "5"}).status_code == 409
    assert number_of_changes() == changes


@pytest.mark.parametrize(
    ("gesture", "status", "why"),
    [
        ({"gesture": "shift", "rows": "4", "minutes": "5"}, 422, "“Coffee” is pinned: unpin it first."),
        (
            {"gesture": "shift", "rows": "5", "minutes": "1440"},
            422,
            "“Curie” would begin on day 2: the edition has one",
        ),
        ({"gesture": "shift", "rows": "5", "minutes": "soon"}, 422, "Give whole minutes."),
        ({"gesture": "length", "rows": "5", "minutes": "1800"}, 422, "“Curie” would not end on its day."),
        ({"gesture": "typed", "rows": "5", "typed": "later"}, 422, "Type +10 or -2 h to shift"),
        ({"gesture": "typed", "rows": "5", "typed": "25:00"}, 422, "There is no 25:00 on the clock"),
        ({"gesture": "move", "rows": "5", "day": "99"}, 422, "There is no day 99."),
        ({"gesture": "move", "rows": "5", "room": "x" * 301}, 422, "This is longer than 300 characters."),
        ({"gesture": "swap"}, 422, "Choose rows first."),
        ({"gesture": "shift", "rows": "77", "minutes": "5"}, 409, "One of these rows was changed or removed"),
        ({"gesture": "move", "rows": "1", "after": "77"}, 409, "One of these rows was changed or removed"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    programme: Edition, alice: FlaskClient, gesture: dict[str, str], status: int, why: str
) -> None:
    changes = number_of_changes()
    for path in (PLAN, TAKE, PLAN.replace("edit", "edit/plain")):
        answer = alice.post(path, data=gesture)
        assert answer.status_code == (status if path == TAKE else 200)
        assert words_of(answer).startswith(why)
        assert plan_of(answer).select("form") == []
    assert number_of_changes() == changes


@pytest.mark.parametrize("sent", [{}, {"gesture": "dance", "rows": "1"}, {"gesture": "swap", "rows": "one"}])
def test_what_no_page_sends_is_a_bad_request(programme: Edition, alice: FlaskClient, sent: dict[str, str]) -> None:
    assert alice.post(PLAN, data=sent).status_code == 400


@pytest.mark.parametrize(
    ("typed", "now"),
    [
        ("+10", "10:40–11:00"),
        ("-5", "10:25–10:45"),
        ("−5 min", "10:25–10:45"),
        ("+2 h", "12:30–12:50"),
        ("20 min", "10:30–10:50"),
        ("1 h", "10:30–11:30"),
        ("14:30", "14:30–14:50"),
        ("2 pm", "14:00–14:20"),
    ],
)
def test_free_words_shift_rows_or_say_their_length_or_when_they_start(
    programme: Edition, alice: FlaskClient, typed: str, now: str
) -> None:
    assert alice.post(TAKE, data={"gesture": "typed", "rows": "5", "typed": typed}).status_code == 200
    assert times()[-1] == now


def test_each_gesture_is_done_by_its_name(programme: Edition, alice: FlaskClient) -> None:
    for sent in (
        {"gesture": "swap", "rows": ["2", "3"]},
        {"gesture": "close", "rows": ["1", "2", "3"]},
        {"gesture": "move", "rows": "5", "start": "11:00", "track": "", "room": "Hall 2"},
        {"gesture": "pin", "rows": "5"},
        {"gesture": "unpin", "rows": ["4", "5"]},
        {"gesture": "spread", "rows": ["1", "2", "3"]},
        {"gesture": "move", "rows": "1", "after": "3"},
    ):
        assert alice.post(TAKE, data=sent).status_code == 200
    assert times() == ["09:20–09:40", "09:40–10:00", "09:00–09:20", "10:00–10:30", "11:00–11:20"]
    assert [(slot.pinned, slot.track, slot.room) for slot in slots()][-1] == (False, "", "Hall 2")


def test_nothing_that_moves_is_no_change(programme: Edition, alice: FlaskClient) -> None:
    changes = number_of_changes()
    answer = alice.post(TAKE, data={"gesture": "move", "rows": "2", "after": "2"})
    assert (answer.status_code, number_of_changes()) == (200, changes)
    assert "Nothing moves." in answer.headers["HX-Trigger"]
    assert "Do it" not in alice.post(PLAN, data={"gesture": "move", "rows": "2", "after": "2"}).text


def test_an_hour_that_the_clock_skips_is_no_start(app: Flask, alice: FlaskClient) -> None:
    put(make(starts_on=date(2031, 3, 30), timezone="Europe/Rome"), "slot", Slot(title="Late", start=time(1, 30)))
    for path, status in ((PLAN, 200), (TAKE, 422)):
        answer = alice.post(path, data={"gesture": "shift", "rows": "1", "minutes": "60"})
        assert answer.status_code == status
        assert words_of(answer).startswith("“Late” cannot begin then. The clock skips 02:30 on that day")


def test_where_rows_keep_their_order_those_that_move_are_drawn_alone(programme: Edition, alice: FlaskClient) -> None:
    answer = alice.post(TAKE, data={"gesture": "length", "rows": "1", "more": "5"})
    assert targets_of(answer) == ["#slot-1", "#cover"]
    answer = alice.post(TAKE, data={"gesture": "shift", "rows": "5", "minutes": "10"})
    assert targets_of(answer) == ["#slot-5", "#cover"]
    answer = alice.post(TAKE, data={"gesture": "swap", "rows": ["2", "3"]})
    assert targets_of(answer) == ["#section-1-items", "#cover"]


def targets_of(answer: TestResponse) -> list[str]:
    return [str(one["hx-target"]) for one in BeautifulSoup(answer.text, "lxml").select("hx-partial")]


def test_what_is_not_ones_own_stays_and_is_not_chosen(programme: Edition, bob: FlaskClient) -> None:
    put(programme, "slot", Slot(title="Lunch elsewhere", start=time(9), track="Red"))
    bobs = db.session.query(Account).filter_by(email="bob@example.org").one()
    db.session.add(right_on(programme, "Red", account_id=bobs.id))
    slots()[3].track, slots()[3].pinned, slots()[2].track = "Red", False, ""
    slots()[4].start, slots()[4].end, slots()[4].track = time(10, 30), time(10, 50), ""
    db.session.commit()
    answer = bob.post(PLAN, data={"gesture": "length", "rows": "4", "more": "10"})
    assert words_of(answer) == (
        "“Coffee” takes 40 min instead of 30 min; “Curie” is not yours to move; 10 min are missing."
    )
    assert bob.post(PLAN, data={"gesture": "shift", "rows": "1", "minutes": "5"}).status_code == 403
    assert bob.post(TAKE, data={"gesture": "shift", "rows": "1", "minutes": "5"}).status_code == 403
    answer = bob.post(TAKE, data={"gesture": "move", "rows": "4", "track": "Blue"})
    assert (answer.status_code, words_of(answer)) == (422, "You may only change the track Red.")


def test_rows_of_two_schedules_are_not_moved_together(programme: Edition, alice: FlaskClient) -> None:
    put(programme, "slot", Slot(title="Elsewhere", start=time(9)))
    for path, status in ((PLAN, 200), (TAKE, 422)):
        answer = alice.post(path, data={"gesture": "swap", "rows": ["1", "6"]})
        assert (answer.status_code, words_of(answer)) == (status, "Choose rows of one schedule.")


def test_without_script_the_preview_is_a_page_with_a_button_and_a_way_back(
    programme: Edition, alice: FlaskClient
) -> None:
    page = alice.post(PLAN.replace("edit", "edit/plain"), data={"gesture": "shift", "rows": "5", "minutes": "10"})
    tree = BeautifulSoup(page.text, "lxml")
    form = tree.select_one("#plan form") or pytest.fail("There is no form.")
    assert tree.select("html h1")
    assert [link["href"] for link in form.select("a")] == ["/2031/edit/"]
    done = alice.post(str(form["action"]), data=sent_with(form))
    assert (done.status_code, done.location) == (303, "/2031/edit/#slot-5")
    assert "“Curie” moves by 10 min." in alice.get("/2031/edit/").text
    assert times()[-1] == "10:40–11:00"
