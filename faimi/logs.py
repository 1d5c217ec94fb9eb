"""What the app logs: lines of JSON in production, from a level on; and the last warnings, where an owner reads them."""

import json
import logging
from contextlib import suppress
from datetime import UTC, datetime
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any

from click import ClickException
from flask import Flask, current_app, has_app_context, has_request_context, request
from flask.logging import default_handler

from faimi.token_masking import token_filter

LEVELS = ("debug", "info", "warning", "error")
RING = "log-lately.jsonl"  # in the instance folder, of all processes
MAX_RING_BYTES = 64 * 1024
MAX_WORDS = 500  # characters of an entry


class JsonFormatter(logging.Formatter):
    """A record as a line of JSON, with the request that it is about."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        return json.dumps(_as_data(record) | ({"traceback": self.formatException(i)} if (i := record.exc_info) else {}))


class _Ring(logging.Handler):
    """Keeps the last warnings and errors, without what led to them."""

    def emit(self, record: logging.LogRecord) -> None:
        if has_app_context():
            with suppress(OSError):  # the log itself has it
                _append(Path(current_app.instance_path) / RING, json.dumps(_as_data(record)).encode())


def _as_data(record: logging.LogRecord) -> dict[str, str]:
    at = datetime.fromtimestamp(record.created, UTC)
    words = record.getMessage()
    if record.exc_info and (error := record.exc_info[1]):
        words += f": {type(error).__name__}"
    told = {"at": f"{at:%Y-%m-%dT%H:%M:%S}Z", "level": record.levelname.lower(), "logger": record.name}
    name = request.environ.get("faimi.request_id") if has_request_context() else None
    return told | ({"id": name} if name else {}) | {"message": words[:MAX_WORDS]}


def _append(file: Path, line: bytes) -> None:
    with file.open("a+b") as ring:
        flock(ring, LOCK_EX)
        ring.write(line + b"\n")
        if ring.tell() > MAX_RING_BYTES:
            ring.seek(-MAX_RING_BYTES // 2, 2)
            kept = ring.read().partition(b"\n")[2]
            ring.truncate(0)
            ring.write(kept)


def lately(number: int) -> list[dict[str, Any]]:
    """The last warnings and errors, the newest first."""
    entries = []
    with suppress(OSError):
        for line in (Path(current_app.instance_path) / RING).read_bytes().splitlines()[: -number - 1 : -1]:
            with suppress(ValueError):
                entries.append(json.loads(line))
    return entries


_ring = _Ring(logging.WARNING)  # one for all apps of a process, as loggers are
_ring.addFilter(token_filter)


def register(app: Flask) -> None:
    """Has the app log from the level on that is set, and keep the last warnings."""
    level = str(app.config["LOG_LEVEL"]).lower()
    if level not in LEVELS:
        raise ClickException(f"FAIMI_LOG_LEVEL is “{level}”. Give one of {', '.join(LEVELS)}.")
    app.logger.setLevel(level.upper())  # which has its own handler from here on
    app.logger.addHandler(_ring)


def as_json(app: Flask) -> None:
    """Has the app write its log as lines of JSON."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter())
    handler.addFilter(token_filter)
    app.logger.removeHandler(default_handler)
    app.logger.addHandler(handler)
