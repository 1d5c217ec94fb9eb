"""The commands of `flask`, and of `faimi` where it is installed: each in the module of its name."""

from flask import Flask

from faimi.commands import account, backup, check, doctor, edition, erase, errors, freeze, media, setup


def register(app: Flask) -> None:
    """Registers the commands with `flask`."""
    setup.register(app)
    for command in (
        account.account,
        check.check,
        freeze.freeze_,
        media.media,
        backup.backup,
        backup.restore,
        edition.edition,
        doctor.doctor,
        erase.erase,
    ):
        app.cli.add_command(command)
    errors.end_in_a_line(app.cli)
