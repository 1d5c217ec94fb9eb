"""What others do meanwhile: their saved changes, and the rows that they have open."""

import re
import zlib
from datetime import datetime, timedelta

from flask import Blueprint, Response, abort, make_response, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import ForeignKey, bindparam, exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.orm.exc import ObjectDeletedError

from faimi import history
from faimi.accounts.models import Account
from faimi.accounts.sessions import unattended
from faimi.content import Edition
from faimi.content.now import utc_now
from faimi.editor import auth, concurrent_changes, responses
from faimi.editor.fragments import draw_changes, draw_whole
from faimi.editor.lookup import get_edition
from faimi.extensions import Model, db
from faimi.history import Revision

bp = Blueprint("live", __name__)
PRESENCE_LIFETIME, PRESENCE_RENEWAL = timedelta(seconds=15), timedelta(seconds=6)
MAX_OPEN_FORMS = 20
JUST_REMOVED = "Someone else removed this right after. The history has it, with what you did."
RESTORED = "A backup of the site was restored. The page shows what stands there now."
OPEN_FORM = re.compile(r"([a-z]{1,20}-\d{1,9})(-[a-z_]{1,20})?(?::(\d{1,9}))?(?!\S)")  # of a field, too; its version


class Presence(Model):
    """The rows that a person has open in an edition, as DOM ids with spaces between; `seen_at` is in UTC."""

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), primary_key=True)
    places: Mapped[str]
    seen_at: Mapped[datetime]


VERSION_QUERY = select(Edition.id, Edition.version).where(
    Edition.slug == bindparam("slug")
)  # built once: each editor asks
SEEN_QUERY = select(
    exists().where(Revision.edition_id == bindparam("edition_id"), Revision.version == bindparam("version"))
)
PRESENCE_QUERY = (
    select(Presence.account_id, Presence.places, Presence.seen_at, Account.name, Account.email)
    .join(Account)
    .where(
        Presence.edition_id == bindparam("edition_id"), Presence.seen_at.between(bindparam("since"), bindparam("until"))
    )
    .order_by(Account.id)
)


@bp.get("/live")
@unattended
def changes(slug: str) -> Response:
    """What changed since the HX-PTag of the request, each part for its place, and who edits what; 304 if nothing."""
    edition_id, version = db.session.execute(VERSION_QUERY, {"slug": slug}).one_or_none() or abort(404)
    forms = OPEN_FORM.findall(request.headers.get("Editing", ""))[:MAX_OPEN_FORMS]
    others = _present(edition_id, " ".join(row for row, _, _ in forms))
    tag = f"{version}-{zlib.crc32(repr(others).encode())}"
    known = request.headers.get("HX-PTag", "")
    if known == tag:
        return make_response("", 304)
    since = int(known.partition("-")[0]) if re.fullmatch(r"\d{1,9}-\d+", known) else version
    if since != version and not db.session.scalar(SEEN_QUERY, {"edition_id": edition_id, "version": since}):
        return _restored(edition_id, tag)
    newer = select(Revision).where(Revision.edition_id == edition_id, Revision.version > since)
    revisions = db.session.scalars(newer.order_by(Revision.version)).all()
    edition = db.session.get_one(Edition, edition_id)
    notices = concurrent_changes.notices(edition, forms, revisions)
    told = {f"{place}-meanwhile": notice for place, notice in notices.items()}
    html = responses.partials(draw_changes(edition, revisions) | told)
    response = responses.trigger(make_response(html), "present", {"rows": others})
    if revisions:  # one's own by another window, too
        responses.trigger(response, "reversible", history.reversible(edition, current_user.id))
    response.headers["HX-PTag"] = tag
    return response


def _restored(edition_id: int, tag: str) -> Response:
    """The whole page, for one that shows what a backup has replaced since: no change of now leads there."""
    edition = db.session.get_one(Edition, edition_id)
    response = responses.toast(make_response(responses.partials(draw_whole(edition))), RESTORED)
    responses.trigger(response, "reversible", history.reversible(edition, current_user.id))
    response.headers["HX-PTag"] = tag
    return response


def removed_since(_error: ObjectDeletedError) -> ResponseReturnValue:
    """The page's body, where somebody removed a row in the moment between its change and the drawing of it.

    Where the person's own account went, as by a restore, the sign-in with what they typed.
    """
    db.session.rollback()
    refused = auth.check_again()
    return refused or responses.show_body(get_edition((request.view_args or {})["slug"]), JUST_REMOVED)


def _present(edition_id: int, places: str) -> dict[str, str]:
    """Notes which rows this person has open, and gives who has which others, by the rows' DOM ids."""
    now = utc_now()
    own, others = "", dict[str, str]()
    seen_at = now - PRESENCE_LIFETIME
    about_now = {"since": now - PRESENCE_LIFETIME, "until": now + PRESENCE_LIFETIME}  # clocks differ a little
    for row in db.session.execute(PRESENCE_QUERY, {"edition_id": edition_id, **about_now}):
        if row.account_id == current_user.id:
            own, seen_at = row.places, row.seen_at
        else:
            others |= dict.fromkeys(row.places.split(), row.name or row.email)
    if places != own or (places and seen_at < now - PRESENCE_RENEWAL):
        db.session.merge(Presence(account_id=current_user.id, edition_id=edition_id, places=places, seen_at=now))
        try:
            db.session.commit()
        except IntegrityError:  # another window of the same person was faster
            db.session.rollback()
    return others
