"""What changed on an edition's page, as an Atom feed (RFC 4287)."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain, islice
from typing import Any
from xml.etree import ElementTree

from sqlalchemy import select
from sqlalchemy.orm.attributes import set_committed_value

from faimi.content import EDITABLE, KIND, Edition, Section
from faimi.content.base import from_json, row_of, snapshot
from faimi.content.edition import HOME_SLUG, UNPUBLISHED
from faimi.content.now import utc_now
from faimi.content.page import Page
from faimi.content.row_key import RowKey
from faimi.exchange.identifiers import entry_id, feed_id
from faimi.exchange.row_facts import EPOCH
from faimi.exchange.xml_elements import child, document
from faimi.extensions import db
from faimi.history import Revision, Rows, describe
from faimi.history.snapshots import columns_written

MAX_CHANGES_READ = 500


def changes_feed(page: Page, address: str, feed: str) -> bytes:
    """The last 30 changes, the newest first; `address` (of the page) and `feed` are absolute addresses."""
    edition = page.edition
    shown = [*page.sections, *chain(*page.rows_of.values()), *[edition] * (edition.slug != HOME_SLUG)]
    there = {row.key for row in shown}
    empty = {section.key for section in page.whole.sections} - there if page.whole else set()
    revisions = list(islice((one for one in _public(edition) if one.key not in empty), 30))
    root = ElementTree.Element("feed", xmlns="http://www.w3.org/2005/Atom")
    child(root, "id", feed_id(edition))
    child(root, "title", f"{edition.title}: what changed")
    child(root, "updated", _moment(revisions[0].at if revisions else EPOCH))
    child(child(root, "author"), "name", edition.title)
    child(root, "link", rel="self", type="application/atom+xml", href=feed)
    child(root, "link", rel="alternate", type="text/html", href=address)
    sections = {section.id: section for section in page.sections}
    for revision in revisions:
        entry = child(root, "entry")
        child(entry, "id", entry_id(edition, revision))
        child(entry, "title", describe(revision))
        if told := _told(revision, sections):
            child(entry, "summary", told)
        child(entry, "updated", _moment(revision.at))
        child(
            entry,
            "link",
            rel="alternate",
            type="text/html",
            href=f"{address}#{revision.key}" if revision.key in there else address,
        )
    return document(root)


def _told(revision: Revision, sections: Mapping[int, Section]) -> str:
    """What a change did to rows, as they tell it: Papers extended from 1 June 2031 to 8 June 2031, 23:59 AoE."""
    told = []
    for key, columns in revision.after.items() if revision.verb == "save" else ():
        kind, section = KIND.get(RowKey.parse(key).kind), sections.get(columns.get("section_id", 0))
        if kind is None or not kind.change or section is None or key not in revision.before:
            continue
        was, row = row_of(kind.model, revision.before[key]), row_of(kind.model, columns)
        for one in (was, row):
            set_committed_value(one, "section", section)
        words = getattr(row, kind.change)
        told += [f"{row} {words}"] if words and words != getattr(was, kind.change) else []
    return "; ".join(told)


def _public(edition: Edition) -> Iterator[Revision]:
    """The changes that visitors may know of, the newest first.

    What was done while the edition was a draft is the organizers' own, and so is the change that published it, and
    whatever is about a section that was hidden then, that is hidden now, or that was hidden when it was removed. What
    shows in nothing that they see, such as a pin, is no news.
    """
    query = select(Revision).where(Revision.edition_id == edition.id).order_by(Revision.version.desc())
    sections = db.session.scalars(select(Section).where(Section.edition_id == edition.id))
    became = {row.key: snapshot(row) for row in (edition, *sections)}
    hidden = {key: _is_hidden(columns, utc_now()) for key, columns in became.items()}
    for one in db.session.scalars(query.limit(MAX_CHANGES_READ)):
        was = {key: columns for key, columns in became.items() if key not in one.after}
        was |= {key: columns for key, columns in one.before.items() if RowKey.parse(key).kind in ("section", "edition")}
        if any(_is_hidden(frame.get(edition.key, {}), one.at) for frame in (was, became)):
            return
        for key in was.keys() - became.keys():
            hidden.setdefault(key, _is_hidden(was[key], one.at))
        if _is_seen(one) and not _is_secret(one, was, became, hidden):
            yield one
        became = was


def _is_seen(one: Revision) -> bool:
    """Whether a change adds or removes rows, or writes a column that visitors see."""
    written = ((key, columns_written(key, one).keys()) for key in one.after)
    return one.before.keys() != one.after.keys() or any(
        columns - EDITABLE[RowKey.parse(key).kind].unseen for key, columns in written
    )


def _is_secret(one: Revision, was: Rows, became: Rows, hidden: dict[str, bool]) -> bool:
    """Whether a change is about a section that was hidden, or what stood in one.

    `was` and `became` hold the sections right before and after it, `hidden` says how each one was last.
    """
    key, sides = one.key, ((one.before, was), (one.after, became))
    if one.kind == "edition":
        return False
    if one.kind == "section":
        stood: list[tuple[str, dict[str, Any]]] = [(key, frame[key]) for _, frame in sides if key in frame]
    else:
        known = key in one.before or key in one.after  # else only the places of its neighbours changed
        keys = {
            columns["id"]: name for frame in (was, became) for name, columns in frame.items() if "anchor" in columns
        }
        stood = [
            (section := keys.get(columns["section_id"], ""), frame.get(section, {}))
            for rows, frame in sides
            for name, columns in rows.items()
            if "section_id" in columns and (name == key or not known)
        ]
    if any(key in rows and not _is_shown(one, rows[key]) for rows, _ in sides):
        return True
    unknown = not stood or not all(columns for _, columns in stood)
    return unknown or any(hidden[section] or _is_hidden(columns, one.at) for section, columns in stood)


def _is_shown(revision: Revision, columns: dict[str, Any]) -> bool:
    """Whether a row with these columns was shown at the moment of a change, by its own moments."""
    kind = KIND.get(revision.kind)
    return kind is None or not kind.moments or kind.is_shown(row_of(kind.model, columns), revision.at)


def _is_hidden(columns: dict[str, Any], at: datetime) -> bool:
    """Whether a section, or an edition, with these columns was not public at a moment (in UTC)."""
    appears_at = from_json(datetime, columns.get("appears_at"))
    hidden = columns.get("hidden") or columns.get("state") in UNPUBLISHED
    comes = appears_at is not None and columns.get("state") != "removed"
    return bool(hidden) and not (comes and appears_at <= at)


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"
