"""Rows of the schedule that stay where they are when others move."""

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from faimi.content import Edition
from faimi.content.schedule import Slot
from faimi.extensions import db
from tests.samples import SAMPLES


def first_slot() -> Slot:
    return db.session.query(Slot).filter_by(number=1).one()


@pytest.fixture
def pinned(edition: Edition, alice: FlaskClient) -> Slot:
    """A row that was pinned in its form."""
    form = SAMPLES["slot"] | {"pinned": "y", "version": str(first_slot().version)}
    assert alice.post("/2024-miccai/edit/slot/1", data=form).status_code == 200
    return first_slot()


def test_a_tick_in_the_form_pins_a_row_and_an_undo_unpins_it(
    pinned: Slot, edition: Edition, alice: FlaskClient
) -> None:
    assert pinned.pinned
    tree = BeautifulSoup(alice.get("/2024-miccai/edit/slot/1/form").text, "lxml")
    assert tree.select("input[name=pinned][checked]")
    alice.post("/2024-miccai/edit/undo")
    assert not first_slot().pinned


def test_organizers_see_the_pin_and_visitors_do_not(pinned: Slot, alice: FlaskClient, visitor: FlaskClient) -> None:
    assert BeautifulSoup(alice.get("/2024-miccai/edit/").text, "lxml").select("#slot-1 .pin")
    assert not BeautifulSoup(visitor.get("/2024-miccai/").text, "lxml").select("#slot-1 .pin")


def test_edition_json_says_what_is_pinned(pinned: Slot, visitor: FlaskClient) -> None:
    told = visitor.get("/2024-miccai/edition.json").json
    assert told
    assert [row["number"] for row in told["schedule"] if row["pinned"]] == [1]
