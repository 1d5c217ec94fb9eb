"""A row whose form gives it another time or length: what follows may come along, in the same change."""

import json
from datetime import time
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from faimi import history
from faimi.accounts.models import Account
from faimi.content import Edition
from faimi.content.base import snapshot
from faimi.extensions import db
from tests.editor.test_bulk import like, newest
from tests.editor.test_tables import number_of_changes
from tests.editor.test_timetable import programme as programme  # the fixture
from tests.editor.test_timetable import slots, times
from tests.samples import right_on


def saved(client: FlaskClient, number: int, **more: str) -> Any:
    """The answer to the form of a row with some fields changed."""
    form = BeautifulSoup(client.get(f"/2031/edit/slot/{number}/form").text, "lxml")
    sent = {field["name"]: field.get("value", "") for field in form.select("input:not([type=checkbox])")}
    for field in form.select("select"):
        sent[field["name"]] = (field.select_one("option[selected]") or field.option)["value"]  # type: ignore[index]
    return client.post(f"/2031/edit/slot/{number}", data=sent | more)


def test_with_the_tick_what_follows_moves_in_the_same_change(programme: Edition, alice: FlaskClient) -> None:
    before, changes = [snapshot(slot) for slot in slots()], number_of_changes()
    answer = saved(alice, 1, end="+15", follow="y")
    assert answer.status_code == 200
    assert times() == ["09:00–09:25", "09:25–09:45", "09:45–10:05", "10:00–10:30", "10:30–10:50"]
    assert "2 rows move by 5 min" in answer.headers["HX-Trigger"]
    assert "5 min are missing" in answer.headers["HX-Trigger"]
    assert all(f"slot-{number}" in answer.text for number in (2, 3))
    assert number_of_changes() == changes + 1
    assert history.describe(newest()) == "3 schedule rows changed"
    assert alice.post("/2031/edit/undo").status_code == 200
    assert like([snapshot(slot) for slot in slots()]) == like(before)


def test_without_the_tick_nothing_else_moves(programme: Edition, alice: FlaskClient) -> None:
    assert saved(alice, 1, end="+15").status_code == 200
    assert times()[:3] == ["09:00–09:25", "09:20–09:40", "09:40–10:00"]


def test_another_start_takes_what_follows_along(programme: Edition, alice: FlaskClient) -> None:
    assert saved(alice, 4, start="10:10", end="10:40", follow="y").status_code == 200
    assert times()[3:] == ["10:10–10:40", "10:40–11:00"]


def test_what_cannot_follow_is_said_at_the_tick_and_the_typed_text_stays(
    programme: Edition, alice: FlaskClient
) -> None:
    changes = number_of_changes()
    assert saved(alice, 5, start="23:30", end="23:50").status_code == 200
    answer = saved(alice, 4, start="23:00", end="00:15", follow="y")
    assert answer.status_code == 422
    tree = BeautifulSoup(answer.text, "lxml")
    assert "“Curie” would begin on day 2: the edition has one day." in tree.text
    assert [field["value"] for field in tree.select("[name=end]")] == ["00:15"]
    assert number_of_changes() == changes + 1


def test_a_row_that_another_changed_in_between_is_settled_anew(
    programme: Edition, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = history.save

    def save(*args: Any) -> Any:
        monkeypatch.setattr(history, "save", real)
        with db.engine.begin() as connection:
            connection.exec_driver_sql(
                "UPDATE slot SET version = version + 1, \"end\" = '10:10:00.000000' WHERE number = 3"
            )
        return real(*args)

    monkeypatch.setattr(history, "save", save)
    answer = saved(alice, 1, end="+15", follow="y")
    assert answer.status_code == 200
    assert times()[:3] == ["09:00–09:25", "09:25–09:45", "09:45–10:15"]


def test_beside_a_change_of_another_person_it_is_told_what_moves(
    programme: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    version = str(slots()[0].version)
    bob.post("/2031/edit/slot/1/title", data={"title": "Hello", "version": version})
    answer = saved(alice, 1, version=version, title="Welcome", end="+15", follow="y")
    assert times()[:2] == ["09:00–09:25", "09:25–09:45"]
    said = json.loads(answer.headers["HX-Trigger"])["said"]["value"]
    assert said.startswith(
        "Saved. Bob changed this meanwhile, too. “Hello” takes 25 min instead of 10 min; 2 rows move"
    )


@pytest.mark.parametrize("name", ["Red", "red "])
def test_a_track_is_the_same_however_its_name_is_typed(name: str, programme: Edition, alice: FlaskClient) -> None:
    slots()[1].track = slots()[2].track = "Red"
    slots()[3].track, slots()[3].start, slots()[3].pinned = "Blue", time(9, 20), False  # the tracks run at once
    db.session.commit()
    assert saved(alice, 2, end="+15", follow="y", track=name).status_code == 200
    assert times()[2] == "09:55–10:15"


def test_rows_of_others_do_not_follow(programme: Edition, bob: FlaskClient) -> None:
    bobs = db.session.query(Account).filter_by(name="Bob").one()
    db.session.add(right_on(programme, "Red", account_id=bobs.id))
    slots()[3].track = "Red"
    slots()[4].track = ""
    db.session.commit()
    answer = saved(bob, 4, end="+10", follow="y")
    assert answer.status_code == 200
    assert "is not yours to move" in answer.headers["HX-Trigger"]
    assert times()[3:] == ["10:00–10:40", "10:30–10:50"]


def test_a_row_without_a_time_has_no_such_tick_and_that_of_a_new_one_is_not_set(
    programme: Edition, alice: FlaskClient
) -> None:
    section = slots()[0].section.number
    slots()[4].start = slots()[4].end = None
    db.session.commit()
    form = BeautifulSoup(alice.get("/2031/edit/slot/5/form").text, "lxml")
    assert form.select("[name=end]")
    assert not form.select("[name=follow]")
    form = BeautifulSoup(alice.get(f"/2031/edit/slot/new?section={section}").text, "lxml")
    assert [tick.has_attr("checked") for tick in form.select("[name=follow]")] == [False]


def test_a_new_row_without_the_tick_moves_nothing(programme: Edition, alice: FlaskClient) -> None:
    sent = {"title": "Panel", "kind": "talk", "start": "09:10", "end": "09:40"}
    answer = alice.post("/2031/edit/slot/new?section=1&after=1", data=sent)
    assert answer.status_code == 200
    assert times()[:3] == ["09:00–09:10", "09:20–09:40", "09:40–10:00"]


def test_a_new_row_with_the_tick_is_made_way_for_once_however_often_it_is_sent(
    programme: Edition, alice: FlaskClient
) -> None:
    sent = {"title": "Panel", "kind": "talk", "start": "09:10", "end": "09:30", "follow": "y", "once": "token"}
    changes = number_of_changes()
    for _ in range(2):
        answer = alice.post("/2031/edit/slot/new?section=1&after=1", data=sent)
        assert answer.status_code == 200
        assert "comes in at 09:10" in answer.headers["HX-Trigger"]
    assert times()[:3] == ["09:00–09:10", "09:30–09:50", "09:50–10:10"]
    assert number_of_changes() == changes + 1
