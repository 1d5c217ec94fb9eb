"""What pages depend on beside their path: the versions of the settings and of each edition, as they stand now."""

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Engine,
    String,
    Time,
    bindparam,
    case,
    cast,
    func,
    null,
    select,
    union_all,
)

from faimi.content import KINDS, Edition, Section
from faimi.content.deadlines import passes_at
from faimi.content.erasure import Erasure
from faimi.content.languages import prefixes
from faimi.content.now import utc_now
from faimi.content.programme_days import programme_days
from faimi.content.schedule import Slot
from faimi.content.site import Site
from faimi.content.timetable import MAX_DAYS
from faimi.public.neighbours import IN_ORDER, Neighbours, neighbours_in

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
ERASURES = select(func.count(Erasure.id)).scalar_subquery()
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
    # what is of no edition is of the site; both numbers only grow, and so does their sum
    select(null(), null(), func.max(Site.version) + ERASURES, null(), *NO_DAY),
)


@dataclass(frozen=True)
class Versions:
    """The versions of all editions by slug, good `until` a moment (seconds since 1970) at which one of them changes.

    `site` is that of the settings, which show on every page, and of what was erased; `around` are the neighbours of
    editions, by slug, too.
    """

    of: Mapping[str, Hashable]
    until: float
    site: Hashable = None
    around: Mapping[str, Neighbours] = field(default_factory=dict)
    all: Hashable = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "all", tuple(sorted(self.of.items())))

    def on(self, path: str) -> Hashable:
        """What a path depends on: the settings, and its edition's version, or all of them where it is no edition's.

        Of a picture the bytes never change, but it may be erased.
        """
        first, second = [*path.split("/", 3), ""][1:3]
        if first == "media":
            return self.site
        slug = second if first in prefixes() and first not in self.of else first
        return self.site, self.of.get(slug, self.all)


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
