"""The next edition, from one that is there."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from faimi.content import Edition, load_edition
from faimi.extensions import db
from faimi.history import Revision

ADDRESS = "/2024-miccai/edit/roll-over/"
NEXT = {"address": "2025-miccai", "starts_on": "2025-09-27"}


def test_a_draft_starts_with_structure_texts_and_people_and_dates_on_their_weekday(
    edition: Edition, alice: FlaskClient, visitor: FlaskClient
) -> None:
    assert alice.post(ADDRESS, data=NEXT).location == "/2025-miccai/edit/"
    loaded = load_edition("2025-miccai")
    assert loaded
    new, items = loaded
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


def test_what_still_names_the_old_year_is_listed_on_the_draft(edition: Edition, alice: FlaskClient) -> None:
    alice.post(ADDRESS, data=NEXT)
    tree = BeautifulSoup(alice.get("/2025-miccai/edit/").text, "lxml")
    listed = [link.get_text() for link in tree.select(".leftovers a")]
    assert "(https://cmt3.research.microsoft.com/FAIMI2024)" in "".join(listed)
    assert {str(link["href"]) for link in tree.select(".leftovers a")} <= {
        f"#{tag['id']}" for tag in tree.select("[id]")
    }
    assert not BeautifulSoup(alice.get("/2024-miccai/edit/").text, "lxml").select(".leftovers")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"address": "2024-miccai"}, "This address is taken"),
        ({"address": "login"}, "This address is taken"),
        ({"address": "2025 MICCAI"}, "Use small letters"),
        ({"starts_on": ""}, "Give the date"),
    ],
)
def test_an_edition_that_cannot_be_is_refused_beside_its_field(
    changed: dict[str, str], words: str, edition: Edition, alice: FlaskClient
) -> None:
    answer = alice.post(ADDRESS, data=NEXT | changed)
    assert answer.status_code == 422
    assert words in answer.text
    assert db.session.query(Edition).count() == 1


def test_a_visitor_makes_no_edition(edition: Edition, visitor: FlaskClient) -> None:
    assert visitor.post(ADDRESS, data=NEXT).location == "/login?next=/2024-miccai/edit/"
    assert db.session.query(Edition).count() == 1
