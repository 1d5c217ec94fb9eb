"""Limits of tries: Mallory guesses from many addresses, and Bob goes on signing in from his."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from click import ClickException
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from faimi import create_app
from faimi.accounts import audit, known_addresses, two_factor
from faimi.accounts.audit import AuditEntry
from faimi.accounts.known_addresses import KnownAddress
from faimi.accounts.models import Account, account_with
from faimi.accounts.rate_limit import Limit, RateLimit, TooManyTries, count_tries, network_of
from faimi.content import Edition
from faimi.database.schema import upgrade
from faimi.extensions import db
from tests.accounts.clock import Clock, clock
from tests.accounts.test_profile import NEW
from tests.accounts.test_two_factor import SECRET, code
from tests.conftest import PASSWORD, SLUG, on_both
from tests.samples import SAMPLES

__all__ = ["clock"]
HOME = "192.0.2.7"
STRANGERS = [f"198.51.100.{n}" for n in range(50)]
ONE = Limit("tries", 5, 60)


def taken(limit: Limit = ONE, whose: str = "mallory") -> bool:
    """Whether one more try is let in."""
    try:
        count_tries((limit, whose))
    except TooManyTries:
        return False
    return True


def sign_in(app: Flask, address: str, password: str, email: str = "bob@example.org") -> int:
    """How a sign-in from an address is answered."""
    form = {"email": email, "password": password}
    return app.test_client().post("/login", data=form, environ_base={"REMOTE_ADDR": address}).status_code


@on_both
def test_of_tries_at_one_moment_exactly_the_burst_is_let_in(app: Flask, clock: Clock) -> None:
    for n in range(6):
        together = Barrier(8)

        def meet(whose: str, together: Barrier = together) -> bool:
            with app.app_context():
                together.wait(timeout=30)
                return taken(whose=whose)

        with ThreadPoolExecutor(8) as threads:
            assert sum(threads.map(meet, [f"mallory {n}"] * 8)) == 5


@on_both
def test_one_more_try_is_let_in_after_a_while_and_refused_ones_do_not_make_it_longer(app: Flask, clock: Clock) -> None:
    assert [taken() for _ in range(7)] == [True] * 5 + [False] * 2
    clock.now += 59
    assert [taken() for _ in range(20)] == [False] * 20
    clock.now += 1
    assert [taken(), taken()] == [True, False]
    clock.now += 100_000
    assert [taken() for _ in range(6)] == [True] * 5 + [False]


@on_both
def test_a_try_that_one_limit_refuses_counts_against_no_other(app: Flask, clock: Clock) -> None:
    wide, narrow = Limit("wide", 3, 60), Limit("narrow", 1, 60)
    count_tries((wide, "a"), (narrow, "b"))
    for _ in range(5):
        with pytest.raises(TooManyTries):
            count_tries((wide, "a"), (narrow, "b"))
    assert [taken(wide, "a") for _ in range(3)] == [True, True, False]


def test_a_try_counts_whatever_the_request_does_later(app: Flask, clock: Clock) -> None:
    count_tries((Limit("once", 1, 60), "carol"))
    db.session.rollback()
    assert not taken(Limit("once", 1, 60), "carol")


@pytest.fixture
def one_connection(instance: Path, database: dict[str, Any], app: Flask) -> Iterator[Flask]:
    """The app with one connection to the database: who waits for a second one while holding it fails."""
    options = {"pool_size": 1, "max_overflow": 0, "pool_timeout": 0}
    settings = {"INSTANCE_PATH": instance, "TESTING": True, "WTF_CSRF_ENABLED": False, **database}
    other = create_app(settings | {"SQLALCHEMY_ENGINE_OPTIONS": options})
    yield other
    with other.app_context():
        db.engine.dispose()


@on_both
def test_a_sign_in_needs_one_connection_at_a_time(one_connection: Flask, bob: FlaskClient) -> None:
    account = account_with("bob@example.org")
    assert account
    two_factor.switch_on(account, SECRET, 0)
    db.session.commit()
    client = one_connection.test_client()
    answers = [
        client.post("/login", data={"email": "bob@example.org", "password": "a guess"}),
        client.post("/login", data={"email": "bob@example.org", "password": PASSWORD}),
        client.post("/login/code", data={"code": "000000"}),
        client.post("/login/code", data={"code": code()}),
        client.post("/account/password", data={"password": "a guess", "new": NEW, "again": NEW}),
    ]
    assert [answer.status_code for answer in answers] == [422, 302, 422, 302, 422]


def test_a_clock_that_is_put_back_locks_nobody_out_until_then(app: Flask, clock: Clock) -> None:
    assert [taken() for _ in range(6)] == [True] * 5 + [False]
    clock.now -= 100_000
    assert [taken() for _ in range(6)] == [True] * 5 + [False]


def test_rows_that_say_nothing_any_more_are_deleted_and_none_names_anybody(app: Flask, clock: Clock) -> None:
    for n in range(120):
        taken(whose=f"{n}")
    clock.now += 61
    kept = []
    for _ in range(2):
        taken(whose="mallory")
        kept.append(db.session.scalar(select(func.count(RateLimit.key))))
        db.session.rollback()
    assert kept == [21, 1]
    assert "mallory" not in (db.session.scalar(select(RateLimit.key)) or "mallory")


def test_tries_stay_counted_when_the_server_starts_anew(app: Flask, clock: Clock) -> None:
    assert [taken() for _ in range(5)] == [True] * 5
    other = create_app({"INSTANCE_PATH": app.instance_path, "TESTING": True})
    with other.app_context():
        assert not taken()
        db.engine.dispose()


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("a name", "a name"),
        ("", ""),
    ],
)
def test_an_ipv6_network_counts_as_one_address(address: str, network: str) -> None:
    assert network_of(address) == network


def test_bob_signs_in_from_where_he_did_before_while_strangers_guess(
    app: Flask, bob: FlaskClient, clock: Clock
) -> None:
    assert sign_in(app, HOME, PASSWORD) == 302
    guesses, answers, addresses = Counter[int](), [], cycle(STRANGERS)
    for _ in range(23):
        guesses.update(sign_in(app, next(addresses), "a guess") for _ in range(5))
        answers.append(sign_in(app, HOME, PASSWORD))
        clock.now += 180
    assert answers == [302] * 23
    assert guesses[429] > 50


def test_from_all_sides_there_are_a_hundred_guesses_an_hour(app: Flask, bob: FlaskClient, clock: Clock) -> None:
    assert sign_in(app, HOME, PASSWORD) == 302
    form, guesses = {"password": "a guess", "new": NEW, "again": NEW}, Counter[str]()
    clock.now += 180
    for minute in range(60):
        guesses["known"] += sign_in(app, HOME, "a guess") == 422
        guesses["strangers"] += sum(sign_in(app, one, "a guess") == 422 for one in STRANGERS[minute % 48 :][:2])
        guesses["page"] += "This is not your password." in bob.post("/account/password", data=form).text
        clock.now += 60
    assert guesses == {"known": 29, "strangers": 39, "page": 29}


def test_the_account_page_and_strangers_do_not_use_up_each_others_tries(app: Flask, bob: FlaskClient) -> None:
    form = {"password": "a guess", "new": NEW, "again": NEW}
    assert [sign_in(app, one, "a guess") for one in STRANGERS[:11]] == [422] * 10 + [429]
    assert sign_in(app, "127.0.0.1", "a guess") == 429
    told = [bob.post("/account/password", data=form).text for _ in range(11)]
    assert ["Too many tries" in words for words in told] == [False] * 10 + [True]
    assert sign_in(app, "127.0.0.1", "x", "alice@example.org") == 422


def test_strangers_who_know_the_password_do_not_keep_bob_from_giving_his_code(
    app: Flask, bob: FlaskClient, clock: Clock
) -> None:
    def give(address: str, given: str) -> int:
        client, there = app.test_client(), {"REMOTE_ADDR": address}
        client.post("/login", data={"email": "bob@example.org", "password": PASSWORD}, environ_base=there)
        return client.post("/login/code", data={"code": given}, environ_base=there).status_code

    assert sign_in(app, HOME, PASSWORD) == 302
    account = account_with("bob@example.org")
    assert account
    two_factor.switch_on(account, SECRET, 0)
    db.session.commit()
    assert [give(one, "000000") for one in STRANGERS[:6]] == [422] * 5 + [429]
    assert give(HOME, code()) == 302


def test_too_many_tries_inside_a_form_of_the_editor_cost_no_text(
    app: Flask, edition: Edition, bob: FlaskClient, visitor: FlaskClient
) -> None:
    typed = SAMPLES["paper"] | {"version": "1", "title": "Typed"}
    given = {"sign_in_email": "bob@example.org", "sign_in_password": "a guess"}
    tries = [visitor.post(f"/{SLUG}/edit/paper/1", data=typed | given) for _ in range(11)]
    assert [answer.status_code for answer in tries] == [401] * 11
    assert "E-mail and password do not match" in tries[9].text
    assert "Too many tries. Wait a few minutes, then try again." in tries[10].text
    assert all(f'value="{value}"' in tries[10].text for value in ("Typed", "bob@example.org"))


def test_what_nobody_catches_is_answered_in_the_sites_own_look(app: Flask, visitor: FlaskClient) -> None:
    def refuses() -> None:
        raise TooManyTries

    app.before_request_funcs.setdefault(None, []).append(refuses)
    answer = visitor.get("/login")
    assert (answer.status_code, "Wait a few minutes, then try again." in answer.text) == (429, True)


def test_the_twenty_newest_addresses_are_known(
    app: Flask, bob: FlaskClient, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(known_addresses, "MAX_ADDRESSES", 3)
    first, *others = STRANGERS[:4]

    def knows(email: str, address: str) -> bool:
        with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
            return known_addresses.is_known(account_with(email))

    for address in (first, *others[:2], first, others[2]):
        assert sign_in(app, address, PASSWORD) == 302
    assert [knows("bob@example.org", one) for one in (first, *others)] == [True, False, True, True]
    assert not knows("alice@example.org", first)
    assert not knows("nobody@example.org", first)
    db.session.delete(account_with("bob@example.org"))
    db.session.commit()
    assert db.session.query(KnownAddress).count() == 0


@on_both
def test_the_addresses_of_earlier_sign_ins_are_known_after_the_update(app: Flask) -> None:
    bob = Account(email="bob@example.org")
    db.session.add_all([bob, Account(email="alice@example.org")])
    for n in range(25):
        audit.note("Signed in with Firefox on Linux", who="bob@example.org")
        db.session.flush()
        db.session.execute(update(AuditEntry).where(AuditEntry.address == "").values(address=f"2001:db8:0:{n}::1"))
    audit.note("Wrong password", who="alice@example.org")
    db.session.commit()
    runner = app.test_cli_runner()
    db.session.remove()
    assert runner.invoke(args=["db", "downgrade", "0030"]).exit_code == 0
    upgrade()

    def knows(address: str) -> list[bool]:
        with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
            return [known_addresses.is_known(account_with(f"{name}@example.org")) for name in ("bob", "alice")]

    assert [knows(f"2001:db8:0:{n}::2") for n in (4, 5, 24)] == [[False, False], [True, False], [True, False]]
    assert db.session.query(KnownAddress).count() == 20


@pytest.mark.parametrize("given", ["6 per minute; 60 per hour", (6,), (0, 60), (6, 0), None])
def test_a_limit_of_suggestions_that_is_none_says_what_to_write(given: Any, app: Flask) -> None:
    with pytest.raises(ClickException) as refused:
        create_app({"INSTANCE_PATH": app.instance_path, "SUGGESTION_LIMIT": given})
    assert repr(given) in refused.value.message
    assert "such as SUGGESTION_LIMIT = (6, 60)." in refused.value.message
    assert "\n" not in refused.value.message
