"""A page's file: bytes to text, and its Markdown to a tree of HTML."""

import re
from html import unescape
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag
from markdown import Markdown

from faimi.content.cleaning import visible
from faimi.content.prose import work_of_lines
from faimi.exchange.draft import PageError, Report, Source
from faimi.exchange.page.source.front_matter import plain_words, split_front_matter
from faimi.exchange.page.source.heading_ids import give_ids, ids_in, with_ids_beside
from faimi.exchange.page.source.kramdown import as_python_markdown
from faimi.exchange.page.source.liquid import without_liquid
from faimi.exchange.page.source.tree import tidied
from faimi.exchange.text_matching import same, words_of

MAX_FILE_BYTES = 1_000_000
EXTENSIONS = ["tables", "fenced_code", "sane_lists", "def_list", "attr_list", "md_in_html", "pymdownx.tilde"]
EXTENSION_CONFIGS = {"pymdownx.tilde": {"subscript": False}}
# Python-Markdown takes quadratic time where many of these stand in one block and do not close.
COSTLY_CHARS, MAX_PARSING_WORK = "[<`*_~!(\\&", 20_000_000
MAX_LINES = 12_000  # each of which is looked at by itself
ENTRY = re.compile(r" {0,3}(?:[-+*]|\d+\.)\s")
XML_DECLARATION = re.compile(r"\s*<\?xml\b[^<>]*>")
CHARACTER = re.compile(r"&(?:#x?[0-9a-f]+;?|(?:shy|zwn?j|[lr]rm|zerowidthspace|nobreak);)", re.I)
MAX_REFERENCE_CHARS = 12


def split_file(path: Path, report: Report) -> tuple[dict[Any, Any], str]:
    """A file's front matter and what stands below it; raises PageError where it cannot be read."""
    text = visible(_text(path))
    report.source = Source(text)
    return split_front_matter(text, report)


def read_file(path: Path, report: Report) -> tuple[dict[Any, Any], str]:
    """A page's front matter and its body, which is Markdown.

    Raises PageError, in words for the person who ran the import, where the file is no page.
    """
    front, body = split_file(path, report)
    if not body.strip() and "faimi" not in front:
        raise PageError("there is nothing below its front matter." if front else "the file is empty.")
    return front, body


def refuse_long(body: str) -> None:
    """Raises PageError for more lines than a page has that people wrote."""
    if (count := len(re.findall(r"^.*\S", body, re.M))) > MAX_LINES:
        raise PageError(f"it has {count:,} lines; up to {MAX_LINES:,} can be read at once. Divide it.")


def tree_of(body: str, report: Report, is_html: bool = False) -> Tag:
    """Markdown, or what is HTML already, as a tree without what is no content.

    Raises PageError where it would take the Markdown library minutes.
    """
    return tidied(_soup(body, report, is_html), report)


def anchors_of(body: str, is_html: bool) -> set[str]:
    """What links could lead to on the page that Jekyll made of a body, without its layout; PageError as `tree_of`."""
    return ids_in(_soup(body, Report(), is_html))


def _soup(body: str, report: Report, is_html: bool) -> BeautifulSoup:
    if is_html:
        body = XML_DECLARATION.sub("", without_liquid(body, report))
    else:
        body = as_python_markdown(with_ids_beside(body), report)
        _check(body)
        body = Markdown(extensions=EXTENSIONS, extension_configs=EXTENSION_CONFIGS).convert(body)
    soup = BeautifulSoup(visible(CHARACTER.sub(_resolved, body)), "lxml")
    give_ids(soup, by_text=not is_html)
    return soup


def is_document(body: Tag) -> bool:
    """Whether a tree is of a whole HTML document, which says what it is called."""
    return body.parent is not None and body.parent.find("title") is not None


def title_of(body: Tag) -> str:
    """The title that an HTML document gives itself, else its heading of the first level, if it has one alone."""
    named = body.parent.find("title") if body.parent else None
    tops = [named] if named and words_of(named) else body.find_all("h1")
    return plain_words(tops[0].get_text()) if len(tops) == 1 else ""


def drop_masthead(body: Tag, title: str) -> None:
    """Takes out a heading that says the page's title again, and has nothing below it."""
    top = body.find("h1")
    if isinstance(top, Tag) and same(plain_words(top.get_text()), title) and not top.find(["a", "img"]):
        after = top.find_next_sibling(True)
        if isinstance(after, Tag) and after.name == "h2":
            top.decompose()


def _text(path: Path) -> str:
    try:
        if path.exists() and not path.is_file():
            raise PageError("it is a folder or a device, not a file.")
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise PageError(f"it has {size / 1e6:.1f} MB; a page may have {MAX_FILE_BYTES / 1e6:.1f}.")
        data = path.read_bytes()
    except OSError as error:
        raise PageError(f"it cannot be read: {error.strerror}.") from None
    if b"\0" in data:
        raise PageError("this is a binary file, not a page in Markdown.")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise PageError(f"it is not in UTF-8 (line {line}). Save it as UTF-8 and try again.") from None


def _check(body: str) -> None:
    """Refuses what would keep the Markdown library busy for minutes; rows and entries are read one by one."""
    work = 0
    for block in re.split(r"\n[ \t]*\n", body):
        lines = block.strip("\n").split("\n")
        table = len(lines) > 1 and "-" in lines[1] and not lines[1].strip("|:- \t")
        entries = (
            lines if table else re.split(r"\n(?= {0,3}(?:[-+*]|\d+\.)\s)", block) if ENTRY.match(block) else [block]
        )
        work += work_of_lines(block) + sum(max(entry.count(c) for c in COSTLY_CHARS) * len(entry) for entry in entries)
    if work > MAX_PARSING_WORK:
        raise PageError("it is too intricate to read: too many brackets, marks or cells stand in one block.")


def _resolved(reference: re.Match[str]) -> str:
    """The character itself, where it is one that may be invisible; nothing for what is none."""
    sign = unescape(reference[0]).replace("\ufffd", "") if len(reference[0]) <= MAX_REFERENCE_CHARS else ""
    return reference[0] if sign and visible(sign) == sign else sign
