"""The ids that a page's headings had on its former site, by which people link to them."""

import re
from collections import Counter

from bs4 import BeautifulSoup, Tag

from faimi.exchange.page.source.tags import ALL_HEADINGS

ID_BELOW = re.compile(r"^(?P<heading>#{1,6}[ \t].*?)[ \t#]*\n[ \t]*\{:[^{}\n]*?#(?P<id>[\w-]+)[^{}\n]*\}[ \t]*$", re.M)
ID_WORD_SIGNS = re.compile(r"-{2,3}|[^\w\- \t]")  # what kramdown leaves out: dashes that it sets, and no letters
BOXES = ["section", "div", "article"]


def with_ids_beside(text: str) -> str:
    """Markdown in which an id in kramdown's attribute list below a heading stands on the heading's own line."""
    return ID_BELOW.sub(r"\g<heading> {#\g<id>}", text)


def give_ids(tree: BeautifulSoup, by_text: bool) -> None:
    """Sets the ids that led to headings: kramdown's if `by_text`, else that of a mark in them or of their box."""
    counted = Counter[str]()
    for heading in tree.find_all(ALL_HEADINGS):
        name = re.sub(r"[ \t]", "-", ID_WORD_SIGNS.sub("", heading.get_text().strip().lower()))
        if by_text and name and not heading.get("id"):
            heading["id"] = f"{name}-{counted[name]}" if counted[name] else name
            counted[name] += 1
        mark = heading.find(lambda tag: tag.get("id") or tag.get("name"))
        if isinstance(mark, Tag) and not heading.get("id"):
            heading["id"] = str(mark.get("id") or mark["name"])
    for box in reversed(tree.find_all(BOXES, id=True)):
        headings = box.find_all(ALL_HEADINGS)
        alone = headings and [one.name for one in headings].count(headings[0].name) == 1
        if alone and not headings[0].get("id"):
            headings[0]["id"] = box["id"]


def ids_in(tree: BeautifulSoup) -> set[str]:
    """All that a link can lead to on a page."""
    marks = tree.find_all(id=True), tree.find_all("a", attrs={"name": True})
    return {str(mark.get(of)) for of, found in zip(("id", "name"), marks, strict=True) for mark in found} - {""}
