"""`flask media`: the pictures that were taken in."""

import click
from flask.cli import AppGroup, with_appcontext

from faimi.commands.errors import needs_tables
from faimi.content.plural import counted
from faimi.erasing.unreferenced_pictures import remove_unreferenced

media = AppGroup("media", help="The pictures that were taken in.")


@media.command("prune", short_help="Remove the pictures that nothing names.")
@with_appcontext
def prune() -> None:
    """Remove pictures taken in more than a week ago that no row, no revision and no suggestion names."""
    needs_tables()
    click.echo(f"Removed {counted(remove_unreferenced(), 'picture')} that nothing names.")
