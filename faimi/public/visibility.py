"""What is public: drafts and hidden sections are not there before they appear, and nothing that is removed or empty."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from flask import abort, request
from sqlalchemy import ColumnElement, and_, false, or_, select

from faimi.content import KIND, KINDS, Edition, Preview, Section
from faimi.content.edition import HOME_SLUG, UNPUBLISHED
from faimi.content.now import utc_now
from faimi.content.page import Page, load_page
from faimi.content.papers import Paper
from faimi.extensions import db

PAGES = "faimi.pages"  # the key in a request's environ under which a crawler brings what it has loaded


def load_published(slug: str) -> Page | None:
    """The page as visitors see it, none for a draft or where there is none."""
    return request.environ[PAGES][slug] if slug in request.environ.get(PAGES, ()) else read_published(slug)


def read_published(slug: str) -> Page | None:
    """The same, read from the database."""
    page = load_page(slug)
    return page.published() if page and page.edition.is_public else None


def load_preview(token: str) -> Page:
    """The page with all that is hidden or to come, for whoever has the link; 404 where that or the edition is gone.

    What visitors will not see while it is empty is not there.
    """
    preview = db.session.get(Preview, token)
    if preview is None or preview.edition.state == "removed":
        abort(404)
    page = load_page(preview.edition.slug) or abort(404)
    kinds = {section.id: KIND[section.kind] for section in page.sections}
    ahead = {id: [row for row in rows if not kinds[id].has_ended(row)] for id, rows in page.rows_of.items()}
    return replace(page, rows_of=ahead).without_empty_sections()


def is_all_public(page: Page) -> bool:
    """Whether visitors see all that a page holds, where they see the page."""
    shown = page.published().rows_of
    return all(shown.get(section.id) == page.rows_of[section.id] for section in page.sections)


def published_editions() -> list[Edition]:
    """All editions and pages that visitors see, the newest first."""
    query = select(Edition).where(_public_edition())
    return list(db.session.scalars(query.order_by(Edition.starts_on.desc().nulls_last(), Edition.slug.desc())))


def editions_by_state() -> dict[str, list[Edition]]:
    """What the start page lists: what is next, the nearest first; what is past, and pages of the site."""
    listed: dict[str, list[Edition]] = {"current": [], "past": [], "page": []}
    for edition in published_editions():
        if edition.slug != HOME_SLUG:
            listed[edition.public_state].append(edition)
    listed["current"].sort(key=lambda edition: edition.starts_on or date.max)
    return listed


def published_or_404(slug: str) -> Page:
    """The page as visitors see it; 404 for a draft, or where there is none."""
    return load_published(slug) or abort(404)


def paper_or_404(slug: str, number: int) -> tuple[Page, Paper]:
    """A paper with the page that it is on."""
    page = published_or_404(slug)
    return page, page.row("paper", number) or abort(404)


def published_records() -> Iterator[tuple[str, str, int]]:
    """The slug, the kind and the number of each row that has a page of its own."""
    for kind in KINDS:
        if kind.paged is None:
            continue
        model = kind.model
        query = select(Edition.slug, model.number).join(Section, Section.id == model.section_id).join(Section.edition)
        chosen = [getattr(model, name).in_(values) for name, values in kind.paged.items()]
        shown = or_(Section.hidden == false(), Section.appears_at <= utc_now())
        query = query.where(_public_edition(), shown, *chosen)
        order = Edition.starts_on.desc().nulls_last(), Edition.slug.desc(), model.number
        yield from ((slug, kind.name, number) for slug, number in db.session.execute(query.order_by(*order)))


def _public_edition() -> ColumnElement[bool]:
    due = and_(Edition.state == "draft", Edition.appears_at.is_not(None), Edition.appears_at <= utc_now())
    return or_(Edition.state.not_in(UNPUBLISHED), due)
