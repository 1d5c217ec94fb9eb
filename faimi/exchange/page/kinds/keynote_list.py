"""Reads speakers that stand in a list, one an entry."""

import re
from typing import Any

from bs4 import Tag

from faimi.exchange.page.kinds.keynote_fields import read_keynote, speaker_of
from faimi.exchange.page.recognise.names import NO_WORD, is_person, may_be_people
from faimi.exchange.page.source.tree import BLOCKS, paragraph, split_lines, tags_of, text_of
from faimi.exchange.text_matching import words_of

OPEN = re.compile(
    r"(?:tba|tbd|more|others?|further|and|to be)\b.*|.{0,40}\b(?:tba|tbd|to be (?:announced|confirmed))\b\W*", re.I
)
QUOTED = re.compile(r"[\s:,–—-]*[“\"](?P<title>[^“”\"]{3,300})[”\"]\W*$")
EDGE_CHARS = " :;,.–—-"


def read_speakers(block: Tag) -> tuple[list[dict[str, Any]], list[Tag]]:
    """The speakers of a list, each with what stands below the name, and the rest; none where an entry is no person."""
    entries = block.find_all("li", recursive=False) if block.name in ("ul", "ol") else []
    read = [(entry, _of_entry(entry)) for entry in entries]
    left = [entry for entry, keynote in read if not keynote]
    if not any(keynote for _, keynote in read) or not all(OPEN.match(words_of(entry)) for entry in left):
        return [], [block]
    return [keynote for _, keynote in read if keynote], [paragraph(list(entry.children)) for entry in left]


def _of_entry(entry: Tag) -> dict[str, Any] | None:
    """Reads “Name, Place: *Title*” and the lines below it."""
    own = [part for part in entry.children if not (isinstance(part, Tag) and part.name in BLOCKS)]
    blocks = [part for part in entry.children if isinstance(part, Tag) and part.name in BLOCKS]
    lines = split_lines(own)
    if not lines and blocks and blocks[0].name == "p":
        lines, blocks = split_lines(blocks[0].children), blocks[1:]
    if not lines:
        return None
    text = text_of(lines[0])
    apart = next((words_of(tag) for tag in tags_of(lines[0], "em", "i") if len(words_of(tag).split()) > 1), "")
    quoted = QUOTED.search(text)
    title = quoted["title"] if quoted else apart if apart and text.endswith(apart) and NO_WORD.search(apart) else ""
    head = (text[: quoted.start()] if quoted else text.removesuffix(title)).strip(EDGE_CHARS)
    bold = next((words_of(tag) for tag in tags_of(lines[0], "b", "strong", "a")), "")
    name = speaker_of(head)[0]
    if not is_person(name) and not (bold and bold.startswith(name) and may_be_people(name)):
        return None
    return read_keynote(head, [*map(paragraph, lines[1:]), *blocks], title)
