"""Rows that calendars and conference apps show as events."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped, mapped_column

from faimi.content.base import Item


class Event(Item):
    """A row that is an event; `masthead` are the columns of the masthead that the event shows, too.

    Those in `masthead_where` it shows only where a column of its own has a value.
    `uid` is the UID that it was given before UIDs were made of its edition's UUID. `sequence` is the edition's version
    as of the last change of what the event shows, 0 before any, and `changed_at` the moment of that change, in UTC.
    """

    __abstract__ = True

    given_out = ("uid", "sequence", "changed_at")
    masthead: ClassVar[tuple[str, ...]] = ()
    masthead_where: ClassVar[Mapping[str, tuple[str, Any]]] = {}

    uid: Mapped[str | None]
    sequence: Mapped[int] = mapped_column(default=0, server_default="0", info={"counts_changes": True})
    changed_at: Mapped[datetime | None] = mapped_column(info={"counts_changes": True})
