"""Rows that calendars and conference apps show as events."""

from sqlalchemy.orm import Mapped

from faimi.content.base import Item


class Event(Item):
    """A row that is an event; `uid` is the UID that it was given before UIDs were made of its edition's UUID."""

    __abstract__ = True

    uid: Mapped[str | None]
