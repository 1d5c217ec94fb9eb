"""What pages depend on beside their path: the version of each edition, as it stands at this moment."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import UTC
from threading import Lock
from time import time
from typing import Any

from sqlalchemy import Engine, event, select, union_all

from faimi.content import Edition, Section
from faimi.content.base import utc_now

NEVER = float("inf")


@dataclass(frozen=True)
class Versions:
    """The versions of all editions by slug, good `until` a moment (seconds since 1970) at which something appears."""

    of: Mapping[str, Hashable]
    until: float
    all: Hashable = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "all", tuple(sorted(self.of.items())))

    def on(self, path: str) -> Hashable:
        """Gives what a path depends on: its edition's version, or all of them where it is no edition's."""
        return self.of.get(path.split("/", 2)[1], self.all)


class Freshness:
    """Tells the versions without a query where nothing was written since it was asked last.

    SQLite's own count of other connections' commits says so in microseconds; other databases are asked each time.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()  # one connection, which threads share
        self._counter: Any = None
        self._seen: int | None = None
        self._versions = Versions({}, until=0)
        event.listen(engine, "engine_disposed", self._let_go)

    def look(self) -> Versions:
        """Gives the versions as they are in the database now; raises SQLAlchemy's DBAPIError or sqlite3.Error."""
        with self._lock:
            count = self._commits()  # first: what is committed after it is seen with the next request
            if count is None or count != self._seen or time() >= self._versions.until:
                self._versions, self._seen = _read(self._engine), count
            return self._versions

    def _commits(self) -> int | None:
        """Gives a number that changes with every commit to SQLite; None for another database."""
        if self._engine.dialect.name != "sqlite":
            return None
        if self._counter is None:
            connection = self._engine.raw_connection()
            self._counter = connection.driver_connection
            connection.detach()  # it is kept out of the pool: the count is of what other connections commit
        (count,) = self._counter.execute("PRAGMA data_version").fetchone()
        return int(count)

    def _let_go(self, _engine: Engine) -> None:
        if self._counter is not None:
            self._counter.close()
            self._counter = self._seen = None


def _read(engine: Engine) -> Versions:
    drafts = select(Edition.slug, Edition.version, Edition.appears_at)
    hidden = select(Edition.slug, Edition.version, Section.appears_at).join(Section).where(Section.hidden)
    with engine.connect() as connection:
        rows = connection.execute(union_all(drafts, hidden.where(Section.appears_at.is_not(None)))).all()
    now = utc_now()
    of: dict[str, tuple[int, int]] = {}  # with each version, how much has appeared by itself
    for slug, version, appears_at in rows:
        of[slug] = (version, of.get(slug, (0, 0))[1] + (appears_at is not None and appears_at <= now))
    coming = [at.replace(tzinfo=UTC).timestamp() for _, _, at in rows if at is not None and at > now]
    return Versions(of, min(coming, default=NEVER))
