"""The password once more before an owner acts on the accounts of others."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from faimi.accounts import admin, reauthentication
from faimi.accounts.models import account_with
from faimi.accounts.passkeys.models import Passkey
from faimi.accounts.sessions import Session
from faimi.content.now import utc_now
from faimi.extensions import db
from tests.accounts.test_admin import id_of
from tests.accounts.test_passkeys import forged
from tests.accounts.test_profile import is_in, noted, sign_in
from tests.conftest import PASSWORD, QUARTER_HOUR

ASKED = "Your password, once more"
FREE = {"people.list_accounts", "people.audit_page"}  # which change nothing


@pytest.fixture(autouse=True)
def _quarter_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    """A password counts as long as it does on a site."""
    monkeypatch.setattr(reauthentication, "LIFETIME", QUARTER_HOUR)


def wait(minutes: float | None) -> None:
    """Has everybody shown who they are so long ago, or not since a version that did not ask."""
    at = None if minutes is None else utc_now() - timedelta(minutes=minutes)
    db.session.execute(update(Session).values(confirmed_at=at))
    db.session.commit()


@pytest.mark.parametrize("minutes", [16, None, -60])
def test_who_has_not_just_signed_in_is_asked_before_each_page_about_somebody_else(
    minutes: float | None, app: Flask, alice: FlaskClient, bob: FlaskClient
) -> None:
    wait(minutes)
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith(f"{admin.bp.name}.")]
    for rule in rules:
        path = rule.rule.replace("<int:account_id>", str(id_of("bob")))
        for method in (rule.methods or set()) & {"GET", "POST"}:
            answer = alice.open(path, method=method)
            assert (ASKED in answer.text) != (rule.endpoint in FREE), (path, method)
            assert answer.status_code == (200 if rule.endpoint in FREE else 401)
    assert noted() == []


def test_alice_gives_the_password_and_what_she_had_filled_in_is_done(alice: FlaskClient, bob: FlaskClient) -> None:
    wait(16)
    path = f"/people/{id_of('bob')}/"
    page = BeautifulSoup(alice.post(path, data={"role": "owner", "reach": "all"}).text, "lxml")
    form = page.select_one("form.card")
    assert form
    assert form["action"] == path
    typed = {str(field["name"]): str(field.get("value", "")) for field in form.select("input")}
    assert typed == {"role": "owner", "reach": "all", "confirm_password": ""}
    refused = alice.post(path, data=typed | {"confirm_password": "wrong"})
    assert (refused.status_code, "This is not your password." in refused.text) == (422, True)
    assert account_with("bob@example.org").role == "editor"  # type: ignore[union-attr]  # he is there
    assert alice.post(path, data=typed | {"confirm_password": PASSWORD}).location == "/people/"
    assert account_with("bob@example.org").role == "owner"  # type: ignore[union-attr]  # he is there
    wait(14)
    assert alice.get(path).status_code == 200


def test_alice_gives_the_password_and_is_on_the_page_that_she_opened(alice: FlaskClient) -> None:
    wait(16)
    form = BeautifulSoup(alice.get("/people/invite/?x=1").text, "lxml").select_one("form.card")
    assert form
    assert form["action"] == "/account/confirm?next=/people/invite/?x%3D1"
    assert alice.post(str(form["action"]), data={"confirm_password": PASSWORD}).location == "/people/invite/?x=1"
    assert alice.get("/people/invite/").status_code == 200
    assert alice.get("/account/confirm?next=https://elsewhere.example/").location == "/editions/"


def test_only_the_passkey_of_who_is_signed_in_stands_for_the_password(alice: FlaskClient, bob: FlaskClient) -> None:
    db.session.add(Passkey(account_id=id_of("bob"), name="Laptop", credential_id="AAAA", public_key=b"", sign_count=0))
    db.session.commit()
    wait(16)
    for asks, answers in (
        ("/login/passkey/options", "/account/passkeys/confirm"),
        ("/account/passkeys/confirm/options", "/login/passkey/"),
    ):
        challenge = alice.post(asks).get_json()["challenge"]
        assert alice.post(answers, json=forged(challenge)).get_json()["problem"] == "That took too long. Try again."
    challenge = alice.post("/account/passkeys/confirm/options").get_json()["challenge"]
    assert alice.post("/account/passkeys/confirm", json=forged(challenge)).status_code == 422
    assert alice.get("/people/invite/").status_code == 401


def test_who_has_not_just_signed_in_is_asked_before_a_session_or_a_passkey_ends(app: Flask, bob: FlaskClient) -> None:
    db.session.add(Passkey(account_id=id_of("bob"), name="Laptop", credential_id="AAAA", public_key=b"", sign_count=0))
    db.session.commit()
    elsewhere = sign_in(app, "bob")
    wait(16)
    for path in ("/account/sessions/2/end", "/account/sessions/end", "/account/passkeys/1/remove"):
        assert bob.post(path).status_code == 401, path
    assert is_in(elsewhere)
    assert bob.post("/account/sessions/end", data={"confirm_password": PASSWORD}).status_code == 303
    assert not is_in(elsewhere)
