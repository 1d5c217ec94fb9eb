"""Tracks: the sessions or streams of a schedule, each with its room; rows of the schedule name theirs."""

from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import event, literal
from sqlalchemy.orm import Mapped, mapped_column, relationship
from wtforms import Field
from wtforms.validators import DataRequired, ValidationError

from faimi.content.base import Item
from faimi.content.edition import Edition, Section
from faimi.content.fields import HALF, text
from faimi.content.forms import ItemForm
from faimi.content.kind import Kind
from faimi.content.letters import same_name
from faimi.extensions import db

if TYPE_CHECKING:
    from faimi.content.page import Page
    from faimi.content.schedule import Slot


class Track(Item):
    """A session or a stream of a schedule; its rows are in its room where they name none of their own."""

    name: Mapped[str]
    room: Mapped[str] = mapped_column(default="", server_default=literal(""))
    section: Mapped[Section] = relationship(back_populates="tracks")
    slots: Mapped[list["Slot"]] = relationship(back_populates="in_track", order_by="Slot.position")

    def __str__(self) -> str:
        return self.name


def track_named(section: Section | None, name: str) -> Track | None:
    """The track of a section that has this name; none where there is none."""
    tracks = section.tracks if section is not None else []
    return next((one for one in tracks if same_name(one.name, name) and one not in db.session.deleted), None)


def name_in(section: Section | None, name: str) -> str:
    """A track's name as its section writes it; as it is where the section has none of that name."""
    return str(track_named(section, name) or name)


@event.listens_for(db.session, "before_flush", insert=True)  # before it gets a number
def place_new_tracks(session: Any, *_: Any) -> None:
    """Puts each track that a row names anew into the row's section, where none of that name has come meanwhile."""
    for track in [row for row in session.new if isinstance(row, Track) and row.section is None]:
        rows = [slot for slot in track.slots if slot.section or slot.section_id]
        sections = [slot.section or session.get(Section, slot.section_id) for slot in rows]
        there = track_named(section := next(iter(sections), None), track.name)
        if section is None or there is not None:
            for slot in [*track.slots]:
                slot.in_track, slot.track_id = there, there.id if there else None
            session.expunge(track)
        else:
            track.position = max((one.position for one in section.tracks), default=-1) + 1
            track.section = section


class TrackForm(ItemForm):
    """A track: its rows are called by its name wherever they stand."""

    name = text("Track", DataRequired("A track has a name."), render_kw=HALF)
    room = text("Room", render_kw=HALF)
    hints: ClassVar[dict[str, str]] = {"room": "Where its rows are that name no room of their own."}

    def offer(self, edition: Edition, row: Any) -> None:
        """Knows where a row stands, or may stand."""
        self.row, self.edition = row, edition

    def validate_name(self, field: Field) -> None:
        """Refuses the name of another track of the section: rows are put into a track by its name."""
        schedules = [section for section in self.edition.sections if section.kind == KIND.part_of]
        sections = [self.row.section] if self.row is not None else schedules
        there = [track_named(section, field.data) for section in sections]
        if there and not {None, self.row} & {*there}:
            raise ValidationError("There is a track of this name already. Put its rows into that one.")


def facts(track: Track, _page: "Page") -> dict[str, Any]:
    """A track in edition.json."""
    return {"name": track.name, "room": track.room}


KIND = Kind(
    "track",
    Track,
    TrackForm,
    "track",
    "Tracks",
    part_of="slot",
    partial="_band.html",
    recurring=("room",),
    on_cover=("room",),
    json_key="tracks",
    to_json=facts,
)
