"""What waits for a person is on the list of editions, where signing in leads."""

from datetime import date

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from faimi.accounts.models import Account
from faimi.checks import CHECKS
from faimi.checks.report import report_on
from faimi.content import Edition
from faimi.content.now import utc_now
from faimi.content.page import load_page
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from faimi.extensions import db
from faimi.suggestions.models import Suggestion
from tests.conftest import SLUG
from tests.exchange.making import make, put
from tests.samples import right_on

LIST = "/editions/"


def waiting(client: FlaskClient) -> list[tuple[str, str]]:
    """What the list says that waits, and where each leads."""
    page = BeautifulSoup(client.get(LIST).text, "lxml")
    return [(link.get_text(), str(link["href"])) for link in page.select("main .waiting a")]


def test_suggestions_and_what_is_wrong_with_drafts_wait_on_the_list_of_editions(
    app: Flask, edition: Edition, alice: FlaskClient
) -> None:
    assert "Nothing is waiting for you." in alice.get(LIST).text
    for number, state in ((1, "open"), (2, "open"), (2, "declined")):
        one = {"edition_id": edition.id, "kind": "paper", "number": number, "version": 1, "state": state}
        db.session.add(Suggestion(before={"title": "Old"}, after={"title": "New"}, **one))
    for slug in ("2031", "2032"):
        put(make(slug=slug, state="draft", starts_on=date(int(slug), 9, 1)), "paper", Paper(title="Accepted in 2030"))
    db.session.commit()
    pages = [page for slug in ("2032", "2031") if (page := load_page(slug))]
    reports = [report_on(page, CHECKS, utc_now()) for page in pages]
    drafts = [(f"{one.summary} to look at", f"/{one.facts.edition.slug}/edit/#findings") for one in reports]
    assert all("hint" in words for words, _ in drafts)
    assert waiting(alice) == [*drafts, ("2 suggestions", f"/{SLUG}/edit/suggestions/")]
    assert 'id="findings"' in alice.get("/2032/edit/").text
    assert "Nothing is waiting" not in alice.get(LIST).text


def test_nothing_waits_for_a_person_on_what_they_may_not_change(
    app: Flask, edition: Edition, bob: FlaskClient, alice: FlaskClient
) -> None:
    for number, slot in enumerate(db.session.query(Slot).order_by(Slot.number).limit(2), 1):
        slot.track = "Partner" if number == 1 else "Main"
        one = {"edition_id": edition.id, "kind": "slot", "number": number, "version": 1}
        db.session.add(Suggestion(before={"title": "Old"}, after={"title": "New"}, **one))
    other = make(slug="2031", state="draft", starts_on=date(2031, 9, 1))
    put(other, "paper", Paper(title="Accepted in 2030"))
    person = db.session.query(Account).filter_by(name="Bob").one()
    db.session.add(right_on(edition, "Partner", account=person))
    db.session.add(right_on(other, "Partner", account=person))
    db.session.commit()
    assert waiting(bob) == [("1 suggestion", f"/{SLUG}/edit/suggestions/")]
    assert len(waiting(alice)) == 2
