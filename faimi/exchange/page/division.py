"""Divides a page into sections: at its headings, and below these where another kind has a heading."""

from copy import copy
from itertools import pairwise

from bs4 import Tag

from faimi.exchange.draft import Report
from faimi.exchange.page.kinds import READERS, kinds_of
from faimi.exchange.page.kinds.reader import Passage
from faimi.exchange.page.recognise.times import edge_times
from faimi.exchange.page.schedule.lines import is_label
from faimi.exchange.page.schedule.reader import holds_timetable
from faimi.exchange.page.source.tree import HEADINGS
from faimi.exchange.text_matching import words_of

Part = tuple[Tag | None, list[Tag]]
LISTS = ("ul", "ol", "table", "dl")
MAX_KIND_WORDS = 6


def split_page(body: Tag) -> list[Part]:
    """Divides the page at its first and second level headings, and below these where another kind has a heading."""
    parts: list[Part] = [(None, [])]
    for block in body.find_all(True, recursive=False):
        if block.name in HEADINGS and not words_of(block) and not block.find(["a", "img"]):
            continue  # what a template would have filled in
        if block.name in ("h1", "h2"):
            parts.append((block, []))
        else:
            parts[-1][1].append(block)
    return [inner for heading, blocks in parts if heading or blocks for inner in _opened(heading, blocks)]


def _opened(heading: Tag | None, blocks: list[Tag]) -> list[Part]:
    """Divides a section at its sub-headings where what stands below one is of another kind than the section."""
    own = kinds_of(words_of(heading) if heading else "")
    levels = [block.name for block in blocks if block.name in HEADINGS]
    if not all(READERS[kind].opens for kind in own):
        return [(heading, blocks)]
    parts: list[Part] = [(heading, [])]
    for head, found in below(blocks, min(levels)) if levels else [(None, blocks)]:
        if head and (_is_other(head, found, own) or len(parts) > 1):
            parts.append((head, found))
        else:
            parts[-1][1].extend([head, *found] if head else found)
    if "keynote" in own:
        parts = [piece for part in parts for piece in _at_label(part, own)]
    return parts[1:] if len(parts) > 1 and not heading and not parts[0][1] else parts


def _is_other(head: Tag, found: list[Tag], own: list[str]) -> bool:
    """Whether a heading names a kind that its section is not of, and items of it stand below."""
    kinds = [kind for kind in kinds_of(words_of(head)) if kind not in own]
    titled = "keynote" in own and len(words_of(head).split()) > MAX_KIND_WORDS  # perhaps the title of a talk
    return bool(kinds) and "text" not in kinds and not titled and _holds(kinds, words_of(head), found, own)


def _at_label(part: Part, own: list[str]) -> list[Part]:
    """Divides a part where a line in bold, such as “Important dates”, heads a list of another kind at its end."""
    heading, blocks = part
    for n, (label, listed) in enumerate(pairwise(blocks)):
        ends = n + 2 == len(blocks) or blocks[n + 2].name in HEADINGS
        labelled = label.name == "p" and listed.name in LISTS and is_label(list(label.children))
        if ends and labelled and _is_other(label, [listed], own):
            after = [(blocks[n + 2], blocks[n + 3 :])] if n + 2 < len(blocks) else []
            return [(heading, blocks[:n]), (label, [listed]), *after]
    return [part]


def below(blocks: list[Tag], level: str) -> list[Part]:
    """The blocks below each heading of a level, and first those above them all."""
    groups: list[Part] = [(None, [])]
    for block in blocks:
        if block.name == level:
            groups.append((block, []))
        else:
            groups[-1][1].append(block)
    return groups


def _holds(kinds: list[str], heading: str, blocks: list[Tag], own: list[str]) -> bool:
    """Whether blocks hold items of one of the kinds; what has times belongs to the schedule it stands in."""
    if "slot" in own and (edge_times(heading)[0] or holds_timetable(blocks)):
        return False
    return any(
        READERS[kind].read(Passage(heading, [copy(block) for block in blocks], None, Report()))[1] for kind in kinds
    )
