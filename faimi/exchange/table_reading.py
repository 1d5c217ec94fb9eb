"""A table that was copied from a spreadsheet or a document, or the lines of a playlist, as rows of texts."""

import re

from bs4 import BeautifulSoup, Tag

from faimi.content.cleaning import visible
from faimi.exchange.clipboard import MAX_HTML_CHARS, leave_out
from faimi.exchange.draft import PageError
from faimi.exchange.page.schedule.grid import grid_of
from faimi.exchange.page.source.tree import BLOCKS, check_depth
from faimi.exchange.pasted.candidate import WEB_ADDRESS, refuse_many
from faimi.exchange.pasted.encoding import refuse_large
from faimi.exchange.text_matching import by_lines, squeeze

MAX_CELLS, MAX_ROWS, MAX_COLUMNS = 10_000, 2_000, 50
MAX_TAGS = 60_000  # with those that end: a cell has up to six
CELL = re.compile(r'"(?P<quoted>(?:[^"]|"")*+)"[ ]*(?=[\t\n]|\Z)|(?P<bare>[^\t\n]*)')
LINK = re.compile(r"https?://[^\s<>\"]+", re.I)
BESIDE_LINK = " \t-–—|:;,.•*()[]<>"
LENGTH = re.compile(r"(?:\d+:)?\d{1,2}:\d{2}")  # of a video
HALF = r"\s*[ap]\.?m\.?"
CLOCK = rf"\d{{1,2}}(?:[:.h]\d{{2}}(?:{HALF})?|{HALF})"
RANGE = re.compile(rf"(?P<start>\d{{1,2}}|{CLOCK})\s*(?:-|–|—|to|until)\s*(?P<end>{CLOCK})", re.I)
Rows = list[list[str]]


def read_table(text: str, html: str = "") -> Rows:
    """The rows of what was copied, all of one length, without those and columns that are empty.

    A table in the HTML goes before the text; where neither is one, each line that leads somewhere is a row of its words
    and its link. A column of words that lead somewhere is followed by one of its links, and one of times from and to
    becomes two, without a head of their own. Raises PageError where it is too large or too intricate to read.
    """
    refuse_large(len(text.encode(errors="replace")))
    text = visible(by_lines(text))
    rows = _of_html(visible(html)) or (_cells(text) if "\t" in text else _links(text))
    if not rows:
        rows = [[line] for line in text.split("\n")]
    refuse_many(sum(map(len, rows)), "cells", MAX_CELLS)
    rows = _squared([row for row in rows if any(map(str.strip, row))])
    refuse_many(len(rows), "rows", MAX_ROWS)
    return _without_empty_columns(_with_ranges_apart(rows))


def as_text(rows: Rows) -> str:
    """Rows as a spreadsheet copies them, a cell of several lines in quotation marks: `read_table` reads them again."""
    return "\n".join("\t".join(map(_quoted, row)) + "\t" * (len(row) == 1) for row in rows)


def is_playlist(rows: Rows) -> bool:
    """Whether each row is the words of a link, and the link."""
    return bool(rows) and all(len(row) == 2 and row[0] and WEB_ADDRESS.fullmatch(row[1]) for row in rows)


def _quoted(cell: str) -> str:
    return '"{}"'.format(cell.replace('"', '""')) if re.search(r"[\t\n]|^\"", cell) else cell


def _cells(text: str) -> Rows:
    """The cells of a spreadsheet's text; one in quotation marks may hold lines, tabs, and such marks doubled."""
    rows: Rows = [[]]
    place = 0
    while place <= len(text):
        found = CELL.match(text, place)
        assert found is not None  # a bare cell may be empty
        quoted = found["quoted"]
        rows[-1].append(found["bare"] if quoted is None else quoted.replace('""', '"'))
        if text[found.end() : found.end() + 1] == "\n":
            rows.append([])
        place = found.end() + 1
    return rows


def _of_html(html: str) -> Rows:
    """The rows of the tables in HTML, else the links in it with their words."""
    if len(html) > MAX_HTML_CHARS or html.count("<") > MAX_TAGS:
        raise PageError("it is too large.")
    if not re.search(r"<(?:table|a)\b", html, re.I):
        return []
    refuse_many(len(re.findall(r"<t[dh]\b", html, re.I)), "cells", MAX_CELLS)
    try:
        tree = BeautifulSoup(html, "lxml")
        check_depth(tree)
        leave_out(tree)
        tables = [table for table in tree.find_all("table") if not table.find_parent("table")]
        if tables:
            return _with_links(_squared([list(map(_cell, row)) for table in tables for row in grid_of(table)]))
        found = {str(tag["href"]): squeeze(tag.get_text()) for tag in reversed(tree.find_all("a", href=LINK))}
    except RecursionError:
        raise PageError("its text is nested too deeply to read.") from None
    told = [[words, link] for link, words in reversed(found.items())]
    return [row for row in told if row[0] and not LENGTH.fullmatch(row[0]) and row[0] != row[1]]


def _cell(tag: Tag) -> str:
    """What a cell says, line by line, and after a tab where it leads; what reaches into it from above is its own."""
    link = next((str(a["href"]) for a in tag.find_all("a", href=LINK)), "")
    for part in tag.find_all("br"):
        part.replace_with("\n")
    for part in tag.find_all([*BLOCKS]):
        part.insert_before("\n")
        part.insert_after("\n")
    lines = filter(None, map(squeeze, tag.get_text().split("\n")))
    said = "\n".join(lines) or str(tag.get("data-above", ""))
    return f"{said}\t{link}" if link and link != said else said


def _with_links(rows: Rows) -> Rows:
    """The same with a column for the links of each column whose words lead somewhere."""
    columns: Rows = []
    for column in zip(*rows, strict=True):
        parted = [cell.partition("\t") for cell in column]
        columns.append([words for words, _, _ in parted])
        if any(link for _, _, link in parted):
            columns.append([link for _, _, link in parted])
    return [list(row) for row in zip(*columns, strict=True)]


def _links(text: str) -> Rows:
    """The lines of a playlist, words and a link, which may stand in the line below; none where there is no link."""
    rows: Rows = []
    above = ""
    for line in map(squeeze, text.split("\n")):
        found = LINK.search(line)
        words = (line[: found.start()] + " " + line[found.end() :] if found else line).strip(BESIDE_LINK)
        if found:
            rows.append([words or above, found[0].rstrip(".,;)")])
            above = ""
        elif words and not LENGTH.fullmatch(words):
            above = words
    return rows


def _squared(rows: Rows) -> Rows:
    """The same with empty cells where a row has fewer than others, and no more than there can be columns."""
    width = min(max(map(len, rows), default=0), MAX_COLUMNS)
    return [(row + [""] * width)[:width] for row in rows]


def _with_ranges_apart(rows: Rows) -> Rows:
    """The same with two columns in place of each of times from and to."""
    columns: Rows = []
    for column in zip(*rows, strict=True):
        ranges = [RANGE.fullmatch(cell.strip()) for cell in column]
        told = [found is not None for found, cell in zip(ranges, column, strict=True) if cell.strip()]
        if all(told[1:] or told):
            columns.append([found["start"] if found else cell for found, cell in zip(ranges, column, strict=True)])
            columns.append([found["end"] if found else "" for found in ranges])
        else:
            columns.append(list(column))
    return [list(row) for row in zip(*columns, strict=True)]


def _without_empty_columns(rows: Rows) -> Rows:
    kept = [place for place in range(len(rows[0]) if rows else 0) if any(row[place].strip() for row in rows)]
    return [[row[place].strip() for place in kept] for row in rows]
