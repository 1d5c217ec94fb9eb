"""Reads a section of a page as the kind that its heading names."""

import re
from collections.abc import Sequence
from copy import copy

from bs4 import Tag
from bs4.element import PageElement

from faimi.exchange.draft import DraftSection, Report
from faimi.exchange.page.division import Part, below, split_page
from faimi.exchange.page.kinds import READERS, kinds_of
from faimi.exchange.page.kinds.award import without_repeated_awards
from faimi.exchange.page.kinds.reader import Passage
from faimi.exchange.page.kinds.text import read_text
from faimi.exchange.page.report.coverage import report_missing, shown_on_page
from faimi.exchange.page.schedule.reader import holds_timetable
from faimi.exchange.page.source.html_to_markdown import to_markdown
from faimi.exchange.page.source.tree import paragraph
from faimi.exchange.text_matching import cut, squeeze, words_of

PRESENTED = re.compile(r"\b(?:poster|oral|spotlight)s?\b", re.I)
OF_EVENT = re.compile(r"\b(?:workshop|symposium|conference|tutorial|challenge|meeting|call)\b", re.I)
MAX_TITLE_WORDS = 5


def read_sections(body: Tag, year: int | None, report: Report, kind: str = "", title: str = "") -> list[DraftSection]:
    """Reads the sections of a page, or of a part of it; a `kind` that is known goes before what the headings say.

    Where they say nothing, the page's `title` may name the kind, if it is short and of no event: “Accepted papers”.
    """
    parts = split_page(body)
    of_page = kinds_of(title) if len(title.split()) <= MAX_TITLE_WORDS and not OF_EVENT.search(title) else []
    names = [words_of(heading).lower() for heading, _ in parts if heading]
    opening = "Introduction" if "about" in names else "About"
    sections: list[DraftSection] = []
    for heading, blocks in parts:
        if heading is None:
            report.unsure(f"What stands before the first heading is a section of its own, called “{opening}”.")
        former_anchor = str(heading.get("id") or "") if heading else ""
        made = read_section(heading, blocks, year, report, kind, of_page)
        for section in made[:1]:
            section.former_anchor = former_anchor
        sections += made
    for section in sections:
        section.heading = section.heading or opening
    without_repeated_awards(sections, report)
    return sections


def read_section(
    heading: Tag | None,
    blocks: list[Tag],
    year: int | None,
    report: Report,
    kind: str = "",
    of_page: Sequence[str] = (),
) -> list[DraftSection]:
    """Reads a section; people in groups under headings of their own make a section each."""
    title = words_of(heading) if heading else ""
    report.source.enter(title)
    shown = shown_on_page(heading, blocks)
    if heading is not None and (more := list[PageElement](heading.find_all(["a", "img"]))):
        report.unsure(f"“{title}”: links and pictures of a heading stand below it now.", title)
        blocks = [paragraph(more), *blocks]
    kinds = [kind] if kind in READERS else kinds_of(title)
    sections = _read_as(title, kinds, blocks, year, report) if kinds or not of_page else []
    sections = sections or _by_title(title, of_page, blocks, year, report)
    report_missing(shown, sections, report)
    return sections


def _read_as(heading: str, kinds: list[str], blocks: list[Tag], year: int | None, report: Report) -> list[DraftSection]:
    """Tries kinds; what is none of them is text."""
    if (not kinds or (kinds == ["paper"] and PRESENTED.search(heading))) and holds_timetable(blocks):
        kinds = ["slot"]
    for kind in kinds if "text" not in kinds else []:
        if heads := _groups_at(kind, heading, blocks):
            return _groups(kind, heading, below(blocks, heads[0].name), report)
        own, items, rest = READERS[kind].read(Passage(heading, blocks, year, report))
        if items:
            section = DraftSection(kind, own, heading, to_markdown(rest), items)
            if section.intro:
                report.unsure(f"“{own}”: kept as its introduction: “{cut(section.intro)}”", squeeze(rest[0].get_text()))
            return [section]
    if kinds and "text" not in kinds:
        report.unsure(f"“{heading}” was read as text: nothing in it looks like its heading says.", heading)
    return [_text(Passage(heading, blocks, year, report))]


def _by_title(
    heading: str, kinds: Sequence[str], blocks: list[Tag], year: int | None, report: Report
) -> list[DraftSection]:
    """Reads a section whose heading names no kind as the page's title says, if it holds more than one such item."""
    trial = _read_as(heading, [*kinds], [copy(block) for block in blocks], year, Report())
    items = [item for section in trial if section.kind in kinds for item in section.items if item.get("authors", True)]
    return _read_as(heading, [*kinds] if len(items) > 1 else [], blocks, year, report)


def _text(passage: Passage) -> DraftSection:
    return DraftSection("text", passage.heading, passage.heading, "", read_text(passage))


def _groups_at(kind: str, heading: str, blocks: list[Tag]) -> list[Tag]:
    """The headings that divide a kind's items into groups, if there are such."""
    reader, names = READERS[kind], [block.name for block in blocks]
    heads = reader.group_headings(blocks) if reader.group_headings else []
    copies = [copy(block) for block in blocks if not any(block is head for head in heads)]
    if heads and reader.read(Passage(heading, copies, None, Report()))[1]:
        return heads
    for block, name in zip(blocks, names, strict=True):  # what was taken for a heading is a paragraph again
        block.name = name
    return []


def _groups(kind: str, heading: str, groups: list[Part], report: Report) -> list[DraftSection]:
    """Reads items under headings such as “General chairs” or “Posters”, each group as a section."""
    sections: list[DraftSection] = []
    for head, own in groups:
        passage = Passage(f"{heading}: {words_of(head)}" if head else heading, own, None, report)
        _, items, rest = READERS[kind].read(passage) if own else ("", [], [])
        if items:
            sections.append(DraftSection(kind, passage.heading, passage.heading, to_markdown(rest), items))
        elif own or head:
            sections.append(_text(passage))
    report.unsure(f"“{heading}” has {len(sections)} groups: each is a section of its own.", heading)
    return sections
