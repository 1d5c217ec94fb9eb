"""`flask db`: the commands of Flask-Migrate, which few need, one at a time."""

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError

from faimi.backup.upgrade import UpgradeError, bring_up_to_date
from faimi.database.errors import no_answer
from faimi.database.schema import NewerDatabase, bind, last_migration
from faimi.database.setup_lock import alone
from faimi.version import PROGRAM


@click.command(
    "db",
    context_settings={"ignore_unknown_options": True, "help_option_names": [], "allow_interspersed_args": False},
)
@click.argument("words", nargs=-1, type=click.UNPROCESSED)
@with_appcontext
def db_(words: tuple[str, ...]) -> None:
    """Change the tables of the database: the commands of Flask-Migrate; `upgrade` alone backs it up before."""
    from flask_migrate.cli import db as commands

    bind()
    try:
        if "upgrade" in words:
            last_migration()
        with alone():
            bring_up_to_date() if words == ("upgrade",) else commands.main(words, f"{PROGRAM} db")
    except OperationalError as error:
        raise click.ClickException(no_answer(error)) from None
    except (NewerDatabase, UpgradeError) as error:
        raise click.ClickException(str(error)) from None
