"""Links around whole boxes, which Markdown cannot write: their heading, else their first words, become the link."""

import re

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

from faimi.exchange.page.source.tags import ALL_HEADINGS

BLOCK = re.compile(
    r"^(?:h[1-6]|p|[uod]l|li|d[dt]|table|tbody|t[rdh]|blockquote|pre|hr|details|figure|figcaption|div|section|center|"
    r"article|main|header|footer|aside|nav|address|form)$"
)
AROUND = re.compile(
    r"""^[ ]{0,3}<a\b[^<>]{0,300}\bhref=["'](?P<url>[^"'<>\s]{1,1000})["'][^<>]{0,300}>[ ]*\n"""
    r"(?P<body>(?:(?!.*</?\w).*\n){1,30}?)[ ]{0,3}</a>[ ]*$",
    re.M | re.I,
)
HEADING_LINE = re.compile(r"^(?P<mark>#{1,6} +)(?P<words>[^\n\[\]]*\w[^\n\[\]]*)$", re.M)
FIRST_LINE = re.compile(r"^(?P<mark>(?:[-*+] +)?)(?P<words>\w[^\n\[\]]*)$", re.M)


def with_links_inward(text: str) -> str:
    """Markdown in which a link around paragraphs stands in their heading, else in their first line."""

    def inward(link: re.Match[str]) -> str:
        line = HEADING_LINE.search(link["body"]) or FIRST_LINE.search(link["body"])
        if line is None:
            return link[0]
        before, after = link["body"][: line.start()], link["body"][line.end() :]
        return f"{before}{line['mark']}[{line['words'].strip()}]({link['url']}){after}"

    return AROUND.sub(inward, text)


def move_links_inward(tree: BeautifulSoup) -> None:
    """Lets each link around blocks stand inside one of them."""
    for link in tree.find_all("a", href=True):
        if not link.find(BLOCK):
            continue
        if part := _linked_part(link):
            own = tree.new_tag("a", href=str(link["href"]))
            part[0].insert_before(own)
            for one in part:
                own.append(one.extract())
        link.unwrap()


def _linked_part(link: Tag) -> list[PageElement]:
    """What the link is about: the words of its first heading, else its first words, else its picture."""
    heads = (head for head in link.find_all(ALL_HEADINGS) if re.search(r"\w", head.get_text()))
    within = next(heads, link)
    words = (text for text in within.find_all(string=re.compile(r"\w")) if isinstance(text, NavigableString))
    first = next(words, None) or link.find("img")
    if first is None:
        return []
    while first.parent is not None and first.parent is not link and not BLOCK.match(first.parent.name):
        first = first.parent
    if isinstance(first, Tag) and first.name == "a":
        return []
    return _run(first)


def _run(first: PageElement) -> list[PageElement]:
    """What follows on the same line, from a part of it on."""
    run = [first]
    for one in first.next_siblings:
        if isinstance(one, Tag) and (one.name in ("br", "img", "a") or BLOCK.match(one.name) or one.find(BLOCK)):
            break
        run.append(one)
    return run
