"""Reads lists of papers."""

import re
from itertools import pairwise

from bs4 import Tag

from faimi.exchange.draft import Report
from faimi.exchange.page.kinds.paper_rules import (
    EDGE_CHARS,
    ET_AL_RULES,
    LIST_RULES,
    PARAGRAPH_RULES,
    Paper,
    Papers,
    is_title,
)
from faimi.exchange.page.kinds.paper_table import read_paper_table
from faimi.exchange.page.kinds.reader import Reader
from faimi.exchange.page.recognise.names import PARTICLE, are_people, begins_with_person
from faimi.exchange.page.recognise.rules import first_reading
from faimi.exchange.page.schedule.lines import is_label
from faimi.exchange.page.source.inline_markup import Run, runs_of
from faimi.exchange.page.source.tree import HEADINGS, Line, lines_of, put_back, text_of, topmost_headings
from faimi.exchange.text_matching import cut, squeeze, words_of

APART = re.compile(r"(?:[:,;.–—|-]|\bet al\.?|\))\s*$|^\s*[:,;.–—|(-]")
PROSE = re.compile(rf"(?<![^\W\d_'’-])(?!(?:and|{PARTICLE})\b)[a-z][^\W\d_]{{2,}}")
GROUP = re.compile(
    r"^(?:\w+ ){0,2}(?:orals?|posters?|spotlights?|papers|abstracts|talks|presentations|demos?)\W*$", re.I
)
LIST_TAGS, READ_TAGS = ("ul", "ol"), ("p", "ul", "ol", "table")


def read_papers(blocks: list[Tag], report: Report) -> tuple[Papers, list[Tag]]:
    """Reads “Author, et al.: *Title* [Link](…)”, one or several in a paragraph; gives papers and what is none."""
    papers: Papers = []
    rest: list[Tag] = []
    for block in blocks:
        if found := read_paper_table(block) if block.name == "table" else []:
            papers += found
            continue
        if block.name not in READ_TAGS:
            rest.append(block)
            continue
        listed = block.name in LIST_TAGS
        lines = lines_of(block) if listed or block.name == "table" else _divided(block, bool(papers))
        unread: list[Line] = []
        for line in lines:
            found = _papers(runs_of(line), listed) or _guessed(line, listed, bool(papers), report)
            papers += found
            unread += [] if found else [line]
        rest += put_back(block, unread, len(unread) == len(lines))
    return papers, rest


def _divided(block: Tag, among: bool) -> list[Line]:
    """A paragraph's lines: those of its source, where they hold more papers, or words that are no names."""

    def found_in(line: Line) -> Papers:
        return _papers(runs_of(line), False) or _guessed(line, False, among, Report())

    lines, whole = lines_of(block), list(block.children)
    if 1 < len(lines) <= 3 and not any(_papers(runs_of(line), False) for line in lines):
        lines = [whole] if _papers(runs_of(whole), False) else lines
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
    paper = found[0] if found else _plain(runs_of(line), listed)
    if not paper:
        return []
    report.unsure(f"“{cut(paper['title'])}” is taken as a title, though it is not set as one.", text)
    return [paper]


def _plain(runs: list[Run], listed: bool) -> Paper | None:
    """Reads a line by the rules for one, or as a link that is the title, with the names after it."""
    links = [run for run in runs if run.url]
    url = links[0].url if links else ""
    if listed and links and links[0] is runs[0] and len(links[0].text.split()) > 1:
        authors = " ".join(run.text for run in runs[1:] if not run.url).strip(EDGE_CHARS + ".()")
        paper = {"authors": authors, "title": runs[0].text, "url": url}
        return paper if not authors or are_people(authors) else None
    text = squeeze(" ".join(run.text for run in runs if not run.url or len(run.text.split()) > 2)).strip(EDGE_CHARS)
    found = first_reading(LIST_RULES if listed else PARAGRAPH_RULES, text)
    return found[0] | {"url": url} if found else None


def _titles(runs: list[Run]) -> list[int]:
    """Which runs are titles: the italic ones, or the bold where none is italic or those in italics are names."""
    italic, bold = ([run for run in runs if run.style == style and len(run.text) > 2] for style in ("em", "strong"))
    people = [are_people(" ".join(run.text for run in set_)) for set_ in (italic, bold)]
    titles = bold if not italic or (bold and people[0] and not people[1]) else italic
    return [place for place, run in enumerate(runs) if any(run is title for title in titles)]


def _papers(runs: list[Run], listed: bool) -> Papers:
    """Reads the papers in a line; a sentence with a word set apart is none."""
    titles = _titles(runs)
    if not titles:
        return []
    if len(titles) == 1 and are_people(runs[titles[0]].text) and (swapped := _swapped(runs, titles[0])):
        return swapped
    between = [runs[start:end] for start, end in zip([-1, *titles], [*titles, len(runs)], strict=True)]
    heads = [part[1:] if n else runs[: titles[0]] for n, part in enumerate(between)]
    texts = [" ".join(run.text for run in head if not run.url).strip() for head in heads]
    first = not texts[0].strip(EDGE_CHARS)
    papers = []
    for n, place in enumerate(titles):
        said = texts[n + 1] if first else texts[n]
        links = [run.url for run in (runs[place], *heads[n + 1]) if run.url]
        bold = runs[place].style == "strong"
        people = are_people(said)
        if not (APART.search(said) or people if said else links or (listed and not bold)):
            return []
        if bold and not first and not links and not people and len(said) < len(runs[place].text) // 8:
            return []
        papers.append(
            {
                "authors": _without_stop(said.strip(EDGE_CHARS)),
                "title": runs[place].text,
                "url": links[0] if links else "",
            }
        )
    return papers


def _without_stop(authors: str) -> str:
    """Authors without the full stop that ends them, unless it belongs to the last of them."""
    return authors if re.search(r"\b(?:al|[^\W\d_])\.$", authors) else authors.rstrip(".")


def _swapped(runs: list[Run], place: int) -> Papers:
    """Reads a line in which the authors are set apart, and the title is not."""
    before, after = (
        " ".join(run.text for run in part if not run.url or len(run.text.split()) > 2).strip()
        for part in (runs[:place], runs[place + 1 :])
    )
    title = (before or after.lstrip(".")).strip(EDGE_CHARS)
    links = [run.url for run in runs if run.url]
    named = begins_with_person(title) or "et al" in title or before.endswith(":")
    if named or bool(before) == bool(after.strip(EDGE_CHARS + ".")) or not is_title(title):
        return []
    return [{"authors": runs[place].text.strip(EDGE_CHARS), "title": title, "url": links[0] if links else ""}]


def group_headings(blocks: list[Tag]) -> list[Tag]:
    """The headings that divide papers, such as “Posters”; a label in bold above a list becomes one."""
    for label, following in pairwise(blocks):
        listed = following.name in ("ul", "ol", "table") or GROUP.search(words_of(label))
        if listed and label.name == "p" and is_label(list(label.children)):
            label.name = HEADINGS[-1]
    return topmost_headings(blocks)


READER = Reader(
    heading=r"\bpapers\b|\baccepted (?:\w+ )?(?:abstracts|contributions|posters|submissions|works?)\b",
    precedence=5,
    read=lambda passage: (passage.heading, *read_papers(passage.blocks, passage.report)),
    group_headings=group_headings,
    opens=True,
    understood="link links pdf arxiv paper doi title authors author by",
)
