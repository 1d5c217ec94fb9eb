"""Prose as text with marks in it, so that a sentence can be read and put back with its links and bold words."""

import re
from html import escape

from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement

from faimi.exchange.words import squeeze

# Marks that no page holds, for control characters are left out: around bold text, links and full stops in names.
BOLD, PLAIN, LINK, LINKED, STOP = "\x02", "\x03", "\x04", "\x06", "\x07"


def marked(part: PageElement) -> str:
    """Gives text with marks around what is bold or a link."""
    if not isinstance(part, Tag):
        return part.get_text()
    inner = "".join(marked(child) for child in part.children)
    if part.name in ("b", "strong") and inner.strip():
        return f"{BOLD}{inner.replace('.', STOP)}{PLAIN}"
    if part.name == "a" and part.get("href"):
        return f"{LINK}{part['href']}\x05{inner}{LINKED}"
    return f"{inner} " if part.name in ("p", "li", "br") else inner


def plain(text: str) -> str:
    """Gives marked text without its marks."""
    text = re.sub(f"{LINK}[^\x05]*\x05|[{LINKED}{BOLD}{PLAIN}]", "", text)
    return squeeze(text.replace(STOP, "."))


def unmarked(sentence: str) -> Tag:
    """Gives a sentence that was not understood as the paragraph it was."""
    html = escape(sentence.replace(STOP, "."), quote=True)
    html = re.sub(f"{LINK}([^\x05]*)\x05", r'<a href="\1">', html).replace(LINKED, "</a>")
    html = html.replace(BOLD, "<strong>").replace(PLAIN, "</strong>")
    paragraph = BeautifulSoup(f"<p>{html}</p>", "lxml").p
    assert paragraph
    return paragraph
