"""Pictures inside Markdown: brought in, and shown as every other picture is."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient

from faimi.content import Edition, Section
from faimi.content.keynotes import Keynote
from faimi.content.prose import pictured
from faimi.content.text import Text
from faimi.exchange.page_import import import_pages
from faimi.extensions import db
from faimi.media import Picture, picture_at, take_in
from tests.conftest import queries_of
from tests.media.test_media import picture
from tests.samples import first

NONE = "/media/" + "0" * 20


def page(client: FlaskClient, path: str = "/2024-miccai/") -> BeautifulSoup:
    """A page as a tree."""
    return BeautifulSoup(client.get(path).text, "lxml")


def write(body: str) -> None:
    """Writes the body of the first text."""
    first("text").body = body
    db.session.commit()


def test_a_picture_in_a_text_has_its_widths_its_size_and_its_words(edition: Edition, visitor: FlaskClient) -> None:
    taken = take_in(picture())
    write(f'Before ![A "tree" & <b>]({taken.address}) after')
    image = page(visitor).select_one("#text-1 .prose p picture img")
    assert isinstance(image, Tag)
    assert image["alt"] == 'A "tree" & <b>'
    assert (image["width"], image["height"], image["loading"]) == ("640", "320", "lazy")
    widths = page(visitor).select("#text-1 .prose source")[0]["srcset"]
    for address in [str(image["src"]), *re.findall(r"/media/\S+", str(widths))]:
        assert visitor.get(address).status_code == 200


@pytest.mark.parametrize("place", ["intro", "abstract", "bio"])
def test_every_markdown_may_hold_pictures(place: str, edition: Edition, visitor: FlaskClient) -> None:
    row = db.session.query(Section if place == "intro" else Keynote).first()
    setattr(row, place, f"![A tree]({take_in(picture()).address})")
    db.session.commit()
    assert len(page(visitor).select(".prose picture")) == 1


@pytest.mark.parametrize("source", ["/assets/gone.png", NONE, "https://elsewhere.example.org/p.png", "/media/none"])
def test_in_place_of_a_picture_that_is_not_there_stand_its_words(
    source: str, edition: Edition, visitor: FlaskClient
) -> None:
    write(f'See ![two <b>trees</b> & "a house"]({source}).')
    text = page(visitor).select_one("#text-1 .prose")
    assert text
    assert text.get_text().strip() == 'See two <b>trees</b> & "a house".'
    assert not text.select("img, b")


def test_a_rendition_that_a_text_names_itself_is_shown(edition: Edition, visitor: FlaskClient) -> None:
    name = take_in(picture()).renditions[0].name
    write(f"![A tree](/media/{name})")
    assert page(visitor).select(f"#text-1 img[src='/media/{name}'][alt='A tree']")


def test_what_looks_like_a_picture_inside_an_attribute_stays_there(app: Flask) -> None:
    html = pictured(
        """<a href="/x" title='<img src="/gone.png" alt="'>a</a> ![b](/gone.png) <a title="<img ">c</a>""", picture_at
    )
    tree = BeautifulSoup(html, "lxml")
    assert [link.get("title") for link in tree.select("a")] == ['<img src="/gone.png" alt="', "<img "]
    assert tree.get_text().split() == ["a", "b", "c"]


def test_pictures_in_texts_cost_no_query_each(edition: Edition, visitor: FlaskClient) -> None:
    addresses = [take_in(picture(size=(20, height))).address for height in range(10, 30)]
    write(f"![a]({addresses[0]})")
    one = queries_of(visitor, "/2024-miccai/")
    for section, address in zip(db.session.query(Section), reversed(addresses), strict=False):
        section.intro = f"![a]({address})"
    write("\n\n".join(f"![a]({address})" for address in [*addresses[:9], NONE, NONE[:-1] + "1"]))
    assert queries_of(visitor, "/2024-miccai/") == one


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A former site with a picture under three names, one that is damaged, and one beside it."""
    folder = tmp_path / "site/assets"
    folder.mkdir(parents=True)
    for name in ("a tree.png", "tree (1).png", "tree.png"):
        (folder / name).write_bytes(picture())
    (folder / "damaged.png").write_bytes(picture()[:200])
    (folder / "circle.png").symlink_to("circle.png")
    (tmp_path / "secret.png").write_bytes(picture())
    return tmp_path / "site"


def bring(site: Path, body: str, assets: Path | None) -> str:
    """Imports a page and gives the report."""
    file = site.parent / "2031.md"
    file.write_text(f"---\ntitle: T\n---\n{body}\n")
    return import_pages([file], replace=False, assets=assets)[0]


@pytest.mark.parametrize(
    "path", ["/assets/tree.png", "/assets/a%20tree.png", "/assets/tree%20(1).png", "/assets/tree.png?raw=1"]
)
def test_pictures_of_a_text_come_in_with_their_page(path: str, app: Flask, site: Path, visitor: FlaskClient) -> None:
    report = bring(site, f"## One\n\nA ![tree]({path}) and\n\n[![again]({path})](/x) here.", site)
    address = db.session.query(Picture).one().address
    assert db.session.query(Text).one().body.count(f"]({address})") == 2
    assert "brought in" not in report
    assert len(page(visitor, "/2031/").select(".prose picture")) == 2


def test_pictures_of_introductions_and_keynotes_come_in_too(app: Flask, site: Path) -> None:
    tree = "![tree](/assets/tree.png)"
    bring(
        site, f"## Keynotes\n\nHello {tree}\n\n### A Speaker\n\n{tree} A Speaker is.\n\n#### Title\n\nOn {tree}.", site
    )
    address = db.session.query(Picture).one().address
    keynote, section = db.session.query(Keynote).one(), db.session.query(Section).one()
    assert address in section.intro
    assert address in keynote.photo
    assert address in keynote.abstract


def test_an_upright_photo_that_comes_in_is_cut_above_its_middle(app: Flask, site: Path) -> None:
    (site / "assets/me.png").write_bytes(picture(size=(40, 80)))
    bring(
        site, "## Keynotes\n\n### Ann Lee\n\n![a](/assets/me.png) A.\n\n### Bob Roe\n\n![b](/assets/tree.png) B.", site
    )
    assert [row.crop for row in db.session.query(Keynote).order_by(Keynote.id)] == [25, 50]


MISSING = {
    "/assets/none.png": "No such file or directory",
    "/assets/damaged.png": "damaged",
    "/../secret.png": "it lies outside of the assets folder",
    "/assets/circle.png": "Too many levels of symbolic links",
    "/assets/%00.png": "a file cannot have this name",
    "/assets": "Is a directory",
}


@pytest.mark.parametrize("path", MISSING)
def test_a_picture_of_a_text_that_does_not_come_in_is_reported_once_and_its_words_are_shown(
    path: str, app: Flask, site: Path, visitor: FlaskClient
) -> None:
    report = bring(site, f"## One\n\nA ![tree]({path}) and ![tree]({path}).", site)
    assert report.count(f"The picture {path} was not imported: ") == 1
    assert MISSING[path] in report
    assert db.session.query(Picture).count() == 0
    text = page(visitor, "/2031/").select_one(".prose")
    assert text
    assert (text.get_text(), text.select("img")) == ("A tree and tree.", [])


def test_without_the_former_site_the_report_says_what_to_name(app: Flask, site: Path) -> None:
    report = bring(site, "## One\n\nA ![](/assets/tree.png) and ![two](/assets/none.png)", None)
    assert "The picture /assets/tree.png was not imported: name the root of its site with --assets." in report
    assert "The picture /assets/tree.png has no description" in report
    assert report.count("has no description") == 1
