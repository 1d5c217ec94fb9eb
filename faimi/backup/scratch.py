"""Folders for what is in the making: they go afterwards, and what a run left that was killed goes with the next."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

PREFIX = ".faimi-scratch-"


@contextmanager
def scratch(parent: Path) -> Iterator[Path]:
    """A folder in another one, of its owner alone, as long as it is used; its path is a whole one."""
    parent = parent.resolve()  # a database at a relative one would be sought in the instance folder
    with _locked(parent):  # so that nobody takes it for one that was left
        for left in parent.glob(f"{PREFIX}*"):
            _remove_if_left(left)
        folder = Path(mkdtemp(prefix=PREFIX, dir=parent))
        handle = os.open(folder, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _remove_if_left(folder: Path) -> None:
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:  # it has just gone
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder, ignore_errors=True)
    except BlockingIOError:  # it is in use
        pass
    finally:
        os.close(handle)


def put_in_place(file: Path, there: Path) -> None:
    """Has a file that is complete be the one that is there, in one step, also after a power cut."""
    with file.open("rb") as opened:
        os.fsync(opened.fileno())
    file.replace(there)
    handle = os.open(there.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
