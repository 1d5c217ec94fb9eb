"""Reads a section of a page as the kind that its heading names."""

import re
from copy import copy
from itertools import pairwise
from typing import Any

from bs4 import Tag
from bs4.element import PageElement

from faimi.exchange.draft import DraftSection, Report
from faimi.exchange.page import division
from faimi.exchange.page.division import Part, below
from faimi.exchange.page.kinds import items_of, kinds_of
from faimi.exchange.page.recognise.names import is_person
from faimi.exchange.page.report import coverage as kept
from faimi.exchange.page.schedule import reader as schedule
from faimi.exchange.page.schedule.lines import is_label
from faimi.exchange.page.source.html_to_markdown import markdown
from faimi.exchange.page.source.tree import HEADINGS, paragraph
from faimi.exchange.words import cut, essence, squeeze, words_of

GROUP = re.compile(
    r"^(?:\w+ ){0,2}(?:orals?|posters?|spotlights?|papers|abstracts|talks|presentations|demos?)\W*$", re.I
)


def read_all(body: Tag, year: int | None, report: Report, kind: str = "") -> list[DraftSection]:
    """Reads the sections of a page, or of a part of it; a `kind` that is known goes before what the headings say."""
    parts = division.split(body)
    names = [words_of(heading).lower() for heading, _ in parts if heading]
    opening = "Introduction" if "about" in names else "About"
    sections: list[DraftSection] = []
    for heading, blocks in parts:
        if heading is None:
            report.unsure(f"What stands before the first heading is a section of its own, called “{opening}”.")
        sections += read(heading, blocks, year, report, kind)
    for section in sections:
        section.heading = section.heading or opening
    without_repeated_awards(sections, report)
    return sections


def read(
    heading: Tag | None, blocks: list[Tag], year: int | None, report: Report, kind: str = ""
) -> list[DraftSection]:
    """Reads a section; people in groups under headings of their own make a section each."""
    title = words_of(heading) if heading else ""
    report.source.enter(title)
    page = kept.seen(heading, blocks)
    if heading is not None and (more := list[PageElement](heading.find_all(["a", "img"]))):
        report.unsure(f"“{title}”: links and pictures of a heading stand below it now.", title)
        blocks = [paragraph(more), *blocks]
    sections = _read(title, [kind] if kind else kinds_of(title), blocks, year, report)
    kept.report_missing(page, sections, report)
    return sections


def _read(heading: str, kinds: list[str], blocks: list[Tag], year: int | None, report: Report) -> list[DraftSection]:
    """Tries kinds; what is none of them is text."""
    if not kinds and schedule.timed(blocks):
        kinds = ["slot"]
    for kind in kinds if "text" not in kinds else []:
        if kind in ("organizer", "paper") and (level := _divides(kind, blocks)):
            return _groups(kind, heading, below(blocks, level), report)
        own, items, rest = items_of(kind, heading, blocks, year, report)
        if items:
            section = DraftSection(kind, own, heading, markdown(rest), items)
            if section.intro:
                report.unsure(f"“{own}”: kept as its introduction: “{cut(section.intro)}”", squeeze(rest[0].get_text()))
            return [section]
    if kinds and "text" not in kinds:
        report.unsure(f"“{heading}” was read as text: nothing in it looks like its heading says.", heading)
    return [_text(heading, heading, blocks, report)]


def _divides(kind: str, blocks: list[Tag]) -> str:
    """Gives the level of the headings that divide people or papers into groups, if there are such."""
    for label, following in pairwise(blocks) if kind == "paper" else ():
        listed = following.name in ("ul", "ol", "table") or GROUP.search(words_of(label))
        if listed and label.name == "p" and is_label(list(label.children)):
            label.name = HEADINGS[-1]
    levels = [block.name for block in blocks if block.name in HEADINGS]
    heads = [block for block in blocks if levels and block.name == min(levels)]
    if not heads or (kind == "organizer" and all(is_person(words_of(head)) for head in heads)):
        return ""
    items = items_of(kind, "", [copy(block) for block in blocks if block.name not in HEADINGS], None, Report())[1]
    return min(levels) if items else ""


def _groups(kind: str, heading: str, groups: list[Part], report: Report) -> list[DraftSection]:
    """Reads items under headings such as “General chairs” or “Posters”, each group as a section."""
    sections: list[DraftSection] = []
    for head, own in groups:
        title = f"{heading}: {words_of(head)}" if head else heading
        items, rest = items_of(kind, title, own, None, report)[1:] if own else ([], [])
        if items:
            sections.append(DraftSection(kind, title, title, markdown(rest), items))
        elif own or head:
            sections.append(_text(title, title, own, report))
    report.unsure(f"“{heading}” has {len(sections)} groups: each is a section of its own.", heading)
    return sections


def _text(own: str, heading: str, blocks: list[Tag], report: Report) -> DraftSection:
    """Keeps prose as one text; a single picture, with the link around it, gets its own place."""
    pictures = [picture for block in blocks for picture in block.find_all("img")]
    pictures += [block for block in blocks if block.name == "img"]
    item = {"body": "", "picture": "", "alt": "", "url": ""}
    if len(pictures) == 1 and re.match(r"/(?!/)", str(pictures[0].get("src", ""))):
        picture = pictures[0]
        around = picture.find_parent("a")
        around = around if around is not None and not words_of(around) else None
        item |= {"picture": str(picture.get("src", "")), "alt": squeeze(str(picture.get("alt", "")))}
        item["url"] = str(around.get("href", "")) if around else ""
        (around or picture).extract()
    elif len(pictures) > 1:
        report.unsure(f"“{own or 'The beginning'}” holds {len(pictures)} pictures: they stay in its text.", heading)
    item["body"] = markdown(blocks)
    return DraftSection("text", own, heading, "", [item] if any(item.values()) else [])


def without_repeated_awards(sections: list[DraftSection], report: Report) -> None:
    """Keeps the first of two awards sections that honour the same people; the second keeps its words as text."""
    known: dict[str, set[str]] = {}
    for section in sections:
        if section.kind != "award":
            continue
        names = {essence(item["recipient"]): set(essence(item["name"]).split()) - {"award"} for item in section.items}
        if known and all(words & known.get(name, set()) for name, words in names.items()):
            lines = [_line(item) for item in section.items]
            report.unsure(
                f"“{section.heading}” honours the same people again: it is kept as text.", section.source_heading
            )
            body = "\n\n".join(filter(None, [section.intro, *lines]))
            section.kind, section.intro = "text", ""
            section.items = [{"body": body, "picture": "", "alt": "", "url": ""}]
        known |= names


def _line(award: dict[str, Any]) -> str:
    place = f" ({award['affiliation']})" if award["affiliation"] else ""
    photo = f" ![]({award['photo']})" if award["photo"] else ""
    return f"{award['name']}: {award['recipient']}{place}{photo}"
