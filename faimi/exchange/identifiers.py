"""What the world knows editions, rows and changes by: UIDs, GUIDs and feed ids, which name no site, host or address.

What was given out before they were made of UUIDs is stored, and stays.
"""

from uuid import NAMESPACE_URL, UUID, uuid5

from faimi.content import Edition
from faimi.content.events import Event
from faimi.history import Revision


def row_uid(edition: Edition, row: Event) -> str:
    """A row's name in calendars."""
    return row.uid or _uuid_of(edition, row.key)


def row_guid(edition: Edition, row: Event) -> str:
    """A row's name in conference apps, a UUID (version 5)."""
    return str(uuid5(NAMESPACE_URL, f"mid:{row.uid}")) if row.uid else _uuid_of(edition, row.key)


def feed_id(edition: Edition) -> str:
    """The name of the feed of an edition's changes, a URI."""
    return edition.feed_id or f"urn:uuid:{edition.uuid}"


def entry_id(edition: Edition, change: Revision) -> str:
    """A change's name in that feed, a URI."""
    return f"urn:uuid:{_uuid_of(edition, change.uuid)}" if change.uuid else f"{feed_id(edition)}/{change.version}"


def _uuid_of(edition: Edition, name: str) -> str:
    """A UUID (version 5) that is the same wherever this edition is."""
    return str(uuid5(UUID(edition.uuid), name))
