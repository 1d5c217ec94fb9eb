"""The panel of what checks find: mended by a click, left with a reason, and said before a page is public."""

from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm.attributes import set_committed_value
from werkzeug.test import TestResponse

from faimi import history
from faimi.accounts.models import Account
from faimi.checks import Check, Facts, Fix, Found, check
from faimi.content import Edition, Section
from faimi.content.page import load_page
from faimi.content.papers import Paper
from faimi.content.row_key import RowKey
from faimi.editor.known_findings import find_at
from faimi.extensions import db
from tests.exchange.making import make, put
from tests.samples import right_on

PANEL = "/2031/edit/findings"


@check("error", "paper")
def shouted(row: Paper, _facts: Facts) -> Iterator[Found]:
    """A title in capitals."""
    if row.title.isupper():
        fix = Fix("Write it small", {row.key: {"title": row.title.capitalize()}})
        yield Found("title", f"“{row.title}” is all in capitals.", fix=fix)


@check("hint", "edition")
def no_venue(row: Edition, _facts: Facts) -> Iterator[Found]:
    """No venue."""
    if not row.venue:
        yield Found("venue", "Where it takes place is not said.")


@check("warning", "paper")
def too_long(row: Paper, _facts: Facts) -> Iterator[Found]:
    """A title that is short."""
    if row.number == 1:
        yield Found("title", "It is short.", fix=Fix("Write more", {row.key: {"title": "x" * 501}}))


@check("warning", "paper")
def taken_from_the_next(row: Paper, facts: Facts) -> Iterator[Found]:
    """A title that is not the next one's."""
    first, other = facts.rows("paper")
    if row is first and row.title != other.title:
        fix = Fix("Take it", {row.key: {"title": other.title}})
        yield Found("title", "It is not the next one’s.", (other.key,), fix)


@check("warning", "section")
def unlinked(row: Section, facts: Facts) -> Iterator[Found]:
    """A list without links, which is told at its first row."""
    yield Found("url", "Some have no link.", (row.key,), at=facts.rows("paper")[0].key)


@check("warning", "paper")
def breaks(row: Paper, _facts: Facts) -> Iterator[Found]:
    """What nobody can look at."""
    raise ValueError(row)


@pytest.fixture
def edition(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Edition:
    """An edition with two papers, one of them wrong."""
    look_with(monkeypatch, shouted, no_venue)
    edition = make(title="A workshop")
    put(edition, "paper", Paper(title="A CRY"), Paper(title="A whisper"))
    return edition


def look_with(monkeypatch: pytest.MonkeyPatch, *checks: Check) -> None:
    for module in ("editor.known_findings", "commands.check"):
        monkeypatch.setattr(f"faimi.{module}.CHECKS", checks)


def panel(client: FlaskClient) -> Tag:
    found = BeautifulSoup(client.get(PANEL).text, "lxml").select_one("#findings")
    assert found
    return found


def words(found: Tag) -> list[str]:
    return [link.get_text() for link in found.select("a[data-level]")]


def send(client: FlaskClient, verb: str, sent: dict[str, str], **more: str) -> TestResponse:
    return client.post(f"{PANEL}/{verb}", data={**sent, **more})


def form_of(text: str, client: FlaskClient) -> dict[str, str]:
    """What the forms of a finding send, but what is typed."""
    entry = next(one for one in panel(client).select("li") if text in one.get_text())
    return {str(field["name"]): str(field["value"]) for field in entry.select("form:last-of-type [type=hidden]")}


def titles(edition: Edition) -> list[str]:
    db.session.expire_all()
    return [paper.title for paper in papers(edition)]


def papers(edition: Edition) -> list[Paper]:
    return db.session.query(Paper).filter_by(edition_id=edition.id).order_by(Paper.number).all()


def test_the_gravest_stands_first_with_the_way_to_its_field(edition: Edition, alice: FlaskClient) -> None:
    found = panel(alice)
    assert words(found) == ["“A CRY” is all in capitals.", "Where it takes place is not said."]
    assert [one.get_text(strip=True) for one in found.select("summary:first-of-type span")] == ["1 error", "1 hint"]
    assert found.select_one(".label").get_text() == "paper · A CRY · Title"  # type: ignore[union-attr]  # it was found
    link = found.select_one("a[data-level=error]")
    assert link is not None
    assert (link["href"], link["data-opens"], link["data-at"]) == ("/2031/edit/#paper-1", "paper-1", "title")


def test_the_edit_page_asks_for_it_and_leads_to_it_without_a_script(edition: Edition, alice: FlaskClient) -> None:
    page = BeautifulSoup(alice.get("/2031/edit/").text, "lxml")
    asks, leads = page.select_one("#findings"), page.select_one("#findings a")
    assert asks is not None
    assert leads is not None
    assert asks["hx-get"] == PANEL
    assert words(BeautifulSoup(alice.get(str(leads["href"])).text, "lxml")) == words(panel(alice))


def test_a_click_mends_it_in_one_change_which_is_undone(edition: Edition, alice: FlaskClient) -> None:
    before = edition.version
    answer = send(alice, "fix", form_of("capitals", alice))
    assert answer.status_code == 200
    assert 'hx-target="#paper-1"' in answer.text
    assert titles(edition) == ["A cry", "A whisper"]
    assert edition.version == before + 1
    assert "capitals" not in " ".join(words(panel(alice)))
    alice.post("/2031/edit/undo")
    assert titles(edition) == ["A CRY", "A whisper"]
    assert words(panel(alice))[0] == "“A CRY” is all in capitals."


def test_of_two_people_one_mends_it_and_the_other_is_told(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    name = form_of("capitals", alice)
    assert send(alice, "fix", name).status_code == 200
    answer = send(bob, "fix", name)
    assert answer.status_code == 409
    assert answer.headers["HX-Retarget"] == "#findings"
    assert "somebody has mended or changed this meanwhile" in answer.text
    assert titles(edition) == ["A cry", "A whisper"]


def test_a_click_that_comes_twice_is_done_once_and_answered_as_the_first(edition: Edition, alice: FlaskClient) -> None:
    sent, before = form_of("capitals", alice), edition.version
    assert [send(alice, "fix", sent).status_code for _ in range(2)] == [200, 200]
    assert titles(edition) == ["A cry", "A whisper"]
    assert edition.version == before + 1


def test_what_the_form_would_refuse_is_not_written(
    edition: Edition, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_with(monkeypatch, too_long)
    answer = send(alice, "fix", form_of("short", alice))
    assert answer.status_code == 422
    assert "Not done." in answer.text
    assert titles(edition) == ["A CRY", "A whisper"]


def test_a_fix_that_takes_from_a_row_that_changes_meanwhile_is_not_written(
    edition: Edition, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_with(monkeypatch, taken_from_the_next)
    sent, look = form_of("next", alice), find_at

    def change_meanwhile(*asked: Any) -> Any:
        found = look(*asked)
        other = db.session.query(Paper).filter_by(edition_id=edition.id, number=2)
        other.update({"title": "Another", "version": 2}, synchronize_session=False)
        db.session.commit()
        set_committed_value(found[0].facts.by_key[RowKey("paper", 2)], "version", 1)  # as it was read before that
        return found

    monkeypatch.setattr("faimi.editor.findings.find_at", change_meanwhile)
    assert send(alice, "fix", sent).status_code == 409
    assert titles(edition) == ["A CRY", "Another"]


def test_a_row_that_changes_in_that_moment_is_left(
    edition: Edition, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = form_of("capitals", alice)

    def conflict(*_: object) -> None:
        raise history.Conflict

    monkeypatch.setattr(history, "save_many", conflict)
    assert send(alice, "fix", name).status_code == 409
    assert titles(edition) == ["A CRY", "A whisper"]


def test_who_leaves_a_finding_says_why_and_it_is_left_until_the_row_says_something_else(
    edition: Edition, alice: FlaskClient
) -> None:
    name = form_of("capitals", alice)
    answer = send(alice, "silence", name, reason="  It is a\n name ")
    assert answer.status_code == 200
    assert "1 error" not in answer.text
    found = panel(alice)
    assert "capitals" not in " ".join(words(found))
    assert "Left as it is: It is a name" in found.get_text()
    row = papers(edition)[0]
    history.set_values(row, {"authors": "Ada"}, "1", by=None)
    assert words(panel(alice))[0] == "“A CRY” is all in capitals."
    history.set_values(row, {"authors": ""}, "2", by=None)
    assert "capitals" not in " ".join(words(panel(alice)))
    send(alice, "unsilence", name)
    assert words(panel(alice))[0] == "“A CRY” is all in capitals."


def test_what_is_told_of_another_row_than_the_one_looked_at_is_left_too(
    edition: Edition, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_with(monkeypatch, unlinked)
    assert send(alice, "silence", form_of("Some", alice), reason="So it is.").status_code == 200
    assert words(panel(alice)) == []


@pytest.mark.parametrize("reason", ["", "  ", "x" * 301])
def test_without_a_reason_that_fits_nothing_is_left(edition: Edition, alice: FlaskClient, reason: str) -> None:
    answer = send(alice, "silence", form_of("capitals", alice), reason=reason)
    assert answer.status_code == 422
    tree = BeautifulSoup(answer.text, "lxml")
    assert tree.select_one("details[open] .wrong > .error") is not None
    asked = tree.select_one("details[open] input[name=reason]")
    assert asked is not None
    assert asked["value"] == reason
    assert words(panel(alice))[0] == "“A CRY” is all in capitals."


def test_a_check_that_fails_says_so_and_the_others_answer(
    edition: Edition, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    look_with(monkeypatch, breaks, shouted)
    assert words(panel(alice)) == [
        "“A CRY” is all in capitals.",
        "What the check “What nobody can look at” would find is not known: it failed. The server’s log says why.",
    ]


def test_who_may_change_one_track_reads_what_is_found_and_decides_nothing(
    edition: Edition, alice: FlaskClient, bob: FlaskClient
) -> None:
    person = db.session.query(Account).filter_by(name="Bob").one()
    person.editions = []
    db.session.add(right_on(edition, "Partner", account=person))
    db.session.commit()
    name = form_of("capitals", alice)
    found = panel(bob)
    assert words(found) == words(panel(alice))
    assert found.select("button") == []
    for verb in ("fix", "silence", "unsilence"):
        assert send(bob, verb, name, reason="So it is.").status_code == 409
    assert titles(edition) == ["A CRY", "A whisper"]
    assert words(panel(alice))[0] == "“A CRY” is all in capitals."


def test_what_is_found_is_said_before_a_page_or_a_section_is_public(edition: Edition, alice: FlaskClient) -> None:
    asked = ("/2031/edit/edition/1/form", "/2031/edit/section/1/form")
    assert ["Before visitors see it" in alice.get(form).text for form in asked] == [False, False]
    edition.state, edition.sections[0].hidden = "draft", True
    db.session.commit()
    told = [BeautifulSoup(alice.get(form).text, "lxml").select_one("a[href$='#findings']") for form in asked]
    assert [one and one.get_text() for one in told] == ["1 error, 1 hint", "1 error"]


def test_of_many_alike_the_first_are_told_and_how_many_more_there_are(edition: Edition, alice: FlaskClient) -> None:
    put(edition, "paper", *(Paper(title=f"LOUD {number}") for number in range(24)))
    found = panel(alice)
    assert len(found.select("a[data-level=error]")) == 20
    assert next(one.get_text() for one in found.select("summary span")) == "25 errors"
    assert "And 5 more like the one above." in found.get_text()


def test_nothing_to_mend_is_said(edition: Edition, alice: FlaskClient) -> None:
    edition.venue = "Rome"
    papers(edition)[0].title = "A cry"
    db.session.commit()
    assert "Nothing to mend" in panel(alice).get_text()


def test_a_page_that_is_hidden_or_a_draft_is_looked_at_whole(edition: Edition, alice: FlaskClient) -> None:
    edition.sections[0].hidden = True
    db.session.commit()
    assert load_page("2031")
    assert words(panel(alice))[0] == "“A CRY” is all in capitals."
