"""Reads keynotes: under one heading each, or several under one."""

import re
from typing import Any

from bs4 import Tag
from bs4.element import PageElement

from faimi.exchange.page.words import markdown, squeeze, words_of

HEADING = re.compile(r"^(?P<label>.*?\bkeynotes?\b.*?)\s*[-–—:]\s+(?P<name>.+)$", re.I)
PERSON = re.compile(r"^(?P<speaker>[^(]+?)\s*(?:\((?P<affiliation>[^)]+)\))?$")
HEADINGS = ["h3", "h4", "h5", "h6"]


def read(heading: str, elements: list[PageElement]) -> tuple[str, list[dict[str, Any]], list[PageElement]]:
    """Gives the section's own heading, its keynotes, and what stands before the first."""
    if match := HEADING.match(heading):
        return match["label"].strip(), [_keynote(match["name"], elements)], []
    parts: list[list[PageElement]] = [[]]
    for element in elements:
        if isinstance(element, Tag) and element.name == "h3":
            parts.append([])
        parts[-1].append(element)
    return heading, [_keynote(words_of(part[0]), part[1:]) for part in parts[1:]], parts[0]


def _keynote(name: str, elements: list[PageElement]) -> dict[str, Any]:
    """Reads one keynote: a heading is the talk's title; what starts with the speaker or the photo is the bio."""
    person = PERSON.match(squeeze(name))
    speaker = person["speaker"] if person else squeeze(name)
    title, photo = "", ""
    abstract: list[PageElement] = []
    bio: list[PageElement] = []
    for element in elements:
        pictures = [] if not isinstance(element, Tag) else element.find_all("img")
        pictures += [element] if isinstance(element, Tag) and element.name == "img" else []
        if isinstance(element, Tag) and element.name in HEADINGS and not title:
            title = words_of(element)
            continue
        about = bio if bio or photo or pictures or words_of(element).startswith(speaker) else abstract
        for picture in pictures:
            photo = photo or str(picture.get("src", ""))
            picture.extract()
        if words_of(element):
            about.append(element)
    if not title:
        abstract, bio = [], abstract + bio
    keynote = {"speaker": speaker, "affiliation": (person and person["affiliation"]) or "", "title": title}
    return keynote | {"abstract": markdown(abstract), "bio": markdown(bio), "photo": photo}
