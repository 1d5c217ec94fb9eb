"""An edition, its talks and papers as search engines read them: schema.org's Event and ScholarlyArticle in JSON-LD."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from faimi.content import Edition, Item
from faimi.content.page import Page
from faimi.content.papers import Paper
from faimi.content.schedule import TALKS, Slot
from faimi.exchange.paper_list import venue_of_papers
from faimi.exchange.row_facts import as_text, split_names, timed_slot, web_address

MODES = {
    "in-person": "https://schema.org/OfflineEventAttendanceMode",
    "online": "https://schema.org/OnlineEventAttendanceMode",
    "hybrid": "https://schema.org/MixedEventAttendanceMode",
}
CONTEXT = {"@context": "https://schema.org"}


@dataclass(frozen=True)
class Addresses:
    """Absolute addresses: those of an edition's page and of its picture, and `of` each row."""

    page: str
    picture: str
    of: Callable[[Item], str]


def as_event(page: Page, addresses: Addresses, remembered: Callable[..., Any]) -> dict[str, Any]:
    """The event with its talks and keynotes; `remembered` makes what is told of a row, unless it is known already.

    What is not known is left out. An edition that was called off is not announced.
    """
    edition = page.edition
    where = _where(edition, addresses.page)
    talks = [slot for slot in page.rows("slot") if slot.kind in TALKS]
    parts = [remembered(slot, partial(_talk, slot, addresses)) | where for slot in talks]
    people = [_known("Person", name=row.name) for row in page.rows("organizer")]
    return CONTEXT | _event(edition, addresses, organizer=people, subEvent=parts) | where


def as_talk(page: Page, slot: Slot, addresses: Addresses) -> dict[str, Any]:
    """A talk as an event of its own, which is a part of its edition's."""
    where = _where(page.edition, addresses.page)
    paper, keynote = page.named(slot, "paper"), page.named(slot, "keynote")
    further = _known(
        "Event",
        image=addresses.picture,
        superEvent=_event(page.edition, addresses) | where,
        description=as_text(keynote.abstract if keynote else paper.abstract if paper else ""),
        workFeatured=paper and _known("ScholarlyArticle", name=paper.title, url=addresses.of(paper)),
        recordedIn=web_address(slot.recording) and _known("CreativeWork", url=slot.recording),
    )
    return CONTEXT | further | _talk(slot, addresses) | where


def as_article(page: Page, paper: Paper, addresses: Addresses) -> dict[str, Any]:
    """A paper as a scholarly article, presented at its edition."""
    naming, edition = page.naming(paper), page.edition
    talks = [
        _known("Event", name=str(slot), url=addresses.of(slot), startDate=_iso(_begins(slot)))
        for slot in naming.get("slot", ())
    ]
    return CONTEXT | _known(
        "ScholarlyArticle",
        headline=paper.title,
        name=paper.title,
        url=addresses.of(paper),
        image=addresses.picture,
        abstract=as_text(paper.abstract),
        keywords=paper.keywords,
        sameAs=web_address(paper.url),
        encoding=web_address(paper.pdf)
        and _known("MediaObject", contentUrl=paper.pdf, encodingFormat="application/pdf"),
        author=_people(paper.authors),
        award=[award.name for award in naming.get("award", ())],
        datePublished=_iso(edition.starts_on),
        isPartOf=_known("CreativeWork", name=venue_of_papers(edition), url=addresses.page),
        recordedAt=talks,
    )


def as_breadcrumbs(steps: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The way to a page: names and absolute addresses, the page's last."""
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": address}
        for place, (name, address) in enumerate(steps, 1)
    ]
    return CONTEXT | {"@type": "BreadcrumbList", "itemListElement": items}


def _event(edition: Edition, addresses: Addresses, **further: Any) -> dict[str, Any]:
    return _known(
        "Event",
        name=edition.title,
        description=edition.tagline,
        url=addresses.page,
        inLanguage=edition.language,
        image=addresses.picture,
        startDate=_iso(edition.starts_on),
        eventStatus="https://schema.org/EventScheduled",
        endDate=_iso(edition.last_day or edition.starts_on),
        **further,
    )


def _where(edition: Edition, address: str) -> dict[str, Any]:
    """Where it takes place, and how one takes part; what people call the venue may say it, too."""
    how = edition.attendance or ("online" if edition.venue.casefold() == "online" else "")
    place = {"@type": "Place", "name": edition.venue, "address": edition.venue}  # search engines ask for an address
    places = [place] if edition.venue and how != "online" else []
    if how in ("online", "hybrid"):
        places.append({"@type": "VirtualLocation", "url": address})
    known = {"location": places[0] if len(places) == 1 else places, "eventAttendanceMode": MODES.get(how)}
    return {name: value for name, value in known.items() if value}


def _talk(slot: Slot, addresses: Addresses) -> dict[str, Any]:
    timed = timed_slot(slot.edition, slot)
    begins, ends, planned = (timed.begins, timed.ends, timed.planned) if timed else (slot.date, None, None)
    return _known(
        "Event",
        name=str(slot),
        url=addresses.of(slot),
        performer=_people(slot.shown_speaker),
        startDate=_iso(begins),
        endDate=_iso(ends),
        previousStartDate=_iso(planned),
        eventStatus=planned and "https://schema.org/EventRescheduled",
    )


def _begins(slot: Slot) -> date | None:
    timed = timed_slot(slot.edition, slot)
    return timed.begins if timed else slot.date


def _people(names: str) -> list[dict[str, Any]]:
    return [_known("Person", name=name) for name in split_names(names)]


def _iso(when: date | None) -> str:
    """A day, or a moment with its offset from UTC."""
    return when.isoformat() if when else ""


def _known(type: str, **values: Any) -> dict[str, Any]:
    return {"@type": type} | {name: value for name, value in values.items() if value}
