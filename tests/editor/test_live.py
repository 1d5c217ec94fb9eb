"""Polls: short where nothing is new, else the parts that changed and who edits what."""

import json

from flask.testing import FlaskClient

from faimi.content import Edition
from faimi.editor.live import Presence
from faimi.extensions import db
from tests.conftest import queries_of
from tests.editor.test_editor import BASE, first, posted

LIVE = f"{BASE}/live"


def tag_of(client: FlaskClient, editing: str = "") -> str:
    """Gives the tag of a client that has seen everything."""
    return client.get(LIVE, headers={"Editing": editing}).headers["HX-PTag"]


def test_nothing_new_is_said_in_few_bytes_and_queries(edition: Edition, alice: FlaskClient) -> None:
    tag = tag_of(alice)
    answer = alice.get(LIVE, headers={"HX-PTag": tag})
    assert (answer.status_code, answer.data) == (304, b"")
    assert len(str(answer.headers)) < 200
    assert queries_of(alice, LIVE) <= 6


def test_a_poll_brings_the_rows_and_lists_that_others_changed(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    tag, paper, date = tag_of(bob), first("paper"), first("date")
    alice.post(f"{BASE}/paper/{paper.id}", data=posted("paper", paper, title="A new title"))
    alice.post(f"{BASE}/date/{date.id}/move", data={"to": "down"})
    answer = bob.get(LIVE, headers={"HX-PTag": tag})
    assert f'hx-target="#paper-{paper.id}"' in answer.text
    assert f'hx-target="#section-{date.section_id}-items"' in answer.text
    assert 'id="paper-2"' not in answer.text
    assert "A new title" in answer.text
    assert bob.get(LIVE, headers={"HX-PTag": answer.headers["HX-PTag"]}).status_code == 304


def test_a_new_section_brings_the_body_and_a_new_title_the_masthead(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    tag = tag_of(bob)
    alice.post(f"{BASE}/edition/{edition.id}", data=posted("edition", edition, title="Another title"))
    alice.post(f"{BASE}/section/new", data={"heading": "Venue", "kind": "text", "intro": ""})
    answer = bob.get(LIVE, headers={"HX-PTag": tag})
    assert f'hx-target="#edition-{edition.id}"' in answer.text
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


def test_tags_that_are_none_get_everything_from_now_on(edition: Edition, alice: FlaskClient) -> None:
    for tag in ("x", "-1-2", "99999999999-1", "1-x", "é"):
        answer = alice.get(LIVE, headers={"HX-PTag": tag})
        assert (answer.status_code, answer.text) == (200, "")
    assert alice.get(f"/none{LIVE}").status_code == 404
