"""Whether a page is of an edition: what makes a workshop, and what only looks like one."""

import re

from faimi.content.edition import HOME_SLUG
from faimi.exchange.draft import Draft
from faimi.exchange.page.kinds import kinds_of
from faimi.exchange.page.source.front_matter import Front

DAY_LABEL = re.compile(r"\b(?:workshop|event|conference)\b", re.I)
WORKSHOP = re.compile(r"\b(?:workshop|tutorial|symposium|challenge)\b", re.I)
JOURNAL = re.compile(
    r"\b(?:special (?:issue|collection|section)|journal|guest editors?|edited (?:book|volume))\b", re.I
)
RESOURCES = re.compile(
    r"\b(?:resources?|reading(?: list)?|literature|references|bibliography|publications|data ?sets?|links|tools|"
    r"tutorials|news(?:letter)?|jobs|blog|archive|faq|contact|imprint|privacy)\b",
    re.I,
)
MAX_PART_WORDS = 5
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def is_event(front: Front, draft: Draft, title: str) -> bool:
    """Whether a page tells of one event, so that its day and place may be taken from its text."""
    has = {section.kind for section in draft.sections if section.items}
    if draft.slug == HOME_SLUG:
        return bool(has & {"slot", "date"}) or ("paper" in has and bool(front.get("starts_on") or YEAR.search(title)))
    if front.get("starts_on") or has & {"slot", "keynote", "award"}:
        return True
    if _is_journal(draft, title) or (RESOURCES.search(title) and not WORKSHOP.search(title)):
        return False
    if has & {"organizer", "date"}:
        return _has_day(draft) or not _names_a_part(title)
    return bool(YEAR.search(f"{title} {draft.slug}")) and not _names_a_part(title)


def _names_a_part(title: str) -> bool:
    """Whether a title is one of a part of a site, such as “Program” or “Accepted papers”."""
    return bool(kinds_of(title)) and len(title.split()) <= MAX_PART_WORDS and not WORKSHOP.search(title)


def _is_journal(draft: Draft, title: str) -> bool:
    """Whether it calls for papers for a journal: its title, a heading or its beginning says so."""
    if WORKSHOP.search(title):
        return False
    first = next((text["body"] for text in draft.items("text") if text["body"]), "")[:1000]
    heads = " ".join(section.heading for section in draft.sections)
    return bool(JOURNAL.search(f"{title} {heads}") or (JOURNAL.search(first) and not _has_day(draft)))


def _has_day(draft: Draft) -> bool:
    return any(row["date"] and DAY_LABEL.search(row["label"]) for row in draft.items("date"))


def name_by_event(draft: Draft) -> None:
    """Lets a workshop at the root of a site have an address: its year, else its title; / stays the list of editions."""
    year, title = str(draft.header["starts_on"].year), draft.header["title"]
    draft.slug = year
    draft.slug_if_taken = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:80].strip("-")
    draft.addresses = [path for path in draft.addresses if path != year]
    draft.report.unsure(
        "It stands at the root of its site, and has a workshop on it: / stays the list of all editions."
    )
