"""Keynotes: who speaks, about what."""

from typing import TYPE_CHECKING, ClassVar

from sqlalchemy.orm import Mapped, mapped_column, relationship
from wtforms.validators import DataRequired

from faimi.content.base import Item, ItemForm, Kind, step_version
from faimi.content.fields import picture, prose, text

if TYPE_CHECKING:
    from faimi.content.schedule import Slot


class Keynote(Item):
    """An invited speaker with the talk's title; `abstract` and `bio` are Markdown."""

    speaker: Mapped[str]
    affiliation: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    abstract: Mapped[str] = mapped_column(default="")
    bio: Mapped[str] = mapped_column(default="")
    photo: Mapped[str] = mapped_column(default="")
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
    hints: ClassVar[dict[str, str]] = {"title": "Empty until it is known."}


KIND = Kind("keynote", Keynote, KeynoteForm, "keynote", "Keynotes", "Keynotes will be announced.", tag="div")
