"""Rows that are shown from one moment until another: visitors see them in between, whatever is cached."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner

from faimi import history
from faimi.content import KIND, Edition
from faimi.content.base import utc_now
from faimi.content.notices import Notice
from faimi.extensions import db
from faimi.public import versions
from tests.conftest import SLUG
from tests.exchange.making import make, put

NOTICE, HOUR = KIND["notice"], timedelta(hours=1)
PAGE = f"/{SLUG}/"


def announce(edition: Edition, since: datetime | None = None, until: datetime | None = None) -> Notice:
    """Puts a notice on an edition's page."""
    notice = Notice(text="Deadline extended", shown_from=since, shown_until=until)
    put(edition, "notice", notice)
    return notice


def at(moment: datetime, patch: pytest.MonkeyPatch) -> None:
    """Makes it this moment."""
    for module in ("faimi.public.versions", "faimi.content.kind"):
        patch.setattr(f"{module}.utc_now", lambda: moment)
    patch.setattr("faimi.public.versions.time", lambda: (moment - datetime(1970, 1, 1)).total_seconds())


def test_a_notice_comes_and_goes_at_its_moments_in_every_form(
    edition: Edition, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = utc_now()
    announce(edition, now + HOUR, now + 2 * HOUR)
    for hours, there in ((0, False), (1, True), (1.5, True), (2, False), (3, False)):
        moment = now + hours * HOUR
        at(moment, monkeypatch)
        page = BeautifulSoup(visitor.get(PAGE).text, "lxml")
        assert bool(page.select(".notice-section")) is there
        assert ("Deadline extended" in page.get_text()) is there
        assert bool(visitor.get(f"{PAGE}edition.json").get_json()["notices"]) is there


@pytest.mark.parametrize(("since", "until"), [(HOUR, None), (-HOUR, HOUR), (HOUR, 2 * HOUR)])
def test_what_is_cached_holds_until_the_next_moment(
    since: timedelta, until: timedelta | None, edition: Edition
) -> None:
    now = utc_now()
    notice = announce(edition, now + since, now + until if until else None)
    moments = [moment for moment in (notice.shown_from, notice.shown_until) if moment and moment > now]
    assert versions.read_versions(db.engine).until == (min(moments) - datetime(1970, 1, 1)).total_seconds()


def test_a_notice_stands_below_the_masthead_without_a_heading_and_in_no_contents(
    edition: Edition, visitor: FlaskClient, alice: FlaskClient
) -> None:
    announce(edition)
    page = BeautifulSoup(visitor.get(PAGE).text, "lxml")
    section = page.select_one("#body > section:first-child")
    assert section
    assert (section["class"], section["aria-label"]) == (["section", "notice-section"], "notice")
    assert section.select("h2") == []
    assert page.select(f'nav a[href="#{section["id"]}"]') == []
    edited = BeautifulSoup(alice.get(f"{PAGE}edit/").text, "lxml")
    assert len(edited.select("#body > .notice-section h2")) == 1


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (None, None, "Shown"),
        (None, datetime(2099, 1, 2, 3, 4), "Shown until 2 January 2099, 03:04 UTC"),
        (datetime(2099, 1, 2, 3, 4), None, "To be shown from 2 January 2099, 03:04 UTC"),
        (None, datetime(2020, 1, 2, 3, 4), "Ended on 2 January 2020, 03:04 UTC"),
    ],
)
def test_an_organizer_sees_every_notice_and_when_it_is_shown(
    since: datetime | None, until: datetime | None, words: str, edition: Edition, alice: FlaskClient
) -> None:
    announce(edition, since, until)
    row = BeautifulSoup(alice.get(f"{PAGE}edit/").text, "lxml").select_one(".notice .label")
    assert row
    assert " ".join(row.get_text().split()) == words


def test_the_feed_tells_nothing_of_a_notice_before_it_is_shown(edition: Edition, visitor: FlaskClient) -> None:
    section = announce(edition).section
    for text, since in (("Later", utc_now() + HOUR), ("Now", None)):
        history.add_many(NOTICE, section, [{"text": text, "shown_from": since}], by=None)
    rows = {notice.text: notice.number for notice in NOTICE.siblings(section)}
    feed = visitor.get(f"{PAGE}changes.atom").text
    assert [f"#notice-{rows[text]}" in feed for text in ("Later", "Now")] == [False, True]
    assert feed.count("Notice added") == 1


def test_a_frozen_copy_is_made_anew_when_a_notice_has_ended(
    app: Flask, runner: FlaskCliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.config["SITE_URL"] = "https://example.org"
    announce(make(slug=SLUG), None, utc_now() + HOUR)
    page = tmp_path / "out" / SLUG / "index.html"
    for moment, there in ((utc_now(), True), (utc_now() + 2 * HOUR, False)):
        at(moment, monkeypatch)
        result = runner.invoke(args=["freeze", str(tmp_path / "out")])
        assert result.exit_code == 0, result.output
        assert ("Deadline extended" in page.read_text()) is there


def test_a_notice_that_would_end_before_it_begins_is_refused(edition: Edition, alice: FlaskClient) -> None:
    section = announce(edition).section
    typed = {"text": "Backwards", "shown_from": "2030-01-02T00:00", "shown_until": "2030-01-01T00:00"}
    answer = alice.post(f"{PAGE}edit/notice/new?section={section.number}", data=typed)
    assert answer.status_code == 422
    assert "It would end before it begins." in answer.text
