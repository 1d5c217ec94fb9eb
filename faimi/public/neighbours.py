"""The editions before and after one, by their days, to which its foot leads."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from flask import request
from sqlalchemy import select

from faimi.content import Edition
from faimi.content.now import utc_now
from faimi.extensions import db

KNOWN = "faimi.neighbours"  # the key in a request's environ under which the page cache brings those of all
IN_ORDER = (  # made once: it is asked after each edit
    select(
        Edition.slug,
        Edition.title,
        Edition.tagline,
        Edition.starts_on,
        Edition.language,
        Edition.accent,
        Edition.header_version,
        Edition.state,
        Edition.appears_at,
    )
    .where(Edition.state.in_(("draft", "current", "past")), Edition.starts_on.is_not(None))
    .order_by(Edition.starts_on, Edition.slug)
)


class Neighbours(NamedTuple):
    """The editions that visitors see before and after one; None where there is none."""

    before: Any = None
    after: Any = None


def neighbours_in(editions: Sequence[Any], now: datetime) -> dict[str, Neighbours]:
    """The neighbours of each of these editions, which stand in order, by its slug, at a moment in UTC."""
    shown = [one for one in editions if one.state != "draft" or (one.appears_at and one.appears_at <= now)]
    around = [None, *shown, None]
    return {one.slug: Neighbours(*around[place : place + 3 : 2]) for place, one in enumerate(shown)}


def neighbours_of(edition: Edition) -> Neighbours:
    """The neighbours of an edition; none where it has no day, or visitors do not see it."""
    around = request.environ.get(KNOWN)
    if around is None:
        around = neighbours_in(db.session.execute(IN_ORDER).all(), utc_now())
    return around.get(edition.slug, Neighbours())
