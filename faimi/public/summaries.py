"""What a search result or a shared link says under a page's title."""

import re
from collections import defaultdict
from collections.abc import Sequence
from textwrap import shorten
from urllib.parse import urlsplit

from flask_babel import gettext as _

from faimi.content import Edition
from faimi.content.blank import without_dash
from faimi.content.date_words import days
from faimi.content.page import Page
from faimi.content.papers import Paper
from faimi.content.prose import render
from faimi.content.schedule import Slot
from faimi.exchange.paper_list import venue_of_papers


def facts(edition: Edition) -> str:
    """When and where: 12–13 October 2031 · Turin."""
    return " · ".join(when_and_where(edition))


def when_and_where(edition: Edition) -> list[str]:
    """The same as parts, as far as they are known."""
    when = days(edition.starts_on, edition.last_day) if edition.starts_on else ""
    return [*filter(None, [when, without_dash(edition.venue)])]


def told_apart(listed: Sequence[Edition]) -> list[tuple[Edition, str, str]]:
    """Editions, each with its name in a list and, where another has the same, what tells them apart."""
    same: dict[str, list[Edition]] = defaultdict(list)
    for one in listed:
        same[one.title.casefold()].append(one)
    return [(one, one.title, _mark(one, same[one.title.casefold()])) for one in listed]


def _mark(edition: Edition, alike: list[Edition]) -> str:
    """The first that differs among all that have a name: day and place, tagline, year, else the address."""
    for told in (facts, _tagline, _year):
        marks = [told(one) for one in alike]
        if len(alike) > 1 and all(marks) and len({*marks}) == len(marks):
            return told(edition)
    return f"/{edition.slug}/" if len(alike) > 1 else ""


def _tagline(edition: Edition) -> str:
    return edition.tagline


def _year(edition: Edition) -> str:
    found = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", edition.slug)
    return found[0] if found else ""


def about(page: Page) -> str:
    """An edition's day and place, or how a page of the site begins."""
    edition = page.edition
    if edition.state != "page":
        return ". ".join(filter(None, [facts(edition), _("Programme, papers, dates and people.")]))
    first = next((text.body for text in page.rows("text") if text.body), edition.tagline)
    return shorten(render(first).striptags(), 200, placeholder="…") or edition.title


def about_paper(edition: Edition, paper: Paper) -> str:
    """Who wrote a paper, and where it was accepted."""
    return " · ".join(filter(None, [paper.authors, venue_of_papers(edition), facts(edition)]))


def about_talk(slot: Slot) -> str:
    """Who speaks, when and where."""
    at, edition = slot.announced_start, slot.edition
    day = edition.day_name(at.day if at else slot.day) if slot.date or edition.days > 1 else ""
    when = ", ".join(filter(None, [day, f"{at.clock:%H:%M}" if at else ""]))
    place = ", ".join(filter(None, [slot.shown_room, without_dash(edition.venue)]))
    return " · ".join(filter(None, [slot.shown_speaker, when, place])) or str(edition)


def host(address: str) -> str:
    """The site that a link leads to, as people call it: openreview.net; empty for a path of this site."""
    return (urlsplit(address).hostname or "").removeprefix("www.")
