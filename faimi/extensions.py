"""The extensions, made once and bound to an app by `create_app`."""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import has_request_context
from flask_babel import Babel
from flask_login import LoginManager
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import Engine, MetaData, event
from sqlalchemy.orm import DeclarativeBase

from faimi.config import close_to_others
from faimi.database import sqlite_file

BUSY_TIMEOUT = "PRAGMA busy_timeout=20000"  # milliseconds: a large import takes seconds
BUSY_TIMEOUT_OF_REQUESTS = "PRAGMA busy_timeout=4000"  # the editor keeps what was typed, and sends it again by itself
PATIENCE = {"connect_timeout": 3, "tcp_user_timeout": 10_000}  # seconds, milliseconds


class Base(DeclarativeBase):
    """The declarative base; constraints have names, so that migrations can change them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(
    model_class=Base,
    session_options={"autoflush": False},  # faimi.history says when to write
    engine_options={
        "hide_parameters": True,  # a statement that fails is logged, and not what it was to keep
        "pool_pre_ping": True,  # a connection that broke, as its server was started anew, is replaced before it is used
    },
)
babel = Babel()
csrf = CSRFProtect()
login = LoginManager()

if TYPE_CHECKING:
    Model = Base  # what mypy sees: db.Model is made at run time
else:
    Model = db.Model


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, record: Any) -> None:
    """Readers go on while one writes (WAL), writers wait for one another, foreign keys hold, and no others read it."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute(BUSY_TIMEOUT)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")  # a power cut takes nothing that was acknowledged
        connection.execute("PRAGMA foreign_keys=ON")
        _, _, file = connection.execute("PRAGMA database_list").fetchone()
        for end in ("", "-wal", "-shm") if file else ():  # SQLite makes the others with the mode of the first
            close_to_others(Path(f"{file}{end}"))
        if file:
            sqlite_file.watch(record, Path(file).resolve())


@event.listens_for(Engine, "checkout")
def _set_busy_timeout(connection: Any, _record: Any, _proxy: Any) -> None:
    """A request gives up sooner than a command, so that no thread is held for long."""
    if isinstance(connection, sqlite3.Connection):
        connection.execute(BUSY_TIMEOUT_OF_REQUESTS if has_request_context() else BUSY_TIMEOUT)


@event.listens_for(Engine, "do_connect")
def _hang_on_no_server(dialect: Any, _record: Any, _words: Any, settings: dict[str, Any]) -> None:
    """A PostgreSQL that is gone without a word is given up within seconds, unless its URL says otherwise."""
    if dialect.name == "postgresql" and dialect.driver == "psycopg":
        for name, value in PATIENCE.items():
            settings.setdefault(name, value)
