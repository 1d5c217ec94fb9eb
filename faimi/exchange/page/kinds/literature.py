"""Whether a list of papers is literature: what others wrote and the workshop only points to."""

import re

from bs4 import Tag

from faimi.exchange.page.source.tree import lines_of, text_of

HEADING = re.compile(
    r"\b(?:review|survey|related|recommended|background|suggested|relevant|seminal|classic|foundational|reference|"
    r"further|previous|past|position|key|selected|read(?:ing)?)\s+(?:\w+\s+)?papers\b|"
    r"\bpapers (?:to read|of interest|we)\b|\b(?:literature|references|reading|bibliography)\b",
    re.I,
)
OWN = re.compile(r"\b(?:accepted|workshop papers|proceedings|presented|posters?|orals?)\b", re.I)
CITED_YEAR = re.compile(r"(?:\bet al\.?,?|[^\W\d_]\.?,?)\s*\((?P<year>(?:19|20)\d\d)[a-z]?\)")
MIN_CITED_SHARE = 0.5


def is_literature(heading: str, blocks: list[Tag]) -> bool:
    """Whether the heading says so, or most entries are cited with years that differ."""
    if HEADING.search(heading):
        return True
    if OWN.search(heading):
        return False
    lines = [text_of(line)[:300] for block in blocks if block.name in ("p", "ul", "ol") for line in lines_of(block)]
    years = [match["year"] for text in lines if (match := CITED_YEAR.search(text))]
    return len(set(years)) > 1 and len(years) >= MIN_CITED_SHARE * len(lines)
