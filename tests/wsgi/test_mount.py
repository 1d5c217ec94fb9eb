"""A site below a path is the same whether a proxy in front keeps the path, strips it and says so, or just strips it."""

import socket
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import Client, TestResponse

from faimi import create_app
from faimi.content import OldAddress
from faimi.extensions import db
from tests.bench.servers import free_port
from tests.conftest import PASSWORD, account_of
from tests.exchange.making import make
from tests.production import supervised

SITE = "https://example.org/name"
TOLD = {"X-Forwarded-Prefix": "/name"}
WAYS: list[tuple[str, dict[str, str]]] = [("/name", {}), ("", TOLD), ("", {"X-Forwarded-Prefix": "/name/"}), ("", {})]
PAGES = ["/", "/2024-miccai/", "/2024-miccai/paper/1/", "/2024-miccai/changes.atom", "/2024-miccai/schedule.ics"]
PAGES += ["/2024-miccai/schedule.json", "/sitemap.xml", "/robots.txt", "/none/", "/healthz", "/login/forgot"]
LEADING = {
    "/2024-miccai": "/name/2024-miccai/",
    "/2024-miccai/index.html": "/name/2024-miccai/",
    "/index.html": "/name/",
    "/old/page": "/name/2024-miccai/",
    "/2024-miccai/edit/": "/name/login?next=/name/2024-miccai/edit/",
    "/2024-miccai/edit": "/name/2024-miccai/edit/",
    "/account/": "/name/login?next=/name/account/",
    "/logout": "/name/logout/",
}


@contextmanager
def site(instance: Path, url: str = SITE, **settings: Any) -> Iterator[Flask]:
    """The app at an address, behind a proxy."""
    settings = {"SITE_URL": url, "PROXIES": 1, "WTF_CSRF_ENABLED": False, "SESSION_COOKIE_SECURE": False} | settings
    app = create_app({"INSTANCE_PATH": instance, **settings})
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def app(instance: Path) -> Iterator[Flask]:
    """The app below /name."""
    with site(instance) as app:
        yield app


def ask(app: Flask, path: str, **words: Any) -> TestResponse:
    """The answer to one who has been here never before."""
    with app.app_context():
        return Client(app).get(path, **words)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_the_same_however_its_address_arrives(path: str, app: Flask, edition: object) -> None:
    answers = [ask(app, f"{start}{path}", headers=headers) for start, headers in WAYS]
    assert {(one.status_code, one.text, one.headers.get("ETag")) for one in answers[1:]} == {
        (answers[0].status_code, answers[0].text, answers[0].headers.get("ETag"))
    }
    if tag := answers[0].headers.get("ETag"):
        assert [ask(app, path, headers={"If-None-Match": tag}).status_code] == [304]


@pytest.mark.parametrize(("start", "headers"), WAYS)
def test_every_way_on_leads_below_the_path(start: str, headers: dict[str, str], app: Flask, edition: Any) -> None:
    db.session.add(OldAddress(path="old/page", edition_id=edition.id))
    db.session.commit()
    assert {path: ask(app, start + path, headers=headers).location for path in LEADING} == LEADING


@pytest.mark.parametrize(("start", "headers"), WAYS)
def test_who_signs_in_is_back_below_the_path_with_a_cookie_for_it_alone(
    start: str, headers: dict[str, str], app: Flask, edition: object
) -> None:
    account_of("alice", "owner")
    typed = {"email": "alice@example.org", "password": PASSWORD}
    for asked, leads in {"/name/account/": "/name/account/", "/other/": "/name/editions/"}.items():
        answer = Client(app).post(f"{start}/login", data=typed | {"next": asked}, headers=headers)
        assert answer.location == leads
        assert "; Path=/name" in answer.headers["Set-Cookie"]


def test_an_edition_may_have_the_name_of_the_path(app: Flask) -> None:
    make(slug="name", title="Its namesake", state="current")
    pages = [ask(app, "/name/name/"), ask(app, "/name/", headers=TOLD)]
    assert ["<title>Its namesake" in page.text for page in pages] == [True, True]
    assert ask(app, "/name", headers=TOLD).location == "/name/name/"
    assert ask(app, "/name/").text == ask(app, "/name").text == ask(app, "/", headers=TOLD).text


@pytest.mark.parametrize(
    ("path", "leads"),
    [
        ("/namesake", "/name/namesake/"),
        ("//evil.example", "/name/evil.example/"),
        ("/name//evil.example", "/name/evil.example/"),
    ],
)
def test_what_only_looks_like_the_path_is_an_address_below_it(path: str, leads: str, app: Flask) -> None:
    assert ask(app, "/", environ_overrides={"PATH_INFO": path}).location == leads


def test_a_path_may_have_letters_of_any_language(instance: Path, edition: object) -> None:
    for url in ("https://example.org/caf%C3%A9", "https://example.org/café"):
        with site(instance, url) as app:
            pages = [ask(app, path) for path in ("/caf%C3%A9/2024-miccai/", "/2024-miccai/")]
            assert [page.status_code for page in pages] == [200, 200]
            assert {page.text for page in pages} == {pages[0].text}
            assert ask(app, "/caf%C3%A9/2024-miccai").location == "/caf%C3%A9/2024-miccai/"


def test_no_header_moves_a_site_that_knows_its_address(instance: Path) -> None:
    evil = {"X-Forwarded-Prefix": "//evil.example"}
    for url, base in {"https://example.org": "", SITE: "/name"}.items():
        with site(instance, url) as app:
            assert ask(app, "/2024-miccai", headers=evil).location == f"{base}/2024-miccai/"


@pytest.mark.parametrize(("proxies", "base"), [(1, "/name"), (0, "")])
def test_one_that_does_not_is_below_what_its_proxy_says_if_there_is_one(
    proxies: int, base: str, instance: Path
) -> None:
    with site(instance, "", PROXIES=proxies) as app:
        assert ask(app, "/2024-miccai", headers=TOLD).location == f"{base}/2024-miccai/"


def _status(port: int, hosts: list[str]) -> int:
    """The status of an answer to a request with these Host headers."""
    lines = ["GET /name/healthz HTTP/1.1", *(f"Host: {host}" for host in hosts), "Connection: close", "", ""]
    with socket.create_connection(("127.0.0.1", port), 30) as line:
        line.sendall("\r\n".join(lines).encode())
        return int(line.makefile("rb").readline().split()[1])


def test_the_production_server_has_the_site_below_its_path_and_takes_one_host_alone(
    instance: Path, edition: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAIMI_SITE_URL", SITE)
    with supervised(instance) as (_, port), closing(HTTPConnection("127.0.0.1", port, timeout=30)) as server:
        found = []
        for path in ("/name/2024-miccai", "/2024-miccai", "/%6Eame/2024-miccai", "/name/healthz", "/healthz", "/name/"):
            server.request("GET", path)
            answer = server.getresponse()
            found.append((answer.status, answer.headers["Location"]))
            text = answer.read()
        hosts = (["a.example"], ["a.example", "evil.example"], ["a.example", "a.example"], ["a b"], [""], ["[::1]:80"])
        statuses = [_status(port, names) for names in hosts]
    assert statuses == [200, 400, 400, 400, 200, 200]
    assert found == [(308, "/name/2024-miccai/")] * 3 + [(200, None)] * 3
    assert b'href="/name/2024-miccai/"' in text


def test_setup_names_the_site_below_its_path(app: Flask, edition: object) -> None:
    port = free_port()
    for options, start in (([], SITE), ([f"--port={port}"], f"http://127.0.0.1:{port}/name")):
        said = app.test_cli_runner().invoke(args=["setup", *options]).output
        assert f"The site: {start}/ (sign in at {start}/login)" in said
        assert f"{start}/welcome/" in said
        assert f"{SITE}/welcome/" in said
    app.config.update(SITE_URL="", APPLICATION_ROOT="/")
    assert "http://127.0.0.1:5000/welcome/" in app.test_cli_runner().invoke(args=["setup"]).output
