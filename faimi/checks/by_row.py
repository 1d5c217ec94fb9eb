"""What is told of several rows, kept by each of them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from faimi.checks.finding import Found
from faimi.content.row_key import RowKey


def by_row(told: Iterable[tuple[RowKey, Found]]) -> Mapping[RowKey, list[Found]]:
    """What is told of rows, with the key of the one that it is of: by that key, and by those of the others."""
    found: dict[RowKey, list[Found]] = {}
    for key, one in told:
        for about in (key, *one.others):
            found.setdefault(about, []).append(replace(one, at=key))
    return found
