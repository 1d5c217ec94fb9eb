"""Reads papers from whatever a person pastes: lines of a page, a table of a submission system, BibTeX."""

import re
from difflib import get_close_matches

from faimi.content.cleaning import visible
from faimi.content.papers import Paper
from faimi.exchange.draft import Report
from faimi.exchange.page.kinds.paper import read_papers
from faimi.exchange.page.source.parser import tree_of
from faimi.exchange.pasted import bibtex, table
from faimi.exchange.pasted.candidate import Candidate, make_candidate
from faimi.exchange.text_matching import essence, squeeze

__all__ = ["Candidate", "read_pasted"]
MIN_TITLE_SIMILARITY = 0.85
MAX_PAPERS = 2000
MIN_LONG_BLOCK_LINES = 20  # a title in a shorter block may go on in the next line
LIST_OR_TABLE_LINE = re.compile(r"^\s*(?:[-+*]\s|\d+\.\s|```|~~~|<)|\|")


def read_pasted(text: str, known: list[Paper]) -> tuple[list[Candidate], list[str]]:
    """The papers in a text, compared with those that are `known`, and the lines that were not understood.

    Raises PageError where the text is too intricate to read.
    """
    text = visible(text)
    if re.search(r"^\s*@\w+\s*[{(]", text, re.M):
        found, unread = bibtex.read_bibtex(text)
    else:
        found, unread = table.read_table(text) or _lines(text)
    same = {essence(paper.title): paper for paper in known}
    by_title = {paper.title: paper for paper in known}
    taken: set[str] = set()
    for one in found[:MAX_PAPERS]:
        title = one.paper["title"]
        if essence(title) in taken:
            one.doubts.append("The same title stands further up in this list.")
        elif one.wanted:
            taken.add(essence(title))
        one.there = same.get(essence(title))
        close = [] if one.there else get_close_matches(title, by_title, n=1, cutoff=MIN_TITLE_SIMILARITY)
        one.near = by_title[close[0]] if close else None
    return found[:MAX_PAPERS], unread + [
        f"… and {len(found) - MAX_PAPERS} more" for _ in found[MAX_PAPERS : MAX_PAPERS + 1]
    ]


def _lines(text: str) -> tuple[list[Candidate], list[str]]:
    """Reads “Author, et al.: *Title* [Link](…)”."""
    text = "\n\n".join(map(_spaced, re.split(r"\n[ \t]*\n", text)))
    found, rest = read_papers(list(tree_of(text, Report()).find_all(True, recursive=False)), Report())
    return [make_candidate(**paper) for paper in found], [squeeze(block.get_text()) for block in rest]


def _spaced(block: str) -> str:
    """Sets the lines of a long block apart, but for lists and tables: each is a paper."""
    lines = block.split("\n")
    if len(lines) < MIN_LONG_BLOCK_LINES:
        return block
    return "\n".join(
        f"{line}\n" if not (LIST_OR_TABLE_LINE.search(line) or LIST_OR_TABLE_LINE.search(next_)) else line
        for line, next_ in zip(lines, [*lines[1:], ""], strict=True)
    )
