"""Finds what a URL names, inside its edition only; 404 where it is not, 403 beyond the person's reach."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import abort, request
from sqlalchemy import select

from faimi import history
from faimi.accounts import permissions
from faimi.accounts.models import digest
from faimi.content import EDITABLE, EDITION, SECTION, Edition, Kind
from faimi.content.base import row_of, snapshot
from faimi.content.forms import ONCE
from faimi.content.row_key import ID_LIMIT, RowKey, id_in
from faimi.extensions import db
from faimi.history import Revision
from faimi.history.revisions import find_by_key


def get_edition(slug: str) -> Edition:
    """The edition with this slug, to who may open it; not to a page that was loaded while another had the slug."""
    edition = db.session.scalar(select(Edition).where(Edition.slug == slug)) or abort(404)
    if request.headers.get("Edition", edition.uuid) != edition.uuid:
        abort(404)
    return edition if permissions.may_open(edition) else abort(403)


def get_revision(slug: str, version: int) -> tuple[Edition, Revision]:
    """The edition and its change with this version."""
    edition = get_edition(slug)
    query = select(Revision).where(Revision.edition_id == edition.id, Revision.version == min(version, ID_LIMIT - 1))
    return edition, db.session.scalar(query) or abort(404)


def get_kind(name: str) -> Kind:
    """The kind with this name."""
    return EDITABLE.get(name) or abort(404)


def find_row(slug: str, name: str, number: int) -> tuple[Kind, Any]:
    """The kind and its row with this number, `None` where the edition has no such row."""
    kind, edition = get_kind(name), get_edition(slug)
    row = history.row_with(edition, RowKey(name, number)) if number < ID_LIMIT else None
    if row is None:
        return kind, None
    return kind, row if permissions.may_change(row) else abort(403)


def get_row(slug: str, name: str, number: int) -> tuple[Kind, Any]:
    """The kind and its row with this number."""
    kind, row = find_row(slug, name, number)
    return kind, row or abort(404)


def get_listed_row(slug: str, name: str, number: int) -> tuple[Kind, Any]:
    """A row that stands among others, and so can be moved and removed: any but the masthead."""
    return abort(404) if name == EDITION.name else get_row(slug, name, number)


def find_parent(slug: str, name: str) -> tuple[Kind, Any]:
    """The kind and what a new row of it hangs on: the section that the request names, or the edition.

    A section that is not there, or not of this kind, is `None`.
    """
    kind, edition = get_kind(name), get_edition(slug)
    if not permissions.may_add(kind, edition):
        abort(403)
    if kind is SECTION:
        return kind, edition
    section = history.row_with(edition, RowKey("section", request.values.get("section", 0, type=id_in)))
    if section is None or section.kind != (kind.part_of or name):
        return kind, None
    return kind, section if permissions.may_add(kind, section) else abort(403)


def get_parent(slug: str, name: str) -> tuple[Kind, Any]:
    """The kind and what a new row of it hangs on."""
    kind, parent = find_parent(slug, name)
    return kind, parent or abort(404)


def find_sent_before(edition: Edition) -> tuple[str | None, Revision | None]:
    """The idempotency key of the form that was sent, by its token and all else in it, and the change that it made.

    One without a token has no key.
    """
    sent = sorted((name, value) for name, value in request.form.items(multi=True) if name != "csrf_token")
    once = ONCE.fullmatch(request.form.get("once", ""))
    key = digest(repr((request.path, request.args.get("section"), sent))) if once else None
    return key, find_by_key(edition, key)


def check_reach(edition: Edition, key: str, states: Sequence[Mapping[str, Any]]) -> None:
    """Answers 403 unless the person may change a row, such as slot-3, in each of these states and as it stands now."""
    row = history.row_with(edition, key)
    if not permissions.may_put_back(edition, key, [*states, *([snapshot(row)] if row is not None else [])]):
        abort(403)


def get_above(kind: Kind, parent: Any) -> Any:
    """The row `after` which a new one was asked for, where it is gone as it last was in this list; None is the end.

    What a form says goes before the address from which it was opened. At the top, that is a row above all.
    """
    if request.form.get("after") == "top":
        return kind.model(position=-1)
    after = request.form.get("after", type=id_in) or request.args.get("after", 0, type=id_in)
    there = next((row for row in kind.siblings(parent) if row.number == after), None)
    if there or not after:
        return there
    columns = history.last_snapshots(parent.edition, [RowKey(kind.name, after)])
    own = [history.with_names(kind.model, one) for one in columns.values() if one[f"{kind.parent}_id"] == parent.id]
    gone = (row_of(kind.model, found) for found in own)
    return next(gone, None)


def get_neighbour(kind: Kind, row: Any) -> tuple[Any, bool]:
    """The row beside which a row shall stand, `before` or `after` another or `to` the end, and whether below."""
    siblings = kind.siblings(getattr(row, kind.parent))
    if request.form.get("to") == "end":
        return (siblings or abort(404))[-1], True
    side = next((name for name in ("before", "after") if request.form.get(name)), None) or abort(400)
    named = request.form.get(side, type=int)
    return next((sibling for sibling in siblings if sibling.number == named), None) or abort(404), side == "after"
