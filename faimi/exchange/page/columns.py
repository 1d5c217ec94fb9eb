"""What the columns of a schedule hold, by their headings or the classes of their boxes."""

import re

from bs4 import Tag

from faimi.exchange.page.words import words_of

COLUMNS = {
    "start": r"start|from|begin",
    "end": r"end|until|to|finish",
    "time": r".*\b(?:time|when|hours?)\b.*",
    "text": r".*\b(?:speaker|presenter)s?\b.*\b(?:title|talk)\b.*|.*\b(?:title|talk)\b.*\b(?:speaker|presenter)s?\b.*",
    "speaker": r".*\b(?:speakers?|presenters?|authors?|who|names?)\b.*",
    "title": r".*\b(?:titles?|talks?|events?|what|topics?|activity|programme|program|session|presentation)\b.*",
}
RECORDING = re.compile(r"\b(?:recordings?|videos?|watch)\b", re.I)


def column_of(words: str) -> str:
    """Gives the column that a heading names, or nothing."""
    return next((name for name, form in COLUMNS.items() if re.fullmatch(form, words[:80], re.I)), "")


def take_recording(links: list[Tag]) -> str:
    """Takes the link to a talk's recording out of its row."""
    found = [link for link in links if RECORDING.search(words_of(link))]
    return str(found[0].extract().get("href", "")) if found else ""


def without_empty(text: str) -> str:
    """Gives a text without brackets that have nothing left in them."""
    return re.sub(r"\s*(?:\(\s*\)|\[\s*\])", "", text)
