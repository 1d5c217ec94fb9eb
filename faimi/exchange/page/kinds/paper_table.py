"""Reads tables and definition lists of papers."""

import re

from bs4 import Tag

from faimi.exchange.page.kinds.paper_rules import Papers, are_authors
from faimi.exchange.text_matching import words_of

COLUMNS = {
    "title": r".*\b(?:title|paper|name)s?\b.*",
    "authors": r".*\b(?:author|presenter)s?\b.*",
    "url": r".*\b(?:links?|pdf|url|doi)\b.*",
}


# Beside titles alone, without authors.
TITLE, NUMBER = (
    re.compile(r"(?:paper |poster )?titles?", re.I),
    re.compile(r"(?:(?:paper|poster|board|submission) ?)?(?:id|no\.?|nr\.?|number|#)|board|", re.I),
)


def read_paper_table(table: Tag) -> Papers:
    """The papers of a table whose headings say what its columns hold; none without such headings."""
    lines = [list(row.find_all(["td", "th"])) for row in table.find_all("tr")]
    heads = [words_of(cell) for cell in lines[0]] if lines else []
    places = {
        name: next((n for n, head in enumerate(heads) if _names(form, head)), -1) for name, form in COLUMNS.items()
    }
    alone = sum(bool(TITLE.fullmatch(head)) for head in heads) == 1 and all(
        TITLE.fullmatch(head) or NUMBER.fullmatch(head) or re.fullmatch(COLUMNS["url"], head, re.I) for head in heads
    )
    if places["title"] < 0 or not (alone or places["title"] != places["authors"] >= 0):
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


def _names(form: str, head: str) -> bool:
    """Whether a heading names a column, which “Paper ID” does not."""
    return bool(re.fullmatch(form, head[:80], re.I)) and not NUMBER.fullmatch(head)


def read_definitions(block: Tag) -> Papers:
    """The papers of a list of titles with their authors below them, or the reverse; none where one is neither."""
    papers: Papers = []
    parts = block.find_all(["dt", "dd"], recursive=False)
    for term, below in zip(parts[::2], parts[1::2], strict=False):
        texts = [words_of(term), re.sub(r"^by\s+", "", words_of(below), flags=re.I)]
        people = [are_authors(text) for text in texts]
        if (term.name, below.name) != ("dt", "dd") or sum(people) != 1:
            return []
        links = [str(link["href"]) for part in (term, below) for link in part.find_all("a", href=True)]
        papers.append(
            {
                "authors": texts[people.index(True)],
                "title": texts[people.index(False)],
                "url": links[0] if links else "",
            }
        )
    return papers if len(parts) % 2 == 0 else []
