"""What is taken for an edition, and what only looks like one."""

from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from faimi.content import Edition
from faimi.exchange.draft import Draft, PageError
from faimi.exchange.page import read_page
from faimi.exchange.page_import import import_pages
from faimi.extensions import db
from tests.exchange.making import make

DAY = "We meet on 12 October 2031 at MICCAI in Turin.\n\n"
PROGRAM = "## Program\n- 09:00 Opening\n- 09:10 Break\n\n"
PAPERS = "## Accepted Papers\n- Ann Lee, et al.: *A fair title*\n\n"
PEOPLE = "## Organizers\n- **Ann Lee**, MIT\n\n"
DEADLINE = "## Important dates\n- Submission deadline: 1 May 2031\n\n"
WORKSHOP_DAY = "## Important dates\n- Workshop: 12 October 2031\n\n"
AT_ROOT = {
    ("Fair", WORKSHOP_DAY + PROGRAM): "2031",
    ("Fair", DAY + PROGRAM): "2031",
    ("Fair", WORKSHOP_DAY): "2031",
    ("Fair, 12 October 2031", PROGRAM): "2031",
    ("Fair 2031", "Held on October 12.\n\n" + PAPERS): "2031",
    ("Fair", DAY + PEOPLE): "home",
    ("Fair", DAY + PAPERS): "home",
    ("Fair", PROGRAM): "home",
    ("Fair", DAY): "home",
}
EVENTS = {
    ("2031.md", "Fair", DAY): True,
    ("x.md", "Fair", PEOPLE): True,
    ("x.md", "Fair", DAY + PROGRAM): True,
    ("x.md", "Call for papers", WORKSHOP_DAY): True,
    ("x.md", "Workshop on special issues", DEADLINE): True,
    ("x.md", "The Human-AI Team Workshop", PEOPLE): True,
    ("resources.md", "Resources", DAY + PAPERS): False,
    ("x.md", "Organizers", PEOPLE): False,
    ("x.md", "Call for papers", DEADLINE): False,
    ("x.md", "Special issue on fairness", DEADLINE): False,
    ("x.md", "Fair", "A special issue of a journal.\n\n" + DEADLINE): False,
    ("news.md", "News", DAY): False,
    ("x.md", "About us", DAY): False,
}


def page(folder: Path, name: str, title: str, body: str) -> Path:
    """Writes a page."""
    path = folder / name
    path.write_text(f'---\ntitle: "{title}"\n---\n{body}', encoding="utf-8")
    return path


def read(folder: Path, name: str, title: str, body: str) -> Draft:
    """What a page holds, as one of a site."""
    return read_page(page(folder, name, title, body), folder)


@pytest.mark.parametrize(("page_", "slug"), AT_ROOT.items())
def test_a_workshop_at_the_root_of_a_site_is_called_by_its_year(
    tmp_path: Path, page_: tuple[str, str], slug: str
) -> None:
    draft = read(tmp_path, "index.md", *page_)
    day = date(2031, 10, 12) if slug == "2031" else None
    assert (draft.slug, draft.header["starts_on"], draft.header.get("state")) == (slug, day, None if day else "page")


def test_a_page_called_home_is_called_by_its_only_heading_of_the_first_level(tmp_path: Path) -> None:
    named = [read(tmp_path, "index.md", title, f"# Fair 2031\n{DAY}{PROGRAM}") for title in ("Home", "Homes")]
    assert [draft.header["title"] for draft in named] == ["Fair 2031", "Homes"]


@pytest.mark.parametrize(("page_", "is_event"), EVENTS.items())
def test_day_and_place_are_taken_from_the_text_of_a_workshop_alone(
    tmp_path: Path, page_: tuple[str, str, str], is_event: bool
) -> None:
    draft = read(tmp_path, *page_)
    assert draft.holds_event is is_event
    assert is_event or (draft.header["starts_on"], draft.header["venue"]) == (None, "")


def test_where_its_year_is_taken_a_workshop_at_the_root_is_called_by_its_title(
    app: Flask, tmp_path: Path, visitor: FlaskClient
) -> None:
    pages = [page(tmp_path, "2031.md", "Fair", DAY + PROGRAM), page(tmp_path, "index.md", "Fair & just", DAY + PROGRAM)]
    import_pages(pages, replace=False, roots=dict.fromkeys(pages, tmp_path))
    assert sorted(one.slug for one in db.session.query(Edition)) == ["2031", "fair-just"]
    assert "/fair-just/" in visitor.get("/").text


@pytest.mark.parametrize("names", [("index.md", "workshop.md"), ("workshop.md", "index.md")])
def test_an_address_that_was_guessed_gives_way_to_one_that_a_page_says(
    app: Flask, tmp_path: Path, names: tuple[str, str]
) -> None:
    page(tmp_path, "index.md", "Fair Workshop", DAY + PROGRAM)
    (tmp_path / "workshop.md").write_text(f"---\ntitle: Another\npermalink: /2031/\n---\n{PROGRAM}")
    pages = [tmp_path / name for name in names]
    import_pages(pages, replace=False, roots=dict.fromkeys(pages, tmp_path))
    found = {edition.slug: edition.title for edition in db.session.query(Edition)}
    assert found == {"2031": "Another", "fair-workshop": "Fair Workshop"}


def test_a_guessed_address_never_lets_a_page_take_the_place_of_another_workshop(app: Flask, tmp_path: Path) -> None:
    other = make(slug="2031", title="Another workshop")
    path = page(tmp_path, "index.md", "Fair Workshop", DAY + PROGRAM)
    with pytest.raises(PageError, match=r"“Another workshop”, may be another workshop\. Give the page a permalink"):
        import_pages([path], replace=True)
    assert db.session.query(Edition).one().title == other.title


def test_a_list_of_resources_and_the_call_of_a_journal_are_pages_of_the_site(app: Flask, tmp_path: Path) -> None:
    old = DEADLINE.replace("2031", "2021")
    pages = [page(tmp_path, "resources.md", "Resources", PAPERS), page(tmp_path, "call.md", "A special issue", old)]
    reports = import_pages(pages, replace=False)
    assert [one.state for one in db.session.query(Edition)] == ["page", "page"]
    assert all("taken for a page of the site" in report for report in reports)
