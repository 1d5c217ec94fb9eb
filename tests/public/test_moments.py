"""Rows that are shown from one moment until another: visitors see them in between, whatever is cached."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner

from faimi import history
from faimi.content import KIND, Edition
from faimi.content.dates import Date
from faimi.content.notices import Notice
from faimi.content.now import utc_now
from faimi.content.schedule import Slot
from faimi.extensions import db
from faimi.public import versions
from tests.conftest import SLUG, on_both
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
    for module in ("faimi.public.versions", "faimi.content.kind", "faimi.content.cover", "faimi.content.edition"):
        patch.setattr(f"{module}.utc_now", lambda: moment)
    patch.setattr("faimi.public.version_watch.time", lambda: (moment - datetime(1970, 1, 1)).total_seconds())


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


def news(client: FlaskClient, path: str = "/2031/") -> list[tuple[str, str]]:
    """What is told on the cover of rows besides the ticket, and where that leads."""
    links = BeautifulSoup(client.get(path).text, "lxml").select("#row-news a")
    return [(link.get_text(), str(link["href"])) for link in links]


def test_an_extended_deadline_is_told_on_the_cover_until_it_has_passed(
    app: Flask, visitor: FlaskClient, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    day, before = date(2031, 6, 24), ["2031-06-10"]
    rows = [
        Date(label="Plain", date=day, superseded=before),
        Date(label="Papers", date=day, time=time(17), zone="Asia/Tokyo", superseded=before),
        Date(label="Brought forward", date=day, superseded=["2031-06-30"]),
        Date(label="Never moved", date=day, zone="AoE", superseded=[]),
        Date(label="Not known", date=None, superseded=before),
    ]
    edition = make(timezone="Europe/Paris", starts_on=day)
    put(edition, "slot", Slot(title="What the ticket tells", start=time(9), end=time(23, 59)))
    put(edition, "date", *rows)
    plain = ("Plain: moved to 24 June 2031", f"#{rows[0].key}")
    papers = ("Papers: extended to 24 June 2031, 17:00 Tokyo time", f"#{rows[1].key}")
    for moment, told in (
        (datetime(2031, 6, 24, 7, 59), [papers, plain]),
        (datetime(2031, 6, 24, 8), [plain]),
        (datetime(2031, 6, 24, 21, 59), [plain]),
        (datetime(2031, 6, 24, 22), []),
    ):
        at(moment, monkeypatch)
        assert news(visitor) == news(alice, "/2031/edit/") == told
        assert bool(BeautifulSoup(visitor.get("/2031/").text, "lxml").select("#row-news")) == bool(told)


def told(client: FlaskClient, path: str) -> list[str]:
    """All that is told on the cover of a date that was put off."""
    lines = BeautifulSoup(client.get(path).text, "lxml").select("#row-news a, .ticket-note")
    return [line.get_text() for line in lines]


def test_dates_are_quiet_from_the_moment_at_which_each_has_passed(
    edition: Edition, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = [date(2031, 6, 24), date(2031, 7, 15), None]
    rows = [Date(label=str(day), date=day, zone=None, superseded=[]) for day in days]
    put(edition, "date", *rows)
    for moment, quiet in (
        (datetime(2031, 6, 24, 22, 59), []),
        (datetime(2031, 6, 24, 23), ["2031-06-24"]),  # in Casablanca the day ends an hour before UTC's
        (datetime(2031, 7, 15, 23), ["2031-06-24", "2031-07-15"]),
    ):
        at(moment, monkeypatch)
        shown = BeautifulSoup(visitor.get(PAGE).text, "lxml").select(f"#{rows[0].section.anchor} .date")
        assert len(shown) == len(days)
        assert [row.select_one(".what").get_text() for row in shown if "passed" in row["class"]] == quiet  # type: ignore[union-attr]  # each row says what it is


def test_nothing_is_told_of_a_date_that_is_hidden(edition: Edition, visitor: FlaskClient, alice: FlaskClient) -> None:
    section = next(one for one in edition.sections if one.kind == "date")
    KIND["date"].siblings(section)[0].date = date(2099, 1, 1)
    KIND["date"].siblings(section)[-1].superseded = ["2024-06-24"]
    section.hidden = True
    edition.version += 1
    db.session.commit()
    assert told(visitor, PAGE) == told(alice, f"{PAGE}edit/") == []
    section.hidden = False
    edition.version += 1
    db.session.commit()
    assert told(visitor, PAGE) == told(alice, f"{PAGE}edit/") == ["Moved from 24 June 2024"]


def test_what_is_told_comes_and_goes_with_the_change_that_says_so(edition: Edition, alice: FlaskClient) -> None:
    url = f"{PAGE}edit/date/1"
    extended = alice.post(f"{url}/extended_to", data={"extended_to": "2099-06-24", "version": "1"}).text
    assert 'hx-target="#cover"' in extended
    assert "Moved from 24 June 2024" in extended
    gone = alice.post(f"{url}/superseded", data={"superseded": "", "version": "2"}).text
    assert '<div id="row-news" class="notice-section" hidden>' in gone
    assert "Moved from" not in gone


@on_both
def test_the_page_is_made_anew_when_a_deadline_passes(app: Flask) -> None:
    put(make(timezone="Europe/Paris"), "date", Date(label="X", date=date(2099, 6, 24), time=time(17), zone="venue"))
    moment = datetime(2099, 6, 24, 15)
    assert versions.read_versions(db.engine).until == (moment - datetime(1970, 1, 1)).total_seconds()


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
