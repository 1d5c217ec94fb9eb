"""The start page: what is next, what is past, and what tells pages apart."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from sqlalchemy import update

from faimi.content import Edition
from faimi.content.keynotes import Keynote
from faimi.content.organizers import Organizer
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from faimi.content.site import Site
from faimi.content.text import Text
from faimi.extensions import db
from faimi.public import versions
from tests.conftest import on_both
from tests.exchange.making import make, put

DAY, EPOCH = date(2031, 10, 12), datetime(1970, 1, 1)
ANYWHERE_ENDS, ROME_ENDS = datetime(2031, 10, 13, 12), datetime(2031, 10, 12, 22)
MINUTE = timedelta(minutes=1)


def at(moment: datetime, patch: pytest.MonkeyPatch) -> None:
    """Makes it this moment."""
    for module in ("faimi.public.versions", "faimi.content.edition", "faimi.public.visibility"):
        patch.setattr(f"{module}.utc_now", lambda: moment)
    patch.setattr("faimi.public.version_watch.time", lambda: (moment - EPOCH).total_seconds())


def headings(html: str) -> list[str]:
    """The headings of the start page."""
    return [heading.get_text() for heading in BeautifulSoup(html, "lxml").select("h2")]


def listed(visitor: FlaskClient) -> list[str]:
    """What each line of the start page's lists says."""
    links = BeautifulSoup(visitor.get("/").text, "lxml").select(".edition-list a, .page-list a")
    return [" ".join(link.get_text().split()) for link in links]


@pytest.mark.parametrize("opening", [["text"], []])
def test_what_is_next_stands_below_a_word_of_welcome_and_before_people(
    opening: list[str], app: Flask, visitor: FlaskClient
) -> None:
    home = make(slug="home", title="A community", state="page")
    for kind in (*opening, "organizer", "text"):
        put(home, kind, Organizer(name="Ann Lee") if kind == "organizer" else Text(body="We meet every year."))
    make(slug="2999", title="Fair", state="current", starts_on=date(2999, 1, 1))
    assert headings(visitor.get("/").text) == [*opening, "Next", "organizer", "text"]


def test_of_what_is_next_the_nearest_stands_first_and_what_has_no_day_last(app: Flask, visitor: FlaskClient) -> None:
    for slug, day in (("c", None), ("b", date(2999, 2, 1)), ("a", date(2999, 1, 1))):
        make(slug=slug, title=slug.upper(), state="current", starts_on=day)
    assert [line[-1] if "9" not in line[-4:] else line.split()[1] for line in listed(visitor)] == ["A", "B", "C"]


@pytest.mark.parametrize(("zone", "ends"), [(None, ANYWHERE_ENDS), ("Europe/Rome", ROME_ENDS)])
def test_an_edition_is_past_when_its_day_has_ended_whatever_is_cached(
    zone: str | None, ends: datetime, app: Flask, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(slug="2031", title="Fair", state="current", starts_on=DAY, timezone=zone)
    for moment, heading in ((ends - MINUTE, "Next"), (ends, "Past editions"), (ends + MINUTE, "Past editions")):
        at(moment, monkeypatch)
        assert headings(visitor.get("/").text) == [heading]
    assert db.session.query(Edition).one().state == "current"


@pytest.mark.parametrize("state", ["draft", "page", "past"])
def test_nothing_but_what_is_next_changes_when_its_day_has_ended(
    state: str, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = make(state=state, starts_on=DAY)
    at(ANYWHERE_ENDS + MINUTE, monkeypatch)
    assert edition.public_state == state


def test_a_draft_that_has_appeared_is_past_when_its_day_has_ended(
    app: Flask, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(slug="2031", title="Fair", state="draft", starts_on=DAY, appears_at=ANYWHERE_ENDS - 2 * MINUTE)
    for minutes, shown in ((-3, []), (-1, ["Next"]), (1, ["Past editions"])):
        at(ANYWHERE_ENDS + minutes * MINUTE, monkeypatch)
        assert headings(visitor.get("/").text) == shown


@pytest.mark.parametrize(
    ("state", "moment"), [("current", ANYWHERE_ENDS), ("draft", ANYWHERE_ENDS), ("past", None), ("page", None)]
)
def test_what_is_cached_holds_until_a_day_has_ended(
    state: str, moment: datetime | None, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(state=state, starts_on=DAY)
    at(ANYWHERE_ENDS - MINUTE, monkeypatch)
    until = (moment - EPOCH).total_seconds() if moment else versions.FOREVER
    assert versions.read_versions(db.engine).until == until


def test_a_frozen_start_page_is_made_anew_when_a_day_has_ended(
    app: Flask, runner: FlaskCliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.config["SITE_URL"] = "https://example.org"
    make(slug="2031", title="Fair", state="current", starts_on=DAY)
    for moment, heading in ((ANYWHERE_ENDS - MINUTE, "Next"), (ANYWHERE_ENDS, "Past editions")):
        at(moment, monkeypatch)
        result = runner.invoke(args=["freeze", str(tmp_path / "out")])
        assert result.exit_code == 0, result.output
        assert headings((tmp_path / "out/index.html").read_text()) == [heading]


APART: dict[str, tuple[list[dict[str, Any]], list[str]]] = {
    "by day": (
        [{"starts_on": date(2999, 1, 1)}, {"starts_on": date(2999, 1, 2)}],
        ["1 January 2999", "2 January 2999"],
    ),
    "by place": ([{"venue": "Turin"}, {"venue": "Oslo"}], ["Turin", "Oslo"]),
    "by tagline": ([{"tagline": "At MICCAI"}, {"tagline": "Online"}], ["At MICCAI", "Online"]),
    "by year": ([{"slug": "news-2030"}, {"slug": "news-2031"}], ["2030", "2031"]),
    "by address": ([{"slug": "program"}, {"slug": "people"}], ["/program/", "/people/"]),
    "by address, for one has no place": ([{"slug": "a", "venue": "Turin"}, {"slug": "b"}], ["/a/", "/b/"]),
    "apart already": ([{"title": "One"}, {"title": "Two"}], ["", ""]),
}


@pytest.mark.parametrize("case", APART)
def test_pages_of_one_title_are_told_apart(case: str, app: Flask, visitor: FlaskClient) -> None:
    columns, marks = APART[case]
    pages: list[dict[str, Any]] = [
        {"slug": f"p{n}", "title": "Fair", "state": "page"} | one for n, one in enumerate(columns)
    ]
    for one in pages:
        make(**one)
    assert sorted(listed(visitor)) == sorted(
        " ".join(filter(None, (one["title"], mark))) for one, mark in zip(pages, marks, strict=True)
    )


def test_an_edition_is_called_by_its_title_and_its_tagline_stands_below(app: Flask, visitor: FlaskClient) -> None:
    for year, tagline in ((2021, "October 5th, 2021"), (2022, "At MICCAI")):
        make(slug=str(year), title="Fair", tagline=tagline, state="past", starts_on=date(year, 10, 5), venue="Turin")
    make(slug="b", title="Fair", tagline="Online", state="past")
    names = [name.get_text() for name in BeautifulSoup(visitor.get("/").text, "lxml").select(".edition-list strong")]
    assert names == ["Fair"] * 3
    assert listed(visitor) == [
        "2022 Fair At MICCAI 5 October 2022 Turin",
        "2021 Fair October 5th, 2021 5 October 2021 Turin",
        "Fair Online",
    ]


def test_a_dash_stands_for_nothing(app: Flask, visitor: FlaskClient) -> None:
    make(slug="a", title="Someday", venue="–", state="current")
    assert listed(visitor) == ["Someday"]


def test_a_field_that_holds_a_dash_is_saved_empty(edition: Edition, alice: FlaskClient) -> None:
    typed = {"title": "Fair", "venue": " — ", "tagline": "-", "accent": "ocean", "state": "past", "version": "1"}
    assert alice.post(f"/{edition.slug}/edit/edition/1", data=typed).status_code == 200
    db.session.refresh(edition)
    assert (edition.title, edition.venue, edition.tagline) == ("Fair", "", "")


def test_pages_of_the_site_are_something_that_is_published(app: Flask, visitor: FlaskClient) -> None:
    assert "Nothing is published here yet." in visitor.get("/").text
    make(slug="resources", title="Resources", state="page")
    assert "Nothing is published here yet." not in visitor.get("/").text
    assert listed(visitor) == ["Resources"]


def test_past_editions_are_a_chronicle_and_people_stand_last(app: Flask, visitor: FlaskClient) -> None:
    home = make(slug="home", title="A community", state="page")
    put(home, "text", Text(body="We meet every year."))
    put(home, "organizer", Organizer(name="Ann Lee"))
    for slug, day in (("b", date(2021, 3, 1)), ("a", date(2021, 9, 1)), ("c", date(2020, 9, 1))):
        make(slug=slug, title=slug.upper(), state="past", starts_on=day)
    edition = db.session.query(Edition).filter_by(slug="b").one()
    put(edition, "keynote", Keynote(speaker="Ada Lovelace"), Keynote(speaker="Ada Lovelace"))
    put(edition, "paper", *(Paper(title=f"Paper {number}", authors="X") for number in range(3)))
    hidden = make(slug="d", title="D", state="past", starts_on=date(2019, 9, 1))
    put(hidden, "keynote", Keynote(speaker="Nobody knows"))
    hidden.sections[0].hidden = True
    hidden.version += 1
    db.session.commit()
    page = BeautifulSoup(visitor.get("/").text, "lxml")
    assert [heading.get_text() for heading in page.select("h2")] == ["text", "Past editions", "organizer"]
    assert [line.get_text() for line in page.select(".year:not(.spoken)")] == ["2021", "2020", "2019"]
    assert [line.get_text() for line in page.select(".remembered")] == ["Keynote: Ada\xa0Lovelace 3 papers"]


def test_what_is_next_is_a_poster_with_what_matters_and_its_ways_lead_to_its_page(
    app: Flask, visitor: FlaskClient
) -> None:
    edition = make(slug="2999", title="Fair", state="current", starts_on=date(2999, 1, 1), timezone="UTC")
    put(edition, "slot", Slot(title="Opening", start=time(9), end=time(10)))
    put(edition, "keynote", Keynote(speaker="Ada Lovelace"))
    make(slug="3000", title="Later", state="current", starts_on=date(3000, 1, 1))
    (poster,) = BeautifulSoup(visitor.get("/").text, "lxml").select(".poster")
    words = " ".join(poster.get_text(" ").split())
    assert words.startswith("2999 Fair 1 January 2999 Keynote: Ada Lovelace The programme is up 1 talk")
    ways = ["/2999/", "/2999/#slots-0", "/2999/schedule.ics"]
    assert [link["href"] for link in poster.select("a")] == ways


@pytest.mark.parametrize("path", ["/2031/", "/2031/paper/1/", "/2031/schedule/", "/nowhere/", "/login"])
def test_the_site_s_name_leads_home_from_every_page(path: str, app: Flask, visitor: FlaskClient) -> None:
    edition = make(starts_on=DAY)
    put(edition, "paper", Paper(title="A paper", authors="X"))
    put(edition, "slot", Slot(title="Opening", start=time(9)))
    for name, shown in (("", "All editions"), ("FAIMI", "FAIMI")):
        db.session.execute(update(Site).values(name=name))
        edition.version += 1
        db.session.commit()
        (link,) = BeautifulSoup(visitor.get(path).text, "lxml").select(".site-name a, .crumbs li:first-child a")
        assert (link.get_text(), link["href"]) == (shown, "/")


def ways(visitor: FlaskClient, slug: str) -> list[str]:
    """Where the foot of an edition leads, by its words."""
    links = BeautifulSoup(visitor.get(f"/{slug}/").text, "lxml").select(".neighbours a")
    return [" ".join(link.get_text(" ").split()) for link in links]


@on_both
def test_the_foot_leads_to_the_editions_before_and_after_as_they_are_now(
    app: Flask, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for year in (2029, 2030, 2032):
        make(slug=str(year), title=f"Fair {year}", state="past", starts_on=date(year, 1, 1))
    make(slug="page", title="About", state="page", starts_on=date(2030, 2, 1))
    make(slug="undated", title="Some day")
    appears = datetime(2031, 2, 1)
    make(slug="2031", title="Fair", tagline="Turin", state="draft", starts_on=date(2031, 5, 1), appears_at=appears)
    at(appears - MINUTE, monkeypatch)
    monkeypatch.setattr("faimi.public.neighbours.utc_now", lambda: appears - MINUTE)
    assert ways(visitor, "2029") == ["Next edition Fair 2030"]
    assert ways(visitor, "2030") == ["Previous edition Fair 2029", "Next edition Fair 2032"]
    assert ways(visitor, "2032") == ["Previous edition Fair 2030"]
    assert ways(visitor, "page") == ways(visitor, "undated") == []
    at(appears, monkeypatch)
    monkeypatch.setattr("faimi.public.neighbours.utc_now", lambda: appears)
    assert ways(visitor, "2030") == ["Previous edition Fair 2029", "Next edition Fair Turin 2031"]
    edition = db.session.query(Edition).filter_by(slug="2031").one()
    edition.tagline, edition.version, edition.header_version = "Oslo 2031", 2, 2
    db.session.commit()
    assert ways(visitor, "2030") == ["Previous edition Fair 2029", "Next edition Fair Oslo 2031"]
    assert ways(visitor, "2032") == ["Previous edition Fair Oslo 2031"]


def test_the_foot_asks_for_no_neighbours_that_the_page_cache_knows(
    app: Flask, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for year in (2029, 2030):
        make(slug=str(year), title=f"Fair {year}", state="past", starts_on=date(year, 1, 1))
    monkeypatch.setattr("faimi.public.neighbours.IN_ORDER", None)
    assert ways(visitor, "2029") == ["Next edition Fair 2030"]
