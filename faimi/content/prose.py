"""Markdown to safe HTML, and typography for the short texts that are not Markdown."""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from html import unescape
from unicodedata import east_asian_width

import nh3
from flask import has_request_context, render_template, request
from markupsafe import Markup, escape

from faimi.content.cleaning import RIGHT_TO_LEFT
from faimi.media import Picture

PictureOf = Callable[[str], Picture | None]
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
LOCAL_PATH = re.compile(r"/(?![/\\])[^\s\\]*$")
SERVED_PATH = re.compile(r"/(?:static/|media/\w+\.)")
TAG = re.compile(r'<(?P<name>/?\w+)(?P<attributes>(?:"[^"]*"|[^">])*)>')
HREF = re.compile(r'(?<= href=")[^"]*')
MAX_PICTURE_BOX_PX = (640, 442)
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
MAX_UNBROKEN_CHARS = 14  # of a name, for which there is room in the narrowest column
SPACE, AFTER_INITIAL = re.compile(" "), re.compile(r"(?<=\b\w) |(?<=\b\w\.) |(?<=\bDr\.) |(?<=\bProf\.) ")
OWN_DIRECTION = {tag: {"dir": "auto"} for tag in (*sorted(HEADINGS), "p", "ul", "ol", "dl", "table")}
WIDE = {"W", "F"}  # in East Asian writing
TITLE_SIZES = {"longest": 180, "longer": 100, "long": 48}  # and from how many letters on
MAX_REMEMBERED_TEXTS = 2000
remembered: dict[str, Markup] = {}  # HTML by its Markdown
MAX_PARSING_WORK, MAX_PARSING_WORK_OF_ALL = 2_000_000, 6_000_000  # of a paragraph and of a text: about a second
WORK_OF_CELL = 400
HEADING_LINE = re.compile(r"^ {0,3}(?:#|[-=_* ]+$)", re.M)
TABLE_RULE = re.compile(r"[-:| \t]*-[-:| \t]*")
TOO_DEEP = re.compile(r"^(?:[ \t]*(?:[-+*>]|\d+\.)){20}|^[ \t]{120}", re.M)


def _own_pictures_only(tag: str, attribute: str, value: str) -> str | None:
    """Drops a picture's address on another host: the page loads nothing from elsewhere."""
    return None if (tag, attribute) == ("img", "src") and not LOCAL_PATH.match(value) else value


def too_intricate(text: str) -> bool:
    """Whether Markdown would take a long time, or more depth than there is, to render.

    Python-Markdown looks from each bracket to the end of its paragraph, and nests a call for each level of a list.
    """
    paragraphs = re.split(r"\n\s*\n", text)
    costs = [len(one) * sum(one.count(c) for c in "[<`*_!") + work_of_lines(one) for one in paragraphs]
    is_costly = max(costs) > MAX_PARSING_WORK or sum(costs) > MAX_PARSING_WORK_OF_ALL
    return is_costly or TOO_DEEP.search(text) is not None


def work_of_lines(paragraph: str) -> int:
    """What the headings, rules and cells in a paragraph cost, in what a bracket does for each character.

    Python-Markdown looks through all that is left of the paragraph after each heading and rule, and gives each row of a
    table as many cells as the first one has.
    """
    lines = paragraph.strip("\n").split("\n")
    columns = lines[1].count("|") + 1 if len(lines) > 1 and TABLE_RULE.fullmatch(lines[1]) else 0
    return len(paragraph) * len(HEADING_LINE.findall(paragraph)) // 2 + columns * len(lines) * WORK_OF_CELL


def render(text: str) -> Markup:
    """The Markdown `text` as HTML that is safe to show whoever wrote it, from memory if it was rendered before."""
    html = remembered.get(text)
    if html is None:
        html = markdown_to_html(text)
        remember({text: html})
    return html


def remember(htmls: Mapping[str, Markup]) -> None:
    """Keeps in memory how some texts look, a few thousand at most."""
    if len(remembered) > MAX_REMEMBERED_TEXTS:
        remembered.clear()
    remembered.update(htmls)


def markdown_to_html(text: str) -> Markup:
    """The Markdown `text` as safe HTML, rendered now."""
    if too_intricate(text):
        return Markup("<p>{}</p>").format(text)
    from markdown import Markdown  # few commands need it

    html = Markdown(extensions=EXTENSIONS, output_format="html").convert(text)
    html = re.sub(r"<(/?)h[12]>", r"<\1h3>", html)  # the page's own headings are of these levels
    clean = nh3.clean(
        html,
        tags=HEADINGS | BLOCKS | INLINE,
        attributes=ATTRIBUTES,
        attribute_filter=_own_pictures_only,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        set_tag_attribute_values=OWN_DIRECTION if RIGHT_TO_LEFT.search(text) else None,
    )
    return Markup(clean)  # noqa: S704  # nh3 cleaned it in the line above


def pictured(text: str, picture_of: PictureOf) -> Markup:
    """The Markdown `text` as `render` does, with its pictures, by their addresses, in the widths there are.

    In place of a picture that is not there stand the words that describe it.
    """
    return Markup(TAG.sub(partial(_with_local_paths, picture_of), render(text)))  # noqa: S704  # what takes a tag's place is escaped


def _with_local_paths(picture_of: PictureOf, tag: re.Match[str]) -> str:
    if tag["name"] == "a":
        return HREF.sub(lambda match: escape(on_the_site(unescape(match[0]))), tag[0])
    if tag["name"] != "img":
        return tag[0]
    own = {name: unescape(value) for name, value in ATTRIBUTE.findall(tag["attributes"])}
    source, alt = own.get("src", ""), own.get("alt", "")
    if picture := picture_of(source):
        return render_template("_picture.html", picture=picture, alt=alt, box=MAX_PICTURE_BOX_PX)
    if not SERVED_PATH.match(source):
        return str(escape(alt))
    return tag[0].replace(f'src="{source}"', f'src="{on_the_site(source)}"')


def on_the_site(address: str) -> str:
    """An address that somebody typed; a path of the site is below the folder that the site is in."""
    below = request.script_root if has_request_context() else ""
    within = not LOCAL_PATH.match(address) or address.startswith(f"{below}/")
    return address if within else below + address


@lru_cache(maxsize=4096)
def typeset(text: str) -> Markup:
    """A plain text with typographer's quotes and apostrophes, escaped for HTML; one from right to left is isolated."""
    return _isolated(_with_quotes(text))


@lru_cache(maxsize=4096)
def names(text: str, narrow: bool = False) -> Markup:
    """A comma-separated list of names: short ones stay on a line, if that is not narrow, and a Dr. with more."""
    parts = _with_quotes(text).split(",")
    return Markup(", ").join(_isolated(_kept_together(part.strip(), narrow)) for part in parts)


def _kept_together(name: Markup, narrow: bool) -> Markup:
    places = SPACE if len(name) <= MAX_UNBROKEN_CHARS and not narrow else AFTER_INITIAL
    return Markup(places.sub("&nbsp;", name))  # noqa: S704  # of the name, which is escaped, only spaces are replaced


def _isolated(html: Markup) -> Markup:
    """Keeps right-to-left writing from reordering what stands around it: it has its own direction."""
    return Markup("<bdi>{}</bdi>").format(html) if RIGHT_TO_LEFT.search(html) else html


def _with_quotes(text: str) -> Markup:
    text = re.sub(r"(?<![^\s(\[–—-])\"", "“", text)
    text = text.replace('"', "”")
    text = re.sub(r"(?<![^\s(\[–—-])'(?=\w)", "‘", text)
    text = text.replace("'", "’").replace("...", "…")
    return escape(text)


def initials(name: str) -> str:
    """The first letters of a name's first and last part: "Dr. Mercy Asiedu" is "MA"."""
    parts = [part for part in name.split() if part[0].isalpha() and not part.endswith(".")]
    return "".join(part[0].upper() for part in (parts[:1] + parts[1:][-1:]))


def display_size(title: str) -> str:
    """The class of a title by how much room it takes in display size, where a wide letter is two; empty for most."""
    return next((name for name, least in TITLE_SIZES.items() if width(title) >= least), "")


def width(text: str) -> int:
    """The letters of a text, of which a wide one, such as a Chinese, is two."""
    return len(text) + (0 if text.isascii() else sum(map(WIDE.__contains__, map(east_asian_width, text))))


FILTERS = {made.__name__: made for made in (pictured, on_the_site, typeset, names, initials, display_size)}
