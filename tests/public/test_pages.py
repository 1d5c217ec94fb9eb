"""What visitors get."""

from datetime import date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from faimi import create_app
from faimi.content import KINDS, ROW_KINDS, Edition, Kind, OldAddress, Section
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from faimi.content.text import Text
from faimi.extensions import db
from faimi.history import Revision
from faimi.media import take_in
from tests.conftest import queries_of
from tests.exchange.making import make, put
from tests.media.test_media import picture
from tests.samples import first


def page(client: FlaskClient, path: str = "/2024-miccai/") -> BeautifulSoup:
    """A page as a tree."""
    response = client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.text, "lxml")


def test_the_page_shows_every_section_in_order_with_its_contents(edition: Edition, visitor: FlaskClient) -> None:
    tree = page(visitor)
    headings = [heading.get_text() for heading in tree.select("main h2")]
    assert headings == [section.heading for section in edition.sections]
    assert [link["href"] for link in tree.select("nav ol a")] == [f"#{section.anchor}" for section in edition.sections]
    assert [section["id"] for section in tree.select("main section")] == [
        section.anchor for section in edition.sections
    ]
    assert len(tree.select("h1")) == 1


def test_the_bar_leads_to_the_schedule_and_to_what_is_on_now_where_there_is_one(
    edition: Edition, visitor: FlaskClient
) -> None:
    programme = next(section for section in edition.sections if section.kind == "slot")
    ways = page(visitor).select("nav .ways a")
    assert [(way.get_text(), way["href"]) for way in ways] == [
        ("Schedule", f"#{programme.anchor}"),
        ("Now", f"#{programme.anchor}"),
    ]
    db.session.query(Slot).delete()
    edition.version += 1
    db.session.commit()
    assert not page(visitor).select(".ways")


def test_an_award_says_who_won_with_the_certificate_behind_a_link(edition: Edition, visitor: FlaskClient) -> None:
    award = first("award")
    assert not page(visitor).select(".award-section :is(img, .certificate)")
    award.photo = take_in(picture(size=(1600, 1130))).address
    edition.version += 1
    award.version += 1
    db.session.commit()
    shown = page(visitor).select_one(f"#award-{award.number}")
    assert shown
    assert [one["data-field"] for one in shown.select("[data-field]")] == [
        "name",
        "recipient",
        "affiliation",
        "paper.title",
        "photo",
    ]
    assert not shown.select("img")
    (link,) = shown.select(".certificate a")
    assert link["aria-label"] == f"Certificate: {award.name}"
    answer = visitor.get(str(link["href"]))
    assert (answer.status_code, answer.mimetype) == (200, "image/webp")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_item_is_on_the_page_under_its_id(kind: Kind, edition: Edition, visitor: FlaskClient) -> None:
    assert first(kind.name)
    rows = db.session.query(kind.model).all()
    shown = [tag["id"] for tag in page(visitor).select(f".item.{kind.name}")]
    assert shown == [f"{kind.name}-{row.number}" for row in rows]


def test_the_programme_alone_leads_to_the_pages_of_its_talks(edition: Edition, visitor: FlaskClient) -> None:
    tree = page(visitor, "/2024-miccai/schedule/")
    slots = db.session.query(Slot).all()
    assert [tag["id"] for tag in tree.select("main .item")] == [f"slot-{slot.number}" for slot in slots]
    talks = [f"/2024-miccai/slot/{slot.number}/" for slot in slots if slot.kind in ("talk", "keynote")]
    assert [link["href"] for link in tree.select(".slot .title a")] == talks
    assert [link["href"] for link in tree.select("link[rel=canonical]")] == ["http://localhost/2024-miccai/"]
    db.session.query(Slot).delete()
    edition.version += 1
    db.session.commit()
    assert visitor.get("/2024-miccai/schedule/").status_code == 404


def test_a_talk_and_its_paper_name_each_other(edition: Edition, visitor: FlaskClient) -> None:
    tree = page(visitor)
    paper = db.session.query(Paper).filter(Paper.title.startswith("BMFT")).one()
    slot = paper.slots[0]
    talk, entry = tree.select_one(f"#slot-{slot.number}"), tree.select_one(f"#paper-{paper.number}")
    assert talk
    assert entry
    own = talk.select_one(f'a[href="/2024-miccai/slot/{slot.number}/"]')
    assert own
    assert own.get_text() == paper.title.replace("'", "’")
    assert page(visitor, str(own["href"])).select_one(f'a[href="/2024-miccai/paper/{paper.number}/"]')
    assert "Yuyang Xue, et al." in talk.get_text().replace("\xa0", " ")
    link = entry.select_one(f'a[href="#slot-{slot.number}"]')
    assert link
    assert link.get_text() == "Talk 17:30"


def test_a_keynote_says_when_its_talk_is(edition: Edition, visitor: FlaskClient) -> None:
    tags = page(visitor).select(".keynote .labels a")
    assert [(tag.text, tag["href"]) for tag in tags] == [("Talk 16:00", "#slot-7"), ("Talk 14:15", "#slot-4")]


def test_a_superseded_date_is_struck_through(edition: Edition, visitor: FlaskClient) -> None:
    struck = page(visitor).select("del")
    assert [tag.get_text() for tag in struck] == ["24 June 2024"]


def test_the_schedule_tells_its_clock(edition: Edition, visitor: FlaskClient) -> None:
    assert "Times are local, UTC+1." in page(visitor).get_text()


class Loads(HTMLParser):
    """Collects what a browser would load or run: not what is only told of, nor data for search engines."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes addresses, inline styles and handlers."""
        told = dict(attrs)
        if told.get("rel") in ("alternate", "canonical") or told.get("type") == "application/ld+json":
            return  # a browser loads the one when asked to, and never runs the other, so no policy bars it
        for name, value in attrs:
            if (tag, name) in {("link", "href"), ("script", "src"), ("img", "src"), ("iframe", "src")}:
                self.urls.append(value or "")
            if name == "style" or name.startswith("on"):
                self.inline.append(f"{tag} {name}")
        if tag == "style" or (tag == "script" and "src" not in told):
            self.inline.append(tag)


@pytest.mark.parametrize("path", ["/", "/2024-miccai/", "/2024-miccai/paper/1/", "/login", "/none/"])
def test_pages_load_nothing_from_elsewhere_and_hold_nothing_inline(
    path: str, edition: Edition, visitor: FlaskClient
) -> None:
    loads = Loads()
    loads.feed(visitor.get(path).text)
    assert loads.urls
    assert all(url.startswith("/static/") for url in {*loads.urls} - {"/manifest.webmanifest"})
    assert loads.inline == []


@pytest.mark.parametrize("path", ["/", "/2024-miccai/", "/2024-miccai/edition.json", "/healthz", "/none/"])
def test_visitors_get_no_cookie_and_pages_do_not_vary_by_one(path: str, edition: Edition, visitor: FlaskClient) -> None:
    headers = visitor.get(path).headers
    assert "Set-Cookie" not in headers
    assert "Cookie" not in headers.get("Vary", "")


@pytest.mark.parametrize(
    "path", ["/", "/2024-miccai/", "/login", "/none/", "/2024-miccai/edit/", "/2024-miccai/edit/paper/1/form"]
)
def test_every_answer_carries_a_strict_policy(path: str, edition: Edition, alice: FlaskClient) -> None:
    policy = alice.get(path).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "script-src 'self';" in policy
    fetched = {rule for rule in policy.split("; ") if rule.endswith("-src 'self'")}
    of = ("script", "style", "img", "font", "connect", "worker", "manifest")
    assert fetched == {f"{name}-src 'self'" for name in of}
    others = ["default-src 'none'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"]
    assert sorted({*policy.split("; ")} - fetched) == sorted(others)


def test_a_picture_may_be_shown_by_other_sites_and_nothing_else(edition: Edition, visitor: FlaskClient) -> None:
    shown = f"/media/{take_in(picture(size=(600, 750))).renditions[0].name}"
    db.session.commit()
    paths = ["/2024-miccai/share.png", shown, "/2024-miccai/", "/2024-miccai/edition.json", "/login", "/none/"]
    answers = [visitor.get(path) for path in paths]
    policies = [answer.headers["Cross-Origin-Resource-Policy"] for answer in answers]
    assert policies == ["cross-origin"] * 2 + ["same-origin"] * 4
    alone = [answer.headers.get("Cross-Origin-Opener-Policy") for answer in answers]
    assert alone == [None, None, "same-origin", None, "same-origin", "same-origin"]
    assert "camera=()" in answers[2].headers["Permissions-Policy"]
    assert "Cross-Origin-Resource-Policy" not in visitor.get(f"{visitor.application.static_url_path}/icon.svg").headers


def test_a_file_that_is_part_of_a_page_leaves_the_policy_to_it(edition: Edition, visitor: FlaskClient) -> None:
    static = visitor.application.static_url_path
    paths = [
        f"{static}/css/page.css",
        f"{static}/fonts/newsreader.woff2",
        f"{static}/icon.svg",
        "/sw.js",
        "/robots.txt",
    ]
    has_policy = ["Content-Security-Policy" in visitor.get(path).headers for path in paths]
    assert has_policy == [False, False, True, True, True]
    assert {visitor.get(path).headers["X-Content-Type-Options"] for path in paths} == {"nosniff"}


def test_the_page_is_the_same_size_of_work_whatever_it_holds(edition: Edition, visitor: FlaskClient) -> None:
    before = queries_of(visitor, "/2024-miccai/")
    section = db.session.query(Section).filter_by(kind="paper").one()
    db.session.add_all(Paper(section=section, position=100 + n, title=f"Paper {n}") for n in range(700))
    db.session.commit()
    assert queries_of(visitor, "/2024-miccai/") == before == len(ROW_KINDS) + 4


def test_the_start_page_lists_the_newest_edition_first(edition: Edition, visitor: FlaskClient) -> None:
    db.session.add(Edition(slug="2031", title="Later", starts_on=date(2031, 1, 1), state="past"))
    db.session.commit()
    links = [link["href"] for link in page(visitor, "/").select(".edition-list a")]
    assert links == ["/2031/", "/2024-miccai/"]


def test_old_addresses_lead_to_the_page(edition: Edition, visitor: FlaskClient) -> None:
    assert visitor.get("/2024-miccai/index.html").location == "/2024-miccai/"
    slashless = visitor.get("/2024-miccai?a=1")
    assert (slashless.status_code, slashless.location) == (308, "/2024-miccai/?a=1")


def test_the_page_as_data_holds_the_facts(edition: Edition, visitor: FlaskClient) -> None:
    data = visitor.get("/2024-miccai/edition.json").get_json()
    counts = {
        name: len(data[name])
        for name in ("sections", "keynotes", "schedule", "papers", "awards", "dates", "organizers")
    }
    assert counts == {
        "sections": 11,
        "keynotes": 2,
        "schedule": 13,
        "papers": 16,
        "awards": 2,
        "dates": 5,
        "organizers": 8,
    }
    assert data["timezone"] == "Africa/Casablanca"


@pytest.mark.parametrize("path", ["/none/", "/none/edition.json", "/2024-miccai/none", "/2024-miccai/edit/paper/999"])
def test_what_is_not_there_is_said_in_the_sites_own_look(path: str, edition: Edition, alice: FlaskClient) -> None:
    response = alice.get(path)
    assert response.status_code == 404
    assert "There is no such page" in response.text


def test_an_error_of_ours_is_said_without_a_traceback(
    app: Flask, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("faimi.public.visibility.load_page", lambda _slug: 1 / 0)
    app.testing = False
    response = app.test_client().get("/2024-miccai/")
    assert response.status_code == 500
    assert "Something broke on our side" in response.text
    assert "ZeroDivisionError" not in response.text


def test_a_site_without_tables_says_how_to_set_it_up(tmp_path: Path) -> None:
    app = create_app({"INSTANCE_PATH": tmp_path / "new"})
    response = app.test_client().get("/")
    assert response.status_code == 503
    assert "flask setup" in response.text
    with app.app_context():
        db.engine.dispose()


def test_an_edition_without_a_date_stands_last(edition: Edition, visitor: FlaskClient) -> None:
    db.session.add(Edition(slug="someday", title="Someday", state="past"))
    db.session.commit()
    links = [link["href"] for link in page(visitor, "/").select(".edition-list a")]
    assert links == ["/2024-miccai/", "/someday/"]


def test_a_method_that_is_not_answered_names_those_that_are(edition: Edition, visitor: FlaskClient) -> None:
    answer = visitor.post("/2024-miccai/")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_a_host_that_is_none_gets_a_plain_answer(app: Flask, edition: Edition, visitor: FlaskClient) -> None:
    assert visitor.get("/", headers={"Host": "a..b"}).status_code == 400


def add(slug: str, **columns: Any) -> Edition:
    """Adds an edition with one section of text."""
    edition = Edition(slug=slug, title=slug.title(), **columns)
    section = Section(edition=edition, position=0, kind="text", heading="Hello", anchor="hello")
    db.session.add_all([edition, section, Text(section=section, position=0, body="Some words.")])
    db.session.commit()
    return edition


def test_a_draft_is_there_for_organizers_alone(edition: Edition, alice: FlaskClient, visitor: FlaskClient) -> None:
    draft = add("2031-draft", state="draft")
    db.session.add(OldAddress(path="2031", edition=draft))
    db.session.commit()
    for path in ("/2031-draft/", "/2031-draft/edition.json", "/2031/"):
        assert visitor.get(path).status_code == 404
        assert alice.get(path).status_code == 404
    for path in ("/", "/sitemap.xml"):
        assert "2031-draft" not in visitor.get(path).text
    assert alice.get("/2031-draft/edit/").status_code == 200


def test_the_start_page_is_made_from_the_data(edition: Edition, visitor: FlaskClient) -> None:
    add("2031", state="current", starts_on=date(2031, 1, 1))
    add("resources", state="page")
    add("home", state="page", tagline="A community")
    tree = page(visitor, "/")
    assert [heading.get_text() for heading in tree.select("h1, h2")] == [
        "Home",
        "Hello",
        "Next",
        "Past editions",
        "More",
    ]
    lists = [[link["href"] for link in part.select("a")] for part in tree.select(".edition-list, .page-list")]
    assert lists == [["/2031/"], ["/2024-miccai/"], ["/resources/"]]
    assert "Some words." in tree.get_text()
    assert visitor.get("/home/").location == "/"


def test_an_edition_is_found_under_the_addresses_it_had(edition: Edition, visitor: FlaskClient) -> None:
    db.session.add_all(OldAddress(path=path, edition=edition) for path in ("2024", "miccai/2024", "faimi2024.html"))
    db.session.commit()
    for path in (
        "/2024/",
        "/2024/index.html",
        "/miccai/2024",
        "/miccai/2024/",
        "/miccai/2024/index.html",
        "/faimi2024.html",
    ):
        answer = visitor.get(path, follow_redirects=True)
        assert (answer.status_code, answer.request.path) == (200, "/2024-miccai/"), path


def test_search_engines_find_what_is_public(edition: Edition, visitor: FlaskClient) -> None:
    assert "Sitemap: http://localhost/sitemap.xml" in visitor.get("/robots.txt").text
    tree = BeautifulSoup(visitor.get("/sitemap.xml").text, "xml")
    papers = [f"2024-miccai/paper/{row.number}/" for row in db.session.query(Paper).order_by(Paper.id)]
    talks = db.session.query(Slot).filter(Slot.kind.in_(["talk", "keynote"])).order_by(Slot.number)
    papers = [*(f"2024-miccai/slot/{row.number}/" for row in talks), *papers]
    found = [loc.get_text() for loc in tree.select("loc")]
    assert found == [f"http://localhost/{path}" for path in ("", "2024-miccai/", *papers)]


def test_a_picture_that_is_not_there_leaves_the_words_that_describe_it(app: Flask, visitor: FlaskClient) -> None:
    edition = make()
    put(edition, "text", Text(body="Below.", picture="/assets/gone.png", alt="A chart of results"))
    assert '<p data-field="picture">A chart of results</p>' in visitor.get("/2031/").text


def test_search_engines_learn_when_an_edition_was_changed_last(edition: Edition, visitor: FlaskClient) -> None:
    make(slug="2031")
    db.session.query(Revision).delete()
    moments = [datetime(2026, 5, day, 9, 30, 15, 77) for day in (1, 3, 2)]
    of = {"verb": "save", "kind": "edition", "number": 1, "before": {}, "after": {}}
    db.session.add_all(Revision(edition_id=edition.id, version=n, at=at, **of) for n, at in enumerate(moments))
    edition.version += 1
    db.session.commit()
    tree = BeautifulSoup(visitor.get("/sitemap.xml").text, "xml")
    told = {
        loc.get_text(): at.get_text() if (at := loc.find_next_sibling("lastmod")) else None
        for loc in tree.select("loc")
    }
    changed = {address: "2026-05-03T09:30:15Z" for address in told if "/2031/" not in address}
    assert told == {"http://localhost/2031/": None} | changed
