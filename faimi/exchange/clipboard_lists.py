"""Lists that office programs put on the clipboard as paragraphs, or as one list an entry, as lists of HTML."""

import re
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

WORD_LEVEL = re.compile(r"mso-list:\s*\S+\s+level(\d)")
MARGIN = re.compile(r"margin(?:-left)?:\s*(?:\S+\s+\S+\s+\S+\s+)?(-?\d*\.?\d+)(in|pt|px|cm|mm)?")
POINTS = {"in": 72.0, "pt": 1.0, "px": 0.75, "cm": 28.35, "mm": 2.835}
NUMBER = re.compile(r"\(?(\d+|[a-z]{1,4})[.)]", re.I)
MARKERS = re.compile(r"mso-list:\s*ignore|mso-special-format:\s*\w*bullet", re.I)
LISTS = ["ul", "ol"]
MAX_STYLE_CHARS = 1000


class Entry(NamedTuple):
    """A paragraph that is an entry: how far it is indented, and whether it is numbered."""

    depth: float
    name: str


def make_lists(tree: BeautifulSoup) -> None:
    """Makes lists of Word's and PowerPoint's paragraphs with bullets or numbers, one within another in its entry."""
    for block in tree.find_all(["p", "div"]):
        if block.parent is not None and (entry := _entry(block)):
            _append(tree, block, entry)
    for item in tree.find_all("li", attrs={"data-aria-level": re.compile("^[1-9]$")}):
        alone = not (item.find_previous_sibling("li") or item.find_next_sibling("li"))
        if item.parent and alone:  # as Word on the web has them
            _append(tree, item, Entry(float(str(item["data-aria-level"])), item.parent.name))
    for inner in tree.find_all(LISTS):
        before = inner.find_previous_sibling()
        if inner.parent and inner.parent.name in LISTS and before and before.name == "li":
            before.append(inner.extract())
    for part in tree.find_all(LISTS):
        del part["data-depth"]


def _entry(block: Tag) -> Entry | None:
    """What a paragraph is in a list; its bullet or number goes."""
    style = str(block.get("style", ""))[:MAX_STYLE_CHARS].lower()
    level, marker = WORD_LEVEL.search(style), block.find(style=MARKERS)
    if marker is None or block.find(["p", "div", "li"]):
        return None
    numbered = NUMBER.fullmatch(marker.get_text().strip()) or "numbullet" in str(marker["style"])
    marker.decompose()
    margin = MARGIN.search(style)
    depth = float(level[1]) if level else float(margin[1]) * POINTS[margin[2] or "px"] if margin else 0.0
    return Entry(depth, "ol" if numbered else "ul")


def _append(tree: BeautifulSoup, block: Tag, entry: Entry) -> None:
    """Moves a block into the list right above it, or one within that, or a new one."""
    around, parent = block, block.parent
    while _above(around) is None and around.parent and around.parent.name in (*LISTS, "div"):
        around = around.parent
    item = tree.new_tag("li")
    item.extend(list(block.children))
    _list_for(tree, around, entry).append(item)
    block.extract()
    while parent and parent.name in (*LISTS, "div") and not parent.find(True) and not parent.get_text(strip=True):
        emptied, parent = parent, parent.parent
        emptied.extract()


def _list_for(tree: BeautifulSoup, block: Tag, entry: Entry) -> Tag:
    """The list that an entry belongs to: one that is open above its block, or a new one."""
    new = tree.new_tag(entry.name, attrs={"data-depth": str(entry.depth)})
    opened = _open_lists(_above(block))
    if not opened:
        block.insert_before(new)
        return new
    into = [part for part in opened if _depth(part) <= entry.depth][-1:] or opened[:1]
    if _depth(into[0]) < entry.depth:
        _last(into[0]).append(new)
    elif into[0].name != entry.name:
        into[0].insert_after(new)
    else:
        into[0]["data-depth"] = str(entry.depth)
        return into[0]
    return new


def _open_lists(part: PageElement | None) -> list[Tag]:
    """A list that was made here and those at the end of its last entries, the outermost first."""
    opened: list[Tag] = []
    while isinstance(part, Tag) and part.get("data-depth"):
        opened.append(part)
        part = next(iter(_last(part).contents[::-1]), None)
    return opened


def _last(part: Tag) -> Tag:
    entry = part.contents[-1]
    assert isinstance(entry, Tag)  # a list that was made here holds nothing but entries
    return entry


def _above(tag: Tag) -> PageElement | None:
    """What stands before a tag beside it; space between them goes."""
    while isinstance(space := tag.previous_sibling, NavigableString) and not space.strip():
        space.extract()
    return tag.previous_sibling


def _depth(part: Tag) -> float:
    return float(str(part["data-depth"]))
