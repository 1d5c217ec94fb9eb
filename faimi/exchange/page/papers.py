"""Reads lists of papers."""

import re
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from bs4 import Tag
from bs4.element import PageElement

from faimi.exchange.page.draft import Report
from faimi.exchange.page.tree import Line, lines_of, put_back, text_of
from faimi.exchange.page.words import cut, squeeze

EDGE = " :;,–—-*|"
APART = re.compile(r"(?:[:,;.–—|-]|\bet al\.?|\))\s*$|^\s*[:,;.–—|(-]")
ET_AL = re.compile(r"^(?P<authors>[^:]*?\bet al\.?)\s*[:,–—-]*\s+(?P<title>\S.*)$")
EMPTY = re.compile(r"et al\.?|[\W_]*")


@dataclass
class Run:
    """A run of text in a line, set in the same way: as a title (`em` or `strong`) or not, and where it leads."""

    text: str
    style: str
    url: str


def read(blocks: list[Tag], report: Report) -> tuple[list[dict[str, Any]], list[Tag]]:
    """Reads “Author, et al.: *Title* [Link](…)”, one or several in a paragraph; gives papers and what is none."""
    papers: list[dict[str, Any]] = []
    rest: list[Tag] = []
    for block in blocks:
        lines = lines_of(block) if block.name in ("p", "ul", "ol", "table") else [list(block.children)]
        whole = list(block.children)
        if block.name == "p" and 1 < len(lines) <= 3 and not any(_papers(_runs(line), False) for line in lines):
            lines = [whole] if _papers(_runs(whole), False) else lines
        unread: list[Line] = []
        for line in lines:
            found = _papers(_runs(line), block.name in ("ul", "ol")) if block.name in ("p", "ul", "ol", "table") else []
            if not found and (match := ET_AL.match(text_of(line))) and papers:
                found = [{"authors": match["authors"], "title": match["title"], "url": ""}]
                report.unsure(
                    f"“{cut(match['title'])}” is taken as a title, though it is not set as one.", text_of(line)
                )
            papers += found
            unread += [] if found else [line]
        rest += put_back(block, unread, len(unread) == len(lines))
    return papers, rest


def _runs(line: Line) -> list[Run]:
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


def _titles(runs: list[Run]) -> list[int]:
    """Gives which runs are titles: the italic ones, or the bold where none is italic."""
    style = "em" if any(run.style == "em" for run in runs) else "strong"
    return [place for place, run in enumerate(runs) if run.style == style and len(run.text) > 2]


def _papers(runs: list[Run], listed: bool) -> list[dict[str, Any]]:
    """Reads the papers in a line; a sentence with a word set apart is none."""
    titles = _titles(runs)
    if not titles:
        return []
    between = [runs[start:end] for start, end in zip([-1, *titles], [*titles, len(runs)], strict=True)]
    heads = [part[1:] if n else runs[: titles[0]] for n, part in enumerate(between)]
    texts = [" ".join(run.text for run in head if not run.url).strip() for head in heads]
    first = not texts[0].strip(EDGE)
    papers = []
    for n, place in enumerate(titles):
        said = texts[n + 1] if first else texts[n]
        links = [run.url for run in (runs[place], *heads[n + 1]) if run.url]
        bold = runs[place].style == "strong"
        if not (APART.search(said) if said else links or (listed and not bold)):
            return []
        if bold and not first and not links and len(said) < len(runs[place].text) // 8:
            return []
        papers.append({"authors": said.strip(EDGE), "title": runs[place].text, "url": links[0] if links else ""})
    return papers
