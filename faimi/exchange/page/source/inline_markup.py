"""What is set in bold or italics, or leads somewhere: as runs of a line, or as marks in a text that can be put back."""

import re
from dataclasses import dataclass
from html import escape
from itertools import groupby

from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement

from faimi.exchange.page.source.tree import Line
from faimi.exchange.text_matching import squeeze

EMPTY = re.compile(r"et al\.?|[\W_]*")
# Marks that no page holds, for control characters are left out: around bold and italic text, links and full stops in
# names.
BOLD, BOLD_END, LINK, LINK_END, STOP = "\x02", "\x03", "\x04", "\x06", "\x07"
ITALIC, ITALIC_END = "\x0e", "\x0f"


@dataclass
class Run:
    """A run of text in a line, set in the same way: as a title (`em` or `strong`) or not, and where it leads."""

    text: str
    style: str
    url: str


def runs_of(line: Line) -> list[Run]:
    """A line as runs of the same style."""
    strings = []
    for part in line:
        for string in part.descendants if isinstance(part, Tag) else [part]:
            if isinstance(string, Tag):
                strings += [Run(" ", "", "")] * (string.name == "br")
                continue
            above = _above(string, part)
            names = {tag.name for tag in above}
            style = "em" if names & {"em", "i"} else "strong" if names & {"strong", "b"} else ""
            style = "" if EMPTY.fullmatch(squeeze(string.get_text())) and string.get_text().strip() else style
            url = next((str(tag.get("href", "")) for tag in above if tag.name == "a"), "")
            strings.append(Run(string.get_text(), style, url))
    runs = []
    for (style, url), group in groupby(strings, lambda run: (run.style, run.url)):
        if text := squeeze("".join(run.text for run in group)):
            runs.append(Run(text, style, url))
    return runs


def _above(string: PageElement, part: PageElement) -> list[Tag]:
    """The tags around a string, up to the part of the line that holds it."""
    tags = []
    for tag in string.parents if string is not part else ():
        tags.append(tag)
        if tag is part:
            break
    return tags


def with_marks(part: PageElement) -> str:
    """Text with marks around what is bold, italic or a link."""
    if not isinstance(part, Tag):
        return part.get_text()
    inner = "".join(with_marks(child) for child in part.children)
    if part.name in ("b", "strong") and inner.strip():
        return f"{BOLD}{inner.replace('.', STOP)}{BOLD_END}"
    if part.name in ("em", "i") and inner.strip():
        return f"{ITALIC}{inner}{ITALIC_END}"
    if part.name == "a" and part.get("href"):
        return f"{LINK}{part['href']}\x05{inner}{LINK_END}"
    return f"{inner} " if part.name in ("p", "li", "br") else inner


def without_marks(text: str) -> str:
    """The text of a part without its marks."""
    text = re.sub(f"{LINK}[^\x05]*\x05|[{LINK_END}{BOLD}{BOLD_END}{ITALIC}{ITALIC_END}]", "", text)
    return squeeze(text.replace(STOP, "."))


def as_paragraph(sentence: str) -> Tag:
    """A sentence that was not understood as the paragraph it was."""
    html = escape(sentence.replace(STOP, "."), quote=True)
    html = re.sub(f"{LINK}([^\x05]*)\x05", r'<a href="\1">', html).replace(LINK_END, "</a>")
    html = html.replace(BOLD, "<strong>").replace(BOLD_END, "</strong>")
    html = html.replace(ITALIC, "<em>").replace(ITALIC_END, "</em>")
    paragraph = BeautifulSoup(f"<p>{html}</p>", "lxml").p
    assert paragraph
    return paragraph
