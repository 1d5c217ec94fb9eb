"""Gestures on the schedule: how rows would move is shown first, then done, as one change with one undo."""

from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, Response, abort, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from faimi import history
from faimi.accounts import permissions
from faimi.accounts.models import digest
from faimi.content import Edition
from faimi.content.forms import once_token
from faimi.content.gestures import Gesture
from faimi.content.moving import Move
from faimi.content.plan import Plan, plan
from faimi.content.programme import Key, Refused
from faimi.content.schedule import Slot
from faimi.content.schedule_rows import as_row, columns_of, refuse_skipped
from faimi.content.tracks import name_in
from faimi.editor import bulk, responses
from faimi.editor.gesture_fields import read_gesture
from faimi.editor.lookup import find_sent_before, get_edition
from faimi.extensions import db

bp = Blueprint("timetable", __name__)
OTHERWISE = "The schedule was changed meanwhile. This is what would happen now."


class Gone(Refused):
    """A row that is meant is not there any more."""


@dataclass(frozen=True)
class Planned:
    """A plan, the rows of the schedule that it is about by their numbers, and what stands for what it does."""

    plan: Plan
    slots: dict[Key, Slot]
    seen: str

    @property
    def changes(self) -> dict[Slot, dict[str, Any]]:
        """The rows that change, each with its new columns."""
        return {self.slots[change.new.key]: columns_of(change) for change in self.plan.moved}


@bp.errorhandler(Refused)
def _refuse(refused: Refused) -> Response:
    edition = get_edition((request.view_args or {})["slug"])
    drawn = render_template("editor/_plan.html", edition=edition, planned=None, said=str(refused))
    looked = str(request.endpoint).endswith(".show_plan")  # of a refused read a browser would log an error
    return make_response(drawn, 200 if looked else 409 if isinstance(refused, Gone) else 422)


@bp.post("/slot/plan")
def show_plan(slug: str) -> ResponseReturnValue:
    """How rows would move, and in words what could not be kept, or why they cannot; nothing is written."""
    edition = get_edition(slug)
    return _draw(edition, make_plan(edition, read_gesture()))


@bp.post("/slot/plan/take")
def take_plan(slug: str) -> ResponseReturnValue:
    """What moved; 409 what would happen now, where that is not what was `seen`; 422 why nothing can."""
    edition = get_edition(slug)
    key, before = find_sent_before(edition)
    if before:
        return responses.show_changes(edition, [before], history.as_sentence(before), before.key)
    planned = make_plan(edition, read_gesture())
    if request.form.get("seen", planned.seen) != planned.seen:
        return _draw(edition, planned, OTHERWISE, 409)
    if not planned.changes:
        return responses.show_changes(edition, [], planned.plan.words)
    try:
        made = history.change_many(planned.slots.values(), planned.changes, current_user.id, key)
    except history.Conflict:
        return _draw(edition, make_plan(edition, read_gesture()), OTHERWISE, 409)
    return responses.show_changes(edition, [made], planned.plan.words, made.key)


def make_plan(edition: Edition, gesture: Gesture) -> Planned:
    """What a gesture does to the schedule that its rows are in; raises Refused, and Gone where one is not there."""
    slots = _get_slots(edition, gesture)
    own = permissions.editable_tracks(next(iter(slots.values())).section)
    rows = [as_row(slot, locked=own is not None and not permissions.may_change(slot)) for slot in slots.values()]
    if any(row.locked for row in rows if row.key in gesture.rows):
        abort(403)
    if isinstance(gesture, Move) and isinstance(gesture.track, str):
        gesture = replace(gesture, track=name_in(slots[gesture.rows[0]].section, gesture.track))
    made = plan(rows, gesture, edition.days)
    refuse_skipped(made.moved, edition)
    if own is not None and any(str(change.new.track or "") not in own.values() for change in made.moved):
        raise Refused(f"You may only change the track {' or '.join(sorted(own.values()))}.")
    by_default = plan(rows, replace(gesture, how=""), edition.days) if gesture.how else made
    return Planned(made, slots, digest(repr((by_default.moved, by_default.clashes, by_default.ways)))[:40])


def _get_slots(edition: Edition, gesture: Gesture) -> dict[Key, Slot]:
    """All rows of the schedule that a gesture is about, by their numbers."""
    meant = {*gesture.rows, getattr(gesture, "before", None), getattr(gesture, "after", None)} - {None}
    query = select(Slot.number, Slot.section_id).where(Slot.edition_id == edition.id, Slot.number.in_(meant))
    section_of: dict[Key, int] = {row.number: row.section_id for row in db.session.execute(query)}
    if not gesture.rows:
        raise Refused("Choose rows first.")
    if section_of.keys() != meant:
        raise Gone(bulk.GONE)
    if len({*section_of.values()}) > 1:
        raise Refused("Choose rows of one schedule.")
    there = select(Slot).where(Slot.section_id == section_of[gesture.rows[0]]).order_by(Slot.position, Slot.id)
    with_names = there.options(selectinload(Slot.paper), selectinload(Slot.keynote))
    return {slot.number: slot for slot in db.session.scalars(with_names)}


def _draw(edition: Edition, planned: Planned, said: str = "", status: int = 200) -> Response:
    """The preview, with all that was sent, to be taken as it is shown."""
    left_out = {"csrf_token", "seen", "once", "how"}
    sent = [(name, value) for name, value in request.form.items(multi=True) if name not in left_out]
    sent += [("once", once_token(request.form.get("once"))), ("seen", planned.seen)]
    drawn = render_template("editor/_plan.html", edition=edition, planned=planned.plan, said=said, sent=sent)
    return make_response(drawn, status)
