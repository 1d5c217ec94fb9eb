"""The rows of an edition by their keys, as they stand."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from faimi.content import EDITABLE, Edition, Item
from faimi.content.row_key import RowKey
from faimi.extensions import db


def rows_with(edition: Edition, keys: Iterable[str]) -> list[Any]:
    """The rows of an edition that have these keys, in one query a kind."""
    numbers: dict[str, list[int]] = {}
    for key in map(RowKey.parse, keys):
        numbers.setdefault(key.kind, []).append(key.number)
    found = [edition] if edition.number in numbers.pop(edition.key.kind, ()) else []
    for model, known in ((EDITABLE[name].model, known) for name, known in numbers.items() if name in EDITABLE):
        query = select(model).where(model.edition_id == edition.id, model.number.in_(known))
        found += db.session.scalars(query.options(joinedload(model.section)) if issubclass(model, Item) else query)
    return found


def row_with(edition: Edition, key: str) -> Any:
    """The row of an edition that has this key; none where there is no such row."""
    try:
        return next(iter(rows_with(edition, [key])), None)
    except ValueError:
        return None
