"""Rows as they were: at a version, as a form last sent them, or before they were removed."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ScalarResult, select

from faimi.content import Edition, Section
from faimi.content.base import version_column
from faimi.content.row_key import RowKey
from faimi.extensions import db
from faimi.history.revisions import ERASE, Revision, Rows


def section_key(edition: Edition, columns: Mapping[str, Any]) -> RowKey | None:
    """The key of the section that an item with these columns stands in, or stood; none for what is no item."""
    if "section_id" not in columns:
        return None
    if section := db.session.get(Section, columns["section_id"]):
        return section.key
    with _befores(edition) as befores:
        rows = ((key, row) for before in befores for key, row in before.items() if row["id"] == columns["section_id"])
        return next((key for name, _ in rows if (key := RowKey.parse(name)).kind == "section"), None)


def snapshot_at(row: Any, version: str) -> dict[str, Any]:
    """The row's columns at a version that a later change replaced; nothing where that is not known.

    What it was before something was erased from it is not: no form that was opened then brings that back unasked.
    """
    key, counting = row.key, version_column(row)
    with _befores(row.edition, since=last_erasure(row)) as befores:
        kept = (before[key] for before in befores if key in before)
        return next((columns for columns in kept if str(columns[counting]) == version), {})


def sent_since(row: Any, version: str, token: str | None, by: int | None) -> dict[str, Any]:
    """The columns that the form with this token changed since it was opened on a version, each as it last wrote it."""
    key, counting, found = row.key, version_column(row), dict[str, Any]()
    query = select(Revision).where(Revision.edition_id == row.edition.id, Revision.account_id == by)
    query = query.where(Revision.number == row.number, Revision.version > last_erasure(row)).order_by(Revision.version)
    query = query.where(Revision.idempotency_key.startswith(f"{token} {key} ", autoescape=True))
    for one in db.session.scalars(query) if token and version.isdecimal() else ():
        was, became = one.before[key], one.after[key]
        if became[counting] > int(version):
            found |= {column: value for column, value in became.items() if value != was[column]}
    return found


def last_snapshots(edition: Edition, keys: Iterable[str]) -> Rows:
    """Rows that are no longer there, each as it last was, without those that there never were."""
    missing, found = {*keys}, Rows()
    if missing:
        with _befores(edition) as befores:
            for before in befores:  # whatever took a row away, the newest change that knew it holds it
                found |= {key: before[key] for key in missing & before.keys()}
                missing -= before.keys()
                if not missing:
                    break
    return found


def removal_of(edition: Edition, key: str) -> Revision | None:
    """The change that took a row away; none where it is there, or never was."""
    query = select(Revision).where(Revision.edition_id == edition.id).order_by(Revision.version.desc())
    with db.session.scalars(query.execution_options(yield_per=10)) as revisions:
        last = next((one for one in revisions if key in one.before or key in one.after), None)
    return last if last is not None and key not in last.after else None


def last_erasure(row: Any) -> int:
    """The version of the last change that erased something from a row; -1 where none did."""
    query = select(Revision.version, Revision.after).where(Revision.edition_id == row.edition.id)
    erasures = db.session.execute(query.where(Revision.verb == ERASE).order_by(Revision.version.desc()))
    return next((version for version, after in erasures if row.key in after), -1)


def _befores(edition: Edition, since: int = -1) -> ScalarResult[Rows]:
    """What each change found, the newest first, of those after a version; to be closed."""
    query = select(Revision.before).where(Revision.edition_id == edition.id, Revision.version > since)
    return db.session.scalars(query.order_by(Revision.version.desc()).execution_options(yield_per=10))
