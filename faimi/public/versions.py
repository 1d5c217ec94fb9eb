"""What pages depend on beside their path: the versions of the settings and of each edition, as they stand now."""

import os
import sys
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import groupby
from mmap import ACCESS_READ, mmap
from operator import attrgetter
from threading import Lock
from time import time
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Engine,
    String,
    Time,
    bindparam,
    case,
    cast,
    event,
    func,
    null,
    select,
    union_all,
)

from faimi.content import KINDS, Edition, Section
from faimi.content.base import utc_now
from faimi.content.deadlines import passes_at
from faimi.content.languages import prefixes
from faimi.content.programme_days import programme_days
from faimi.content.schedule import Slot
from faimi.content.site import Site
from faimi.content.timetable import MAX_DAYS
from faimi.public.neighbours import IN_ORDER, Neighbours, neighbours_in

HEAD_BYTES = 48  # which stand there twice
WAL_INDEX_VERSION = (3_007_000).to_bytes(4, sys.byteorder)
FOREVER = float("inf")
LAST_DAY = case((Edition.ends_on > Edition.starts_on, Edition.ends_on), else_=Edition.starts_on)
NO_DAY = [null()] * 4  # nor an hour, a rule and a zone
AFTER = timedelta(days=MAX_DAYS + 5)  # the last day of an edition no row of its programme is to come
PROGRAMMES = (  # built once, too: those to come, and what is over but not long enough to be sure of that
    select(Edition.slug, Edition.starts_on, Edition.timezone, Slot.day, Slot.start, Slot.end, Slot.delay)
    .join(Slot, Slot.edition_id == Edition.id)
    .where(Edition.state.in_(("draft", "current")), bindparam("since") <= LAST_DAY, Slot.start.is_not(None))
    .order_by(Edition.slug)
)
VERSIONS: CompoundSelect[Any] = union_all(  # built once: it is asked after each edit
    select(
        Edition.slug,
        Edition.uuid,  # for its address may be another edition's tomorrow
        Edition.version,
        Edition.appears_at,
        case((Edition.state.in_(("draft", "current")), LAST_DAY)).label("day"),
        cast(null(), Time),
        cast(null(), String),
        Edition.timezone,
    ),
    select(Edition.slug, Edition.uuid, Edition.version, Section.appears_at, *NO_DAY)
    .join(Section)
    .where(Section.hidden, Section.appears_at.is_not(None)),
    *(
        select(Edition.slug, Edition.uuid, Edition.version, moment, *NO_DAY)
        .join_from(Edition, Section)
        .join(kind.model)
        .where(moment.is_not(None))
        for kind in KINDS
        for moment in kind.moments
    ),
    *(
        select(Edition.slug, Edition.uuid, Edition.version, null(), *due, Edition.timezone)
        .join_from(Edition, Section)
        .join(kind.model)
        .where(due[0].is_not(None))
        for kind in KINDS
        if kind.news and (due := [getattr(kind.model, name) for name in kind.due])
    ),
    select(null(), null(), func.max(Site.version), null(), *NO_DAY),  # what is of no edition is of the site
)


@dataclass(frozen=True)
class Versions:
    """The versions of all editions by slug, good `until` a moment (seconds since 1970) at which one of them changes.

    `site` is that of the settings, which show on every page; `around` are the neighbours of editions, by slug, too.
    """

    of: Mapping[str, Hashable]
    until: float
    site: Hashable = None
    around: Mapping[str, Neighbours] = field(default_factory=dict)
    all: Hashable = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "all", tuple(sorted(self.of.items())))

    def on(self, path: str) -> Hashable:
        """What a path depends on: the settings, and its edition's version, or all of them where it is no edition's."""
        first, second = [*path.split("/", 3), ""][1:3]
        slug = second if first in prefixes() and first not in self.of else first
        return self.site, self.of.get(slug, self.all)


class VersionWatch:
    """The current versions, without a query where nothing was committed since it was asked last.

    In SQLite's write-ahead log that is a glance at shared memory; other databases are asked each time.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        self._log: CommitLog | None = None
        self._seen: object = None
        self._versions = Versions({}, until=0)
        event.listen(engine, "engine_disposed", self._close_log)

    def current(self) -> Versions:
        """The versions as they are in the database now; raises SQLAlchemyError where it does not answer."""
        if not self._is_current():
            with self._lock:
                if self._engine.dialect.name == "sqlite" and self._log is None:
                    self._log = CommitLog(self._engine)
                if not self._is_current():  # of those who waited here, the first one read
                    head = self._log.head() if self._log else None  # first: what is committed after it is seen later
                    self._versions, self._seen = read_versions(self._engine), head
        return self._versions

    def _is_current(self) -> bool:
        return self._log is not None and self._log.head() == self._seen and time() < self._versions.until

    def _close_log(self, _engine: Engine) -> None:
        if self._log is not None:
            self._log.close()
            self._log = None


class CommitLog:
    """The head of the index of SQLite's write-ahead log, which every commit changes, whichever process makes it.

    Its first 48 bytes count the commits (https://sqlite.org/walformat.html, section 2.1). Where it is not there or of
    another format, `PRAGMA data_version` tells the same at fifty times the cost.
    """

    def __init__(self, engine: Engine) -> None:
        connection = engine.raw_connection()
        self._connection: Any = connection.driver_connection  # while it is open the index stays where it is
        connection.detach()
        self._index: mmap | None = None
        self.head: Callable[[], object] = self._data_version
        self._data_version()
        with suppress(OSError, TypeError, ValueError):  # there is no such file
            self._file = os.open(f"{engine.url.database}-shm", os.O_RDONLY)
            self._index = mmap(self._file, 0, access=ACCESS_READ)
            head, copy = self._index[:HEAD_BYTES], self._index[HEAD_BYTES : 2 * HEAD_BYTES]
            if head[:4] == WAL_INDEX_VERSION and head == copy:
                self.head = partial(self._index.__getitem__, slice(HEAD_BYTES))

    def _data_version(self) -> object:
        return self._connection.execute("PRAGMA data_version").fetchone()

    def close(self) -> None:
        """Lets go of all of it; before, no process closes the file, for that would end SQLite's own locks on it."""
        self._connection.close()
        if self._index is not None:
            self._index.close()
            os.close(self._file)


def read_versions(engine: Engine) -> Versions:
    """The versions as they are in the database now; raises SQLAlchemyError where it does not answer."""
    now = utc_now()
    with engine.connect() as connection:
        rows = connection.execute(VERSIONS).all()
        around = neighbours_in(connection.execute(IN_ORDER).all(), now)
        since = now.date() - AFTER - timedelta(days=2)
        is_coming = any(row.day and row.day >= since for row in rows)
        slots = connection.execute(PROGRAMMES, {"since": since}).all() if is_coming else []
    moments: dict[str, list[datetime]] = defaultdict(list)
    of: dict[str, tuple[str, int]] = {}
    site = None
    for slug, uuid, version, moment, day, clock, rule, zone in rows:
        if slug is None:
            site = version
            continue
        of[slug] = (uuid, version)
        over = passes_at(day, clock, rule, zone)
        moments[slug] += filter(None, (moment, over, over and over + AFTER))
    for slug, those in groupby(slots, attrgetter("slug")):
        programme = [*those]
        moments[slug] += [at for day in programme_days(programme[0], programme) for at in day.moments]
    coming = [at.replace(tzinfo=UTC).timestamp() for those in moments.values() for at in those if at > now]
    passed = {slug: max((at for at in those if at <= now), default=None) for slug, those in moments.items()}
    foot = {slug: [one and (one.slug, one.header_version) for one in those] for slug, those in around.items()}
    versions = {slug: (*one, passed.get(slug), *foot.get(slug, ())) for slug, one in of.items()}
    return Versions(versions, min(coming, default=FOREVER), site, around)
