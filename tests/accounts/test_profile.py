"""A person's own account: name, password, and where they are signed in."""

import time
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select, update

from faimi.accounts import reauthentication
from faimi.accounts.audit import AuditEntry
from faimi.accounts.models import Account, make_link
from faimi.accounts.rate_limit import Limit
from faimi.accounts.sessions import Session, device_of
from faimi.content import Edition
from faimi.content.now import utc_now
from faimi.extensions import db
from tests.conftest import PASSWORD, SLUG, account_of, queries_of

NEW = "battery staple"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def sign_in(app: Flask, name: str, password: str = PASSWORD, status: int = 302) -> FlaskClient:
    """A client that signed in by the page, as with another device."""
    client = app.test_client()
    form = {"email": f"{name}@example.org", "password": password}
    assert client.post("/login", data=form, headers={"User-Agent": FIREFOX}).status_code == status
    return client


def is_in(client: FlaskClient) -> bool:
    """Whether the client is signed in."""
    return client.get("/account/").status_code == 200


def noted() -> list[str]:
    """What the audit holds, the oldest first."""
    return list(db.session.scalars(select(AuditEntry.what).order_by(AuditEntry.id)))


def test_a_visitor_is_asked_to_sign_in_and_is_back_on_the_account_page(app: Flask, bob: FlaskClient) -> None:
    visitor = app.test_client()
    assert visitor.get("/account/").location == "/login?next=/account/"
    form = {"email": "bob@example.org", "password": PASSWORD, "next": "/account/"}
    assert visitor.post("/login", data=form).location == "/account/"
    assert visitor.get("/account/").headers["Cache-Control"] == "no-store"


def test_bob_changes_his_name(edition: Edition, bob: FlaskClient) -> None:
    assert bob.post("/account/name", data={"name": " Robert "}).location == "/account/"
    assert "Saved your name." in bob.get("/account/").text
    assert ">Robert</a>" in bob.get(f"/{SLUG}/edit/").text


def test_bob_changes_his_password_and_is_signed_out_everywhere_else(app: Flask, bob: FlaskClient) -> None:
    elsewhere = sign_in(app, "bob")
    accounts = [db.session.get_one(Account, account_id) for account_id in (1, account_of("alice"))]
    of_bob, of_alice = map(make_link, accounts)
    db.session.commit()
    form = {"password": PASSWORD, "new": NEW, "again": NEW}
    assert bob.post("/account/password", data=form).location == "/account/"
    assert "You are signed out everywhere else." in bob.get("/account/").text
    assert not is_in(elsewhere)
    sign_in(app, "bob", PASSWORD, 422)
    assert is_in(sign_in(app, "bob", NEW))
    assert "Changed the password" in noted()
    assert [app.test_client().get(link).status_code for link in (of_bob, of_alice)] == [404, 200]


@pytest.mark.parametrize("path", ["name", "password", "sessions/end"])
def test_a_form_of_a_session_that_has_ended_is_refused_in_words(path: str, app: Flask, visitor: FlaskClient) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    answer = visitor.post(f"/account/{path}", data={"name": "Bob"})
    assert (answer.status_code, "too old or incomplete" in answer.text) == (400, True)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"password": "wrong"}, "This is not your password."),
        ({"new": "short", "again": "short"}, "Use at least 12 characters."),
        ({"again": "something else"}, "The two passwords differ."),
        ({"password": ""}, "Enter your current password."),
    ],
)
def test_a_password_that_cannot_be_changed_says_why_beside_the_field(
    changed: dict[str, str], words: str, app: Flask, bob: FlaskClient
) -> None:
    answer = bob.post("/account/password", data={"password": PASSWORD, "new": NEW, "again": NEW} | changed)
    assert answer.status_code == 422
    assert words in answer.text
    assert is_in(sign_in(app, "bob"))


def test_guessing_the_old_password_is_rate_limited(bob: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reauthentication, "PASSWORD_CONFIRMATIONS", Limit("prompts", 2, 60))
    form = {"password": "wrong", "new": NEW, "again": NEW}
    answers = [bob.post("/account/password", data=form) for _ in range(3)]
    assert ["Too many tries" in answer.text for answer in answers] == [False, False, True]
    assert "Repeat the new password" in answers[2].text


def test_sessions_are_listed_and_the_one_that_is_ended_is_out_at_its_next_request(app: Flask, bob: FlaskClient) -> None:
    elsewhere = sign_in(app, "bob")
    shown = BeautifulSoup(bob.get("/account/").text, "lxml").select(".ledger .name")
    names = [" ".join(name.text.split()) for name in shown]
    assert sorted(names) == ["A browser this one", "Firefox on Linux"]
    theirs = db.session.scalars(select(Session).where(Session.device == "Firefox on Linux")).one()
    bob.post(f"/account/sessions/{theirs.id}/end")
    assert not is_in(elsewhere)
    assert is_in(bob)


def test_mallory_cannot_end_bobs_session(app: Flask, bob: FlaskClient, alice: FlaskClient) -> None:
    hers = db.session.scalars(select(Session.id).order_by(Session.id.desc())).first()
    assert [bob.post(f"/account/sessions/{one}/end").status_code for one in (hers, 2**40)] == [404, 404]
    assert is_in(alice)


def test_bob_signs_out_everywhere_else(app: Flask, bob: FlaskClient, alice: FlaskClient) -> None:
    others = [sign_in(app, "bob"), sign_in(app, "bob")]
    bob.post("/account/sessions/end")
    assert [is_in(client) for client in (bob, alice, *others)] == [True, True, False, False]


def test_who_signed_out_cannot_come_back_with_the_old_cookie(app: Flask, bob: FlaskClient) -> None:
    cookie = bob.get_cookie("faimi")
    assert cookie
    bob.post("/logout")
    bob.set_cookie("faimi", cookie.value)
    assert not is_in(bob)


def test_each_sign_in_starts_a_session_of_its_own_and_ends_the_one_before(app: Flask, bob: FlaskClient) -> None:
    def token() -> str:
        with bob.session_transaction("/login") as session:
            return str(session["_user_id"])

    before = token()
    with bob.session_transaction("/login") as session:
        session["planted"] = "by Mallory"
    bob.post("/login", data={"email": "bob@example.org", "password": PASSWORD})
    assert token() != before
    with bob.session_transaction("/login") as session:
        assert "planted" not in session
    assert db.session.query(Session).count() == 1
    assert token() not in db.session.scalars(select(Session.token_hash)).all()


def go_back(**columns: timedelta) -> None:
    """Has all sessions begin, or be seen last, so long ago."""
    db.session.execute(update(Session).values({name: utc_now() - ago for name, ago in columns.items()}))
    db.session.commit()


def test_a_session_ends_two_weeks_after_it_began_however_often_it_was_seen(bob: FlaskClient) -> None:
    go_back(started_at=timedelta(days=13, hours=23), seen_at=timedelta(days=13))
    assert is_in(bob)
    go_back(started_at=timedelta(days=14, hours=1))
    assert not is_in(bob)


def test_an_owners_session_ends_after_twelve_hours_in_which_only_open_pages_asked(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    go_back(seen_at=timedelta(hours=11, minutes=50))
    assert [one.get(f"/{SLUG}/edit/live").status_code for one in (alice, bob)] == [200, 200]
    assert all(utc_now() - at > timedelta(hours=11) for at in db.session.scalars(select(Session.seen_at)))
    go_back(seen_at=timedelta(hours=12, minutes=1))
    assert [is_in(one) for one in (alice, bob)] == [False, True]
    again = sign_in(alice.application, "alice")
    assert again.get("/account/").text.count("last seen") == 1


def test_a_clock_that_is_set_back_ends_no_session_and_makes_none_last_longer(
    bob: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    with monkeypatch.context() as patch:
        patch.setattr("time.time", lambda: now - 3600)
        assert is_in(bob), "though the cookie was made an hour from now"
    go_back(seen_at=timedelta(days=-1))
    assert is_in(bob)
    assert abs(utc_now() - db.session.query(Session).one().seen_at) < timedelta(minutes=1)


def test_that_a_session_was_seen_is_written_every_ten_minutes_at_most(bob: FlaskClient) -> None:
    def seen_after(minutes: int) -> timedelta:
        kept = db.session.query(Session).one()
        kept.seen_at = utc_now() - timedelta(minutes=minutes)
        db.session.commit()
        bob.get("/account/")
        return utc_now() - db.session.query(Session).one().seen_at

    assert seen_after(9) > timedelta(minutes=9)
    assert seen_after(11) < timedelta(minutes=1)


def test_a_request_holds_one_connection_also_when_it_notes_that_a_session_was_seen(bob: FlaskClient) -> None:
    held, most = 0, 0

    def count(by: int) -> None:
        nonlocal held, most
        held += by
        most = max(most, held)

    pool = db.engine.pool
    event.listen(pool, "checkout", lambda *_: count(1))
    event.listen(pool, "checkin", lambda *_: count(-1))
    db.session.query(Session).one().seen_at = utc_now() - timedelta(minutes=11)
    db.session.commit()
    bob.get("/account/")
    assert most == 1


def test_knowing_who_is_there_takes_one_query(app: Flask, bob: FlaskClient) -> None:
    assert queries_of(bob, "/account/") == 6  # who is there, sessions and passkeys; the bar, twice; the foot


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox on Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        ("<script>", "A browser"),
        ("Edg" * 300_000, "A browser"),
    ],
)
def test_a_device_is_told_in_two_words(agent: str, words: str) -> None:
    assert device_of(agent) == words
