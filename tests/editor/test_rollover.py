"""The next edition, from one that is there."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from faimi.content import Edition
from faimi.content.forms import ONCE
from faimi.content.page import load_page
from faimi.extensions import db
from faimi.history import Revision

ADDRESS = "/2024-miccai/edit/roll-over/"
NEXT = {"address": "2025-miccai", "starts_on": "2025-09-27"}


def test_a_draft_starts_with_structure_texts_and_people_and_dates_on_their_weekday(
    edition: Edition, alice: FlaskClient, visitor: FlaskClient
) -> None:
    assert alice.post(ADDRESS, data=NEXT).location == "/2025-miccai/edit/"
    loaded = load_page("2025-miccai")
    assert loaded
    new, items = loaded.edition, loaded.rows_of
    assert (new.state, new.starts_on, new.venue) == ("draft", date(2025, 9, 27), "")
    assert [(s.kind, s.heading, s.anchor) for s in new.sections] == [
        (s.kind, s.heading, s.anchor) for s in edition.sections
    ]
    counts = {section.kind: 0 for section in new.sections}
    for section in new.sections:
        counts[section.kind] += len(items[section.id])
    assert counts == {"text": 4, "keynote": 0, "slot": 0, "paper": 0, "award": 0, "date": 5, "organizer": 8}
    dates = next(items[section.id] for section in new.sections if section.kind == "date")
    mondays = [date(2025, 6, 9), date(2025, 6, 30)]
    assert [row.date for row in dates] == [mondays[0], date(2025, 6, 13), mondays[1], date(2025, 7, 17), new.starts_on]
    assert [day.weekday() for day in mondays] == [0, 0]
    assert all(row.superseded == [] for row in dates)
    assert visitor.get("/2025-miccai/").status_code == 404
    revision = db.session.query(Revision).order_by(Revision.id.desc()).first()
    assert revision
    assert (revision.verb, revision.edition_id, revision.version) == ("roll-over", new.id, 1)
    assert "<h2>Edition started: Fairness of AI in Medical Imaging</h2>" in alice.get("/2025-miccai/edit/history/").text


def test_what_still_names_the_old_year_is_listed_on_the_draft(edition: Edition, alice: FlaskClient) -> None:
    alice.post(ADDRESS, data=NEXT)
    tree = BeautifulSoup(alice.get("/2025-miccai/edit/findings").text, "lxml")
    listed = [" ".join(entry.get_text(" ").split()) for entry in tree.select(".findings li")]
    masthead = (
        "Masthead · Fairness of AI in Medical Imaging · Tagline “MICCAI 2024 Workshop” may be of another edition."
    )
    assert any(entry.startswith(masthead) for entry in listed)
    assert "research.microsoft.com/FAIMI2024" in "".join(listed)
    tagline = next(link for link in tree.select(".findings a") if "“MICCAI 2024 Workshop”" in link.get_text())
    assert (tagline["data-opens"], tagline["data-at"]) == ("edition-1", "tagline")
    page = BeautifulSoup(alice.get("/2025-miccai/edit/").text, "lxml")
    assert {str(link["href"]) for link in tree.select(".findings a")} <= {
        f"/2025-miccai/edit/#{tag['id']}" for tag in page.select("[id]")
    }


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"address": "2024-miccai"}, "This address is taken"),
        ({"address": "login"}, "This address is taken"),
        ({"address": "home"}, "This address is taken"),
        ({"address": "x" * 81}, "Use small letters"),
        ({"address": "2025 MICCAI"}, "Use small letters"),
        ({"address": "-"}, "Use small letters"),
        ({"starts_on": ""}, "Give the date"),
        ({"starts_on": "0001-01-01"}, "between 1990 and 2100"),
    ],
)
def test_an_edition_that_cannot_be_is_refused_beside_its_field(
    changed: dict[str, str], words: str, edition: Edition, alice: FlaskClient
) -> None:
    answer = alice.post(ADDRESS, data=NEXT | changed)
    assert answer.status_code == 422
    assert words in answer.text
    assert db.session.query(Edition).count() == 1


def test_what_was_done_in_a_draft_stays_with_the_organizers(
    edition: Edition, alice: FlaskClient, visitor: FlaskClient
) -> None:
    alice.post(ADDRESS, data=NEXT)
    loaded = load_page("2025-miccai")
    assert loaded
    new = loaded.edition
    dates = next(section.number for section in new.sections if section.kind == "date")
    add = f"/2025-miccai/edit/date/new?section={dates}"
    alice.post(add, data={"label": "A secret"})
    alice.post(f"/2025-miccai/edit/edition/{new.number}", data={"state": "current", "version": "1"})
    alice.post(add, data={"label": "Told to all"})
    feed = visitor.get("/2025-miccai/changes.atom").text
    assert "A secret" not in feed
    assert "Told to all" in feed


def test_an_edition_without_a_date_rolls_over_without_dates(edition: Edition, alice: FlaskClient) -> None:
    edition.starts_on = None
    db.session.commit()
    alice.post(ADDRESS, data=NEXT)
    loaded = load_page("2025-miccai")
    assert loaded
    new, items = loaded.edition, loaded.rows_of
    assert [row.date for section in new.sections if section.kind == "date" for row in items[section.id]] == [None] * 5


def test_a_visitor_makes_no_edition(edition: Edition, visitor: FlaskClient) -> None:
    assert visitor.post(ADDRESS, data=NEXT).location == "/login?next=/2024-miccai/edit/"
    assert db.session.query(Edition).count() == 1


def test_what_is_sent_twice_makes_one_edition_and_leads_there_both_times(edition: Edition, alice: FlaskClient) -> None:
    form = NEXT | {"once": "token"}
    assert [alice.post(ADDRESS, data=form).location for _ in range(2)] == ["/2025-miccai/edit/"] * 2
    assert "This address is taken" in alice.post(ADDRESS, data=form | {"once": "another"}).text
    assert alice.post(ADDRESS, data=form | {"address": "2026-miccai"}).location == "/2026-miccai/edit/"
    assert db.session.query(Edition).count() == 3


def test_a_token_that_is_none_gives_way_to_a_new_one(edition: Edition, alice: FlaskClient) -> None:
    asked = BeautifulSoup(alice.post(ADDRESS, data=NEXT | {"once": "no token", "address": "login"}).text, "lxml")
    token = asked.select_one("[name=once]")
    assert token
    assert ONCE.fullmatch(str(token["value"]))
    assert alice.post(ADDRESS, data=NEXT | {"once": "no token"}).location == "/2025-miccai/edit/"
