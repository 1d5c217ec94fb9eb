"""What changed on an edition's page, as an Atom feed (RFC 4287)."""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain, islice
from xml.etree import ElementTree

from sqlalchemy import select

from faimi.content import Edition, Section
from faimi.content.edition import HOME
from faimi.exchange.elements import child, document
from faimi.exchange.programme import NEVER, Items
from faimi.extensions import db
from faimi.history import Revision, describe
from faimi.history.revisions import key_of

MOST = 500  # changes that are looked through


def changes(edition: Edition, items: Items, page: str, feed: str) -> bytes:
    """Gives the last 30 changes, the newest first; `page` and `feed` are absolute addresses."""
    shown = [*edition.sections, *chain(*items.values()), *[edition] * (edition.slug != HOME)]
    there = {*map(key_of, shown)}
    revisions = list(islice(_public(edition), 30))
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
        row = f"{revision.kind}-{revision.row_id}"
        child(entry, "link", rel="alternate", type="text/html", href=f"{page}#{row}" if row in there else page)
    return document(root)


def _public(edition: Edition) -> Iterator[Revision]:
    """Gives the changes that visitors may know of, the newest first.

    What was done while the edition was a draft is the organizers' own, and so is the change that published it,
    and whatever is about a section that is hidden.
    """
    query = select(Revision).where(Revision.edition_id == edition.id).order_by(Revision.version.desc())
    if edition.state == "draft":
        query = query.where(Revision.at >= edition.appears_at)
    masthead, shown = f"edition-{edition.id}", {section.id for section in edition.sections}
    hidden = set(db.session.scalars(select(Section.id).where(Section.edition_id == edition.id))) - shown
    for one in db.session.scalars(query.limit(MOST)):
        if one.before.get(masthead, {}).get("state") == "draft":
            return
        key = f"{one.kind}-{one.row_id}"
        states = [state for state in (one.before.get(key), one.after.get(key)) if state]
        if one.kind == "section":
            secret = one.row_id in hidden or any(state.get("hidden") for state in states)
        else:
            secret = any(state.get("section_id") in hidden for state in states)
        if not secret:
            yield one


def _id(edition: Edition, name: str) -> str:
    """Gives a tag URI (RFC 4151): the same for ever, whatever host answers."""
    return f"tag:faimi,2026:{edition.slug}/{name}"


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"
