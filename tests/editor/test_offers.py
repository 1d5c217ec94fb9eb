"""What a field is offered while one types: the right words first, and nothing that the person may not see."""

from typing import Any
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from faimi.accounts.permissions import Grant
from faimi.content import EDITABLE, KIND, KINDS, Edition, Section
from faimi.content.awards import Award
from faimi.content.keynotes import Keynote
from faimi.content.now import utc_now
from faimi.content.organizers import Organizer
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from faimi.editor.offers import marked, sources_of
from faimi.extensions import db
from tests.conftest import client_of
from tests.exchange.making import make, put
from tests.samples import first, right_on

OWN = "2031"


@pytest.fixture
def own(app: Flask) -> Edition:
    """An edition with papers and people."""
    edition = make(slug=OWN)
    put(
        edition,
        "paper",
        Paper(title="Slicing through bias in imaging", authors="Søren Müller, Ada Lovelace, et al."),
        Paper(title="Unbiased learning", authors="Grace Hopper and Ada Lovelace"),
        Paper(title="Bias & fairness: “one” view", authors="Katherine O’Neil"),
    )
    put(edition, "keynote", Keynote(speaker="Ada Lovelace", affiliation="Analytical Engine Institute"))
    put(edition, "organizer", Organizer(name="Sorin Muller", affiliation="An engine maker"))
    return edition


def offered(client: FlaskClient, typed: str, field: str = "slot/title", slug: str = OWN) -> dict[str, Any]:
    """What a field is offered: of each text what it is, or of which edition, if that is said."""
    answer = client.get(f"/{slug}/edit/offers/{field}?{urlencode({'typed': typed})}")
    assert answer.status_code == 200
    options = BeautifulSoup(answer.text, "lxml").select("#offers[role=listbox] > [role=option]")
    assert [option["id"] for option in options] == [f"offer-{number}" for number in range(1, len(options) + 1)]
    hints = {str(option["data-value"]): option.select_one(".hint") for option in options}
    return {text: hint.get_text() if hint else None for text, hint in hints.items()}


def test_words_that_begin_so_come_before_those_that_hold_it(own: Edition, alice: FlaskClient) -> None:
    assert offered(alice, "bias") == {
        "Bias & fairness: “one” view": "paper",
        "Slicing through bias in imaging": "paper",
        "Unbiased learning": "paper",
    }


@pytest.mark.parametrize("typed", ["thr imag", "IMAGING slic", "ough bia", "“slicing”, bias"])
def test_any_part_of_any_word_finds_a_title(typed: str, own: Edition, alice: FlaskClient) -> None:
    assert [*offered(alice, typed)] == ["Slicing through bias in imaging"]


@pytest.mark.parametrize("typed", ["soren mull", "SØREN MÜLLER", "oneil", "o'neil"])
def test_accents_case_and_apostrophes_do_not_matter(typed: str, own: Edition, alice: FlaskClient) -> None:
    assert [*offered(alice, typed, "slot/speaker")] == ["Katherine O’Neil" if "neil" in typed else "Søren Müller"]


def test_people_are_offered_by_their_single_names_and_once(own: Edition, alice: FlaskClient) -> None:
    nobody = dict.fromkeys(["Grace Hopper", "Katherine O’Neil"])
    assert offered(alice, "a", "slot/speaker") == {"Ada Lovelace": "keynote"} | nobody
    assert offered(alice, "ada", "award/recipient") == {"Ada Lovelace": None}


def test_of_several_names_the_last_one_is_offered_and_the_others_stay(own: Edition, alice: FlaskClient) -> None:
    assert [*offered(alice, "A New One,  Grace", "paper/authors")] == ["A New One,  Grace Hopper"]
    assert [*offered(alice, "A New One and hop", "paper/authors")] == ["A New One and Grace Hopper"]
    assert offered(alice, "A New One, ", "paper/authors") == {}


def test_words_that_come_again_are_offered_from_whatever_kind_has_them(own: Edition, alice: FlaskClient) -> None:
    put(own, "slot", Slot(title="A talk", track="EPIMI"), Slot(title="Another", track="EPIMI"))
    assert [*offered(alice, "engine", "award/affiliation")] == ["An engine maker", "Analytical Engine Institute"]
    assert [*offered(alice, "epi", "slot/track")] == ["EPIMI"]


def test_what_is_typed_whole_is_not_offered_nor_anything_for_nothing(own: Edition, alice: FlaskClient) -> None:
    for typed in ("Unbiased learning", "Unbiased learning ", "", " ", "?!", "zzz", "x" * 100_000):
        assert offered(alice, typed) == {}, typed[:20]


def test_no_more_than_eight_are_offered_and_own_ones_first(own: Edition, alice: FlaskClient) -> None:
    other = make(slug="2030", title="The last one")
    put(other, "paper", *(Paper(title=f"Bias {number}") for number in range(9)))
    found = [*offered(alice, "bias")]
    assert len(found) == 8
    assert found[:3] == ["Bias & fairness: “one” view", "Slicing through bias in imaging", "Bias 0"]
    assert "Unbiased learning" not in found
    assert offered(alice, "bias 8") == {"Bias 8": "The last one"}


def test_only_what_the_person_may_see_of_other_editions_is_offered(own: Edition, app: Flask) -> None:
    for slug, state in (("draft", "draft"), ("removed", "removed"), ("past", "past"), ("granted", "draft")):
        put(make(slug=slug, state=state), "paper", Paper(title=f"Secret {slug}"))
    past = db.session.query(Edition).filter_by(slug="past").one()
    put(past, "paper", Paper(title="Secret section"))
    put(past, "paper", Paper(title="Secret that appeared"))
    put(own, "paper", Paper(title="Secret of their own"))
    for place, edition, appears in ((1, past, None), (2, past, utc_now()), (-1, own, None)):
        section = db.session.query(Section).filter_by(edition_id=edition.id).order_by(Section.position).all()[place]
        section.hidden, section.appears_at = True, appears
    db.session.commit()
    granted = db.session.query(Edition).filter_by(slug="granted").one()
    roles = {"alice": "owner", "bob": "editor", "mallory": "editor"}
    clients = {name: client_of(app, name, role) for name, role in roles.items()}
    rights = [Grant(account_id=2, edition_id=own.id), Grant(account_id=2, edition_id=granted.id)]
    db.session.add_all([*rights, right_on(own, "EPIMI", account_id=3)])
    db.session.commit()
    public = {"Secret of their own", "Secret past", "Secret that appeared"}
    assert {*offered(clients["mallory"], "secret")} == public
    assert {*offered(clients["bob"], "secret")} == public | {"Secret granted"}
    assert {*offered(clients["alice"], "secret")} == public | {"Secret granted", "Secret draft", "Secret section"}
    assert clients["bob"].get("/past/edit/offers/slot/title?typed=secret").status_code == 403


@pytest.mark.parametrize("kind", EDITABLE.values(), ids=lambda kind: kind.name)
def test_each_field_tells_the_browser_where_its_offers_are_and_no_other_has_any(
    kind: Any, edition: Edition, alice: FlaskClient
) -> None:
    base = f"/{edition.slug}/edit"
    number = first(kind.name).number
    form = BeautifulSoup(alice.get(f"{base}/{kind.name}/{number}/form").text, "lxml")
    told = {str(field["name"]): str(field["data-offers"]) for field in form.select("[data-offers]")}
    assert told == {name: f"{base}/offers/{kind.name}/{name}" for name in kind.form.__dict__ if sources_of(kind, name)}
    for name in [str(field["name"]) for field in form.select(".fields [name]")]:
        assert alice.get(f"{base}/offers/{kind.name}/{name}?typed=a").status_code == (200 if name in told else 404)


def test_each_kind_is_offered_what_its_columns_say() -> None:
    assert sources_of(KIND["slot"], "title") == [("paper", "title"), ("keynote", "title")]
    for kind in KINDS:
        for column in kind.names:
            assert {(one.name, name) for one in KINDS for name in one.names} <= {*sources_of(kind, column)}
        for column in kind.recurring:
            assert (kind.name, column) in sources_of(kind, column)


def test_offers_of_an_award_name_no_row_by_one_author_of_several(own: Edition, alice: FlaskClient) -> None:
    put(own, "award", Award(name="Best paper", recipient="Someone"))
    assert offered(alice, "neil", "award/recipient") == {"Katherine O’Neil": "paper"}
    assert offered(alice, "grace", "award/recipient") == {"Grace Hopper": None}


def test_a_choice_of_a_row_is_offered_what_those_of_its_edition_are_called(own: Edition, alice: FlaskClient) -> None:
    put(make(slug="2030"), "paper", Paper(title="Bias elsewhere"))
    put(own, "keynote", Keynote(speaker="Grace Hopper and Ada Lovelace"))
    assert offered(alice, "thr BIÁS", "award/paper") == {"Slicing through bias in imaging": None}
    assert [*offered(alice, "ada", "slot/keynote")] == ["Ada Lovelace", "Grace Hopper and Ada Lovelace"]


@pytest.mark.parametrize(
    ("text", "typed", "hits"),
    [
        ("Unbiased bias", "bias", ["bias"]),
        ("Søren Müller", "mul soren", ["Søren", "Mül"]),
        ("Unbiased", "bias", ["bias"]),
        ("Straße", "strass", ["Straß"]),
        ("O’Neil", "oneil", ["O", "Neil"]),
        ("<b>", "b", ["b"]),
        ("東京大学", "京大", ["京大"]),
    ],
)
def test_what_was_typed_is_marked_where_it_begins_a_word(text: str, typed: str, hits: list[str]) -> None:
    runs = marked(text, typed)
    assert "".join(run for _, run in runs) == text
    assert [run for hit, run in runs if hit] == hits
