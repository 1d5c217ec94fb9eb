"""A paper's own page."""

from datetime import date, time
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from faimi.content import ROW_KINDS, Edition, Section
from faimi.content.awards import Award
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from faimi.extensions import db
from tests.conftest import queries_of
from tests.exchange.making import STRANGE, make, put
from tests.samples import first


def page(client: FlaskClient, path: str) -> BeautifulSoup:
    """A page as a tree."""
    response = client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.text, "lxml")


def citation(client: FlaskClient, path: str) -> list[tuple[str, str]]:
    """The citation tags of a page, in their order."""
    tags = page(client, path).select('head meta[name^="citation_"]')
    return [(str(tag["name"]).removeprefix("citation_"), str(tag["content"])) for tag in tags]


def put_paper(**values: Any) -> Paper:
    """Puts a paper on an edition of its own."""
    paper = Paper(**{"title": "A paper", "authors": "Alice Example", **values})
    put(make(tagline="MICCAI 2031", starts_on=date(2031, 5, 1)), "paper", paper)
    return paper


def test_it_shows_what_the_papers_row_shows_and_leads_back(edition: Edition, visitor: FlaskClient) -> None:
    paper = db.session.query(Paper).filter(Paper.title.startswith("BMFT")).one()
    award = Award(name="Best paper", paper=paper)
    put(edition, "award", award)
    tree = page(visitor, f"/2024-miccai/paper/{paper.number}/")
    assert [title.get_text() for title in tree.select("h1")] == [paper.title]
    assert "Yuyang Xue" in tree.select("main .byline")[0].get_text().replace("\xa0", " ")
    links = {a.get_text(): a["href"] for a in tree.select("main a")}
    assert [heading.get_text() for heading in tree.select("main h2")][:1] == ["Cite"]
    assert links["Thursday, 10 October 2024 17:30–17:40"] == f"/2024-miccai/slot/{paper.slots[0].number}/"
    assert links["Best paper"] == f"/2024-miccai/#award-{award.number}"
    assert links["MICCAI 2024 Workshop"] == "/2024-miccai/"
    assert links["Accepted Papers"] == f"/2024-miccai/#paper-{paper.number}"


def test_each_paper_leads_to_its_page(edition: Edition, visitor: FlaskClient) -> None:
    links = page(visitor, "/2024-miccai/").select(".paper .title a")
    papers = db.session.query(Paper).order_by(Paper.position).all()
    assert [link["href"] for link in links] == [f"/2024-miccai/paper/{paper.number}/" for paper in papers]
    assert all(visitor.get(str(link["href"])).status_code == 200 for link in links)


def test_a_row_names_its_links_and_folds_what_it_is_about(app: Flask, visitor: FlaskClient) -> None:
    links = {"url": "https://www.openreview.net/forum?id=1", "pdf": "/assets/1.pdf", "code": "https://example.org/code"}
    paper = put_paper(abstract="*One* thing.", keywords="bias, care", **links)
    put(paper.edition, "slot", Slot(paper=paper, recording="https://example.org/talk"))
    (row,) = page(visitor, "/2031/").select(".paper")
    shown = {a.get_text(): a["href"] for a in row.select(".further a")}
    named = dict(zip(("openreview.net", "PDF", "Code"), links.values(), strict=True))
    assert shown == named | {"Recording": "https://example.org/talk"}
    (folded,) = row.select("details:not([open])")
    assert [part.get_text() for part in folded.select("summary, .abstract em, .keywords")] == [
        "Abstract",
        "One",
        "bias, care",
    ]
    own = page(visitor, f"/2031/paper/{paper.number}/")
    assert own.select("details") == []
    in_order = own.select(".record-facts dt, .abstract em, .keywords, .way-list a, .bibtex")
    assert [part.get_text().split("{")[0] for part in in_order] == [
        *("Talk", "Presented at"),
        *("One", "bias, care"),
        *("openreview.net", "PDF", "Code", "Recording"),
        "@inproceedings",
    ]


def test_a_paper_without_more_shows_nothing_of_it(app: Flask, visitor: FlaskClient) -> None:
    put_paper()
    assert page(visitor, "/2031/").select(".further, details:not(.contents details)") == []


@pytest.mark.parametrize(("abstract", "field"), [("", ""), ("Why *it* is.", "  abstract = {Why it is.},\n")])
def test_it_shows_the_bibtex_that_its_file_holds_but_for_the_abstract(
    abstract: str, field: str, app: Flask, visitor: FlaskClient
) -> None:
    tree = page(visitor, f"/2031/paper/{put_paper(title=STRANGE, abstract=abstract).number}/")
    shown = tree.select("pre")[0].get_text()
    (link,) = tree.select("main a[href$='.bib']")
    file = visitor.get(str(link["href"]))
    assert (file.mimetype, file.text) == ("text/x-bibtex", shown.replace("\n}", f"\n{field}}}"))
    assert visitor.get("/2031/papers.bib").text == file.text


def test_a_reference_manager_finds_one_paper_with_each_of_its_authors(app: Flask, visitor: FlaskClient) -> None:
    paper = put_paper(authors="Alice Example, Bob Example and Mallory Example, et al.", url="https://example.org/a.PDF")
    assert citation(visitor, f"/2031/paper/{paper.number}/") == [
        ("title", "A paper"),
        ("author", "Alice Example"),
        ("author", "Bob Example"),
        ("author", "Mallory Example"),
        ("publication_date", "2031"),
        ("conference_title", "A workshop, MICCAI 2031"),
        ("pdf_url", "https://example.org/a.PDF"),
    ]


@pytest.mark.parametrize("path", ["/", "/2024-miccai/", "/2024-miccai/edit/"])
def test_a_page_of_many_papers_claims_to_be_none(path: str, edition: Edition, alice: FlaskClient) -> None:
    assert citation(alice, path) == []


@pytest.mark.parametrize(
    ("url", "pdf"),
    [
        ("https://arxiv.org/pdf/2408.02676", True),
        ("https://openreview.net/pdf?id=1", True),
        ("https://example.org/paper.pdf?download=1", True),
        ("https://arxiv.org/abs/2408.02676", False),
        ("https://example.org/?file=paper.pdf", False),
        ("/assets/paper.pdf", False),
        ("", False),
    ],
)
def test_only_a_pdf_on_the_web_is_told_as_one(url: str, pdf: bool, app: Flask, visitor: FlaskClient) -> None:
    told = dict(citation(visitor, f"/2031/paper/{put_paper(url=url).number}/"))
    assert told.get("pdf_url") == (url if pdf else None)


def test_what_is_not_known_of_a_paper_is_left_out(app: Flask, visitor: FlaskClient) -> None:
    paper = Paper(title=STRANGE)
    put(make(), "paper", paper)
    assert citation(visitor, f"/2031/paper/{paper.number}/") == [("title", STRANGE), ("conference_title", "A workshop")]


def test_it_is_as_much_work_whatever_the_edition_holds(edition: Edition, visitor: FlaskClient) -> None:
    before = queries_of(visitor, "/2024-miccai/paper/1/")
    section = db.session.query(Section).filter_by(kind="paper").one()
    db.session.add_all(Paper(section=section, position=100 + n, title=f"Paper {n}") for n in range(300))
    one = first("paper")
    schedule = db.session.query(Section).filter_by(kind="slot").one()
    db.session.add_all(Slot(section=schedule, position=100 + n, paper=one, start=time(9)) for n in range(30))
    db.session.commit()
    assert (
        queries_of(visitor, "/2024-miccai/paper/1/") == before == len(ROW_KINDS) + 3
    )  # the settings, the edition, its sections and rows


def test_a_paper_is_on_its_own_edition_alone(edition: Edition, visitor: FlaskClient) -> None:
    paper = put_paper(number=900)
    for path in (f"/2024-miccai/paper/{paper.number}/", "/2024-miccai/paper/99999999999999999999/", "/none/paper/1/"):
        assert visitor.get(path).status_code == 404
        assert visitor.get(f"{path.rstrip('/')}.bib").status_code == 404


def test_a_papers_page_is_not_there_while_its_edition_is_a_draft(
    edition: Edition, visitor: FlaskClient, alice: FlaskClient
) -> None:
    edition.state = "draft"
    db.session.commit()
    assert visitor.get("/2024-miccai/paper/1/").status_code == 404
    assert "/paper/" not in visitor.get("/sitemap.xml").text
    assert page(alice, "/2024-miccai/edit/").select(".paper .title a") == []
