"""Copies of the site from before an erasure, which hold what was erased."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flask import current_app
from sqlalchemy import or_, select

from faimi.accounts.audit import AuditEntry
from faimi.backup import record, replacement
from faimi.extensions import db

MAX_SENT = 10
FOLDERS = (replacement.FOLDER, "before-upgrade")  # of the instance folder: what was put aside
SENT = ("Exported ", "Downloaded a backup")  # how entries of the log begin that tell of copies


@dataclass(frozen=True)
class Copy:
    """A file on the server that holds the site as it was at a moment (in UTC)."""

    file: Path
    made_at: datetime


def copies_from_before(at: datetime) -> list[Copy]:
    """The backups that are still there, and what was put aside for others, from before a moment; the oldest first."""
    found = [*(Copy(one.file, one.made_at) for one in record.backups_there()), *_replaced()]
    return sorted((one for one in found if one.made_at <= at), key=lambda one: one.made_at)


def sent_before(at: datetime) -> list[AuditEntry]:
    """The newest notes of files that left the server before a moment, such as exports: who had one has it still."""
    told = select(AuditEntry).where(AuditEntry.at <= at, or_(*(AuditEntry.what.startswith(words) for words in SENT)))
    return [*db.session.scalars(told.order_by(AuditEntry.id.desc()).limit(MAX_SENT))]


def _replaced() -> Iterator[Copy]:
    """What restores and upgrades have replaced, each of the moment at which it was put aside."""
    for file in (file for name in FOLDERS for file in (Path(current_app.instance_path) / name).glob("*")):
        yield Copy(file, datetime.fromtimestamp(file.stat().st_mtime, UTC).replace(tzinfo=None))
