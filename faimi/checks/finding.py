"""What a check tells: something that is wrong with a row, in words, and what a click would write to mend it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any, Literal

from faimi.content.row_key import RowKey

Level = Literal["error", "warning", "hint"]
LEVELS: tuple[Level, ...] = ("error", "warning", "hint")  # the gravest first


@dataclass(frozen=True)
class Fix:
    """What a click writes: columns and their JSON values, by row; the label says it as a button does."""

    label: str
    values: Mapping[RowKey, Mapping[str, Any]]


@dataclass(frozen=True)
class Found:
    """What is wrong with a row: which of its form's fields it is about, and the `others` that it is wrong with.

    The words are one whole sentence. Without a field it is about the row as a whole. It is of the row that was looked
    at, or of the one `at` another key. Where the words may change though the rows do not, it is known by what it is
    `about`.
    """

    field: str
    words: str
    others: tuple[RowKey, ...] = ()
    fix: Fix | None = None
    at: RowKey | None = None
    about: str = ""


@dataclass(frozen=True)
class Finding:
    """What a check, called by its name, found at the row with this key; or, of the masthead, that it failed itself."""

    check: str
    level: Level
    key: RowKey
    field: str
    words: str
    others: tuple[RowKey, ...] = ()
    fix: Fix | None = None
    about: str = ""
    has_failed: bool = False

    @cached_property
    def name(self) -> str:
        """What it is called as long as it is about the same: a DOM id."""
        said = "\n".join((self.check, self.key, self.field, self.about or self.words))
        return f"finding-{sha256(said.encode()).hexdigest()[:12]}"

    @property
    def keys(self) -> tuple[RowKey, ...]:
        """The rows that it is about."""
        return self.key, *self.others
