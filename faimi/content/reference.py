"""What a row may name: a row of another kind, which then speaks for it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Reference:
    """A kind whose rows an item may name: the item has an attribute of that name, and a column for its id.

    `label` is the column of the named row that is its name. `words` are the item's own columns, for which the named
    row's speak where they are empty, with those of the named row: what is shown then is `shown_<own column>`. By those
    of them that are `told_by` a row is known that is meant, though it is not named yet.
    `shows` are other columns of the named row that the item shows, `shown_in_event` those that its event in calendars
    shows, `shown_there` those of the item that the named row's entry shows.
    Where the item's attribute of the kind's name is what the row is called, by which it is named, the row is `held_in`
    another one.
    """

    kind: str
    label: str
    words: Mapping[str, str]
    told_by: tuple[str, ...]
    shows: tuple[str, ...] = ()
    shown_in_event: tuple[str, ...] = ()
    shown_there: tuple[str, ...] = ()
    held_in: str = ""

    @property
    def attribute(self) -> str:
        """The item's attribute that holds the named row."""
        return self.held_in or self.kind

    @property
    def is_by_name(self) -> bool:
        """Whether the item names the row by what that is called."""
        return bool(self.held_in)

    @property
    def column(self) -> str:
        """The column that holds the id of the named row."""
        return f"{self.kind}_id"

    @property
    def shown_here(self) -> set[str]:
        """The columns of the named row that the item shows."""
        return {self.label, *self.words.values(), *self.shows}

    @property
    def event_shows(self) -> set[str]:
        """The columns of the named row that the item's event in calendars shows."""
        return {self.label, *self.words.values(), *self.shown_in_event}
