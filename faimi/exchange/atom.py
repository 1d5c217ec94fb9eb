"""What changed on an edition's page, as an Atom feed (RFC 4287)."""

from datetime import datetime
from itertools import takewhile
from typing import Any
from xml.etree import ElementTree

from sqlalchemy import select

from faimi.content import EDITABLE, Edition
from faimi.exchange.elements import child, document
from faimi.exchange.programme import NEVER, carried
from faimi.extensions import db
from faimi.history import Revision

VERBS = {"add": "added", "move": "moved", "remove": "removed"}
NAMING = ("title", "heading", "label", "name", "speaker", "body", "url")  # the first column that says something
LONGEST = 80


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
        child(entry, "title", _what(revision))
        child(entry, "updated", _moment(revision.at))
        child(entry, "link", rel="alternate", type="text/html", href=f"{page}#{revision.kind}-{revision.row_id}")
    return document(root)


def _id(edition: Edition, name: str) -> str:
    """Gives a tag URI (RFC 4151): the same for ever, whatever host answers."""
    return f"tag:faimi,2026:{edition.slug}/{name}"


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def _what(revision: Revision) -> str:
    """Says what a change did, in a line: Paper changed: its title."""
    key = f"{revision.kind}-{revision.row_id}"
    columns: dict[str, Any] = revision.after.get(key) or revision.before.get(key) or {}
    name = next((str(columns[column]) for column in NAMING if columns.get(column)), "")
    name = " ".join(carried(name).split())
    if len(name) > LONGEST:
        name = f"{name[: LONGEST - 1]}…"
    did = f"{EDITABLE[revision.kind].noun.capitalize()} {VERBS.get(revision.verb, 'changed')}"
    many = sum(row.startswith(f"{revision.kind}-") for row in revision.after)
    if revision.verb == "add" and many > 1:
        return f"{many} {EDITABLE[revision.kind].noun}s added"
    if revision.verb == "import":
        did = "Page brought in"
    return f"{did}: {name}" if name else did
