"""Whose an address is that a page brings along: what is in its way, and what makes room for it."""

from collections.abc import Callable

from sqlalchemy import select

from faimi import history
from faimi.content import Edition, former_addresses
from faimi.exchange.draft import Draft
from faimi.exchange.sample import is_untouched_sample
from faimi.extensions import db


def edition_at(slug: str) -> Edition | None:
    """The edition that has an address, if it is not removed."""
    return db.session.scalar(select(Edition).where(Edition.slug == slug, Edition.state != "removed"))


def settle_address(draft: Draft) -> None:
    """Sets a draft to the address that its edition has here, where one of the two was the other's before a rename.

    A file that names an address which its edition never had is meant as a copy of it.
    """
    uuid = draft.identity.uuid if draft.identity else ""
    there = db.session.scalar(select(Edition).where(Edition.uuid == uuid, Edition.state != "removed"))
    if there is None or (draft.slug not in former_addresses(there) and there.slug not in draft.addresses):
        return
    draft.report.unsure(f"The file’s address is /{draft.slug}/: the edition keeps /{there.slug}/, which it has here.")
    draft.addresses = [draft.slug if path == there.slug else path for path in draft.addresses]
    draft.slug = there.slug


def in_the_way(draft: Draft) -> Edition | None:
    """The edition that has a draft's address; not the sample that no person has changed, but of its own copy."""
    there = edition_at(draft.slug)
    return None if there and is_untouched_sample(there) and not draft.is_of(there) else there


def make_room(draft: Draft, state: Callable[[Draft], str]) -> Edition | None:
    """The removed edition that a draft is of, ready to come back; whatever else had the address moves aside.

    `state` tells which state it gets where the draft says none. The caller commits.
    """
    if (sample := edition_at(draft.slug)) and in_the_way(draft) is None:
        history.remove_edition(sample, None, commit=False)
        draft.report.unsure("The sample edition that stood here was removed.")
    uuid = draft.identity.uuid if draft.identity else ""
    removed = select(Edition).where(Edition.state == "removed", Edition.uuid == uuid)
    original = None if edition_at(draft.slug) else db.session.scalar(removed)
    if original is None or original.slug != draft.slug:
        history.make_room(draft.slug, None)
    if original:
        draft.header |= {"slug": draft.slug, "state": draft.header.get("state") or state(draft)}
        draft.report.unsure("This edition was removed here: it is back.")
    return original
