"""Accepted papers."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from flask import g
from sqlalchemy import Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship
from wtforms.validators import DataRequired

from faimi.content.base import Item, ItemForm, Kind, step_version
from faimi.content.edition import Edition, Section
from faimi.content.fields import link, text

if TYPE_CHECKING:
    from faimi.content.awards import Award
    from faimi.content.schedule import Slot


class Paper(Item):
    """An accepted paper; talks and awards name it, and show its title and authors as they stand here."""

    authors: Mapped[str] = mapped_column(default="")
    title: Mapped[str]
    url: Mapped[str] = mapped_column(default="")
    slots: Mapped[list["Slot"]] = relationship(back_populates="paper", order_by="Slot.position")
    awards: Mapped[list["Award"]] = relationship(back_populates="paper", order_by="Award.position")

    def __str__(self) -> str:
        return self.title

    def related(self) -> list[Item]:
        """The talks and awards that name it."""
        return [*self.slots, *self.awards]

    @property
    def shown_slots(self) -> "list[Slot]":
        """The talks that its row tells of."""
        return g.naming[self.id][0] if self.id in g.get("naming", ()) else self.slots

    @property
    def shown_awards(self) -> "list[Award]":
        """The awards that its row tells of."""
        return g.naming[self.id][1] if self.id in g.get("naming", ()) else self.awards

    def let_go(self) -> None:
        """Leaves title and authors with the talks and awards that name this paper."""
        for slot in list(self.slots):
            slot.title, slot.speaker, slot.paper = slot.shown_title, slot.shown_speaker, None
            step_version(slot)
        for award in list(self.awards):
            award.recipient, award.paper = award.shown_recipient, None
            step_version(award)


def keep_naming(papers: Iterable[Paper], slots: "Iterable[Slot]", awards: "Iterable[Award]") -> None:
    """Keeps at hand for the request which of these slots and awards name these papers, so that no query asks for it."""
    naming: dict[int | None, tuple[list[Slot], list[Award]]] = {paper.id: ([], []) for paper in papers}
    for slot in slots:
        if slot.paper_id in naming:
            naming[slot.paper_id][0].append(slot)
    for award in awards:
        if award.paper_id in naming:
            naming[award.paper_id][1].append(award)
    g.naming = g.get("naming", {}) | naming


class PaperForm(ItemForm):
    """A paper."""

    title = text("Title", DataRequired("A paper has a title."), longest=500)
    authors = text("Authors", longest=2000)
    url = link("Link")
    hints: ClassVar[dict[str, str]] = {"authors": "Separated by commas, as they should appear."}


def papers_to_choose(edition: Edition) -> Select[Any, Any]:
    """Gives the query of the ids and titles of an edition's papers, by title."""
    query = select(Paper.id, Paper.title).join(Section).where(Section.edition_id == edition.id)
    return query.order_by(Paper.title)


KIND = Kind("paper", Paper, PaperForm, "paper", "Accepted papers", "No papers yet.", tag="ol", note=True)
