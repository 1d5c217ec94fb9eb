"""A PostgreSQL to test on: the one that FAIMI_TEST_POSTGRESQL names, or a cluster that is thrown away afterwards."""

import os
import secrets
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import URL, NullPool, create_engine, event, make_url
from sqlalchemy.schema import CreateSchema, DropSchema

from faimi.database.schema import upgrade
from faimi.extensions import db

_executed: list[tuple[str, Any]] = []  # the migrations' statements on an empty database, and their values
MISSING = "there is no PostgreSQL here: install it, or name a database in FAIMI_TEST_POSTGRESQL"


@contextmanager
def serve() -> Iterator[URL | None]:
    """The address of a database; none where there is neither a server nor the programs to start one."""
    bin_ = next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)
    initdb = shutil.which("initdb", path=bin_) or shutil.which("initdb")
    if given := os.environ.get("FAIMI_TEST_POSTGRESQL"):
        yield make_url(given)
    elif initdb is None:
        yield None
    else:
        with TemporaryDirectory(prefix="faimi-") as folder, _cluster(Path(initdb).parent, folder) as url:
            yield url


@contextmanager
def _cluster(programs: Path, folder: str) -> Iterator[URL]:
    """Starts a cluster that listens in its folder alone, and stops it; root may not, so that `postgres` does."""
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    _run(
        programs, folder, "initdb", "--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-locale", "--no-sync"
    )
    quick = "-c fsync=off -c dynamic_shared_memory_type=mmap"  # in its folder, and gone with it
    alone = f"-c listen_addresses='' -c unix_socket_directories='{folder}'"
    _run(programs, folder, "pg_ctl", "start", "--wait", "--log", f"{folder}/log", "--options", f"{quick} {alone}")
    try:
        yield URL.create("postgresql+psycopg", username="postgres", database="postgres", query={"host": folder})
    finally:
        _run(programs, folder, "pg_ctl", "stop", "--mode=immediate")


def _run(programs: Path, folder: str, program: str, *arguments: str) -> None:
    """Runs one of PostgreSQL's programs on the cluster in a folder."""
    user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    command = [*user, str(programs / program), "-D", f"{folder}/data", *arguments]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder)  # noqa: S603  # its words are ours


def control(url: URL, *words: str) -> None:
    """Stops, starts or restarts a cluster that was thrown up for a test."""
    folder = str(url.query["host"])
    postgres, *options = shlex.split(Path(f"{folder}/data/postmaster.opts").read_text())  # of its last start
    given = ["--log", f"{folder}/log", "--options", shlex.join(options)] if words[0] == "start" else []
    _run(Path(postgres).parent, folder, "pg_ctl", *words, *given)


@contextmanager
def own_schema(server: URL) -> Iterator[URL]:
    """An empty database within another: a schema, which goes with all that was put there."""
    engine, name = create_engine(server, poolclass=NullPool), f"faimi_{secrets.token_hex(4)}"
    with engine.begin() as connection:
        connection.execute(CreateSchema(name))
    yield server.update_query_dict({"options": f"-csearch_path={name}"})
    with engine.begin() as connection:
        connection.execute(DropSchema(name, cascade=True))


def make_tables() -> None:
    """Makes the tables in an empty database: by the migrations, and later by what these had it execute."""
    if _executed:
        with db.engine.begin() as connection:
            for statement, values in _executed:
                connection.exec_driver_sql(statement, values)
        return

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        if not statement.lstrip().upper().startswith(("SELECT", "SHOW")):
            found.append((statement, values or None))

    found: list[tuple[str, Any]] = []
    event.listen(db.engine, "before_cursor_execute", note)
    upgrade()
    event.remove(db.engine, "before_cursor_execute", note)
    _executed.extend(found)
