"""Settings: defaults, then instance/config.py, then the FAIMI_* variables."""

import hashlib
import os
import re
import secrets
import stat
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.parse import urlsplit

from click import ClickException
from flask import Flask
from sqlalchemy import URL, make_url
from sqlalchemy.exc import SQLAlchemyError

STATIC = Path(__file__).parent / "static"
DEFAULTS: dict[str, Any] = {
    "BODY_STALL_SECONDS": 10,  # without a further 8 KB, or the rest, of what is being sent
    "LOG_LEVEL": "info",  # from which on the log has lines: debug, info, warning, error
    "MAX_CONTENT_LENGTH": 24 * 1024 * 1024,
    "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
    "MAIL_FROM": "",
    "OFFLINE": True,  # whether devices keep what they read; else what they kept goes
    "PERMANENT_SESSION_LIFETIME": timedelta(days=14),
    "PICTURE_QUOTA": (200, 1000),  # pictures, and megabytes of them, that one account may send in a day
    "PICTURE_SECONDS": 1.8,  # of computing, after which a picture is given up: an ordinary one takes one at most
    "PROXIES": 0,  # in front of the app: none is believed
    "SEND_FILE_MAX_AGE_DEFAULT": timedelta(days=365),
    "SESSION_COOKIE_NAME": None,  # by the site's address: `_cookie_name`
    "SESSION_COOKIE_SAMESITE": "Lax",
    "SESSION_COOKIE_SECURE": None,  # where the site's address is one of https
    "SITE_URL": "",  # the request's own
    "SMTP_URL": "",  # no mail
    "SUGGESTION_LIMIT": (6, 60),  # from one address: 6 at once, and one more every 60 seconds
    "WTF_CSRF_TIME_LIMIT": None,  # a token lives as long as its session: forms stay open for hours
}

LARGEST_PICTURE_MB = 20
SMTP = re.compile(r"smtps?://([^\s:@/]+:[^\s@/]*@)?([\w.-]+|\[[\da-fA-F:.]+\])(:\d{1,5})?/?")
SITE = re.compile(r"https?://([\w.-]+|\[[\da-fA-F:.]+\])(:\d{1,5})?(/[\w.~%-]+)*/?")


def static_path() -> str:
    """The path of the static files, with a hash of all of them in it: what is there may be kept for ever."""
    digest = hashlib.sha256()
    for file in sorted(STATIC.rglob("*.*")):
        digest.update(file.read_bytes())
    return f"/static/{digest.hexdigest()[:12]}"


def load(app: Flask, overrides: dict[str, Any] | None) -> None:
    """Fills the app's configuration; makes the instance folder, and a secret key where none is set."""
    instance = Path(app.instance_path)
    try:
        instance.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ClickException(f"The instance folder {instance} cannot be made: {error.strerror}.") from None
    close_to_others(instance)
    app.config.from_mapping(DEFAULTS)
    app.config["SQLALCHEMY_DATABASE_URI"] = URL.create("sqlite", database=str(instance / "faimi.sqlite"))
    app.config.from_pyfile(str(instance / "config.py"), silent=True)
    if url := os.environ.get("FAIMI_DATABASE_URL"):
        app.config["SQLALCHEMY_DATABASE_URI"] = _database_url(url)
    for name in ("SECRET_KEY", "SITE_URL", "SMTP_URL", "MAIL_FROM", "PROXIES", "OFFLINE", "LOG_LEVEL"):
        if value := os.environ.get(f"FAIMI_{name}"):
            app.config[name] = value
    app.config.update(overrides or {})
    app.config["PROXIES"] = _number("FAIMI_PROXIES", app.config["PROXIES"])
    app.config["OFFLINE"] = _switch("FAIMI_OFFLINE", app.config["OFFLINE"])
    app.config["SITE_URL"] = _site_url(app.config["SITE_URL"])
    app.config["APPLICATION_ROOT"] = urlsplit(app.config["SITE_URL"]).path or "/"  # the path of the sign-in cookie, too
    if app.config["SESSION_COOKIE_SECURE"] is None:
        app.config["SESSION_COOKIE_SECURE"] = app.config["SITE_URL"].startswith("https:")
    app.config["SESSION_COOKIE_NAME"] = app.config["SESSION_COOKIE_NAME"] or _cookie_name(app.config)
    _check_mail(app.config)
    _check_limit(app.config["SUGGESTION_LIMIT"])
    _check_quota(app.config["PICTURE_QUOTA"])
    if not app.config.get("SECRET_KEY"):
        app.config["SECRET_KEY"] = _kept_key(instance / "secret_key")


def close_to_others(path: Path) -> None:
    """Leaves a file or folder to its owner alone; one of another owner, or a folder that all share, stays as it is."""
    with suppress(OSError):
        mode = path.stat().st_mode
        if mode & 0o077 and not mode & stat.S_ISVTX:
            path.chmod(stat.S_IMODE(mode) & 0o700)


def _kept_key(path: Path) -> str:
    """The key kept in `path`; a new one, readable by its owner alone, if there is none."""
    try:
        if not path.exists():
            with NamedTemporaryFile("w", dir=path.parent) as file:  # which is made with mode 0600
                file.write(secrets.token_hex(32))
                file.flush()
                with suppress(FileExistsError):  # of two that start at once, the first one's key is kept
                    os.link(file.name, path)
        return path.read_text()
    except OSError as error:
        raise ClickException(f"The secret key {path} cannot be read or made: {error.strerror}.") from None


def _number(name: str, given: str | int) -> int:
    """A setting that counts something; raises ClickException for what is not a number."""
    if not re.fullmatch("[0-9]", str(given)):
        raise ClickException(f"{name} is “{given}”. Give the number of proxies in front of the app, such as 1.")
    return int(given)


def _switch(name: str, given: str | bool) -> bool:
    """A setting that is on or off; raises ClickException for what is neither."""
    if str(given) not in ("0", "1", "False", "True"):
        raise ClickException(f"{name} is “{given}”. Give 1 for on or 0 for off.")
    return str(given) in ("1", "True")


def _database_url(given: str) -> str:
    """The address of the database; raises ClickException for what SQLAlchemy cannot use."""
    try:
        make_url(given).get_dialect().import_dbapi()
    except (SQLAlchemyError, ImportError) as error:
        raise ClickException(
            f"FAIMI_DATABASE_URL cannot be used: {error}. Give a URL such as "
            "postgresql+psycopg://user:password@host/name, or none for a file in the instance folder."
        ) from None
    return given


def _site_url(given: str) -> str:
    """The site's address without a slash at its end; raises ClickException for what is none."""
    if given and not SITE.fullmatch(given):
        raise ClickException(
            f"FAIMI_SITE_URL is “{given}”, which is not the address of a site. Give it in full, such as "
            "https://example.org or https://example.org/name."
        )
    return given.rstrip("/")


def _cookie_name(config: Mapping[str, Any]) -> str:
    """The name of the sign-in cookie: one that no other site of the domain can set, where browsers take that name."""
    is_alone = config["APPLICATION_ROOT"] == "/" and not config.get("SESSION_COOKIE_DOMAIN")
    return "__Host-faimi" if config["SESSION_COOKIE_SECURE"] and is_alone else "faimi"


def _check_limit(given: object) -> None:
    """Raises ClickException where SUGGESTION_LIMIT is no limit."""
    match given:
        case (int(burst), int() | float() as seconds) if burst > 0 and seconds > 0:
            return
    raise ClickException(
        f"SUGGESTION_LIMIT in config.py is {given!r}. Write how many suggestions one address may send at once, and "
        "after how many seconds it may send one more, such as SUGGESTION_LIMIT = (6, 60)."
    )


def _check_quota(quota: object) -> None:
    """Raises ClickException where PICTURE_QUOTA is none, or has no room for the largest picture."""
    match quota:
        case (int(count), int(megabytes)) if count > 0 and megabytes > LARGEST_PICTURE_MB:
            return
    raise ClickException(
        f"PICTURE_QUOTA in config.py is {quota!r}. Write how many pictures one account may send in a day, and how many "
        f"megabytes of them (more than {LARGEST_PICTURE_MB}), such as PICTURE_QUOTA = (200, 1000)."
    )


def _check_mail(config: Mapping[str, Any]) -> None:
    """Raises ClickException where mail is set up by half."""
    if not config["SMTP_URL"]:
        return
    if not SMTP.fullmatch(config["SMTP_URL"]):
        raise ClickException(
            "FAIMI_SMTP_URL is not the address of a mail server, such as smtp://user:password@host:587."
        )
    missing = [name for name in ("MAIL_FROM", "SITE_URL") if not config[name]]
    if missing:
        raise ClickException(
            f"FAIMI_SMTP_URL is set, and so FAIMI_{missing[0]} must be: mails name their sender and the site’s address."
        )
