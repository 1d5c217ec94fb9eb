"""Without a script a row's form shows which rows would move, before it is saved, and keeps all that was typed."""

from datetime import time
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

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

PLAIN = "/2031/edit/plain/"


def form_in(answer: TestResponse) -> Tag:
    """The form on a page."""
    return BeautifulSoup(answer.text, "lxml").select_one(".slot-form form") or pytest.fail(answer.text)


def sent_by(form: Tag) -> dict[str, str]:
    """What a form sends as it stands."""
    fields = form.select("input:not([type=checkbox]), input[checked]")
    sent = {str(field["name"]): str(field.get("value", "")) for field in fields}
    for field in form.select("select"):
        sent[str(field["name"])] = str((field.select_one("option[selected]") or field.option)["value"])  # type: ignore[index]
    return sent


def foresee(client: FlaskClient, path: str, **typed: str) -> TestResponse:
    """The answer to the button of the form at an address."""
    form = form_in(client.get(PLAIN + path, follow_redirects=True))
    button = form.select_one("button[formaction]:not(.untie)")
    assert button
    assert button.text == "Preview"
    return client.post(str(button["formaction"]), data=sent_by(form) | typed)


def save(client: FlaskClient, form: Tag, **typed: str) -> TestResponse:
    return client.post(str(form["action"]), data=sent_by(form) | typed)


def said(answer: TestResponse) -> str:
    return " ".join((form_in(answer).select_one(".foreseen p") or pytest.fail(answer.text)).text.split())


def ghosts(answer: TestResponse) -> dict[str, str]:
    """The times that rows would have, by their ids."""
    return {str(one["data-row"]): str(one.time and one.time.text) for one in form_in(answer).select(".ghosts li")}


def test_what_moves_is_seen_first_with_all_that_was_typed_and_saved_as_it_was_seen(
    programme: Edition, alice: FlaskClient
) -> None:
    before, changes = [snapshot(slot) for slot in slots()], number_of_changes()
    answer = foresee(alice, "slot/1/form", end="+15", follow="y", room="Aula", title="Hello")
    assert answer.status_code == 200
    assert said(answer).startswith("“Welcome” takes 25 min instead of 10 min; 2 rows move by 5 min; “Coffee” is pinned")
    assert ghosts(answer) == {"slot-1": "09:00–09:25", "slot-2": "09:25–09:45", "slot-3": "09:45–10:05"}
    assert ([snapshot(slot) for slot in slots()], number_of_changes()) == (before, changes)
    done = save(alice, form_in(answer))
    assert (done.status_code, done.location) == (303, "/2031/edit/#slot-1")
    assert times() == ["09:00–09:25", "09:25–09:45", "09:45–10:05", "10:00–10:30", "10:30–10:50"]
    assert (slots()[0].title, slots()[0].room) == ("Hello", "Aula")
    assert number_of_changes() == changes + 1
    assert alice.post("/2031/edit/undo").status_code == 200
    assert like([snapshot(slot) for slot in slots()]) == like(before)


def test_without_the_tick_it_tells_what_the_row_runs_into(programme: Edition, alice: FlaskClient) -> None:
    answer = foresee(alice, "slot/1/form", end="09:30")
    assert said(answer) == "“Welcome” takes 30 min instead of 10 min; “Welcome” overlaps “Ada” by 10 min."
    assert ghosts(answer) == {"slot-1": "09:00–09:30"}
    assert save(alice, form_in(answer)).status_code == 303
    assert times()[:2] == ["09:00–09:30", "09:20–09:40"]


def test_a_row_that_keeps_its_time_moves_nothing(programme: Edition, alice: FlaskClient) -> None:
    assert said(foresee(alice, "slot/1/form", title="Hello", follow="y")) == "Nothing moves."
    answer = foresee(alice, "slot/1/form", start="", end="")
    assert (said(answer), ghosts(answer)) == ("Without a start nothing moves.", {})


@pytest.mark.parametrize(("follow", "why"), [("y", "the edition has one day"), ("", "The end is not after the start.")])
def test_what_cannot_be_is_said_in_the_form(follow: str, why: str, programme: Edition, alice: FlaskClient) -> None:
    typed = {"start": "23:00", "end": "00:15"} if follow else {"end": "08:59"}
    assert foresee(alice, "slot/5/form", start="23:30", end="23:50").status_code == 200
    slots()[4].start, slots()[4].end = time(23, 30), time(23, 50)
    db.session.commit()
    answer = foresee(alice, "slot/4/form", **typed, **({"follow": "y"} if follow else {}))
    assert answer.status_code == 422
    assert why in form_in(answer).select(".error")[0].text
    assert sent_by(form_in(answer))["end"] == typed["end"]


def test_a_new_row_shows_what_makes_way_for_it_and_all_is_one_change(programme: Edition, alice: FlaskClient) -> None:
    before, changes = [snapshot(slot) for slot in slots()], number_of_changes()
    new = "slot/new?section=1&after=1"
    assert said(foresee(alice, new, title="Panel", end="15 min")) == (
        "“Panel” comes in at 09:10; “Panel” overlaps “Ada” by 5 min."
    )
    answer = foresee(alice, new, title="Panel", end="15 min", follow="y", room="Aula")
    assert said(answer).startswith("“Panel” comes in at 09:10; 2 rows move by 5 min; “Coffee” is pinned; 5 min are")
    assert list(ghosts(answer).values()) == ["09:10–09:25", "09:25–09:45", "09:45–10:05"]
    assert number_of_changes() == changes
    done = save(alice, form_in(answer))
    assert (done.status_code, number_of_changes()) == (303, changes + 1)
    assert "Added the schedule row. “Panel” comes in at 09:10; 2 rows move by 5 min" in alice.get("/2031/edit/").text
    assert [(slot.title, f"{slot.start:%H:%M}") for slot in sorted(slots(), key=lambda slot: slot.position)][:4] == [
        ("Welcome", "09:00"),
        ("Panel", "09:10"),
        ("Ada", "09:25"),
        ("Boole", "09:45"),
    ]
    assert history.describe(newest()) == "1 schedule row added, 2 changed"
    assert alice.post("/2031/edit/undo").status_code == 200
    assert like([snapshot(slot) for slot in slots()]) == like(before)


def test_a_new_row_that_is_refused_or_has_no_time_keeps_what_was_typed(programme: Edition, alice: FlaskClient) -> None:
    new = "slot/new?section=1"
    answer = foresee(alice, new, room="Aula")
    assert answer.status_code == 422
    assert sent_by(form_in(answer))["room"] == "Aula"
    answer = foresee(alice, new, title="Panel", start="", follow="y")
    assert said(answer) == "Without a start nothing moves."
    assert save(alice, form_in(answer)).status_code == 303
    assert slots()[-1].title == "Panel"


def test_who_saves_what_another_has_made_untrue_sees_it_anew_first(
    programme: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    form = form_in(foresee(alice, "slot/1/form", end="+15", follow="y"))
    bob.post("/2031/edit/slot/2/end", data={"end": "09:30", "version": "1"})
    changes = number_of_changes()
    answer = save(alice, form)
    assert (answer.status_code, number_of_changes()) == (422, changes)
    assert "The schedule was changed meanwhile. This would happen now: “Welcome” takes 25 min" in form_in(answer).text
    assert save(alice, form_in(answer)).status_code == 303
    assert times()[:3] == ["09:00–09:25", "09:25–09:35", "09:40–10:00"]


def test_what_was_typed_anew_after_the_preview_is_saved_as_it_is(programme: Edition, alice: FlaskClient) -> None:
    form = form_in(foresee(alice, "slot/1/form", end="+15", follow="y"))
    assert save(alice, form, end="09:30").status_code == 303
    assert times()[:2] == ["09:00–09:30", "09:30–09:50"]


def test_another_change_of_the_row_is_in_the_preview(programme: Edition, alice: FlaskClient, bob: FlaskClient) -> None:
    version = str(slots()[0].version)
    for field, value in (("room", "Aula"), ("title", "Hello")):
        bob.post(f"/2031/edit/slot/1/{field}", data={field: value, "version": str(slots()[0].version)})
    answer = foresee(alice, "slot/1/form", version=version, room="", title="Welcome", end="+15", follow="y")
    assert said(answer).startswith("“Hello” takes 25 min")
    assert "Bob changed this meanwhile." in form_in(answer).text
    assert (sent_by(form_in(answer))["title"], sent_by(form_in(answer))["room"]) == ("Hello", "Aula")
    answer = foresee(alice, "slot/1/form", version=version, room="Foyer", end="+15", follow="y")
    assert answer.status_code == 409
    assert form_in(answer).select(".clash")


def test_what_is_not_ones_own_stays(programme: Edition, bob: FlaskClient) -> None:
    bobs = db.session.query(Account).filter_by(name="Bob").one()
    db.session.add(right_on(programme, "Red", account_id=bobs.id))
    slots()[3].track = "Red"
    slots()[4].track = ""
    db.session.commit()
    assert "is not yours to move" in said(foresee(bob, "slot/4/form", end="+10", follow="y"))
    answer = foresee(bob, "slot/new?section=1", title="Panel", start="10:20", end="10:40", follow="y")
    assert "“Curie” is not yours to move" in said(answer)


def test_only_forms_that_tell_of_others_have_the_button(programme: Edition, alice: FlaskClient) -> None:
    section = alice.get(f"{PLAIN}section/1/form").text
    assert "Preview" not in section
    assert alice.post(f"{PLAIN}section/1/foresee", data={"heading": "Programme"}).status_code == 404
    script: Any = BeautifulSoup(alice.get("/2031/edit/slot/1/form").text, "lxml")
    assert "Preview" not in script.text


def test_a_row_or_section_that_was_removed_meanwhile_is_asked_about(programme: Edition, alice: FlaskClient) -> None:
    forms = [form_in(alice.get(PLAIN + path)) for path in ("slot/1/form", "slot/new?section=1&once=token")]
    paths = [str(form.select("button[formaction]")[0]["formaction"]) for form in forms]
    history.remove(slots()[0], str(slots()[0].version), by=None)
    assert alice.post(paths[0], data=sent_by(forms[0])).status_code == 409
    section = slots()[0].section
    history.remove(section, str(section.version), by=None)
    assert alice.post(paths[1], data=sent_by(forms[1])).status_code == 409
