"""How far an editor's reach goes: to everything, to editions, or to tracks of an edition's schedule.

One rule, `editable_tracks`, is asked by the editor's lookup before anything is shown, and once more by the
database session before content is written: so no view, present or future, can forget it there. Preview links and
links to authors are no content: their own views ask it.
"""

from collections.abc import Collection, Mapping
from typing import Any

from flask import has_request_context
from flask_login import current_user
from sqlalchemy import ColumnElement, ForeignKey, and_, inspect, select, true
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship
from wtforms.validators import AnyOf

from faimi.accounts.models import Account
from faimi.content import Edition, Item, Kind, Section
from faimi.content.forms import ItemForm
from faimi.content.letters import same_name
from faimi.content.row_key import RowKey
from faimi.content.schedule import Slot
from faimi.content.tracks import Track
from faimi.extensions import Model, db
from faimi.history import NotPermitted, Revision, former_states, guards_writes


class Grant(Model):
    """What an account is limited to: an edition, or a track of it. An account without any grant has no limit.

    A track is named by its number, so that a right outlives its renaming, and is there again where a removal is undone.
    Where the edition or the track is gone the grant stays and allows nothing: its account must not get more by that.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id", ondelete="SET NULL"), index=True)
    track_number: Mapped[int | None]
    account: Mapped[Account] = relationship(back_populates="grants")
    edition: Mapped[Edition | None] = relationship()
    track: Mapped[Track | None] = relationship(
        primaryjoin=lambda: and_(
            foreign(Grant.edition_id) == Track.edition_id, foreign(Grant.track_number) == Track.number
        ),
        viewonly=True,
        lazy="joined",
    )

    def __str__(self) -> str:
        slug = self.edition.slug if self.edition else "an edition that is gone"
        if self.track_number is None:
            return slug
        return f"{slug}, track “{self.track}”" if self.track else f"{slug}, a track that is gone"

    @property
    def key(self) -> str:
        """What stands for it in a form."""
        return grant_key(self.edition_id, self.track_number)


def grant_key(edition_id: int | None, track_number: int | None) -> str:
    """What stands for a grant in a form: 7, or 7/2."""
    return f"{edition_id or ''}" if track_number is None else f"{edition_id or ''}/{track_number}"


def restricting_grants() -> list[Grant]:
    """The grants that limit the person who is signed in; none is no limit."""
    return [] if current_user.role == "owner" else list(current_user.grants)


def editable_tracks(place: Edition | Section) -> dict[int, str] | None:
    """The tracks whose rows the person may change on an edition or in a section, by id; `None` is all of it."""
    grants, edition = restricting_grants(), place.edition
    here = [grant for grant in grants if grant.edition_id and grant.edition_id == edition.id]
    if not grants or any(grant.track_number is None for grant in here):
        return None
    tracks = [grant.track for grant in here if grant.track]
    return {one.id: one.name for one in tracks if not isinstance(place, Section) or one.section_id == place.id}


def may_open(edition: Edition) -> bool:
    """Whether the person may see the edition's edit page."""
    return editable_tracks(edition) != {}


def may_change(row: Any) -> bool:
    """Whether the person may change, move and remove this row."""
    own = editable_tracks(row.edition)
    return own is None or (isinstance(row, Slot) and row.track_id in own)


def may_put_back(edition: Edition, key: str, states: Collection[Mapping[str, Any]]) -> bool:
    """Whether the person may change a row of an edition, such as slot-3, whose columns are or were these."""
    own = editable_tracks(edition)
    reached = RowKey.parse(key).kind == "slot" and bool(states)
    return own is None or (reached and all(_is_in(own, state) for state in states))


def _is_in(own: Mapping[int, str], state: Mapping[str, Any]) -> bool:
    """Whether a row's state is in one of these tracks; in old states stands the name."""
    return state.get("track_id") in own or state.get("track") in own.values()


def may_change_in_sql(edition: Edition, kind: Mapped[str], number: Mapped[int]) -> ColumnElement[bool]:
    """`may_change` as a condition of a query: of the row that columns name, or of the edition where that is gone."""
    own = editable_tracks(edition)
    if own is None:
        return true()
    slots = select(Slot.number).where(Slot.edition_id == edition.id, Slot.track_id.in_(own))
    return and_(kind == "slot", number.in_(slots))


def may_add(kind: Kind, parent: Any) -> bool:
    """Whether the person may add a row of this kind to a section, or somewhere on an edition."""
    own = editable_tracks(parent)
    return own is None or (kind.model is Slot and bool(own))


def restrict_form(form: ItemForm, place: Edition | Section, new: bool | None = None) -> None:
    """Keeps a form of somebody who is limited to tracks within them, and starts a `new` row in one of them.

    Unless it is said, a form is of a new row, or of one that is there, where nothing was posted.
    """
    own = editable_tracks(place)
    if own is None or "track" not in form:
        return
    form.may_change = may_change  # type: ignore[method-assign]  # of this form alone
    field: Any = form["track"]
    names = sorted(own.values())
    if own_name := next((name for name in names if same_name(name, field.data or "")), None):
        field.data = own_name
    field.validators = [*field.validators, AnyOf(names, f"You may only change the track {' or '.join(names)}.")]
    if (not form.is_submitted() if new is None else new) and field.data not in names:
        field.data, form["start"].data = min(names), None


def _is_permitted(row: Any, dirty: bool) -> bool:
    """Whether a change that waits to be written stays within the person's tracks, as it was and as it will be."""
    own, now = editable_tracks(row.edition), inspect(row)
    if own is None:
        return True
    changed = {column.key for column in now.mapper.column_attrs if now.attrs[column.key].history.has_changes()}
    if isinstance(row, Slot) and own and dirty and changed <= {"position"}:
        return True  # it makes room for a row that moves
    return isinstance(row, Slot) and {row.track_id, *now.attrs["track_id"].history.deleted} <= own.keys()


@guards_writes
def check_writes(session: Any) -> None:
    """Raises NotPermitted where a request would write beyond the person's limits; nothing is written."""
    dirty = [row for row in session.dirty if session.is_modified(row, include_collections=False)]
    pending = [*((row, False) for row in (*session.new, *session.deleted)), *((row, True) for row in dirty)]
    content = [(row, dirty) for row, dirty in pending if isinstance(row, Edition | Section | Item)]
    if not content or not has_request_context() or not current_user.is_authenticated:
        return
    if current_user.role != "owner" and any(_removes_edition(row) for row, dirty in content if dirty):
        raise NotPermitted
    if restricting_grants() and not all(_is_permitted(row, dirty) for row, dirty in content):
        raise NotPermitted


def _removes_edition(row: Any) -> bool:
    """Whether a change that waits to be written takes an edition off the site, or brings it back: an owner's work.

    Who began it may take that back and do it again, as long as nobody else has removed it or brought it back.
    """
    states = {row.state, *inspect(row).attrs.state.history.deleted} if isinstance(row, Edition) else set()
    if len(states) < 2 or "removed" not in states:
        return False
    made = db.session.scalar(select(Revision).where(Revision.edition_id == row.id).order_by(Revision.version).limit(1))
    turned = [one for one, was in former_states(row) if "removed" in (was, one.after[row.key]["state"])]
    begun = made is not None and made.verb in ("begin", "roll-over")
    return not begun or any(one.account_id != current_user.id for one in (made, *turned) if one)
