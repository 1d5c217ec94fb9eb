"""What the cover of an edition says of its programme, and the one thing that matters at a moment."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from faimi.content.dates import KIND as DATE
from faimi.content.deadlines import passes_at
from faimi.content.now import utc_now
from faimi.content.programme_days import ProgrammeDay, programme_days
from faimi.content.timetable import LocalTime

if TYPE_CHECKING:
    from faimi.content.page import Page

Due = tuple[datetime, Any]  # the moment (in UTC) at which a date has passed, and its row
MAX_ROOMS = 3  # that are named; of more, the rows say it
CALL = re.compile(r"\b(?:calls?|submi\w+)\b", re.I)
PROCEEDINGS = re.compile(r"\bproceedings\b", re.I)
RECORDED = re.compile(r"\[[^\]]*\b(?:record(?:ed|ings?)|videos?)\b[^\]]*\]\((https?://[^\s)]+)", re.I)


@dataclass(frozen=True)
class Matter:
    """The one thing that matters from a moment until another (in UTC, `None` is open): dates, or the programme.

    That is `ahead` before its first day, on a `day` of it, or between two (`pause`), and `over` after the last.
    """

    what: Literal["dates", "ahead", "day", "pause", "over"]
    since: datetime | None = None
    until: datetime | None = None
    dates: Sequence[Any] = ()
    day: ProgrammeDay | None = None
    has_begun: bool = False

    @property
    def is_told_by_end(self) -> bool:
        """Whether a day of the programme has begun, so that its end is what one asks for, and that is known."""
        return self.has_begun and self.day is not None and self.day.closes is not None

    @property
    def hour(self) -> LocalTime | None:
        """The time of the day of the programme that one asks for."""
        if self.day is None:
            return None
        return self.day.closes if self.is_told_by_end else self.day.opens


def find_matter(at: datetime, due: Sequence[Due], days: Sequence[ProgrammeDay], is_over: bool) -> Matter | None:
    """What matters at a moment: the next date until the first day begins, then the programme, as far as they are known.

    `due` are dates by the moments at which they have passed, `days` those of the programme, both in order of time.
    `is_over` says that the edition is past, whatever its days say.
    """
    since, until = _around(at, [when for when, _ in due], days)
    left = [] if is_over else [day for day in days if at < day.closes_at]
    ahead = [when for when, _ in due if at < when and not (left and left[0].begins_at < when)]
    day = left[0] if left else None
    if day and day.begins_at <= at:
        return Matter("day", since, until, day=day, has_begun=day.opens_at is not None and day.opens_at <= at)
    if day and day is not days[0]:
        return Matter("pause", since, until, day=day)
    if ahead:
        return Matter("dates", since, until, dates=[row for when, row in due if when == ahead[0]])
    if day:
        return Matter("ahead", since, until, day=day)
    return Matter("over", since, until) if is_over or days else None


class Span(NamedTuple):
    """From one moment (in UTC) until another, each None where there is none."""

    since: datetime | None = None
    until: datetime | None = None

    @property
    def is_now(self) -> bool:
        """Whether it is in between now."""
        return (self.since or datetime.min) <= utc_now() < (self.until or datetime.max)


def _around(at: datetime, dues: Sequence[datetime], days: Sequence[ProgrammeDay]) -> Span:
    """From the last moment that has passed until the next one."""
    moments = [*dues, *(when for day in days for when in day.moments)]
    passed, coming = [when for when in moments if when <= at], [when for when in moments if at < when]
    return Span(max(passed, default=None), min(coming, default=None))


@dataclass(frozen=True)
class Cover:
    """What stands on the cover beside the masthead: of what visitors see of a page, at one moment.

    `recordings` is where they are, on the page or elsewhere; empty where there are none. `news` is what is told of
    dates besides, with their rows. The same rows say the same during its `span`.
    """

    days: Sequence[ProgrammeDay]
    rooms: Sequence[str]
    keynotes: Sequence[Any]
    matter: Matter | None
    sections: dict[str, Any] = field(default_factory=dict)
    recordings: str = ""
    talks: int = 0
    keynote_talks: int = 0
    news: Sequence[tuple[Any, str]] = ()
    span: Span = Span()  # noqa: RUF009  # it is a tuple

    @property
    def is_day(self) -> bool:
        """Whether it is a day of the programme."""
        return self.matter is not None and self.matter.what == "day"

    @property
    def ticket(self) -> Matter | None:
        """What matters, where there is something to tell of it."""
        is_bare = not (self.recordings or "proceedings" in self.sections)
        return None if self.matter and self.matter.what == "over" and is_bare else self.matter


def cover(page: "Page") -> Cover:
    """The cover of a page as visitors see it now."""
    page, edition = page.without_hidden_sections(), page.edition
    slots = page.rows("slot")
    days = programme_days(edition, slots)
    held = [slot.shown_room for slot in slots if slot.kind in ("talk", "keynote")]
    rooms = [*dict.fromkeys(held)] if all(held) else []  # of some rows it would be told as that of all
    people: dict[str, Any] = {}
    for row in page.rows("keynote"):
        people.setdefault(row.speaker, row)
    is_over, counts = edition.public_state == "past", Counter(slot.kind for slot in slots)
    now, dates = utc_now(), page.rows("date")
    matter = None if edition.state == "page" else find_matter(now, due_dates(page), days, is_over)
    told = matter.dates if matter else ()
    return Cover(
        days=days,
        rooms=rooms if len(rooms) <= MAX_ROOMS else (),
        keynotes=[*people.values()],
        matter=matter,
        sections=_sections(page),
        recordings=_recordings(page),
        talks=counts["talk"],
        keynote_talks=counts["keynote"],
        span=_around(now, [at for row in dates if (at := DATE.due_at(row))], days),
        news=[(row, words) for row in dates if (words := DATE.news_of(row)) and row not in told],
    )


def due_dates(page: "Page") -> list[Due]:
    """The dates of a page by the moments at which they have passed, but those on which the edition itself is."""
    first, last = page.edition.starts_on, page.edition.last_day or page.edition.starts_on
    rows = [row for row in page.rows("date") if not (row.date and first and last and first <= row.date <= last)]
    zone = page.edition.timezone
    due = [(at, row) for row in rows if (at := passes_at(row.date, row.time, row.zone, zone))]
    return sorted(due, key=itemgetter(0))


def _sections(page: "Page") -> dict[str, Any]:
    """The sections to which the cover leads: the first with a programme, that has the call, or the proceedings."""
    found: dict[str, Any] = {}
    for section in page.sections:
        if section.kind == "slot" and page.rows_of[section.id]:
            found.setdefault("programme", section)
        for name, called in (("call", CALL), ("proceedings", PROCEEDINGS)):
            if section.kind == "text" and page.rows_of[section.id] and called.search(section.heading):
                found.setdefault(name, section)
    return found


def _recordings(page: "Page") -> str:
    """Where the recordings are: the programme whose rows link to them, or what a text links to."""
    with_one = next((slot for slot in page.rows("slot") if slot.recording), None)
    if with_one:
        return f"#{with_one.section.anchor}"
    return next((found[1] for text in page.rows("text") if (found := RECORDED.search(text.body))), "")
