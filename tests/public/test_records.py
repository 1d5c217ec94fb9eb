"""The pages of single rows: a talk's, beside a paper's, and the rows that hold the same name."""

import json
from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient

from faimi.content import ROW_KINDS, Edition, Section
from faimi.content.awards import Award
from faimi.content.keynotes import Keynote
from faimi.content.now import utc_now
from faimi.content.organizers import Organizer
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from faimi.extensions import db
from tests.conftest import queries_of
from tests.exchange.making import STRANGE, make, put

BASE = "/2031/"
KEYNOTE, TALK, BREAK, UNTIED = (f"{BASE}slot/{number}/" for number in range(1, 5))
PAPER, OTHER = (f"{BASE}paper/{number}/" for number in (1, 2))


@pytest.fixture
def edition(app: Flask) -> Edition:
    """An edition in Turin with a keynote, a talk on a paper late at night, a break, and a talk of its own."""
    edition = make(
        tagline="MICCAI 2031",
        starts_on=date(2031, 10, 12),
        ends_on=date(2031, 10, 13),
        timezone="Europe/Rome",
        venue="Turin",
    )
    keynote = Keynote(speaker="Ada Author", affiliation="A place", title="On equity", abstract="*Why*", bio="She asks.")
    paper = Paper(title="What it is about", authors="Ada Author, Bob Example", url="https://www.openreview.net/x")
    put(edition, "keynote", keynote)
    put(edition, "paper", paper, Paper(title="Another one", authors="Bob Example and ada author"))
    put(
        edition,
        "slot",
        Slot(kind="keynote", keynote=keynote, start=time(9), end=time(10), recording="https://example.org/film"),
        Slot(paper=paper, speaker="Bob Example", start=time(0, 50), end=time(1, 5), delay=20, room="Room 2", track="A"),
        Slot(kind="break", title="Coffee", start=time(10)),
        Slot(title="A word", speaker="Carol Other", day=2),
    )
    put(edition, "award", Award(name="Best paper", recipient="Bob Example", paper=paper))
    put(edition, "organizer", Organizer(name="Bob Example"), Organizer(name="Bob Exampleton"))
    return edition


def page(visitor: FlaskClient, path: str) -> BeautifulSoup:
    """A page as a tree."""
    answer = visitor.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "lxml")


def words(part: Tag) -> str:
    """What a part of a page says, on one line."""
    return " ".join(part.get_text(" ").split())


def facts(visitor: FlaskClient, path: str) -> dict[str, str]:
    """What a page tells of a row, by the words for it."""
    found = page(visitor, path).select(".record-facts > div")
    return {words(one.select("dt")[0]): " | ".join(words(dd) for dd in one.select("dd")) for one in found}


def links(visitor: FlaskClient, path: str) -> dict[str, str]:
    """Where the links of a page lead, by their words."""
    return {words(a): str(a["href"]) for a in page(visitor, path).select("main a")}


def elsewhere(visitor: FlaskClient, path: str) -> dict[str, list[tuple[str, str]]]:
    """The other rows that a page lists by a name: their words and where they lead."""
    parts = page(visitor, path).select(".elsewhere dl > div")
    return {
        words(one.select("dt")[0]): [(words(dd), str(dd.select("a")[0]["href"])) for dd in one.select("dd")]
        for one in parts
    }


def data(visitor: FlaskClient, path: str) -> Sequence[dict[str, Any]]:
    """What a page tells search engines: the row, and the way to it."""
    (script,) = page(visitor, path).select('script[type="application/ld+json"]')
    told: list[dict[str, Any]] = json.loads(script.string or "")
    return told


def row_of(model: type[Any], number: int = 1) -> Any:
    """A row of the edition."""
    return (
        db.session.query(model).join(Section).join(Edition).filter(Edition.slug == "2031", model.number == number).one()
    )


def section_of(kind: str) -> Section:
    """The section of a kind."""
    return db.session.query(Section).join(Edition).filter(Edition.slug == "2031", Section.kind == kind).one()


def change(row: Any, **values: Any) -> None:
    """Changes a row as an edit does."""
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    if row is not row.edition:
        row.edition.version += 1
    db.session.commit()


def test_a_talk_says_who_speaks_when_and_where_and_leads_to_what_belongs_to_it(
    edition: Edition, visitor: FlaskClient
) -> None:
    tree = page(visitor, TALK)
    assert [words(title) for title in tree.select("h1")] == ["What it is about"]
    assert words(tree.select(".byline")[0]) == "Bob Example"
    assert facts(visitor, TALK) == {
        "When": "Sunday, 12 October 2031 01:10 – 01:25 UTC+2 11 October 2031, 23:10 – 23:25 UTC "
        "20 min late: 00:50 – 01:05",
        "Where": "Room 2 Turin",
    }
    ways = [words(one) for one in tree.select(".way-list li")]
    assert ways == ["Add to calendar", "The paper, and how to cite it", "openreview.net"]
    times = [str(one["datetime"]) for one in tree.select(".when time")]
    assert times[:3] == ["2031-10-12T01:10+02:00", "2031-10-12T01:25+02:00", "2031-10-11T23:10Z"]
    there = links(visitor, TALK)
    assert there["The paper, and how to cite it"] == PAPER
    assert there["MICCAI 2031"] == BASE
    assert there["slot"] == f"{BASE}#slot-2"
    assert visitor.get(there["Add to calendar"]).mimetype == "text/calendar"


def test_a_keynote_tells_of_its_speaker_and_its_abstract(edition: Edition, visitor: FlaskClient) -> None:
    tree = page(visitor, KEYNOTE)
    assert words(tree.select(".byline")[0]) == "AA Ada Author A place"
    assert [words(part) for part in tree.select("section .prose")] == ["Why", "She asks."]
    assert links(visitor, KEYNOTE)["Recording"] == "https://example.org/film"


def test_of_a_talk_of_which_little_is_known_nothing_is_said_that_is_not(app: Flask, visitor: FlaskClient) -> None:
    put(make(), "slot", Slot(title=STRANGE), Slot(kind="keynote", speaker="Someone"))
    assert facts(visitor, f"{BASE}slot/1/") == {"Presented at": "A workshop"}
    assert [words(title) for title in page(visitor, f"{BASE}slot/2/").select("h1")] == ["Someone"]
    assert page(visitor, f"{BASE}slot/2/").select(".byline") == []


def test_hours_in_utc_are_told_where_the_venue_has_others(edition: Edition, visitor: FlaskClient) -> None:
    assert facts(visitor, KEYNOTE)["When"].endswith("UTC+2 07:00 – 08:00 UTC")
    change(edition, timezone="Atlantic/Reykjavik")
    assert facts(visitor, KEYNOTE)["When"] == "Sunday, 12 October 2031 09:00 – 10:00 UTC"
    change(edition, timezone=None)
    assert facts(visitor, KEYNOTE)["When"] == "Sunday, 12 October 2031 09:00 – 10:00"
    assert "Add to calendar" not in links(visitor, KEYNOTE)


def test_a_row_leads_to_its_page_by_its_title_or_else_by_its_speaker(edition: Edition, visitor: FlaskClient) -> None:
    change(row_of(Keynote), title="")
    rows = {str(row["id"]): row for row in page(visitor, BASE).select(".slot")}
    leading = {key: {words(a): a["href"] for a in row.select(".title a, .who span a")} for key, row in rows.items()}
    assert leading == {
        "slot-1": {"Ada Author": KEYNOTE},
        "slot-2": {"What it is about": TALK},
        "slot-3": {},
        "slot-4": {"A word": UNTIED},
    }


def test_a_page_lists_the_other_rows_of_its_edition_that_hold_the_same_name_letter_for_letter(
    edition: Edition, visitor: FlaskClient
) -> None:
    put(make(slug="2032"), "organizer", Organizer(name="Bob Example"))
    of_bob = [("Another one paper", OTHER), ("organizer", f"{BASE}#organizer-1")]
    of_ada = [("On equity keynote", f"{BASE}#keynote-1")]
    assert elsewhere(visitor, PAPER) == {"Ada Author": of_ada, "Bob Example": of_bob}
    assert elsewhere(visitor, TALK) == {"Bob Example": of_bob, "Ada Author": of_ada}
    assert elsewhere(visitor, KEYNOTE) == {"Ada Author": [("What it is about paper", PAPER)]}
    assert elsewhere(visitor, UNTIED) == {}
    change(row_of(Organizer, 2), name="Carol Other")
    assert elsewhere(visitor, UNTIED) == {"Carol Other": [("organizer", f"{BASE}#organizer-2")]}


def test_a_paper_that_is_renamed_changes_the_page_of_its_talk(edition: Edition, visitor: FlaskClient) -> None:
    tags = {path: visitor.get(path).headers["ETag"] for path in (TALK, KEYNOTE)}
    change(row_of(Paper), title="Renamed")
    assert [words(title) for title in page(visitor, TALK).select("h1")] == ["Renamed"]
    assert visitor.get(TALK).headers["ETag"] != tags[TALK]
    change(row_of(Keynote), abstract="Because")
    assert words(page(visitor, KEYNOTE).select("section .prose")[0]) == "Because"


@pytest.mark.parametrize("kind", ["paper", "keynote", "organizer", "award"])
def test_a_hidden_section_is_on_no_page_of_a_row(kind: str, edition: Edition, visitor: FlaskClient) -> None:
    change(row_of(Paper), url="https://example.org/secret")
    change(section_of(kind), hidden=True)
    for path in (TALK, KEYNOTE, UNTIED, PAPER) if kind != "paper" else (TALK, KEYNOTE, UNTIED):
        text = visitor.get(path).text
        assert f"/{kind}/" not in text
        assert f"#{kind}-" not in text
        assert {"paper": "secret", "keynote": "She asks", "organizer": ">organizer<", "award": "Best paper"}[
            kind
        ] not in text
    if kind == "paper":
        assert {visitor.get(path).status_code for path in (PAPER, OTHER, f"{BASE}paper/3/")} == {404}


def test_no_page_tells_of_a_hidden_schedule_or_a_draft(edition: Edition, visitor: FlaskClient) -> None:
    section = section_of("slot")
    later = utc_now() + timedelta(hours=1)
    change(section, hidden=True, appears_at=later)
    assert {visitor.get(f"{BASE}slot/{number}/").status_code for number in range(1, 7)} == {404}
    assert f"{BASE}slot/" not in visitor.get("/sitemap.xml").text + visitor.get(PAPER).text
    change(section, appears_at=utc_now() - timedelta(hours=1))
    assert visitor.get(TALK).status_code == 200
    assert TALK in visitor.get("/sitemap.xml").text
    change(edition, state="draft")
    assert {visitor.get(path).status_code for path in (TALK, BREAK, PAPER, f"{BASE}slot/9/")} == {404}


def test_a_row_that_is_gone_and_one_in_which_nobody_speaks_lead_to_the_edition(
    edition: Edition, visitor: FlaskClient
) -> None:
    db.session.delete(row_of(Slot, 4))
    edition.version += 1
    db.session.commit()
    for path in (UNTIED, BREAK):
        answer = visitor.get(path)
        assert (answer.status_code, answer.location) == (302, BASE)
    assert {visitor.get(f"{BASE}slot/{number}/").status_code for number in (0, 5, 99999999999999999999)} == {404}


def test_search_engines_read_a_talk_as_an_event_and_a_paper_as_an_article(
    edition: Edition, visitor: FlaskClient
) -> None:
    site = "http://localhost"
    talk, trail = data(visitor, TALK)
    assert (talk["@type"], talk["url"], talk["startDate"]) == ("Event", site + TALK, "2031-10-12T01:10:00+02:00")
    assert talk["superEvent"]["url"] == site + BASE
    assert talk["workFeatured"] == {"@type": "ScholarlyArticle", "name": "What it is about", "url": site + PAPER}
    assert data(visitor, KEYNOTE)[0]["recordedIn"]["url"] == "https://example.org/film"
    assert [step["item"] for step in trail["itemListElement"]] == [site + BASE, f"{site}{BASE}#slots-2", site + TALK]
    paper, trail = data(visitor, PAPER)
    assert (paper["@type"], paper["headline"], paper["url"]) == ("ScholarlyArticle", "What it is about", site + PAPER)
    assert [one["name"] for one in paper["author"]] == ["Ada Author", "Bob Example"]
    assert (paper["award"], paper["datePublished"]) == (["Best paper"], "2031-10-12")
    assert paper["sameAs"] == "https://www.openreview.net/x"
    assert [one["url"] for one in paper["recordedAt"]] == [site + TALK]
    assert trail["itemListElement"][-1]["name"] == "What it is about"


def test_what_is_known_of_a_paper_stands_on_its_page_and_on_its_talks(edition: Edition, visitor: FlaskClient) -> None:
    pdf, code = "https://example.org/a.pdf", "https://example.org/code"
    change(row_of(Paper), abstract="We *show* it.", keywords="fairness, imaging", pdf=pdf, code=code)
    for path in (PAPER, TALK):
        tree = page(visitor, path)
        assert words(tree.select("section .abstract")[0]) == "We show it."
        assert words(tree.select(".keywords")[0]) == "fairness, imaging"
        there = links(visitor, path)
        assert (there["PDF"], there["Code"]) == (pdf, code)
    tags = [(tag["name"], tag["content"]) for tag in page(visitor, PAPER).select('meta[name^="citation_"]')]
    assert tags[-4:] == [
        ("citation_pdf_url", pdf),
        ("citation_keywords", "fairness"),
        ("citation_keywords", "imaging"),
        ("citation_abstract", "We show it."),
    ]
    paper, talk = data(visitor, PAPER)[0], data(visitor, TALK)[0]
    assert (paper["abstract"], paper["keywords"], talk["description"]) == (
        "We show it.",
        "fairness, imaging",
        "We show it.",
    )
    assert paper["encoding"]["contentUrl"] == pdf


def test_what_is_typed_is_no_markup_in_what_search_engines_read(app: Flask, visitor: FlaskClient) -> None:
    text = f"</script><script>alert(1)</script>{STRANGE}"
    put(make(title=text, tagline=text, venue=text), "slot", Slot(title=text, speaker=text, room=text))
    assert "<script>alert" not in visitor.get(f"{BASE}slot/1/").text
    assert data(visitor, f"{BASE}slot/1/")[0]["name"] == text


def test_the_pages_of_rows_show_the_picture_of_their_edition(edition: Edition, visitor: FlaskClient) -> None:
    for path in (TALK, PAPER):
        (picture,) = page(visitor, path).select('meta[property="og:image"]')
        assert picture["content"] == "http://localhost/2031/share.png"
        (canonical,) = page(visitor, path).select("link[rel=canonical]")
        assert canonical["href"] == f"http://localhost{path}"


def test_what_parts_words_on_a_line_is_no_text_that_could_begin_or_end_one(
    edition: Edition, visitor: FlaskClient
) -> None:
    make(slug="2999", title="Next", tagline="At a place", venue="Oslo", state="current", starts_on=date(2999, 1, 1))
    for path in ("/", BASE, f"{BASE}schedule/", TALK, KEYNOTE, PAPER):
        tree = page(visitor, path)
        for machines in tree.select("head, script"):
            machines.decompose()
        assert "·" not in tree.get_text(), path


def test_it_is_as_much_work_whatever_the_edition_holds(edition: Edition, visitor: FlaskClient) -> None:
    before = queries_of(visitor, TALK)
    section = section_of("paper")
    papers = [Paper(section=section, position=100 + n, title=f"Paper {n}", authors="Bob Example") for n in range(100)]
    schedule = section_of("slot")
    db.session.add_all(papers)
    db.session.add_all(Slot(section=schedule, position=100 + n, paper=one) for n, one in enumerate(papers))
    db.session.commit()
    assert queries_of(visitor, TALK) == before <= len(ROW_KINDS) + 4
