"""Where long texts fold."""

import pytest
from markupsafe import Markup

from faimi.content.folding import LEAST_FOLDED_CHARS, SHOWN_CHARS, split_to_fold
from faimi.content.prose import render, width

SENTENCE = "Models for health care are mostly built where data are plentiful. "
LONG = SENTENCE * 12


def whole(html: Markup) -> str:
    """All that a text says, without its markup."""
    return " ".join(html.striptags().split())


def test_a_short_text_does_not_fold() -> None:
    html = render("a " * ((SHOWN_CHARS + LEAST_FOLDED_CHARS) // 2 - 1))
    assert split_to_fold(html) == (html, "")


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        f"**Dr. Ann Lee** {LONG}",
        f"A [link]({'https://example.org/' + 'a' * 200}) {LONG}",
        f"*{SENTENCE.strip()}* {SENTENCE} {LONG}",
        f"{SENTENCE}\n\n{SENTENCE}\n\n{LONG}",
        f"- {SENTENCE}\n- {SENTENCE}\n\n{LONG}",
        f"Ångström &amp; R&D {LONG}",
        "模型大多建立在数据丰富的地方，然后应用于从未见过的患者。" * 24,
    ],
)
def test_a_long_text_folds_after_some_lines_between_words_and_loses_none(text: str) -> None:
    html = render(text)
    shown, folded = split_to_fold(html)
    assert 0 < width(shown.striptags()) <= SHOWN_CHARS + len(SENTENCE)
    assert whole(shown + " " + folded).replace(" ", "") == whole(html).replace(" ", "")
    for part in (shown, folded):
        assert part.count("<p") == part.count("</p>")
    assert folded.startswith('<p class="goes-on">') or shown.endswith(("</p>", "</ul>"))
    assert not shown.striptags().endswith("plentif")


def test_what_goes_on_reads_from_right_to_left_like_what_is_shown() -> None:
    _, folded = split_to_fold(render("نماذج الرعاية الصحية مبنية في الغالب حيث تتوفر البيانات " * 20))
    assert folded.startswith('<p class="goes-on" dir="auto">')


@pytest.mark.parametrize("text", ["a" * 2000, f"> {LONG}", f"- {LONG}", f"**{LONG.strip()}**"])
def test_a_text_with_no_place_to_cut_it_stays_whole(text: str) -> None:
    html = render(text)
    assert split_to_fold(html)[0].strip() == html.strip()
