"""What checks look at: the rows of one page, and what is made of all of them once for every check that asks."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, cached_property, wraps
from typing import Any, TypeVar

from faimi.content import EDITABLE, Edition, Item
from faimi.content.page import Page
from faimi.content.row_key import RowKey

Made = TypeVar("Made")


@dataclass(frozen=True, eq=False)
class Facts:
    """A whole page, with all that is hidden, at a moment in UTC; its masthead and sections are rows, too."""

    page: Page
    now: datetime
    made: dict[Any, Any] = field(default_factory=dict)

    @property
    def edition(self) -> Edition:
        """The page's edition."""
        return self.page.edition

    def rows(self, kind_name: str) -> Sequence[Any]:
        """The rows of one kind, in the page's order."""
        return self._by_kind.get(kind_name, ())

    @cached_property
    def by_key(self) -> dict[RowKey, Any]:
        """All rows, in the page's order, each section before those that stand in it."""
        page, found = self.page, list[Any]([self.edition])
        for section in page.sections:
            found += [section, *page.parts_of[section.id], *page.rows_of[section.id]]
        return {row.key: row for row in found}

    def around(self, keys: Iterable[RowKey]) -> list[RowKey]:
        """The keys of rows, and of what they name and what names them: where findings may change when these do."""
        rows = [row for key in keys if (row := self.by_key.get(key)) is not None]
        items = [row for row in rows if isinstance(row, Item)]
        named = [other for row in items for others in self.page.naming(row).values() for other in others]
        named += [other for row in items for to in row.refers_to if (other := self.page.named(row, to.kind))]
        return [*dict.fromkeys(row.key for row in (*rows, *named))]

    @cached_property
    def _by_kind(self) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        for row in self.by_key.values():
            found.setdefault(row.__tablename__, []).append(row)
        return found


def index(make: Callable[[Facts], Made]) -> Callable[[Facts], Made]:
    """Decorates a function that makes something of all facts, such as an index: made once for them, when asked for."""

    @wraps(make)
    def made_once(facts: Facts) -> Made:
        if make not in facts.made:
            facts.made[make] = make(facts)
        return facts.made[make]  # type: ignore[no-any-return]  # what is made has any type

    return made_once


@cache
def text_fields(kind_name: str) -> tuple[str, ...]:
    """The fields of a kind's form that hold text that a person writes, and no choice, by the columns of their names."""
    kind = EDITABLE[kind_name]
    names = (column.key for column in kind.model.__table__.columns if column.type.python_type is str)
    return tuple(name for name in names if hasattr(kind.form, name) and name not in kind.choices)


def texts_of(row: Any) -> Iterator[tuple[str, str]]:
    """The texts of a row that are not empty, by their fields."""
    return ((name, text) for name in text_fields(row.key.kind) if (text := getattr(row, name)))
