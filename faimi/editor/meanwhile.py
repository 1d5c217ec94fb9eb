"""What others did to a row while its form is open: said beside what is being typed."""

from collections.abc import Sequence
from typing import Any

from flask import render_template
from flask_login import current_user

from faimi import history
from faimi.accounts.limits import may_put_back
from faimi.accounts.people import Account
from faimi.content import EDITABLE, Edition
from faimi.content.base import row_version, snapshot
from faimi.editor.differences import fields_between
from faimi.extensions import db
from faimi.history import Revision
from faimi.history.revisions import WHOLE


def removal(edition: Edition, key: str) -> dict[str, Any]:
    """What `_meanwhile.html` tells of a row or a section that was removed; empty where it is there or never was."""
    gone = history.removal_of(edition, key)
    if gone is None:
        return {}
    back = gone.verb not in WHOLE and may_put_back(edition, key, [gone.before[key]])
    did = "brought in a new page without this" if gone.verb in WHOLE else f"removed this {EDITABLE[gone.kind].noun}"
    return {"edition": edition, "removed": did, "who": _who(gone), "put_back": back}


def notices(edition: Edition, forms: Sequence[tuple[str, str]], newer: Sequence[Revision]) -> dict[str, str]:
    """The notice for each open form whose row some newer changes touched, by the form's DOM id; empty where none holds.

    `forms` are the DOM ids of those that are open, each with the version that it was opened on, empty for a new row.
    """
    found = {}
    for place, version in forms:
        key = place if version else _hangs_on(edition, place)
        touching = [one for one in newer if _touches(one, key)]
        if touching:
            told = _told(edition, key, version, touching[-1])  # nothing, where what was told is so no longer
            found[place] = render_template("editor/_meanwhile.html", place=place, told=told)
    return found


def _touches(change: Revision, key: str) -> bool:
    """Whether a change is of what a row says, or took it away or brought it back; a move is neither."""
    was, became = (rows.get(key, {}) | {"position": None} for rows in (change.before, change.after))
    return was != became


def _hangs_on(edition: Edition, place: str) -> str:
    """The key of what a new row's form stands in: paper-7-next and section-3-new are both in section-3."""
    key = place.rpartition("-")[0]
    row = history.row_with(edition, key)
    columns = snapshot(row) if row is not None else history.last_seen(edition, [key]).get(key, {})
    return f"section-{columns['section_id']}" if "section_id" in columns else key


def _told(edition: Edition, key: str, version: str, last: Revision) -> dict[str, Any]:
    row = history.row_with(edition, key)
    if row is None:
        return removal(edition, key)
    if not version or version == str(row_version(row)):
        return {}
    fields = fields_between(key, history.as_it_was(row, version), snapshot(row))
    return {"who": _who(last), "fields": fields} if fields else {}


def _who(revision: Revision) -> str:
    if revision.account_id == current_user.id:
        return "You"
    account = db.session.get(Account, revision.account_id) if revision.account_id else None
    return str(account) if account else "Someone"
