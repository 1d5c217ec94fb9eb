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
    edition = db.session.scalar(select(Edition).where(Edition.slug == slug).options(selectinload(Edition.sections)))
    if edition is None:
        return None
    items: dict[int, list[Item]] = defaultdict(list)
    of_kind: dict[str, list[Any]] = {SECTION.name: edition.sections}
    for kind in KINDS:
        query = select(kind.model).join(Section).where(Section.edition_id == edition.id)
        of_kind[kind.name] = list(db.session.scalars(query.order_by(kind.model.position, kind.model.id)))
        for item in of_kind[kind.name]:
            items[item.section_id].append(item)
    _tie(of_kind["paper"], slots=of_kind["slot"], awards=of_kind["award"])
    keep_at_hand(
        getattr(row, name)
        for kind_name, rows in of_kind.items()
        for name in {*PICTURES, *MARKDOWN} & {*EDITABLE[kind_name].model.__table__.columns.keys()}
        for row in rows
    )
    return edition, items


def former_addresses(edition: Edition) -> list[str]:
    """Gives the paths that an edition had on a former site, without slashes around them."""
    query = select(OldAddress.path).where(OldAddress.edition_id == edition.id).order_by(OldAddress.path)
    return list(db.session.scalars(query))


def _tie(papers: list[Any], **naming: list[Any]) -> None:
    """Tells each loaded paper which of the loaded slots and awards name it, without a query."""
    for name, rows in naming.items():
        of: dict[int | None, list[Any]] = defaultdict(list)
        for row in rows:
            of[row.paper_id].append(row)
        for paper in papers:
            set_committed_value(paper, name, of.get(paper.id, []))


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
