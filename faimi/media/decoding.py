"""Has pictures decoded by a process of its own, with limits on its time and memory, and by two on a machine at most."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir
from threading import BoundedSemaphore
from typing import Any

from flask import current_app

PROGRAM = Path(__file__).with_name("picture_check.py")
WIDTHS = [96, 160, 208, 320, 640, 960, 1280]
MEGABYTE = 1024 * 1024
MAX_FILE_BYTES = 20 * MEGABYTE
MAX_SIDE_PX = 16_383  # what WebP can hold
MAX_MEMORY_BYTES = 300 * MEGABYTE  # of a picture, as PICTURE_SECONDS are
MAX_SECONDS = 30  # by the clock, on a machine that has much else to do
SLOTS = ("pictures-1.lock", "pictures-2.lock")  # over all processes of the machine
MAX_WAITING_SECONDS, POLL_SECONDS = 20, 0.05
MAX_OF_PROCESS = 4  # decoding or waiting: the other threads answer everybody else
TOO_LONG = "This picture takes too long to read. Make it smaller, or save it as a JPEG, then choose it."
DAMAGED = "This picture is damaged or too large to be read. Save it again, then choose it."
BUSY = "Many pictures are being read at this moment. Choose yours again in half a minute."

Size = tuple[int, int]
Rendered = tuple[str, Size, bytes]
_places = BoundedSemaphore(MAX_OF_PROCESS)


class PictureError(Exception):
    """A file that cannot be taken in, in words for the person who chose it."""


def check_and_render(data: bytes) -> tuple[Size, list[Rendered]]:
    """The size of a picture, upright, and its renditions: format, size and bytes of each.

    Raises PictureError for what is no picture, is damaged or is too large.
    """
    if len(data) > MAX_FILE_BYTES:
        size = -(-len(data) // MEGABYTE)  # rounded up: never the size that is allowed
        raise PictureError(f"This file is {size} MB; a picture may be up to {MAX_FILE_BYTES // MEGABYTE} MB.")
    answer, files = _run("check_and_render", [data])
    return _size(answer["size"]), _made(answer, files)


def render_missing(width: int, there: Sequence[int], widest: bytes) -> list[Rendered]:
    """The WebP renditions that a picture of a width lacks, from the widest that it has."""
    return _made(*_run("render_missing", [widest], width=width, there=[*there]))


def measure(files: Sequence[tuple[str, bytes]]) -> list[Size]:
    """The sizes of pictures, by format and bytes; PictureError where one is not of its format."""
    answer, _ = _run("measure", [data for _, data in files], formats=[format_ for format_, _ in files])
    return [_size(size) for size in answer["sizes"]]


def _size(told: list[int]) -> Size:
    width, height = map(int, told)
    return width, height


def _made(answer: dict[str, Any], files: list[bytes]) -> list[Rendered]:
    told = zip(answer["made"], files, strict=True)
    return [(format_, _size(size), content) for (format_, size), content in told]


def _run(do: str, files: Sequence[bytes], **told: Any) -> tuple[dict[str, Any], list[bytes]]:
    """What the program answers, and the files that it made; PictureError where it refuses, or goes over its limits."""
    limits = {"seconds": current_app.config["PICTURE_SECONDS"], "memory": MAX_MEMORY_BYTES, "max_side": MAX_SIDE_PX}
    job = {"do": do, "lengths": [len(file) for file in files], "widths": WIDTHS, **limits, **told}
    with _slot() as slot:
        answer, rest = _answered(b"".join([json.dumps(job).encode(), b"\n", *files]), slot)
    if refused := answer.get("refused"):
        raise PictureError(refused)
    made = []
    for length in answer["lengths"]:
        made.append(rest[:length])
        rest = rest[length:]
    return answer, made


def _answered(message: bytes, slot: int) -> tuple[dict[str, Any], bytes]:
    """The line and the bytes that the program answers; the slot stays taken as long as it runs."""
    command = [sys.executable, "-P", "-S", str(PROGRAM)]  # without what makes a start long: its path is told
    env = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "MALLOC_ARENA_MAX": "1"}  # and no secret
    try:
        done = subprocess.run(  # noqa: S603  # its words are ours
            command, input=message, capture_output=True, env=env, pass_fds=(slot,), timeout=MAX_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise PictureError(TOO_LONG) from None
    if done.returncode in (-signal.SIGPROF, -signal.SIGXCPU, -signal.SIGKILL):
        raise PictureError(TOO_LONG)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        current_app.logger.warning("A picture was refused: reading it ended with %s. %s", done.returncode, said[:300])
        raise PictureError(DAMAGED)
    head, _, rest = done.stdout.partition(b"\n")
    return json.loads(head), rest


@contextmanager
def _slot() -> Iterator[int]:
    """The lock of one that decodes, as a file descriptor; PictureError where none becomes free in time."""
    if not _places.acquire(blocking=False):
        raise PictureError(BUSY)
    try:
        lock = _locked()
        try:
            yield lock
        finally:
            os.close(lock)
    finally:
        _places.release()


def _locked() -> int:
    folder = current_app.instance_path if os.access(current_app.instance_path, os.W_OK) else gettempdir()
    until = time.monotonic() + MAX_WAITING_SECONDS
    while time.monotonic() < until:
        for name in SLOTS:
            lock = os.open(Path(folder) / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(lock)
            else:
                return lock
        time.sleep(POLL_SECONDS)
    raise PictureError(BUSY)
