"""Reads keynotes: under one heading each, or several under one."""

import re
from typing import Any

from bs4 import Tag

from faimi.exchange.page.kinds.keynote_fields import LABEL, MAX_HEADING_CHARS, read_keynote
from faimi.exchange.page.kinds.reader import Reader
from faimi.exchange.page.recognise.names import begins_with_person, is_person
from faimi.exchange.page.source.tree import HEADINGS, lines_of, paragraph
from faimi.exchange.text_matching import NOBODY, words_of

KEYNOTE_HEADING = re.compile(r"\b(?:keynotes?|invited (?:talks?|speakers?))\b", re.I)
LABEL_SEPARATOR = re.compile(r"\s*[-–—:]\s+|\s+[-–—]\s*|\s+by\s+", re.I)
MIN_TITLE_WORDS = 4


def read_keynotes(heading: str, blocks: list[Tag]) -> tuple[str, list[dict[str, Any]], list[Tag]]:
    """The section's own heading, its keynotes, and what stands before the first."""
    blocks = [part for block in blocks for part in _by_label(block)]
    label, name = parted(heading)
    if name and name.lower() not in NOBODY:
        return label, [read_keynote(name, blocks)], []
    begins = _begins(blocks)
    parts: list[list[Tag]] = [[]]
    for place, block in enumerate(blocks):
        if place in begins:
            parts.append([])
        parts[-1].append(block)
    return heading, [_of_part(part) for part in parts[1:]], parts[0]


def parted(heading: str) -> tuple[str, str]:
    """Parts “FAIMI Keynote 1 - Name” or “Keynote by Name” into its label and the name."""
    heading = heading[:MAX_HEADING_CHARS]
    keynote = KEYNOTE_HEADING.search(heading)
    between = LABEL_SEPARATOR.search(heading, keynote.end()) if keynote else None
    return (heading[: between.start()].strip(), heading[between.end() :].strip()) if between else (heading, "")


def _by_label(block: Tag) -> list[Tag]:
    """Divides a paragraph whose lines begin with labels such as “Abstract:”."""
    for soft in (False, True):
        lines = lines_of(block, soft) if block.name == "p" else []
        texts = ["".join(part.get_text() for part in line) for line in lines]
        if len(lines) > 1 and any(LABEL.match(text) for text in texts):
            return [paragraph(line) for line in lines]
    return [block]


def _begins(blocks: list[Tag]) -> set[int]:
    """Where keynotes begin: at headings, at names in bold, or at the pictures directly above these."""
    heads = [n for n, block in enumerate(blocks) if block.name == "h3"]
    heads = heads or [n for n, block in enumerate(blocks) if block.name in HEADINGS and _is_name(words_of(block))]
    named = [n for n in heads if _is_name(words_of(blocks[n]))]
    if named:  # another heading is the title of the talk, if it is long enough for one
        heads = [n for n in heads if n in named or len(words_of(blocks[n]).split()) < MIN_TITLE_WORDS]
    bold = [n for n, block in enumerate(blocks) if _names(block)]
    if not heads or (bold and bold[0] < heads[0] and not named):
        heads = bold or [n for n, block in enumerate(blocks) if _introduces(block)]
    above = [n - 1 if n and _is_picture(blocks[n - 1]) else n for n in heads]
    return set(above if heads and above[0] != heads[0] else heads)


def _is_name(heading: str) -> bool:
    return bool(parted(heading)[1]) or begins_with_person(heading)


def _names(block: Tag) -> bool:
    """Whether a paragraph is a speaker's name in bold, with at most an affiliation after it."""
    bold = block.find(["b", "strong"]) if block.name == "p" else None
    text = words_of(block)
    name = words_of(bold) if bold else ""
    label = LABEL.match(name)
    after = re.fullmatch(r"\s*(?:[(,–—-].{0,120})?", text[len(name) :])
    return bool(name and not label) and text.startswith(name) and bool(after)


def _introduces(block: Tag) -> bool:
    """Whether a paragraph begins with a speaker's name in bold: “**Name** is a professor …”."""
    bold = block.find(["b", "strong"]) if block.name == "p" else None
    name = words_of(bold) if bold else ""
    return is_person(name) and words_of(block).startswith(name)


def _is_picture(block: Tag) -> bool:
    return block.name in ("p", "img", "a") and not words_of(block) and (block.name == "img" or bool(block.find("img")))


def _of_part(part: list[Tag]) -> dict[str, Any]:
    """Reads a keynote that begins with its speaker, or with the talk's title above the speaker's name in bold."""
    head = next(n for n, block in enumerate(part) if not _is_picture(block) or n == len(part) - 1)
    heading, before, after = part[head], part[:head], part[head + 1 :]
    name = parted(words_of(heading))[1] or words_of(heading)
    if heading.name == "p" and not _names(heading):
        bold = heading.find(["b", "strong"])
        return read_keynote(words_of(bold) if bold else "", part)
    if heading.name in HEADINGS and after and _names(after[0]):
        below = words_of(after[0])
        if begins_with_person(below) and (not begins_with_person(name) or (is_person(name) and not is_person(below))):
            return read_keynote(below, before + after[1:], name)
    return read_keynote(name, before + after)


READER = Reader(
    heading=r"\bkeynotes?\b|\bspeakers?\b|\binvited talks?\b",
    precedence=1,
    read=lambda passage: read_keynotes(passage.heading, passage.blocks),
    understood="keynote speaker by abstract bio biography about the short talk title topic summary affiliation",
)
