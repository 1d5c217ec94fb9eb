"""The picture that stands for a page where a link to it is shared."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image, ImageChops, ImageColor

from faimi.content import Edition
from faimi.content.accents import ACCENTS
from faimi.public import share
from tests import colours
from tests.exchange.making import STRANGE, make

WORD = "Donaudampfschifffahrt"
TITLES = ["AI", "Fairness of AI in Medical Imaging", "A long title of many words " * 11, WORD * 14, f"{WORD} " * 13]
TITLES += [STRANGE, "公平性", "«Größe»", "Œuvre Ångström ½ ℵ"]
FACTS = [{}, {"venue": "Marrakesh"}, {"starts_on": date(2031, 5, 1)}, {"tagline": "T" * 300, "venue": "A venue, " * 33}]
Box = tuple[int, int, int, int]


def drawn(edition: Edition) -> Image.Image:
    """The picture in colours."""
    picture = Image.open(BytesIO(share.as_png(edition)))
    assert (picture.format, picture.mode, picture.size) == ("PNG", "P", (1200, 630))
    return picture.convert("RGB")


def inked(picture: Image.Image) -> Box:
    """The box around everything that is not paper."""
    box = ImageChops.difference(picture, Image.new("RGB", picture.size, share.PAPER)).getbbox()
    assert box
    return box


@pytest.mark.parametrize("facts", FACTS, ids=["bare", "venue", "date", "all"])
@pytest.mark.parametrize("title", TITLES)
def test_no_text_reaches_beyond_the_margins(title: str, facts: dict[str, Any], app: Flask) -> None:
    made = make(title=title[:300], **facts)
    left, top, right, bottom = inked(drawn(made))
    assert left >= share.MARGIN_PX - 8
    assert top >= share.MARGIN_PX - 8
    assert right <= share.WIDTH - share.MARGIN_PX + 8
    assert bottom <= share.HEIGHT - share.MARGIN_PX + 16
    assert len(share.as_png(made)) < 60_000


@pytest.mark.parametrize("title", TITLES)
def test_the_words_stay_below_the_icon(title: str, app: Flask) -> None:
    made = make(title=title[:300], tagline="A tagline " * 30, venue="A venue " * 40, starts_on=date(2031, 5, 1))
    below_the_icon = share.MARGIN_PX + share.ICON_PX
    gap = drawn(made).crop((0, below_the_icon, share.WIDTH, below_the_icon + 10))
    assert ImageChops.difference(gap, Image.new("RGB", gap.size, share.PAPER)).getbbox() is None


@pytest.mark.parametrize("accent", ACCENTS)
def test_its_colours_are_the_pages(accent: str, app: Flask) -> None:
    tokens = colours.tokens(colours.hues()[accent])
    for name, colour in {"paper": share.PAPER, "ink": share.INK, "accent": ACCENTS[accent].on_paper}.items():
        expected = colours.srgb(colours.lab(tokens[name], tokens, dark=False))
        assert all(abs(a - b) <= 1 for a, b in zip(ImageColor.getrgb(colour), expected, strict=True)), name
    edge = share.MARGIN_PX
    icon = drawn(make(accent=accent)).crop((edge, edge, edge + 60, edge + 20))
    assert ImageColor.getrgb(ACCENTS[accent].on_paper) in {colour for _, colour in icon.getcolors(9999) or []}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Größe & Œuvre", "Größe & Œuvre"),
        ('Fu\u0308r "all" -- it\'s 5%', "Für “all” -- it’s 5%"),
        ("Čapek in Łódź", "Capek in Lódz"),
        ("FAIMI 2031 東京", "FAIMI 2031"),
        ("AI（公平）and R² 🎉 → more", "more"),
        ("公平性", ""),
        ("a\u0085b\u2029c\u202ed", "a b cd"),
    ],
)
def test_what_the_typeface_does_not_have_is_left_out(text: str, shown: str, app: Flask) -> None:
    assert share.drawable(text) == shown


def test_a_title_in_other_letters_gives_way_to_what_can_be_drawn(app: Flask) -> None:
    chinese = make(title="公平性", tagline="MICCAI 2031 北京")
    latin = make(slug="2032", title="MICCAI 2031")
    assert share.as_png(chinese) == share.as_png(latin)
    chinese.tagline, latin.title = "", "2031"
    assert share.as_png(chinese) == share.as_png(latin)


def test_the_same_masthead_gives_the_same_bytes_and_another_others(edition: Edition, visitor: FlaskClient) -> None:
    first, second = visitor.get("/2024-miccai/share.png"), visitor.get("/2024-miccai/share.png")
    assert first.mimetype == "image/png"
    assert first.data == second.data == share.as_png(edition)
    seen = {first.data}
    for name, value in {"title": "Other", "tagline": "Other", "venue": "Other", "starts_on": None}.items():
        setattr(edition, name, value)
        seen.add(share.as_png(edition))
    assert len(seen) == 5
