"""Drafts and hidden sections: seen by nobody before they appear, but by whoever has the link of a preview."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from time import time

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from faimi.content import Edition, Preview, Section
from faimi.content.notices import Notice
from faimi.content.now import as_of, utc_now
from faimi.content.page import load_page
from faimi.content.papers import Paper
from faimi.exchange import jekyll
from faimi.exchange.archive import edition_as_archive
from faimi.exchange.draft import PageError
from faimi.exchange.page_import import import_pages
from faimi.extensions import db
from tests.conftest import SLUG, queries_of
from tests.editor.test_editor import BASE, posted
from tests.exchange.making import put
from tests.samples import first

PATHS = [
    "/",
    f"/{SLUG}/",
    f"/{SLUG}/edition.json",
    f"/{SLUG}/papers.bib",
    f"/{SLUG}/papers.csv",
    f"/{SLUG}/schedule.ics",
    f"/{SLUG}/schedule.json",
    f"/{SLUG}/schedule.xml",
    f"/{SLUG}/changes.atom",
    "/sitemap.xml",
]
HOUR = timedelta(hours=1)


def hide(client: FlaskClient, appears_at: str = "", kind: str = "paper") -> Section:
    """Hides the papers, or what is of another kind."""
    section = db.session.query(Section).filter_by(kind=kind).one()
    data = posted("section", section, heading=section.heading, intro=section.intro, hidden="y", appears_at=appears_at)
    data.pop("kind", None)
    assert client.post(f"{BASE}/section/{section.number}", data=data).status_code == 200
    return db.session.get_one(Section, section.id)


@pytest.mark.parametrize("path", PATHS)
def test_a_hidden_section_is_nowhere_public(
    path: str, edition: Edition, alice: FlaskClient, visitor: FlaskClient
) -> None:
    paper = db.session.query(Paper).filter(Paper.title.startswith("On Biases")).one()
    alice.post(f"{BASE}/paper/{paper.number}", data=posted("paper", paper, title="On Secret Biases"))
    shown = visitor.get(path).text
    section = hide(alice)
    answer = visitor.get(path)
    assert answer.status_code == 200
    for word in (
        "Secret",
        f"paper-{paper.number}",
        f"/paper/{paper.number}/",
        f'"{section.anchor}"',
        f"#{section.anchor}",
    ):
        assert word not in answer.text, word
    assert "BMFT" not in answer.text or path != f"/{SLUG}/papers.csv"
    assert ("Secret" in shown) is (
        path in {f"/{SLUG}/{name}" for name in ("", "edition.json", "papers.bib", "papers.csv", "changes.atom")}
    )


def test_what_is_hidden_stays_so_on_its_way_through_a_file_and_never_enters_a_page_of_jekyll(
    edition: Edition, alice: FlaskClient, tmp_path: Path
) -> None:
    section = hide(alice, "2099-01-02T03:04")
    loaded = load_page(SLUG)
    assert loaded
    assert "On Biases" not in jekyll.edition_as_markdown(loaded)
    file = tmp_path / "x.json"
    file.write_text(edition_as_archive(loaded), encoding="utf-8")
    import_pages([file], replace=True)
    again = db.session.query(Section).filter_by(kind="paper").one()
    assert again.key == section.key
    assert (again.hidden, again.appears_at) == (True, datetime(2099, 1, 2, 3, 4))
    whole = json.loads(file.read_text(encoding="utf-8"))
    for bad in ("soon", 7, "2099-01-02T03:04+02:00"):
        whole["sections"][0]["appears_at"] = bad
        file.write_text(json.dumps(whole), encoding="utf-8")
        with pytest.raises(PageError, match="an invalid appears_at"):
            import_pages([file], replace=True)


def test_a_talk_on_a_hidden_paper_keeps_its_words_and_leads_nowhere(
    edition: Edition, alice: FlaskClient, visitor: FlaskClient
) -> None:
    hide(alice)
    page = visitor.get(f"/{SLUG}/").text
    assert "BMFT: Achieving Fairness" in page
    assert "Yuyang" in page
    assert 'href="#paper-' not in page
    slot = visitor.get(f"/{SLUG}/edition.json").json["schedule"][10]  # type: ignore[index]  # it is JSON
    assert (slot["title"][:4], slot["paper"]) == ("BMFT", None)
    assert visitor.get(f"/{SLUG}/paper/{first('paper').number}/").status_code == 404
    assert visitor.get(f"/{SLUG}/paper/{first('paper').number}.bib").status_code == 404
    assert queries_of(visitor, f"/{SLUG}/") < 20


def test_a_page_of_jekyll_names_and_leads_to_nothing_that_is_hidden(edition: Edition, alice: FlaskClient) -> None:
    anchor = hide(alice).anchor
    page = load_page(SLUG)
    assert page
    text = jekyll.edition_as_markdown(page)
    assert "| BMFT: Achieving Fairness" in text
    assert "Best poster" in text
    assert "Do sites benefit" not in text
    assert f"(#{anchor})" not in text


def test_a_paper_tells_of_no_talk_in_a_hidden_schedule(
    edition: Edition, alice: FlaskClient, visitor: FlaskClient
) -> None:
    paper = db.session.query(Paper).filter(Paper.title.startswith("BMFT")).one()
    paths = [f"/{SLUG}/", f"/{SLUG}/paper/{paper.number}/", f"/{SLUG}/papers.csv"]
    assert ["17:30" in visitor.get(path).text for path in paths] == [True] * 3
    hide(alice, kind="slot")
    assert ["17:30" in visitor.get(path).text for path in paths] == [False] * 3


def test_a_hidden_section_appears_by_itself(edition: Edition, alice: FlaskClient, visitor: FlaskClient) -> None:
    later = utc_now() + HOUR
    section = hide(alice, f"{later:%Y-%m-%dT%H:%M}")
    assert "On Biases" not in visitor.get(f"/{SLUG}/").text
    assert "Hidden from visitors until" in alice.get(f"{BASE}/").text
    section.appears_at = utc_now() - HOUR
    db.session.commit()
    assert "On Biases" in visitor.get(f"/{SLUG}/").text
    assert "Hidden from visitors" not in alice.get(f"{BASE}/").text.replace("Hidden from visitors<", "")
    assert f"/paper/{first('paper').number}/" in visitor.get("/sitemap.xml").text


def test_what_a_clock_that_was_ahead_has_shown_is_hidden_again_once_it_is_right(
    edition: Edition, alice: FlaskClient, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    hide(alice, f"{utc_now() + HOUR:%Y-%m-%dT%H:%M}")
    assert "On Biases" not in visitor.get(f"/{SLUG}/").text
    with monkeypatch.context() as patch, as_of(utc_now() + 2 * HOUR):
        patch.setattr("faimi.public.version_watch.time", lambda: time() + 7_200)
        assert "On Biases" in visitor.get(f"/{SLUG}/").text
    assert "On Biases" not in visitor.get(f"/{SLUG}/").text


@pytest.mark.parametrize("moment", ["2099-01-02T03:04", "2000-01-02T03:04", "soon"])
def test_a_moment_to_come_is_refused_for_what_visitors_see_already(
    edition: Edition, alice: FlaskClient, moment: str
) -> None:
    section = first("section")
    shown = posted("section", section, heading="A new heading", appears_at=moment)
    header = posted("edition", edition, state="current", appears_at=moment)
    for kind, row, form in (("section", section, shown), ("edition", edition, header)):
        answer = alice.post(f"{BASE}/{kind}/{row.number}", data=form)
        assert answer.status_code == (200 if moment.startswith("2000") else 422)
        assert ("Visitors " in answer.text) is moment.startswith("2099")


def test_a_draft_appears_by_itself_and_tells_nothing_of_before(edition: Edition, visitor: FlaskClient) -> None:
    edition.state, edition.appears_at = "draft", utc_now() + HOUR
    db.session.commit()
    assert visitor.get(f"/{SLUG}/").status_code == 404
    assert SLUG not in visitor.get("/sitemap.xml").text
    edition.appears_at = utc_now() - HOUR
    db.session.commit()
    assert visitor.get(f"/{SLUG}/").status_code == 200
    assert SLUG in visitor.get("/sitemap.xml").text
    assert edition.tagline in visitor.get("/").text


def test_a_preview_marks_what_visitors_do_not_see_and_leaves_out_what_is_over(
    edition: Edition, alice: FlaskClient, visitor: FlaskClient
) -> None:
    db.session.add(Preview(token="known", edition_id=edition.id))
    db.session.commit()

    def told() -> list[str]:
        tree = BeautifulSoup(visitor.get("/preview/known/").text, "lxml")
        labels = [*tree.select(".preview, .heading .label, .notice, .notice-section > .label")]
        return [" ".join(label.get_text().split()) for label in labels]

    assert told() == ["Preview: visitors see all of this already."]
    hide(alice, "2099-06-12T10:00")
    notice = Notice(text="Closed", shown_until=utc_now() - HOUR)
    put(edition, "notice", notice)
    assert told() == [
        "Preview: visitors do not see the parts that are marked.",
        "Hidden from visitors until 12 June 2099, 10:00 UTC",
    ]
    notice.shown_from, notice.shown_until = datetime(2099, 1, 1), None
    db.session.commit()
    hide(alice, kind="notice")
    assert told()[1:3] == ["Hidden from visitors", "Closed To be shown from 1 January 2099, 00:00 UTC"]
    edition.state = "draft"
    db.session.commit()
    assert told()[0] == "Preview of a draft: only people with this link see it."
    edition.appears_at = datetime(2099, 1, 1)
    db.session.commit()
    assert told()[0] == "Preview: visitors see this page from 1 January 2099, 00:00 UTC."


def test_a_preview_shows_all_to_whoever_has_its_link_until_it_is_withdrawn(
    edition: Edition, alice: FlaskClient, visitor: FlaskClient
) -> None:
    hide(alice)
    edition.state = "draft"
    db.session.commit()
    assert "/preview/" not in alice.get(f"{BASE}/preview/").text.replace(f"{BASE}/preview/", "")
    assert alice.post(f"{BASE}/preview/").status_code == 303
    link = alice.get(f"{BASE}/preview/").text.split('href="/preview/')[1].split('"')[0]
    answer = visitor.get(f"/preview/{link}")
    assert answer.status_code == 200
    assert "On Biases" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert 'content="noindex"' in answer.text
    assert "Set-Cookie" not in answer.headers
    assert link.rstrip("/") not in answer.text
    alice.post(f"{BASE}/preview/")
    assert visitor.get(f"/preview/{link}").status_code == 404
    link = alice.get(f"{BASE}/preview/").text.split('href="/preview/')[1].split('"')[0]
    alice.post(f"{BASE}/preview/", data={"withdraw": "1"})
    assert visitor.get(f"/preview/{link}").status_code == 404
    assert visitor.get("/preview/x/").status_code == 404
