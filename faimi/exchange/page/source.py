"""A page's file: bytes to front matter and a tree of HTML."""

import unicodedata
from pathlib import Path
from typing import Any

import yaml
from bs4 import BeautifulSoup, Comment, Tag
from markdown import Markdown

from faimi.exchange.page.draft import PageError, Report
from faimi.exchange.page.words import squeeze

LARGEST = 2 * 1024 * 1024
EXTENSIONS = ["tables", "sane_lists", "attr_list", "md_in_html", "pymdownx.tilde"]
EXTENSION_CONFIGS = {"pymdownx.tilde": {"subscript": False}}


def read_file(path: Path, report: Report) -> tuple[dict[str, Any], Tag]:
    """Gives a page's front matter and its body as HTML.

    Raises PageError, in words for the person who ran the import, where the file is no page.
    """
    text = _text(path)
    clean = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")
    if clean != text:
        report.unsure(f"{len(text) - len(clean)} control characters were left out.")
    front, body = _front_matter(clean, report)
    if not body.strip() and not front:
        raise PageError("the file is empty.")
    html = Markdown(extensions=EXTENSIONS, extension_configs=EXTENSION_CONFIGS).convert(body)
    return front, _tidied(BeautifulSoup(html, "lxml"), report)


def _text(path: Path) -> str:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise PageError(f"it has {size / 1e6:.1f} MB; a page may have {LARGEST / 1e6:.1f}.")
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


def _front_matter(text: str, report: Report) -> tuple[dict[str, Any], str]:
    """Splits off the YAML between two lines of three dashes."""
    lines = text.lstrip("\n").split("\n")
    if lines[0].rstrip() != "---":
        if text.strip():
            report.unsure("The page has no front matter: title and address are taken from the file.")
        return {}, text
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        raise PageError("its front matter does not end: a line with three dashes is missing.")
    try:
        front = yaml.safe_load("\n".join(lines[1:end]))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 2})" if mark else ""
        raise PageError(f"its front matter is not valid YAML{where}.") from None
    except (ValueError, RecursionError):
        raise PageError("its front matter is not valid YAML.") from None
    if front is not None and not isinstance(front, dict):
        raise PageError("its front matter is not a mapping of names to values, such as “title: …”.")
    return front or {}, "\n".join(lines[end + 1 :])


def _tidied(tree: BeautifulSoup, report: Report) -> Tag:
    """Drops what is no content, and boxes that only lay out what is in them."""
    for comment in tree.find_all(string=lambda text: isinstance(text, Comment)):
        report.unsure(f"A hidden comment was left out: {squeeze(comment)[:60]}")
        comment.extract()
    for tag in tree.find_all(["style", "script"]):
        report.unsure(f"A <{tag.name}> was left out.")
        tag.decompose()
    for box in tree.find_all(["div", "section", "center", "font", "span"]):
        box.unwrap()
    body = tree.body
    if body is None:
        body = tree.new_tag("body")
    return body
