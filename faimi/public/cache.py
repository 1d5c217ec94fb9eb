"""The page cache: what visitors get is rendered once a version, compressed once, and answered ahead of routing.

An answer is kept that says `Cache-Control: public`, together with what its path depended on right before it was made
(RFC 9111 and 9110 say how it is asked for again). So a page made while an edit lands is never taken for the new one.
While the database does not answer, what was current some minutes ago still is sent, and says how old it is (RFC 9211).
"""

import hashlib
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import Any

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.datastructures import Headers
from werkzeug.http import parse_etags
from werkzeug.wrappers import Response

from faimi.extensions import db
from faimi.public import compression
from faimi.public.neighbours import KNOWN as NEIGHBOURS
from faimi.public.version_watch import VersionWatch

Environ = dict[str, Any]
Start = Callable[..., Any]
Key = tuple[str, str, str]  # the site's own address or, where it has none, the request's; path; encoding
REVALIDATE = "public, max-age=0, must-revalidate"  # for every cache; an edit is in the next answer
IMMUTABLE = "public, max-age=31536000, immutable"
PICTURES = "/media/"  # which never change, but may be erased
MAX_CACHE_BYTES = 32 * 1024 * 1024
OVERHEAD_BYTES = 2048  # of an answer, besides its body and its key
MAX_BODY_BYTES = MAX_CACHE_BYTES // 4
MAX_ATTEMPTS = 3
MAX_AGE_SECONDS = 300  # of what is sent while the database does not answer
UNCACHED = ("/healthz", "/readyz")  # what they tell must not wait for a database
REQUEST_CONDITIONS = (
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_RANGE",
    "HTTP_IF_RANGE",
    "wsgi.file_wrapper",
)


@dataclass(slots=True)
class CachedAnswer:
    """An answer as bytes, with what it depended on (`None`: on its path alone)."""

    version: Hashable
    headers: list[tuple[str, str]]
    not_modified: list[tuple[str, str]]
    etag: str
    body: bytes
    current_at: float = field(default_factory=monotonic)  # the last time that it was known to be

    def answer(self, environ: Environ, start: Start, also: Iterable[tuple[str, str]] = ()) -> list[bytes]:
        """Sends it, or 304 where the browser has it; as a list, which granian sends whole."""
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and (known == self.etag or parse_etags(known).contains_weak(self.etag.strip('"'))):
            start("304 NOT MODIFIED", [*self.not_modified, *also])
            return []
        start("200 OK", [*self.headers, *also])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [self.body]


class PageCache:
    """The WSGI layer in front of the app; a request with a session passes it by."""

    def __init__(self, app: Flask) -> None:
        self._app, self._inner = app, app.wsgi_app
        self._session = app.config["SESSION_COOKIE_NAME"] + "="
        with app.app_context():
            self._versions = VersionWatch(db.engine)
        self._answers: OrderedDict[Key, CachedAnswer] = OrderedDict()
        self._size = 0
        self._store_lock = Lock()
        self._render_locks = [Lock() for _ in range(64)]  # of many who ask for a path at once, one makes it

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answers from what is kept, or has the app answer."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or self._session in environ.get("HTTP_COOKIE", ""):
            return self._inner(environ, start)
        key = self._key(environ)
        made: CachedAnswer | Response | None = None
        with suppress(SQLAlchemyError, sqlite3.Error):  # the app says it in words
            made = self._current_answer(key) or self._make_answer(key, environ)
        if isinstance(made, CachedAnswer):
            return made.answer(environ, start)
        if (made is None or made.status_code in (503, 507)) and (kept := self._recent_answer(key)):
            age = round(monotonic() - kept.current_at)
            return kept.answer(environ, start, [("Age", f"{age}"), ("Cache-Status", f"faimi; hit; ttl=-{age}")])
        return (made or self._inner)(environ, start)

    def _key(self, environ: Environ) -> Key:
        site = self._app.config["SITE_URL"] or f"{environ['wsgi.url_scheme']}://{environ.get('HTTP_HOST', '')}"
        encoding = compression.negotiate(environ.get("HTTP_ACCEPT_ENCODING", ""))
        path = "/" + environ.get("PATH_INFO", "").lstrip("/")  # as the app reads it
        return site + environ.get("SCRIPT_NAME", ""), path, encoding

    def _current_answer(self, key: Key) -> CachedAnswer | None:
        kept = self._answers.get(key)
        if kept is None or not self._is_fresh(kept.version, key[1]):
            return None
        try:
            self._answers.move_to_end(key)
        except KeyError:  # another thread let it go just now
            return None
        kept.current_at = monotonic()
        return kept

    def _recent_answer(self, key: Key) -> CachedAnswer | None:
        """What is kept, in this encoding or in none, if it was current within the last minutes."""
        kept = self._answers.get(key) or self._answers.get((*key[:2], compression.IDENTITY))
        if kept is None:
            return None
        if kept.version in (None, self._versions.last.on(key[1])):
            kept.current_at = max(kept.current_at, self._versions.asked_at)
        return kept if monotonic() - kept.current_at <= MAX_AGE_SECONDS else None

    def _is_fresh(self, version: Hashable, path: str) -> bool:
        """Whether it is the path's version; for what is immutable, the database need not answer."""
        return version is None or version == self._versions.current().on(path)

    def _make_answer(self, key: Key, environ: Environ) -> CachedAnswer | Response:
        """Makes an answer and keeps it, if it is one to keep; what one thread makes, the others wait for."""
        if key[1] in UNCACHED:
            return Response.from_app(self._inner, environ, buffered=True)
        with self._render_locks[hash(key[:2]) % len(self._render_locks)]:
            if kept := self._current_answer(key):
                return kept
            plain = (*key[:2], compression.IDENTITY)
            made = self._current_answer(plain) or self._render(plain, environ)
            if isinstance(made, CachedAnswer) and key != plain:
                made = _compressed(made, key[2])
                self._store(key, made)
            return made

    def _render(self, key: Key, environ: Environ) -> CachedAnswer | Response:
        """Has the app answer; again if something was saved meanwhile, for it may have read half of it."""
        whole = {name: value for name, value in environ.items() if name not in REQUEST_CONDITIONS}
        if environ["REQUEST_METHOD"] == "HEAD":
            whole["REQUEST_METHOD"] = "GET"
        for _ in range(MAX_ATTEMPTS):
            now = self._versions.current()
            version = now.on(key[1])
            response = Response.from_app(self._inner, whole | {NEIGHBOURS: now.around}, buffered=True)
            if response.status_code != 200 or not response.cache_control.public:
                return response
            if response.cache_control.immutable and not key[1].startswith(PICTURES):
                version = None
            kept = _cached(response, version)
            if self._is_fresh(version, key[1]):
                self._store(key, kept)
                break
        return kept

    def _store(self, key: Key, kept: CachedAnswer) -> None:
        if len(kept.body) > MAX_BODY_BYTES:
            return
        with self._store_lock:
            if before := self._answers.pop(key, None):
                self._size -= _size(key, before)
            self._answers[key] = kept
            self._size += _size(key, kept)
            while self._size > MAX_CACHE_BYTES:
                self._size -= _size(*self._answers.popitem(last=False))


def _size(key: Key, kept: CachedAnswer) -> int:
    return sum(map(len, key)) + len(kept.body) + OVERHEAD_BYTES


def _cached(response: Response, version: Hashable) -> CachedAnswer:
    body, headers = response.get_data(), response.headers
    if compression.is_compressible(headers["Content-Type"]):
        headers["Vary"] = "Accept-Encoding"
    for name in ("Last-Modified", "Date", "Accept-Ranges", "Content-Disposition", "Expires"):
        headers.pop(name, None)
    return _with_headers(version, headers, hashlib.sha256(body).hexdigest()[:20], body)


def _compressed(plain: CachedAnswer, name: str) -> CachedAnswer:
    headers = Headers(plain.headers)
    if "Vary" not in headers:
        return plain
    headers["Content-Encoding"] = name
    body = compression.COMPRESSORS[name](plain.body, plain.version is None)
    return _with_headers(plain.version, headers, f"{plain.etag.strip(chr(34))}-{name}", body)


def _with_headers(version: Hashable, headers: Headers, tag: str, body: bytes) -> CachedAnswer:
    headers["ETag"], headers["Content-Length"] = f'"{tag}"', str(len(body))
    again = [(name, headers[name]) for name in ("ETag", "Cache-Control", "Vary") if name in headers]
    return CachedAnswer(version, headers.to_wsgi_list(), again, headers["ETag"], body)


def register(app: Flask) -> None:
    """Puts the cache in front of the app."""
    app.wsgi_app = PageCache(app)  # type: ignore[assignment, method-assign]  # Flask's documented place for a WSGI layer
