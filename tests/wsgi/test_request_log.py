"""A line and an id for each request, without what no log is to hold."""

import json
import logging
import os
import secrets
import threading
from collections.abc import Iterator
from pathlib import Path
from socket import create_connection
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.serving import make_server
from werkzeug.test import Client

from faimi.content import Edition
from faimi.token_masking import token_mask
from faimi.wsgi import request_log
from tests.conftest import SLUG


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, app: Flask) -> Iterator[tuple[Client, Path]]:
    """A client of the served app, and the file that its log goes to, at once."""
    monkeypatch.setattr(request_log, "MAX_WAITING_LINES", 1)
    path = tmp_path / "log"
    file = os.open(path, os.O_WRONLY | os.O_CREAT)
    served = request_log.RequestLog(app, file)
    yield Client(served), path
    served.write()
    os.close(file)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_each_request_has_a_line_and_an_id(log: tuple[Client, Path], edition: Edition) -> None:
    client, path = log
    answers = [client.get(f"/{SLUG}/"), client.get(f"/{SLUG}/"), client.get('/no"ne\\/ü%20?q=1'), client.post("/login")]
    told = lines(path)
    assert [(one["method"], one["path"], one["status"]) for one in told] == [
        ("GET", f"/{SLUG}/", 200),
        ("GET", f"/{SLUG}/", 200),
        ("GET", '/no"ne\\/ü ', 404),
        ("POST", "/login", answers[3].status_code),
    ]
    assert [one["id"] for one in told] == [answer.headers["X-Request-Id"] for answer in answers]
    assert len({one["id"] for one in told}) == 4
    assert all(one["ms"] > 0 for one in told)


def test_an_answer_that_nothing_is_new_is_short_and_has_its_line(log: tuple[Client, Path], edition: Edition) -> None:
    client, path = log
    tag = client.get(f"/{SLUG}/").headers["ETag"]
    again = client.get(f"/{SLUG}/", headers={"If-None-Match": tag})
    assert (again.status_code, {*again.headers.keys()}) == (304, {"ETag", "Cache-Control", "Vary"})
    assert lines(path)[1]["status"] == 304
    assert lines(path)[1]["id"]


@pytest.mark.parametrize(
    ("given", "kept"), [("from-the-proxy.1", True), ('"x"', False), ("a b", False), ("ä" * 70, False)]
)
def test_an_id_of_a_proxy_is_kept_if_it_is_one(
    log: tuple[Client, Path], edition: Edition, given: str, kept: bool
) -> None:
    client, path = log
    client.get("/", headers={"X-Request-Id": given.encode().decode("latin-1")})
    assert (lines(path)[0]["id"] == given) is kept


def test_an_error_names_its_request_to_the_person_and_in_the_log(
    log: tuple[Client, Path],
    app: Flask,
    edition: Edition,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    client, path = log
    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr("faimi.public.load_published", lambda _slug: 1 / 0)
    with caplog.at_level(logging.ERROR):
        answer = client.get("/", headers={"X-Request-Id": "a-request"})
    assert answer.status_code == 500
    assert "quote the request: a-request" in answer.text
    assert "This was request a-request" in caplog.text
    assert lines(path)[0]["status"] == 500


TOKENS = [
    ("/welcome/secret", "/welcome/…"),
    ("/welcome/secret/", "/welcome/…/"),
    ("/preview/secret/", "/preview/…/"),
    ("/preview/secret", "/preview/…"),
    (f"/{SLUG}/suggest/paper/1/secret", f"/{SLUG}/suggest/paper/1/…"),
    (f"/{SLUG}/suggest/paper/one/secret", f"/{SLUG}/suggest/paper/one/…"),
    (f"/{SLUG}/suggest/paper/1", f"/{SLUG}/suggest/paper/1"),
    ("/welcome/", "/welcome/"),
]


@pytest.mark.parametrize(("path", "noted"), TOKENS)
def test_the_token_of_an_address_is_not_in_its_line(
    path: str, noted: str, log: tuple[Client, Path], edition: Edition
) -> None:
    client, file = log
    client.get(path)
    assert lines(file)[0]["path"] == noted


def test_what_a_page_with_a_token_loads_does_not_name_its_address(app: Flask, visitor: FlaskClient) -> None:
    assert visitor.get("/welcome/secret").headers["Referrer-Policy"] == "strict-origin"


def test_every_route_with_a_token_is_masked_and_no_other_but_the_one_beside_it(app: Flask) -> None:
    mask = token_mask(app)
    paths = [(rule.endpoint, rule.rule.replace("<token>", "secret")) for rule in app.url_map.iter_rules()]
    masked = {endpoint for endpoint, path in paths if mask(path) != path}
    assert masked == {
        "accounts.judge_first_password",
        "accounts.welcome",
        "public.preview",
        "suggest.suggest_correction",
        "suggest.thanks",
    }
    assert not [path for _, path in paths if "secret" in mask(path)]
    assert mask("//welcome//secret") == "//welcome//…"
    token = secrets.token_urlsafe(24)
    assert mask(f"/Welcome/{token} /welcome/x/{token}/{token}, {token}") == "/Welcome/… /welcome/…/…/…, …"
    assert mask(str(UUID(int=1))) == str(UUID(int=1))


def test_the_token_of_an_address_is_not_in_the_error_log(
    log: tuple[Client, Path], app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr("faimi.accounts.find_link", lambda _token: 1 / 0)
    with caplog.at_level(logging.ERROR):
        assert log[0].get("/welcome/secret").status_code == 500
    assert "Exception on /welcome/… [GET]" in caplog.messages
    assert "secret" not in caplog.text


def test_the_token_of_an_address_is_not_in_the_log_of_the_development_server(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    with (
        caplog.at_level(logging.INFO, "werkzeug"),
        make_server("127.0.0.1", 0, app) as server,
        create_connection(("127.0.0.1", server.port)) as line,
    ):
        line.sendall(b"GET /welcome/secret HTTP/1.0\r\n\r\n")
        server.handle_request()
    assert "GET /welcome/… HTTP/1.0" in caplog.text
    assert "secret" not in caplog.text


def test_a_line_that_no_other_follows_is_written_by_itself(
    log: tuple[Client, Path], edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, path = log
    write, looked, written = os.write, threading.Event(), threading.Event()

    def slowly(file: int, text: bytes) -> None:
        looked.wait(10)
        write(file, text)
        written.set()

    monkeypatch.setattr("faimi.wsgi.request_log.MAX_WAITING_LINES", 32)
    monkeypatch.setattr("faimi.wsgi.request_log.os.write", slowly)
    client.get("/")
    assert lines(path) == []
    looked.set()
    assert written.wait(10)
    assert [one["path"] for one in lines(path)] == ["/"]


def test_where_there_are_no_more_threads_a_line_is_written_at_once(
    log: tuple[Client, Path], edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, path = log

    def fails(_timer: threading.Timer) -> None:
        raise RuntimeError

    monkeypatch.setattr("faimi.wsgi.request_log.MAX_WAITING_LINES", 32)
    monkeypatch.setattr("faimi.wsgi.request_log.Timer.start", fails)
    assert [client.get("/").status_code for _ in range(2)] == [200, 200]
    assert len(lines(path)) == 2


def test_of_many_at_once_each_is_written_once_in_pieces_that_a_pipe_takes(
    log: tuple[Client, Path], edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, path = log
    write, pieces = os.write, list[bytes]()

    def noted(file: int, text: bytes) -> None:
        write(file, text)
        pieces.append(text)

    monkeypatch.setattr("faimi.wsgi.request_log.MAX_WAITING_LINES", 32)
    monkeypatch.setattr("faimi.wsgi.request_log.os.write", noted)
    page = "/" + "ä" * 90
    client.get(page)

    def ask() -> None:
        for _ in range(40):
            client.get(page)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    client.application.write()  # type: ignore[attr-defined]  # it is a RequestLog
    assert len({one["id"] for one in lines(path)}) == len(lines(path)) == 161
    assert len(pieces) < 161
    assert max(map(len, pieces)) <= 4096
