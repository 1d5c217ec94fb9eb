"""How the site is, for those who run it: whether the process answers, and whether it can serve."""

from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from faimi.database.schema import unready
from faimi.public.blueprint import PublicBlueprint

bp = PublicBlueprint("health", __name__)
AS_TEXT = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}


@bp.get("/healthz")
def healthz() -> ResponseReturnValue:
    """Says that the process answers."""
    return "ok\n", 200, AS_TEXT


@bp.get("/readyz")
def readyz() -> ResponseReturnValue:
    """Says that the database answers and has the tables of this version of the program; 503 what is wrong."""
    try:
        reason = unready()
    except SQLAlchemyError:
        return "The database does not answer.\n", 503, AS_TEXT
    if reason:
        return f"{reason}\n", 503, AS_TEXT
    return "ready\n", 200, AS_TEXT
