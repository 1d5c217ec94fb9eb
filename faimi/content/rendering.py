"""Markdown is rendered when it is saved: its HTML is kept, and a page renders only what is not there yet."""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from markupsafe import Markup
from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, mapped_column

from faimi.content import prose
from faimi.extensions import Model, db

RENDERED_BY = ("Markdown", "nh3", "pymdown-extensions")
UPSERT_DATABASES = ("sqlite", "postgresql")  # databases that know “on conflict do nothing”


class Rendering(Model):
    """A text as HTML, under a hash of it and of the program that rendered it: another program renders it again."""

    key: Mapped[str] = mapped_column(primary_key=True)
    html: Mapped[str]


@cache
def _program() -> bytes:
    rendered_by = [f"{name} {version(name)}" for name in RENDERED_BY]
    return Path(prose.__file__).read_bytes() + repr(rendered_by).encode()


def _key(text: str) -> str:
    return hashlib.sha256(_program() + text.encode()).hexdigest()[:40]


def store_html(texts: Iterable[str]) -> None:
    """Renders texts and keeps their HTML, in the transaction that saves them."""
    rows = [{"key": _key(text), "html": str(prose.render(text))} for text in {*texts} if text]
    rows.sort(key=lambda row: row["key"])  # in one order, no two wait for each other
    database = db.engine.dialect.name
    if database not in UPSERT_DATABASES:
        for row in rows:
            db.session.merge(Rendering(**row))
    elif rows:
        dialect = import_module(f"sqlalchemy.dialects.{database}")  # that alone: the other one would take long to load
        db.session.execute(dialect.insert(Rendering).on_conflict_do_nothing(), rows)


def preload(texts: Iterable[str]) -> None:
    """Reads texts that are not in memory from the database, in one query; some may not be there."""
    keys = {_key(text): text for text in {*texts} if text and text not in prose.remembered}
    if keys:
        found = db.session.scalars(select(Rendering).where(Rendering.key.in_(keys)))
        prose.remember({keys[one.key]: Markup(one.html) for one in found})  # noqa: S704  # `prose` rendered and cleaned it


def replace_html(texts: Iterable[str]) -> None:
    """Keeps these texts as this program renders them, and deletes all others; the caller commits."""
    texts = {*texts} - {""}
    keep_html_of(texts)
    store_html(texts)


def keep_html_of(texts: Iterable[str]) -> None:
    """Deletes the HTML of all other texts; the caller commits."""
    db.session.execute(delete(Rendering).where(Rendering.key.not_in([_key(text) for text in {*texts}])))
