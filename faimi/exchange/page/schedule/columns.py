"""What the columns of a schedule hold, by their headings or the classes of their boxes."""

import re

from bs4 import Tag

from faimi.exchange.page.recognise.times import find_times
from faimi.exchange.text_matching import word_list, words_of

COLUMNS = {
    "day": r"days?|dates?",
    "start": r"start|from|begin",
    "end": r"end|until|to|finish",
    "kind": r"(?:\w+ )?(?:kind|type)|format",
    "track": r"(?:track|stream)s?",
    "room": r"(?:room|hall|location|venue|where|place)s?",
    "time": r".*\b(?:time|when|hours?)\b.*",
    "text": r".*\b(?:speaker|presenter)s?\b.*\b(?:title|talk)\b.*|.*\b(?:title|talk)\b.*\b(?:speaker|presenter)s?\b.*",
    "speaker": r".*\b(?:speakers?|presenters?|authors?|who|names?)\b.*",
    "title": r".*\b(?:titles?|talks?|events?|what|topics?|activity|programme|program|session|presentation)\b.*",
}
KINDS = {
    "keynote": r"\b(?:keynote|plenary)\b",
    "break": r"\b(?:break|coffee|lunch|dinner|social)\b",
    "talk": r"\b(?:talks?|oral|spotlight|lecture|paper)\b",
    "other": r"\b(?:other|posters?|panel|discussion|session|opening|closing|welcome|awards?)\b",
}
RECORDING = {"recording", "recordings", "recorded", "video", "videos", "watch", "youtube", "vimeo"}
MAX_LINKS = 50  # in a row; each is seen beside the others
BESIDE_RECORDING = {"the", "a", "talk", "talks", "of", "on", "to", "here", "link", "full", "presentation", "session"}
BESIDE_RECORDING |= {"live", "now", "online", "part", "view", "see"}


def column_of(words: str) -> str:
    """The column that a heading names, or nothing."""
    return next((name for name, form in COLUMNS.items() if re.fullmatch(form, words[:80], re.I)), "")


def columns_of(heads: list[str]) -> dict[str, int]:
    """The places of the columns that have headings; beside another that holds titles, a session is a track.

    What is said to hold `both` speaker and title has its place by that name, too.
    """
    names = [column_of(head) for head in heads]
    if len([name for name in names if name in ("title", "text")]) > 1:
        tracks = [bool(re.fullmatch("sessions?", head, re.I)) for head in heads]
        names = ["track" if track else name for track, name in zip(tracks, names, strict=True)]
    columns: dict[str, int] = {}
    for place, name in enumerate(names):
        columns.setdefault(name, place)
    columns.pop("", None)
    return columns | ({"both": columns["text"]} if "text" in columns else {})


def kind_of(words: str) -> str:
    """The kind of a row that its cell names, or nothing."""
    return next((name for name, form in KINDS.items() if re.search(form, words, re.I)), "")


def take_recording(links: list[Tag]) -> str:
    """Takes the link to a talk's recording out of its row: one that says nothing else, as a title about videos does."""
    links = links[:MAX_LINKS]
    said = [set(word_list(words_of(link))) for link in links]
    found = [
        link
        for link, words in zip(links, said, strict=True)
        if words & RECORDING and not {word for word in words if not word.isdigit()} - RECORDING - BESIDE_RECORDING
        if not _begins(link)
    ]
    return str(found[0].extract().get("href", "")) if found else ""


def _begins(link: Tag) -> bool:
    """Whether a link begins what is said after a time, as a title does: words follow it that are no link."""
    before, after = (
        "".join(part.get_text() for part in parts if not isinstance(part, Tag) or part.name != "a")
        for parts in (reversed(list(link.previous_siblings)), link.next_siblings)
    )
    return not word_list(find_times(before)[1]) and bool(word_list(after))


def without_empty(text: str) -> str:
    """A text without brackets that have nothing left in them."""
    return re.sub(r"\s*(?:\(\s*\)|\[\s*\])", "", text)
