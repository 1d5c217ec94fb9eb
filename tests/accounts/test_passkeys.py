"""Passkeys without a browser: what is refused. tests/browser/test_passkeys.py has the way through."""

import json

import pytest
from flask import Flask
from flask.testing import FlaskClient
from webauthn.helpers import bytes_to_base64url

from faimi.accounts.passkeys import views
from faimi.accounts.passkeys.models import Passkey
from faimi.accounts.rate_limit import Limit
from faimi.extensions import db
from tests.accounts.test_admin import id_of
from tests.accounts.test_profile import is_in, noted
from tests.conftest import PASSWORD

ASKED = {"key_name": "Laptop", "password": PASSWORD}


@pytest.fixture
def passkey(bob: FlaskClient) -> Passkey:
    """A passkey of Bob's."""
    key = Passkey(account_id=id_of("bob"), name="Laptop", credential_id="AAAA", public_key=b"", sign_count=0)
    db.session.add(key)
    db.session.commit()
    return key


def forged(challenge: str, origin: str = "http://localhost") -> dict[str, object]:
    """An answer that names Bob's passkey, with a signature by nobody."""
    told = json.dumps({"type": "webauthn.get", "challenge": challenge, "origin": origin}).encode()
    response = {
        "clientDataJSON": bytes_to_base64url(told),
        "authenticatorData": bytes_to_base64url(bytes(37)),
        "signature": bytes_to_base64url(b"x"),
    }
    return {"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": response}


def test_the_question_names_no_account_and_asks_the_device_for_its_owner(
    passkey: Passkey, visitor: FlaskClient
) -> None:
    asked = visitor.post("/login/passkey/options").get_json()
    assert asked["allowCredentials"] == []
    assert asked["userVerification"] == "required"
    assert asked["rpId"] == "localhost"


def test_a_new_passkey_is_bound_to_the_sites_own_address(app: Flask, passkey: Passkey, bob: FlaskClient) -> None:
    app.config["SITE_URL"] = "https://example.org/name"
    asked = bob.post("/account/passkeys/options", data=ASKED).get_json()
    assert asked["rp"]["id"] == "example.org"
    assert [key["id"] for key in asked["excludeCredentials"]] == ["AAAA"]


def test_a_forged_answer_lets_nobody_in(passkey: Passkey, visitor: FlaskClient) -> None:
    challenge = visitor.post("/login/passkey/options").get_json()["challenge"]
    answer = visitor.post("/login/passkey/", json=forged(challenge))
    assert (answer.status_code, answer.get_json()["problem"][:28]) == (422, "The passkey was not accepted")
    assert not is_in(visitor)
    assert noted() == ["Passkey refused"]


def test_a_question_is_answered_once(passkey: Passkey, visitor: FlaskClient) -> None:
    challenge = visitor.post("/login/passkey/options").get_json()["challenge"]
    words = [visitor.post("/login/passkey/", json=forged(challenge)).get_json()["problem"] for _ in range(2)]
    assert words[1] == "That took too long. Try again."


def test_a_question_of_a_clock_that_was_ahead_is_not_open_for_as_long(passkey: Passkey, visitor: FlaskClient) -> None:
    challenge = visitor.post("/login/passkey/options").get_json()["challenge"]
    with visitor.session_transaction("/login") as session:
        session["passkey"] |= {"at": session["passkey"]["at"] + 60}
    refused = visitor.post("/login/passkey/", json=forged(challenge)).get_json()
    assert refused["problem"] == "That took too long. Try again."


@pytest.mark.parametrize("answer", [None, [], "x", {}, {"id": "AAAA"}, {"id": "a\0b"}, {"id": 7}])
def test_an_answer_that_is_none_is_refused_in_words(answer: object, passkey: Passkey, visitor: FlaskClient) -> None:
    visitor.post("/login/passkey/options")
    refused = visitor.post("/login/passkey/", json=answer)
    assert (refused.status_code, bool(refused.get_json()["problem"])) == (422, True)


@pytest.mark.parametrize("answer", [None, {}, {"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": {}}])
def test_a_passkey_that_is_none_is_not_taken_in(answer: object, bob: FlaskClient) -> None:
    assert bob.post("/account/passkeys/options", data=ASKED).status_code == 200
    assert bob.post("/account/passkeys/", json=answer).status_code == 422
    assert db.session.query(Passkey).count() == 0


def test_a_sign_in_is_no_answer_to_the_question_for_a_new_passkey(passkey: Passkey, bob: FlaskClient) -> None:
    challenge = bob.post("/account/passkeys/options", data=ASKED).get_json()["challenge"]
    refused = bob.post("/login/passkey/", json=forged(challenge)).get_json()
    assert refused["problem"] == "That took too long. Try again."


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"password": "wrong"}, "password"), ({"key_name": ""}, "key_name"), ({"password": ""}, "password")],
)
def test_a_passkey_needs_a_name_and_the_password(changed: dict[str, str], field: str, bob: FlaskClient) -> None:
    answer = bob.post("/account/passkeys/options", data=ASKED | changed)
    assert (answer.status_code, answer.get_json()["field"]) == (422, field)


def test_bob_removes_his_passkey_and_mallory_does_not(passkey: Passkey, bob: FlaskClient, alice: FlaskClient) -> None:
    assert alice.post(f"/account/passkeys/{passkey.id}/remove").status_code == 404
    assert bob.post("/account/passkeys/99999999999/remove").status_code == 404
    assert bob.post(f"/account/passkeys/{passkey.id}/remove").status_code == 303
    assert db.session.query(Passkey).count() == 0


def test_trying_passkeys_is_rate_limited_for_each_address_alone(
    visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PASSKEY_SIGN_INS", Limit("passkeys", 1, 60))
    addresses = ("192.0.2.1", "192.0.2.1", "192.0.2.2")
    tries = [visitor.post("/login/passkey/", json={}, environ_base={"REMOTE_ADDR": one}) for one in addresses]
    assert [answer.status_code for answer in tries] == [422, 429, 422]


def test_passkeys_take_no_form_of_another_site(app: Flask, bob: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    for path in ("/account/passkeys/options", "/account/passkeys/", "/login/passkey/options", "/login/passkey/"):
        assert bob.post(path, data=ASKED).status_code == 400, path
