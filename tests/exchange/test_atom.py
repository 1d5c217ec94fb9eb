"""The feed of changes, read by feedparser."""

from typing import Any

import feedparser
import pytest
from flask import Flask
from flask.testing import FlaskClient

from faimi import history
from faimi.content import EDITION, KIND, Edition
from faimi.content.papers import Paper
from faimi.extensions import db
from tests.exchange.making import STRANGE, make


def feed_of(client: FlaskClient, slug: str = "2024-miccai") -> Any:
    """Gives the feed."""
    answer = client.get(f"/{slug}/changes.atom")
    assert answer.mimetype == "application/atom+xml"
    feed = feedparser.parse(answer.data)
    assert feed.version == "atom10"
    assert not feed.bozo
    return feed


def rename(paper: Paper, title: str) -> None:
    """Gives a paper another title, as an organizer does."""
    form = KIND["paper"].form(formdata=None, obj=paper)
    form.version.data, form.title.data = str(paper.version), title
    history.save(paper, form, by=None)


def test_the_newest_change_stands_first_with_its_time_and_place(edition: Edition, visitor: FlaskClient) -> None:
    paper = db.session.query(Paper).first()
    assert paper
    rename(paper, "Another title")
    feed = feed_of(visitor)
    last = db.session.query(history.Revision).filter_by(version=2).one()
    newest, oldest = feed.entries
    assert newest.title == "Paper changed: Another title"
    assert newest.id == "tag:faimi,2026:2024-miccai/changes/2"
    assert newest.link == f"http://localhost/2024-miccai/#paper-{paper.id}"
    assert newest.updated == feed.feed.updated == f"{last.at:%Y-%m-%dT%H:%M:%SZ}"
    assert oldest.title == f"Page brought in: {edition.title}"


def test_the_feed_names_itself_and_its_page(edition: Edition, visitor: FlaskClient) -> None:
    feed = feed_of(visitor).feed
    assert feed.id == "tag:faimi,2026:2024-miccai/changes"
    assert {link.rel: link.href for link in feed.links} == {
        "self": "http://localhost/2024-miccai/changes.atom",
        "alternate": "http://localhost/2024-miccai/",
    }
    assert feed.author == edition.title


def test_a_removed_row_is_named_as_it_was(edition: Edition, visitor: FlaskClient) -> None:
    paper = db.session.query(Paper).first()
    assert paper
    title = paper.title
    history.remove(paper, "1", by=None)
    assert feed_of(visitor).entries[0].title.startswith(f"Paper removed: {title[:60]}")


def test_the_feed_ends_after_thirty_changes(edition: Edition, visitor: FlaskClient) -> None:
    paper = db.session.query(Paper).first()
    assert paper
    for n in range(31):
        rename(paper, f"Title {n}")
    titles = [entry.title for entry in feed_of(visitor).entries]
    assert titles == [f"Paper changed: Title {n}" for n in range(30, 0, -1)]


@pytest.mark.parametrize("text", [STRANGE, "a\x0b\x1f\ufffeb", "long " * 90])
def test_any_title_arrives_cut_to_a_line(text: str, edition: Edition, visitor: FlaskClient) -> None:
    paper = db.session.query(Paper).first()
    assert paper
    rename(paper, text)
    answer = feedparser.parse(visitor.get("/2024-miccai/changes.atom").data, sanitize_html=False)
    assert not answer.bozo
    title = answer.entries[0].title.removeprefix("Paper changed: ")
    assert title == {"a": "a b", "l": f"{('long ' * 90)[:79]}…"}.get(text[0], text)


def test_an_edition_without_a_change_has_an_empty_feed(app: Flask, visitor: FlaskClient) -> None:
    make()
    feed = feed_of(visitor, "2031")
    assert feed.entries == []
    assert feed.feed.updated == "1970-01-01T00:00:00Z"


def test_a_change_of_a_row_that_is_gone_leads_to_the_page(edition: Edition, visitor: FlaskClient) -> None:
    paper = db.session.query(Paper).first()
    assert paper
    rename(paper, "Another title")
    history.remove(paper, str(paper.version), None)
    removed, renamed, brought_in = feed_of(visitor).entries
    assert removed.link == renamed.link == "http://localhost/2024-miccai/"
    assert brought_in.link == f"http://localhost/2024-miccai/#edition-{edition.id}"


def test_the_feed_of_the_introduction_leads_to_the_start_page(app: Flask, visitor: FlaskClient) -> None:
    edition = make(slug="home")
    form = EDITION.form(formdata=None, obj=edition, meta={"csrf": False})
    form.version.data, form.title.data = str(edition.header_version), "Another title"
    history.save(edition, form, by=None)
    feed = feed_of(visitor, "home")
    assert feed.feed.link == feed.entries[0].link == "http://localhost/"
