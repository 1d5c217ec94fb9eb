"""What the pages about accounts share: who may open them, and where they lead."""

import re
from datetime import datetime

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from faimi.accounts import sessions
from faimi.content.forms import TextForm


class ConfirmForm(TextForm):
    """A button alone, which confirms."""


def redirect_target(path: str = "") -> str:
    """The path where it is one of this site, else the list of editions; no redirect leads elsewhere."""
    is_ours = re.fullmatch(r"/(?![/\\])[!-\[\]-~]*", path) and path.startswith(f"{request.script_root}/")
    return path if is_ours else url_for("editions.show_list")


def format_utc(at: datetime) -> str:
    """A time in UTC as people write it: 24 Nov 2026, 13:05 UTC."""
    return f"{at.day} {at:%b %Y, %H:%M} UTC"


def _signed_in_first() -> ResponseReturnValue | None:
    if current_user.is_authenticated:
        return None
    back = request.script_root + request.path if request.method == "GET" else url_for("account.show_profile")
    return redirect(url_for("accounts.login_page", next=back), 303)


def _owners_only() -> ResponseReturnValue | None:
    if current_user.role != "owner":
        abort(403)
    return redirect(url_for("two_factor.switch_on"), 303) if sessions.owes_factor() else None


def require_login(bp: Blueprint, owners_only: bool = False) -> None:
    """Lets only those pass who are signed in, or owners only."""
    bp.before_request(_signed_in_first)
    if owners_only:
        bp.before_request(_owners_only)
