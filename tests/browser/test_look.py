"""An edition's own look: its accent, and what a browser makes of the colours."""

import pytest
from playwright.sync_api import expect

from faimi.content.accents import ACCENTS
from tests import colours
from tests.browser.conftest import Crowd

pytestmark = pytest.mark.browser
TOKENS = ("paper", "raised", "ink", "ink-soft", "rule-strong", "wrong", "accent", "on-accent", "tint")
BAND_TOKENS = ("hue-ink", "hue-line", "hue-tint")
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
