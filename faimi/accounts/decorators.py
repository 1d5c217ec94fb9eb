"""What the pages about accounts share: who gets in, what stands around them, and where they lead."""

import re
from datetime import datetime
from typing import Any

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select

from faimi.accounts.permissions import limiting
from faimi.content import Edition
from faimi.content.forms import TextForm
from faimi.extensions import db

PLACES = [("account.page", "Account")]
OWNERS_PLACES = [*PLACES, ("people.page", "People")]


class Sure(TextForm):
    """A button alone."""


def landing(path: str = "") -> str:
    """Gives the path where it is one of this site, else the edit page of the newest edition that the person may change.

    No redirect leads elsewhere.
    """
    if re.fullmatch(r"/(?![/\\])[!-\[\]-~]*", path):
        return path
    newest = select(Edition.slug).order_by(Edition.starts_on.desc().nulls_last()).limit(1)
    if limited := limiting():
        newest = newest.where(Edition.id.in_([grant.edition_id for grant in limited]))
    slug = db.session.scalar(newest)
    return url_for("editor.page", slug=slug) if slug else url_for("public.home")


def moment(at: datetime) -> str:
    """Gives a time in UTC as people write it: 24 Nov 2026, 13:05 UTC."""
    return f"{at.day} {at:%b %Y, %H:%M} UTC"


def _signed_in_first() -> ResponseReturnValue | None:
    if current_user.is_authenticated:
        return None
    back = request.path if request.method == "GET" else url_for("account.page")
    return redirect(url_for("accounts.login_page", next=back), 303)


def _owners_only() -> None:
    if current_user.role != "owner":
        abort(403)


def _surroundings() -> dict[str, Any]:
    if not current_user.is_authenticated:  # a form of a session that ended, which is refused
        return {}
    places = OWNERS_PLACES if current_user.role == "owner" else PLACES
    return {"current_user": current_user, "places": places, "edit_page": landing()}


def close(bp: Blueprint, owners_only: bool = False) -> None:
    """Lets only those pass who are signed in, or owners only, and puts the bar above every page of the blueprint."""
    bp.before_request(_signed_in_first)
    if owners_only:
        bp.before_request(_owners_only)
    bp.context_processor(_surroundings)
