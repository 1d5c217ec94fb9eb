"""A new edition from nothing: its masthead, and the sections that a workshop needs."""

from collections.abc import Callable, Collection
from typing import Any

from faimi.content import Edition, Section
from faimi.content.reserved import anchor
from faimi.extensions import db
from faimi.history.replacement import replace_content

USUAL_SECTIONS = {  # of a workshop's page, in their order: the kind of each by its heading
    "About": "text",
    "Important dates": "date",
    "Call for papers": "text",
    "Keynotes": "keynote",
    "Schedule": "slot",
    "Accepted papers": "paper",
    "Awards": "award",
    "Organizers": "organizer",
    "Sponsors": "sponsor",
    "Contact": "text",
}


def begin_edition(
    edition: Edition, headings: Collection[str], by: int | None, idempotency_key: str | None = None
) -> Edition:
    """A new edition with those of the usual sections that have these headings, all empty.

    The key is the token of the form that asks for it. Raises IntegrityError where the address or the token is taken.
    """

    def fill(edition: Edition, _write: Callable[[], None]) -> list[Any]:
        taken = set[str]()
        for position, heading in enumerate(heading for heading in USUAL_SECTIONS if heading in headings):
            section = Section(edition=edition, position=position, kind=USUAL_SECTIONS[heading], heading=heading)
            section.anchor = anchor(heading, taken)
            taken.add(section.anchor)
            db.session.add(section)
        return []  # it had nothing that could be removed

    replace_content(edition, fill, by, "begin", idempotency_key=idempotency_key)
    return edition
