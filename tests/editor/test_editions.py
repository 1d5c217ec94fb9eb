"""The list of editions: what is in it."""

from flask import Flask
from flask.testing import FlaskClient

from faimi.accounts.models import Account
from faimi.accounts.permissions import Grant
from faimi.content import Edition
from faimi.extensions import db
from tests.exchange.making import make

EDIT = 'href="/{}/edit/"'


def test_the_list_leads_to_each_edition_that_the_person_may_open(
    edition: Edition, app: Flask, alice: FlaskClient, bob: FlaskClient
) -> None:
    make(slug="2031", state="draft")
    person = db.session.query(Account).filter_by(name="Bob").one()
    db.session.add(Grant(account_id=person.id, edition_id=edition.id))
    db.session.commit()
    listed = {name: client.get("/editions/").text for name, client in {"alice": alice, "bob": bob}.items()}
    found = {name: [EDIT.format(slug) in text for slug in ("2024-miccai", "2031")] for name, text in listed.items()}
    assert found == {"alice": [True, True], "bob": [True, False]}


def test_who_is_signed_out_signs_in_and_is_led_to_the_list(visitor: FlaskClient) -> None:
    assert visitor.get("/editions/").location == "/login?next=/editions/"
