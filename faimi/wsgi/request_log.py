"""The WSGI layer that gives each request an id, and writes a line of it."""

import json
import logging
import os
import re
import secrets
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import lru_cache, partial
from itertools import count
from threading import Lock, Timer
from time import gmtime, perf_counter, strftime, time
from typing import Any

from flask import Flask

from faimi.token_masking import token_mask

Environ = dict[str, Any]
NAMED = re.compile(r"[\w.:-]{1,64}", re.ASCII)
STDERR = 2
MAX_WAITING_LINES, MAX_DELAY_SECONDS = 32, 0.1
PIECE = 4096  # bytes: a pipe takes as many without mixing them with those of other processes


class RequestLog:
    """Writes a line of JSON a request, at most a tenth of a second late.

    It gives the request an id, unless a proxy in front gave it one. Tokens in paths are masked.
    """

    def __init__(self, app: Flask, file: int = STDERR) -> None:
        self._inner, self._file = app.wsgi_app, file  # not the app itself, whose call does nothing but call this
        self._asked = lru_cache(maxsize=256)(partial(_asked, token_mask(app)))
        self._is_quiet = app.logger.level > logging.INFO
        self._prefix, self._number = secrets.token_hex(4), count(1)
        self._lines: deque[bytes] = deque()
        self._writing, self._is_due = Lock(), False

    def __call__(self, environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        """Answers as the app inside does, with the id as X-Request-Id unless nothing is new: pages ask all the time."""
        began = perf_counter()
        name = environ.get("HTTP_X_REQUEST_ID")
        if name is None or not NAMED.fullmatch(name):
            name = f"{self._prefix}-{next(self._number)}"
        environ["faimi.request_id"] = name
        code = "500"

        def noted(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            nonlocal code
            code = status[:3]
            return start(status, headers if code == "304" else [*headers, ("X-Request-Id", name)], exc_info)

        try:
            return self._inner(environ, noted)
        finally:
            if code >= "500" or not self._is_quiet:
                self._note(name, environ, code, perf_counter() - began)

    def _note(self, name: str, environ: Environ, code: str, seconds: float) -> None:
        asked, at = self._asked(environ["REQUEST_METHOD"], environ["PATH_INFO"]), _second(int(time()))
        level = "error" if code >= "500" else "info"
        told = f'"at": "{at}Z", "level": "{level}", "id": "{name}"'
        self._lines.append(f'{{{told}, {asked}, "status": {code}, "ms": {seconds * 1000:.3f}}}\n'.encode())
        if len(self._lines) >= MAX_WAITING_LINES:
            self._write()
        elif not self._is_due:
            self._is_due = True
            timer = Timer(MAX_DELAY_SECONDS, self.write)
            timer.daemon = False  # whatever the server's own threads are: a process that stops waits for it
            try:
                timer.start()
            except RuntimeError:  # there may be no more threads, or the process ends
                self.write()

    def write(self) -> None:
        """Writes the lines that wait."""
        self._is_due = False  # first: a line that comes from here on has a time of its own
        self._write()

    def _write(self) -> None:
        with self._writing:
            while self._lines:
                piece = self._lines.popleft()
                while self._lines and len(piece) + len(self._lines[0]) <= PIECE:
                    piece += self._lines.popleft()
                with suppress(OSError):  # nobody reads it: that must cost no answer
                    os.write(self._file, piece)


@lru_cache(maxsize=2)
def _second(second: int) -> str:
    return strftime("%Y-%m-%dT%H:%M:%S", gmtime(second))


def _asked(mask: Callable[[str], str], method: str, path: str) -> str:
    return f'"method": {json.dumps(_text(method))}, "path": {json.dumps(mask(_text(path)))}'


def _text(given: str) -> str:
    """What a server gives as Latin-1 (PEP 3333), as the UTF-8 that it is."""
    return given.encode("latin-1", "replace").decode(errors="replace")
