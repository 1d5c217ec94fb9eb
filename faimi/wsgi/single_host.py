"""The WSGI layer that refuses a request which names two hosts, or something that is none."""

import re
from collections.abc import Callable, Iterable
from typing import Any

Environ = dict[str, Any]
Start = Callable[..., Any]
App = Callable[[Environ, Start], Iterable[bytes]]
HOST = re.compile(r"[\w.-]*(?::\d*)?|\[[\da-f:.]+\](?::\d*)?", re.ASCII | re.I)
WORDS = b"A request names one host, in one Host header.\n"


class SingleHost:
    """Calls the app inside where the host that is asked may be one, else answers 400.

    Two Host headers come joined by a comma: one of them must not be taken for the other (RFC 9112, 3.2).
    """

    def __init__(self, inner: App) -> None:
        self._inner = inner

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answers as the app inside does, or refuses."""
        if HOST.fullmatch(environ.get("HTTP_HOST", "")):
            return self._inner(environ, start)
        headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(WORDS)))]
        start("400 Bad Request", [*headers, ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff")])
        return [WORDS]
