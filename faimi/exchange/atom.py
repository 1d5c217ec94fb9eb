"""What changed on an edition's page, as an Atom feed (RFC 4287)."""

from datetime import datetime
from itertools import takewhile
from xml.etree import ElementTree

from sqlalchemy import select

from faimi.content import Edition
from faimi.exchange.elements import child, document
from faimi.exchange.programme import NEVER
from faimi.extensions import db
from faimi.history import Revision, describe


def changes(edition: Edition, page: str, feed: str) -> bytes:
    """Gives the last 30 changes, the newest first; `page` and `feed` are absolute addresses."""
    query = select(Revision).where(Revision.edition_id == edition.id).order_by(Revision.version.desc()).limit(30)
    masthead = f"edition-{edition.id}"
    # What was done while it was a draft is the organizers' own, and so is the change that published it.
    revisions = list(
        takewhile(lambda one: one.before.get(masthead, {}).get("state") != "draft", db.session.scalars(query))
    )
    root = ElementTree.Element("feed", xmlns="http://www.w3.org/2005/Atom")
    child(root, "id", _id(edition, "changes"))
    child(root, "title", f"{edition.title}: what changed")
    child(root, "updated", _moment(revisions[0].at if revisions else NEVER))
    child(child(root, "author"), "name", edition.title)
    child(root, "link", rel="self", type="application/atom+xml", href=feed)
    child(root, "link", rel="alternate", type="text/html", href=page)
    for revision in revisions:
        entry = child(root, "entry")
        child(entry, "id", _id(edition, f"changes/{revision.version}"))
        child(entry, "title", describe(revision))
        child(entry, "updated", _moment(revision.at))
        child(entry, "link", rel="alternate", type="text/html", href=f"{page}#{revision.kind}-{revision.row_id}")
    return document(root)


def _id(edition: Edition, name: str) -> str:
    """Gives a tag URI (RFC 4151): the same for ever, whatever host answers."""
    return f"tag:faimi,2026:{edition.slug}/{name}"


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"
