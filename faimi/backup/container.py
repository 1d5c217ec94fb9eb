"""The file of a backup: a tar of the manifest and the compressed database."""

import hashlib
import io
import shutil
import tarfile
from pathlib import Path

import zstandard

from faimi.backup.manifest import BackupError, Manifest, read_manifest

MANIFEST, DATABASE = "manifest.json", "faimi.sqlite.zst"
MAX_MANIFEST_BYTES = 64 * 1024 * 1024
PIECE = 1024 * 1024
LEVEL = 6  # most of it is pictures, which no compression makes smaller


def write_file(file: Path, manifest: Manifest, database: Path) -> None:
    """Writes a backup, readable by its owner alone."""
    compressed = file.with_name(f"{file.name}.zst")
    with database.open("rb") as source, compressed.open("wb") as target:
        zstandard.ZstdCompressor(level=LEVEL).copy_stream(source, target, size=manifest.size)
    file.touch(0o600)
    with tarfile.open(file, "w") as tar:
        head, data = tarfile.TarInfo(MANIFEST), manifest.as_json()
        head.size, head.mtime, head.mode = len(data), int(manifest.made_at.timestamp()), 0o600
        tar.addfile(head, io.BytesIO(data))
        body = tarfile.TarInfo(DATABASE)
        body.size, body.mtime, body.mode = compressed.stat().st_size, head.mtime, 0o600
        with compressed.open("rb") as source:
            tar.addfile(body, source)
    compressed.unlink()


def manifest_of(file: Path) -> Manifest:
    """The manifest of a backup; raises BackupError where the file is none, OSError where it cannot be read."""
    with file.open("rb") as opened:
        try:
            with tarfile.open(fileobj=opened, mode="r:") as tar:
                first = tar.next()
                if first is None or first.name != MANIFEST or first.size > MAX_MANIFEST_BYTES:
                    raise BackupError(f"{file} is no backup of faimi.")
                told = tar.extractfile(first)
                data = told.read() if told else b""
        except tarfile.TarError:
            raise BackupError(f"{file} is no backup of faimi, or its beginning is damaged.") from None
    try:
        return read_manifest(data)
    except BackupError as error:
        raise BackupError(f"{file} {error}") from None


def unpack(file: Path, folder: Path) -> tuple[Manifest, Path]:
    """The manifest and the database of a backup, which is put in a folder; BackupError where it is not whole."""
    manifest, database = manifest_of(file), folder / "unpacked.sqlite"
    digest, left = hashlib.sha256(), manifest.size
    if left > shutil.disk_usage(folder).free:
        raise BackupError(f"{file} needs {left / 1024**3:.1f} GB, which are not free in {folder.parent}.")
    try:
        with tarfile.open(file, "r:") as tar, database.open("wb") as target:
            body = tar.extractfile(DATABASE)
            reader = zstandard.ZstdDecompressor().stream_reader(body or io.BytesIO())
            while piece := reader.read(min(PIECE, left + 1)):
                left -= len(piece)
                if left < 0:
                    break
                digest.update(piece)
                target.write(piece)
    except (tarfile.TarError, KeyError):
        raise BackupError(f"{file} is truncated: it has no whole database.") from None
    except zstandard.ZstdError:
        raise BackupError(f"{file} is damaged: its database cannot be unpacked.") from None
    if left > 0:
        raise BackupError(f"{file} is truncated: {left} bytes of its database are missing.")
    if left < 0 or digest.hexdigest() != manifest.sha256:
        raise BackupError(f"{file} is damaged: its database is not the one that was backed up.")
    return manifest, database
