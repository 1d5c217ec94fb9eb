"""The accepted papers for reference managers (BibTeX) and spreadsheets (CSV, RFC 4180)."""

import csv
from io import StringIO

from faimi.content import Edition
from faimi.content.page import Page
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from faimi.exchange.row_facts import ET_AL, as_text, printable, split_names, web_address

LATEX_ESCAPES = str.maketrans(
    {c: f"\\{c}" for c in "%&#$_"}
    | {"{": r"{\textbraceleft}", "}": r"{\textbraceright}", "\\": r"{\textbackslash}"}  # BibTeX counts even \{
    | {"~": r"{\textasciitilde}", "^": r"{\textasciicircum}"}
)
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")  # what a spreadsheet would run, not show
COLUMNS = ("title", "authors", "url", "talks", "awards", "pdf", "code", "keywords", "abstract")


def as_bibtex(page: Page) -> str:
    """The papers as @inproceedings, each under a key that stays; braces keep the titles' capitals."""
    return "\n".join(bibtex_entry(page.edition, paper) for paper in page.rows("paper"))


def bibtex_entry(edition: Edition, paper: Paper, *, with_abstract: bool = True) -> str:
    """One paper as @inproceedings, with what it is about; to be read on a page, without its abstract."""
    names = split_names(paper.authors) + (["others"] if ET_AL.search(paper.authors) else [])
    fields = {
        "author": " and ".join(map(_latex, names)),
        "title": f"{{{_latex(paper.title)}}}",
        "booktitle": _latex(venue_of_papers(edition)),
        "year": str(edition.starts_on.year) if edition.starts_on else "",
        "url": _address(paper.url) or _address(paper.pdf),
        "pdf": _address(paper.pdf),
        "keywords": _latex(paper.keywords),
        "abstract": _latex(as_text(paper.abstract)) if with_abstract else "",
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items() if value]
    return f"@inproceedings{{{edition.slug}-paper-{paper.number},\n{''.join(lines)}}}\n"


def venue_of_papers(edition: Edition) -> str:
    """The name under which an edition's papers are cited."""
    return ", ".join(filter(None, [edition.title, edition.tagline]))


def _address(link: str) -> str:
    return web_address(link).replace("{", "%7B").replace("}", "%7D")


def _latex(text: str) -> str:
    return " ".join(printable(text).split()).translate(LATEX_ESCAPES)


def as_csv(page: Page) -> str:
    """The papers as a table with a header; of several talks in a cell, "; " stands between the times, HH:MM.

    Where the edition takes several days, the date stands before each.
    """
    file = StringIO(newline="")
    file.write("\ufeff")  # or Excel takes the letters for those of another encoding
    table = csv.writer(file)
    table.writerow(COLUMNS)
    for paper in page.rows("paper"):
        naming = page.naming(paper)
        talks = "; ".join(_when(slot) for slot in naming.get("slot", ()) if slot.start)
        awards = "; ".join(award.name for award in naming.get("award", ()))
        told = {"talks": talks, "awards": awards}
        table.writerow(_cell(told[name] if name in told else getattr(paper, name)) for name in COLUMNS)
    return file.getvalue()


def _when(slot: Slot) -> str:
    at = slot.announced_start
    assert at
    day = slot.edition.date_of(at.day)
    return f"{day} {at.clock:%H:%M}" if day and slot.edition.days > 1 else f"{at.clock:%H:%M}"


def _cell(text: str) -> str:
    text = printable(text)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
