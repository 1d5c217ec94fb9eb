"""What takes the place of a site, and what becomes of the one that is replaced."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from flask import current_app

from faimi.backup.container import write_file
from faimi.backup.epoch import begin_epoch
from faimi.backup.manifest import BackupError, Manifest, describe
from faimi.backup.pages import bring_up
from faimi.backup.scratch import put_in_place
from faimi.content.now import utc_now
from faimi.public.freeze import program_hash

FOLDER = "replaced"  # in the instance folder
KEPT = 3  # the newest


@dataclass(frozen=True)
class Replacement:
    """A database that is to come, a SQLite file with the tables of this version.

    `folder` is for what is in the making.
    """

    manifest: Manifest
    database: Path
    folder: Path

    def ready(self, replaced: Path | None) -> Path:
        """The database as it will be after the one that it replaces, if that is known."""
        copy = Path(shutil.copyfile(self.database, self.folder / "ready.sqlite"))
        copy.chmod(0o600)
        told = f"Restored the backup of {self.manifest.made_at:%Y-%m-%d %H:%M} UTC"
        begin_epoch(copy, replaced and self._brought_up(replaced), self.manifest.made_at, told)
        return copy

    def _brought_up(self, replaced: Path) -> Path | None:
        """The replaced database with the tables of this version; none where it cannot have them."""
        copy = Path(shutil.copyfile(replaced, self.folder / "replaced.sqlite"))
        try:
            bring_up(copy, self.folder)
        except BackupError:
            return None
        return copy

    def keep(self, database: Path) -> Path:
        """Where a database that is about to be replaced is: in a backup, without pages."""
        return keep_in(FOLDER, database, self.folder)


def keep_in(name: str, database: Path, scratch: Path) -> Path:
    """Where a database is from now on, in a folder of the instance folder: in a backup, without pages."""
    made, place = scratch / "replaced.tar", place_to_keep("tar", name)
    write_file(made, describe(database, program_hash()), database)
    put_in_place(made, place)
    return place


def place_to_keep(ending: str, name: str = FOLDER) -> Path:
    """Where something is kept that is replaced now."""
    folder = Path(current_app.instance_path) / name
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"faimi-{utc_now():%Y%m%dT%H%M%S%fZ}.{ending}"


def leave_newest(new: Path) -> int:
    """How many went, so that what is kept beside a file that is new there are the newest of it.

    That one stays also where the clock says that it is older.
    """
    files = [*new.parent.glob("faimi-*")]
    old = sorted({_moment(file) for file in files} - {_moment(new)})[: -KEPT + 1]
    for file in files:
        if _moment(file) in old:
            file.unlink()
    return len(old)


def _moment(file: Path) -> str:
    """What the name of a kept file, or of one of SQLite's beside it, begins with."""
    return file.name.partition(".")[0]
