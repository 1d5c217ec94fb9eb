"""The schedule: slots in one or more tracks."""

import re
from collections.abc import Callable, Sequence
from datetime import date, time
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import ForeignKey, Select, literal, select
from sqlalchemy.orm import Mapped, mapped_column, relationship
from wtforms import Field, SelectField
from wtforms.validators import ValidationError

from faimi.content.base import Reference, to_json
from faimi.content.clock_fields import ClockField, EndField
from faimi.content.deadlines import is_skipped
from faimi.content.edition import Edition
from faimi.content.escaping import escaped
from faimi.content.events import Event
from faimi.content.fields import HALF, SHORT, ReferenceField, link, text
from faimi.content.forms import ItemForm
from faimi.content.keynotes import Keynote
from faimi.content.kind import Kind
from faimi.content.papers import Paper, papers_to_choose
from faimi.content.row_markdown import (
    LEAD,
    TARGET,
    TEXT,
    Blocks,
    ChangedError,
    MarkdownFormat,
    Values,
    leading,
    lines_of,
    linked,
    name_comment,
    parts_of,
)
from faimi.content.timetable import MAX_DAYS, minutes_between

if TYPE_CHECKING:
    from faimi.content.page import Page

SLOT_KINDS = {"talk": "Talk", "keynote": "Keynote", "break": "Break", "other": "Other"}


class Slot(Event):
    """A row of the schedule; times are local to the edition's time zone, `None` is unknown.

    `day` counts from 1, the edition's first. An `end` that is before its `start` is on the next day.

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
            shown_there=("day", "start"),
        ),
        Reference(
            "keynote",
            "speaker",
            {"title": "title", "speaker": "speaker"},
            ("title", "speaker"),
            shows=("photo", "crop"),
        ),
    )

    masthead = ("starts_on", "timezone", "venue")

    track: Mapped[str] = mapped_column(default="")
    room: Mapped[str] = mapped_column(default="", server_default=literal(""))
    day: Mapped[int] = mapped_column(default=1, server_default="1")
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

    def __init__(self, **columns: Any) -> None:
        """A row of the first day, where no other is named."""
        super().__init__(**{"day": 1} | columns)

    def __str__(self) -> str:
        return self.shown_title or self.shown_speaker

    @property
    def date(self) -> date | None:
        """The date on which it begins; None where the edition's first day is unknown."""
        return self.edition.date_of(self.day)

    @property
    def day_name(self) -> str:
        """What its day is called."""
        return self.edition.day_name(self.day)

    @property
    def minutes(self) -> int | None:
        """How long it takes; None is unknown."""
        return minutes_between(self.start, self.end)

    @property
    def ends_next_day(self) -> bool:
        """Whether it goes on past midnight."""
        return bool(self.minutes and self.end and self.start and self.end < self.start)

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


class SlotForm(ItemForm):
    """A row of the schedule."""

    day = SelectField("Day", coerce=int, render_kw=SHORT)
    start = ClockField("Start")
    end = EndField("End")
    kind = SelectField("Kind", choices=SLOT_KINDS, render_kw=SHORT)
    track = text("Track", render_kw=SHORT)
    room = text("Room", render_kw=SHORT)
    paper = ReferenceField("Paper")
    keynote = ReferenceField("Keynote")
    title = text("Title", longest=500)
    speaker = text("Speaker", render_kw=HALF)
    recording = link("Recording")
    hints: ClassVar[dict[str, str]] = {
        "end": "A time, or a length such as 20 min; +10 makes it longer.",
        "title": "With a paper or keynote chosen it may stay empty: theirs is shown.",
        "speaker": "Empty shows the paper’s authors or the keynote’s speaker.",
    }

    def offer(self, edition: Edition, row: Any) -> None:
        """Offers the edition's papers and keynotes, and its days where there are several."""
        self.edition, self.first_day = edition, row.day if row else 1
        keynotes: Select[Any, Any, Any] = select(Keynote.id, Keynote.number, Keynote.speaker).where(
            Keynote.edition_id == edition.id
        )
        self.paper.offer(papers_to_choose(edition), "No paper")
        self.keynote.offer(keynotes, "No keynote")
        days = max(edition.days, row.day if row else 1)
        self.day.choices = {str(number): edition.day_name(number) for number in range(1, days + 1)}
        if days == 1:
            del self.day

    def prefill_from(self, row: Slot) -> None:
        """Goes on in the same track, when the row before it ends."""
        self.track.data, self.start.data = row.track, row.end
        if "day" in self:
            self.day.data = row.day

    def validate_start(self, field: Field) -> None:
        """Refuses a time that the clock skips."""
        day, zone = self.edition.date_of(self.day.data if "day" in self else self.first_day), self.edition.zone
        if field.data and day and zone and is_skipped(day, field.data, zone):
            raise ValidationError(f"The clock skips {field.data:%H:%M} on that day, when summer time begins.")

    def validate_end(self, field: Field) -> None:
        """A slot ends after it starts, maybe past midnight."""
        if field.data and self.start.data and minutes_between(self.start.data, field.data) is None:
            raise ValidationError("The end is not after the start. Past midnight a row lasts 12 hours at most.")

    def validate_title(self, field: Field) -> None:
        """A row without any text would show nothing."""
        if not (field.data or self.paper.data or self.keynote.data or self.speaker.data):
            raise ValidationError("Give a title, or choose a paper or a keynote.")


CELL = re.compile(r"((?:[^\\|]|\\.)*)\|")
DIGITS = r"(?:\d\d|[7-9])[:.]\d\d"  # 1:30 may well be meant as 13:30
COLUMNS: dict[str, tuple[Callable[[Slot, "Page"], str], str]] = {  # how each cell is written, and what it reads as
    "Day": (lambda slot, _page: str(slot.day) if slot.day > 1 else "", r"(?P<day>\d{1,2})?"),
    "Time": (lambda slot, _page: _times(slot), rf"(?P<start>{DIGITS})?(?:\s*[-–—]\s*(?P<end>{DIGITS}))?"),
    "Kind": (lambda slot, _page: slot.kind, f"(?i:(?P<kind>{'|'.join(SLOT_KINDS)}))"),
    "Speaker": (
        lambda slot, page: leading(page.named(slot, "keynote"), slot.shown_speaker),
        rf"(?P<ref_keynote>{LEAD})|(?P<speaker>{TEXT})",
    ),
    "Title": (
        lambda slot, page: leading(page.named(slot, "paper"), slot.shown_title),
        rf"(?P<ref_paper>{LEAD})|(?P<title>{TEXT})",
    ),
    "Track": (lambda slot, _page: escaped(slot.track), f"(?P<track>{TEXT})"),
    "Room": (lambda slot, _page: escaped(slot.room), f"(?P<room>{TEXT})"),
    "Recording": (
        lambda slot, _page: linked("Recording", slot.recording) if slot.recording else "",
        rf"(?:\[Recording\](?P<to_recording>{TARGET}))?",
    ),
}


def as_table(slots: Sequence[Slot], page: "Page") -> str:
    """The schedule as a Markdown table, as `table` reads it; columns in which nothing stands are left out."""
    if not slots:
        return ""
    cells = {head: [write(slot, page) for slot in slots] for head, (write, _) in COLUMNS.items()}
    cells = {head: column for head, column in cells.items() if any(column)}
    named = [
        f"| {' | '.join(row)} {name_comment(slot)} |"
        for slot, row in zip(slots, zip(*cells.values(), strict=True), strict=True)
    ]
    head = [f"| {' | '.join(row)} |" for row in (cells, ["---"] * len(cells))]
    return "\n".join(["<!-- slot -->\n", *head, *named])


def table(blocks: Blocks) -> list[Values]:
    """The rows of the schedule that `as_table` wrote; raises ChangedError."""
    cells = [([cell.strip() for cell in CELL.findall(line)[1:]], name) for line, name in lines_of("slot", blocks)]
    heads = cells[0][0] if cells else []
    rows = []
    for row, name in cells[2:]:
        if len(row) != len(heads) or not set(heads) <= COLUMNS.keys():
            raise ChangedError("Its table has other columns.")
        texts = dict(zip(heads, row, strict=True))
        slot: Values = {}
        for head, (_, form) in COLUMNS.items():
            slot |= parts_of(form, texts.get(head, ""))
        times = {name: _time(slot[name]) for name in ("start", "end")}
        rows.append(slot | name | times | {"kind": slot["kind"].lower(), "day": _day(slot["day"])})
    return rows


def _times(slot: Slot) -> str:
    start, end = (f"{clock:%H:%M}" if clock else "" for clock in (slot.start, slot.end))
    return f"{start} - {end}".strip() if end else start


def _day(text: str) -> int:
    day = int(text or 1)
    if not 1 <= day <= MAX_DAYS:
        raise ChangedError(f"There is no day {day}.")
    return day


def _time(text: str) -> time | None:
    try:
        return time.fromisoformat(text.replace(".", ":").zfill(5)) if text else None
    except ValueError:
        raise ChangedError(f"There is no {text} on the clock.") from None


def facts(slot: Slot, page: "Page") -> dict[str, Any]:
    """A row of the schedule in edition.json."""
    clock = {name: to_json(getattr(slot, name)) for name in ("start", "end", "minutes")}
    clock |= {"day": to_json(slot.date), "day_number": slot.day}
    own = {"track": slot.track, "room": slot.room, "kind": slot.kind, "recording": slot.recording}
    shown = {"speaker": slot.shown_speaker, "title": slot.shown_title}
    paper = page.named(slot, "paper")
    return own | clock | shown | {"paper": paper.title if paper else None}


def correctable(slot: Slot) -> tuple[str, ...]:
    """The columns of a talk that visitors may suggest corrections for: not the title that its paper gives it."""
    if slot.kind not in ("talk", "keynote"):
        return ()
    return ("speaker", "recording") if slot.paper else ("title", "speaker", "recording")


KIND = Kind(
    "slot",
    Slot,
    SlotForm,
    "schedule row",
    "Schedule",
    "The schedule will follow.",
    tag="ol",
    groups={"day": "day_name", "track": "track"},
    note="start",
    links=("recording",),
    names=("speaker",),
    recurring=("track", "room"),
    choices={"kind": SLOT_KINDS, "day": [str(number) for number in range(1, MAX_DAYS + 1)]},
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
    correctable=correctable,
    json_key="schedule",
    to_json=facts,
    markdown_format=MarkdownFormat(("slot",), as_table, table),
)
