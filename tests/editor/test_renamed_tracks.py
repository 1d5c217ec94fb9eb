"""A track that is renamed while a form is open: who left its old name alone meant the track."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from faimi.accounts.models import Account
from faimi.content import Edition
from faimi.content.schedule import Slot
from faimi.content.tracks import Track
from faimi.extensions import db
from tests.samples import first, right_on, track_of

EDIT = "/2024-miccai/edit/"


def opened(client: FlaskClient, path: str) -> dict[str, str]:
    """What the form at an address would send as it is opened."""
    form = BeautifulSoup(client.get(EDIT + path).text, "lxml")
    sent = {field["name"]: field.get("value", "") for field in form.select("input:not([type=checkbox])")}
    for field in form.select("select"):
        sent[field["name"]] = (field.select_one("option[selected]") or field.option)["value"]  # type: ignore[index]
    return {str(name): str(value) for name, value in sent.items()}


def rename(edition: Edition, name: str = "Opening") -> None:
    """Another person gives the first track another name."""
    track_of(edition, "EPIMI").name = name
    db.session.commit()


def tracks() -> dict[str, int]:
    """The names of all tracks, with how many rows stand in each."""
    db.session.expire_all()
    return {track.name: len(track.slots) for track in db.session.query(Track)}


def post(client: FlaskClient, path: str, sent: dict[str, str]) -> Any:
    """The answer to a form that is accepted."""
    answer = client.post(EDIT + path, data=sent)
    assert answer.status_code == 200, answer.text
    return answer


@pytest.mark.parametrize("name", ["Opening", "FAIMI 2"])
def test_a_form_that_was_open_leaves_its_row_in_its_track(name: str, edition: Edition, alice: FlaskClient) -> None:
    path = f"slot/{first('slot').number}"
    sent = opened(alice, f"{path}/form")
    rename(edition, name)
    post(alice, path, sent | {"room": "Aula"})
    assert tracks() == {name: 4, "FAIMI": 9}
    assert first("slot").room == "Aula"


def test_a_cell_that_was_open_leaves_its_row_in_its_track(edition: Edition, alice: FlaskClient) -> None:
    slot = first("slot")
    path, sent = f"slot/{slot.number}/track", {"version": str(slot.version), "called": "EPIMI"}
    rename(edition)
    post(alice, path, sent | {"track": "epimi "})
    assert tracks() == {"Opening": 4, "FAIMI": 9}


def test_beside_another_change_of_the_row_it_stays_where_that_put_it(edition: Edition, alice: FlaskClient) -> None:
    path = f"slot/{first('slot').number}"
    sent, other = (opened(alice, f"{path}/form") for _ in range(2))
    post(alice, path, other | {"track": "FAIMI"})
    rename(edition)
    post(alice, path, sent | {"room": "Aula"})
    assert tracks() == {"Opening": 3, "FAIMI": 10}
    assert (first("slot").track, first("slot").room) == ("FAIMI", "Aula")


def test_another_name_that_was_typed_makes_its_track(edition: Edition, alice: FlaskClient) -> None:
    path = f"slot/{first('slot').number}"
    sent = opened(alice, f"{path}/form")
    rename(edition)
    post(alice, path, sent | {"track": "Evening"})
    assert tracks() == {"Opening": 3, "FAIMI": 9, "Evening": 1}


def test_after_a_refusal_the_form_still_knows_the_name_with_which_it_was_opened(
    edition: Edition, alice: FlaskClient
) -> None:
    path = f"slot/{first('slot').number}"
    sent = opened(alice, f"{path}/form")
    answer = alice.post(EDIT + path, data=sent | {"start": "25:00"})
    assert answer.status_code == 422
    assert [one["value"] for one in BeautifulSoup(answer.text, "lxml").select("[name=called]")] == ["EPIMI"]


def test_a_new_row_comes_into_the_track_that_its_form_named(edition: Edition, alice: FlaskClient) -> None:
    slot = first("slot")
    path = f"slot/new?section={slot.section.number}&after={slot.number}"
    sent = opened(alice, path)
    assert sent["track"] == "EPIMI"
    rename(edition)
    post(alice, path, sent | {"title": "One more"})
    assert tracks() == {"Opening": 5, "FAIMI": 9}


def test_a_new_row_whose_section_went_meanwhile_is_asked_about(edition: Edition, alice: FlaskClient) -> None:
    slot = first("slot")
    path = f"slot/new?section={slot.section.number}&after={slot.number}"
    sent = opened(alice, path)
    db.session.delete(slot.section)
    db.session.commit()
    assert alice.post(EDIT + path, data=sent | {"title": "One more"}).status_code == 409


def test_a_new_row_stays_in_its_track_where_the_row_above_left_it(edition: Edition, alice: FlaskClient) -> None:
    slot = first("slot")
    path = f"slot/new?section={slot.section.number}&after={slot.number}"
    sent = opened(alice, path)
    slot.track = "FAIMI"
    db.session.commit()
    post(alice, path, sent | {"title": "One more"})
    assert db.session.query(Slot).filter_by(title="One more").one().track == "EPIMI"
    assert tracks() == {"EPIMI": 4, "FAIMI": 10}


def test_who_may_change_one_track_saves_across_its_new_name(edition: Edition, bob: FlaskClient) -> None:
    bobs = db.session.query(Account).filter_by(email="bob@example.org").one()
    db.session.add(right_on(edition, "EPIMI", account_id=bobs.id))
    db.session.commit()
    path = f"slot/{first('slot').number}"
    sent = opened(bob, f"{path}/form")
    rename(edition)
    post(bob, path, sent | {"room": "Aula"})
    assert tracks() == {"Opening": 4, "FAIMI": 9}
