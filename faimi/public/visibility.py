"""What is public: drafts and hidden sections are not there before they appear."""

from collections.abc import Iterable
from typing import Any

from flask import abort, g
from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm.attributes import set_committed_value

from faimi.content import KIND, Edition, Kind, Preview, Section, load_edition
from faimi.content.base import utc_now
from faimi.content.papers import Paper, keep_naming
from faimi.exchange.row_facts import Items, rows
from faimi.extensions import db


def load_published(slug: str) -> tuple[Edition, Items] | None:
    """An edition as `load_edition` loads it, without its hidden sections, unless it is a draft.

    Where many addresses are asked for at once, `g.published` holds what was loaded.
    """
    preloaded: dict[str, tuple[Edition, Items] | None] = g.get("published", {})
    if slug not in preloaded:
        preloaded[slug] = _load(slug)
    return preloaded[slug]


def _load(slug: str) -> tuple[Edition, Items] | None:
    loaded = load_edition(slug)
    if loaded is None or loaded[0].public_state == "draft":
        return None
    edition = loaded[0]
    hidden = {section.id for section in edition.sections if not section.is_public}
    if hidden:
        set_committed_value(edition, "sections", [one for one in edition.sections if one.id not in hidden])
    items = {section.id: _shown(KIND[section.kind], loaded[1].get(section.id, [])) for section in edition.sections}
    if hidden:
        for section in edition.sections:
            for item in items[section.id] if KIND[section.kind].references else []:
                _detach_hidden(KIND[section.kind], item, hidden)
        keep_naming(*(rows(edition, items, kind) for kind in ("paper", "slot", "award")))
    return edition, items


def _shown(kind: Kind, rows: list[Any]) -> list[Any]:
    return [row for row in rows if kind.is_shown(row)] if kind.moments else rows


def _detach_hidden(kind: Kind, item: Any, hidden: set[int]) -> None:
    """Lets a row that names another in a hidden section show the same words without leading there."""
    names = [to.kind for to in kind.references if (other := getattr(item, to.kind)) and other.section_id in hidden]
    if names:
        words = {own: getattr(item, f"shown_{own}") for own in kind.spoken}
        for name, value in {**words, **dict.fromkeys(names)}.items():
            set_committed_value(item, name, value)


def load_preview(token: str) -> tuple[Edition, Items]:
    """An edition with all that is hidden, for whoever has the link; 404 for a link that was withdrawn."""
    preview = db.session.get(Preview, token) or abort(404)
    return load_edition(preview.edition.slug) or abort(404)


def published_editions() -> list[Edition]:
    """All editions and pages but drafts, the newest first."""
    query = select(Edition).where(_public_edition())
    return list(db.session.scalars(query.order_by(Edition.starts_on.desc().nulls_last(), Edition.slug.desc())))


def published_or_404(slug: str) -> tuple[Edition, Items]:
    """An edition as `load_published` loads it; 404 for a draft, or where there is none."""
    return load_published(slug) or abort(404)


def paper_or_404(slug: str, paper_id: int) -> tuple[Edition, Paper]:
    """A paper with its whole edition."""
    edition, items = published_or_404(slug)
    found = (paper for paper in rows(edition, items, "paper") if paper.id == paper_id)
    return edition, next(found, None) or abort(404)


def published_papers() -> Iterable[Any]:
    """The slug and the id of each paper that has a page."""
    query = select(Edition.slug, Paper.id).join(Paper.section).join(Section.edition)
    query = query.where(_public_edition(), or_(Section.hidden == false(), Section.appears_at <= utc_now()))
    return db.session.execute(query.order_by(Edition.starts_on.desc().nulls_last(), Edition.slug.desc(), Paper.id))


def _public_edition() -> ColumnElement[bool]:
    return or_(Edition.state != "draft", and_(Edition.appears_at.is_not(None), Edition.appears_at <= utc_now()))
