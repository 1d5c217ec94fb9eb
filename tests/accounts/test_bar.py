"""One bar stands above all pages of the organizers, and tells where one is and where one was."""

from datetime import timedelta

from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient

from faimi import history
from faimi.accounts.models import Account
from faimi.content import Edition
from faimi.content.now import utc_now
from faimi.extensions import db
from tests.conftest import SLUG
from tests.exchange.making import make
from tests.samples import right_on

EDIT = f"/{SLUG}/edit"
OF_EDITION = {  # each page, and the way in the bar that is marked as leading to it
    f"{EDIT}/": f"{EDIT}/",
    f"{EDIT}/history/": f"{EDIT}/history/",
    f"{EDIT}/history/?row=paper-1": f"{EDIT}/history/",
    f"{EDIT}/suggestions/": f"{EDIT}/suggestions/",
    f"{EDIT}/preview/": f"{EDIT}/preview/",
    f"{EDIT}/roll-over/": f"{EDIT}/roll-over/",
    f"{EDIT}/paste/?section=5": None,
    f"{EDIT}/plain/paper/1/form": None,
}
OF_SITE = {
    "/editions/": "/editions/",
    "/people/": "/people/",
    "/people/audit/": "/people/",
    "/people/invite/": "/people/",
    "/settings/": "/settings/",
    "/account/": "/account/",
    "/account/second-factor/": "/account/",
}


def bar_of(client: FlaskClient, path: str) -> tuple[Tag, str]:
    """The bar of a page, and the accent that the page is in."""
    page = BeautifulSoup(client.get(path).text, "lxml")
    [bar], [root] = page.select("header.bar"), page.select("html")
    return bar, str(root["data-accent"])


def marked(bar: Tag) -> str | None:
    """Where the way leads that is marked as that to this page; at most one is."""
    found = [str(link["href"]) for link in bar.select("[aria-current=page]")]
    assert len(found) < 2
    return found[0] if found else None


def test_one_bar_in_the_accent_of_the_edition_leads_from_each_page_to_all(
    app: Flask, edition: Edition, alice: FlaskClient
) -> None:
    edition.accent = "plum"
    make(slug="home", state="page", accent="moss")
    make(slug="2031", state="draft")
    db.session.commit()
    for path, current in OF_EDITION.items():
        bar, accent = bar_of(alice, path)
        assert (accent, marked(bar)) == ("plum", current), path
        assert bar.select(".bar-title a")[0].get_text(" ", strip=True) == "MICCAI 2024 Workshop Past"
        ways = {f"/{SLUG}/", "/2031/edit/", *filter(None, OF_EDITION.values()), *OF_SITE.values()}
        assert {str(link["href"]) for link in bar.select("a")} == ways
        assert "Sign out" in bar.get_text()
    for path, way in OF_SITE.items():
        bar, accent = bar_of(alice, path)
        assert (accent, marked(bar)) == ("moss", way), path
        title = bar.select(".bar-title a")[0]
        assert (title["href"], title.get_text()) == (f"{EDIT}/", "Back to MICCAI 2024 Workshop")


def test_the_bar_says_until_when_a_draft_is_hidden_and_leads_to_no_page_that_is_not_public(
    app: Flask, alice: FlaskClient
) -> None:
    draft = make(slug="2031", state="draft")
    draft.appears_at = (utc_now() + timedelta(days=1)).replace(year=2100, month=5, day=3, hour=9, minute=0)
    make(slug="2032", state="draft")
    db.session.commit()
    bars = [bar_of(alice, f"/{slug}/edit/history/")[0] for slug in ("2031", "2032")]
    told = [bar.select(".bar-title .label")[0].get_text() for bar in bars]
    assert told == ["Hidden until 3 May 2100, 09:00 UTC", "Draft"]
    assert bars[0].select("#view-page[hidden]")


def test_the_bar_offers_nobody_what_they_may_not_open(
    app: Flask, edition: Edition, bob: FlaskClient, visitor: FlaskClient
) -> None:
    draft = make(slug="2031", state="draft")
    db.session.add(right_on(edition, "Partner", account=db.session.query(Account).one()))
    db.session.commit()
    ways = {str(link["href"]) for link in bar_of(bob, f"{EDIT}/history/")[0].select("a")}
    assert ways & {"/people/", f"/{draft.slug}/edit/", f"{EDIT}/preview/", f"{EDIT}/roll-over/"} == set()
    assert 'class="bar"' not in visitor.get("/login").text
    form = visitor.post(f"{EDIT}/plain/paper/1", data={"title": "Typed in a session that has ended"})
    assert (form.status_code, 'class="bar"' in form.text) == (401, False)


def test_the_accent_of_a_removed_start_page_is_gone_with_it(alice: FlaskClient) -> None:
    home = make(slug="home", state="page", accent="moss")
    accents = [bar_of(alice, "/people/")[1]]
    history.remove_edition(home, None)
    assert [*accents, bar_of(alice, "/people/")[1]] == ["moss", ""]
