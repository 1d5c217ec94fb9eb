"""The way back: a backup that was proven takes the place of the site, in one step, and what was there is kept."""

from dataclasses import dataclass
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

from flask import current_app

from faimi.accounts.two_factor import sealing
from faimi.backup import record
from faimi.backup.into_postgresql import into_postgresql
from faimi.backup.into_sqlite import into_sqlite
from faimi.backup.manifest import BackupError
from faimi.backup.proof import Proof, prove
from faimi.backup.replacement import Replacement, leave_newest
from faimi.backup.scratch import scratch
from faimi.extensions import db
from faimi.version import PROGRAM


@dataclass(frozen=True)
class Restored:
    """What came back, where that is kept which it replaced, and whose second factors need another secret key.

    `gone` is how many went of those that restores before it had kept.
    """

    proof: Proof
    kept: tuple[Path, ...]
    gone: int
    without_factor: list[str]


def restore(file: Path) -> Restored:
    """What was done: the site is the one that was backed up. Raises BackupError, with nothing changed."""
    instance = Path(current_app.instance_path)
    with (instance / ".restore.lock").open("w") as lock:
        try:
            flock(lock, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            raise BackupError(f"Another {PROGRAM} restore is at work now.") from None
        with scratch(instance) as folder:
            proof = prove(file, folder)
            into = into_sqlite if db.engine.dialect.name == "sqlite" else into_postgresql
            kept = into(Replacement(proof.manifest, proof.database, folder))
            if proof.pages and not proof.differing:
                record.note_proven(file, proof.manifest.made_at, proof.pages)
            return Restored(proof, kept, leave_newest(kept[0]) if kept else 0, sealing.unreadable())
