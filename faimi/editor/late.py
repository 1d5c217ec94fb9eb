"""Running late: on its days a workshop's rows are announced later from one on, or on time again, with one tap."""

from datetime import UTC, timedelta
from typing import Any

from flask import Blueprint, Response, abort, make_response, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from faimi import history
from faimi.content import Edition
from faimi.content.base import row_version
from faimi.content.day_end import ANYWHERE_ON_EARTH
from faimi.content.forms import new_token
from faimi.content.late import Late
from faimi.content.now import utc_now
from faimi.content.programme import Refused
from faimi.content.schedule import Slot
from faimi.editor import responses
from faimi.editor.lookup import find_sent_before, get_row
from faimi.editor.timetable import make_plan

bp = Blueprint("late", __name__)
bp.add_app_template_global(new_token)
DID_NOT = "Nothing was announced"


@bp.errorhandler(Refused)
def _refuse(refused: Refused) -> Response:
    response = responses.toast(make_response("", 422), str(refused))
    response.headers["HX-Reswap"] = "none"
    return response


@bp.post("/slot/<int:number>/late")
def announce(slug: str, number: int) -> ResponseReturnValue:
    """The rows that are announced some `minutes` later, or earlier, from this one on; by 0 they are on time again.

    409 the row as it stands now, if that is not what the person saw; 422 why not.
    """
    _, slot = get_row(slug, "slot", number)
    edition, minutes = slot.edition, request.form.get("minutes", type=int)
    key, before = find_sent_before(edition)
    if before:
        return responses.show_changes(edition, [before], history.as_sentence(before), slot.key)
    if str(row_version(slot)) != request.form.get("version"):
        return responses.refuse(slot, DID_NOT)
    planned = make_plan(edition, Late((number,), minutes=abort(400) if minutes is None else minutes))
    changes = planned.changes
    try:
        made = history.change_many(planned.slots.values(), changes, current_user.id, key) if changes else None
    except history.Conflict:
        return responses.refuse(get_row(slug, "slot", number)[1], DID_NOT)
    return responses.show_changes(edition, [made], planned.plan.words, slot.key)


@bp.app_template_test("run_late")
def may_run_late(row: Any) -> bool:
    """Whether a row offers to be announced later: one with a time, on the days of its edition, or while it is late.

    So it does on the day before, for a rehearsal.
    """
    return isinstance(row, Slot) and row.start is not None and (row.delay > 0 or is_near(row.edition))


def is_near(edition: Edition) -> bool:
    """Whether an edition takes place today, or tomorrow, in its time zone."""
    today = utc_now().replace(tzinfo=UTC).astimezone(edition.zone or ANYWHERE_ON_EARTH).date()
    first, last = edition.starts_on, edition.last_day or edition.starts_on
    return first is not None and last is not None and first <= today + timedelta(days=1) and today <= last
