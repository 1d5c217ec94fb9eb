"""A forgotten password: Bob gets a mail, Mallory learns nothing."""

import threading
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from faimi.accounts import mail
from faimi.accounts.models import SignInLink, account_with
from faimi.accounts.password_reset import THREAD
from faimi.content import Edition
from faimi.content.now import utc_now
from faimi.extensions import db
from tests.accounts.clock import Clock, clock
from tests.accounts.mailbox import Mailbox
from tests.accounts.test_admin import link_in, mailbox
from tests.accounts.test_profile import NEW, is_in, noted, sign_in
from tests.conftest import PASSWORD

__all__ = ["clock", "mailbox"]
BOB = {"email": " Bob@example.org"}


def settle() -> None:
    """Waits until no mail is under way."""
    for thread in threading.enumerate():
        if thread.name == THREAD:
            thread.join()


def test_bob_gets_a_link_by_mail_and_a_new_password_ends_his_sessions(
    app: Flask, edition: Edition, bob: FlaskClient, mailbox: Mailbox, visitor: FlaskClient
) -> None:
    assert "Forgot your password?" in visitor.get("/login").text
    assert "a mail with a link is on its way" in visitor.post("/login/forgot", data=BOB).text
    message, text = mailbox.next_one()
    settle()
    assert message["To"] == "bob@example.org"
    assert f"https://example.org{link_in(text)}" in text
    asked = visitor.get(link_in(text)).text
    assert "E-mail" not in asked
    visitor.post(link_in(text), data={"password": NEW, "again": NEW, "email": "mallory@example.org"})
    assert is_in(visitor)
    assert not is_in(bob)
    assert account_with("mallory@example.org") is None
    sign_in(app, "bob", PASSWORD, 422)
    sign_in(app, "bob", NEW)
    assert noted()[:2] == ["Asked for a link by mail: forgot the password", "Chose a password by a one-time link"]


def test_the_link_works_for_an_hour(bob: FlaskClient, mailbox: Mailbox, visitor: FlaskClient) -> None:
    visitor.post("/login/forgot", data=BOB)
    settle()
    link = db.session.query(SignInLink).one()
    assert timedelta(minutes=59) < link.expires_at - utc_now() <= timedelta(hours=1)


def test_no_connection_to_the_database_is_held_while_a_mail_goes(
    bob: FlaskClient, mailbox: Mailbox, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[bool] = []
    monkeypatch.setattr(mail, "_deliver", lambda _: held.append(db.session.registry().in_transaction()))
    visitor.post("/login/forgot", data=BOB)
    settle()
    assert held == [False]


def test_mallory_learns_nothing_about_who_has_an_account(
    bob: FlaskClient, mailbox: Mailbox, visitor: FlaskClient
) -> None:
    known = visitor.post("/login/forgot", data={"email": "bob@example.org"})
    unknown = visitor.post("/login/forgot", data={"email": "mallory@example.org"})
    settle()
    assert known.status_code == unknown.status_code == 200
    assert known.text.replace("bob@", "mallory@") == unknown.text
    assert [message["To"] for message in mailbox.messages] == ["bob@example.org"]


def test_a_mail_server_that_refuses_changes_nothing_in_the_answer_and_no_link_is_logged(
    bob: FlaskClient, mailbox: Mailbox, visitor: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    mailbox.refuses = True
    assert "on its way" in visitor.post("/login/forgot", data=BOB).text
    settle()
    assert "no such mailbox" in caplog.text
    assert "/welcome/" not in caplog.text


def test_without_mail_it_says_to_ask_an_owner(bob: FlaskClient, visitor: FlaskClient) -> None:
    assert "Ask an owner" in visitor.get("/login/forgot").text
    assert "Ask an owner" in visitor.post("/login/forgot", data=BOB).text
    settle()
    assert db.session.query(SignInLink).count() == 0


@pytest.mark.parametrize("email", ["bob@example.org", "nobody@example.org"])
def test_three_mails_an_hour_go_to_one_person_wherever_they_are_asked_for(
    email: str, bob: FlaskClient, mailbox: Mailbox, visitor: FlaskClient, clock: Clock
) -> None:
    def ask(*numbers: int) -> list[int]:
        asked = [
            visitor.post("/login/forgot", data={"email": typed}, environ_base={"REMOTE_ADDR": f"192.0.2.{n}"})
            for n in numbers
            for typed in (email, email.upper())
        ]
        settle()
        return [answer.status_code for answer in asked]

    assert ask(1, 2, 3) == [200, 200, 200, 429, 429, 429]
    clock.now += 3599
    assert ask(4) == [429, 429]
    clock.now += 1
    assert ask(5) == [200, 429]
    assert len(mailbox.messages) == (4 if email == "bob@example.org" else 0)


def test_who_asks_too_often_is_told_to_use_the_last_mail(bob: FlaskClient, mailbox: Mailbox) -> None:
    words = [bob.post("/login/forgot", data=BOB).text for _ in range(4)]
    settle()
    assert "At most three mails an hour go to one address. Use the link in the last one" in words[-1]


def test_one_address_asks_for_ten_people_at_once(mailbox: Mailbox, visitor: FlaskClient) -> None:
    people = [{"email": f"nobody-{n}@example.org"} for n in range(11)]
    answers = [visitor.post("/login/forgot", data=one).status_code for one in people]
    settle()
    assert answers == [200] * 10 + [429]


def test_an_address_that_is_none_is_said(mailbox: Mailbox, visitor: FlaskClient) -> None:
    answer = visitor.post("/login/forgot", data={"email": "bob"})
    assert (answer.status_code, "Enter an e-mail address." in answer.text) == (422, True)
