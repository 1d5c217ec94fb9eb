"""What the bar above each organizers' page tells of its edition: the state, other drafts, and where one was last."""

from collections.abc import Sequence

from flask import session
from sqlalchemy import select

from faimi.accounts.permissions import may_open, restricting_grants
from faimi.content import Edition
from faimi.content.date_words import moment
from faimi.content.edition import HOME_SLUG
from faimi.content.now import utc_now
from faimi.extensions import db

LAST_EDITION = "edition"  # the key in a session of the slug of the edition whose page was open last
MAX_DRAFTS = 5  # in the menu; the list of editions has all


def state_in_words(edition: Edition) -> str:
    """What an edition is for visitors now: Next, Past; of a draft, until when it is hidden, where that is known."""
    state = edition.public_state
    if state == "draft" and edition.appears_at and edition.appears_at > utc_now():
        return f"Hidden until {moment(edition.appears_at)}"
    return "Next" if state == "current" else state.capitalize()


def other_drafts(edition: Edition) -> Sequence[Edition]:
    """The newest drafts beside an edition that the person may open."""
    newest = select(Edition).order_by(Edition.starts_on.desc().nulls_first(), Edition.slug.desc()).limit(MAX_DRAFTS)
    if grants := restricting_grants():
        newest = newest.where(Edition.id.in_([grant.edition_id for grant in grants]))
    return db.session.scalars(newest.where(Edition.state == "draft", Edition.id != edition.id)).all()


def note_edition(slug: str) -> None:
    """Keeps in the person's session on which edition's pages they are."""
    session[LAST_EDITION] = slug


def last_edition() -> Edition | None:
    """The edition on whose pages the person was last, if it is there and they may still open it."""
    there = select(Edition).where(Edition.slug == session.get(LAST_EDITION, ""), Edition.state != "removed")
    edition = db.session.scalar(there)
    return edition if edition is not None and may_open(edition) else None


def home_accent() -> str:
    """The accent of the start page, which that of no edition's page is in; empty where there is none."""
    there = select(Edition.accent).where(Edition.slug == HOME_SLUG, Edition.state != "removed")
    return db.session.scalar(there) or ""
