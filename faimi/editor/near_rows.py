"""Rows that others nearly say without naming them, as where a title is typed of a paper that is on the page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask_login import current_user
from sqlalchemy import func, select

from faimi.accounts.permissions import may_change
from faimi.content import KIND, Item
from faimi.content.reference import Reference
from faimi.content.row_key import RowKey
from faimi.editor.word_diff import Words, words_between
from faimi.exchange.text_matching import essence, nearest
from faimi.exchange.ties import words_given
from faimi.extensions import db
from faimi.history import Revision

MAX_LENGTH_RATIO = 1.5  # of two texts that are nearly the same


@dataclass(frozen=True)
class NearRow:
    """A row that another one, `row`, nearly says, and that it may name by a reference."""

    row: Item
    reference: Reference
    named: Item

    @cached_property
    def words(self) -> dict[str, Words]:
        """The row's words that would be the other's, where they differ, by the labels of their fields."""
        given = {own: self.reference.words[own] for own in words_given(self.row, self.reference, self.named)}
        texts = {own: (getattr(self.row, own), getattr(self.named, theirs)) for own, theirs in given.items()}
        labels = {field.name: field.label.text for field in KIND[self.row.key.kind].form(formdata=None).inputs}
        return {labels[own]: words_between(*both) for own, both in texts.items() if both[0] != both[1]}


def find_near_rows(changes: Iterable[Revision], rows: Mapping[RowKey, Any]) -> dict[RowKey, NearRow]:
    """What rows nearly say since changes, the oldest first, that saved or added them; `rows` are those of now, by key.

    It is about words that this person wrote, of rows that they may change, and of references that are, and were, free.
    """
    found: dict[RowKey, NearRow] = {}
    for change in changes:
        row = rows.get(change.key) if change.account_id == current_user.id else None
        if change.verb not in ("save", "add") or not isinstance(row, Item) or not may_change(row):
            continue
        was, became = (states.get(change.key, {}) for states in (change.before, change.after))
        new = {name for name, value in became.items() if value != was.get(name) and value == getattr(row, name, None)}
        free = (to for to in row.refers_to if not getattr(row, to.column) and not was.get(to.column))
        named = ((to, _nearest_row(row, to, own)) for to in free for own in to.told_by if own in new)
        if nearest_one := next((NearRow(row, to, other) for to, other in named if other), None):
            found[change.key] = nearest_one
    return found


def _nearest_row(row: Item, reference: Reference, own: str) -> Item | None:
    """The row of the edition that is nearest to what a column of a row says, none where none is near."""
    model, says = KIND[reference.kind].model, getattr(row, own)
    column = getattr(model, reference.words[own])
    shown = [section.id for section in row.edition.sections if section.kind == reference.kind and section.is_public]
    query = select(column, model.id).where(model.section_id.in_(shown))
    query = query.where(func.length(column).between(len(says) / MAX_LENGTH_RATIO, len(says) * MAX_LENGTH_RATIO))
    ids = {essence(text): id for text, id in db.session.execute(query)} if says else {}
    close = nearest(essence(says), ids)
    return db.session.get(model, ids[close]) if close else None
