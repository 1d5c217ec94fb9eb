"""Reads papers from whatever a person pastes: lines of a page, a table of a submission system, BibTeX."""

import csv
import io
import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from bibtexparser.entrypoint import parse_string

from faimi.content.fields import LINK
from faimi.content.papers import Paper
from faimi.exchange.page import papers
from faimi.exchange.page.draft import Report
from faimi.exchange.page.source import tree_of
from faimi.exchange.page.words import essence, squeeze, visible

NEAR = 0.85
MOST = 2000
COLUMNS = {
    "title": ["title", "paper title", "papertitle", "paper"],
    "authors": ["authors", "author names", "author", "author(s)", "authornames"],
    "url": ["url", "link", "pdf", "forum", "doi"],
}


@dataclass
class Candidate:
    """A paper as it was understood; `there` is one of the edition's that has the same title, `near` a similar title."""

    paper: dict[str, str]
    there: Paper | None = None
    near: Paper | None = None


def read_pasted(text: str, known: list[Paper]) -> tuple[list[Candidate], list[str]]:
    """Gives the papers in a text, compared with those that are `known`, and the lines that were not understood.

    Raises PageError where the text is too intricate to read.
    """
    text = visible(text)
    if re.search(r"^\s*@\w+\s*[{(]", text, re.M):
        found, unread = _bibtex(text)
    else:
        found, unread = _table(text) or _lines(text)
    same = {essence(paper.title): paper for paper in known}
    by_title = {paper.title: paper for paper in known}
    candidates = []
    for values in found[:MOST]:
        there = same.get(essence(values["title"]))
        close = [] if there else get_close_matches(values["title"], by_title, n=1, cutoff=NEAR)
        candidates.append(Candidate(values, there, by_title[close[0]] if close else None))
    return candidates, unread + [f"… and {len(found) - MOST} more" for _ in found[MOST : MOST + 1]]


def _paper(title: str, authors: str, url: str) -> dict[str, str]:
    url = squeeze(url)
    url = f"https://doi.org/{url}" if re.match(r"10\.\d{4,9}/\S+$", url) else url
    link = url if LINK.fullmatch(url) and len(url) <= 2000 else ""
    return {"title": squeeze(title)[:500], "authors": squeeze(authors)[:2000], "url": link}


def _lines(text: str) -> tuple[list[dict[str, str]], list[str]]:
    """Reads “Author, et al.: *Title* [Link](…)”."""
    found, rest = papers.read(list(tree_of(text, Report()).find_all(True, recursive=False)), Report())
    return [_paper(**paper) for paper in found], [squeeze(block.get_text()) for block in rest]


def _table(text: str) -> tuple[list[dict[str, str]], list[str]] | None:
    """Reads CSV with the column names of a submission system; None where the first line has no title column."""
    first = text.lstrip().split("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows = list(csv.reader(io.StringIO(text.strip()), delimiter=delimiter))
    heads = [head.strip().strip("\ufeff").lower() for head in rows[0]] if rows else []
    places = {name: next((n for n, head in enumerate(heads) if head in known), -1) for name, known in COLUMNS.items()}
    if places["title"] < 0 or len(heads) < 2:
        return None
    found, unread = [], []
    for row in filter(any, rows[1:]):
        cells = {name: row[place] if 0 <= place < len(row) else "" for name, place in places.items()}
        if cells["title"].strip():
            found.append(_paper(cells["title"], cells["authors"].replace("*", "").replace(";", ", "), cells["url"]))
        else:
            unread.append(squeeze(delimiter.join(row)))
    return found, unread


def _bibtex(text: str) -> tuple[list[dict[str, str]], list[str]]:
    """Reads BibTeX; braces that only keep capitals are left out, and names are put first name first."""
    library = parse_string(text)
    found, unread = [], [squeeze(block.raw or "")[:200] for block in library.failed_blocks]
    for entry in library.entries:
        fields: dict[str, Any] = {field.key.lower(): re.sub(r"[{}]", "", str(field.value)) for field in entry.fields}
        if fields.get("title"):
            people = [_first_name_first(name) for name in re.split(r"\s+and\s+", fields.get("author", ""))]
            found.append(
                _paper(fields["title"], ", ".join(filter(None, people)), fields.get("url") or fields.get("doi", ""))
            )
        else:
            unread.append(squeeze(entry.raw or "")[:200])
    return found, unread


def _first_name_first(name: str) -> str:
    last, _, first = name.partition(",")
    return squeeze(f"{first} {last}")
