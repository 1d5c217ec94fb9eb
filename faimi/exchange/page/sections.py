"""Divides a page into sections, and reads each as the kind that its heading names."""

import re
from typing import Any

from bs4 import Tag
from bs4.element import PageElement

from faimi.exchange.page import awards, dates, kept, keynotes, organizers, papers, schedule
from faimi.exchange.page.draft import DraftSection, Report
from faimi.exchange.page.prose import markdown
from faimi.exchange.page.tree import paragraph
from faimi.exchange.page.words import cut, essence, squeeze, words_of

Items = list[dict[str, Any]]
KIND_OF = {
    "text": r"\bcall for\b|\bguidelines?\b|\bproceedings\b",
    "keynote": r"\bkeynotes?\b|\bspeakers?\b|\binvited talks?\b",
    "organizer": r"\borgani[sz]ers?\b|\borgani[sz]ation\b|\bcommittees?\b|\bchairs\b",
    "slot": r"\bschedule\b|\bprogramm?e?\b|\bagenda\b",
    "award": r"\bawards?\b|\bprizes?\b",
    "paper": r"\bpapers\b",
    "date": r"\bdates\b|\bdeadlines\b",
}


def split(body: Tag) -> list[tuple[Tag | None, list[Tag]]]:
    """Divides the page at its first and second level headings."""
    parts: list[tuple[Tag | None, list[Tag]]] = [(None, [])]
    for block in body.find_all(True, recursive=False):
        if block.name in ("h1", "h2"):
            parts.append((block, []))
        else:
            parts[-1][1].append(block)
    return [(heading, blocks) for heading, blocks in parts if heading or blocks]


def read_all(body: Tag, year: int | None, report: Report) -> list[DraftSection]:
    """Reads the sections of a page, or of a part of it."""
    sections = [section for heading, blocks in split(body) for section in read(heading, blocks, year, report)]
    without_repeated_awards(sections, report)
    return sections


def read(heading: Tag | None, blocks: list[Tag], year: int | None, report: Report) -> list[DraftSection]:
    """Reads a section; people in groups under headings of their own make a section each."""
    title = words_of(heading) if heading else ""
    report.source.enter(title)
    page = kept.seen(heading, blocks)
    if heading is None:
        report.unsure("What stands before the first heading is a text section of its own, called “About”.")
    if heading is not None and (more := list[PageElement](heading.find_all(["a", "img"]))):
        report.unsure(f"“{title}”: links and pictures of a heading stand below it now.", title)
        blocks = [paragraph(more), *blocks]
    sections = _read(title, blocks, year, report)
    kept.report_missing(page, sections, report)
    return sections


def _read(heading: str, blocks: list[Tag], year: int | None, report: Report) -> list[DraftSection]:
    """Tries the kinds that the heading names; what is none of them is text."""
    kinds = [kind for kind, form in KIND_OF.items() if re.search(form, heading, re.I)]
    if not kinds and schedule.timed(blocks):
        kinds = ["slot"]
    for kind in kinds if "text" not in kinds else []:
        if kind == "organizer" and any(block.name == "h3" for block in blocks):
            return _groups(heading, blocks, report)
        own, items, rest = _items(kind, heading, blocks, year, report)
        if items:
            section = DraftSection(kind, own, heading, markdown(rest), items)
            if section.intro:
                report.unsure(f"“{own}”: kept as its introduction: “{cut(section.intro)}”", squeeze(rest[0].get_text()))
            return [section]
    if kinds and "text" not in kinds:
        report.unsure(f"“{heading}” was read as text: nothing in it looks like its heading says.", heading)
    return [_text(heading or "About", heading, blocks, report)]


def _items(
    kind: str, heading: str, blocks: list[Tag], year: int | None, report: Report
) -> tuple[str, Items, list[Tag]]:
    """Gives a section's own heading, its items, and the blocks that hold none."""
    if kind == "keynote":
        return keynotes.read(heading, blocks)
    if kind == "slot":
        return heading, *schedule.read(blocks, report)
    if kind == "date":
        return heading, *dates.read(blocks, year, report)
    readers = {"paper": papers.read, "award": awards.read, "organizer": organizers.read}
    return heading, *readers[kind](blocks, report)


def _groups(heading: str, blocks: list[Tag], report: Report) -> list[DraftSection]:
    """Reads people under headings such as “General chairs”, each group as a section."""
    sections: list[DraftSection] = []
    groups: list[tuple[str, list[Tag]]] = [("", [])]
    for block in blocks:
        if block.name == "h3":
            groups.append((words_of(block), []))
        else:
            groups[-1][1].append(block)
    for name, own in groups:
        title = f"{heading}: {name}" if name else heading
        items, rest = organizers.read(own, report)
        if items:
            sections.append(DraftSection("organizer", title, title, markdown(rest), items))
        elif own or name:
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
        report.unsure(f"“{own}” holds {len(pictures)} pictures: they stay in its text.", heading)
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
