"""Keynotes: who speaks, about what."""

from typing import TYPE_CHECKING, ClassVar

from sqlalchemy.orm import Mapped, mapped_column, relationship
from wtforms import SelectField
from wtforms.validators import DataRequired

from faimi.content.base import Item, ItemForm, Kind, step_version
from faimi.content.fields import picture, prose, text

if TYPE_CHECKING:
    from faimi.content.schedule import Slot

CROPS = {
    "0": "Top or left",
    "25": "Nearer the top or left",
    "50": "Middle",
    "75": "Nearer the bottom or right",
    "100": "Bottom or right",
}


class Keynote(Item):
    """An invited speaker with the talk's title; `abstract` and `bio` are Markdown.

    `crop` is the part of the photo that a square keeps: 0 is at its top or left, 100 at its bottom or right.
    """

    speaker: Mapped[str]
    affiliation: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    abstract: Mapped[str] = mapped_column(default="")
    bio: Mapped[str] = mapped_column(default="")
    photo: Mapped[str] = mapped_column(default="")
    crop: Mapped[int] = mapped_column(default=50, server_default="50")
    slots: Mapped[list["Slot"]] = relationship(back_populates="keynote", order_by="Slot.position")

    def __str__(self) -> str:
        return self.speaker

    def related(self) -> list[Item]:
        """The rows of the schedule that name it."""
        return list(self.slots)

    def let_go(self) -> None:
        """Leaves speaker and title with the rows of the schedule that name this keynote."""
        for slot in list(self.slots):
            slot.title, slot.speaker, slot.keynote = slot.shown_title, slot.shown_speaker, None
            step_version(slot)


class KeynoteForm(ItemForm):
    """A keynote."""

    speaker = text("Speaker", DataRequired("A keynote has a speaker."))
    affiliation = text("Affiliation")
    title = text("Title of the talk")
    abstract = prose("Abstract")
    bio = prose("About the speaker")
    photo = picture("Photo")
    crop = SelectField("Which part to keep", choices=CROPS, coerce=int, default=50)
    hints: ClassVar[dict[str, str]] = {
        "title": "Empty until it is known.",
        "crop": "The page shows it square: an upright photo loses at its top and bottom, a wide one at its sides.",
    }


KIND = Kind("keynote", Keynote, KeynoteForm, "keynote", "Keynotes", "Keynotes will be announced.", tag="div")
