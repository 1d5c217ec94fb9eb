"""Texts that people write: on one line, as words, and whether two mean the same."""

import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.fuzz import ratio

if TYPE_CHECKING:
    from bs4.element import PageElement

MIN_SIMILARITY = 85  # of two titles or names, from 0 to 100, that may well be meant as one
WORD = re.compile(r"\w+")
NOBODY = {"", "-", "--", "---", "–", "—", "tba", "tbd", "n/a"}


def squeeze(text: str) -> str:
    """The text on one line, with single spaces."""
    return " ".join(text.split())


def by_lines(text: str) -> str:
    """The text whose lines end as they do in a field of a form."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def words_of(element: "PageElement") -> str:
    """An element's text on one line."""
    return squeeze(element.get_text())


def word_list(text: str) -> list[str]:
    """A text's words in lower case, without what stands between them."""
    return WORD.findall(text.lower())


def cut(text: str, longest: int = 70) -> str:
    """A text for the report: on one line, and not too long to read there."""
    text = squeeze(text[: 4 * longest])
    return text if len(text) <= longest else f"{text[:longest].rstrip()}…"


def same(one: str, other: str) -> bool:
    """Whether two texts differ at most in case, spaces, quotation marks, dashes and a final stop."""
    return essence(one) == essence(other)


def nearest(text: str, others: Iterable[str]) -> str | None:
    """The one of some texts that is a text or nearly so, all of them as `essence` makes them; none where none is."""
    close = process.extractOne(text, [*others], scorer=ratio, score_cutoff=MIN_SIMILARITY)
    return close[0] if close else None


def near(one: str, other: str) -> bool:
    """Whether two texts are the same or nearly so."""
    return nearest(essence(one), [essence(other)]) is not None


def essence(text: str) -> str:
    """What is left of a text without case, surplus spaces, kinds of quotes and dashes, and a final stop."""
    return wording(text).casefold()


def wording(text: str) -> str:
    """What is left of a text without surplus spaces, kinds of quotes and dashes, and a final stop."""
    text = re.sub(r"[‘’‚‛'`´“”„‟\"]", "'", unicodedata.normalize("NFKC", text))
    return squeeze(re.sub(r"[‐‑‒–—−-]", "-", text)).rstrip(".")
