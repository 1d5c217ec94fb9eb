"""A PostgreSQL database of an older version of the program as a SQLite file, which the program's models do not know."""

from pathlib import Path

from sqlalchemy import Engine, MetaData

from faimi.backup.copying import SCHEMA, copy_sequences, copy_tables, opened
from faimi.backup.pages import on_its_own
from faimi.database.schema import upgrade


def copy_older_out(engine: Engine, revision: str, target: Path, folder: Path) -> None:
    """Writes the rows to a new file that has the same tables: the migrations make them, up to the same one."""
    on_its_own(target, folder, lambda _: upgrade(revision))
    reading = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with reading.connect() as source, opened(target) as copy:
        given, taken = MetaData(), MetaData()
        given.reflect(source)
        taken.reflect(copy)
        there = [table for table in taken.sorted_tables if table.name != SCHEMA.name]
        for table in reversed(there):  # migrations put rows into some
            copy.execute(table.delete())
        copy_tables(source, copy, [(given.tables[table.name], table) for table in there])
        copy_sequences(source, copy)
