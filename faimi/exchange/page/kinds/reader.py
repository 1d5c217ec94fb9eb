"""What a kind says of itself so that its rows are found on a page that faimi did not write."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bs4 import Tag

from faimi.exchange.draft import Report

Items = list[dict[str, Any]]


@dataclass
class Passage:
    """A heading and the blocks below it; `year` is the edition's, where it is known."""

    heading: str
    blocks: list[Tag]
    year: int | None
    report: Report


@dataclass(frozen=True)
class Reader:
    """How one kind is read: a pattern of its headings, and what makes heading, items and rest of a passage.

    Of several kinds that a heading names, the one of lowest `precedence` is tried first. `group_headings` gives those
    that divide its items into groups, `opens` says whether a heading of another kind may end its section, and
    `understood` are words that its place on the new page says.
    """

    heading: str
    precedence: int
    read: Callable[[Passage], tuple[str, Items, list[Tag]]]
    group_headings: Callable[[list[Tag]], list[Tag]] | None = None
    opens: bool = False
    understood: str = ""
