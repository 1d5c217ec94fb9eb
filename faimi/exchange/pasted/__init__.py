"""Reads papers from whatever a person pastes: lines of a page, a list or table of a submission system, JSON, BibTeX."""

import re

from faimi.content.cleaning import visible
from faimi.content.papers import Paper
from faimi.content.prose import TOO_DEEP
from faimi.exchange.draft import PageError, Report
from faimi.exchange.page.kinds.paper import read_papers
from faimi.exchange.page.source.parser import tree_of
from faimi.exchange.pasted.bibtex import is_bibtex, read_bibtex
from faimi.exchange.pasted.candidate import Candidate, make_candidate, refuse_many
from faimi.exchange.pasted.encoding import MAX_LIST_BYTES, decode, refuse_large
from faimi.exchange.pasted.json_list import read_json
from faimi.exchange.pasted.plain_list import read_plain
from faimi.exchange.pasted.table import read_table
from faimi.exchange.text_matching import by_lines, cut, essence, nearest, squeeze

__all__ = ["MAX_LIST_BYTES", "Candidate", "decode", "read_pasted"]
MAX_UNREAD, MAX_UNREAD_CHARS = 100, 200
MAX_LINES, MAX_PAGE_LINES = 100_000, 3000  # of a table, JSON or BibTeX; of a list, whose lines are looked at one by one
MAX_READING_WORK = 10_000_000  # what might end a name or title, times the characters before it
MIN_LONG_BLOCK_LINES = 20  # a title in a shorter block may go on in the next line
LIST_OR_TABLE_LINE = re.compile(r"^\s*(?:[-+*]\s|\d+\.\s|```|~~~|<)|\|")


def read_pasted(text: str, known: list[Paper]) -> tuple[list[Candidate], list[str]]:
    """The papers in a text, compared with those that are `known`, and what in it was not taken for a paper.

    Raises PageError where the text is too long or too intricate to read.
    """
    refuse_large(len(text.encode(errors="replace")))
    text = by_lines(text)
    refuse_many(text.count("\n"), "lines", MAX_LINES)
    try:
        found, unread = _read(visible(text))
    except RecursionError:
        raise PageError("its brackets or lists are nested too deeply.") from None
    _compare(found, known)
    rest = len(unread) - MAX_UNREAD
    return found, [cut(line, MAX_UNREAD_CHARS) for line in unread[:MAX_UNREAD]] + [f"… and {rest:,} more"] * (rest > 0)


def _read(text: str) -> tuple[list[Candidate], list[str]]:
    if read := read_json(text) or read_table(text):
        return read
    if is_bibtex(text):
        return read_bibtex(text)
    lines = [line for line in text.split("\n") if line.strip()]
    refuse_many(len(lines), "lines", MAX_PAGE_LINES)
    if sum(len(re.findall(r"[.:?,–—-]\s", line)) * min(len(line), 2000) for line in lines) > MAX_READING_WORK:
        raise PageError("it is too intricate to read: it is hardly a list of papers.")
    return read_plain(text) or _lines(text)


def _compare(found: list[Candidate], known: list[Paper]) -> None:
    """Notes which are there already, or nearly, and which stand twice."""
    same = {essence(paper.title): paper for paper in known}
    titles = [*same]
    taken: set[str] = set()
    for one in found:
        title = essence(one.paper["title"])
        if title in taken:
            one.doubts.append("The same title stands further up in this list.")
        one.there = same.get(title)
        close = None if one.there else nearest(title, titles)
        one.near = same[close] if close else None
        if not one.doubts:
            taken.add(title)
    _note_closer(found)


def _note_closer(found: list[Candidate]) -> None:
    """Notes which are not the closest to a paper that is there: it takes the link of one alone."""
    closest = {one.there for one in found}
    for one in found:
        if one.near in closest and one.near:
            one.doubts.append("Another entry of this list is closer to it.")
        closest.add(one.near)


def _lines(text: str) -> tuple[list[Candidate], list[str]]:
    """Reads “Author, et al.: *Title* [Link](…)”."""
    if TOO_DEEP.search(text):
        raise PageError("its brackets or lists are nested too deeply.")
    text = "\n\n".join(map(_spaced, re.split(r"\n[ \t]*\n", text)))
    found, rest = read_papers(list(tree_of(text, Report()).find_all(True, recursive=False)), Report())
    refuse_many(len(found))
    return [make_candidate(paper["title"], paper["authors"], paper["url"]) for paper in found], [
        words for block in rest if (words := squeeze(block.get_text()))
    ]


def _spaced(block: str) -> str:
    """Sets the lines of a long block apart, but for lists and tables: each is a paper."""
    lines = block.split("\n")
    if len(lines) < MIN_LONG_BLOCK_LINES:
        return block
    return "\n".join(
        f"{line}\n" if not (LIST_OR_TABLE_LINE.search(line) or LIST_OR_TABLE_LINE.search(next_)) else line
        for line, next_ in zip(lines, [*lines[1:], ""], strict=True)
    )
