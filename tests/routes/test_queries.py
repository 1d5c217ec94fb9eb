"""How much work an answer is: no route asks the database more often for a site that holds more."""

from datetime import date
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from faimi import history
from faimi.accounts import audit
from faimi.accounts.models import Account
from faimi.accounts.permissions import Grant
from faimi.accounts.sessions import Session
from faimi.content import KIND, Edition, OldAddress, Section
from faimi.content.now import utc_now
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from faimi.extensions import db
from faimi.suggestions.models import Suggestion, SuggestionLink
from tests.conftest import SLUG, queries_of
from tests.exchange.making import make
from tests.routes.conftest import OTHER, ROLES
from tests.routes.test_routes import ENDPOINTS, ROWS, address, row_of
from tests.samples import first, row_from, track_of

MANY = 30
GETS = [name for name in ENDPOINTS if name != "static" and (row := ROWS[row_of(name)]).GET and 200 in row.GET]
# What rows hold that no sample says.
BESIDE: dict[str, dict[str, Any]] = {"slot": {"title": "A talk", "track": "Partner"}}


def columns_of(name: str) -> dict[str, Any]:
    """What a row of a kind holds as its sample says; talks and awards name a paper."""
    row = row_from(name)
    own = [column.key for column in row.__table__.columns if getattr(row, column.key) is not None]
    naming = {"paper_id": first("paper").id} if "paper_id" in row.__table__.columns else {}
    return {column: getattr(row, column) for column in own} | naming | BESIDE.get(name, {})


def begin() -> None:
    """Puts in what there is none of yet and many will be: a draft beside the edition, and a change to undo."""
    make(slug="draft", state="draft")
    history.move(KIND["paper"], first("paper"), 1, by=2)


def fill() -> None:
    """Puts many more of everything in."""
    edition = db.session.query(Edition).filter_by(slug=SLUG).one()
    for section in edition.sections:
        history.add_many(KIND[section.kind], section, [columns_of(section.kind)] * MANY, by=2)
    for n in range(MANY):
        account = Account(email=f"{n}@example.org", name=f"Person {n}", role="editor")
        db.session.add_all([account, OldAddress(edition_id=edition.id, path=f"former/{n}")])
        db.session.flush()
        db.session.add(Session(account_id=2, token_hash=str(n), device="A browser"))
        of_paper = {"edition_id": edition.id, "kind": "paper", "number": n + 17}
        changed = {"before": {"title": "Before"}, "after": {"title": "After"}, "version": 1}
        decided = {"state": "declined", "decided_by": account.id, "decided_at": utc_now()}
        db.session.add_all([Suggestion(**of_paper, **changed), Suggestion(**of_paper, **changed, **decided)])
        db.session.add(SuggestionLink(**of_paper, token=f"asked-{n}"))
        audit.note(f"Did {n}")
        make(slug=f"edition-{n}", state="past", starts_on=date(2020, 1, 1))
        if n % 2:
            make(slug=f"draft-{n}", state="draft")
        history.move(KIND["paper"], first("paper"), 1, by=n % 3 + 1)
    other = db.session.query(Edition).filter_by(slug=OTHER).one()
    db.session.add_all(
        Section(edition=other, kind="text", heading=f"{n}", anchor=f"a-{n}", position=n) for n in range(MANY)
    )
    papers = db.session.query(Paper).join(Section).filter_by(edition_id=edition.id)
    for slot, paper in zip(db.session.query(Slot).filter_by(title="A talk"), papers, strict=False):
        slot.paper = paper
        of_talk = {"edition_id": edition.id, "kind": "slot", "number": slot.number}
        db.session.add_all([Suggestion(**of_talk, **changed), SuggestionLink(**of_talk, token=f"talk-{slot.number}")])
    db.session.commit()


def count(app: Flask, clients: dict[str, FlaskClient]) -> dict[str, int]:
    """How many queries each route takes, asked for a second time."""
    found = {}
    for name in GETS:
        row = ROWS[row_of(name)]
        assert row.GET
        query = "&".join(filter(None, [row.query, "once=token" if name == "plain.new" else ""]))
        path = address(next(app.url_map.iter_rules(name)), row) + (f"?{query}" if query else "")
        found[name] = [queries_of(clients[ROLES[row.GET.index(200)]], path) for _ in range(2)][1]
    return found


def test_no_route_asks_more_often_for_more_rows(app: Flask, clients: dict[str, FlaskClient]) -> None:
    begin()
    small = count(app, clients)
    fill()
    large = count(app, clients)
    assert {name: (small[name], large[name]) for name in GETS if large[name] > small[name]} == {}
    assert max(large.values()) <= 25


def test_the_pages_of_an_editor_of_a_track_ask_no_more_often_for_more_rows(
    app: Flask, clients: dict[str, FlaskClient]
) -> None:
    partner = track_of(db.session.query(Edition).filter_by(slug=SLUG).one(), "Partner")
    db.session.query(Grant).filter_by(account_id=2).one().track_number = partner.number
    begin()
    paths = (f"/{SLUG}/edit/", f"/{SLUG}/edit/suggestions/")
    small = [[queries_of(clients["editor"], path) for _ in range(2)][1] for path in paths]
    fill()
    assert [[queries_of(clients["editor"], path) for _ in range(2)][1] for path in paths] == small
    waiting = db.session.query(Suggestion).filter_by(kind="slot").count()
    assert clients["editor"].get(paths[1]).text.count("/accept") == waiting > 1
