"""Machines that share a database: each tells what the others did, and what it knows while nobody can ask it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from time import monotonic
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from faimi import create_app
from faimi.content import Edition
from faimi.extensions import db
from tests.conftest import SLUG, Client, on_both
from tests.samples import first

PAGE, EDIT = f"/{SLUG}/", f"/{SLUG}/edit"
BR = {"Accept-Encoding": "br"}
pytestmark = on_both


@pytest.fixture
def machine(app: Flask, edition: Edition, database: dict[str, Any]) -> Iterator[Flask]:
    """Another machine on the database of the first, with the same key."""
    shared = {"INSTANCE_PATH": app.instance_path, "TESTING": True, "WTF_CSRF_ENABLED": False, **database}
    other = create_app(shared)
    other.test_client_class = Client
    yield other
    with other.app_context():
        db.engine.dispose()


@contextmanager
def outage(app: Flask) -> Iterator[None]:
    """The database answers no machine, nor is it told of anything by the head of its log."""

    def fail(*_: Any) -> None:
        raise OperationalError("", None, Exception("no route to host"))

    with pytest.MonkeyPatch.context() as patch:
        with app.app_context():
            patch.setattr(db.engine.pool, "connect", fail)
        patch.setattr("faimi.public.version_watch.VersionWatch._is_current", fail)
        patch.setattr(app, "testing", False)
        yield


def test_what_one_machine_does_is_in_the_next_answer_of_the_other(
    app: Flask, machine: Flask, alice: FlaskClient
) -> None:
    visitor, elsewhere = machine.test_client(), machine.test_client()
    for name in (f"New title {number}" for number in range(3)):
        assert name not in visitor.get(PAGE).text
        version = str(first("paper").version)
        saved = alice.post(f"{EDIT}/paper/1", data={"title": name, "authors": "Alice", "url": "", "version": version})
        assert saved.status_code == 200
        assert name in visitor.get(PAGE).text
    cookie = alice.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert cookie
    elsewhere.set_cookie(cookie.key, cookie.value)
    assert elsewhere.get(f"{EDIT}/").status_code == 200
    guess = {"email": "alice@example.org", "password": "wrong"}
    tries = [one.test_client().post("/login", data=guess).status_code for one in (app, machine) * 10]
    assert 429 in tries[: tries.index(429) + 2]
    assert set(tries[tries.index(429) :]) == {429}


def test_while_the_database_is_away_visitors_get_what_was_current_and_organizers_a_word(
    app: Flask, machine: Flask, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor, now = machine.test_client(), monotonic()
    visitor.get(PAGE, headers=BR)
    for module in ("cache", "version_watch"):
        monkeypatch.setattr(f"faimi.public.{module}.monotonic", lambda: now)
    known = visitor.get(PAGE, headers=BR)
    with outage(machine), outage(app):
        for clock, age in ((now + 100, "100"), (now + 299, "299")):
            monkeypatch.setattr("faimi.public.cache.monotonic", lambda clock=clock: clock)
            got = visitor.get(PAGE, headers=BR)
            assert (got.status_code, got.data, got.headers["ETag"]) == (200, known.data, known.headers["ETag"])
            assert (got.headers["Age"], got.headers["Cache-Status"]) == (age, f"faimi; hit; ttl=-{age}")
            same = visitor.get(PAGE, headers=BR | {"If-None-Match": known.headers["ETag"]})
            assert (same.status_code, same.headers["Age"]) == (304, age)
            assert "Age" in visitor.get(PAGE, headers={"Accept-Encoding": "zstd"}).headers
        typed = {"title": "Kept", "authors": "Alice", "url": "", "version": "1"}
        for answer in (alice.post(f"{EDIT}/paper/1", data=typed), visitor.get("/never-asked/")):
            assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
            assert "Its database does not answer" in answer.text
        assert visitor.get("/readyz").status_code == 503
        monkeypatch.setattr("faimi.public.cache.monotonic", lambda: now + 302)
        assert visitor.get(PAGE, headers=BR).status_code == 503
    again = visitor.get(PAGE, headers=BR)
    assert (again.data, "Age" in again.headers, "Cache-Status" in again.headers) == (known.data, False, False)
    assert alice.post(f"{EDIT}/paper/1", data=typed).status_code == 200
    assert "Kept" in visitor.get(PAGE).text


def test_a_connection_that_breaks_once_the_answer_is_made_spoils_none(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    close = Session.close

    def broken(session: Session) -> None:
        close(session)
        raise OperationalError("ROLLBACK", None, Exception("the server closed the connection"))

    monkeypatch.setattr(Session, "close", broken)
    with ThreadPoolExecutor(1) as server:  # where a request is alone in its context
        answer = server.submit(lambda: FlaskClient.open(app.test_client(), "/login")).result()
    assert answer.status_code == 200
