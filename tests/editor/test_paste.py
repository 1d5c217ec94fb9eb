"""Papers in bulk: pasted, looked over, and added as one change."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import delete

from faimi import history
from faimi.content import Edition, Kind, Section
from faimi.content.forms import ONCE
from faimi.content.papers import Paper
from faimi.extensions import db
from faimi.history import Revision
from faimi.history.rollover import roll_over

TEXT = """A Author, et al.: *Something New Entirely*

B, et al.: *Fair and Private CT Contrast Agent Detection*

C Writer, et al.: *Another New Thing* [Link](https://example.org/3)
"""


def address(edition: Edition) -> str:
    """The address of the page for the edition's papers."""
    section = db.session.query(Section).filter_by(edition_id=edition.id, kind="paper").one()
    return f"/{edition.slug}/edit/paste/?section={section.number}"


def test_a_list_is_shown_as_it_was_understood_and_nothing_is_added_yet(edition: Edition, alice: FlaskClient) -> None:
    tree = BeautifulSoup(alice.post(address(edition), data={"text": TEXT, "take": "0"}).text, "lxml")
    titles = [tag.get_text() for tag in tree.select(".candidate strong")]
    assert titles == ["Something New Entirely", "Fair and Private CT Contrast Agent Detection", "Another New Thing"]
    assert [box.has_attr("checked") for box in tree.select("[name=take]")] == [True, False, True]
    assert "This paper is there already." in tree.get_text()
    text = tree.select_one("textarea")
    assert text
    assert text.get_text().strip() == TEXT.strip()
    assert db.session.query(Paper).count() == 16


def test_a_rejected_paper_comes_without_a_tick_and_says_why(edition: Edition, alice: FlaskClient) -> None:
    text = "Paper Title,Author Names,Status\nA first new thing,Ann Lee,Accept\nWholly other words,Bo Li,Reject"
    tree = BeautifulSoup(alice.post(address(edition), data={"text": text}).text, "lxml")
    assert [box.has_attr("checked") for box in tree.select("[name=take]")] == [True, False]
    assert [tag.get_text() for tag in tree.select(".candidate .error")] == ["The column “Status” says “Reject”."]


def test_the_ticked_papers_land_as_one_change(edition: Edition, alice: FlaskClient, visitor: FlaskClient) -> None:
    version = edition.version
    answer = alice.post(
        address(edition), data={"text": TEXT, "seen": TEXT.replace("\n", "\r\n"), "take": ["0", "2", "99", "x"]}
    )
    assert answer.location == "/2024-miccai/edit/#accepted-papers"
    status = BeautifulSoup(alice.get("/2024-miccai/edit/").text, "lxml").select_one("#status")
    assert status
    assert status.text == "Added 2 papers."
    papers = db.session.query(Paper).order_by(Paper.position).all()
    assert [(paper.title, paper.url) for paper in papers[16:]] == [
        ("Something New Entirely", ""),
        ("Another New Thing", "https://example.org/3"),
    ]
    assert edition.version == version + 1
    revision = db.session.query(Revision).order_by(Revision.id.desc()).first()
    assert revision
    assert len(revision.after) == 2
    assert "2 papers added" in visitor.get("/2024-miccai/changes.atom").text


def test_a_list_that_was_changed_is_shown_again_before_anything_is_added(edition: Edition, alice: FlaskClient) -> None:
    looked = alice.post(address(edition), data={"text": TEXT, "seen": TEXT, "take": "0", "look": "yes"})
    assert "Something New Entirely" in looked.text
    changed = TEXT.replace("Something New", "Something Else")
    answer = alice.post(address(edition), data={"text": changed, "seen": TEXT, "take": "0"})
    assert "Something Else Entirely" in answer.text
    assert db.session.query(Paper).count() == 16


def test_text_that_is_too_intricate_is_said_and_kept(edition: Edition, alice: FlaskClient) -> None:
    answer = alice.post(address(edition), data={"text": "[" * 20_000})
    assert "This cannot be read" in answer.text
    assert "[[[[" in answer.text


def test_only_organizers_paste_and_only_among_papers(
    edition: Edition, alice: FlaskClient, visitor: FlaskClient
) -> None:
    assert (
        visitor.post(address(edition), data={"text": TEXT, "seen": TEXT, "take": "0"}).location
        == "/login?next=/2024-miccai/edit/"
    )
    assert alice.get("/2024-miccai/edit/paste/?section=1").status_code == 404
    assert alice.get("/2024-miccai/edit/paste/?section=99999999999").status_code == 404
    assert db.session.query(Paper).count() == 16


def with_token(client: FlaskClient, edition: Edition) -> dict[str, Any]:
    """What the page for an edition's papers posts, with its token and nothing ticked."""
    token = BeautifulSoup(client.get(address(edition)).text, "lxml").select_one("[name=once]")
    return {"text": TEXT, "seen": TEXT, "once": str(token["value"])}  # type: ignore[index]  # it is there


def test_each_list_that_is_sent_twice_is_added_once_also_where_one_token_came_with_both(
    edition: Edition, alice: FlaskClient
) -> None:
    form = with_token(alice, edition)
    for take in (["0"], ["0", "2"]):
        posts = [alice.post(address(edition), data=form | {"take": take}).status_code for _ in range(2)]
        assert posts == [303, 303]
    added = [paper.title for paper in db.session.query(Paper).order_by(Paper.position).all()[16:]]
    assert added == ["Something New Entirely", "Something New Entirely", "Another New Thing"]


def test_a_token_of_another_edition_hinders_no_list(edition: Edition, alice: FlaskClient) -> None:
    form = with_token(alice, edition) | {"take": ["0"]}
    other = roll_over(edition, "2031", date(2031, 10, 1), None)
    assert [alice.post(address(one), data=form).status_code for one in (edition, other)] == [303, 303]
    assert db.session.query(Paper).filter_by(title="Something New Entirely").count() == 2


def test_a_token_that_is_none_gives_way_to_a_new_one(edition: Edition, alice: FlaskClient) -> None:
    looked = BeautifulSoup(alice.post(address(edition), data={"text": TEXT, "once": "no token"}).text, "lxml")
    token = looked.select_one("[name=once]")
    assert token
    assert ONCE.fullmatch(str(token["value"]))
    assert alice.post(address(edition), data={"text": TEXT, "seen": TEXT, "take": "0", "once": "é!"}).status_code == 303


def test_a_section_that_goes_while_its_papers_come_is_not_there(
    edition: Edition, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_many = history.add_many

    def after_a_removal(kind: Kind, section: Section, *rest: Any) -> None:
        gone = delete(Section).where(Section.id == section.id).execution_options(synchronize_session=False)
        db.session.execute(gone)
        add_many(kind, section, *rest)

    monkeypatch.setattr(history, "add_many", after_a_removal)
    assert alice.post(address(edition), data={"text": TEXT, "seen": TEXT, "take": "0"}).status_code == 404
    assert db.session.query(Paper).count() == 16
