"""Dates: plain days, and deadlines with an hour and its rule, each with the dates it had before."""

import datetime
import re
from typing import TYPE_CHECKING, Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext
from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from faimi.content.base import to_json
from faimi.content.date_form import DateForm
from faimi.content.date_words import day as day_words
from faimi.content.deadlines import AOE, LAST_MINUTE, RULES, VENUE, passes_at, zone_of, zone_words
from faimi.content.escaping import escaped
from faimi.content.events import Event
from faimi.content.kind import Kind
from faimi.content.row_markdown import TEXT, ChangedError, Values, as_list, parts_of
from faimi.content.timezones import timezone_names

if TYPE_CHECKING:
    from faimi.content.page import Page


class Date(Event):
    """A dated event; `superseded` holds the ISO dates it had before, oldest first.

    It is a deadline where it has a `time` (without one 23:59), or a `zone`: AoE, venue, or a zone's name (without one
    AoE). Else it is a plain day.
    """

    masthead = ("title",)
    masthead_where: ClassVar = {"timezone": ("zone", VENUE)}

    label: Mapped[str]
    date: Mapped[datetime.date | None]
    time: Mapped[datetime.time | None]
    zone: Mapped[str | None]
    superseded: Mapped[list[str]] = mapped_column(JSON, default=list)

    def __str__(self) -> str:
        return self.label

    @property
    def earlier(self) -> list[datetime.date]:
        """The superseded dates as dates."""
        return [datetime.date.fromisoformat(text) for text in self.superseded]

    @property
    def is_deadline(self) -> bool:
        """Whether it ends at an hour, by a rule."""
        return self.time is not None or self.zone is not None

    @property
    def clock(self) -> str:
        """The hour of a deadline."""
        return f"{self.time or LAST_MINUTE:%H:%M}"

    @property
    def zone_words(self) -> tuple[str, str]:
        """What stands behind the hour of a deadline, and what that means."""
        return zone_words(self.zone, self.edition.timezone)

    @property
    def instant(self) -> datetime.datetime | None:
        """The moment (in UTC) of a deadline; None for a plain day, or where the zone is not known."""
        venue_zone = self.edition.timezone
        known = self.is_deadline and zone_of(self.zone, venue_zone) is not None
        return passes_at(self.date, self.time, self.zone, venue_zone) if known else None

    @property
    def when(self) -> str:
        """The day, and the hour of a deadline: 24 June 2024, 23:59 AoE; empty where it is not known yet."""
        told = day_words(self.date) if self.date else ""
        return f"{told}, {self.clock} {self.zone_words[0]}" if told and self.is_deadline else told

    @property
    def news(self) -> str:
        """That it was put off, and until when; empty where it was not."""
        if not self._put_off:
            return ""
        words = _("extended to %(when)s") if self.is_deadline else _("moved to %(when)s")
        return str(words % {"when": self.when})

    @property
    def change(self) -> str:
        """That it was put off, from which day and until when; empty where it was not."""
        return f"{self._put_off} from {day_words(self.earlier[-1])} to {self.when}" if self._put_off else ""

    @property
    def _put_off(self) -> str:
        """What became of it when it was put off, in a word."""
        if self.date is None or not self.superseded or self.date <= max(self.earlier):
            return ""
        return "extended" if self.is_deadline else "moved"


DAY = r"\d{1,2} [A-Z][a-z]+ \d{4}"
HOUR = r"(?:\(23:59\)|(?P<time>\d\d:\d\d)) (?:\(AoE\)|(?P<zone>[\w/+-]+))"  # what is not said, in parentheses
FORM = (
    rf"\*\*(?P<label>{TEXT})\*\*: (?:to be announced|(?P<date>{DAY}))(?:, {HOUR})?"
    rf"(?P<superseded>(?: <del>{DAY}</del>)*)"
)


def as_line(row: Date, _page: object) -> str:
    """A date as Markdown on one line, as `line` reads it."""
    day = _written(row.date) if row.date else "to be announced"
    if row.is_deadline:
        day += f", {row.clock if row.time else f'({row.clock})'} {row.zone or f'({AOE})'}"
    return f"**{escaped(row.label)}**: {day}" + "".join(f" <del>{_written(earlier)}</del>" for earlier in row.earlier)


def line(markdown: str) -> Values:
    """The date that `as_line` wrote; raises ChangedError."""
    row = parts_of(FORM, markdown)
    day = _read(row["date"], "%d %B %Y").date() if row["date"] else None
    clock = _read(row["time"], "%H:%M").time() if row["time"] else None
    former = [_read(day, "%d %B %Y").date().isoformat() for day in re.findall(DAY, row["superseded"])]
    return row | {"date": day, "time": clock, "zone": _zone(row["zone"]), "superseded": former}


def _written(day: datetime.date) -> str:
    return f"{day.day} {day:%B} {day.year:04}"


def _read(text: str, form: str) -> datetime.datetime:
    try:
        return datetime.datetime.strptime(text, form)
    except ValueError:
        raise ChangedError(f"There is no {text}.") from None


def _zone(text: str) -> str | None:
    if text and text not in KIND.choices["zone"]:
        raise ChangedError(f"No time zone is called “{text}”.")
    return text or None


def facts(row: Date, page: "Page") -> dict[str, Any]:
    """A date in edition.json: a deadline with its hour, and AoE or the IANA name of its zone, null where unknown."""
    zone = (page.edition.timezone if page.edition.zone else None) if row.zone == VENUE else row.zone or AOE
    return {
        "label": row.label,
        "date": to_json(row.date),
        "time": row.clock if row.is_deadline else None,
        "zone": zone if row.is_deadline else None,
        "superseded": row.superseded,
    }


KIND = Kind(
    "date",
    Date,
    DateForm,
    "date",
    "Dates",
    lazy_gettext("Dates will be announced."),
    due=("date", "time", "zone"),
    news="news",
    on_cover=("label", "date", "time", "zone", "superseded"),
    change="change",
    note="date",
    rolls_over=True,
    days=("date",),
    heads={
        "label": ("event", "milestone", "name", "deadline"),
        "date": ("day", "when", "deadline", "due"),
        "time": ("hour", "until"),
        "zone": ("timezone",),
    },
    cleared=("superseded",),
    choices={"zone": {*RULES, *timezone_names()}},
    json_key="dates",
    to_json=facts,
    markdown_format=as_list("date", as_line, line),
)
