"""A disk of a few megabytes, which is filled or made read-only: a tmpfs, as only root can mount one."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

MISSING = "not tried: mounting a small disk takes root"
PIECE = 1 << 16


class SmallDisk:
    """Where it is mounted, and what takes its room."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._filler = folder, folder / "filler"

    def fill(self, left: int = 0) -> None:
        """Takes all room but so many bytes."""
        with self._filler.open("ab", buffering=0) as file, suppress(OSError):
            while file.write(bytes(PIECE)):
                pass
        with suppress(OSError):
            os.truncate(self._filler, max(0, self._filler.stat().st_size - left))

    def empty(self) -> None:
        """Gives the room back."""
        self._filler.unlink(missing_ok=True)

    def let_write(self, may: bool) -> None:
        """Has nothing be written, or again; nobody may have a file open for that."""
        _run("mount", "-o", f"remount,{'rw' if may else 'ro'}", str(self.folder))


@contextmanager
def small_disk(megabytes: int) -> Iterator[SmallDisk | None]:
    """The disk as long as it is used, which is where temporary files are then; none where it cannot be mounted."""
    with TemporaryDirectory(prefix="faimi-faults-") as folder:
        Path(folder).chmod(0o755)  # servers of another user get at what is below
        try:
            _run("mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "faimi-faults", folder)
        except (OSError, subprocess.CalledProcessError):
            yield None
            return
        before, tempfile.tempdir = tempfile.tempdir, folder
        try:
            yield SmallDisk(Path(folder))
        finally:
            tempfile.tempdir = before
            _run("umount", "--lazy", folder)


def _run(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True)  # noqa: S603  # its words are ours
