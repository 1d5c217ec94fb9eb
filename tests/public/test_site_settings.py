"""What the settings of the site put on visitors' pages, which no cache and no copy keeps for longer."""

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from faimi.content import Edition
from faimi.content.site import Site, current_site, values_of
from faimi.extensions import db
from tests.conftest import SLUG, on_both
from tests.exchange.making import make

SET = {"name": "Machines & Medicine", "contact": "chairs@example.org", "privacy": "/privacy/", "legal": "/imprint/"}
FOOT = {"Contact": "mailto:chairs@example.org", "Privacy": "/privacy/", "Legal notice": "/imprint/"}
PATHS = ("/", f"/{SLUG}/", f"/{SLUG}/paper/1/", f"/{SLUG}/suggest/paper/1", "/login", "/login/forgot", "/none/")


def set_(**values: str) -> None:
    """Saves settings, as an owner does."""
    now = current_site()
    db.session.add(Site(version=now.version + 1, **values_of(now) | values))
    db.session.commit()


def foot(html: str) -> dict[str, str]:
    """Where the foot of a page leads by the settings."""
    return {link.get_text(): str(link["href"]) for link in BeautifulSoup(html, "lxml").select(".foot .site-link a")}


@on_both
def test_each_page_shows_new_settings_at_once_whatever_is_cached(edition: Edition, visitor: FlaskClient) -> None:
    assert [foot(visitor.get(path).text) for path in PATHS] == [{}] * len(PATHS)
    set_(**SET)
    assert [foot(visitor.get(path).text) for path in PATHS] == [FOOT] * len(PATHS)
    shown = BeautifulSoup(visitor.get(f"/{SLUG}/").text, "lxml")
    assert [one["content"] for one in shown.select("[property='og:site_name']")] == ["Machines & Medicine"]
    set_(name="", contact="https://example.org/ask", privacy="", legal="")
    assert foot(visitor.get(f"/{SLUG}/").text) == {"Contact": "https://example.org/ask"}
    assert "og:site_name" not in visitor.get(f"/{SLUG}/").text


def test_a_start_page_without_an_introduction_is_called_what_the_site_is(app: Flask, visitor: FlaskClient) -> None:
    for name, called in (("", "Workshops"), ("Machines & Medicine", "Machines & Medicine")):
        set_(name=name)
        shown = BeautifulSoup(visitor.get("/").text, "lxml")
        assert [one.get_text() for one in shown.select("title, h1")] == [called, called]
    make(slug="home", title="A community", state="page")
    assert [one.get_text() for one in BeautifulSoup(visitor.get("/").text, "lxml").select("h1")] == ["A community"]
