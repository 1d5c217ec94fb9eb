"""The manifest of a backup: what is in it, and what it was made of and by."""

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from faimi.content.now import utc_now
from faimi.version import VERSION

FORMAT = 1
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name"


class BackupError(Exception):
    """Why there is no backup, or none to restore, in one line for the person who runs the command."""


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: `tables` are numbers of rows, `pages` hashes of what visitors get, by address.

    `code` is a hash of the program, `schema` its last migration. The pages are those of the site at the address `site`
    at the moment `made_at` (in UTC).
    """

    made_at: datetime
    program: str
    code: str
    schema: str
    size: int
    sha256: str
    tables: Mapping[str, int]
    site: str = ""
    offline: bool = True
    pages: Mapping[str, str] | None = None  # none of what a restore replaced

    def as_json(self) -> bytes:
        """The manifest as it stands in the file."""
        told = asdict(self) | {"made_at": self.made_at.isoformat()}
        return json.dumps({"faimi backup": FORMAT, **told}, indent=1).encode() + b"\n"

    @property
    def rows(self) -> int:
        """How many rows it holds."""
        return sum(self.tables.values())


def read_manifest(data: bytes) -> Manifest:
    """The manifest that stands in a file; raises BackupError where it is none.

    What only later versions of the program tell is passed over: such a one may have backed up what an older one left.
    """
    try:
        told: dict[str, Any] = json.loads(data)
        format_ = told.pop("faimi backup")
        if format_ > FORMAT:
            raise BackupError("is of a newer version of faimi than this one: upgrade first.")
        known = {name: told[name] for name in told.keys() & {one.name for one in fields(Manifest)}}
        made = Manifest(**known | {"made_at": datetime.fromisoformat(told["made_at"])})
        is_sound = _is_sound(made)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        is_sound = False
    if not is_sound:
        raise BackupError("is damaged: its manifest cannot be read.")
    return made


def _is_sound(manifest: Manifest) -> bool:
    """Whether each value is of its kind, and what goes into a sentence is printable: a file may say anything."""
    words = (manifest.program, manifest.code, manifest.schema, manifest.sha256, manifest.site)
    return (
        all(isinstance(one, str) and one.isprintable() for one in words)
        and all(isinstance(one, int) and one >= 0 for one in (manifest.size, *manifest.tables.values()))
        and all(isinstance(one, str) for pair in (manifest.pages or {}).items() for one in pair)
        and isinstance(manifest.offline, bool)
        and manifest.made_at.tzinfo is None
    )


def describe(database: Path, code: str) -> Manifest:
    """The manifest of a database, a SQLite file, without pages."""
    made_at = utc_now()
    with database.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    with closing(sqlite3.connect(database)) as connection:
        counts = count_rows(connection)
        (schema,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return Manifest(made_at, VERSION, code, schema, database.stat().st_size, digest, counts)


def count_rows(connection: sqlite3.Connection) -> dict[str, int]:
    """The numbers of rows of each table."""
    names = [name for (name,) in connection.execute(TABLES)]
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608  # its own names


def has_tables(connection: sqlite3.Connection) -> bool:
    """Whether a database holds a site."""
    return ("alembic_version",) in connection.execute(TABLES).fetchall()


def with_pages(manifest: Manifest, site: str, offline: bool, pages: Mapping[str, str]) -> Manifest:
    """The manifest with hashes of what visitors get."""
    return replace(manifest, site=site, offline=offline, pages=pages)
