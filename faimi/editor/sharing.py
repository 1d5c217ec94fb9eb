"""The link that shows an edition before it is public: made, shown to be copied, withdrawn."""

import secrets

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from faimi.accounts import permissions
from faimi.content import Edition, Preview
from faimi.editor.lookup import get_edition
from faimi.extensions import db

bp = Blueprint("sharing", __name__)


@bp.get("/preview/")
def show_preview_link(slug: str) -> ResponseReturnValue:
    """The link, if there is one, and the way to make or withdraw it."""
    edition = _shareable(slug)
    preview = db.session.scalar(select(Preview).where(Preview.edition_id == edition.id))
    return render_template("editor/sharing.html", edition=edition, preview=preview)


@bp.post("/preview/")
def replace_preview_link(slug: str) -> ResponseReturnValue:
    """The page with a new link, or with none any more; the one before shows nothing from now on."""
    edition = _shareable(slug)
    db.session.execute(delete(Preview).where(Preview.edition_id == edition.id))
    if "withdraw" not in request.form:
        db.session.add(Preview(token=secrets.token_urlsafe(32), edition_id=edition.id))
    try:
        db.session.commit()
    except IntegrityError:  # somebody else made one at this moment, which is as good
        db.session.rollback()
    return redirect(url_for("editor.sharing.show_preview_link", slug=slug), 303)


def _shareable(slug: str) -> Edition:
    """The edition to who may change all of it."""
    edition = get_edition(slug)
    return edition if permissions.may_change(edition) else abort(403)
