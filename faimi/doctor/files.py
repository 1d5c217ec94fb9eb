"""The instance folder: who can read it, whether it can be written to, and the room that is left."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from flask import current_app

from faimi.backup.record import last_proven
from faimi.content.now import utc_now
from faimi.doctor.finding import Finding, error, fine, warning
from faimi.extensions import db
from faimi.version import PROGRAM

MIN_KEY_CHARACTERS = 32
LOW_BYTES = 500 * 1024**2
MAX_BACKUP_DAYS = 2


def permissions() -> Iterator[Finding]:
    """Whether the instance folder can be written to, and nobody else reads what is in it."""
    instance = Path(current_app.instance_path)
    if not os.access(instance, os.W_OK | os.X_OK):
        yield error(f"Nothing can be written to {instance}.", f"chown -R USER {instance}, with the user of the site")
    is_open = instance.stat().st_mode & 0o077  # else nobody gets at what is in it
    paths = (instance, *instance.iterdir()) if is_open else ()
    open_to_all = [path for path in paths if path.stat().st_mode & 0o077]
    for path in open_to_all:
        yield warning(f"Others on this machine can read {path}.", f"chmod go= {path}")
    if not open_to_all:
        yield fine(f"{instance} is readable by its owner alone.")


def secret_key() -> Iterator[Finding]:
    """Whether the key that signs sessions is long enough not to be guessed."""
    if len(current_app.config["SECRET_KEY"]) < MIN_KEY_CHARACTERS:
        mend = "Unset FAIMI_SECRET_KEY: a key is made and kept in the instance folder. Everybody signs in again."
        yield error("The secret key is short enough to be guessed.", mend)
    else:
        yield fine("The secret key is long.")


def disk_space() -> Iterator[Finding]:
    """Whether there is room for the database to double, as a backup or an upgrade needs."""
    free = shutil.disk_usage(current_app.instance_path).free
    file = Path(db.engine.url.database or "") if db.engine.dialect.name == "sqlite" else Path()
    needed = max(LOW_BYTES, 3 * file.stat().st_size if file.is_file() else 0)
    told = f"{free / 1024**3:.1f} GB are free in the instance folder"
    if free < needed:
        mend = f"{PROGRAM} media prune, and remove old backups and logs"
        yield warning(f"{told}; {needed / 1024**3:.1f} GB leave room for backups and upgrades.", mend)
    else:
        yield fine(f"{told}.")


def backups() -> Iterator[Finding]:
    """How old the last backup is that was proven."""
    mend = f"{PROGRAM} backup --daily DIR, from a timer"
    last = last_proven()
    if last is None:
        yield warning("No backup of this site was ever made and proven.", mend)
        return
    told = f"The last proven backup is of {last.made_at:%Y-%m-%d %H:%M} UTC, with {last.pages} pages"
    days = (utc_now() - last.made_at).days
    if days >= MAX_BACKUP_DAYS:
        yield warning(f"{told}: {days} days old.", mend)
    else:
        yield fine(f"{told}.")
