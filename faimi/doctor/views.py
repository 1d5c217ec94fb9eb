"""The page on which owners read how the site is."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from faimi.accounts import decorators
from faimi.doctor import diagnose
from faimi.logs import lately
from faimi.version import VERSION

bp = Blueprint("doctor", __name__, url_prefix="/settings/health")
decorators.require_login(bp, owners_only=True)
SHOWN = 20  # of what was logged


@bp.get("/")
def show() -> ResponseReturnValue:
    """What `flask doctor` finds, and the last warnings of the log."""
    return render_template("doctor/health.html", findings=diagnose(), entries=lately(SHOWN), version=VERSION)
