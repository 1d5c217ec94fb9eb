"""Polls: short where nothing is new, else the parts that changed and who edits what."""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, event
from sqlalchemy.orm.exc import ObjectDeletedError
from werkzeug.exceptions import NotFound
from werkzeug.test import TestResponse

from faimi.content import KIND, Edition, Section
from faimi.content.papers import Paper
from faimi.editor.live import Presence
from faimi.editor.lookup import get_neighbour
from faimi.exchange.page_import import import_pages
from faimi.extensions import db
from tests.conftest import queries_of
from tests.editor.test_editor import BASE, posted
from tests.samples import SAMPLES, first, page_without

LIVE = f"{BASE}/live"


def tag_of(client: FlaskClient, editing: str = "") -> str:
    """The tag of a client that has seen everything."""
    return client.get(LIVE, headers={"Editing": editing}).headers["HX-PTag"]


def test_nothing_new_is_said_in_few_bytes_and_queries(edition: Edition, alice: FlaskClient) -> None:
    tag = tag_of(alice)
    answer = alice.get(LIVE, headers={"HX-PTag": tag})
    assert (answer.status_code, answer.data) == (304, b"")
    assert len(str(answer.headers)) < 200
    assert queries_of(alice, LIVE) <= 6


def test_an_open_page_asks_when_it_is_there_and_then_often_enough_to_show_a_change_within_five_seconds(
    edition: Edition, alice: FlaskClient
) -> None:
    live = BeautifulSoup(alice.get(f"{BASE}/").text, "html.parser").select_one("#live")
    assert live
    found = re.fullmatch(r"load delay:\d{1,2}ms, every (\d)s", str(live["hx-trigger"]))
    assert found
    assert int(found[1]) < 5


def test_a_poll_brings_the_rows_and_lists_that_others_changed(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    tag, paper, organizer = tag_of(bob), first("paper"), first("organizer")
    alice.post(f"{BASE}/paper/{paper.number}", data=posted("paper", paper, title="A new title"))
    alice.post(f"{BASE}/organizer/{organizer.number}/move", data={"to": "down"})
    answer = bob.get(LIVE, headers={"HX-PTag": tag})
    assert f'hx-target="#paper-{paper.number}"' in answer.text
    assert f'hx-target="#section-{organizer.section.number}-items"' in answer.text
    assert 'id="paper-2"' not in answer.text
    assert "A new title" in answer.text
    assert bob.get(LIVE, headers={"HX-PTag": answer.headers["HX-PTag"]}).status_code == 304


def test_a_new_section_brings_the_body_and_a_new_title_the_masthead(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    tag = tag_of(bob)
    alice.post(f"{BASE}/edition/{edition.number}", data=posted("edition", edition, title="Another title"))
    alice.post(f"{BASE}/section/new", data={"heading": "Venue", "kind": "text", "intro": ""})
    answer = bob.get(LIVE, headers={"HX-PTag": tag})
    assert f'hx-target="#edition-{edition.number}"' in answer.text
    assert 'hx-target="#body"' in answer.text
    assert "Venue" in answer.text


def test_a_poll_tells_who_edits_what_and_never_of_oneself(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    tag_of(alice, "paper-7 <b> section-1-new slot-3")
    answer = bob.get(LIVE)
    assert json.loads(answer.headers["HX-Trigger"]) == {
        "present": {"rows": {"paper-7": "Alice", "section-1": "Alice", "slot-3": "Alice"}}
    }
    assert json.loads(alice.get(LIVE, headers={"Editing": "paper-7"}).headers["HX-Trigger"])["present"]["rows"] == {}
    tag_of(alice)
    assert json.loads(bob.get(LIVE).headers["HX-Trigger"])["present"]["rows"] == {}
    assert db.session.query(Presence).count() == 1


def test_who_was_seen_by_a_clock_that_was_ahead_is_there_as_long_as_they_ask(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    def told() -> dict[str, str]:
        return dict(json.loads(bob.get(LIVE).headers["HX-Trigger"])["present"]["rows"])

    tag_of(alice, "paper-7")
    db.session.query(Presence).one().seen_at += timedelta(hours=1)
    db.session.commit()
    assert told() == {}
    tag_of(alice, "paper-7")
    assert told() == {"paper-7": "Alice"}


def notice_in(answer: TestResponse, place: str) -> str:
    """The text that a poll brings for an open form."""
    found = re.search(rf'hx-target="#{place}-meanwhile"[^>]*>(.*?)</hx-partial>', answer.text, re.DOTALL)
    return " ".join(BeautifulSoup(found[1], "html.parser").get_text(" ").split()) if found else ""


def test_another_s_change_of_a_row_that_is_open_comes_to_its_form(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    paper, open_ = first("paper"), {"Editing": f"paper-{first('paper').number}:1 date-1:1"}
    tag = bob.get(LIVE, headers=open_).headers["HX-PTag"]
    alice.post(f"{BASE}/paper/{paper.number}", data=posted("paper", paper, title=paper.title, authors="Alice A"))
    alice.post(
        f"{BASE}/paper/{paper.number}", data=posted("paper", first("paper"), title="A new title", authors="Alice A")
    )
    answer = bob.get(LIVE, headers=open_ | {"HX-PTag": tag})
    said = notice_in(answer, f"paper-{paper.number}")
    assert said.startswith("Alice changed this meanwhile.")
    assert "A new title" in said
    assert "Alice A" in said
    assert notice_in(answer, "date-1") == ""
    tag = answer.headers["HX-PTag"]
    alice.post(f"{BASE}/paper/{paper.number}/move", data={"to": "down"})
    assert "-meanwhile" not in bob.get(LIVE, headers=open_ | {"HX-PTag": tag}).text


def test_another_s_change_of_the_masthead_comes_to_its_form(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    open_ = {"Editing": f"edition-{edition.number}:{edition.header_version}"}
    tag = bob.get(LIVE, headers=open_).headers["HX-PTag"]
    alice.post(f"{BASE}/edition/{edition.number}", data=posted("edition", edition, title="Another title"))
    said = notice_in(bob.get(LIVE, headers=open_ | {"HX-PTag": tag}), f"edition-{edition.number}")
    assert said.startswith("Alice changed this meanwhile.")
    assert "Another title" in said


@pytest.mark.parametrize("gone", ["paper-1", "section-5"])
@pytest.mark.parametrize("open_", ["paper-1:1", "paper-1-next", "section-5-new"])
def test_a_removal_is_told_in_the_forms_that_it_leaves_without_a_place(
    gone: str, open_: str, edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    assert first("paper").section.number == 5
    tag, name = tag_of(bob, open_), gone.partition("-")[0]
    alice.post(f"{BASE}/{gone.replace('-', '/')}/remove", data={"version": "1"})
    answer = bob.get(LIVE, headers={"HX-PTag": tag, "Editing": open_})
    told = gone.startswith("section") or open_ == "paper-1:1"
    said = f"Alice removed this {name} meanwhile. The text is still here. Put it back and save Discard it"
    assert notice_in(answer, open_.partition(":")[0]) == said * told


@pytest.mark.parametrize("change", ["remove", "save"])
def test_what_is_so_no_longer_is_told_no_longer(
    change: str, edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    open_ = {"Editing": "paper-1:1 section-5-new"}
    tag = bob.get(LIVE, headers=open_).headers["HX-PTag"]
    data = {"version": "1"} if change == "remove" else posted("paper", first("paper"))
    alice.post(f"{BASE}/paper/1{'/remove' * (change == 'remove')}", data=data)
    answer = bob.get(LIVE, headers=open_ | {"HX-PTag": tag})
    assert notice_in(answer, "paper-1").startswith("Alice ")
    alice.post(f"{BASE}/undo")
    answer = bob.get(LIVE, headers=open_ | {"HX-PTag": answer.headers["HX-PTag"]})
    assert 'hx-target="#paper-1-meanwhile"' in answer.text
    assert notice_in(answer, "paper-1") == ""
    assert "section-5-new-meanwhile" not in answer.text


def test_a_form_that_outlives_a_removal_is_saved_as_any_other_once_its_row_is_back(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    typed, place = posted("paper", first("paper"), title="Typed"), f"{BASE}/paper/1"
    alice.post(f"{place}/remove", data={"version": "1"})
    form = BeautifulSoup(bob.post(place, data=typed).text, "html.parser")
    assert [button.get_text() for button in form.select("button")] == ["Put it back and save", "Save"]
    assert [link.get_text() for link in form.select("[data-cancel]")] == ["Discard it", "Cancel"]
    alice.post(f"{BASE}/undo")
    assert bob.post(place, data=typed).status_code == 200
    assert first("paper").title == "Typed"


def test_what_went_with_a_page_that_was_brought_in_anew_is_not_offered_back(
    edition: Edition, bob: FlaskClient, tmp_path: Path
) -> None:
    tag = tag_of(bob, "paper-1:1")
    import_pages([page_without(first("paper"), tmp_path)], replace=True)
    said = notice_in(bob.get(LIVE, headers={"HX-PTag": tag, "Editing": "paper-1:1"}), "paper-1")
    why = "A command on the server imported a new page without this meanwhile."
    assert said == f"{why} The text is still here: copy what you need. Discard it"


def test_tags_that_are_none_get_everything_from_now_on(edition: Edition, alice: FlaskClient) -> None:
    for tag in ("x", "-1-2", "99999999999-1", "1-x", "é"):
        answer = alice.get(LIVE, headers={"HX-PTag": tag})
        assert (answer.status_code, answer.text) == (200, "")
    assert alice.get(f"/none{LIVE}").status_code == 404


@pytest.mark.parametrize("model", [Paper, Section])
def test_a_row_that_goes_right_after_its_change_is_not_drawn(
    model: type[Paper | Section], edition: Edition, alice: FlaskClient
) -> None:
    paper = first("paper")
    gone = delete(model).where(model.id == (paper.id if model is Paper else paper.section_id))
    typed = SAMPLES["paper"] | {"version": "1"}
    db.session.rollback()

    def remove(_session: object) -> None:
        with db.engine.begin() as other:  # another process
            other.execute(gone)

    event.listen(db.session, "after_commit", remove, once=True)
    answer = alice.post(f"{BASE}/paper/1", data=typed)
    assert (answer.status_code, 'hx-target="#body"' in answer.text) == (200, True)
    assert "Someone else removed this right after" in answer.headers["HX-Trigger"]
    assert 'id="section-1-new"' in answer.text
    assert 'id="paper-1"' not in answer.text


def test_a_place_at_the_end_of_a_list_that_is_gone_is_not_there(app: Flask, edition: Edition) -> None:
    paper = first("paper")
    with app.test_request_context(method="POST", data={"to": "end"}):
        db.session.execute(delete(Paper))
        with pytest.raises(NotFound):
            get_neighbour(KIND["paper"], paper)


def test_a_row_whose_section_is_gone_is_gone(edition: Edition) -> None:
    paper = first("paper")
    db.session.refresh(paper)
    db.session.execute(delete(Section).where(Section.id == paper.section_id))
    db.session.expire(paper, ["section"])
    with pytest.raises(ObjectDeletedError):
        _ = paper.edition
