"""The proof of a backup: it is taken apart in a scratch folder, looked through, rendered and compared."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from faimi.backup.container import unpack
from faimi.backup.manifest import BackupError, Manifest, count_rows
from faimi.backup.pages import bring_up, render_pages
from faimi.content.plural import counted
from faimi.database.schema import known_migrations
from faimi.public.freeze import program_hash


@dataclass(frozen=True)
class Proof:
    """What was found: the backup is whole, and `pages` are what it renders to, none where it tells of no pages.

    `differing` are those that another version of the program makes otherwise.
    """

    manifest: Manifest
    database: Path
    pages: int
    differing: tuple[str, ...]

    def __str__(self) -> str:
        held = f"{counted(len(self.manifest.tables), 'table')} with {counted(self.manifest.rows, 'row')}"
        of = f"as of {self.manifest.made_at:%Y-%m-%d %H:%M} UTC"
        if not self.pages:
            return f"{held}, {of}; it tells of no pages"
        if not self.differing:
            return f"{counted(self.pages, 'page')}, same bytes; {held}, {of}"
        others = f"{len(self.differing)} with other bytes, for it was made by another version of faimi"
        return f"{counted(self.pages, 'page')}, {others}; {held}, {of}"


def prove(file: Path, folder: Path) -> Proof:
    """The proof of a backup, made in a folder, whose database has the tables of this version then.

    Raises BackupError where it is not whole, or its pages are not what they were with the same version of the program.
    """
    manifest, database = unpack(file, folder)
    try:
        _look_through(manifest, database)
        bring_up(database, folder)
        return _compare(manifest, database, folder)
    except BackupError as error:
        raise BackupError(f"{file} {error}") from None


def _look_through(manifest: Manifest, database: Path) -> None:
    """Raises BackupError where a database that was unpacked cannot be one of this version, or is not whole."""
    if manifest.schema not in known_migrations():
        newer = f"({manifest.program}, tables {manifest.schema})"
        raise BackupError(f"is of a newer version of faimi {newer} than this one: upgrade first.")
    with closing(sqlite3.connect(database)) as connection:
        try:
            (told,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            orphans = connection.execute("PRAGMA foreign_key_check").fetchone()
            counts = count_rows(connection)
        except sqlite3.DatabaseError as error:
            told, orphans, counts = str(error), None, {}
    if told != "ok" or orphans:
        raise BackupError(f"is damaged: {'rows in it refer to none' if orphans else told}.")
    if counts != manifest.tables:
        raise BackupError("is damaged: its tables have other numbers of rows than were backed up.")


def _compare(manifest: Manifest, database: Path, folder: Path) -> Proof:
    """The proof of a database with the tables of this version; raises BackupError where its pages are not its own."""
    told: Mapping[str, str] = manifest.pages or {}
    pages = render_pages(database, manifest.site, manifest.offline, manifest.made_at, folder) if told else {}
    differing = sorted(path for path in told.keys() | pages.keys() if told.get(path) != pages.get(path))
    if differing and manifest.code == program_hash():
        more = f" and {len(differing) - 1} more" * (len(differing) > 1)
        raise BackupError(f"does not give the pages that were backed up: {differing[0]}{more}.")
    return Proof(manifest, database, len(pages), tuple(differing))
