"""Papers in bulk: pasted, looked over, and added as one change."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import delete, update

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


def test_a_list_of_which_nothing_is_ticked_says_that_nothing_was_saved(edition: Edition, alice: FlaskClient) -> None:
    version = edition.version
    answer = alice.post(address(edition), data={"text": TEXT, "seen": TEXT})
    assert (answer.status_code, edition.version) == (200, version)
    assert "Nothing is ticked, so nothing was saved." in answer.text


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


LINKS = """title,authors,url
Fair and Private CT Contrast Agent Detection,B,https://doi.org/10.1007/978-3-031-1_1
Something New Entirely,A Author,https://doi.org/10.1007/978-3-031-1_2
Fair and Private CT Contrast Agent Detektion,C,https://doi.org/10.1007/978-3-031-1_3
"""


def first_paper(url: str) -> Paper:
    """The paper that LINKS names first, with this link."""
    paper = next(one for one in db.session.query(Paper) if one.title.startswith("Fair and Private CT"))
    paper.url = url
    db.session.commit()
    return paper


def ticks(client: FlaskClient, edition: Edition, name: str, **data: str) -> list[tuple[str, bool]]:
    """The boxes of a name on the page that shows LINKS: what each sends, and whether it is ticked."""
    tree = BeautifulSoup(client.post(address(edition), data={"text": LINKS, **data}).text, "lxml")
    return [(str(box["value"]), box.has_attr("checked")) for box in tree.select(f"[name={name}]")]


@pytest.mark.parametrize(("had", "shown"), [("", "none → https://doi"), ("/a.pdf", "/a.pdf → https://doi")])
def test_a_link_for_a_paper_that_is_there_is_offered_without_a_tick(
    had: str, shown: str, edition: Edition, alice: FlaskClient
) -> None:
    first_paper(had)
    page = BeautifulSoup(alice.post(address(edition), data={"text": LINKS}).text, "lxml")
    assert [shown in box.get_text() for box in page.select(".candidate .changes-link")] == [True]
    assert [ticked for _, ticked in ticks(alice, edition, "link")] == [False]
    assert [ticked for _, ticked in ticks(alice, edition, "link", look="links", seen=LINKS)] == [True]
    assert [ticked for _, ticked in ticks(alice, edition, "take")] == [False, True, False]


def test_a_link_that_is_there_already_is_not_offered(edition: Edition, alice: FlaskClient) -> None:
    first_paper("https://doi.org/10.1007/978-3-031-1_1")
    assert ticks(alice, edition, "link") == []


def test_links_and_papers_that_are_ticked_land_as_one_change_and_are_undone_as_one(
    edition: Edition, alice: FlaskClient
) -> None:
    paper = first_paper("")
    ((link, _),) = ticks(alice, edition, "link")
    version, count = edition.version, db.session.query(Paper).count()
    answer = alice.post(address(edition), data={"text": LINKS, "seen": LINKS, "take": "1", "link": link})
    assert answer.status_code == 303
    assert paper.url == "https://doi.org/10.1007/978-3-031-1_1"
    assert (edition.version, db.session.query(Paper).count()) == (version + 1, count + 1)
    assert "Added one paper. Changed one link." in alice.get("/2024-miccai/edit/").text
    assert "1 paper added, 1 changed" in alice.get("/2024-miccai/edit/history/").text
    alice.post("/2024-miccai/edit/undo")
    assert (paper.url, db.session.query(Paper).count()) == ("", count)


def test_links_alone_are_a_change_of_papers(edition: Edition, alice: FlaskClient) -> None:
    paper, other = first_paper("/a.pdf"), db.session.query(Paper).order_by(Paper.position).all()[5]
    text = f"{LINKS}{other.title},X,https://example.org/6"
    tree = BeautifulSoup(alice.post(address(edition), data={"text": text}).text, "lxml")
    boxes = [str(box["value"]) for box in tree.select("[name=link]")]
    data = {"text": text, "seen": text, "link": [boxes[0], boxes[-1]]}
    assert [alice.post(address(edition), data=data).status_code for _ in range(2)] == [303, 200]
    assert (paper.url, other.url) == ("https://doi.org/10.1007/978-3-031-1_1", "https://example.org/6")
    assert "2 papers changed" in alice.get("/2024-miccai/edit/history/").text


def test_what_a_paper_has_nothing_of_comes_from_a_list_that_is_pasted_again(
    edition: Edition, alice: FlaskClient
) -> None:
    paper = first_paper("https://example.org/1")
    paper.keywords = "ours"
    db.session.commit()
    text = f"title,authors,url,keywords,abstract\n{paper.title},B,https://example.org/1,theirs,What it is *about*."
    page = BeautifulSoup(alice.post(address(edition), data={"text": text}).text, "lxml")
    (box,) = page.select(".candidate .changes-link")
    assert box.get_text(" ", strip=True) == "Add there what it does not have: abstract"
    assert "One paper that is there could get more from it." in page.get_text()
    data = {"text": text, "seen": text, "link": str(box.select("input")[0]["value"])}
    assert alice.post(address(edition), data=data).status_code == 303
    assert (paper.abstract, paper.keywords) == ("What it is *about*.", "ours")
    assert "Changed one paper." in alice.get("/2024-miccai/edit/").text


def test_nothing_is_saved_where_a_paper_was_changed_since_it_was_shown(edition: Edition, alice: FlaskClient) -> None:
    paper = first_paper("")
    ((link, _),) = ticks(alice, edition, "link")
    alice.post(f"/2024-miccai/edit/paper/{paper.number}", data=form_of(paper) | {"url": "https://example.org/theirs"})
    answer = alice.post(address(edition), data={"text": LINKS, "seen": LINKS, "take": "1", "link": link})
    assert "Somebody else has changed" in answer.text
    assert paper.url == "https://example.org/theirs"
    assert db.session.query(Paper).count() == 16


def test_a_paper_that_is_changed_while_links_are_saved_keeps_what_it_got(
    edition: Edition, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = first_paper("")
    ((link, _),) = ticks(alice, edition, "link")
    add_many, paper_id = history.add_many, paper.id

    def after_a_change(*args: Any) -> None:
        with db.engine.begin() as other:
            other.execute(update(Paper).where(Paper.id == paper_id).values(url="/theirs", version=Paper.version + 1))
        add_many(*args)

    monkeypatch.setattr(history, "add_many", after_a_change)
    answer = alice.post(address(edition), data={"text": LINKS, "seen": LINKS, "link": link})
    assert "Somebody else has changed" in answer.text
    assert paper.url == "/theirs"


def form_of(paper: Paper) -> dict[str, str]:
    """What the form of a paper posts where nothing is changed in it."""
    return {"title": paper.title, "authors": paper.authors, "url": paper.url, "version": str(paper.version)}


def sent_file(
    client: FlaskClient, edition: Edition, data: bytes, name: str = "papers.csv", **more: str | Sequence[str]
) -> BeautifulSoup:
    """The page that answers to a file."""
    answer = client.post(address(edition), data={"file": (BytesIO(data), name), **more})
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "lxml")


def test_a_file_is_read_below_what_was_typed_and_added_only_once_it_was_seen(
    edition: Edition, alice: FlaskClient
) -> None:
    typed = "A Author, et al.: *Something New Entirely*"
    tree = sent_file(alice, edition, b"B Writer, et al.: *Another Thing*\r\n", text=typed, seen=typed, take="0")
    assert [tag.get_text() for tag in tree.select(".candidate strong")] == ["Something New Entirely", "Another Thing"]
    text = tree.select_one("textarea")
    assert text
    assert text.get_text().strip() == f"{typed}\n\nB Writer, et al.: *Another Thing*"
    assert db.session.query(Paper).count() == 16


def test_what_is_to_be_known_of_a_file_is_said_and_nothing_typed_is_lost(edition: Edition, alice: FlaskClient) -> None:
    tree = sent_file(alice, edition, "title,authors\nA first thing,José".encode("windows-1252"))
    assert "read as Windows-1252" in tree.get_text()
    assert "José" in tree.get_text()
    tree = sent_file(alice, edition, b"PK\3\4", text="A Author, et al.: *Something New*")
    assert "it is a spreadsheet or a document, not text" in tree.get_text()
    assert "Something New" in tree.get_text()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ">There is nothing to read yet."),
        ("\n" * 200_000, ">There is nothing"),
        ("{{ loop }}", ">No papers were found"),
    ],
)
def test_where_nothing_is_found_a_sentence_says_so(text: str, words: str, edition: Edition, alice: FlaskClient) -> None:
    assert words in alice.post(address(edition), data={"text": text}).text


def test_ticks_stay_as_they_were_set_when_the_same_list_is_looked_at_again(
    edition: Edition, alice: FlaskClient
) -> None:
    assert [ticked for _, ticked in ticks(alice, edition, "take", seen=LINKS, take="2", look="links")] == [
        False,
        False,
        True,
    ]
