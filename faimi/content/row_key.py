"""What a row is called for ever, in DOM ids, addresses, files, revisions and rights: `paper-7`, on its edition."""

from typing import Any, Self

ID_LIMIT = 2**31  # what PostgreSQL's integer cannot hold


def id_in(text: str) -> int:
    """The id, or the version, that a text holds; ValueError for one that is none of any row."""
    number = int(text)
    if not 0 <= number < ID_LIMIT:
        raise ValueError
    return number


class RowKey(str):
    """A row's name on its edition as text: its kind's name, which is its table's, and its number.

    In the editor the form of a new row stands at `paper-7-next`, below that row, or at `section-3-new`.
    """

    __slots__ = ()

    def __new__(cls, kind: str, number: int) -> Self:
        """The key of the row of a kind that has this number."""
        return super().__new__(cls, f"{kind}-{number}")

    def __getnewargs__(self) -> tuple[str, int]:  # type: ignore[override]  # str has one; copies are made of these
        """What a copy is made of."""
        return self.kind, self.number

    @classmethod
    def of(cls, row: Any) -> Self:
        """The key of a row."""
        return cls(row.__tablename__, row.number)

    @classmethod
    def parse(cls, text: str) -> Self:
        """The key that a text is; ValueError for one that is none of any row."""
        kind, _, number = text.rpartition("-")
        return cls(kind, id_in(number if number.isdecimal() else ""))

    @property
    def kind(self) -> str:
        """The name of the row's kind."""
        return self.rpartition("-")[0]

    @property
    def number(self) -> int:
        """The row's number among those of its kind on its edition."""
        return int(self.rpartition("-")[2])


class Keyed:
    """A row that has a key."""

    __slots__ = ()

    @property
    def key(self) -> RowKey:
        """What the row is called."""
        return RowKey.of(self)
