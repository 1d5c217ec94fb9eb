"""The database as a SQLite file, as it is at one moment while people edit; and rows from one database to another."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import (
    URL,
    Column,
    Connection,
    Engine,
    MetaData,
    NullPool,
    String,
    Table,
    bindparam,
    create_engine,
    select,
    text,
)

from faimi.extensions import db

ROWS_AT_ONCE = 100  # pictures are among them
SCHEMA = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))
GIVEN = text("SELECT seq FROM sqlite_sequence WHERE name = :name")


def copy_out(engine: Engine, target: Path) -> None:
    """Writes the database to a new file, as it is at this moment.

    SQLite's is copied page by page by its own backup API. PostgreSQL's is read in one transaction that sees what was
    committed before it, with no program of PostgreSQL's, into the same tables; it has to have those of this version.
    """
    if engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as source, closing(sqlite3.connect(target)) as copy:
            source.driver_connection.backup(copy)  # type: ignore[union-attr]  # it is open
            copy.execute("PRAGMA journal_mode=DELETE")  # one file is all of it
        return
    reading = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with reading.connect() as connection:
        copy_rows_out(connection, target)


def copy_rows_out(source: Connection, target: Path) -> None:
    """Writes what a transaction sees of another database to a new SQLite file."""
    with opened(target) as copy:
        db.metadata.create_all(copy)
        SCHEMA.create(copy)
        copy_rows(source, copy)
        copy_sequences(source, copy)


def copy_sequences(source: Connection, copy: Connection) -> None:
    """Has ids of a SQLite file go on above those that a PostgreSQL database gave."""
    for table in _numbered(copy):
        seen = source.execute(text(f"SELECT last_value, is_called FROM {_sequence(source, table)}")).one()  # noqa: S608  # its own name
        copy.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": table})
        given = {"name": table, "seq": seen.last_value if seen.is_called else 0}
        copy.execute(text("INSERT INTO sqlite_sequence VALUES (:name, :seq)"), given)


def copy_rows_in(source: Path, target: Connection) -> None:
    """Has the tables of another database hold what a SQLite file holds; ids go on above all that it ever gave."""
    tables = ", ".join(_quoted(target, table) for table in (*db.metadata.sorted_tables, SCHEMA))
    target.execute(text(f"TRUNCATE {tables}"))
    with opened(source) as given:
        copy_rows(given, target)
        names = _numbered(given)
        for table in (one for one in db.metadata.sorted_tables if _has_sequence(target, one.name)):
            highest = target.scalar(text(f"SELECT max(id) FROM {_quoted(target, table)}")) or 0  # noqa: S608  # its own name
            last = max(highest, given.scalar(GIVEN, {"name": table.name}) or 0) if table.name in names else highest
            setting = text("SELECT setval(CAST(:sequence AS regclass), :last, :called)")
            sequence = _sequence(target, table.name)
            target.execute(setting, {"sequence": sequence, "last": max(last, 1), "called": last > 0})


def copy_rows(source: Connection, target: Connection) -> None:
    """Copies all rows of all tables, those that others name first."""
    copy_tables(source, target, [(table, table) for table in (SCHEMA, *db.metadata.sorted_tables)])


def copy_tables(source: Connection, target: Connection, tables: list[tuple[Table, Table]]) -> None:
    """Copies all rows of tables of one database to those of another, which have the same columns."""
    for given, taken in tables:
        rows = source.execute(select(given), execution_options={"yield_per": ROWS_AT_ONCE})
        insert = taken.insert().values({column: bindparam(f"v_{column.key}") for column in taken.columns})
        for some in rows.partitions():
            target.execute(insert, [{f"v_{name}": value for name, value in row._mapping.items()} for row in some])


@contextmanager
def opened(file: Path) -> Iterator[Connection]:
    """A SQLite file in a transaction, which is committed at the end; one file is all of it then."""
    engine = create_engine(URL.create("sqlite", database=str(file)), poolclass=NullPool)
    with engine.begin() as connection:
        yield connection
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode=DELETE")


def _numbered(copy: Connection) -> list[str]:
    """The tables of a SQLite file whose ids are given once."""
    made = copy.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
    return sorted(name for name, sql in made if "AUTOINCREMENT" in sql)


def _quoted(connection: Connection, table: Table | str) -> str:
    return connection.dialect.identifier_preparer.quote(table if isinstance(table, str) else table.name)


def _has_sequence(connection: Connection, table: str) -> bool:
    return "id" in db.metadata.tables[table].columns and _sequence(connection, table) is not None


def _sequence(connection: Connection, table: str) -> str | None:
    """The name of the sequence that gives a table of PostgreSQL's its ids, as statements have it."""
    quoted = _quoted(connection, table)
    found = connection.scalar(text("SELECT pg_get_serial_sequence(:table, 'id')"), {"table": quoted})
    return str(found) if found else None
