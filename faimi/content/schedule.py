"""The schedule: slots in one or more tracks."""

import re
from datetime import time
from typing import Any, ClassVar

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column, relationship
from wtforms import Field, SelectField
from wtforms.validators import ValidationError
from wtforms.widgets import TextInput

from faimi.content.base import Item, ItemForm, Kind
from faimi.content.edition import Edition, Section
from faimi.content.fields import ReferenceField, link, text
from faimi.content.keynotes import Keynote
from faimi.content.papers import Paper, papers_to_choose

SLOT_KINDS = {"talk": "Talk", "keynote": "Keynote", "break": "Break", "other": "Other"}
CLOCK = re.compile(r"(?P<hour>[0-9]{1,2})(?:[:.h]?(?P<minute>[0-9]{2}))?\s*(?P<half>[ap])?\.?(?:m\.?)?", re.I)


class Slot(Item):
    """A row of the schedule; times are local to the edition's time zone, `None` is unknown.

    `speaker` and `title` are the row's own. Where they are empty, the paper or keynote that it
    names speaks for it: see `shown_title` and `shown_speaker`.
    """

    track: Mapped[str] = mapped_column(default="")
    start: Mapped[time | None]
    end: Mapped[time | None]
    kind: Mapped[str] = mapped_column(default="talk")
    speaker: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    recording: Mapped[str] = mapped_column(default="")
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id", ondelete="SET NULL"), index=True)
    keynote_id: Mapped[int | None] = mapped_column(ForeignKey("keynote.id", ondelete="SET NULL"), index=True)
    paper: Mapped[Paper | None] = relationship(back_populates="slots")
    keynote: Mapped[Keynote | None] = relationship(back_populates="slots")

    def __str__(self) -> str:
        return self.shown_title or self.shown_speaker

    def related(self) -> list[Item]:
        """The paper that it is a talk on: its entry shows the time."""
        return [self.paper] if self.paper else []

    def shows(self) -> list[Item]:
        """The paper or keynote that it names."""
        return [item for item in (self.paper, self.keynote) if item]

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


class ClockField(Field):
    """A time of day, typed as 13:30, 13.30, 1330, 13 or 1:30 pm; empty is unknown."""

    widget = TextInput()
    data: time | None

    def __init__(self, label: str, **kw: Any) -> None:
        super().__init__(label, render_kw={"inputmode": "numeric", "placeholder": "13:30"}, **kw)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{self.data:%H:%M}" if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads the typed time."""
        typed = valuelist[0].strip() if valuelist else ""
        match = CLOCK.fullmatch(typed)
        self.data = None
        if typed and not match:
            raise ValueError("Give a time on the 24-hour clock, such as 13:30.")
        if match:
            hour, minute = int(match["hour"]), int(match["minute"] or 0)
            if match["half"]:
                hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
            if hour > 23 or minute > 59:
                raise ValueError(f"There is no {typed} on the clock: hours go to 23, minutes to 59.")
            self.data = time(hour, minute)


class SlotForm(ItemForm):
    """A row of the schedule."""

    start = ClockField("Start")
    end = ClockField("End")
    kind = SelectField("Kind", choices=SLOT_KINDS)
    track = text("Track")
    paper = ReferenceField("Paper")
    keynote = ReferenceField("Keynote")
    title = text("Title", longest=500)
    speaker = text("Speaker")
    recording = link("Recording")
    hints: ClassVar[dict[str, str]] = {
        "title": "With a paper or keynote chosen it may stay empty: theirs is shown.",
        "speaker": "Empty shows the paper’s authors or the keynote’s speaker.",
    }

    def offer(self, edition: Edition, row: Any) -> None:
        """Offers the edition's papers and keynotes."""
        keynotes = select(Keynote.id, Keynote.speaker).join(Section).where(Section.edition_id == edition.id)
        self.paper.offer(papers_to_choose(edition), "No paper")
        self.keynote.offer(keynotes, "No keynote")

    def follow(self, row: Slot) -> None:
        """Goes on in the same track, when the row before it ends."""
        self.track.data, self.start.data = row.track, row.end

    def validate_end(self, field: Field) -> None:
        """A slot ends after it starts."""
        if field.data and self.start.data and field.data <= self.start.data:
            raise ValidationError("The end is not after the start.")

    def validate_title(self, field: Field) -> None:
        """A row without any text would show nothing."""
        if not (field.data or self.paper.data or self.keynote.data or self.speaker.data):
            raise ValidationError("Give a title, or choose a paper or a keynote.")


KIND = Kind(
    "slot", Slot, SlotForm, "schedule row", "Schedule", "The schedule will follow.", tag="ol", groups="track", note=True
)
