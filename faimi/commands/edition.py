"""The command that deletes a removed edition for good."""

import click
from flask.cli import AppGroup, with_appcontext
from sqlalchemy import delete, func, select

from faimi.accounts import audit
from faimi.commands.errors import fail, needs_tables
from faimi.content import KINDS, Edition, Section
from faimi.content.plural import counted
from faimi.extensions import db
from faimi.history import Revision
from faimi.suggestions.models import Suggestion

edition = AppGroup("edition", help="Whole editions.")


@edition.command("purge", short_help="Delete a removed edition for good.")
@click.argument("slug")
@click.option("--yes", is_flag=True, help="Do not ask.")
@with_appcontext
def purge(slug: str, yes: bool) -> None:
    """Delete an edition that was removed, with its rows, its history and its suggestions, for good.

    The list of editions in the browser names those that were removed. Pictures that nothing else names go with
    flask media prune.
    """
    needs_tables()
    named = select(Edition).where(Edition.slug == slug.strip("/"))
    one = db.session.scalar(named) or fail(f"There is no edition {slug}.")
    if one.state != "removed":
        fail(f"The edition {one.slug} is not removed. Remove it first, in the list of editions at /editions/.")
    told = f"{one.slug}, “{one.title}”, with {_holdings(one)}"
    if not yes:
        click.confirm(f"Delete {told}, for good?", abort=True)
    still_removed = delete(Edition).where(Edition.id == one.id, Edition.state == "removed")
    if not db.session.connection().execute(still_removed).rowcount:
        fail(f"Nothing was deleted: somebody has just brought {one.slug} back, or deleted it.")
    audit.note(f"Purged the removed edition {one.slug}")
    db.session.commit()
    click.echo(f"Deleted {told}.")


def _holdings(one: Edition) -> str:
    """What goes with an edition, in words: 7 sections, 40 rows, 52 changes, 1 suggestion."""
    rows = sum(_count(kind.model, one) for kind in KINDS)
    parts = [(_count(Section, one), "section"), (rows, "row"), (_count(Revision, one), "change")]
    parts += [(_count(Suggestion, one), "suggestion")]
    return ", ".join(counted(number, noun) for number, noun in parts)


def _count(model: type, one: Edition) -> int:
    """How many rows of a model an edition has."""
    query = select(func.count()).select_from(model).where(model.edition_id == one.id)  # type: ignore[attr-defined]  # each of these has it
    return db.session.scalar(query) or 0
