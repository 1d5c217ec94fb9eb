"""Reads lists of papers."""

import re
from copy import copy
from itertools import pairwise

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from faimi.exchange.draft import Report
from faimi.exchange.page.kinds.literature import is_literature
from faimi.exchange.page.kinds.paper_line import PROSE, papers_in, plain_paper
from faimi.exchange.page.kinds.paper_rules import ET_AL_RULES, Papers
from faimi.exchange.page.kinds.paper_table import read_definitions, read_paper_table
from faimi.exchange.page.kinds.reader import Passage, Reader
from faimi.exchange.page.recognise.names import are_people
from faimi.exchange.page.recognise.rules import first_reading
from faimi.exchange.page.schedule.lines import is_label
from faimi.exchange.page.source.inline_markup import runs_of
from faimi.exchange.page.source.tree import HEADINGS, Line, lines_of, put_back, text_of, topmost_headings
from faimi.exchange.text_matching import cut, words_of

GROUP = re.compile(
    r"^(?:\w+ ){0,2}(?:orals?|posters?|spotlights?|papers|abstracts|talks|presentations|demos?)\W*$", re.I
)
BY = re.compile(r"^\W*by\s+", re.I)
LIST_TAGS, READ_TAGS = ("ul", "ol"), ("p", "ul", "ol", "table")


def read_papers(blocks: list[Tag], report: Report) -> tuple[Papers, list[Tag]]:
    """Reads “Author, et al.: *Title* [Link](…)”, one or several in a paragraph; gives papers and what is none."""
    papers: Papers = []
    rest: list[Tag] = []
    for block in blocks:
        found = read_paper_table(block) if block.name == "table" else []
        found = read_definitions(block) if block.name == "dl" else found
        if found or block.name not in READ_TAGS:
            papers += found
            rest += [] if found else [block]
            continue
        listed = block.name in LIST_TAGS
        lines = _entries(block) if listed else lines_of(block) if block.name == "table" else []
        lines = lines or _divided(block, bool(papers))
        unread: list[Line] = []
        for line in lines:
            found = papers_in(runs_of(line), listed) or _guessed(line, listed, bool(papers), report)
            papers += found
            unread += [] if found else [line]
        rest += put_back(block, unread, len(unread) == len(lines))
    return papers, rest


def _entries(block: Tag) -> list[Line]:
    """The lines of a list; names on a line below a title, in a paragraph of its entry, belong to the title's line."""
    lines: list[Line] = []
    for entry in block.find_all("li", recursive=False):
        alone = BeautifulSoup("", "lxml").new_tag("ul")
        alone.append(copy(entry))
        own: list[Line] = []
        for line in lines_of(alone):
            joined = own and not are_people(text_of(own[-1])) and are_people(BY.sub("", text_of(line)))
            if joined:
                own[-1] = [*own[-1], NavigableString(" "), *line]
            else:
                own.append(line)
        lines += own
    return lines


def _divided(block: Tag, among: bool) -> list[Line]:
    """A paragraph's lines: those of its source, where they hold more papers, or words that are no names."""

    def found_in(line: Line) -> Papers:
        return papers_in(runs_of(line), False) or _guessed(line, False, among, Report())

    lines, whole = lines_of(block), list(block.children)
    if 1 < len(lines) <= 3 and not any(papers_in(runs_of(line), False) for line in lines):
        lines = [whole] if papers_in(runs_of(whole), False) else lines
    apart = lines_of(block, soft=True)
    together = [paper for line in lines for paper in found_in(line)] if len(apart) > len(lines) else []
    if not together:
        return lines
    found = [found_in(line) for line in apart]
    prose = [
        text for line, papers in zip(apart, found, strict=True) if not papers and PROSE.search(text := text_of(line))
    ]
    more = sum(map(len, found)) - len(together)
    led = any(text in paper["authors"] for paper in together for text in prose)
    return apart if more > 0 or (more == 0 and led) else lines


def _guessed(line: Line, listed: bool, among: bool, report: Report) -> Papers:
    """Reads a line in which no title is set as one."""
    text = text_of(line)
    found = first_reading(ET_AL_RULES, text) if among or listed else None
    paper = found[0] if found else plain_paper(runs_of(line), listed)
    if not paper:
        return []
    report.unsure(f"“{cut(paper['title'])}” is taken as a title, though it is not set as one.", text)
    return [paper]


def _read(passage: Passage) -> tuple[str, Papers, list[Tag]]:
    """The papers of a section; of one that lists literature none, so that its text and links stay."""
    if is_literature(passage.heading, passage.blocks):
        return passage.heading, [], passage.blocks
    return (passage.heading, *read_papers(passage.blocks, passage.report))


def group_headings(blocks: list[Tag]) -> list[Tag]:
    """The headings that divide papers, such as “Posters”; a label in bold above a list becomes one."""
    for label, following in pairwise(blocks):
        listed = following.name in ("ul", "ol", "table") or GROUP.search(words_of(label))
        if listed and label.name == "p" and is_label(list(label.children)):
            label.name = HEADINGS[-1]
    return topmost_headings(blocks)


READER = Reader(
    heading=r"\bpapers\b|\baccepted (?:\w+ )?(?:abstracts|contributions|posters|submissions|works?)\b|"
    r"^\W*(?:(?:list of|all|our)\s+)?(?:(?:posters|orals|spotlights)(?: list| presentations)?|"
    r"(?:poster|oral|spotlight)s? (?:list|presentations|papers)|poster session)\W*$",
    precedence=5,
    read=_read,
    group_headings=group_headings,
    opens=True,
    understood="link links pdf code github arxiv paper doi title authors author by",
)
