"""Backups are made: one, or one a day of which the newest are kept."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path

from flask import current_app

from faimi.backup import record
from faimi.backup.container import manifest_of, write_file
from faimi.backup.copying import copy_out
from faimi.backup.manifest import BackupError, describe, with_pages
from faimi.backup.pages import render_pages
from faimi.backup.proof import Proof, prove
from faimi.backup.scratch import put_in_place, scratch
from faimi.content.now import utc_now
from faimi.extensions import db
from faimi.public.freeze import program_hash
from faimi.version import PROGRAM

DAILY = re.compile(r"faimi-\d{8}T\d{6}Z\.tar")


def make_backup(file: Path) -> Proof:
    """The proof of a backup that was made: the file is there once it was proven, in place of an older backup.

    Raises BackupError, with nothing there that was not; OSError where it cannot be written.
    """
    if file.exists():
        manifest_of(file)  # what is no backup stays
    with scratch(file.parent) as folder:
        made = write_backup(folder / "backup.tar", folder)
        checking = folder / "proof"
        checking.mkdir()
        proof = prove(made, checking)
        put_in_place(made, file)
    try:
        record.note_proven(file, proof.manifest.made_at, proof.pages)
    except OSError as error:
        told = f"{error.filename}: {error.strerror}"
        raise BackupError(f"{file} was written and proven, but the site cannot note it: {told}.") from None
    return proof


def write_backup(file: Path, folder: Path) -> Path:
    """Writes a backup of the site as it is at this moment, with its pages; `folder` is for what is in the making."""
    app, database = current_app, folder / "copy.sqlite"
    copy_out(db.engine, database)
    manifest = describe(database, program_hash())
    site, offline = app.config["SITE_URL"], app.config["OFFLINE"]
    try:
        pages = render_pages(database, site, offline, manifest.made_at, folder)
    except BackupError as error:
        raise BackupError(f"No backup was made: {error}") from None
    write_file(file, with_pages(manifest, site, offline, pages), database)
    database.unlink()
    return file


def make_daily(folder: Path, keep: int) -> tuple[Path, Proof, list[Path]]:
    """The new backup in a folder, its proof, and the oldest that went, so that `keep` are there.

    Nothing goes before the new one was proven, and no file that has another name than those that were made here.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _alone_in(folder):
        file = folder / f"faimi-{utc_now():%Y%m%dT%H%M%SZ}.tar"
        proof = make_backup(file)
        there = sorted(one for one in folder.iterdir() if DAILY.fullmatch(one.name) and one != file)
        old = there[: max(0, len(there) + 1 - keep)]
        for one in old:
            one.unlink()
        _note_unknown(there[len(old) :])
    return file, proof, old


def _note_unknown(files: list[Path]) -> None:
    """Notes backups that the instance does not know of, as it burnt since: what was erased may be in them."""
    known = {one.file for one in record.backups_there()}
    for file in (one.resolve() for one in files if one.resolve() not in known):
        with suppress(BackupError):
            manifest = manifest_of(file)
            record.note_proven(file, manifest.made_at, len(manifest.pages or ()))


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Has one run at a time write to a folder; raises BackupError for a second one."""
    handle = os.open(folder / ".faimi-daily.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        flock(handle, LOCK_EX | LOCK_NB)
        yield
    except BlockingIOError:
        raise BackupError(f"Another {PROGRAM} backup is writing to {folder} now.") from None
    finally:
        os.close(handle)
