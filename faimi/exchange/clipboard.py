"""What Word, Google Docs and PowerPoint put on the clipboard as HTML, as Markdown."""

import re
from urllib.parse import parse_qs, urlsplit

from bs4 import BeautifulSoup, Tag

from faimi.content.cleaning import markdown
from faimi.exchange.clipboard_lists import MAX_STYLE_CHARS, make_lists
from faimi.exchange.draft import PageError, Report
from faimi.exchange.page.source.html_to_markdown import to_markdown
from faimi.exchange.page.source.tags import ALL_HEADINGS
from faimi.exchange.page.source.tree import check_depth, tidied

MAX_HTML_CHARS = 1_000_000
MAX_TAGS = 6_000  # with those that end; a field holds 20,000 characters
NOT_CONTENT = ["style", "script", "meta", "link", "title", "xml", "template", "noscript", "object", "iframe", "input"]
HIDDEN = re.compile(r"display:\s*none|mso-hide:\s*all|mso-element:\s*comment|mso-special-character:\s*comment")
COMMENT_CLASSES = {"msocomanchor", "MsoCommentReference", "msocomtxt", "msocomoff"}
SOURCE_CODE = re.compile(
    r"<(?:div|pre)\b[^<>]*white-space:\s*pre;", re.I
)  # of an editor: what is copied is Markdown itself
STYLES = {
    "strong": re.compile(r"(?<![\w-])font-weight:\s*(?:bold|[6-9]00)"),
    "em": re.compile(r"(?<![\w-])font-style:\s*italic"),
    "del": re.compile(r"(?<![\w-])text-decoration(?:-line)?:[^;]*line-through"),
    "sup": re.compile(r"(?<![\w-])vertical-align:\s*super"),
    "sub": re.compile(r"(?<![\w-])vertical-align:\s*sub\b"),
}
SAME = {"b": "strong", "i": "em", "s": "del", "strike": "del"}
NO_STYLE = {
    "strong": re.compile(r"(?<![\w-])font-weight:\s*(?:normal|[1-5]00)"),
    "em": re.compile(r"(?<![\w-])font-style:\s*normal"),
}
MARKUP = ["strong", "em", "del", "sup", "sub", "a", "li", "table", "blockquote", "pre", "code", "hr", "br"]
LINK = re.compile(r"(?:https?://|mailto:)\S+", re.I)
REDIRECT = re.compile(r"https?://www\.google\.[a-z.]+/url\?")


def clipboard_markdown(html: str) -> str:
    """The Markdown of a clipboard's HTML; nothing where it says no more than the clipboard's plain text.

    Raises PageError where it is too large or too intricate to read.
    """
    html = _fragment(html)
    if len(html) > MAX_HTML_CHARS or html.count("<") > MAX_TAGS:
        raise PageError("it is too large.")
    if SOURCE_CODE.search(html):
        return ""
    try:
        tree = BeautifulSoup(html, "lxml")
        check_depth(tree)
        leave_out(tree)
        make_lists(tree)
        _mark_up(tree)
        body = tidied(tree, Report())
        if not body.find([*MARKUP, *ALL_HEADINGS]) and len(body.find_all("p")) < 2:
            return ""
        return markdown(to_markdown(body.children))
    except RecursionError:
        raise PageError("its text is nested too deeply to read.") from None


def _fragment(html: str) -> str:
    """What was copied, without what the browser or the program put around it."""
    _, found, rest = html.partition("<!--StartFragment-->")
    return rest.partition("<!--EndFragment-->")[0] if found else html


def leave_out(tree: BeautifulSoup) -> None:
    """Drops styles, comments and what is hidden; a picture leaves its words."""
    for tag in tree.find_all(True):
        if tag.decomposed:
            continue
        hidden = tag.name in NOT_CONTENT or HIDDEN.search(_style(tag)) or COMMENT_CLASSES & {*_classes(tag)}
        if tag.name == "img":
            tag.replace_with(" ".join(str(tag.get("alt", "")).split()))
        elif hidden or "Apple-interchange-newline" in _classes(tag):
            tag.decompose()
        elif ":" in tag.name:  # Office's own
            tag.unwrap()
    for text in tree.find_all(string=re.compile("\xa0")):
        text.replace_with(re.sub(r"\xa0(?=\s)|(?<=\s)\xa0|^\xa0|\xa0$", " ", text))


def _mark_up(tree: BeautifulSoup) -> None:
    """Makes tags of what the styles say, and leaves links only where they lead to the web or to mail."""
    for tag in tree.find_all(["span", "font", *SAME, *STYLES, "u"]):
        name, style = SAME.get(tag.name, tag.name), _style(tag)
        names = [each for each, told in STYLES.items() if told.search(style)]
        if name in STYLES and not (name in NO_STYLE and NO_STYLE[name].search(style)):
            names.append(name)
        inside = {SAME.get(above.name, above.name) for above in tag.parents}
        for each in dict.fromkeys(names):
            if each not in inside and not (each == "strong" and inside & {*ALL_HEADINGS, "th"}):
                tag.wrap(tree.new_tag(each))
        tag.unwrap()
    for tag in tree.find_all("a"):
        tag.attrs = {"href": link} if (link := _link(str(tag.get("href", "")))) and tag.get_text().strip() else {}
        if not tag.attrs:
            tag.unwrap()
    tree.smooth()
    for name in ("strong", "em", "del"):
        for tag in tree.find_all(name):
            _join(tag)
    for item in tree.find_all(["li", "td", "th"]):
        if len(paragraphs := item.find_all(["p", "div"], recursive=False)) == 1:
            paragraphs[0].unwrap()
    for table in tree.find_all("table"):
        _head(table)


def _join(tag: Tag) -> None:
    """Makes one of tags of the same kind that follow one another; what holds only space is none."""
    if tag.parent is None:
        return
    while isinstance(after := tag.next_sibling, Tag) and after.name == tag.name:
        for child in list(after.children):
            tag.append(child)
        after.extract()
    if not tag.get_text().strip():
        tag.unwrap()


def _head(table: Tag) -> None:
    """Makes heads of a table's first row, for Markdown has no table without; a table of one cell is text."""
    cells = table.find_all(["td", "th"])
    if len(cells) == 1:
        cells[0].name = table.name = "div"
        for tag in table.find_all(["tbody", "thead", "tr", "colgroup", "col"]):
            tag.unwrap()
    elif not table.find("th") and (row := table.find("tr")):
        for cell in row.find_all("td", recursive=False):
            cell.name = "th"


def _link(address: str) -> str:
    if REDIRECT.match(address):
        address = parse_qs(urlsplit(address).query).get("q", [""])[0]
    return address if LINK.fullmatch(address) else ""


def _style(tag: Tag) -> str:
    return str(tag.get("style", ""))[:MAX_STYLE_CHARS].lower()


def _classes(tag: Tag) -> list[str]:
    return list(tag.get("class") or [])
