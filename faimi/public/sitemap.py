"""What search engines are told of the site's pages."""

from functools import partial

from faimi.content.edition import HOME_SLUG
from faimi.content.site import current_site
from faimi.exchange.sitemap import last_changes
from faimi.public.languages import in_languages
from faimi.public.visibility import published_editions, published_records


def sitemap_pages() -> list[tuple[dict[str, str], str | None]]:
    """The paths of each page by language, and when its edition (of the start page, any) was changed last.

    That is a W3C datetime.
    """
    paths, changed = partial(in_languages, current_site().offered), last_changes()
    slugs = [edition.slug for edition in published_editions()]
    home = paths("public.home"), max((changed[slug] for slug in slugs if slug in changed), default=None)
    pages = [(paths("public.edition", slug=slug), changed.get(slug)) for slug in slugs if slug != HOME_SLUG]
    records = [
        (paths(f"public.{kind}", slug=slug, **{f"{kind}_number": number}), changed.get(slug))
        for slug, kind, number in published_records()
    ]
    return [home, *pages, *records]
