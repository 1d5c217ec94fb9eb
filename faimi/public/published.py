"""What is public: a draft is not there."""

from collections.abc import Iterable
from typing import Any

from flask import abort
from sqlalchemy import select

from faimi.content import Edition, Section, load_edition
from faimi.content.papers import Paper
from faimi.exchange.programme import Items, rows
from faimi.extensions import db


def load_published(slug: str) -> tuple[Edition, Items] | None:
    """Loads an edition as `load_edition` does, unless it is a draft."""
    loaded = load_edition(slug)
    return loaded if loaded and loaded[0].state != "draft" else None


def published_editions() -> list[Edition]:
    """Gives all editions and pages but drafts, the newest first."""
    query = select(Edition).where(Edition.state != "draft")
    return list(db.session.scalars(query.order_by(Edition.starts_on.desc().nulls_last(), Edition.slug.desc())))


def published_or_404(slug: str) -> tuple[Edition, Items]:
    """Loads an edition as `load_edition` does; 404 for a draft, or where there is none."""
    return load_published(slug) or abort(404)


def paper_or_404(slug: str, paper_id: int) -> tuple[Edition, Paper]:
    """Loads a paper with its whole edition."""
    edition, items = published_or_404(slug)
    found = (paper for paper in rows(edition, items, "paper") if paper.id == paper_id)
    return edition, next(found, None) or abort(404)


def published_papers() -> Iterable[Any]:
    """Gives the slug and the id of each paper that has a page."""
    query = select(Edition.slug, Paper.id).join(Paper.section).join(Section.edition)
    query = query.where(Edition.state != "draft")
    return db.session.execute(query.order_by(Edition.starts_on.desc().nulls_last(), Edition.slug.desc(), Paper.id))
