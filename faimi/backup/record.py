"""What an instance knows of its backups: the last one that was proven, and which of them are there."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flask import current_app

from faimi.backup.scratch import put_in_place

NAME = "backups.json"


@dataclass(frozen=True)
class Proven:
    """The newest backup that was proven: `made_at` (in UTC) is what the site was then, which it holds."""

    file: Path
    made_at: datetime
    pages: int


def last_proven() -> Proven | None:
    """The newest backup of this instance that was proven, wherever it is by now; none where none ever was."""
    return max(_known(), key=lambda one: one.made_at, default=None)


def backups_there() -> list[Proven]:
    """The backups of this instance that are still where they were made."""
    return [one for one in _known() if one.file.exists()]


def note_proven(file: Path, made_at: datetime, pages: int) -> None:
    """Notes a backup that was made and proven, and forgets those that went."""
    new = Proven(file.resolve(), made_at, pages)
    _write([*(one for one in backups_there() if one.file != new.file), new])


def _known() -> list[Proven]:
    with suppress(OSError, ValueError, TypeError, KeyError):
        told = json.loads(_file().read_text())
        return [Proven(Path(one["file"]), datetime.fromisoformat(one["made_at"]), one["pages"]) for one in told]
    return []


def _write(known: list[Proven]) -> None:
    told = [{"file": str(one.file), "made_at": one.made_at.isoformat(), "pages": one.pages} for one in known]
    new = _file().with_name(f".{NAME}.new")
    new.write_text(json.dumps(told, indent=1) + "\n")
    put_in_place(new, _file())


def _file() -> Path:
    return Path(current_app.instance_path) / NAME
