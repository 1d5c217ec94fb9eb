"""Reads lists of papers, awards, dates and people; each reader gives its items and what it did not understand."""

import re
from typing import Any

from bs4 import Tag
from bs4.element import NavigableString, PageElement

from faimi.exchange.page.words import find_date, squeeze, words_of

Items = list[dict[str, Any]]
Rest = list[PageElement]
EDGE = " :;,.–—-*"
WINNERS = r"(?:congratulations to\s+)?(?P<who>[^.!]*?\x02.+?)"
AWARD = r"(?P<award>[^.!]*?\bawards?)\b[.!]?"
HONOUR = re.compile(rf"{WINNERS}\s+for\s+(?:winning\s+)?(?:the\s+)?{AWARD}", re.I | re.S)
PLACE = r"(?:,?\s*(?:from|of|at)\s+(?:the\s+)?(?P<from>.+?))?"
NEXT = r"(?=,?\s+and\s+(?:to\s+)?\x02|,\s*(?:to\s+)?\x02|$)"
HONOURED = re.compile(rf"\x02(?P<name>.+?)\x03{PLACE}{NEXT}", re.S)


def lines_of(element: PageElement) -> list[list[PageElement]]:
    """Gives the lines of a paragraph, which hard breaks divide, or the entries of a list."""
    if isinstance(element, Tag) and element.name in ("ul", "ol"):
        return [list(entry.children) for entry in element.find_all("li", recursive=False)]
    lines: list[list[PageElement]] = [[]]
    for child in element.children if isinstance(element, Tag) else [element]:
        if isinstance(child, Tag) and child.name == "br":
            lines.append([])
        else:
            lines[-1].append(child)
    return [line for line in lines if squeeze("".join(part.get_text() for part in line))]


def read_papers(elements: Rest) -> tuple[Items, Rest]:
    """Reads “Author, et al.: *Title* [Link](…)”, one or several in a paragraph."""
    papers: Items = []
    rest: Rest = []
    for element in elements:
        found: Items = []
        for line in lines_of(element):
            authors, latest = "", None
            for part in line:
                if isinstance(part, Tag) and part.name in ("em", "i"):
                    latest = {"authors": authors.strip(EDGE.replace(".", "")), "title": words_of(part), "url": ""}
                    found.append(latest)
                    authors = ""
                elif isinstance(part, Tag) and part.name == "a" and latest:
                    latest["url"] = str(part.get("href", ""))
                else:
                    authors += " " + words_of(part) if words_of(part).strip(EDGE) or not latest else ""
        papers += found
        rest += [] if found else [element]
    return papers, rest


def read_awards(elements: Rest) -> tuple[Items, Rest]:
    """Reads “Congratulations to **Name** from Place for the … award”, and the pictures of the certificates."""
    awards: Items = []
    pictures: list[Tag] = []
    rest: Rest = []
    for element in elements:
        pictures += [element] if isinstance(element, Tag) and element.name == "img" else []
        pictures += element.find_all("img") if isinstance(element, Tag) else []
        marked = squeeze(_marked(element))
        unread = HONOUR.sub("", marked).strip()
        for honour in HONOUR.finditer(marked):
            name = re.sub(r"awards$", "award", squeeze(honour["award"]))
            for person in HONOURED.finditer(honour["who"]):
                place = squeeze(person["from"] or "")
                award = {"name": name[:1].upper() + name[1:], "recipient": squeeze(person["name"])}
                awards.append({**award, "affiliation": place, "photo": ""})
        if unread:
            rest.append(NavigableString(re.sub("[\x02\x03]", "", unread)))
    _hand_out(awards, pictures)
    return awards, rest if awards else elements


def _marked(element: PageElement) -> str:
    """Gives an element's text with what is bold between two marks."""
    if not isinstance(element, Tag):
        return element.get_text()
    inner = "".join(_marked(child) for child in element.children)
    return f"\x02{inner}\x03" if element.name in ("b", "strong") else inner


def _hand_out(awards: Items, pictures: list[Tag]) -> None:
    """Gives each picture to the award that its alternative text names best, in the page's order."""
    for picture in pictures:
        told = set(str(picture.get("alt", "")).lower().split())
        free = [award for award in awards if not award["photo"]]
        if free:
            best = max(free, key=lambda award: len(told & set(award["name"].lower().split())))
            best["photo"] = str(picture.get("src", ""))


def read_dates(elements: Rest, year: int | None) -> tuple[Items, Rest]:
    """Reads “Label: **date**” and “**date**: label”; a struck-through date is one that was superseded."""
    dates: Items = []
    rest: Rest = []
    for element in elements:
        found: Items = []
        for line in lines_of(element):
            struck = [tag for part in line if isinstance(part, Tag) for tag in part.find_all(["del", "s", "strike"])]
            struck += [part for part in line if isinstance(part, Tag) and part.name in ("del", "s", "strike")]
            kept = squeeze("".join(_without(part, struck) for part in line))
            if there := find_date(kept, year):
                day, label = there
                old = [find_date(words_of(tag), day.year) for tag in struck]
                superseded = [before[0].isoformat() for before in old if before]
                found.append({"label": squeeze(label).strip(EDGE + "()"), "date": day, "superseded": superseded})
        dates += found
        rest += [] if found else [element]
    return dates, rest


def _without(part: PageElement, struck: list[Tag]) -> str:
    if any(part is tag for tag in struck):
        return ""
    return "".join(_without(child, struck) for child in part.children) if isinstance(part, Tag) else part.get_text()


def read_organizers(elements: Rest) -> tuple[Items, Rest]:
    """Reads “**Name**, Affiliation”, one on a line."""
    people: Items = []
    rest: Rest = []
    for element in elements:
        found: Items = []
        for line in lines_of(element):
            tags = [part for part in line if isinstance(part, Tag)]
            name = next((words_of(tag) for tag in tags if tag.name in ("b", "strong", "a")), "")
            text = squeeze("".join(part.get_text() for part in line))
            links = [tag for tag in tags if tag.name == "a"] + [a for tag in tags for a in tag.find_all("a")]
            if name and text.startswith(name):
                url = str(links[0].get("href", "")) if links else ""
                found.append({"name": name.strip(EDGE), "affiliation": text[len(name) :].strip(EDGE), "url": url})
        people += found
        rest += [] if found else [element]
    return people, rest
