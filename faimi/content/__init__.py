"""What an edition is made of: the kinds, and how a whole edition is loaded."""

from collections import defaultdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.attributes import set_committed_value

from faimi.content import awards, dates, keynotes, organizers, papers, schedule, text
from faimi.content.base import Item, Kind
from faimi.content.edition import EDITION, SECTION, Edition, OldAddress, Preview, Section
from faimi.extensions import db
from faimi.media import keep_at_hand

PICTURES = ("photo", "picture")  # the columns that may hold a picture's address
MARKDOWN = ("intro", "body", "abstract", "bio")  # those that may name some
KINDS = [
    text.KIND,
    keynotes.KIND,
    schedule.KIND,
    papers.KIND,
    awards.KIND,
    dates.KIND,
    organizers.KIND,
]
KIND = {kind.name: kind for kind in KINDS}
EDITABLE = {kind.name: kind for kind in (*KINDS, SECTION, EDITION)}


def load_edition(slug: str) -> tuple[Edition, dict[int, list[Any]]] | None:
    """Loads a whole edition: itself with its sections, and the items by section id.

    The number of queries is fixed (one a kind, and two), whatever the edition holds; two more where it
    shows pictures.
    """
    if "\0" in slug:
        return None
    query = select(Edition).where(Edition.slug == slug).options(selectinload(Edition.sections))
    edition = db.session.scalar(query)
    if edition is None:
        return None
    items: dict[int, list[Item]] = defaultdict(list)
    for kind in KINDS:
        rows = select(kind.model).join(Section).where(Section.edition_id == edition.id)
        for item in db.session.scalars(rows.order_by(kind.model.position, kind.model.id)):
            items[item.section_id].append(item)
    _tie_papers(items)
    shown: list[Any] = [*edition.sections, *(item for section in items.values() for item in section)]
    keep_at_hand(getattr(row, name) for row in shown for name in (*PICTURES, *MARKDOWN) if hasattr(row, name))
    return edition, items


def former_addresses(edition: Edition) -> list[str]:
    """Gives the paths that an edition had on a former site, without slashes around them."""
    query = select(OldAddress.path).where(OldAddress.edition_id == edition.id).order_by(OldAddress.path)
    return list(db.session.scalars(query))


def _tie_papers(items: dict[int, list[Item]]) -> None:
    """Tells each loaded paper which of the loaded slots and awards name it, without a query."""
    naming: dict[tuple[int, str], list[Item]] = defaultdict(list)
    everything = [item for section in items.values() for item in section]
    for item in everything:
        if isinstance(item, schedule.Slot | awards.Award) and item.paper_id:
            naming[item.paper_id, "slots" if isinstance(item, schedule.Slot) else "awards"].append(item)
    for item in everything:
        if isinstance(item, papers.Paper):
            for name in ("slots", "awards"):
                set_committed_value(item, name, naming[item.id, name])


__all__ = [
    "EDITABLE",
    "EDITION",
    "KIND",
    "KINDS",
    "MARKDOWN",
    "PICTURES",
    "SECTION",
    "Edition",
    "Item",
    "Kind",
    "OldAddress",
    "Preview",
    "Section",
    "former_addresses",
    "load_edition",
]
