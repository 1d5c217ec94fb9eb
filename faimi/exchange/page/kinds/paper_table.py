"""Reads a table of papers."""

import re

from bs4 import Tag

from faimi.exchange.page.kinds.paper_rules import Papers
from faimi.exchange.text_matching import words_of

COLUMNS = {
    "title": r".*\b(?:title|paper|name)s?\b.*",
    "authors": r".*\bauthors?\b.*",
    "url": r".*\b(?:links?|pdf|url|doi)\b.*",
}


def read_paper_table(table: Tag) -> Papers:
    """The papers of a table whose headings say what its columns hold; none without such headings."""
    lines = [list(row.find_all(["td", "th"])) for row in table.find_all("tr")]
    heads = [words_of(cell) for cell in lines[0]] if lines else []
    places = {
        name: next((n for n, head in enumerate(heads) if re.fullmatch(form, head[:80], re.I)), -1)
        for name, form in COLUMNS.items()
    }
    if places["title"] < 0 or not places["title"] != places["authors"] >= 0:
        return []
    papers: Papers = []
    for cells in lines[1:]:
        texts = {name: words_of(cells[n]) if 0 <= n < len(cells) else "" for name, n in places.items()}
        title = cells[places["title"]] if places["title"] < len(cells) else None
        links = [*(title.find_all("a") if title else ()), *(link for cell in cells for link in cell.find_all("a"))]
        if texts["title"]:
            url = str(links[0].get("href", "")) if links else ""
            papers.append({"authors": texts["authors"], "title": texts["title"], "url": url})
    return papers
