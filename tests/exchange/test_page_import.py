"""Storing what pages hold: all or nothing, and nothing unsafe."""

import os
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from faimi.content import Edition, OldAddress
from faimi.content.keynotes import Keynote
from faimi.content.organizers import Organizer
from faimi.content.papers import Paper
from faimi.content.text import Text
from faimi.exchange.checkout import find_pages
from faimi.exchange.draft import PageError
from faimi.exchange.page_import import import_pages
from faimi.extensions import db
from faimi.history import Revision
from faimi.media import Picture
from tests.conftest import SLUG


def page_of(folder: Path, name: str, body: str) -> Path:
    """Writes a page."""
    path = folder / name
    path.write_text(f"---\ntitle: T\n---\n{body}", encoding="utf-8")
    return path


def test_of_several_pages_none_is_stored_where_one_cannot_be_read(app: Flask, tmp_path: Path) -> None:
    good = page_of(tmp_path, "2031.md", "## H\ntext")
    with pytest.raises(PageError, match=r"none\.md"):
        import_pages([good, tmp_path / "none.md"], replace=False)
    assert db.session.query(Edition).count() == 0


@pytest.mark.parametrize(
    ("front", "body", "state"),
    [
        ("starts_on: 2020-01-01", "## H\ntext", "past"),
        ("starts_on: 2999-01-01", "## H\ntext", "current"),
        ("title: T", "## H\ntext", "page"),
        ("title: T", "## Organizers\n\n**A**, B", "current"),
    ],
)
def test_a_new_edition_is_past_or_next_or_a_page_of_the_site(
    app: Flask, tmp_path: Path, front: str, body: str, state: str
) -> None:
    path = tmp_path / "some.md"
    path.write_text(f"---\n{front}\n---\n{body}")
    import_pages([path], replace=False)
    assert db.session.query(Edition).one().state == state


def test_a_file_that_may_be_no_page_is_a_draft(app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text("# Read me\n\nHow to build it.")
    assert "Without front matter it is a draft" in import_pages([path], replace=False)[0]
    assert db.session.query(Edition).one().state == "draft"


def test_a_page_keeps_the_addresses_that_it_had(app: Flask, tmp_path: Path, visitor: FlaskClient) -> None:
    path = tmp_path / "some.md"
    path.write_text(
        "---\ntitle: T\npermalink: /2031/miccai.html\nredirect_from:\n  - /old/\n  - /older/index.html\n---\n## H\ntext"
    )
    for replace in (False, True):
        import_pages([path], replace=replace)
    for old in ("/2031/miccai.html", "/old/", "/older", "/older/index.html"):
        answer = visitor.get(old, follow_redirects=True)
        assert (answer.status_code, answer.request.path) == (200, "/2031-miccai/")


def test_two_pages_for_one_edition_are_refused(app: Flask, tmp_path: Path) -> None:
    good = page_of(tmp_path, "2031.md", "## H\ntext")
    with pytest.raises(PageError, match="is also the edition 2031"):
        import_pages([good, good], replace=False)


def test_a_link_that_could_run_something_is_left_out_and_reported(app: Flask, tmp_path: Path) -> None:
    body = """## Accepted Papers

A Author, et al.: *The Title of a Paper* [Link](javascript:alert(1))

## Organizers

**[Name](javascript:alert(2))**, Place
"""
    report = import_pages([page_of(tmp_path, "2031.md", body)], replace=False)[0]
    assert [row.url for row in (*db.session.query(Paper), *db.session.query(Organizer))] == ["", ""]
    assert "An unsafe link was left out: javascript:alert(1)" in report
    assert "javascript:alert(2)" in report


def test_a_picture_without_a_description_is_reported(app: Flask, tmp_path: Path) -> None:
    body = "## One\n\n![](/assets/bare.png)\n\n## Two\n\n![A tree](/assets/told.png)"
    report = import_pages([page_of(tmp_path, "2031.md", body)], replace=False)[0]
    assert "The picture /assets/bare.png has no description" in report
    assert report.count("has no description") == 1


@pytest.mark.parametrize("name", ["x.md", "x.json"])
def test_only_regular_files_are_read(app: Flask, tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    os.mkfifo(tmp_path / name)
    page = page_of(tmp_path, "2031.md", "## One\n\n![a](/pipe.png)\n")
    report = import_pages([page], replace=False, assets=tmp_path)[0]
    assert "The picture /pipe.png was not imported: it is not a file." in report
    with pytest.raises(PageError, match="a folder or a device"):
        import_pages([tmp_path / name], replace=False)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A Jekyll checkout with two pages, a picture, and much that is no page."""
    site = tmp_path / "site"
    for folder in ("assets", "_layouts", "_site", "node_modules/x", "2031"):
        (site / folder).mkdir(parents=True)
    Image.new("RGB", (40, 40), "teal").save(site / "assets/me.png")
    page = "---\ntitle: T\npermalink: /{0}/\n---\n## Keynotes\n\n### A Speaker\n\n![s](/assets/me.png) A bio.\n"
    (site / "2031/index.md").write_text(page.format("2031"))
    (site / "2032.markdown").write_text(page.format("2032"))
    for name in ("_layouts/default.md", "_site/2031.md", "node_modules/x/README.md"):
        (site / name).write_text(page.format("no"))
    (site / "README.md").write_text("# How to build")
    (site / "index.md").write_text("---\nlayout: home\n---\n")
    return site


def test_a_whole_checkout_comes_in_with_its_pictures(app: Flask, checkout: Path) -> None:
    result = app.test_cli_runner().invoke(args=["import", str(checkout)])
    assert (result.exit_code, result.stderr) == (0, "")
    assert sorted(slug for (slug,) in db.session.query(Edition.slug)) == ["2031", "2032"]
    assert {row.photo for row in db.session.query(Keynote)} == {db.session.query(Picture).one().address}


def test_a_dry_run_reports_and_stores_nothing(app: Flask, checkout: Path) -> None:
    result = app.test_cli_runner().invoke(args=["import", "--dry-run", str(checkout)])
    assert (result.exit_code, result.stderr) == (0, "")
    assert f"{checkout}/2031/index.md would be the edition 2031: T" in result.stdout
    assert (db.session.query(Edition).count(), db.session.query(Picture).count()) == (0, 0)


def test_a_dry_run_says_all_that_the_real_one_says(app: Flask, checkout: Path, edition: Edition) -> None:
    page = checkout / "2031/index.md"
    page.write_text(page.read_text() + "\n## More\n\n![](/assets/me.png) ![a](/assets/none.png) [x](javascript:x)\n")
    dry = app.test_cli_runner().invoke(args=["import", "--dry-run", str(checkout)])
    assert "/assets/none.png was not imported" in dry.stdout
    assert "/assets/me.png has no description" in dry.stdout
    real = app.test_cli_runner().invoke(args=["import", str(checkout)])
    assert dry.stdout == real.stdout.replace(" is now the ", " would be the ")
    again = [app.test_cli_runner().invoke(args=["import", *more, str(checkout)]) for more in ((), ("--dry-run",))]
    assert "there is an edition 2031 already" in again[0].stderr
    assert [(one.exit_code, one.stdout, one.stderr) for one in again] == [(1, "", again[0].stderr)] * 2


def test_of_several_pages_none_stays_where_one_cannot_be_stored(
    app: Flask, edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, bad = (
        page_of(tmp_path, "2031.md", "## H\ntext"),
        page_of(tmp_path, f"{SLUG}.md", "## Accepted Papers\n- A: *B*"),
    )
    monkeypatch.setattr("faimi.exchange.edition_filling.is_anchor", lambda _: False)
    monkeypatch.setattr("faimi.exchange.edition_filling.anchor", lambda heading, _: heading if heading == "H" else None)
    before = db.session.query(Revision).count()
    result = app.test_cli_runner().invoke(args=["import", "--replace", str(good), str(bad)])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"{bad}: it holds what cannot be stored.\n"
    assert [one.slug for one in db.session.query(Edition)] == [SLUG]
    assert db.session.query(Paper).count() == 16
    assert db.session.query(Revision).count() == before


def test_a_folder_without_pages_is_one_clear_line(app: Flask, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = app.test_cli_runner().invoke(args=["import", str(tmp_path / "empty")])
    assert (result.exit_code, result.stderr) == (1, f"{tmp_path / 'empty'}: there are no pages in this folder.\n")


def test_only_whole_folder_names_hide_pages(tmp_path: Path) -> None:
    (tmp_path / "vendor").mkdir()
    for name in ("vendors.md", "vendor/x.md"):
        (tmp_path / name).write_text("---\ntitle: V\n---\n## One\n\nA text.\n")
    assert find_pages(tmp_path) == [tmp_path / "vendors.md"]


def test_a_site_of_plain_html_comes_in_under_the_titles_of_its_documents(app: Flask, tmp_path: Path) -> None:
    people = "<html><head><title>{0}</title></head><body><h2>About</h2><p>{1}</p></body></html>"
    for name, title in (("index.html", "A series"), ("2031/index.html", "Fair things 2031"), ("vendor/x.html", "No")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(people.format(title, "We meet on 12 October 2031."))
    (tmp_path / "google0.html").write_text("google-site-verification: google0.html")
    result = app.test_cli_runner().invoke(args=["import", str(tmp_path)])
    assert (result.exit_code, result.stderr) == (0, "")
    found = {one.slug: (one.title, one.state) for one in db.session.query(Edition)}
    assert found == {"home": ("A series", "page"), "2031": ("Fair things 2031", "current")}


HOMES = {
    "a permalink": ("start.md", "permalink: /"),
    "the first file": ("index.md", "title: Fairness"),
    "a web page": ("index.html", "permalink: /index.html"),
}


@pytest.mark.parametrize("home", HOMES)
def test_the_home_of_a_site_introduces_the_start_page(
    app: Flask, checkout: Path, visitor: FlaskClient, home: str
) -> None:
    name, front = HOMES[home]
    (checkout / "index.md").unlink()
    text = "<p>We meet on 1 May 2031.</p>\n\n<h2>About</h2>\n\n<p>A series.</p>\n"
    (checkout / name).write_text(f"---\ntitle: Fairness\n{front}\n---\n{text}")
    result = app.test_cli_runner().invoke(args=["import", str(checkout)])
    assert (result.exit_code, result.stderr) == (0, "")
    page = db.session.query(Edition).filter_by(slug="home").one()
    assert (page.state, page.starts_on) == ("page", None)
    assert [section.heading for section in page.sections] == ["Introduction", "About"]
    assert "We meet on 1 May 2031." in visitor.get("/").text


def test_a_page_alone_in_a_folder_is_what_the_folder_is(app: Flask, checkout: Path) -> None:
    (checkout / "past").mkdir()
    (checkout / "past/index.md").write_text("---\ntitle: Past\n---\n## One\n\nA text.\n")
    (checkout / "newsletter.html").write_text(
        "---\npermalink: /newsletter.html\n---\n<h2>One</h2>\n\n    <p>A text.</p>"
    )
    report = "\n".join(
        import_pages(find_pages(checkout), replace=False, roots=dict.fromkeys(find_pages(checkout), checkout))
    )
    assert {one.slug: one.state for one in db.session.query(Edition)} == {
        "2031": "current",
        "2032": "current",
        "past": "page",
        "newsletter": "page",
    }
    assert db.session.get_one(OldAddress, "newsletter.html").edition.slug == "newsletter"
    assert [text.body for text in db.session.query(Text)] == ["A text.", "A text."]
    assert "does not say" not in report.partition("past/index.md is")[2]


def test_a_checkout_comes_in_without_the_pages_that_cannot(app: Flask, checkout: Path) -> None:
    lost = "## Not found\n\nNothing here.\n"
    pages = {
        "404.md": ("permalink: /404.html", lost),
        "feed.html": ("title: Feed", "{% for page in site.pages %}{{ page.title }}{% endfor %}"),
        "in.md": ("permalink: /media/", lost),
        "lost.md": ("permalink: /404.html", lost),
    }
    for name, (front, body) in pages.items():
        (checkout / name).write_text(f"---\n{front}\n---\n{body}")
    for args in (["--dry-run"], []):
        result = app.test_cli_runner().invoke(args=["import", *args, str(checkout)])
        assert (result.exit_code, result.stderr) == (0, "")
        told = result.stdout.partition("Left out (4):\n")[2].splitlines()
        assert [line.split(": ")[0] for line in told] == [f"  - {checkout}/{name}" for name in sorted(pages)]
        assert "this is a site's page for addresses that do not exist" in told[0]
        assert "“media” cannot be an edition's address" in told[2]
    assert sorted(slug for (slug,) in db.session.query(Edition.slug)) == ["2031", "2032"]


def test_one_page_that_cannot_come_in_is_an_error(app: Flask, checkout: Path) -> None:
    page = page_of(checkout, "404.md", "## Not found\n\nNothing here.")
    for args in ([page], [checkout / "2032.markdown", page]):
        result = app.test_cli_runner().invoke(args=["import", *map(str, args)])
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith(f"{page}: this is a site's page for addresses")
    (checkout / "x.json").write_text('{"faimi": 1}')
    result = app.test_cli_runner().invoke(args=["import", str(checkout)])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"{checkout}/x.json: it is damaged")
    assert db.session.query(Edition).count() == 0
