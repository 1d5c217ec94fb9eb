"""Settings: defaults, then instance/config.py, then the FAIMI_* variables."""

import os
import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask

DEFAULTS: dict[str, Any] = {
    "MAX_CONTENT_LENGTH": 2 * 1024 * 1024,
    "PERMANENT_SESSION_LIFETIME": timedelta(days=14),
    "RATELIMIT_STORAGE_URI": "memory://",
    "SESSION_COOKIE_NAME": "faimi",
    "SESSION_COOKIE_SAMESITE": "Lax",
    "SIGN_IN_LIMIT": "10 per minute",
    "WTF_CSRF_TIME_LIMIT": None,  # a token lives as long as its session: forms stay open for hours
}


def load(app: Flask, overrides: dict[str, Any] | None) -> None:
    """Fills the app's configuration; makes the instance folder, and a secret key where none is set."""
    instance = Path(app.instance_path)
    instance.mkdir(parents=True, exist_ok=True)
    app.config.from_mapping(DEFAULTS)
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{instance / 'faimi.sqlite'}"
    app.config.from_pyfile("config.py", silent=True)
    if url := os.environ.get("FAIMI_DATABASE_URL"):
        app.config["SQLALCHEMY_DATABASE_URI"] = url
    if key := os.environ.get("FAIMI_SECRET_KEY"):
        app.config["SECRET_KEY"] = key
    app.config.update(overrides or {})
    if not app.config.get("SECRET_KEY"):
        app.config["SECRET_KEY"] = _kept_key(instance / "secret_key")


def _kept_key(path: Path) -> str:
    """Gives the key kept in `path`; makes one, readable by its owner alone, if there is none."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    key = secrets.token_hex(32)
    with os.fdopen(handle, "w") as file:
        file.write(key)
    return key
