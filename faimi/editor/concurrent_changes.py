"""What others did to a row while its form is open: said beside what is being typed."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import render_template
from flask_login import current_user
from sqlalchemy import select
from wtforms import Field

from faimi import history
from faimi.accounts.models import Account
from faimi.accounts.permissions import may_put_back
from faimi.content import EDITABLE, Edition
from faimi.content.base import row_version, snapshot
from faimi.content.fields import column_of
from faimi.editor.differences import fields_between, signature
from faimi.extensions import db
from faimi.history import Revision
from faimi.history.revisions import WHOLE_PAGE


def removal(edition: Edition, key: str) -> dict[str, Any]:
    """What `_meanwhile.html` tells of a row or a section that was removed; empty where it is there or never was."""
    gone = history.removal_of(edition, key)
    if gone is None:
        return {}
    back = gone.verb not in WHOLE_PAGE and may_put_back(edition, key, [gone.before[key]])
    noun, who = EDITABLE[gone.kind].noun, _who(gone)
    imported, removed = f"{who} imported a new page without this meanwhile.", f"{who} removed this {noun} meanwhile."
    return {"edition": edition, "removed": imported if gone.verb in WHOLE_PAGE else removed, "put_back": back}


def changed_by(row: Any, once: str | None = None, fields: Iterable[Field] = ()) -> str:
    """Who last changed a row, or one of these fields of it, other than by the form with the token `once`, in words."""
    key, kind = row.key, EDITABLE[row.key.kind]
    columns = {kind.column_of(column_of(field)) for field in fields}
    query = select(Revision).where(Revision.edition_id == row.edition.id).order_by(Revision.version.desc())
    with db.session.scalars(query.execution_options(yield_per=10)) as revisions:
        others = (one for one in revisions if not once or not (one.idempotency_key or "").startswith(f"{once} "))
        touched = ((one, _columns_touched(one, key)) for one in others)
        last = next((one for one, names in touched if names and (not columns or names & columns)), None)
    return _who_changed(last) if last else "Someone changed this meanwhile"


def notices(edition: Edition, forms: Sequence[tuple[str, str, str]], newer: Sequence[Revision]) -> dict[str, str]:
    """The notice for each open form whose row some newer changes touched, by the form's DOM id; empty where none holds.

    `forms` are those that are open: the row's key, what the DOM id has behind it (-next for a new row, the field where
    that alone is open), and the version that it was opened on, empty for a new row.
    """
    found = {}
    for row, end, version in forms:
        place, key = f"{row}{end}", row if version else _hangs_on(edition, f"{row}{end}")
        touching = [one for one in newer if _columns_touched(one, key)]
        if touching:
            told = _told(edition, key, version, touching[-1])  # nothing, where what was told is so no longer
            if version and end and "removed" not in told:
                continue  # of one field it is asked when it is saved, if another changed that
            found[place] = render_template("editor/_meanwhile.html", place=place, told=told)
    return found


def _columns_touched(change: Revision, key: str) -> set[str]:
    """The columns of a row that a change wrote; all where it took the row away or brought it back, for a move none."""
    was, became = (rows.get(key, {}) for rows in (change.before, change.after))
    return {name for name in was | became if was.get(name) != became.get(name)} - {"position"}


def _hangs_on(edition: Edition, place: str) -> str:
    """The key of what a new row's form stands in: paper-7-next and section-3-new are both in section-3."""
    key = "-".join(place.split("-")[:2])
    row = history.row_with(edition, key)
    columns = snapshot(row) if row is not None else history.last_snapshots(edition, [key]).get(key, {})
    return history.section_key(edition, columns) or key


def _told(edition: Edition, key: str, version: str, last: Revision) -> dict[str, Any]:
    row = history.row_with(edition, key)
    if row is None:
        return removal(edition, key)
    if not version or version == str(row_version(row)):
        return {}
    fields = fields_between(key, history.snapshot_at(row, version), snapshot(row))
    return {"changed": _who_changed(last), "fields": fields} if fields else {}


def _who_changed(change: Revision) -> str:
    who = _who(change)  # oneself in another tab perhaps, or by an undo beside the form
    return "You changed this meanwhile, outside this form" if who == "You" else f"{who} changed this meanwhile"


def _who(revision: Revision) -> str:
    if revision.account_id == current_user.id:
        return "You"
    account = db.session.get(Account, revision.account_id) if revision.account_id else None
    return signature(revision, account)
