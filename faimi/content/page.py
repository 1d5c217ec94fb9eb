"""A whole edition as it was loaded, passed on as one thing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Optional

from sqlalchemy import bindparam, select

from faimi.content import (
    EDITABLE,
    KIND,
    KINDS,
    MARKDOWN_COLUMNS,
    PICTURE_COLUMNS,
    ROW_KINDS,
    SECTION,
    Edition,
    Item,
    Section,
    rendering,
    texts_in,
)
from faimi.extensions import db
from faimi.media import Picture, pictures_in

_EDITION = select(Edition).where(Edition.slug == bindparam("slug"))
_ROWS = {  # made once: making a query takes as long as asking it
    kind.name: select(kind.model)
    .where(kind.model.edition_id == bindparam("edition_id"))
    .order_by(kind.model.position, kind.model.id)
    for kind in (SECTION, *ROW_KINDS)
}


@dataclass(frozen=True, eq=False)
class Page:
    """An edition as its reader may see it: its sections and their rows in order, what names what, and its pictures.

    `rows_of` has the rows that a section lists by its id, `parts_of` those beside them, `pictures` the pictures by
    address. `whole` is the page that this is the published part of. It keeps what is hidden loaded, whose words a row
    that names it shows.
    """

    edition: Edition
    sections: Sequence[Section]
    rows_of: Mapping[int, Sequence[Any]]
    pictures: Mapping[str, Picture]
    parts_of: Mapping[int, Sequence[Any]]
    whole: Optional["Page"] = None

    def rows(self, kind_name: str) -> list[Any]:
        """The rows of one kind, in the page's order."""
        stand_in = EDITABLE[kind_name].part_of
        of, holder = (self.parts_of, stand_in) if stand_in else (self.rows_of, kind_name)
        rows = [row for section in self.sections if section.kind == holder for row in of[section.id]]
        return [row for row in rows if row.key.kind == kind_name] if stand_in else rows

    def row(self, kind_name: str, number: int) -> Any:
        """The row of a kind with this number, none where it is not on this page."""
        return next((row for row in self.rows(kind_name) if row.number == number), None)

    def named(self, row: Item, kind_name: str) -> Any:
        """The row of a kind that a row names, none where that is not on this page."""
        return self._by_id.get((kind_name, getattr(row, f"{kind_name}_id")))

    def naming(self, row: Item) -> Mapping[str, list[Any]]:
        """The rows of this page that name a row, by kind, in the page's order."""
        return self._naming.get(row, {})

    def picture(self, address: str | None) -> Picture | None:
        """The picture with this address; none where the address is only a path on a former site."""
        return self.pictures.get(address or "")

    def without_hidden_sections(self) -> "Page":
        """The same without the sections that are hidden from visitors now."""
        sections = [section for section in self.sections if section.is_public]
        return replace(self, sections=sections, rows_of={one.id: self.rows_of[one.id] for one in sections}, whole=self)

    def is_empty(self, section: Section) -> bool:
        """Whether a section holds nothing that visitors would see: it is not there for them."""
        shown = section.intro and KIND[section.kind].place == "section"
        return not shown and not self.rows_of[section.id]

    def without_empty_sections(self) -> "Page":
        """The same without the sections that hold nothing."""
        sections = [section for section in self.sections if not self.is_empty(section)]
        rows_of = {one.id: self.rows_of[one.id] for one in sections}
        return replace(self, sections=sections, rows_of=rows_of, whole=self.whole or self)

    def published(self) -> "Page":
        """The same as visitors see it: without what is hidden or empty, and without rows that are not shown now."""
        page = self.without_hidden_sections()
        shown = {
            section.id: [row for row in page.rows_of[section.id] if KIND[section.kind].is_shown(row)]
            for section in page.sections
            if KIND[section.kind].moments
        }
        return replace(page, rows_of={**page.rows_of, **shown}).without_empty_sections()

    @cached_property
    def _by_id(self) -> dict[tuple[str, int | None], Any]:
        rows = [row for section in self.sections for row in (*self.rows_of[section.id], *self.parts_of[section.id])]
        return {(row.__tablename__, row.id): row for row in rows}

    @cached_property
    def _naming(self) -> dict[Item, dict[str, list[Any]]]:
        naming: dict[Item, dict[str, list[Any]]] = defaultdict(dict)
        for section in self.sections:
            for reference in KIND[section.kind].references:
                for row in self.rows_of[section.id]:
                    if other := self.named(row, reference.kind):
                        naming[other].setdefault(section.kind, []).append(row)
        return naming


def load_page(slug: str) -> Page | None:
    """The whole edition with this slug, with all that is hidden; none where there is none.

    The number of queries is fixed (one a kind, and two), whatever the edition holds; two more where it
    shows pictures, and one where this process has not seen its texts.
    """
    edition = db.session.scalar(_EDITION, {"slug": slug})
    if edition is None:
        return None
    of_kind = {name: db.session.scalars(query, {"edition_id": edition.id}).all() for name, query in _ROWS.items()}
    return _whole_pages([edition], of_kind)[0]


def load_pages(editions: Sequence[Edition]) -> list[Page]:
    """The whole pages of editions, by no more queries than one takes."""
    if not editions:
        return []
    of_kind, ids = {}, [edition.id for edition in editions]
    for kind in (SECTION, *ROW_KINDS):
        query = select(kind.model).where(kind.model.edition_id.in_(ids))
        of_kind[kind.name] = db.session.scalars(query.order_by(kind.model.position, kind.model.id)).all()
    return _whole_pages(editions, of_kind)


def _whole_pages(editions: Sequence[Edition], of_kind: Mapping[str, Sequence[Any]]) -> list[Page]:
    """The pages of editions, of all of whose sections and rows, by kind, these are."""
    kinds = (SECTION, *ROW_KINDS)
    texts = [*texts_in(row for kind in kinds if kind.markdown for row in of_kind[kind.name])]
    rendering.preload(texts)
    sections = {edition: [one for one in of_kind[SECTION.name] if one.edition_id == edition.id] for edition in editions}
    rows = [row for kind in ROW_KINDS for row in of_kind[kind.name]]
    pictured = [row for kind in kinds if kind.pictures for row in of_kind[kind.name]]
    pictures = pictures_in([*texts, *texts_in([*editions, *pictured], PICTURE_COLUMNS)])
    return [_page(edition, sections[edition], rows, pictures) for edition in editions]


def page_around(row: Item | Section | Edition) -> Page:
    """The part of its page that one row shows, as an organizer sees it: the row, what it names and what names it."""
    rows = [row, *row.references(), *row.named_by()] if isinstance(row, Item) else []
    return _page(row.edition, row.edition.sections, rows, _pictures_of(rows or [row]))


def page_of_cover(edition: Edition) -> Page:
    """The part of a page that its cover shows."""
    queries = [_ROWS[kind.name] for kind in KINDS if kind.on_cover]
    rows = [row for query in queries for row in db.session.scalars(query, {"edition_id": edition.id})]
    return _page(edition, edition.sections, rows, {})


def _pictures_of(rows: Iterable[Any]) -> dict[str, Picture]:
    """The pictures that the columns of rows name, by address."""
    return pictures_in(texts_in(rows, PICTURE_COLUMNS | MARKDOWN_COLUMNS))


def _page(edition: Edition, sections: Sequence[Section], rows: Iterable[Item], pictures: Mapping[str, Picture]) -> Page:
    """The page of some sections, with those of the rows that stand in them."""
    rows_of: dict[int, list[Any]] = {section.id: [] for section in sections}
    parts_of: dict[int, list[Any]] = {section.id: [] for section in sections}
    for row in rows:
        if (section_id := row.section_id) in rows_of:  # else it came between two queries, or is another page's
            (parts_of if EDITABLE[row.__tablename__].part_of else rows_of)[section_id].append(row)
    for section in sections:
        rows_of[section.id] = KIND[section.kind].in_order(rows_of[section.id])
    return Page(edition, sections, rows_of, pictures, parts_of)
