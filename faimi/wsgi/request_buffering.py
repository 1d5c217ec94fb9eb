"""The WSGI layer that has a request's body whole before the app is called: nothing of the app waits for a network."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from tempfile import SpooledTemporaryFile
from threading import Condition
from typing import IO, Any

Environ = dict[str, Any]
Start = Callable[..., Any]
App = Callable[[Environ, Start], Iterable[bytes]]
Reading = Future[bytes]
LENGTH = re.compile("[0-9]{1,18}")
MAX_PIECE_BYTES = 8192
MAX_QUEUEING_SECONDS = 0.25  # for a place: saves of one moment are not refused
MAX_MEMORY_BYTES = 256 * 1024  # of a body; a longer one is kept in a file
MAX_DISCARDED_BYTES = 128 * 1024 * 1024  # of a body that is refused: who is still sending may never see the answer
CUT_OFF, STALLED, NO_LENGTH, BUSY, NO_ROOM = (
    "400 Bad Request",
    "408 Request Timeout",
    "411 Length Required",
    "503 Service Unavailable",
    "507 Insufficient Storage",
)
WORDS = {
    CUT_OFF: "The connection broke off before everything had arrived. Nothing was saved: send it again.",
    STALLED: "What you sent stopped arriving. Nothing was saved: check your connection and send it again.",
    NO_LENGTH: "Nothing was saved: send it with its length, in a Content-Length header.",
    BUSY: "Too much is being sent at once. Nothing was saved: send it again in a few seconds.",
    NO_ROOM: "The server's disk is full. Nothing was saved: send it again once there is room.",
}


class RequestBuffering:
    """Calls the app inside once a request's body is there; a quarter of the server's threads never waits for one.

    One address gets all but one of the others at most. Reading cannot be interrupted, so threads of its own do it.
    """

    def __init__(
        self, inner: App, max_bytes: int | None, stall_seconds: float, threads: int, by_address: bool = True
    ) -> None:
        self._inner, self._max_bytes, self._stall_seconds = inner, max_bytes, stall_seconds
        self._max_readers = max(1, threads * 3 // 4)
        self._max_of_address = max(1, self._max_readers - 1) if by_address else self._max_readers
        self._max_queueing = max(0, threads - self._max_readers - 1)
        self._readers, self._queueing = Counter[str](), 0  # readers by address
        self._left = Condition()
        self._pool = ThreadPoolExecutor(self._max_readers)

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answers as the app inside does, or refuses a body that does not arrive."""
        is_chunked, announced = "HTTP_TRANSFER_ENCODING" in environ, environ.get("CONTENT_LENGTH", "")
        if not is_chunked and not announced:
            return self._inner(environ, start)
        if not is_chunked and not LENGTH.fullmatch(announced):
            return _refuse(start, CUT_OFF)
        length = MAX_DISCARDED_BYTES if is_chunked else int(announced)
        is_refused = is_chunked or (self._max_bytes is not None and length > self._max_bytes)
        if not length or (is_refused and length > MAX_DISCARDED_BYTES):
            return self._inner(environ, start)
        address = environ.get("REMOTE_ADDR", "")
        if not self._enter(address):
            return _refuse(start, BUSY)
        with _spool() as body:
            kept = None if is_refused else body
            status, reading = self._receive(environ["wsgi.input"], length, kept, address)
            if status == STALLED:
                return _and_wait(_refuse(start, status), reading)
            if is_chunked:  # granian passes a cut one on as if it were whole
                return _refuse(start, NO_LENGTH)
            if status:
                return _refuse(start, status)
            environ["wsgi.input"] = body
            return self._inner(environ, start)  # which says what is too long by its length alone

    def _receive(
        self, source: IO[bytes], left: int, body: IO[bytes] | None, address: str
    ) -> tuple[str | None, Reading]:
        """The status to refuse a body with, if any, and the last reading of it: it may go on after a stall.

        Without a `body` to write to, what is read is discarded; one that cannot be written to is read to its end, too,
        so that the sender sees the answer.
        """
        reading: Reading = Future()
        reading.set_result(b"")
        is_kept = True
        try:
            while left:
                reading = self._pool.submit(source.read, min(left, MAX_PIECE_BYTES))
                if not (piece := reading.result(self._stall_seconds)):
                    return CUT_OFF, reading
                left -= len(piece)
                is_kept = is_kept and (body is None or _works(partial(body.write, piece)))
        except ConnectionError:
            return CUT_OFF, reading
        except TimeoutError:
            return STALLED, reading
        finally:
            reading.add_done_callback(lambda _: self._leave(address))
        is_kept = is_kept and (body is None or _works(partial(body.seek, 0)))  # which writes the last of it
        return None if is_kept else NO_ROOM, reading

    def _enter(self, address: str) -> bool:
        with self._left:
            if not self._has_place(address) and self._queueing < self._max_queueing:
                self._queueing += 1
                self._left.wait_for(lambda: self._has_place(address), MAX_QUEUEING_SECONDS)
                self._queueing -= 1
            if not self._has_place(address):
                return False
            self._readers[address] += 1
            return True

    def _has_place(self, address: str) -> bool:
        return self._readers.total() < self._max_readers and self._readers[address] < self._max_of_address

    def _leave(self, address: str) -> None:
        with self._left:
            self._readers[address] -= 1
            self._readers += Counter()  # without those that have none
            self._left.notify_all()


@contextmanager
def _spool() -> Iterator[IO[bytes]]:
    """A file in memory, or, once it is long, on the disk; what does not fit there is no error as it is closed."""
    body = SpooledTemporaryFile(MAX_MEMORY_BYTES)  # noqa: SIM115  # closed below
    try:
        yield body
    finally:
        with suppress(OSError):
            body.close()


def _works(act: Callable[[], object]) -> bool:
    try:
        act()
    except OSError:
        return False
    return True


def _refuse(start: Start, status: str) -> list[bytes]:
    text = f"{WORDS[status]}\n".encode()
    headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Length", str(len(text))),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("Connection", "close"),
    ]
    start(status, [*headers, ("Retry-After", "2")] if status == BUSY else headers)
    return [text]


def _and_wait(answer: list[bytes], reading: Reading) -> Iterator[bytes]:
    """Answers at once, and ends when the sender is gone: granian halts for a body that is being read after that."""
    try:
        yield from answer
    finally:
        reading.exception()
