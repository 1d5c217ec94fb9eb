"""The commands that back the site up, prove a backup, and restore one."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from faimi.commands.errors import fail, needs_tables
from faimi.content.erasure import erasures
from faimi.database.errors import no_answer
from faimi.version import PROGRAM


@click.command("backup", short_help="Back the whole site up, and prove it.")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--verify", is_flag=True, help="Prove the backup that is there; make none.")
@click.option("--daily", type=click.Path(path_type=Path, file_okay=False), help="Make one in this folder, by its time.")
@click.option("--keep", type=click.IntRange(1), default=14, show_default=True, help="How many --daily leaves there.")
@with_appcontext
def backup(file: Path | None, verify: bool, daily: Path | None, keep: int) -> None:
    """Write the whole site, accounts, history and pictures included, to one FILE, also while people edit.

    The file is there once it was unpacked, rendered and compared: every page and download has the same bytes. The
    secret key of the instance is not in it. Keep it as you keep passwords.
    """
    if (file is None) == (daily is None) or (verify and file is None):
        fail("Name a file, or give --daily and a folder.")
    from faimi.backup import making

    with _errors_in_a_line():
        if file and verify:
            return _verify(file)
        needs_tables()
        if daily:
            file, proof, gone = making.make_daily(daily, keep)
            click.echo(f"Wrote {file}: {proof}.")
            return click.echo(f"Removed {len(gone)} older than the newest {keep}.") if gone else None
        click.echo(f"Wrote {file}: {making.make_backup(file)}.")  # type: ignore[arg-type]  # it is named, where no folder is
    return None


def _verify(file: Path) -> None:
    from flask import current_app

    from faimi.backup import proof, scratch

    with scratch.scratch(Path(current_app.instance_path)) as folder:
        click.echo(f"{file}: {proof.prove(file, folder)}.")


@click.command("restore", short_help="Have the site be what a backup holds.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@with_appcontext
def restore(file: Path) -> None:
    """Have the site be what the backup FILE holds, once all of that was proven; what is there now is kept.

    Everybody signs in again, and invitations and other one-time links that were open then are no longer good.
    """
    from faimi.backup import restoring
    from faimi.backup.replacement import KEPT

    with _errors_in_a_line():
        done = restoring.restore(file)
    click.echo(f"Restored {file}: {done.proof}.")
    for one in done.kept:
        click.echo(f"What was there before is kept: {one}")
    if done.gone:
        click.echo(f"Removed {done.gone} of former restores: the newest {KEPT} stay.")
    for was in erasures(since=done.proof.manifest.made_at):
        click.echo(
            f"What was erased on {was.at:%Y-%m-%d %H:%M} UTC is back ({was.reason}). Erase it again: {PROGRAM} erase"
        )
    if done.without_factor:
        click.echo(
            "Another secret key sealed the second factors of: " + ", ".join(done.without_factor) + ". Put the former "
            "secret_key into the instance folder, or switch them off: "
            f"{PROGRAM} account link EMAIL --without-second-factor"
        )


@contextmanager
def _errors_in_a_line() -> Iterator[None]:
    """Ends a command with an error in a line."""
    from faimi.backup.manifest import BackupError

    try:
        yield
    except BackupError as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename or 'A file'}: {error.strerror}. What was there stays.")
    except SQLAlchemyError as error:
        fail(no_answer(error))
    except sqlite3.Error as error:
        fail(f"The database cannot be copied: {error}. What was there stays.")
