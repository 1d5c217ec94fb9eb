"""The app as a production server runs it: `granian --interface wsgi faimi.serving:app`, or any other WSGI server."""

import gc
import json
import os
import re
import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import lru_cache
from itertools import count
from time import gmtime, perf_counter, strftime, time
from typing import Any

from faimi import create_app

Environ = dict[str, Any]
NAMED = re.compile(r"[\w.:-]{1,64}", re.ASCII)
STDERR = 2


class RequestLog:
    """Writes a line of JSON a request, and gives the request an id, unless a proxy in front gave it one."""

    def __init__(self, inner: Callable[..., Iterable[bytes]], file: int = STDERR) -> None:
        self._inner, self._file = inner, file
        self._prefix, self._number = secrets.token_hex(4), count(1)

    def __call__(self, environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        """Answers as the app inside does, with the id as X-Request-Id."""
        began = perf_counter()
        name = environ.get("HTTP_X_REQUEST_ID")
        if name is None or not NAMED.fullmatch(name):
            name = f"{self._prefix}-{next(self._number)}"
        environ["faimi.request_id"] = name
        code = "500"

        def noted(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            nonlocal code
            code = status[:3]
            return start(status, [*headers, ("X-Request-Id", name)], exc_info)

        try:
            return self._inner(environ, noted)
        finally:
            method, path, took = _json(environ["REQUEST_METHOD"]), _json(environ["PATH_INFO"]), perf_counter() - began
            line = (
                f'{{"at": "{_second(int(time()))}Z", "id": "{name}", "method": {method}, "path": {path}, '
                f'"status": {code}, "ms": {took * 1000:.3f}}}\n'
            )
            with suppress(OSError):  # nobody reads it: that must cost no answer
                os.write(self._file, line.encode())  # at once and as one piece, whichever thread or process


@lru_cache(maxsize=2)
def _second(second: int) -> str:
    return strftime("%Y-%m-%dT%H:%M:%S", gmtime(second))


@lru_cache(maxsize=1024)
def _json(text: str) -> str:
    return json.dumps(text.encode("latin-1", "replace").decode(errors="replace"))


app = RequestLog(create_app())
gc.freeze()  # what is here now stays: the collector need not look through it again and again
