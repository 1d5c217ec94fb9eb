"""Where words or a picture stand: in rows, in what they were, in suggestions, settings and what was left as it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, select

from faimi.checks.asked_links import AskedLink
from faimi.checks.silences import Silence
from faimi.content import EDITABLE, Edition
from faimi.content.base import snapshot
from faimi.content.erasure import Erasure
from faimi.content.row_key import RowKey
from faimi.content.site import Site
from faimi.erasing.targets import Target
from faimi.extensions import db
from faimi.history import Revision, describe, erasing, name_in
from faimi.suggestions.models import Suggestion

CONTEXT_CHARS = 40
MAX_SHOWN = 200
NOWHERE: Mapping[str, Any] = {}  # on an edition
BESIDE = {  # what holds texts beside rows and their history
    Suggestion: "A suggestion",
    Silence: "Why a finding was left",
    Site: "Settings of the site",
    AskedLink: "A link that was asked",
    Erasure: "Why something was erased",
}


@dataclass(frozen=True)
class Place:
    """One text that holds what is to be erased: where that is, its column, and it with what is around it.

    On an edition it is in a `row`, whose key this is, or in the change that got this `version`.
    """

    where: str
    field: str
    before: str
    found: str
    after: str
    row: str = ""
    version: int = 0
    edition: Edition | None = None


def places(target: Target) -> Iterator[Place]:
    """All places where it stands, those that visitors see first."""
    editions = db.session.scalars(select(Edition).order_by(Edition.slug)).all()
    for edition, rows in zip(editions, erasing.rows_of(*editions), strict=True):
        for row in rows:
            where = f"{EDITABLE[row.key.kind].noun.capitalize()} {name_in(snapshot(row))}".strip()
            at = {"row": row.key, "edition": edition}
            yield from _in_columns(target, snapshot(row), row.__table__, where, at)
    by_id = {edition.id: edition for edition in editions}
    query = select(Revision).join(Edition, Edition.id == Revision.edition_id)
    query = query.order_by(Edition.slug, Revision.version.desc())
    for revision in db.session.scalars(query.execution_options(yield_per=10)):
        yield from _in_revision(target, revision, by_id[revision.edition_id])
    for model, where in BESIDE.items():
        for row in db.session.scalars(select(model)):
            yield from _in_columns(target, columns_of(row), model.__table__, where)  # type: ignore[arg-type]  # a table it is


def columns_of(row: Any) -> dict[str, Any]:
    """A row's columns, by the names of its attributes."""
    return {one.key: getattr(row, one.key) for one in type(row).__mapper__.column_attrs}


def _in_revision(target: Target, revision: Revision, edition: Edition) -> Iterator[Place]:
    """The places in what a change found or wrote, each text once."""
    at = {"version": revision.version, "edition": edition}
    where = f"History: {describe(revision)}"
    seen = set()
    for key, columns in (pair for rows in (revision.before, revision.after) for pair in rows.items()):
        table = EDITABLE[RowKey.parse(key).kind].model.__table__
        for place in _in_columns(target, columns, table, where, at):
            if place not in seen:
                seen.add(place)
                yield place
    named = {name: getattr(revision, name) for name in erasing.BESIDE_ROWS}
    yield from _in_columns(target, named, Revision.__table__, where, at)  # type: ignore[arg-type]  # a table it is


def _in_columns(
    target: Target, columns: Mapping[str, Any], table: Table, where: str, at: Mapping[str, Any] = NOWHERE
) -> Iterator[Place]:
    """The places in a row's columns, or in what stands in one of them by name."""
    for name in target.changes(columns, table):
        if isinstance(columns[name], dict):
            yield from _in_columns(target, columns[name], table, where, at)
        elif columns[name]:
            yield Place(where, name.replace("_", " "), *_excerpt(target, columns[name]), **at)


def _excerpt(target: Target, text: str) -> tuple[str, str, str]:
    """What stands before the first that is found in a text, that, and what follows."""
    match = target.pattern.search(text)
    if match is None:
        return "", text[: 2 * CONTEXT_CHARS], ""
    before, after = text[: match.start()], text[match.end() :]
    before = f"…{before[-CONTEXT_CHARS:]}" if len(before) > CONTEXT_CHARS else before
    return before, match[0], f"{after[:CONTEXT_CHARS]}…" if len(after) > CONTEXT_CHARS else after
