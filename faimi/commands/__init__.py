"""The commands of `flask`, and of `faimi` where it is installed: each in the module of its name."""

from flask import Flask

from faimi.commands import account, backup, check, db, doctor, edition, erase, export, freeze, import_, media, setup
from faimi.commands.errors import end_in_a_line

COMMANDS = (
    setup.setup,
    import_.import_,
    export.export,
    account.account,
    check.check,
    freeze.freeze_,
    media.media,
    backup.backup,
    backup.restore,
    edition.edition,
    doctor.doctor,
    erase.erase,
    db.db_,
)


def register(app: Flask) -> None:
    """Registers the commands with `flask`."""
    for command in COMMANDS:
        app.cli.add_command(command)
    end_in_a_line(app.cli)
