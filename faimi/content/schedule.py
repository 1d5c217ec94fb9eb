"""The schedule: slots in one or more tracks."""

from datetime import time
from typing import TYPE_CHECKING, Any

from flask_babel import lazy_gettext
from sqlalchemy import ForeignKey, false, literal
from sqlalchemy.orm import Mapped, mapped_column, relationship

from faimi.content.base import to_json
from faimi.content.events import Event
from faimi.content.keynotes import Keynote
from faimi.content.kind import Kind
from faimi.content.letters import same_name
from faimi.content.papers import Paper
from faimi.content.reference import Reference
from faimi.content.row_markdown import MarkdownFormat
from faimi.content.schedule_form import SLOT_KINDS, SlotForm
from faimi.content.schedule_markdown import as_table, table
from faimi.content.schedule_rows import tell_changes
from faimi.content.slot_times import SlotTimes
from faimi.content.timetable import MAX_DAYS, MAX_DELAY_MINUTES
from faimi.content.tracks import Track, track_named

if TYPE_CHECKING:
    from faimi.content.page import Page

TALKS = ("talk", "keynote")  # the kinds of rows in which somebody speaks


class Slot(SlotTimes, Event):
    """A row of the schedule; times are local to the edition's time zone, `None` is unknown.

    `day` counts from 1, the edition's first. An `end` that is before its `start` is on the next day. What is `pinned`
    stays where it is when others move. What is planned stays where a row is late by a `delay`, in minutes; what is
    announced then is that much later.

    `speaker` and `title` are the row's own. Where they are empty, the paper or keynote that it
    names speaks for it: see `shown_title` and `shown_speaker`.
    """

    refers_to = (
        Reference(
            "paper",
            "title",
            {"title": "title", "speaker": "authors"},
            ("title",),
            shown_in_event=("url",),
            shown_there=("day", "start", "delay", "recording"),
        ),
        Reference(
            "keynote",
            "speaker",
            {"title": "title", "speaker": "speaker"},
            ("title", "speaker"),
            shows=("photo", "crop"),
        ),
        Reference("track", "name", {"room": "room"}, (), held_in="in_track"),
    )

    masthead = ("starts_on", "timezone", "venue")

    room: Mapped[str] = mapped_column(default="", server_default=literal(""))
    day: Mapped[int] = mapped_column(default=1, server_default="1")
    start: Mapped[time | None]
    end: Mapped[time | None]
    pinned: Mapped[bool] = mapped_column(default=False, server_default=false())
    delay: Mapped[int] = mapped_column(default=0, server_default="0")
    kind: Mapped[str] = mapped_column(default="talk")
    speaker: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    recording: Mapped[str] = mapped_column(default="")
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id", ondelete="SET NULL"), index=True)
    keynote_id: Mapped[int | None] = mapped_column(ForeignKey("keynote.id", ondelete="SET NULL"), index=True)
    track_id: Mapped[int | None] = mapped_column(ForeignKey("track.id", ondelete="SET NULL"), index=True)
    paper: Mapped[Paper | None] = relationship(back_populates="slots")
    keynote: Mapped[Keynote | None] = relationship(back_populates="slots")
    in_track: Mapped[Track | None] = relationship(back_populates="slots", lazy="joined")  # each row tells its name

    def __init__(self, **columns: Any) -> None:
        """A row of the first day, where no other is named, and on time."""
        super().__init__(**{"day": 1, "delay": 0} | columns)

    def __str__(self) -> str:
        return self.shown_title or self.shown_speaker

    @property
    def track(self) -> str:
        """The name of its track; empty for everybody. To write another one puts it there, or makes that track."""
        return track.name if (track := self.in_track) else ""

    @track.setter
    def track(self, name: str) -> None:
        elsewhere = self.section and self.in_track and self.in_track.section not in (None, self.section)
        if elsewhere or not same_name(name, self.track):
            self.in_track = (track_named(self.section, name) or Track(name=name)) if name else None
            self.track_id = self.in_track.id if self.in_track else None

    @property
    def shown_title(self) -> str:
        """The paper's title where the row names a paper, else its own, else its keynote's."""
        if self.paper:
            return self.paper.title
        return self.title or (self.keynote.title if self.keynote else "")

    @property
    def shown_speaker(self) -> str:
        """The presenter that the row names, else the keynote's speaker or the paper's authors."""
        if self.speaker:
            return self.speaker
        if self.keynote:
            return self.keynote.speaker
        return self.paper.authors if self.paper else ""

    @property
    def shown_room(self) -> str:
        """Its room, else that of its track."""
        return self.room or (self.in_track.room if self.in_track else "")


def facts(slot: Slot, page: "Page") -> dict[str, Any]:
    """A row of the schedule in edition.json."""
    clock = {name: to_json(getattr(slot, name)) for name in ("start", "end", "minutes")}
    clock |= {"day": to_json(slot.date), "day_number": slot.day, "pinned": slot.pinned, "delay": slot.delay}
    own = {"track": slot.track, "room": slot.shown_room, "kind": slot.kind, "recording": slot.recording}
    shown = {"speaker": slot.shown_speaker, "title": slot.shown_title}
    paper = page.named(slot, "paper")
    return own | clock | shown | {"paper": paper.title if paper else None}


def correctable(slot: Slot) -> tuple[str, ...]:
    """The columns of a talk that visitors may suggest corrections for: not the title that its paper gives it."""
    if slot.kind not in TALKS:
        return ()
    return ("speaker", "recording") if slot.paper else ("title", "speaker", "recording")


KIND = Kind(
    "slot",
    Slot,
    SlotForm,
    "schedule row",
    "Schedule",
    lazy_gettext("The schedule will follow."),
    tag="ol",
    groups={"day": "day_name", "track": "track"},
    clock=("start", "end"),
    note="start",
    links=("recording",),
    names=("speaker",),
    recurring=("room",),
    choices={
        "kind": SLOT_KINDS,
        "day": [str(number) for number in range(1, MAX_DAYS + 1)],
        "delay": [str(minutes) for minutes in range(MAX_DELAY_MINUTES + 1)],
    },
    heads={
        "day": ("date",),
        "start": ("time", "from", "begin", "begins", "start time", "when"),
        "end": ("until", "to", "ends", "end time"),
        "kind": ("type",),
        "track": ("session",),
        "room": ("location", "where", "hall", "place"),
        "speaker": ("speakers", "presenter", "presenters", "presented by", "who", "name", "author", "authors"),
        "title": ("talk", "talk title", "presentation", "topic", "what", "paper title"),
        "recording": ("video", "recording link", "youtube", "link", "url"),
    },
    playlist="recording",
    on_cover=("day", "start", "end", "delay", "kind", "room", "track_id", "recording"),
    unasked={"delay": "Minutes late"},
    unseen=("pinned",),
    cleared=("delay",),
    correctable=correctable,
    paged={"kind": TALKS},
    tell_changes=tell_changes,
    json_key="schedule",
    to_json=facts,
    markdown_format=MarkdownFormat(("slot",), as_table, table),
)
