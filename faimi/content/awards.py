"""Awards."""

from typing import Any, ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship
from wtforms import Field
from wtforms.validators import DataRequired, ValidationError

from faimi.content.base import Item, ItemForm, Kind
from faimi.content.edition import Edition
from faimi.content.fields import ReferenceField, picture, text
from faimi.content.papers import Paper, papers_to_choose


class Award(Item):
    """An award to a person, for a paper, or both; without a recipient the paper's authors are shown."""

    name: Mapped[str]
    recipient: Mapped[str] = mapped_column(default="")
    affiliation: Mapped[str] = mapped_column(default="")
    photo: Mapped[str] = mapped_column(default="")
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id", ondelete="SET NULL"), index=True)
    paper: Mapped[Paper | None] = relationship(back_populates="awards")

    def __str__(self) -> str:
        return self.name

    def related(self) -> list[Item]:
        """The paper that won it: its entry shows the award."""
        return [self.paper] if self.paper else []

    def shows(self) -> list[Item]:
        """The paper that won it."""
        return self.related()

    @property
    def shown_recipient(self) -> str:
        """The person named, else the paper's authors."""
        return self.recipient or (self.paper.authors if self.paper else "")


class AwardForm(ItemForm):
    """An award."""

    name = text("Award", DataRequired("An award has a name."))
    recipient = text("Recipient")
    affiliation = text("Affiliation")
    paper = ReferenceField("Paper")
    photo = picture("Picture")
    hints: ClassVar[dict[str, str]] = {"recipient": "Empty shows the paper’s authors."}

    def offer(self, edition: Edition, row: Any) -> None:
        """Offers the edition's papers."""
        self.paper.offer(papers_to_choose(edition), "No paper")

    def validate_recipient(self, field: Field) -> None:
        """An award goes to somebody."""
        if not (field.data or self.paper.data):
            raise ValidationError("Name a recipient, or choose a paper.")


KIND = Kind("award", Award, AwardForm, "award", "Awards", "Awards are given at the workshop.")
