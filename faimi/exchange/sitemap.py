"""What a sitemap tells of a page beside its address (https://sitemaps.org)."""

from sqlalchemy import func, select

from faimi.content import Edition
from faimi.extensions import db
from faimi.history import Revision


def last_changes() -> dict[str, str]:
    """When each edition was changed last, by its slug, as a W3C datetime; what was never changed since is not there."""
    query = select(Edition.slug, func.max(Revision.at)).join(Revision, Revision.edition_id == Edition.id)
    return {slug: f"{at:%Y-%m-%dT%H:%M:%SZ}" for slug, at in db.session.execute(query.group_by(Edition.slug))}
