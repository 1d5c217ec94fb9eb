"""Divides a line into runs of text that are set in the same way."""

import re
from dataclasses import dataclass
from itertools import groupby

from bs4 import Tag
from bs4.element import PageElement

from faimi.exchange.page.source.tree import Line
from faimi.exchange.words import squeeze

EMPTY = re.compile(r"et al\.?|[\W_]*")


@dataclass
class Run:
    """A run of text in a line, set in the same way: as a title (`em` or `strong`) or not, and where it leads."""

    text: str
    style: str
    url: str


def runs_of(line: Line) -> list[Run]:
    """Gives a line as runs of the same style."""
    strings = []
    for part in line:
        for string in part.descendants if isinstance(part, Tag) else [part]:
            if isinstance(string, Tag):
                strings += [Run(" ", "", "")] * (string.name == "br")
                continue
            above = _above(string, part)
            names = {tag.name for tag in above}
            style = "em" if names & {"em", "i"} else "strong" if names & {"strong", "b"} else ""
            style = "" if EMPTY.fullmatch(squeeze(string.get_text())) and string.get_text().strip() else style
            url = next((str(tag.get("href", "")) for tag in above if tag.name == "a"), "")
            strings.append(Run(string.get_text(), style, url))
    runs = []
    for (style, url), group in groupby(strings, lambda run: (run.style, run.url)):
        if text := squeeze("".join(run.text for run in group)):
            runs.append(Run(text, style, url))
    return runs


def _above(string: PageElement, part: PageElement) -> list[Tag]:
    """Gives the tags around a string, up to the part of the line that holds it."""
    tags = []
    for tag in string.parents if string is not part else ():
        tags.append(tag)
        if tag is part:
            break
    return tags
