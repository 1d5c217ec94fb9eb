"""What an edition is made of: the kinds, and how a whole edition is loaded."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm.attributes import set_committed_value

from faimi.content import awards, dates, keynotes, notices, organizers, papers, rendering, schedule, sponsors, text
from faimi.content.base import Item
from faimi.content.edition import EDITION, SECTION, Edition, OldAddress, Preview, Section
from faimi.content.kind import Kind
from faimi.content.papers import keep_naming
from faimi.extensions import db
from faimi.media import preload_pictures

KINDS = [
    text.KIND,
    keynotes.KIND,
    schedule.KIND,
    papers.KIND,
    awards.KIND,
    dates.KIND,
    organizers.KIND,
    sponsors.KIND,
    notices.KIND,
]
KIND = {kind.name: kind for kind in KINDS}
EDITABLE = {kind.name: kind for kind in (*KINDS, SECTION, EDITION)}
MARKDOWN_COLUMNS = {column for kind in EDITABLE.values() for column in kind.markdown}
PICTURE_COLUMNS = {column for kind in EDITABLE.values() for column in kind.pictures}
REFERENCE_COLUMNS = {to.column: to.kind for kind in KINDS for to in kind.references}  # and the kind that each names
LINK_COLUMNS = {column for kind in EDITABLE.values() for column in kind.links}

_EDITION = select(Edition).where(Edition.slug == bindparam("slug"))
_ROWS = {  # made once: making a query takes as long as asking it
    kind.name: (select(kind.model).join(Section) if kind is not SECTION else select(Section))
    .where(Section.edition_id == bindparam("edition_id"))
    .order_by(kind.model.position, kind.model.id)
    for kind in (SECTION, *KINDS)
}


def load_edition(slug: str) -> tuple[Edition, dict[int, list[Any]]] | None:
    """Loads a whole edition: itself with its sections, and the items by section id.

    The number of queries is fixed (one a kind, and two), whatever the edition holds; two more where it
    shows pictures, and one where this process has not seen its texts.
    """
    edition = db.session.scalar(_EDITION, {"slug": slug})
    if edition is None:
        return None
    of_kind = {name: list(db.session.scalars(query, {"edition_id": edition.id})) for name, query in _ROWS.items()}
    set_committed_value(edition, "sections", of_kind[SECTION.name])
    keep_naming(of_kind["paper"], of_kind["slot"], of_kind["award"])
    items: dict[int, list[Item]] = defaultdict(list)
    for kind in KINDS:
        for item in of_kind[kind.name]:
            items[item.section_id].append(item)
    holding = [kind for kind in (SECTION, *KINDS) if kind.markdown or kind.pictures]
    everything = [row for kind in holding for row in of_kind[kind.name]]
    rendering.preload(texts_in(everything))
    preload_pictures(texts_in(everything, PICTURE_COLUMNS | MARKDOWN_COLUMNS))
    return edition, items


def texts_in(rows: Iterable[Any], columns: Iterable[str] = MARKDOWN_COLUMNS) -> Iterator[str]:
    """The texts in some columns of rows, which are of any kinds and may not have them."""
    for row in rows:
        for column in columns:
            if column in row.__table__.columns:
                yield getattr(row, column)


def former_addresses(edition: Edition) -> list[str]:
    """The paths that an edition had on a former site, without slashes around them."""
    query = select(OldAddress.path).where(OldAddress.edition_id == edition.id).order_by(OldAddress.path)
    return list(db.session.scalars(query))


__all__ = [
    "EDITABLE",
    "EDITION",
    "KIND",
    "KINDS",
    "LINK_COLUMNS",
    "MARKDOWN_COLUMNS",
    "PICTURE_COLUMNS",
    "REFERENCE_COLUMNS",
    "SECTION",
    "Edition",
    "Item",
    "Kind",
    "OldAddress",
    "Preview",
    "Section",
    "former_addresses",
    "load_edition",
    "texts_in",
]
