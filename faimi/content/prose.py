"""Markdown to safe HTML, and typography for the short texts that are not Markdown."""

import re
from datetime import date
from functools import lru_cache

import nh3
from markdown import Markdown
from markupsafe import Markup, escape

EXTENSIONS = ["tables", "fenced_code", "sane_lists", "smarty", "pymdownx.tilde"]
HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
BLOCKS = {
    "blockquote",
    "dd",
    "dl",
    "dt",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "ul",
}
INLINE = {"a", "abbr", "b", "br", "code", "del", "em", "i", "img", "s", "strong", "sub", "sup"}
ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}, "th": {"scope"}}
LOCAL = re.compile(r"/(?![/\\])[^\s\\]*$")
COSTLIEST = 2_000_000  # about a second
DEEP = re.compile(r"^(?:[ \t]*(?:[-+*>]|\d+\.)){20}|^[ \t]{120}", re.M)


def _own_pictures_only(tag: str, attribute: str, value: str) -> str | None:
    """Drops a picture's address on another host: the page loads nothing from elsewhere."""
    return None if (tag, attribute) == ("img", "src") and not LOCAL.match(value) else value


def too_intricate(text: str) -> bool:
    """Gives whether Markdown would take a long time, or more depth than there is, to render.

    Python-Markdown looks from each bracket to the end of its paragraph, and nests a call for each level of a list.
    """
    paragraphs = re.split(r"\n\s*\n", text)
    costs = (len(paragraph) * sum(paragraph.count(c) for c in "[<`*_!") for paragraph in paragraphs)
    return max(costs) > COSTLIEST or DEEP.search(text) is not None


@lru_cache(maxsize=2048)
def render(text: str) -> Markup:
    """Gives the Markdown `text` as HTML that is safe to show whoever wrote it."""
    if too_intricate(text):
        return Markup("<p>{}</p>").format(text)
    html = Markdown(extensions=EXTENSIONS, output_format="html").convert(text)
    html = re.sub(r"<(/?)h[12]>", r"<\1h3>", html)  # the page's own headings are of these levels
    clean = nh3.clean(
        html,
        tags=HEADINGS | BLOCKS | INLINE,
        attributes=ATTRIBUTES,
        attribute_filter=_own_pictures_only,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    return Markup(clean)  # noqa: S704  # nh3 cleaned it in the line above


@lru_cache(maxsize=4096)
def typeset(text: str) -> Markup:
    """Gives a plain text with typographer's quotes, apostrophes and dashes, escaped for HTML."""
    text = re.sub(r"(?<![^\s(\[–—-])\"", "“", text)
    text = text.replace('"', "”")
    text = re.sub(r"(?<![^\s(\[–—-])'(?=\w)", "‘", text)
    text = text.replace("'", "’").replace(" - ", " – ").replace("...", "…")
    return escape(text)


@lru_cache(maxsize=4096)
def names(text: str) -> Markup:
    """Keeps the parts of each name in a comma-separated list of names together on one line."""
    parts = (part.strip() for part in typeset(text).split(","))
    return Markup(", ").join(p.replace(" ", Markup("&nbsp;")) if len(p) < 32 else p for p in parts)


def initials(name: str) -> str:
    """Gives the first letters of a name's first and last part: "Dr. Mercy Asiedu" is "MA"."""
    parts = [part for part in name.split() if part[0].isalpha() and not part.endswith(".")]
    return "".join(part[0].upper() for part in (parts[:1] + parts[1:][-1:]))


def day(when: date) -> str:
    """Gives a date as people write it: 28 June 2024."""
    return f"{when.day} {when:%B %Y}"
