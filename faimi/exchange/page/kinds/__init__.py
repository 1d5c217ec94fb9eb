"""Which kinds the words of a heading name, and what blocks hold of a kind."""

import re
from typing import Any

from bs4 import Tag

from faimi.exchange.draft import Report
from faimi.exchange.page.kinds import award as awards
from faimi.exchange.page.kinds import date as dates
from faimi.exchange.page.kinds import keynote as keynotes
from faimi.exchange.page.kinds import organizer as organizers
from faimi.exchange.page.kinds import paper as papers
from faimi.exchange.page.schedule import reader as schedule

Items = list[dict[str, Any]]
KIND_OF = {
    "text": r"\bcall for\b|\bguidelines?\b|\bproceedings\b",
    "keynote": r"\bkeynotes?\b|\bspeakers?\b|\binvited talks?\b",
    "organizer": r"\borgani[sz](?:ers?|ation|ing|ed by)\b|\bcommittees?\b|\bchairs\b|\bteam\b|\breviewers\b",
    "slot": r"\bschedule\b|\bprogramm?e?\b|\bagenda\b|\btimetable\b",
    "award": r"\bawards?\b|\bprizes?\b",
    "paper": r"\bpapers\b|\baccepted (?:\w+ )?(?:abstracts|contributions|posters|submissions|works?)\b",
    "date": r"\bdates\b|\b(?:important|key) date\b|\bdeadlines?\b|\btimeline\b",
}


def kinds_of(heading: str) -> list[str]:
    """Gives the kinds to try below a heading, the likeliest first; “text” says that it is none."""
    return [kind for kind, form in KIND_OF.items() if re.search(form, heading, re.I)]


def items_of(
    kind: str, heading: str, blocks: list[Tag], year: int | None, report: Report
) -> tuple[str, Items, list[Tag]]:
    """Gives a section's own heading, its items, and the blocks that hold none."""
    if kind == "keynote":
        return keynotes.read(heading, blocks)
    if kind == "slot":
        return heading, *schedule.read(blocks, report)
    if kind == "date":
        return heading, *dates.read(blocks, year, report)
    readers = {"paper": papers.read, "award": awards.read, "organizer": organizers.read}
    return heading, *readers[kind](blocks, report)
