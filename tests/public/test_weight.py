"""How much a visit to a page asks for; `make budget` measures the same in a browser."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

import faimi
from faimi.content import Edition
from faimi.content.awards import Award
from faimi.content.keynotes import Keynote
from faimi.content.text import Text
from faimi.extensions import db
from faimi.media import take_in
from tests.conftest import SLUG
from tests.media.test_media import picture

COMPRESSED = {"Accept-Encoding": "br, gzip"}
KB = 1000
HEADERS = 400  # bytes, about, of an answer
FONTS = Path(faimi.__file__).parent / "static" / "fonts"


@pytest.fixture(autouse=True)
def photos(edition: Edition) -> None:
    """Has a picture wherever the edition may have one."""
    address = take_in(picture(size=(600, 750))).address
    for rows, column in ((Keynote, "photo"), (Award, "photo"), (Text, "picture")):
        for row in db.session.query(rows):
            setattr(row, column, address)
    db.session.query(Text).first().body = f"![A tree]({address})"  # type: ignore[union-attr]  # the sample has some
    db.session.commit()


def weight(visitor: FlaskClient, path: str) -> int:
    """The bytes of an answer as they are compressed."""
    return len(visitor.get(path, headers=COMPRESSED).data)


@pytest.mark.parametrize("path", ["/", f"/{SLUG}/", f"/{SLUG}/paper/1/", f"/{SLUG}/schedule/"])
def test_a_page_asks_for_few_files_beside_its_pictures_all_of_them_light(path: str, visitor: FlaskClient) -> None:
    tree = BeautifulSoup(visitor.get(path).text, "lxml")
    loaded = [str(link["href"]) for link in tree.select("link[rel=stylesheet], link[rel=preload], link[rel=icon]")]
    scripts = [str(script["src"]) for script in tree.select("script[src]")]
    assert len(loaded + scripts) <= (4 if path == f"/{SLUG}/" else 5)
    assert weight(visitor, path) < 15 * KB
    css = sum(weight(visitor, name) for name in loaded if name.endswith(".css"))
    assert css < (8 if path == f"/{SLUG}/" else 10) * KB
    assert sum(weight(visitor, name) for name in scripts) < 6 * KB
    assert sum(weight(visitor, name) for name in loaded) - css < 24 * KB


def test_the_typeface_is_light_at_first_and_in_all() -> None:
    sizes = {file.name: file.stat().st_size for file in FONTS.glob("*.woff2")}
    assert sizes["newsreader.woff2"] < 24 * KB
    assert sum(sizes.values()) < 45 * KB - len(sizes) * HEADERS


def test_every_picture_says_its_size_and_waits_until_it_is_near(visitor: FlaskClient) -> None:
    images = BeautifulSoup(visitor.get(f"/{SLUG}/").text, "lxml").select("img")
    assert len(images) >= 8
    assert all(int(str(image["width"])) > 0 and int(str(image["height"])) > 0 for image in images)
    assert {(image["loading"], image["decoding"]) for image in images} == {("lazy", "async")}


def test_a_person_is_one_file_in_the_keynotes_and_in_the_schedule(visitor: FlaskClient) -> None:
    portraits = BeautifulSoup(visitor.get(f"/{SLUG}/").text, "lxml").select(".portrait source")
    assert len(portraits) == 4
    assert len({(source["srcset"], source["sizes"]) for source in portraits}) == 1
