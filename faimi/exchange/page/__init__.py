"""Reads a page of a Jekyll site: Markdown to HTML to sections, each by what stands in it."""

import re
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

from bs4 import Tag
from bs4.element import PageElement

from faimi.exchange.page import keynotes, lists, schedule
from faimi.exchange.page.draft import Draft, DraftSection, PageError, Report
from faimi.exchange.page.links import tie
from faimi.exchange.page.source import read_file
from faimi.exchange.page.words import find_date, markdown, squeeze, text_or_empty, words_of

RESERVED = {"healthz", "login", "logout", "static", "welcome"}
KIND_OF = [
    ("text", r"\bcall for\b|\bguidelines?\b|\bproceedings\b"),
    ("keynote", r"\bkeynotes?\b|\bspeakers?\b"),
    ("slot", r"\bschedule\b|\bprogramm?e?\b|\bagenda\b"),
    ("paper", r"\bpapers\b"),
    ("award", r"\bawards?\b|\bprizes?\b"),
    ("date", r"\bdates\b|\bdeadlines\b"),
    ("organizer", r"\borgani[sz]ers?\b|\borgani[sz]ing committee\b"),
]
HELD = re.compile(r"\bat (?:the )?(?P<event>[^.,;()]{2,60}?) \((?P<place>[^()]{2,60})\)")


def read_page(path: Path) -> Draft:
    """Gives what a page holds, and the report of how it was understood.

    Raises PageError where the file is no page that can be read.
    """
    try:
        return _read(path)
    except RecursionError:
        raise PageError("its text is nested too deeply to read.") from None


def _read(path: Path) -> Draft:
    report = Report()
    front, body = read_file(path, report)
    slug = _slug(front, path)
    year = next((int(found) for found in re.findall(r"20\d\d", slug)), None)
    sections = [_read_section(heading, nodes, year, report) for heading, nodes in _split(body)]
    draft = Draft(slug, {}, sections, report)
    draft.header = _header(front, draft, year, path)
    tie(draft)
    return draft


def _slug(front: dict[str, Any], path: Path) -> str:
    """Gives the edition's address: the first part of the permalink, or the file's name."""
    permalink = text_or_empty(front.get("permalink")).strip("/").removesuffix("index.html").strip("/")
    name = permalink or path.stem
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    if not slug or slug in RESERVED:
        raise PageError(f"“{name}” cannot be an edition's address: give it another permalink.")
    return slug


def _split(body: Tag) -> list[tuple[str, list[PageElement]]]:
    """Divides the page at its first and second level headings."""
    parts: list[tuple[str, list[PageElement]]] = [("", [])]
    for node in list(body.children):
        if isinstance(node, Tag) and node.name in ("h1", "h2"):
            parts.append((words_of(node), []))
        elif isinstance(node, Tag) or words_of(node):
            parts[-1][1].append(node)
    return [(heading, nodes) for heading, nodes in parts if heading or nodes]


def _read_section(heading: str, nodes: list[PageElement], year: int | None, report: Report) -> DraftSection:
    """Reads a section as the kind that its heading names, or as text where it holds nothing of that kind."""
    kind = next((kind for kind, pattern in KIND_OF if re.search(pattern, heading, re.I)), "text")
    own = heading or "About"
    items: list[dict[str, Any]] = []
    rest = nodes
    if not heading:
        report.unsure("What stands before the first heading is a text section of its own, called “About”.")
    if kind == "keynote":
        own, items, rest = keynotes.read(heading, nodes)
    elif kind == "slot" or (kind == "text" and _timetable(nodes)):
        tables = [node for node in nodes if isinstance(node, Tag) and node.name == "table"]
        kind = "slot"
        items = [row for table in tables for row in schedule.read(table, report)]
        rest = [node for node in nodes if not any(node is table for table in tables)]
    elif kind == "paper":
        items, rest = lists.read_papers(nodes)
    elif kind == "award":
        items, rest = lists.read_awards(nodes)
    elif kind == "date":
        items, rest = lists.read_dates(nodes, year)
    elif kind == "organizer":
        items, rest = lists.read_organizers(nodes)
    if kind != "text" and not items:
        report.unsure(f"“{heading}” was read as text: nothing in it looks like its heading says.")
        kind, own, rest = "text", heading, nodes
    if kind == "text":
        return _text_section(own, heading, rest, report)
    section = DraftSection(kind, own, heading, markdown(rest), items)
    if section.intro:
        report.unsure(f"“{own}”: kept as its introduction: “{squeeze(section.intro)[:70]}”")
    return section


def _timetable(nodes: list[PageElement]) -> bool:
    heads = [th for node in nodes if isinstance(node, Tag) and node.name == "table" for th in node.find_all("th")]
    return any("time" in words_of(head).lower() for head in heads)


def _text_section(own: str, heading: str, nodes: list[PageElement], report: Report) -> DraftSection:
    """Keeps prose as one text; a single picture, with the link around it, gets its own place."""
    pictures = [tag for node in nodes if isinstance(node, Tag) for tag in node.find_all("img")]
    pictures += [node for node in nodes if isinstance(node, Tag) and node.name == "img"]
    item = {"body": "", "picture": "", "alt": "", "url": ""}
    if len(pictures) == 1:
        picture = pictures[0]
        around = picture.find_parent("a")
        item |= {"picture": str(picture.get("src", "")), "alt": squeeze(str(picture.get("alt", "")))}
        item["url"] = str(around.get("href", "")) if around else ""
        (around if around is not None and not words_of(around) else picture).extract()
        nodes = [node for node in nodes if node.parent is not None]
    elif pictures:
        report.unsure(f"“{own}” holds {len(pictures)} pictures: they stay in its text.")
    item["body"] = markdown(nodes)
    return DraftSection("text", own, heading, "", [item] if any(item.values()) else [])


def _header(front: dict[str, Any], draft: Draft, year: int | None, path: Path) -> dict[str, Any]:
    """Gives title, tagline, date, venue and time zone: the front matter's, else what the page lets guess."""
    said = {name: text_or_empty(front.get(name)) for name in ("title", "description", "venue", "timezone", "starts_on")}
    prose = " ".join(item["body"] for item in draft.items("text")[:1])
    return {
        "title": said["title"] or path.stem,
        "tagline": said["description"],
        "starts_on": _starts_on(said, draft, prose, year),
        "venue": said["venue"] or _venue(prose, draft.report),
        "timezone": _timezone(said["timezone"], draft),
    }


def _starts_on(said: dict[str, str], draft: Draft, prose: str, year: int | None) -> date | None:
    if said["starts_on"]:
        try:
            return date.fromisoformat(said["starts_on"])
        except ValueError:
            raise PageError(f"starts_on is “{said['starts_on']}”: write it as 2024-10-10.") from None
    for row in draft.items("date"):
        if re.search(r"\bworkshop\b|\bevent\b", row["label"], re.I):
            return row["date"]  # type: ignore[no-any-return]  # a draft's values are of any type
    if found := find_date(f"{said['description']} {prose}".replace("*", ""), year):
        draft.report.unsure(f"The workshop's date is taken from the text: {found[0]}.")
        return found[0]
    draft.report.unsure("The page does not say when the workshop is.")
    return None


def _venue(prose: str, report: Report) -> str:
    plain = re.sub(r"\]\([^)]*\)|[*\[]", "", prose)
    if match := HELD.search(plain):
        venue = f"{match['event']}, {match['place']}"
    else:
        venue = "Online" if re.search(r"\bonline\b|\bvirtual\b", plain, re.I) else ""
    report.unsure(f"The venue is taken from the text: {venue}." if venue else "The page does not say where it is.")
    return venue


def _timezone(said: str, draft: Draft) -> str | None:
    if said and said not in available_timezones():
        raise PageError(f"timezone is “{said}”: give an IANA name such as Africa/Casablanca.")
    intros = " ".join(section.intro for section in draft.sections if section.kind == "slot")
    if not said and re.search(r"\b(GMT|UTC)\b", intros):
        draft.report.unsure("The schedule's times are taken as UTC, as its introduction says.")
        return "UTC"
    if not said and draft.items("slot"):
        draft.report.unsure("The page does not name the time zone of its schedule.")
    return said or None
