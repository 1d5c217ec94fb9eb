"""Changes of an edition's address and state, each a revision: renamed, hidden, removed, brought back."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from sqlalchemy import select

from faimi.content import Edition
from faimi.content.edition import UNPUBLISHED
from faimi.extensions import db
from faimi.history.revisions import Revision, Rows
from faimi.history.snapshots import write
from faimi.history.transaction import commit_if_changed
from faimi.history.undo import reverse

MAX_STEM_CHARS = 60  # of an address to which something is added


def set_columns(edition: Edition, columns: dict[str, Any], by: int | None, commit: bool = True) -> Revision | None:
    """The revision that writes JSON values to columns of an edition; none where they stand there already.

    Without `commit` the caller ends the transaction. Raises Conflict where the address is another's by now.
    """

    def write_columns(_before: Rows, _after: Rows) -> Edition:
        db.session.refresh(edition)
        write(edition, columns)
        return edition

    return commit_if_changed(edition, "save", by, write_columns, commit=commit)


def last_public_state(edition: Edition) -> str | None:
    """The last state that an edition had in which visitors saw it; none where they never did."""
    return next((state for one, state in former_states(edition) if state not in UNPUBLISHED), None)


def former_states(edition: Edition) -> Iterator[tuple[Revision, str]]:
    """The changes of an edition's state, the newest first, each with the state before it."""
    key, query = edition.key, select(Revision).where(Revision.edition_id == edition.id, Revision.kind == "edition")
    query = query.order_by(Revision.version.desc())
    for one in db.session.scalars(query).all():
        was, became = one.before.get(key, {}), one.after.get(key, {})
        if was and became and was["state"] != became["state"]:
            yield one, was["state"]


def remove_edition(edition: Edition, by: int | None, commit: bool = True) -> Revision | None:
    """The revision that takes an edition off the site: its rows and its history stay; none where it is removed."""
    return set_columns(edition, {"state": "removed"}, by, commit)


def bring_back(edition: Edition, by: int | None) -> Revision | None:
    """The revision that makes a removed edition what it was; none where it is not removed."""
    if edition.state != "removed":
        return None
    removal, state = next(former_states(edition), (None, "draft"))
    if removal and removal.verb == "undo":  # of its making: its rows went, too
        return reverse(removal, by, sure=True)
    return set_columns(edition, {"state": state}, by)  # no undo, which “Redo” would take back


def make_room(address: str, by: int | None) -> None:
    """Frees the address of a removed edition for another, which moves aside. The caller commits."""
    removed = db.session.scalar(select(Edition).where(Edition.slug == address, Edition.state == "removed"))
    if removed:
        set_columns(removed, {"slug": free_address(f"{address[:MAX_STEM_CHARS]}-removed")}, by, commit=False)


def free_address(stem: str) -> str:
    """An address that no edition has: the stem, or the first that is free of those with a number behind it."""
    taken = {*db.session.scalars(select(Edition.slug).where(Edition.slug.startswith(stem, autoescape=True)))}
    return next(address for address in _numbered(stem) if address not in taken)


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}-{number}" for number in count(2))
