"""A site that faults are done to: its database, one of two, and the servers of one or more machines on it."""

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import URL

from faimi.extensions import db
from tests import postgresql
from tests.bench import servers
from tests.bench.making import SLUG, Site, made

DATABASES = ("SQLite", "PostgreSQL")
PAPERS = 20
IS_SHORT = bool(os.environ.get("SHORT"))


@dataclass(frozen=True)
class World:
    """The site as this process sees it, its database, what else its processes are told, and where they log."""

    site: Site
    database: str
    url: URL | None
    env: dict[str, str]
    log: Path

    @contextmanager
    def machine(self, *before: str, path: str = f"/{SLUG}/", **env: str) -> Iterator[tuple[int, int]]:
        """One more machine, of one worker, that `before` starts, once it answers a path; its process and port."""
        port = servers.free_port()
        command = [*before, *servers.ours(port)]
        with servers.running(command, self.log, port, path, **self.env, **env) as (pid, _):
            yield pid, port


@contextmanager
def world(database: str) -> Iterator[World]:
    """A site with one edition on a new database, without CSRF tokens, in which Alice is signed in."""
    with TemporaryDirectory(prefix="faimi-faults-") as folder, ExitStack() as stack:
        url = stack.enter_context(empty(database))
        env = {"FAIMI_DATABASE_URL": url.render_as_string(hide_password=False)} if url else {}
        with told(env):
            site = made(Path(folder) / "instance", PAPERS)
        (site.folder / "config.py").write_text("WTF_CSRF_ENABLED = False\n")  # as in the app at hand
        yield World(site, database, url, env | {"FAIMI_INSTANCE": str(site.folder)}, Path(folder) / "log")
        with site.app.app_context():
            db.engine.dispose()


@contextmanager
def empty(database: str) -> Iterator[URL | None]:
    """A PostgreSQL of its own, or none: SQLite's is in the instance folder."""
    if database == "SQLite":
        yield None
        return
    given = os.environ.pop("FAIMI_TEST_POSTGRESQL", None)  # nobody else's is to be stopped
    with postgresql.serve() as url:
        yield url or sys.exit(postgresql.MISSING)
    if given:
        os.environ["FAIMI_TEST_POSTGRESQL"] = given


@contextmanager
def told(env: dict[str, str]) -> Iterator[None]:
    """The environment of this process, with more in it."""
    before = os.environ.copy()
    os.environ.update(env)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)
