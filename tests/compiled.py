"""Templates, addresses and SQL, compiled once a process instead of once an app: most of what a new app costs."""

from collections.abc import Callable
from types import CodeType
from typing import ClassVar

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

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
    """A rule that builds addresses with the function of any equal rule, which takes the rule as its first argument."""

    builders: ClassVar[dict[tuple[str, str, bool], Callable[..., tuple[str, str]]]] = {}

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = (self.rule, repr(self.defaults), append_unknown)
        if key not in self.builders:
            self.builders[key] = super()._compile_builder(append_unknown)
        return self.builders[key]


def share() -> None:
    """Lets all apps of this process share what was compiled."""
    Flask.jinja_options = {"bytecode_cache": Templates()}
    Flask.url_rule_class = CompiledRule
    db._engine_options["execution_options"] = {"compiled_cache": LRUCache(STATEMENTS)}
    for dialect in (SQLiteDialect_pysqlite, PGDialect_psycopg):  # each engine has its own, under which SQL is found
        setattr(dialect, "__eq__", lambda one, other: type(one) is type(other))  # noqa: B010  # mypy forbids to assign it
        setattr(dialect, "__hash__", lambda one: hash(type(one)))  # noqa: B010  # as above
