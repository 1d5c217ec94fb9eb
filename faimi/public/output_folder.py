"""A folder of files that are replaced as a whole, beside files of somebody else's that are left alone.

What is new is written and synced below `.faimi-new` first; then each file is put in its place by renaming: those that
were not there, those that changed, and last the stale ones go. So at any moment every file is whole and every link
leads somewhere. A run that was killed in between is completed by the next.
"""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from os.path import isfile
from pathlib import Path
from typing import Any

MANIFEST = ".faimi-frozen.json"
STAGE = ".faimi-new"


class FreezeError(Exception):
    """Why the site was not frozen, in one line for the person who runs the command."""


class Folder:
    """The folder as it will be: `files` holds the hash of each file's content by its path below `root`."""

    def __init__(self, root: Path) -> None:
        self.root, self._stage = root, root / STAGE
        self.files: dict[str, str] = {}
        self.notes: dict[str, Any] = {}  # what the writer wants to know again next time
        self._known: dict[str, str] = {}
        self._staged: dict[str, Path] = {}
        self._written = ""
        if (root / MANIFEST).exists():
            self._written = (root / MANIFEST).read_text()
            before = json.loads(self._written)
            self._known, self.notes = before["files"], before["notes"]

    def begin(self) -> None:
        """Forgets what was prepared."""
        self.files.clear()
        self._staged.clear()

    def keep(self, path: str) -> bytes | None:
        """The content of a file as a former freeze wrote it, which is taken over; none if it is no longer as it was."""
        try:
            content = (self.root / path).read_bytes()
        except OSError:
            return None
        if self._known.get(path) != _hash(content):
            return None
        self.files[path] = self._known[path]
        return content

    def put(self, path: str, content: bytes) -> None:
        """Prepares a file, unless it is there already."""
        self.files[path] = _hash(content)
        there = self.root / path
        if there.is_file() and there.read_bytes() == content:
            return
        self._refuse_what_is_in_the_way(path)
        new = self._stage / str(len(self._staged))
        self._staged[path] = new
        new.write_bytes(content)

    def is_foreign(self, path: str) -> bool:
        """Whether a file is there that no freeze wrote."""
        return path not in self._known and isfile(self.root / path)  # noqa: PTH113  # takes any name

    def _refuse_what_is_in_the_way(self, path: str) -> None:
        for own in (path, *map(str, Path(path).parents)):
            if own != "." and own not in self._known and (self.root / own).is_file():
                raise FreezeError(f"{self.root / own} is not of a former freeze. Move it away, and run this again.")
        inside = (self.root / path).rglob("*") if (self.root / path).is_dir() else ()
        foreign = [file for file in inside if file.is_file() and str(file.relative_to(self.root)) not in self._known]
        if foreign:
            raise FreezeError(f"{foreign[0]} is not of a former freeze. Move it away, and run this again.")

    def swap(self) -> tuple[int, int]:
        """How many files were written, and how many removed: puts everything in its place."""
        stale = [path for path in self._known if path not in self.files]
        after = _as_text(self.files, self.notes)
        if after == self._written and not self._staged:
            return 0, 0
        with ThreadPoolExecutor(16) as pool:  # a disk syncs many files in the time of one
            list(pool.map(_sync, self._staged.values()))
        self._note(_as_text({**self._known, **self.files}, {}))  # what it wrote, should this be cut short
        for path in sorted(self._staged, key=lambda path: ((self.root / path).exists(), path)):
            self._clear_the_way(self.root / path)
            self._staged[path].replace(self.root / path)
        for path in stale:
            self._remove(self.root / path)
        self._note(after)
        return len(self._staged), len(stale)

    def _clear_the_way(self, path: Path) -> None:
        for parent in path.parents:
            if parent.is_file():
                parent.unlink()
        if path.is_dir():
            shutil.rmtree(path)
        path.parent.mkdir(parents=True, exist_ok=True)

    def _remove(self, path: Path) -> None:
        if path.is_file():
            path.unlink()
        for parent in path.parents:
            if parent == self.root or not parent.is_dir() or any(parent.iterdir()):
                break
            parent.rmdir()

    def _note(self, text: str) -> None:
        new = self._stage / MANIFEST
        new.write_text(text)
        _sync(new)
        new.replace(self.root / MANIFEST)


@contextmanager
def opened(root: Path) -> Iterator[Folder]:
    """A folder to write to, made if it is not there; whatever happens, nothing half-done stays in it.

    Raises FreezeError where it is in use, or holds files but no former freeze.
    """
    before = root.exists()
    root.mkdir(parents=True, exist_ok=True)
    handle = os.open(root, os.O_RDONLY)
    try:
        _lock(handle, root)
        shutil.rmtree(root / STAGE, ignore_errors=True)  # of a run that was killed
        if any(root.iterdir()) and not (root / MANIFEST).exists():
            raise FreezeError(f"{root} holds files that no freeze wrote. Name an empty folder, or a former freeze’s.")
        (root / STAGE).mkdir()
        yield Folder(root)
    finally:
        shutil.rmtree(root / STAGE, ignore_errors=True)
        os.close(handle)
        if not before and not any(root.iterdir()):
            root.rmdir()


def _lock(handle: int, root: Path) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise FreezeError(f"Another flask freeze is writing to {root} now.") from None


def _sync(file: Path) -> None:
    with file.open("rb") as opened_file:
        os.fsync(opened_file.fileno())


def _as_text(files: dict[str, str], notes: dict[str, Any]) -> str:
    return json.dumps({"files": files, "notes": notes}, indent=0, sort_keys=True) + "\n"


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()
