"""Reads papers from the table of a submission system, a spreadsheet or this site."""

import csv
import io
import re
from collections.abc import Iterable

from faimi.content.papers import DETAILS
from faimi.exchange.draft import PageError
from faimi.exchange.pasted.candidate import Candidate, make_candidate, refuse_many
from faimi.exchange.pasted.people import MAX_AUTHORS, SURNAMES_FIRST, people, people_in
from faimi.exchange.pasted.verdict import is_against
from faimi.exchange.text_matching import cut, essence, squeeze

COLUMNS = {  # what a column may be called, the likeliest first
    "title": ["title", "paper title", "submission title", "papertitle", "paper"],
    "authors": ["authors", "author names", "author(s)", "author list", "authornames", "author", "name"],
    "given": ["first", "given", "given name", "first name", "given names", "first names", "firstname"],
    "family": ["last", "family", "family name", "last name", "surname", "lastname"],
    "url": ["url", "link", "forum", "doi", "pdf", "paper url", "paper link"],
    "pdf": ["pdf", "pdf url", "pdf link", "paper pdf"],
    "code": ["code", "code url", "code link", "github", "repository", "source code"],
    "keywords": ["keywords", "key words", "author keywords", "topics", "tags"],
    "abstract": ["abstract", "summary"],
    "number": ["paper", "id", "paper id", "paperid", "pid", "number", "no", "submission", "submission id", ""],
}
MAX_CELL_CHARS, MAX_ROWS, MAX_COLUMNS = 10_000, 20_000, 500
HEAD_LINES = 10  # among which the names of the columns stand
Row = dict[str, list[str]]


def read_table(text: str) -> tuple[list[Candidate], list[str]] | None:
    """The papers, and the rows without a title; None where no line at its head names a column of titles.

    Raises PageError where a cell has no end, or where it is too long.
    """
    lines = text.strip("\n").split("\n")
    named = ((above, *_places(line)) for above, line in enumerate(lines[:HEAD_LINES]))
    above, delimiter, places = next((one for one in named if one[2]), (0, "", {}))
    if not places:
        return None
    heads, *rows = _rows("\n".join(lines[above:]), delimiter)
    unread = [cut(told) for told in lines[:above] if told.strip(",;\t ") and not told.startswith("sep=")]
    papers: list[tuple[Row, list[list[str]]]] = []
    for row in rows:
        cells = {name: [_as_typed(row[n]) for n in found if n < len(row)] for name, found in places.items()}
        if not any(cells["title"]):
            unread.append(cut(squeeze(delimiter.join(row)), 100))
        elif papers and _is_same(papers[-1][0], cells):
            papers[-1][1].append(row)
            known = papers[-1][0]["authors"]
            known += [name for name in _authors(cells) if len(known) < MAX_AUTHORS and name not in known]
        elif row != heads:
            papers.append((cells | {"authors": _authors(cells)}, [row]))
    refuse_many(len(papers))
    reversed_ = any(SURNAMES_FIRST.fullmatch(cell) for cells, _ in papers for cell in cells["authors"])
    return [_candidate(cells, heads, rows, reversed_) for cells, rows in papers], unread


def _places(line: str) -> tuple[str, dict[str, list[int]]]:
    """What divides a line, and where the columns stand that it names, the likeliest first; none but with titles."""
    delimiter = max(",;\t", key=line[:MAX_CELL_CHARS].count)
    if delimiter not in line:
        return delimiter, {}
    try:
        heads = next(csv.reader([line], delimiter=delimiter), [])[:MAX_COLUMNS]
    except csv.Error:
        return delimiter, {}
    names = [squeeze(head.replace("_", " ")).lower().strip(" #?:*.\ufeff") for head in heads]
    found = {
        kind: [
            n for name in known for n, head in enumerate(names) if head == name and (head or heads[n].strip() == "#")
        ]
        for kind, known in COLUMNS.items()
    }
    title = found["title"][:1]
    found |= {"title": title, "number": [n for n in found["number"] if n not in title][:1]}
    return delimiter, found if title else {}


def _rows(text: str, delimiter: str) -> list[list[str]]:
    try:
        rows = [row[:MAX_COLUMNS] for row in csv.reader(io.StringIO(text), delimiter=delimiter) if any(row)]
    except csv.Error:
        raise PageError("a cell of it is too long. See whether a quotation mark is missing.") from None
    refuse_many(len(rows), "rows", MAX_ROWS)
    return rows


def _as_typed(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from running it, as in this site's own table."""
    return re.sub(r"^'(?=[=+@-])", "", cell[:MAX_CELL_CHARS])


def _authors(cells: Row) -> list[str]:
    """What a row says about authors: cells of names, or one name whose parts have columns of their own."""
    if cells["given"] or cells["family"]:
        return [
            name for name in (" ".join(filter(None, map(squeeze, cells["given"][:1] + cells["family"][:1]))),) if name
        ]
    return [cell for cell in cells["authors"][:1] if cell.strip()]


def _is_same(paper: Row, cells: Row) -> bool:
    """Whether a row says the same paper as the one above it, and one more of its authors."""
    alone = all(not re.search(r"[;|]| and ", name) for name in (*paper["authors"][-1:], *_authors(cells)))
    same = essence(paper["title"][0]) == essence(cells["title"][0]) and paper["number"] == cells["number"]
    return same and alone and bool(paper["authors"] and _authors(cells))


def _candidate(cells: Row, heads: list[str], rows: Iterable[list[str]], surnames_first: bool) -> Candidate:
    names = cells["authors"]
    if cells["given"] or cells["family"]:
        authors = people(names)
    else:
        authors = people_in(names[0], surnames_first) if len(names) == 1 else ", ".join(map(people_in, names))
    details = {name: next(filter(None, cells[name]), "") for name in DETAILS if name != "url"}
    one = make_candidate(cells["title"][0], authors, *cells["url"], **details)
    told = dict.fromkeys(pair for row in rows for pair in zip(heads, row, strict=False) if is_against(*pair))
    one.doubts += [f"The column “{cut(head)}” says “{cut(cell)}”." for head, cell in told]
    return one
