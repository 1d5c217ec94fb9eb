"""Which passwords are taken: long ones that nobody guesses soon, of whatever characters."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from faimi.accounts.models import account_with, make_link
from faimi.accounts.passwords import GUESSABLE, MAX_JUDGED_LENGTH, TOO_SHORT, problem_with
from faimi.extensions import db
from tests.conftest import PASSWORD

GUESSED = ["password1234", "P@ssw0rd1234", "qwertyuiop12", "aaaaaaaaaaaa", "1234567890123456", "2412199924121999"]
ABOUT_BOB = ["bob.builder1", "builder-builder", "Example.org2026", "Fair Workshops1"]
HARD = [
    "ein langes wort",
    "ѕlow river, tall pine",
    "four words without any capital " * 20,
    "           x        y",
    "\0" * 3 + "kettle lamp 7",
]


@pytest.mark.parametrize("password", GUESSED + ABOUT_BOB)
def test_a_password_that_is_guessed_soon_is_refused_everywhere_and_by_the_same_words(
    password: str, app: Flask, bob: FlaskClient
) -> None:
    app.config["SITE_URL"] = "https://fair-workshops.example"
    account = account_with("bob@example.org")
    assert account
    account.name = "Bob Builder"
    link = make_link(account)
    db.session.commit()
    chosen = {"password": PASSWORD, "new": password, "again": password}
    assert GUESSABLE in bob.post("/account/password", data=chosen).text
    assert GUESSABLE in app.test_client().post(link, data={"password": password, "again": password}).text
    for judge in ("/account/password/strength", f"{link}/strength"):
        answer = bob.post(judge, data={"password": password}).get_json()
        assert (answer["words"], answer["score"] < 3) == (GUESSABLE, True)
    added = app.test_cli_runner().invoke(
        args=["account", "add", "builder@example.org", "--name", "Bob", "--password-stdin"], input=f"{password}\n"
    )
    assert (added.exit_code, added.stderr) == (1, f"{GUESSABLE}\n")


@pytest.mark.parametrize("password", HARD)
def test_a_password_may_be_of_any_characters_and_a_thousand_long(password: str, bob: FlaskClient) -> None:
    assert problem_with(password, "bob@example.org", "Bob") == ""
    assert bob.post("/account/password/strength", data={"password": password}).get_json()["score"] >= 3


def test_only_who_may_choose_a_password_has_one_judged(app: Flask, bob: FlaskClient, visitor: FlaskClient) -> None:
    assert visitor.post("/account/password/strength", data={"password": PASSWORD}).status_code == 303
    assert visitor.post("/welcome/wrong/strength", data={"password": PASSWORD}).status_code == 404
    assert bob.post("/account/password/strength").get_json() == {"score": 0, "words": TOO_SHORT}
    app.config["WTF_CSRF_ENABLED"] = True
    assert bob.post("/account/password/strength", data={"password": PASSWORD}).status_code == 400


def test_no_more_of_a_password_is_judged_than_takes_a_moment(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    judged: list[str] = []

    def judge(password: str) -> dict[str, int]:
        judged.append(password)
        return {"score": 4}

    monkeypatch.setattr("zxcvbn.zxcvbn", judge)
    assert problem_with("@4$5!1|0bob" * 90, "bob@example.org") == ""
    assert {len(password) for password in judged} == {MAX_JUDGED_LENGTH}
    assert MAX_JUDGED_LENGTH <= 24
