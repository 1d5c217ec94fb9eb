"""An edition's own look: its accent, and what a browser makes of the colours."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from faimi import create_app
from faimi.content import Edition
from faimi.content.accents import ACCENTS
from faimi.extensions import db
from faimi.history.masthead import set_columns
from faimi.media import keep
from tests import colours
from tests.browser.conftest import Crowd, at_widths

pytestmark = pytest.mark.browser
TOKENS = ("paper", "raised", "ink", "ink-soft", "rule-strong", "wrong", "accent", "on-accent", "tint")
BAND_TOKENS = ("hue-ink", "hue-line", "hue-tint")
COLOUR = """words => {
  const canvas = document.createElement("canvas").getContext("2d");
  canvas.fillStyle = getComputedStyle(words).color;
  canvas.fillRect(0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
}"""
HIDE = """how => {
  const all = document.querySelectorAll(":is(.masthead, .poster) > :not(.header-picture), .glance > *");
  all.forEach((words) => { words.style.visibility = how; });
}"""
PAINTED = """([accent, step, names]) => {
  const place = Object.assign(document.createElement("p"), {className: step === null ? "" : `hue-${step}`});
  place.dataset.accent = accent;
  document.body.append(place);
  const canvas = Object.assign(document.createElement("canvas"), {width: names.length, height: 1}).getContext("2d");
  names.forEach((name, n) => {
    place.style.setProperty("color", `var(--${name})`);
    canvas.fillStyle = getComputedStyle(place).color;
    canvas.fillRect(n, 0, 1, 1);
  });
  place.remove();
  const data = [...canvas.getImageData(0, 0, names.length, 1).data];
  return names.map((_, n) => data.slice(4 * n, 4 * n + 3));
}"""


def test_a_browser_paints_the_colours_that_contrast_is_computed_from(crowd: Crowd) -> None:
    page = crowd.person().reads()
    for dark, more in ((False, False), (True, False), (False, True), (True, True)):
        page.emulate_media(color_scheme="dark" if dark else "light", contrast="more" if more else "no-preference")
        for accent in ACCENTS:
            step = list(ACCENTS).index(accent) % 9
            for band, names in ((None, TOKENS), (step, BAND_TOKENS)):
                known = colours.tokens(colours.hues()[accent], more=more, step=band)
                painted = page.evaluate(PAINTED, [accent, band, names])
                for name, shown in zip(names, painted, strict=True):
                    computed = colours.srgb(colours.lab(known[name], known, dark=dark))
                    assert all(abs(a - b) <= 1 for a, b in zip(shown, computed, strict=True)), (
                        accent,
                        name,
                        more,
                        dark,
                    )


def test_an_accent_is_seen_and_chosen_by_keys(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    masthead = page.locator("#edition-1")
    masthead.press("Enter")
    summary = masthead.locator(".folded summary")
    summary.press("Enter")
    page.keyboard.press("Tab")
    chosen = masthead.get_by_role("radio", checked=True)
    expect(chosen).to_be_focused()
    expect(chosen).to_have_accessible_name("Madder red")
    page.keyboard.press("ArrowRight")
    expect(chosen).to_have_accessible_name("Rust")
    expect(masthead.get_by_text("Rust")).to_be_visible()
    expect(masthead.get_by_text("Madder red")).to_be_hidden()
    dots = masthead.get_by_role("radio").evaluate_all(
        "all => all.map(dot => getComputedStyle(dot, '::before').backgroundColor)"
    )
    assert len(set(dots)) == len(ACCENTS) == 24
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Saved.")
    expect(page.locator("#edition-1.masthead")).to_have_attribute("data-accent", "rust")
    page.keyboard.press("Control+z")
    expect(page.locator("html")).to_have_attribute("data-accent", "madder")


def png(colour: str) -> bytes:
    """A picture of one colour."""
    out = BytesIO()
    Image.new("RGB", (1600, 700), colour).save(out, "PNG")
    return out.getvalue()


def least_contrast(words: Locator) -> float:
    """The contrast of words with the pixel behind them that hides them most."""
    colour, box, page = words.evaluate(COLOUR), words.bounding_box(), words.page
    assert box
    page.evaluate(HIDE, "hidden")
    behind = Image.open(BytesIO(page.screenshot(clip=box))).convert("RGB")
    page.evaluate(HIDE, "")
    seen: set[Any] = {*behind.get_flattened_data()}
    return min(colours.ratio(colour, ground) for ground in seen)


def test_words_over_a_header_picture_are_read_whatever_it_shows(crowd: Crowd, instance: Path) -> None:
    def put(colour: str) -> None:
        with create_app({"INSTANCE_PATH": instance}).app_context():
            address, edition = keep(png(colour)).address, db.session.query(Edition).one()
            seen = {"picture": address, "alt": "Marrakesh", "venue": "A venue of many words " * 9}
            set_columns(edition, seen | {"state": "current", "starts_on": "2999-01-01"}, None)
            db.engine.dispose()

    for colour in ("black", "white"):
        put(colour)
        page = crowd.person().reads()
        picture, title = page.get_by_role("img", name="Marrakesh"), page.locator("h1")
        picture.evaluate("picture => picture.decode()")
        for width in at_widths(page, 320, 1280):
            page.emulate_media(color_scheme="dark" if width == 320 else "light")
            for words in page.locator(".cover :is(h1, .eyebrow, .facts, dt, .zone):visible").all():
                assert least_contrast(words) >= 4.5, (colour, width)
        page.goto(f"{crowd.site}/")
        picture.evaluate("picture => picture.decode()")
        for width in at_widths(page, 320, 1280):
            for words in page.locator(".poster :is(.year, strong, .remembered, .parts > *)").all():
                assert least_contrast(words) >= 4.5, (colour, width)
        page = crowd.person().reads()
        picture, title = page.get_by_role("img", name="Marrakesh"), page.locator("h1")
    for media in ({"contrast": "more"}, {"forced_colors": "active"}, {"media": "print"}):
        page.emulate_media(**media)  # type: ignore[arg-type]  # one of its arguments each
        band, below = picture.bounding_box(), title.bounding_box()
        assert band
        assert below
        assert band["y"] + band["height"] <= below["y"], media
        page.emulate_media(media="null", contrast="null", forced_colors="null")
