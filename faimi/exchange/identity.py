"""What files carry of an edition's identity, and whether what they say of it can be."""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from faimi.content import EDITABLE, Edition, LastNumber
from faimi.exchange.draft import Draft, Identity, PageError
from faimi.extensions import db

MAX_NUMBER = 999_999_999
UID = re.compile(r"[^\s<>|]{1,300}")
FEED_ID = re.compile(r"tag:faimi,2026:[a-z0-9-]{1,80}/changes")
GIVEN_OUT: Mapping[str, Callable[[str], Any]] = {
    "uid": lambda text: text if UID.fullmatch(text) else None,
    "sequence": lambda text: int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0,
    "changed_at": lambda text: datetime.fromisoformat(text).replace(tzinfo=None),
}
KEYS = ("uuid", "version", "last_numbers", "feed_id")


def identity_of(edition: Edition, hidden: Collection[str] = ()) -> dict[str, Any]:
    """An edition's identity as files carry it; of kinds that are `hidden` none tells how many rows there are."""
    query = select(LastNumber).where(LastNumber.edition_id == edition.id).order_by(LastNumber.kind)
    last_numbers = {one.kind: one.number for one in db.session.scalars(query) if one.kind not in hidden}
    known = {"uuid": edition.uuid, "version": edition.version, "last_numbers": last_numbers}
    return known | ({"feed_id": edition.feed_id} if edition.feed_id else {})


def read_identity(said: Mapping[str, Any]) -> Identity | None:
    """The identity that a file gives, none where it has no UUID; raises PageError where it cannot be."""
    if said.get("uuid") is None:
        return None
    if not is_uuid(said["uuid"]):
        raise PageError("its uuid is not a UUID, such as 123e4567-e89b-42d3-a456-426614174000.")
    uuid = str(UUID(said["uuid"]))
    version, last, feed_id = said.get("version", 0), said.get("last_numbers", {}), said.get("feed_id")
    if not is_number(version, 0):
        raise PageError("its version is not a number that a version can have.")
    if not isinstance(last, dict) or not all(kind in EDITABLE and is_number(one, 0) for kind, one in last.items()):
        raise PageError("its last_numbers are not kinds, each with the highest number that it gave.")
    if feed_id is not None and not (isinstance(feed_id, str) and FEED_ID.fullmatch(feed_id)):
        raise PageError("its feed_id is none that faimi gave.")
    return Identity(uuid, version, dict(last), feed_id)


def take_identity(edition: Edition, draft: Draft) -> None:
    """Makes a new edition the one that a file is of, and one that is there no older than the file.

    The report says so where the file is of another edition, or of one that has another address here.
    """
    known = draft.identity
    if known is None:
        return
    told = [item.get("sequence") or 0 for part in draft.sections for item in part.items]
    version = max(known.version, *told, 1) - 1  # the import counts on
    if edition.id is None and (other := db.session.scalar(select(Edition).where(Edition.uuid == known.uuid))):
        draft.report.unsure(f"It is a copy of {other.slug}, which is here already: its rows get names of their own.")
    elif edition.id is None:
        edition.uuid, edition.feed_id, edition.version = known.uuid, known.feed_id, version
    elif not draft.is_of(edition):
        draft.report.unsure(
            f"It is of another edition than {edition.slug} here: rows that say the same keep their names of here."
        )
    else:
        older = update(Edition).where(Edition.id == edition.id, Edition.version < version)
        db.session.execute(older.values(version=version).execution_options(synchronize_session=False))


def is_uuid(value: Any) -> bool:
    """Whether a value is a UUID as text."""
    try:
        return isinstance(value, str) and bool(UUID(value))
    except ValueError:
        return False


def is_number(value: Any, lowest: int = 1) -> bool:
    """Whether a value can be a row's number, or a count from `lowest` on."""
    return type(value) is int and lowest <= value <= MAX_NUMBER


def check_numbers(draft: Draft) -> None:
    """Has each row of a page in Markdown keep its number where that can be one, and it is the first to have it.

    What calendars were told of a row is read with it, and left out where it cannot be.
    """
    rows: list[tuple[str, dict[str, Any]]] = [("section", vars(part)) for part in draft.sections]
    rows += [(kind, row) for part in draft.sections for kind, own in part.rows.items() for row in own]
    taken = set[tuple[str, int]]()
    for kind, row in rows:
        for name in GIVEN_OUT.keys() & row.keys():
            row[name] = _read_or_none(GIVEN_OUT[name], row[name])
        if (said := row.get("number")) is None:
            continue
        number = int(said) if re.fullmatch(r"[0-9]{1,9}", str(said)) else 0
        row["number"] = number or None
        if not number:
            draft.report.unsure(f"“{kind}-{str(said)[:20]}” is no name that a row can have: it gets a new one.")
        elif (kind, number) in taken:
            draft.report.unsure(f"“{kind}-{number}” stands twice: the second row gets a new name.")
            row["number"] = None
        taken.add((kind, number))


def _read_or_none(read: Callable[[str], Any], text: str) -> Any:
    try:
        return read(text)
    except ValueError:
        return None
