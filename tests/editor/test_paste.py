"""Papers in bulk: pasted, looked over, and added as one change."""

from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from faimi.content import Edition, Section
from faimi.content.papers import Paper
from faimi.extensions import db
from faimi.history import Revision

TEXT = """A Author, et al.: *Something New Entirely*

B, et al.: *Fair and Private CT Contrast Agent Detection*

C Writer, et al.: *Another New Thing* [Link](https://example.org/3)
"""


def address(edition: Edition) -> str:
    """Gives the address of the page for the edition's papers."""
    section = db.session.query(Section).filter_by(edition_id=edition.id, kind="paper").one()
    return f"/{edition.slug}/edit/paste/?section={section.id}"


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


def test_a_list_that_is_sent_twice_is_added_once_and_another_one_beside_it(
    edition: Edition, alice: FlaskClient
) -> None:
    tree = BeautifulSoup(alice.get(address(edition)).text, "lxml")
    once = str(tree.select_one("[name=once]")["value"])  # type: ignore[index]  # it is there
    form = {"text": TEXT, "seen": TEXT, "take": ["0"], "once": once}
    assert [alice.post(address(edition), data=form).status_code for _ in range(2)] == [303, 303]
    assert alice.post(address(edition), data=form | {"take": ["2"]}).status_code == 303
    added = db.session.query(Paper).order_by(Paper.position).all()[16:]
    assert [paper.title for paper in added] == ["Something New Entirely", "Another New Thing"]
