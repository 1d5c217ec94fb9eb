"""What is written and drawn in the site's colours can be read, under each accent, scheme and screen."""

import re
from typing import NamedTuple

import pytest

from faimi.content.accents import ACCENTS
from tests import colours

Pairs = list[tuple[str, str]]
TEXT = [  # on which ground: all pairs that the style sheets use
    *[(ink, ground) for ink in ("ink", "ink-soft", "accent", "wrong") for ground in ("paper", "raised", "tint")],
    ("on-accent", "accent"),
    *[(ink, ground) for ink in ("ink", "accent") for ground in ("chosen", "present")],
    ("ink", "poster"),
    *[(ink, ground) for ink in ("ink", "ink-soft") for ground in ("wrong-ground", "break-ground")],
    ("wrong", "wrong-ground"),
]
LINES = [(line, ground) for line in ("accent", "rule-strong", "wrong") for ground in ("paper", "raised")]
BAND_TEXT = [(ink, ground) for ink in ("hue-ink", "ink") for ground in ("paper", "raised", "hue-tint")]
BAND_TEXT += [(ink, "band-ground") for ink in ("hue-ink", "ink", "ink-soft", "accent")]
BAND_LINES = [("hue-line", "paper")]
MIXED = {  # what the style sheets mix in place
    "chosen": "color-mix(in oklab, var(--accent) 16%, var(--paper))",
    "perforation": "color-mix(in oklab, var(--accent) 30%, var(--paper))",  # a dashed hairline
    "poster": "color-mix(in oklab, var(--accent) 26%, var(--paper))",  # in the dark scheme
    "present": "color-mix(in oklab, var(--accent) 12%, var(--paper))",
    "wrong-ground": "color-mix(in oklab, var(--wrong) 9%, var(--paper))",
    "break-ground": "color-mix(in oklab, var(--rule) 30%, var(--paper))",
    "band-ground": "color-mix(in oklab, var(--hue-tint, var(--rule)) 40%, var(--paper))",
}
BARE = {
    "h",
    "hue",
    "rule",
    "logo-ground",
    "scrim",
    "underline",
}  # hairlines, the grounds of logos and over a picture (measured in pixels elsewhere), and what adds to a link's words


class Scheme(NamedTuple):
    """Under what a page is looked at."""

    accent: str
    more: bool
    dark: bool

    def worst(self, pairs: Pairs, step: int | None = None) -> tuple[float, str]:
        """The lowest contrast of all pairs on either screen, and of which."""
        known = colours.tokens(colours.hues()[self.accent], more=self.more, step=step) | MIXED
        lab = {name: colours.lab(known[name], known, dark=self.dark) for pair in pairs for name in pair}
        return min(
            (colours.contrast(lab[one], lab[ground], gamut), f"{one} on {ground}")
            for one, ground in pairs
            for gamut in ("srgb", "p3")
        )


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("more", [False, True], ids=["usual", "more contrast"])
@pytest.mark.parametrize("accent", ACCENTS)
def test_every_text_and_line_is_seen(accent: str, more: bool, dark: bool) -> None:
    scheme, text, lines = Scheme(accent, more, dark), 7 if more else 4.5, 4.5 if more else 3
    assert scheme.worst(TEXT) >= (text, "")
    assert scheme.worst(LINES) >= (lines, "")
    for step in range(9):
        assert scheme.worst(BAND_TEXT, step) >= (text, ""), step
        assert scheme.worst(BAND_LINES, step) >= (lines, ""), step


def test_every_colour_of_the_style_sheet_is_looked_at() -> None:
    told = colours.tokens(25, step=0)
    shown = {name for name, value in told.items() if re.match(r"(light-dark|oklch|color-mix)\(", value)}
    looked_at = {name for pair in TEXT + LINES + BAND_TEXT + BAND_LINES for name in pair}
    assert shown - looked_at - BARE == set()
    sheets = "".join(path.read_text() for path in colours.CSS.glob("*.css"))
    mixed = set(re.findall(r"color-mix\(in oklab, var\(--(?!ink).*? \d+%, var\(--paper\)\)", sheets))
    assert mixed - {told["tint"]} == set(MIXED.values())
    assert set(colours.hues()) == set(ACCENTS)
    apart = sorted(colours.hues().values())
    assert len(apart) == 24
    assert min(after - before for before, after in zip(apart, [*apart[1:], apart[0] + 360], strict=True)) >= 11
