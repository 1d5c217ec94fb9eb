"""What rows are called in calendars (UID) and conference apps (GUID)."""

import uuid

from faimi.content import Edition
from faimi.content.row_key import RowKey


def row_uid(edition: Edition, key: RowKey) -> str:
    """A row's name in the world: the same for ever, whatever host answers."""
    return f"{key}@{edition.slug}.faimi"


def row_guid(edition: Edition, key: RowKey) -> str:
    """A row's name in the world as a UUID (version 5, of its `row_uid`)."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"mid:{row_uid(edition, key)}"))
