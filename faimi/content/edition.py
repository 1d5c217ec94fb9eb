"""An edition of the workshop, and the sections of its page."""

from datetime import date, datetime, time
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy import ForeignKey, UniqueConstraint, false, literal
from sqlalchemy.orm import Mapped, mapped_column, relationship

from faimi.content.base import new_uuid
from faimi.content.date_words import day_of_week
from faimi.content.day_end import day_end
from faimi.content.now import utc_now
from faimi.content.row_key import Keyed
from faimi.content.timetable import LocalTime, are_days, date_of, moment, utc_offset
from faimi.content.timezones import zone_named
from faimi.extensions import Model

if TYPE_CHECKING:
    from faimi.content.tracks import Track

SLUG = "[a-z0-9][a-z0-9-]{0,79}"
HOME_SLUG = "home"  # the slug of the page whose sections introduce the start page
UNPUBLISHED = ("draft", "removed")  # the states in which visitors do not see it; no form offers the second


class Edition(Keyed, Model):
    """One edition of the workshop, or a free page; `version` counts every change to anything on it.

    `ends_on` is `None` where it takes one day, `language` empty where nobody said in which its text is. `picture` is
    the address of the one behind its title, `alt` what that shows, `crop` the part of it that stays, as in a keynote.
    `uuid` is what it is wherever it is kept, `feed_id` the id of its feed where that was given out before.
    """

    number: ClassVar[int] = 1  # a page has one masthead

    id: Mapped[int] = mapped_column(primary_key=True)
    uuid: Mapped[str] = mapped_column(unique=True, default=new_uuid)
    feed_id: Mapped[str | None]
    slug: Mapped[str] = mapped_column(unique=True, active_history=True)  # what it was is to lead on
    title: Mapped[str]
    tagline: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    venue: Mapped[str] = mapped_column(default="")
    attendance: Mapped[str] = mapped_column(default="", server_default=literal(""))
    timezone: Mapped[str | None]
    language: Mapped[str] = mapped_column(default="", server_default=literal(""))
    accent: Mapped[str] = mapped_column(default="madder")
    picture: Mapped[str] = mapped_column(default="", server_default=literal(""))
    alt: Mapped[str] = mapped_column(default="", server_default=literal(""))
    crop: Mapped[int] = mapped_column(default=50, server_default="50")
    state: Mapped[str] = mapped_column(default="current", server_default="current", active_history=True)
    appears_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1, info={"counts_changes": True})
    header_version: Mapped[int] = mapped_column(default=1)
    sections: Mapped[list["Section"]] = relationship(
        back_populates="edition",
        order_by="Section.position, Section.id",
        cascade="save-update, merge, delete, delete-orphan",  # to read the edition again undoes no change of a section
    )

    __mapper_args__ = {"version_id_col": header_version, "version_id_generator": False}  # noqa: RUF012  # SQLAlchemy declares it so

    @property
    def edition(self) -> "Edition":
        """Itself, so that whatever is edited can be asked for its edition."""
        return self

    @property
    def public_state(self) -> str:
        """What it is for visitors: a draft is next from when it appears, and what is next is past after it."""
        now = utc_now()
        due = self.state == "draft" and self.appears_at is not None and self.appears_at <= now
        state = "current" if due else self.state
        over = day_end(self.last_day or self.starts_on, self.timezone) if state == "current" else None
        return "past" if over is not None and over <= now else state

    @property
    def is_public(self) -> bool:
        """Whether visitors see it now."""
        return self.public_state not in UNPUBLISHED

    @property
    def zone(self) -> ZoneInfo | None:
        """Its time zone; none where that is not known, or has a name that not every machine knows."""
        return zone_named(self.timezone)

    @property
    def last_day(self) -> date | None:
        """The last of several days; None also where an undo left one that does not come after the first."""
        return self.ends_on if are_days(self.starts_on, self.ends_on) else None

    @property
    def days(self) -> int:
        """How many days it takes, at least one."""
        return (self.last_day - self.starts_on).days + 1 if self.starts_on and self.last_day else 1

    def date_of(self, number: int) -> date | None:
        """The date of a day that counts from 1, its first; None where that is unknown, or too late for a calendar."""
        return date_of(self.starts_on, number)

    def day_name(self, number: int) -> str:
        """What a day is called: Sunday, 12 October 2031; Day 2 where the date is unknown."""
        day = self.date_of(number)
        return day_of_week(day) if day else str(_("Day %(number)s", number=number))

    def moment_of(self, at: LocalTime | None) -> datetime | None:
        """A time at the venue as a moment; None where the time, the day or the zone is not known."""
        day, zone = self.date_of(at.day) if at else None, self.zone
        return moment(zone, day, at.clock) if at and day and zone else None

    def iso_of(self, at: LocalTime) -> str:
        """A time at the venue in ISO 8601: a moment with its offset from UTC, else the hour alone."""
        known = self.moment_of(at)
        return known.isoformat(timespec="minutes") if known else f"{at.clock:%H:%M}"

    @property
    def utc_offset(self) -> str:
        """The offset of its time zone from UTC on its day: UTC+1, UTC+5:30; empty where either is not known."""
        if not (self.starts_on and self.zone):
            return ""
        return utc_offset(datetime.combine(self.starts_on, time(12), self.zone))

    def __str__(self) -> str:
        return self.title


class OldAddress(Model):
    """A path without slashes around it that an edition had on a former site, and that still leads to it."""

    path: Mapped[str] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"))
    edition: Mapped[Edition] = relationship()


class Section(Keyed, Model):
    """A heading on the page with the items of one kind under it; `anchor` is its DOM id."""

    __table_args__ = (
        UniqueConstraint("edition_id", "anchor"),
        UniqueConstraint("edition_id", "number", name="uq_section_number"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    position: Mapped[int]
    kind: Mapped[str]
    heading: Mapped[str]
    anchor: Mapped[str]
    intro: Mapped[str] = mapped_column(default="")
    hidden: Mapped[bool] = mapped_column(default=False, server_default=false())
    appears_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    edition: Mapped[Edition] = relationship(back_populates="sections")
    tracks: Mapped[list["Track"]] = relationship(
        back_populates="section", order_by="Track.position, Track.id", passive_deletes="all"
    )

    __mapper_args__ = {"version_id_col": version, "version_id_generator": False}  # noqa: RUF012  # SQLAlchemy declares it so

    def __str__(self) -> str:
        return self.heading

    @property
    def is_public(self) -> bool:
        """Whether visitors see it: a hidden section from the moment (in UTC) at which it appears."""
        return not self.hidden or (self.appears_at is not None and self.appears_at <= utc_now())


class Preview(Model):
    """A link that shows an edition as it will be, drafts and hidden sections included, to whoever has it."""

    token: Mapped[str] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id", ondelete="CASCADE"), unique=True)
    edition: Mapped[Edition] = relationship()
