"""The cover: what, when, where, with whom, and the one thing that matters, which changes at its moment."""

from datetime import date, datetime, time, timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from faimi.content import Edition
from faimi.content.dates import Date
from faimi.content.keynotes import Keynote
from faimi.content.schedule import Slot
from faimi.content.text import Text
from faimi.extensions import db
from faimi.public import versions
from tests.conftest import on_both
from tests.exchange.making import make, put
from tests.public.test_moments import at

PAGE, EPOCH, SECOND = "/2031/", datetime(1970, 1, 1), timedelta(seconds=1)


def part(client: FlaskClient, selector: str, path: str = PAGE) -> str:
    """The words of a part of a page; empty where it is not there."""
    found = BeautifulSoup(client.get(path).text, "lxml").select(selector)
    return " ".join(" ".join(one.get_text(" ") for one in found).split())


RECORDING = "https://example.org/1"


@pytest.fixture
def workshop(app: Flask) -> Edition:
    """An edition of two days in Rome with a deadline, decisions and the workshop itself as dates, and recordings."""
    edition = make(starts_on=date(2031, 10, 12), ends_on=date(2031, 10, 13), timezone="Europe/Rome", venue="Turin")
    put(edition, "keynote", Keynote(speaker="Ada Lovelace"), Keynote(speaker="Ada Lovelace"), Keynote(speaker="Li Wei"))
    put(
        edition,
        "date",
        Date(label="Papers", date=date(2031, 6, 28), zone="AoE"),
        Date(label="Decisions", date=date(2031, 7, 15)),
        Date(label="Workshop", date=date(2031, 10, 12)),
    )
    put(
        edition,
        "slot",
        Slot(title="Opening", start=time(13, 30), end=time(14), room="Sala 1"),
        Slot(title="Dinner", start=time(23), end=time(0, 30), kind="other"),
        Slot(title="Closing", start=time(9), end=time(10), day=2, kind="keynote", recording=RECORDING, room="Sala 1"),
    )
    return edition


STORY = [
    (None, "Papers 28 June 2031 23:59 AoE date"),
    (datetime(2031, 6, 29, 11, 59), "Decisions 15 July 2031 date"),
    (datetime(2031, 7, 15, 22), "The programme is up 1 talk, 1 keynote See the programme Add to calendar"),
    (datetime(2031, 10, 11, 22), "Sunday, 12 October 2031 From 13:30 See the programme Add to calendar"),
    (datetime(2031, 10, 12, 11, 30), "Sunday, 12 October 2031 Until 00:30 See the programme Add to calendar"),
    (datetime(2031, 10, 12, 22), ""),
    (
        datetime(2031, 10, 12, 22, 30),
        "Monday, 13 October 2031 From 09:00 See the programme Add to calendar",
    ),
    (datetime(2031, 10, 13, 7), "Monday, 13 October 2031 Until 10:00 See the programme Add to calendar"),
    (datetime(2031, 10, 13, 8), "After the workshop Recordings are up Recordings"),
]


@on_both
def test_what_matters_changes_at_its_moment_and_not_before(
    workshop: Edition, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = STORY[0][1]
    for moment, words in STORY[1:]:
        assert moment
        at(moment - SECOND, monkeypatch)
        assert part(visitor, ".ticket") == before
        assert versions.read_versions(db.engine).until == (moment - EPOCH).total_seconds()
        at(moment, monkeypatch)
        before = words or before
        assert part(visitor, ".ticket") == before


def test_the_ticket_says_from_when_until_when_it_holds_and_no_word_that_a_clock_makes_wrong(
    workshop: Edition, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    for (since, words), (until, _) in zip(STORY, [*STORY[1:], (None, "")], strict=True):
        at(since or datetime(2031, 1, 1), monkeypatch)
        (ticket,) = BeautifulSoup(visitor.get(PAGE).text, "lxml").select(".ticket")
        moments = [f"{moment.isoformat()}Z" if moment else None for moment in (since, until)]
        assert [ticket.get("data-from"), ticket.get("data-until")] == moments
        assert not {"today", "now", "tomorrow", "days"} & {*words.lower().split()}
        assert all(link["href"] for link in ticket.select("a"))


def test_a_programme_that_was_over_long_ago_changes_its_page_no_more_than_once(
    workshop: Edition, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    for days in (2, 30, 60, 64, 70, 100, 1000):
        at(datetime(2031, 10, 13) + timedelta(days=days), monkeypatch)
        seen.append(versions.read_versions(db.engine).on(PAGE))
        assert part(visitor, ".ticket .label") == "After the workshop"
    assert len({*seen}) == 2


def test_the_cover_says_what_when_where_and_with_whom(workshop: Edition, visitor: FlaskClient) -> None:
    assert part(visitor, ".cover .facts") == "12 – 13 October 2031 Turin"
    shown = "Hours Sunday 13:30 – Monday 10:00 UTC+2 Room Sala 1 Keynotes Ada Lovelace , Li Wei"
    assert part(visitor, ".glance dl") == shown
    times = [time["datetime"] for time in BeautifulSoup(visitor.get(PAGE).text, "lxml").select(".glance dl time")]
    assert times == ["2031-10-12T13:30+02:00", "2031-10-13T10:00+02:00"]


def test_one_day_is_told_by_its_weekday_and_hours(app: Flask, visitor: FlaskClient) -> None:
    edition = make(starts_on=date(2031, 10, 12))
    put(edition, "slot", Slot(title="A talk", start=time(9), end=time(10)), Slot(title="Another", start=time(11)))
    assert part(visitor, ".cover .facts") == "Sunday, 12 October 2031"
    assert part(visitor, ".glance dl") == "Hours From 09:00 local time"


def test_the_cover_tells_nothing_of_what_is_hidden(workshop: Edition, visitor: FlaskClient, alice: FlaskClient) -> None:
    for section in workshop.sections:
        section.hidden = True
    workshop.version += 1
    db.session.commit()
    assert part(visitor, ".glance") == part(alice, ".glance", f"{PAGE}edit/") == ""


@pytest.mark.parametrize(
    ("heading", "body", "words"),
    [
        ("Proceedings", "Published.", "After the workshop The proceedings are up Proceedings"),
        ("TL;DR", "Talks were [recorded](https://example.org/1).", "After the workshop Recordings are up Recordings"),
        ("TL;DR", "See [us](https://example.org/recordings).", ""),
    ],
)
def test_after_the_workshop_the_cover_leads_to_what_is_left_of_it(
    heading: str, body: str, words: str, app: Flask, visitor: FlaskClient
) -> None:
    edition = make(state="past")
    put(edition, "text", Text(body=body))
    edition.sections[0].heading = heading
    db.session.commit()
    assert part(visitor, ".ticket") == words


def test_a_room_that_some_talks_have_is_not_told_as_that_of_all(workshop: Edition, visitor: FlaskClient) -> None:
    slot = db.session.query(Slot).filter_by(title="Closing").one()
    slot.room = ""
    slot.version, workshop.version = slot.version + 1, workshop.version + 1
    db.session.commit()
    assert part(visitor, ".glance dl").startswith("Hours Sunday 13:30 – Monday 10:00 UTC+2 Keynotes")


def test_a_page_of_the_site_has_no_ticket(app: Flask, visitor: FlaskClient) -> None:
    put(make(state="page"), "date", Date(label="Papers", date=date(2099, 6, 28)))
    assert part(visitor, "h1") == "A workshop"
    assert part(visitor, ".ticket") == ""


def test_a_cover_that_was_kept_says_what_changed_in_any_row_that_it_shows(
    workshop: Edition, visitor: FlaskClient
) -> None:
    before = part(visitor, ".glance dl")
    for model, column, value in (
        (Keynote, "speaker", "Grace Hopper"),
        (Slot, "room", "Sala 2"),
        (Slot, "start", time(8)),
    ):
        row = db.session.query(model).order_by(model.id).first()
        assert row
        setattr(row, column, value)
        row.version, workshop.version = row.version + 1, workshop.version + 1
        db.session.commit()
        before, after = part(visitor, ".glance dl"), before
        assert before != after
    hours = "Hours Sunday 08:00 – Monday 10:00 UTC+2"
    assert before == f"{hours} Rooms Sala 2 Sala 1 Keynotes Grace Hopper , Ada Lovelace , Li Wei"
