"""In which order the rows of a kind stand: by their places, and by their time where that says it."""

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from faimi.content.timetable import in_order_of_time
from faimi.extensions import db

if TYPE_CHECKING:
    from faimi.content.kind import Kind


def siblings_of(kind: "Kind", parent: Any) -> list[Any]:
    """All rows of a kind on one parent, in their order."""
    model = kind.model
    on = getattr(model, f"{kind.parent}_id") == parent.id
    return in_order(kind, db.session.scalars(select(model).where(on).order_by(model.position, model.id)).all())


def in_order(kind: "Kind", rows: Sequence[Any]) -> list[Any]:
    """Rows, given by their places, in the order in which they stand: wider bands in that of their columns."""
    wider = [*kind.groups][:-1]
    if kind.clock:
        return in_order_of_time(rows, attrgetter(*wider), attrgetter(kind.clock[0]), kind.group)
    if not (wider or kind.due):  # of thousands of papers none is looked at
        return list(rows)

    def place(row: Any) -> tuple[Any, ...]:
        return *(getattr(row, name) for name in wider), kind.due_at(row) or datetime.max

    return sorted(rows, key=place)
