"""Where the site says that it is."""

from pathlib import Path

import pytest
from click import ClickException
from flask import Flask
from flask.testing import FlaskClient

from faimi import create_app
from faimi.accounts.passkeys import views
from faimi.accounts.rate_limit import Limit
from faimi.content import Edition
from faimi.content.organizers import Organizer
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from faimi.content.text import Text
from faimi.extensions import db
from tests.conftest import SLUG

FILES = ("edition.json", "schedule.ics", "schedule.json", "schedule.xml", "dates.ics", "papers.bib", "changes.atom")
REDIRECTS = ("/2024-miccai", "/2024-miccai/index.html", "/index.html", "/2024-miccai/edit/", "/2024-miccai/edit")
ANSWERS = ["/", "/2024-miccai/", "/2024-miccai/paper/1/", "/sitemap.xml", "/robots.txt", "/none/", "/login", *REDIRECTS]
ANSWERS += [f"/2024-miccai/{file}" for file in FILES]
WITH_ADDRESSES = ["/sitemap.xml", "/robots.txt", "/2024-miccai/schedule.json", "/2024-miccai/changes.atom"]
NO_ADDRESSES = ["example.org", "ftp://example.org", "https://", "https:///name", "https://example.org/?a=1"]
NO_ADDRESSES += [
    "https://example.org#a",
    "https://alice@example.org",
    "https://example.org/a b",
    "https://a:b",
    "https://example.org//name",
    'https://a"',
]


def site_url(tmp_path: Path, given: str) -> object:
    """What the setting becomes."""
    app = create_app({"INSTANCE_PATH": tmp_path, "SITE_URL": given})
    with app.app_context():
        db.engine.dispose()
    return app.config["SITE_URL"]


@pytest.mark.parametrize("path", ANSWERS)
def test_a_crafted_host_shows_in_no_answer_of_a_site_that_knows_its_address(
    path: str, app: Flask, edition: Edition, visitor: FlaskClient
) -> None:
    app.config["SITE_URL"] = "https://example.org/name"
    answer = visitor.get(path, headers={"Host": "mallory.test", "X-Forwarded-Host": "mallory.test"})
    assert "mallory" not in answer.text
    assert "mallory" not in str(answer.headers)


@pytest.mark.parametrize("path", WITH_ADDRESSES)
def test_absolute_addresses_are_below_the_sites_own(
    path: str, app: Flask, edition: Edition, visitor: FlaskClient
) -> None:
    below_root = visitor.get(path).text
    app.config["SITE_URL"] = "https://example.org/name"
    assert visitor.get(path).text == below_root.replace("http://localhost/", "https://example.org/name/")


@pytest.mark.parametrize("path", WITH_ADDRESSES)
def test_a_site_below_a_path_names_that_path_once(
    path: str, app: Flask, edition: Edition, visitor: FlaskClient
) -> None:
    at_root = visitor.get(path).text.replace("Disallow: /", "Disallow: /name/")
    mounted = visitor.get(path, environ_overrides={"SCRIPT_NAME": "/name"}).text
    assert mounted == at_root.replace("http://localhost/", "http://localhost/name/")
    app.config["SITE_URL"] = "https://example.org/name"
    mounted = visitor.get(path, environ_overrides={"SCRIPT_NAME": "/name"}).text
    assert mounted == at_root.replace("http://localhost/", "https://example.org/name/")


@pytest.mark.parametrize("base", ["", "/name"])
def test_a_path_that_somebody_typed_is_below_the_sites_folder(
    base: str, edition: Edition, visitor: FlaskClient
) -> None:
    prose = '[a](/2022/?a=1&amp;b#c "/2022/") [b](/name/2022/) [c](//example.org/) [d](https://example.org/) [e](#e)'
    db.session.query(Text).filter_by(number=1).one().body = f"{prose} ![f](/static/f.png)"
    db.session.query(Text).filter_by(number=1).one().url = "/programme/"
    db.session.query(Paper).filter_by(number=1).one().url = "/paper.pdf"
    db.session.query(Organizer).filter_by(number=1).one().url = "/people/"
    db.session.query(Slot).filter_by(number=1).one().recording = "/recording/"
    db.session.commit()
    page = visitor.get(f"/{SLUG}/", environ_overrides={"SCRIPT_NAME": base}).text
    for path in ("/2022/?a=1&amp;b#c", "/programme/", "/paper.pdf", "/people/", "/recording/"):
        assert f'href="{base}{path}"' in page
    assert 'title="/2022/"' in page
    for link in ("/name/2022/", "//example.org/", "https://example.org/", "#e"):
        assert f'href="{link}"' in page
    assert f'src="{base}/static/f.png"' in page


@pytest.mark.parametrize(
    "given", ["https://example.org", "http://127.0.0.1:5000", "https://[::1]:8000", "https://example.org/a/b-c", ""]
)
def test_the_sites_address_may_end_with_a_slash(given: str, tmp_path: Path) -> None:
    assert site_url(tmp_path, given) == given
    if given:
        assert site_url(tmp_path, f"{given}/") == given


@pytest.mark.parametrize("given", NO_ADDRESSES)
def test_what_is_no_address_of_a_site_is_said_at_the_start(given: str, tmp_path: Path) -> None:
    with pytest.raises(ClickException, match="FAIMI_SITE_URL") as refused:
        site_url(tmp_path, given)
    assert given in str(refused.value)
    assert "https://example.org/name" in str(refused.value)


def test_the_sites_address_comes_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIMI_SITE_URL", "https://example.org/")
    assert create_app({"INSTANCE_PATH": tmp_path}).config["SITE_URL"] == "https://example.org"


@pytest.mark.parametrize(
    ("settings", "secure", "name"),
    [
        ({"SITE_URL": "https://example.org"}, True, "__Host-faimi"),
        ({"SITE_URL": "https://example.org/name"}, True, "faimi"),
        ({"SITE_URL": "https://example.org", "SESSION_COOKIE_DOMAIN": "example.org"}, True, "faimi"),
        ({"SITE_URL": "https://example.org", "SESSION_COOKIE_NAME": "own"}, True, "own"),
        ({"SITE_URL": "http://127.0.0.1:5000"}, False, "faimi"),
        ({}, False, "faimi"),
        ({"SITE_URL": "https://example.org", "SESSION_COOKIE_SECURE": False}, False, "faimi"),
    ],
)
def test_the_sign_in_cookie_of_a_site_with_https_is_never_sent_without(
    settings: dict[str, str | bool], secure: bool, name: str, tmp_path: Path
) -> None:
    app = create_app({"INSTANCE_PATH": tmp_path, **settings})
    cookie = app.test_client().get("/login").headers["Set-Cookie"]
    assert ("Secure" in cookie, "HttpOnly" in cookie) == (secure, True)
    assert cookie.partition("=")[0] == name
    assert ("Path=/;" in cookie, "Domain=" in cookie) == ("/name" not in str(settings), "DOMAIN" in str(settings))


@pytest.mark.parametrize(("proxies", "tries"), [("1", [422, 422, 422, 422]), ("0", [422, 422, 429, 429])])
def test_behind_a_proxy_each_visitor_has_an_address_of_their_own(
    proxies: str, tries: list[int], instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAIMI_PROXIES", proxies)
    monkeypatch.setattr(views, "PASSKEY_SIGN_INS", Limit("passkeys", 2, 60))
    app = create_app({"INSTANCE_PATH": instance, "WTF_CSRF_ENABLED": False})
    addresses = ("192.0.2.1", "192.0.2.1", "192.0.2.2", "192.0.2.2")
    with app.app_context():
        client = app.test_client()
        answers = [client.post("/login/passkey/", headers={"X-Forwarded-For": address}) for address in addresses]
        db.engine.dispose()
    assert [answer.status_code for answer in answers] == tries


def test_behind_a_proxy_the_site_is_where_the_proxy_says(instance: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIMI_PROXIES", "1")
    app = create_app({"INSTANCE_PATH": instance})
    headers = {"X-Forwarded-Host": "example.org", "X-Forwarded-Proto": "https"}
    with app.app_context():
        robots = app.test_client().get("/robots.txt", headers=headers).text
        db.engine.dispose()
    assert "Sitemap: https://example.org/sitemap.xml" in robots


@pytest.mark.parametrize("given", ["yes", "-1", "1.5", "127.0.0.1", "10"])
def test_a_number_of_proxies_that_is_none_is_said_at_the_start(
    given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FAIMI_PROXIES", given)
    with pytest.raises(ClickException, match="FAIMI_PROXIES"):
        create_app({"INSTANCE_PATH": tmp_path})
