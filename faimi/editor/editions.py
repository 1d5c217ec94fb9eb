"""The list of all editions and pages of the site, from where each is opened."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from faimi.accounts import permissions
from faimi.content import Edition
from faimi.content.edition import HOME_SLUG
from faimi.editor import auth
from faimi.editor.waiting import waiting_on
from faimi.extensions import db

bp = Blueprint("editions", __name__, url_prefix="/editions")
auth.require_account(bp)


@bp.get("/")
def show_list() -> ResponseReturnValue:
    """All editions and pages that the person may open, the newest first."""
    query = select(Edition).order_by(Edition.starts_on.desc().nulls_first(), Edition.slug.desc())
    listed = [one for one in db.session.scalars(query) if permissions.may_open(one)]
    editions = [one for one in listed if one.state != "page"]
    pages = [one for one in listed if one.state == "page" and one.slug != HOME_SLUG]
    home = next((one for one in listed if one.slug == HOME_SLUG), None)
    shown = {"editions": editions, "pages": pages, "home": home, "waiting": waiting_on(listed)}
    return render_template("editor/editions.html", **shown)
