"""What the pages about accounts share: who gets in, what stands around them, and where they lead."""

import re
from datetime import datetime
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select

from faimi.content import Edition
from faimi.extensions import db

PLACES = [("account.page", "Account")]


def landing(path: str = "") -> str:
    """Gives the path where it is one of this site, else the newest edition's edit page: no redirect leads elsewhere."""
    if re.fullmatch(r"/(?![/\\])[!-\[\]-~]*", path):
        return path
    slug = db.session.scalar(select(Edition.slug).order_by(Edition.starts_on.desc().nulls_last()).limit(1))
    return url_for("editor.page", slug=slug) if slug else url_for("public.home")


def moment(at: datetime) -> str:
    """Gives a time in UTC as people write it: 24 Nov 2026, 13:05 UTC."""
    return f"{at.day} {at:%b %Y, %H:%M} UTC"


def _signed_in_first() -> ResponseReturnValue | None:
    if current_user.is_authenticated:
        return None
    back = request.path if request.method == "GET" else url_for("account.page")
    return redirect(url_for("accounts.login_page", next=back), 303)


def _surroundings() -> dict[str, Any]:
    return {"current_user": current_user, "places": PLACES, "edit_page": landing()}


def close(bp: Blueprint) -> None:
    """Lets only those pass who are signed in, and puts the bar above every page of the blueprint."""
    bp.before_request(_signed_in_first)
    bp.context_processor(_surroundings)
