"""Reads sponsors: their logos with the links around them, or lists of their names, below the names of their levels."""

import re

from bs4 import Tag

from faimi.exchange.page.kinds.reader import Items, Passage, Reader
from faimi.exchange.text_matching import squeeze, words_of

HEADINGS = ("h3", "h4", "h5", "h6")
MAX_NAME_CHARS = 100
LOCAL = re.compile(r"/(?!/)")


def read_sponsors(passage: Passage) -> tuple[Items, list[Tag]]:
    """The sponsors that blocks hold, and the blocks that hold anything else."""
    sponsors: Items = []
    rest: list[Tag] = []
    level: Tag | None = None
    for block in passage.blocks:
        if block.name in HEADINGS:
            rest += [level] if level is not None else []
            level = block
            continue
        found = _from_pictures(block, passage) or _from_list(block)
        if level is not None and not found:
            rest.append(level)
            level = None
        sponsors += [sponsor | {"level": words_of(level) if level is not None else ""} for sponsor in found]
        rest += [] if found else [block]
    return sponsors, rest


def _from_pictures(block: Tag, passage: Passage) -> Items:
    """One sponsor a picture, by the words that it has for who does not see it; none where one has no words."""
    pictures = [block] if block.name == "img" else block.find_all("img")
    names = [squeeze(str(picture.get("alt", ""))) for picture in pictures]
    if not all(names) or squeeze(block.get_text()):
        return []
    sponsors = []
    for name, picture in zip(names, pictures, strict=True):
        source = str(picture.get("src", ""))
        if not LOCAL.match(source):
            passage.report.unsure(f"The logo of {name} is on another site and was not imported: {source[:100]}", name)
        link = picture.find_parent("a")
        logo = source if LOCAL.match(source) else ""
        sponsors.append({"name": name, "url": str(link.get("href", "")) if link else "", "logo": logo})
    return sponsors


def _from_list(block: Tag) -> Items:
    """One sponsor a line of a list of short names; none where a line says more."""
    lines = block.find_all("li") if block.name in ("ul", "ol") else []
    names = [words_of(line) for line in lines]
    links = [line.find_all("a") for line in lines]
    if not all(0 < len(name) <= MAX_NAME_CHARS and ". " not in name for name in names) or any(
        len(a) > 1 for a in links
    ):
        return []
    return [
        {"name": name, "url": str(a[0].get("href", "")) if a else "", "logo": ""}
        for name, a in zip(names, links, strict=True)
    ]


READER = Reader(
    heading=r"\bsponsors?\b|\bsponsored by\b|\bsupported by\b|\bsupporters\b",
    precedence=7,
    read=lambda passage: (passage.heading, *read_sponsors(passage)),
    opens=True,
)
