"""Templates, addresses and SQL, compiled once a process instead of once an app: most of what a new app costs."""

from types import CodeType
from typing import Any, ClassVar

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from faimi.content.languages import prefixes
from faimi.extensions import db

STATEMENTS = 5000


class Templates(BytecodeCache):
    """Keeps the code of every template that was compiled."""

    def __init__(self) -> None:
        self.code: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Takes the code of a template whose text is what it was."""
        bucket.code = self.code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps the code of a template."""
        assert bucket.code
        self.code[bucket.key, bucket.checksum] = bucket.code


class CompiledRule(Rule):
    """A rule that takes over what was compiled of any equal rule."""

    known: ClassVar[dict[tuple[str | None, ...], dict[str, Any]]] = {}

    def compile(self) -> None:
        """Compiles the rule, unless an equal one was; the functions that build addresses take theirs to be a method."""
        key = (self.rule, self.subdomain, repr(self.defaults), *prefixes())
        if key not in self.known:
            super().compile()
            own = ("arguments", "_parts", "_trace", "_converters")
            self.known[key] = {name: getattr(self, name) for name in own}
            self.known[key] |= {name: getattr(self, name).__func__ for name in ("_build", "_build_unknown")}
        for name, value in self.known[key].items():
            setattr(self, name, value.__get__(self) if callable(value) else value)


def share() -> None:
    """Lets all apps of this process share what was compiled."""
    Flask.jinja_options = {"bytecode_cache": Templates()}
    Flask.url_rule_class = CompiledRule
    db._engine_options["execution_options"] = {"compiled_cache": LRUCache(STATEMENTS)}
    for dialect in (SQLiteDialect_pysqlite, PGDialect_psycopg):  # each engine has its own, under which SQL is found
        setattr(dialect, "__eq__", lambda one, other: type(one) is type(other))  # noqa: B010  # mypy forbids to assign it
        setattr(dialect, "__hash__", lambda one: hash(type(one)))  # noqa: B010  # as above
