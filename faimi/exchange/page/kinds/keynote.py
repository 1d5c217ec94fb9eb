"""Reads keynotes: under one heading each, or several under one."""

import re
from copy import copy
from itertools import pairwise
from typing import Any

from bs4 import Tag

from faimi.exchange.page.kinds.keynote_fields import LABEL, read_keynote
from faimi.exchange.page.kinds.keynote_list import read_speakers
from faimi.exchange.page.kinds.keynote_start import (
    NUMBERED,
    OTHER,
    head_titles,
    is_alone,
    is_name,
    is_picture,
    names_speaker,
    parted,
    speaker_line,
    starts_of,
)
from faimi.exchange.page.kinds.reader import Reader
from faimi.exchange.page.recognise.names import begins_with_person, is_person, may_be_people
from faimi.exchange.page.source.tree import HEADINGS, lines_of, paragraph, text_of
from faimi.exchange.text_matching import NOBODY, words_of

Keynotes = list[dict[str, Any]]


def read_keynotes(heading: str, blocks: list[Tag]) -> tuple[str, Keynotes, list[Tag]]:
    """The section's own heading, its keynotes, and what belongs to none of them."""
    whole, blocks = blocks, [part for block in blocks for part in _by_line(copy(block))]
    head_titles(blocks)
    label, name = parted(heading)
    if name and name.lower() not in NOBODY:
        if begins_with_person(name) or may_be_people(re.split(r"[,(:]|\s[–—-]\s", name)[0].strip()):
            return label, [read_keynote(name, blocks)], []
        heads = [n for n, block in enumerate(blocks[:2]) if names_speaker(block)]
        if heads:  # the heading has the title
            speaker = speaker_line(blocks[heads[0]])
            return label, [read_keynote(speaker, blocks[: heads[0]] + blocks[heads[0] + 1 :], name)], []
        return heading, [], whole
    starts = starts_of(blocks)
    first = min((n for n, is_keynote in starts.items() if is_keynote), default=len(blocks))
    keynotes, rest = _listed(blocks) if not starts else ([], blocks[:first])
    for start, end in pairwise([*sorted(n for n in starts if n >= first), len(blocks)]):
        part = [block for block in blocks[start:end] if not is_alone(block)]
        if starts[start]:
            keynotes.append(_of_part(part))
        else:
            rest += part
    return (heading, keynotes, [block for block in rest if not is_alone(block)]) if keynotes else (heading, [], whole)


def _listed(blocks: list[Tag]) -> tuple[Keynotes, list[Tag]]:
    """The speakers of lists, but of those below a heading of another kind, and the rest."""
    keynotes: Keynotes = []
    rest: list[Tag] = []
    head = ""
    for block in blocks:
        head = words_of(block) if block.name in HEADINGS else head
        found, left = ([], [block]) if OTHER.search(head) else read_speakers(block)
        keynotes += found
        rest += left
    return keynotes, rest


def _by_line(block: Tag) -> list[Tag]:
    """Divides a paragraph whose lines begin with labels such as “Abstract:”, or whose first or all are speakers."""
    for soft in (False, True):
        lines = lines_of(block, soft) if block.name == "p" else []
        texts = [text for line in lines if (text := text_of(line))]
        if len(texts) < 2:
            continue
        bold = block.find(["b", "strong"])
        named = bold and words_of(bold) == texts[0] and begins_with_person(words_of(bold))
        each = all(names_speaker(paragraph([copy(part) for part in line])) for line in lines)
        if named or each or any(LABEL.match(text) for text in texts):
            return [paragraph(line) for line in lines]
    return [block]


def _of_part(part: list[Tag]) -> dict[str, Any]:
    """Reads a keynote that begins with its speaker, or with the talk's title above the speaker's name."""
    head = next(n for n, block in enumerate(part) if not is_picture(block) or n == len(part) - 1)
    heading, before, after = part[head], part[:head], part[head + 1 :]
    name = NUMBERED.sub("", parted(words_of(heading))[1] or speaker_line(heading))
    if heading.name == "p" and not names_speaker(heading):
        bold = heading.find(["b", "strong"])
        return read_keynote(words_of(bold) if bold else "", part)
    place = next((n for n, block in enumerate(after) if not is_picture(block)), len(after))
    if heading.name in HEADINGS and place < len(after) and names_speaker(after[place]):
        below = speaker_line(after[place])
        if not is_name(heading) or (is_person(name) and not is_person(below)):
            return read_keynote(below, before + after[:place] + after[place + 1 :], name)
    return read_keynote(name, before + after)


READER = Reader(
    heading=r"\bkeynotes?\b|\bspeakers?\b|\binvited talks?\b",
    precedence=1,
    read=lambda passage: read_keynotes(passage.heading, passage.blocks),
    opens=True,
    understood="keynote speaker by abstract bio biography about the short talk title topic summary affiliation invited",
)
