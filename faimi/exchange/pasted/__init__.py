"""Reads papers from whatever a person pastes: lines of a page, a table of a submission system, BibTeX."""

import re
from difflib import get_close_matches

from faimi.content.papers import Paper
from faimi.exchange.draft import Report
from faimi.exchange.page.kinds.paper import read_papers
from faimi.exchange.page.source.parser import tree_of
from faimi.exchange.pasted import bibtex, table
from faimi.exchange.pasted.candidate import Candidate, candidate
from faimi.exchange.words import essence, squeeze, visible

__all__ = ["Candidate", "read_pasted"]
NEAR = 0.85
MOST = 2000
LONG = 20  # lines of a block; a title in a shorter one may go on in the next line
SET = re.compile(r"^\s*(?:[-+*]\s|\d+\.\s|```|~~~|<)|\|")


def read_pasted(text: str, known: list[Paper]) -> tuple[list[Candidate], list[str]]:
    """The papers in a text, compared with those that are `known`, and the lines that were not understood.

    Raises PageError where the text is too intricate to read.
    """
    text = visible(text)
    if re.search(r"^\s*@\w+\s*[{(]", text, re.M):
        found, unread = bibtex.read(text)
    else:
        found, unread = table.read(text) or _lines(text)
    same = {essence(paper.title): paper for paper in known}
    by_title = {paper.title: paper for paper in known}
    taken: set[str] = set()
    for one in found[:MOST]:
        title = one.paper["title"]
        if essence(title) in taken:
            one.doubts.append("The same title stands further up in this list.")
        elif one.wanted:
            taken.add(essence(title))
        one.there = same.get(essence(title))
        close = [] if one.there else get_close_matches(title, by_title, n=1, cutoff=NEAR)
        one.near = by_title[close[0]] if close else None
    return found[:MOST], unread + [f"… and {len(found) - MOST} more" for _ in found[MOST : MOST + 1]]


def _lines(text: str) -> tuple[list[Candidate], list[str]]:
    """Reads “Author, et al.: *Title* [Link](…)”."""
    text = "\n\n".join(map(_spaced, re.split(r"\n[ \t]*\n", text)))
    found, rest = read_papers(list(tree_of(text, Report()).find_all(True, recursive=False)), Report())
    return [candidate(**paper) for paper in found], [squeeze(block.get_text()) for block in rest]


def _spaced(block: str) -> str:
    """Sets the lines of a long block apart, but for lists and tables: each is a paper."""
    lines = block.split("\n")
    if len(lines) < LONG:
        return block
    return "\n".join(
        f"{line}\n" if not (SET.search(line) or SET.search(next_)) else line
        for line, next_ in zip(lines, [*lines[1:], ""], strict=True)
    )
