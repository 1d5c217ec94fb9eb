"""Reads papers from the table of a submission system, a spreadsheet or this site."""

import csv
import io
import re

from faimi.exchange.draft import PageError
from faimi.exchange.page.recognise.names import are_people, is_place
from faimi.exchange.pasted.candidate import Candidate, make_candidate
from faimi.exchange.text_matching import cut, squeeze

COLUMNS = {
    "title": ["title", "paper title", "papertitle", "paper"],
    "authors": ["authors", "author names", "author", "author(s)", "authornames"],
    "url": ["url", "link", "pdf", "forum", "doi"],
}
MAX_CELL_CHARS = 10_000
DECISION_COLUMN = re.compile(r"\b(?:status|decision)\b", re.I)
NOT_ACCEPTED = re.compile(r"reject|withdr[ae]w|declin|retract|not accept", re.I)
AFFILIATION = re.compile(r"\s*(?:\((?:[^()]|\([^()]*\))*\)|<[^<>]*>)\s*\*?\s*(?:[,;]|$|(?=and\s))")
PYTHON_LIST = re.compile(r"\[.*\]", re.S)
QUOTED_NAME = re.compile(r"(?P<quote>[\"'])(?P<name>.+?)(?P=quote)\s*(?=[,\]])", re.S)


def read_table(text: str) -> tuple[list[Candidate], list[str]] | None:
    """The papers and the rows without a title; None where the first line names no column of titles.

    Raises PageError where a cell has no end.
    """
    first = text.lstrip().split("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text.strip()), delimiter=delimiter))
    except csv.Error:
        raise PageError("a cell of it is too long. See whether a quotation mark is missing.") from None
    heads = [head.strip().strip("\ufeff") for head in rows[0]] if rows else []
    names = [head.lower() for head in heads]
    places = {name: next((n for n, head in enumerate(names) if head in known), -1) for name, known in COLUMNS.items()}
    if places["title"] < 0 or len(heads) < 2:
        return None
    found, unread = [], []
    for row in filter(any, rows[1:]):
        cells = {name: row[place][:MAX_CELL_CHARS] if 0 <= place < len(row) else "" for name, place in places.items()}
        if cells["title"].strip():
            one = make_candidate(_as_typed(cells["title"]), _people(_as_typed(cells["authors"])), cells["url"])
            one.doubts += _decided_against(heads, row)
            found.append(one)
        else:
            unread.append(squeeze(delimiter.join(row)))
    return found, unread


def _as_typed(cell: str) -> str:
    """Drops the apostrophe that keeps a spreadsheet from running a cell, as in this site's own table."""
    return re.sub(r"^'(?=[=+@-])", "", cell)


def _decided_against(heads: list[str], row: list[str]) -> list[str]:
    """What a row's columns say where that is a rejection or a withdrawal."""
    told = [
        (head, cell)
        for head, cell in zip(heads, row, strict=False)
        if DECISION_COLUMN.search(head) and NOT_ACCEPTED.search(cell)
    ]
    return [f"The column “{cut(head)}” says “{cut(cell)}”." for head, cell in told]


def _people(text: str) -> str:
    """Names first name first, with commas between them, without where people are from."""
    if PYTHON_LIST.fullmatch(text.strip()):
        return ", ".join(match["name"] for match in QUOTED_NAME.finditer(text)) or text.strip(" []")
    parts = [part.strip(" *,") for part in re.split(r"[;|]", AFFILIATION.sub(";", text).replace("*", ""))]
    names = [re.sub(r"^and\s+", "", part) for part in parts if part]
    marked = re.search(r"[;|]", text) or AFFILIATION.search(text)
    return ", ".join(map(_first_name_first, names) if marked else names)


def _first_name_first(name: str) -> str:
    """Turns “Doe, Jane”; two whole names, or one and a place, stay as they are."""
    last, _, first = (part.strip() for part in name.partition(","))
    if not first or "," in first or (are_people(last) and (are_people(first) or is_place(first))):
        return name
    return f"{first} {last}"
