"""Rows that say what another one does: they offer to name it, are tied with a click, and untied with another."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from faimi.content import Edition, Section
from faimi.content.awards import Award
from faimi.content.keynotes import Keynote
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from faimi.extensions import db
from faimi.history import Revision
from tests.conftest import client_of
from tests.exchange.making import make, put
from tests.samples import right_on

EDIT = "/2031/edit"
TITLE = "Slicing through bias in medical imaging"


@pytest.fixture
def own(app: Flask) -> Edition:
    """An edition with two papers, a keynote, a talk and an award."""
    edition = make(slug="2031")
    put(edition, "paper", Paper(title=TITLE, authors="Alice Example, Bob Sample"), Paper(title="Another", authors=""))
    put(edition, "keynote", Keynote(speaker="Ada Lovelace", title="Of engines"))
    put(edition, "slot", Slot(title="To be announced", track="Partner"))
    put(edition, "award", Award(name="Best paper", recipient="Nobody yet"))
    return edition


def slot() -> Slot:
    """The talk, as it stands now."""
    db.session.rollback()
    db.session.expire_all()
    return db.session.query(Slot).one()


def saved(client: FlaskClient, path: str = "slot/1", **typed: str) -> BeautifulSoup:
    """The answer to a save of a row."""
    row = db.session.query(Slot if path.startswith("slot") else Award).one()
    typed = {"version": str(row.version), "kind": "talk", "track": "Partner"} | typed
    answer = client.post(f"{EDIT}/{path}", data=typed)
    assert answer.status_code == 200, answer.text
    return BeautifulSoup(answer.text, "lxml")


def offer(tree: BeautifulSoup) -> dict[str, str]:
    """What the form of an offer would send; empty where nothing is offered."""
    found = tree.select(".tie")
    assert len(found) <= 1
    return {str(one["name"]): str(one["value"]) for form in found for one in form.select("input[name]")}


def test_a_title_that_nearly_is_a_papers_offers_to_tie_it_and_marks_the_difference(
    own: Edition, alice: FlaskClient
) -> None:
    tree = saved(alice, title="Slicing trough bias in medical imaging", speaker="Alice Example")
    assert offer(tree) | {"csrf_token": ""} == {"csrf_token": "", "version": "2", "to": "paper-1"}
    assert [one.text for one in tree.select(".tie dt, .tie del, .tie ins")] == ["Title", "trough", "through"]
    assert tree.select_one("#slot-1 .tie button").text == f"Tie to “{TITLE}” in paper"  # type: ignore[union-attr]  # else it fails
    assert [one.text for one in tree.select(".tie a")] == ["Leave it"]
    assert offer(BeautifulSoup(alice.get(f"{EDIT}/slot/1").text, "lxml")) == {}


def test_an_offer_is_made_to_who_wrote_the_words_alone(own: Edition, alice: FlaskClient, bob: FlaskClient) -> None:
    saved(alice, title="To be announced soon")
    before = alice.get(f"{EDIT}/live").headers["HX-PTag"]
    saved(alice, title=TITLE.upper())
    for client, offered in ((alice, True), (bob, False)):
        live = client.get(f"{EDIT}/live", headers={"HX-PTag": before})
        assert TITLE.upper() in live.text
        assert bool(offer(BeautifulSoup(live.text, "lxml"))) is offered


def test_an_offer_is_taken_with_one_click_as_one_change_and_undone_by_one(own: Edition, alice: FlaskClient) -> None:
    taken = offer(saved(alice, title=TITLE.upper(), speaker="Alice Example, Bob Sampel"))
    answer = alice.post(f"{EDIT}/slot/1/tie", data=taken)
    assert answer.status_code == 200
    assert TITLE in answer.text
    assert offer(BeautifulSoup(answer.text, "lxml")) == {}
    assert (slot().title, slot().speaker) == ("", "")
    assert (slot().shown_title, slot().shown_speaker) == (TITLE, "Alice Example, Bob Sample")
    assert db.session.query(Revision).count() == 2
    alice.post(f"{EDIT}/undo")
    assert (slot().paper_id, slot().title, slot().speaker) == (None, TITLE.upper(), "Alice Example, Bob Sampel")


def test_who_presents_stays_where_a_talk_is_tied_to_a_paper(own: Edition, alice: FlaskClient) -> None:
    alice.post(f"{EDIT}/slot/1/tie", data=offer(saved(alice, title=TITLE, speaker="Bob Sample")))
    assert (slot().title, slot().shown_title, slot().shown_speaker) == ("", TITLE, "Bob Sample")


@pytest.mark.parametrize(
    ("path", "typed", "to"),
    [
        ("slot/1", {"title": "A talk", "speaker": "Ada Lovelacce"}, "keynote-1"),
        ("slot/1", {"title": "Of engines!"}, "keynote-1"),
        ("award/1", {"name": "Best paper", "recipient": "Alice Example and Bob Sample"}, "paper-1"),
        ("slot/1", {"title": "Of bias in medical imaging"}, None),
        ("slot/1", {"title": "Another day", "speaker": "Alice Example, Bob Sample"}, None),
        ("slot/1", {"title": "To be announced", "recording": "https://example.org/"}, None),
        ("award/1", {"name": TITLE, "recipient": "Somebody else"}, None),
    ],
)
def test_what_is_offered_is_what_the_words_nearly_say(
    path: str, typed: dict[str, str], to: str | None, own: Edition, alice: FlaskClient
) -> None:
    assert offer(saved(alice, path, **typed)).get("to") == to


def test_nothing_is_offered_for_words_that_are_not_new_nor_where_a_row_is_named(
    own: Edition, alice: FlaskClient
) -> None:
    assert offer(saved(alice, title=TITLE))
    assert offer(saved(alice, title=TITLE, recording="https://example.org/")) == {}
    assert offer(saved(alice, title=f"{TITLE}!", paper="2")) == {}
    assert offer(saved(alice, title=TITLE, paper="")) == {}, "it was not wanted"


def test_a_new_row_offers_it_too(own: Edition, alice: FlaskClient) -> None:
    section = db.session.query(Section).filter_by(kind="slot").one().number
    added = alice.post(f"{EDIT}/slot/new?section={section}", data={"kind": "talk", "title": TITLE})
    tree = BeautifulSoup(added.text, "lxml")
    assert offer(tree)["to"] == "paper-1"
    assert tree.select("#slot-2 .tie")


def test_a_row_of_a_hidden_section_or_another_edition_is_not_tied(own: Edition, alice: FlaskClient) -> None:
    other = make(slug="2032")
    put(other, "paper", *(Paper(title=f"{number}") for number in range(3)))
    put(own, "paper", Paper(title="A secret of its own"))
    section = db.session.query(Section).filter_by(edition_id=own.id, kind="paper").order_by(Section.id.desc()).first()
    assert section
    section.hidden = True
    db.session.commit()
    assert offer(saved(alice, title="A secret of its own")) == {}
    before, refused = slot().version, ("paper-3", "paper-4", "paper-99", "slot-1", "section-1", "edition-1", "award-1")
    for to in (*refused, "", "paper", "paper-x", "nothing-1", "keynote-²"):
        answer = alice.post(f"{EDIT}/slot/1/tie", data={"to": to, "version": str(before)})
        assert answer.status_code == 404, to
    assert (slot().version, slot().paper_id) == (before, None)


@pytest.mark.parametrize("way", ["edit", "edit/plain"])
def test_a_tie_or_its_end_on_another_version_changes_nothing_and_shows_the_row(
    way: str, own: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    seen = offer(saved(alice, title=TITLE))
    saved(bob, title="Something else")
    answer = alice.post(f"/2031/{way}/slot/1/tie", data=seen)
    assert (answer.status_code, slot().paper_id) == (409, None)
    assert "Not tied. Bob changed this meanwhile" in answer.text
    assert "Something else" in answer.text
    saved(bob, paper="1")
    answer = alice.post(f"/2031/{way}/slot/1/untie", data={"reference": "paper", "version": "1"})
    assert (answer.status_code, slot().shown_title) == (409, TITLE)
    assert "Not untied. Bob changed this meanwhile" in answer.text


@pytest.mark.parametrize("way", ["edit", "edit/plain"])
def test_untying_keeps_what_was_shown_as_the_rows_own_words(way: str, own: Edition, alice: FlaskClient) -> None:
    saved(alice, paper="1", title="")
    form = BeautifulSoup(alice.get(f"/2031/{way}/slot/1/form").text, "lxml")
    button = form.select_one("button[formaction$='/slot/1/untie'][name=reference]")
    assert button
    assert button.text == "Untie from the paper and keep its words"
    sent = {"reference": str(button["value"]), "version": str(slot().version)}
    answer = alice.post(f"/2031/{way}/slot/1/untie", data=sent)
    assert answer.status_code == (200 if way == "edit" else 303)
    assert (slot().paper_id, slot().title, slot().speaker) == (None, TITLE, "Alice Example, Bob Sample")
    assert offer(BeautifulSoup(answer.text, "lxml")) == {}
    assert "untie" not in alice.get(f"/2031/{way}/slot/1/form").text
    alice.post(f"{EDIT}/undo")
    assert (slot().shown_title, slot().title) == (TITLE, "")


def test_what_is_done_already_is_no_change(own: Edition, alice: FlaskClient) -> None:
    assert alice.post(f"{EDIT}/slot/1/untie", data={"reference": "keynote", "version": "1"}).status_code == 200
    taken = offer(saved(alice, title=TITLE))
    assert [alice.post(f"{EDIT}/slot/1/tie", data=taken).status_code for _ in range(2)] == [200, 200]
    assert db.session.query(Revision).count() == 2


def test_who_may_save_the_row_may_tie_it_and_nobody_else(own: Edition, app: Flask, visitor: FlaskClient) -> None:
    clients: dict[str, Any] = {name: client_of(app, name) for name in ("bob", "mallory")}
    db.session.add_all(right_on(own, track, account_id=id) for id, track in ((1, "Partner"), (2, "X")))
    db.session.commit()
    for client, status in ((visitor, 401), (clients["mallory"], 403), (clients["bob"], 200)):
        answer = client.post(f"{EDIT}/slot/1/tie", data={"to": "paper-1", "version": "1"})
        assert (answer.status_code, bool(slot().paper_id)) == (status, status == 200)
    for client, status in ((visitor, 401), (clients["mallory"], 403), (clients["bob"], 200)):
        answer = client.post(f"{EDIT}/slot/1/untie", data={"reference": "paper", "version": "2"})
        assert (answer.status_code, bool(slot().paper_id)) == (status, status != 200)


def test_what_others_see_offers_nothing_to_who_may_not_change_the_row(
    own: Edition, app: Flask, alice: FlaskClient
) -> None:
    bob = client_of(app, "bob")
    db.session.add(right_on(own, "X", account_id=2))
    db.session.commit()
    known = bob.get(f"{EDIT}/live").headers["HX-PTag"]
    saved(alice, title=TITLE)
    answer = bob.get(f"{EDIT}/live", headers={"HX-PTag": known})
    assert TITLE in answer.text
    assert offer(BeautifulSoup(answer.text, "lxml")) == {}
