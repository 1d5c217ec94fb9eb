"""What search engines are told of the site's pages."""

from flask import url_for

from faimi.content.edition import HOME_SLUG
from faimi.exchange.sitemap import last_changes
from faimi.public.visibility import published_editions, published_papers


def sitemap_pages() -> list[tuple[str, str | None]]:
    """The path of each page, and when its edition (for the start page, any) was changed last, as a W3C datetime."""
    changed, slugs = last_changes(), [edition.slug for edition in published_editions()]
    home = url_for("public.home"), max((changed[slug] for slug in slugs if slug in changed), default=None)
    pages = [(url_for("public.edition", slug=slug), changed.get(slug)) for slug in slugs if slug != HOME_SLUG]
    papers = published_papers()
    return [home, *pages, *((url_for("public.paper", slug=s, paper_number=n), changed.get(s)) for s, n in papers)]
