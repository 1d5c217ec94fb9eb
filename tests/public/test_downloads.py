"""What visitors take along: where it is linked, and what holds for each file."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from faimi.content import ROW_KINDS, Edition, Section
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from faimi.extensions import db
from tests.conftest import queries_of

FROM_THE_PAGE = {
    "schedule.ics": "Add to calendar",
    "dates.ics": "Add to calendar",
    "schedule.json": "JSON",
    "schedule.xml": "XML",
    "papers.bib": "BibTeX",
    "papers.csv": "CSV",
}
FILES = [*FROM_THE_PAGE, "slot/1.ics", "changes.atom", "share.png", "paper/1.bib"]
WITH_ADDRESSES = {"schedule.ics", "dates.ics", "slot/1.ics", "schedule.json", "schedule.xml", "changes.atom"}


@pytest.mark.parametrize("file", FILES)
def test_a_file_is_the_same_size_of_work_whatever_it_holds(file: str, edition: Edition, visitor: FlaskClient) -> None:
    before = queries_of(visitor, f"/2024-miccai/{file}")
    section = db.session.query(Section).filter_by(kind="paper").one()
    schedule = db.session.query(Section).filter_by(kind="slot").one()
    papers = [Paper(section=section, position=100 + n, title=f"Paper {n}") for n in range(300)]
    start = db.session.query(Slot.start).filter(Slot.start.is_not(None)).first()
    assert start
    db.session.add_all(Slot(section=schedule, position=100 + n, paper=p, start=start[0]) for n, p in enumerate(papers))
    db.session.commit()
    of_history = 2 * (file == "changes.atom")
    assert queries_of(visitor, f"/2024-miccai/{file}") == before == len(ROW_KINDS) + 2 + of_history


@pytest.mark.parametrize("file", FILES)
def test_visitors_get_no_cookie_with_a_file(file: str, edition: Edition, visitor: FlaskClient) -> None:
    headers = visitor.get(f"/2024-miccai/{file}").headers
    assert "Set-Cookie" not in headers
    assert "Cookie" not in headers.get("Vary", "")


@pytest.mark.parametrize("file", FILES)
def test_a_file_of_no_edition_is_not_there(file: str, app: Flask, visitor: FlaskClient) -> None:
    assert visitor.get(f"/none/{file}").status_code == 404


@pytest.mark.parametrize("file", FILES)
def test_a_draft_gives_no_files(file: str, edition: Edition, visitor: FlaskClient) -> None:
    edition.state = "draft"
    db.session.commit()
    assert visitor.get(f"/2024-miccai/{file}").status_code == 404


@pytest.mark.parametrize("file", FILES)
def test_a_file_is_only_read(file: str, edition: Edition, visitor: FlaskClient) -> None:
    assert visitor.post(f"/2024-miccai/{file}").status_code == 405


@pytest.mark.parametrize("file", FILES)
def test_the_host_shows_in_nothing_but_full_addresses(file: str, edition: Edition, visitor: FlaskClient) -> None:
    def answer(host: str) -> bytes:
        data: bytes = visitor.get(f"/2024-miccai/{file}", headers={"Host": host}).data
        return data

    ours, theirs = answer("localhost"), answer("example.org")
    if file in WITH_ADDRESSES:
        assert ours.replace(b"http://localhost/2024-miccai/", b"http://example.org/2024-miccai/") == theirs
    else:
        assert ours == theirs


def test_each_file_is_linked_where_a_visitor_looks_for_it(edition: Edition, visitor: FlaskClient) -> None:
    tree = BeautifulSoup(visitor.get("/2024-miccai/").text, "lxml")
    links = {str(a["href"]): (a.get_text(), a.find_parent("section")) for a in tree.select(".note a:not(.subscribe a)")}
    assert {href.removeprefix("/2024-miccai/"): text for href, (text, _) in links.items()} == (
        FROM_THE_PAGE | {"schedule/": "the programme on one sheet"}
    )
    kinds = {href.rpartition("/")[2]: section["class"][1] for href, (_, section) in links.items() if section}
    assert kinds["schedule.ics"] == "slot-section"
    assert kinds["dates.ics"] == "date-section"
    assert kinds["papers.bib"] == "paper-section"
    alternates = [link["href"] for link in tree.select('link[rel="alternate"]')]
    assert alternates == ["/2024-miccai/changes.atom", "/2024-miccai/edition.json"]


def test_each_row_leads_to_its_calendar_entry_from_its_own_page_or_else_from_its_time(
    edition: Edition, visitor: FlaskClient
) -> None:
    links = []
    for row in BeautifulSoup(visitor.get("/2024-miccai/").text, "lxml").select(".slot"):
        own = row.select_one(".title a")
        page = BeautifulSoup(visitor.get(str(own["href"])).text, "lxml") if own else row
        links += [str(a["href"]) for a in page.select("a[href$='.ics']")]
    assert links == [f"/2024-miccai/slot/{row.number}.ics" for row in db.session.query(Slot).order_by(Slot.position)]
    assert all(visitor.get(link).status_code == 200 for link in links)


@pytest.mark.parametrize("known", [{}, {"starts_on": date(2031, 5, 1), "timezone": "UTC"}], ids=["bare", "dated"])
def test_nothing_is_offered_that_would_be_empty(known: dict[str, Any], app: Flask, visitor: FlaskClient) -> None:
    bare = Edition(slug="2031", title="Bare", **known)
    places = enumerate(("slot", "date", "paper"))
    bare.sections = [Section(kind=kind, heading=kind, anchor=kind, position=n) for n, kind in places]
    db.session.add_all([bare, Slot(section=bare.sections[0], position=0, title="T")])
    db.session.commit()
    tree = BeautifulSoup(visitor.get("/2031/").text, "lxml")
    assert [a["href"] for a in tree.select(".note a, .when a")] == ["/2031/schedule/"]
    clock = "Times are in UTC. " if known else ""
    notes = [" ".join(note.get_text().split()) for note in tree.select(".note")]
    assert notes == [f"{clock}To print: the programme on one sheet."]
