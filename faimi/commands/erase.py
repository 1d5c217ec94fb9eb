"""The command that erases words or a picture for good."""

import click
from flask.cli import with_appcontext

from faimi.commands.errors import fail, needs_tables
from faimi.content.now import utc_now
from faimi.content.plural import counted


@click.command("erase", short_help="Erase words or a picture for good.")
@click.option("--picture", help="The address of a picture, such as /media/…, instead of words.")
@click.option("--reason", prompt=True, help="Why, which is kept.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@with_appcontext
def erase(picture: str | None, reason: str, yes: bool) -> None:
    """Erase words, which it asks for, or a picture, from all pages, their history and whatever else holds them.

    It says from how many places, and asks first. Backups from before hold it until they go.
    """
    from faimi.accounts.audit import COMMAND_LINE
    from faimi.erasing import copies, places, targets, transaction

    needs_tables()
    if picture:
        target: targets.Target | None = targets.picture_target(picture)
    else:
        words = click.prompt("Words to erase", hide_input=False)
        target = targets.Words(words) if targets.is_enough(words) else None
    if target is None:
        fail("There is no such picture." if picture else f"Enter {targets.MIN_LETTERS} letters or figures at least.")
    for place in (found := [*places.places(target)]):
        click.echo(f"{place.where}, {place.field}: {place.before}{place.found}{place.after}")
    if not found and not picture:
        fail("It stands nowhere.")
    if not yes:
        click.confirm(f"Erase it from {counted(len(found), 'place')}, for good?", abort=True)
    count = transaction.erase(target, reason, None, COMMAND_LINE)
    click.echo(f"Erased from {counted(count, 'place')}.")
    for copy in copies.copies_from_before(utc_now()):
        click.echo(f"It is still in {copy.file}, until that goes.")
