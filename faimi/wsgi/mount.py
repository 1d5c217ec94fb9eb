"""The WSGI layer that has the site below the path of its address, whether a proxy in front keeps that path or not."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote, urlsplit

Environ = dict[str, Any]
Start = Callable[..., Any]
App = Callable[[Environ, Start], Iterable[bytes]]


class Mount:
    """Calls the app inside with the site's path as SCRIPT_NAME, and what comes after it as PATH_INFO.

    Where SCRIPT_NAME is that path already, as ProxyFix makes it of X-Forwarded-Prefix, a proxy has stripped it, and
    /name/ below /name is an edition.
    """

    def __init__(self, inner: App, site: str) -> None:
        self._inner = inner
        self._path = unquote(urlsplit(site).path).encode().decode("latin-1")  # as WSGI has it (PEP 3333)

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answers as the app inside does."""
        path = environ["PATH_INFO"]
        if environ["SCRIPT_NAME"].rstrip("/") != self._path and f"{path}/".startswith(f"{self._path}/"):
            path = path[len(self._path) :]
        environ["SCRIPT_NAME"], environ["PATH_INFO"] = self._path, path
        return self._inner(environ, start)
