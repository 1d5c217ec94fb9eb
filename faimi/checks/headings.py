"""Headings within texts that skip a level, by which readers who hear the page lose their way."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from faimi.checks.check import check
from faimi.checks.facts import Facts
from faimi.checks.finding import Fix, Found
from faimi.checks.markdown_links import Heading, read
from faimi.content import EDITABLE

SECTION_LEVEL, NAME_LEVEL = 2, 3  # of a section's heading, and of the name that a row is headed by
HASHES = re.compile(r"^#{1,6}(?=[ \t]*\S)", re.M)


@check("warning", *EDITABLE)
def skipped_heading_level(row: Any, facts: Facts) -> Iterator[Found]:
    """A heading that is more than one level below the one before it."""
    kind = EDITABLE[row.__tablename__]
    above = NAME_LEVEL if kind.names else SECTION_LEVEL
    for name in kind.markdown:
        headings = read(getattr(row, name)).headings
        if skip := _first_skip(headings, above):
            heading, former = skip
            words = f"The heading “{heading.words}” is of level {heading.level}, right below one of level {former}."
            text = _without_gaps(getattr(row, name), headings, above)
            yield Found(name, words, fix=Fix("Close the gap", {row.key: {name: text}}) if text else None)


def _first_skip(headings: Sequence[Heading], above: int) -> tuple[Heading, int] | None:
    """The first heading that skips a level, and the level above it."""
    for heading in headings:
        if heading.level > above + 1:
            return heading, above
        above = heading.level
    return None


def _without_gaps(text: str, headings: Sequence[Heading], above: int) -> str:
    """The text with its levels one below the other from the first that it may have; empty where that mends it not."""
    first = min(above + 1, min(heading.level for heading in headings))
    new = {level: first + place for place, level in enumerate(sorted({heading.level for heading in headings}))}
    moved = [Heading(new[heading.level], heading.words) for heading in headings]
    found = HASHES.findall(text)
    if _first_skip(moved, above) or [max(3, len(hashes)) for hashes in found] != [one.level for one in headings]:
        return ""
    return HASHES.sub(lambda match: "#" * new[max(3, len(match[0]))], text)
