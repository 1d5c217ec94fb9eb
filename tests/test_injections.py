"""Texts that would run something leave in every format as the texts that they are."""

import csv
import json
import re
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
import pytest
from bibtexparser.entrypoint import parse_string
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from icalendar import Calendar
from lxml import etree

from faimi import create_app, history
from faimi.content import KIND
from faimi.content.cleaning import markdown, visible
from faimi.content.papers import Paper
from faimi.content.prose import render
from faimi.exchange.page_import import import_pages
from faimi.exchange.row_facts import printable, split_names
from faimi.extensions import db
from tests.injections import ATTACKED, COUNT, INJECTIONS, archive_of
from tests.instances import copied

pytestmark = pytest.mark.usefixtures("app")
KEPT = [visible(text) for text in INJECTIONS]  # what a page can show, brought in as it stands


@pytest.fixture(scope="module")
def attacked(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance folder with an edition that has every injection in every field."""
    folder = copied(prepared, tmp_path_factory.mktemp("attacked") / "instance")
    with create_app({"INSTANCE_PATH": folder}).app_context():
        import_pages([archive_of(folder.parent)], replace=False)
        db.session.remove()
        db.engine.dispose()
    return folder


@pytest.fixture
def original(attacked: Path) -> Path:
    """The instance folder that a test gets a copy of."""
    return attacked


def got(visitor: FlaskClient, name: str) -> Any:
    """A file of the edition."""
    answer = visitor.get(f"/{ATTACKED}/{name}")
    assert answer.status_code == 200
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    return answer


def test_the_page_as_data_holds_them(visitor: FlaskClient) -> None:
    data = json.loads(got(visitor, "edition.json").data)
    for kind, names in {
        "papers": ("title", "authors"),
        "keynotes": ("speaker", "abstract"),
        "dates": ("label",),
    }.items():
        for name in names:
            kept = [markdown(text) for text in INJECTIONS] if name == "abstract" else KEPT
            assert [row[name] for row in data[kind]] == kept
    assert [row["heading"] for row in data["sections"]][-COUNT:] == KEPT


def test_search_engines_read_them(visitor: FlaskClient) -> None:
    (script,) = BeautifulSoup(got(visitor, "").data, "lxml").select('script[type="application/ld+json"]')
    event = json.loads(script.string or "")
    assert event["name"] == INJECTIONS[32]
    assert [talk["name"] for talk in event["subEvent"]] == KEPT
    assert [person["name"] for person in event["organizer"]] == KEPT


def test_conference_apps_read_them(visitor: FlaskClient) -> None:
    tree = etree.fromstring(got(visitor, "schedule.xml").data, etree.XMLParser(resolve_entities=False))
    days = json.loads(got(visitor, "schedule.json").data)["schedule"]["conference"]["days"]
    assert sorted(event["title"] for events in days[0]["rooms"].values() for event in events) == sorted(KEPT)
    assert sorted(days[0]["rooms"]) == sorted(KEPT)
    texts = sorted(map(printable, KEPT))
    assert sorted(event.findtext("title") for event in tree.iter("event")) == texts
    assert sorted(room.get("name") for room in tree.iterfind("day/room")) == texts
    names = sorted(name for text in texts for name in split_names(text))
    assert sorted(person.text for person in tree.iter("person")) == names
    assert tree.xpath("//link") == []


def test_calendars_read_them(visitor: FlaskClient) -> None:
    for name in ("schedule.ics", "dates.ics"):
        events = Calendar.from_ical(got(visitor, name).data).events
        assert len(events) == COUNT
        for event, text in zip(events, KEPT, strict=True):
            assert str(event["summary"]).endswith(printable(text))
            assert re.fullmatch(rf"http://localhost/{ATTACKED}/#(slot|date)-[0-9]+", str(event["url"]))
            assert "attach" not in event


def test_feed_readers_read_them_as_text(visitor: FlaskClient) -> None:
    for paper, text in zip(db.session.query(Paper).order_by(Paper.id).all(), KEPT, strict=True):
        form = KIND["paper"].form(formdata=None, obj=paper)
        form.version.data, form.url.data = str(paper.version), "https://example.org/"
        history.save(paper, form, by=None)
        feed = got(visitor, "changes.atom").data
        (newest, *_) = etree.fromstring(feed).iter("{http://www.w3.org/2005/Atom}entry")
        (title,) = newest.iter("{http://www.w3.org/2005/Atom}title")
        line = " ".join(text.split())
        assert title.text == printable(f"Paper changed: {line if len(line) <= 80 else line[:79] + '…'}")
        assert title.get("type") is None
        assert not feedparser.parse(feed).bozo


def test_reference_managers_and_spreadsheets_read_them(visitor: FlaskClient) -> None:
    library = parse_string(got(visitor, "papers.bib").text)
    assert library.failed_blocks == []
    assert len(library.entries) == COUNT
    assert {field for entry in library.entries for field in entry.fields_dict} == {
        "author",
        "title",
        "booktitle",
        "year",
        "keywords",
        "abstract",
    }
    rows = list(csv.DictReader(StringIO(got(visitor, "papers.csv").text.removeprefix("\ufeff"), newline="")))
    assert [row["title"].removeprefix("'") for row in rows] == [printable(text).removeprefix("'") for text in KEPT]
    assert [row["awards"].removeprefix("'") for row in rows] == [printable(text).removeprefix("'") for text in KEPT]
    assert [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


@pytest.mark.parametrize("text", KEPT)
def test_prose_keeps_no_more_than_links_to_the_web(text: str) -> None:
    for element in BeautifulSoup(render(text), "html.parser").find_all(True):
        assert set(element.attrs) <= {"href", "title", "src", "alt"}
        assert urlsplit(str(element.get("href") or "")).scheme in ("", "http", "https", "mailto")
        assert re.match(r"/(?!/)", str(element.get("src") or "/"))
