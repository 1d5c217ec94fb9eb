"""Awards."""

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from flask_babel import lazy_gettext
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship
from wtforms import Field
from wtforms.validators import DataRequired, ValidationError

from faimi.content.base import Item
from faimi.content.edition import Edition
from faimi.content.escaping import escaped
from faimi.content.fields import HALF, picture, text
from faimi.content.forms import ItemForm
from faimi.content.kind import Kind
from faimi.content.papers import Paper, papers_to_choose
from faimi.content.reference import Reference
from faimi.content.reference_field import ReferenceField
from faimi.content.row_markdown import LEAD, TARGET, TEXT, as_list, leading, parts_of, shown

if TYPE_CHECKING:
    from faimi.content.page import Page


class Award(Item):
    """An award to a person, for a paper, or both; without a recipient the paper's authors are shown."""

    refers_to = (Reference("paper", "title", {"recipient": "authors"}, ("recipient",), shown_there=("name",)),)

    name: Mapped[str]
    recipient: Mapped[str] = mapped_column(default="")
    affiliation: Mapped[str] = mapped_column(default="")
    photo: Mapped[str] = mapped_column(default="")
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id", ondelete="SET NULL"), index=True)
    paper: Mapped[Paper | None] = relationship(back_populates="awards")

    def __str__(self) -> str:
        return self.name

    @property
    def shown_recipient(self) -> str:
        """The person named, else the paper's authors."""
        return self.recipient or (self.paper.authors if self.paper else "")


class AwardForm(ItemForm):
    """An award."""

    name = text("Award", DataRequired("An award has a name."), render_kw=HALF)
    recipient = text("Recipient", render_kw=HALF)
    affiliation = text("Affiliation", render_kw=HALF)
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


FORM = (
    rf"\*\*(?P<name>{TEXT})\*\*(?:: (?P<recipient>{TEXT}))?(?:, \*(?P<affiliation>{TEXT})\*)?"
    rf"(?:, for (?P<ref_paper>{LEAD}))?(?: !\[{TEXT}\](?P<to_photo>{TARGET}))?"
)


def as_line(award: Award, page: "Page") -> str:
    """An award as Markdown on one line, as FORM reads it."""
    paper = page.named(award, "paper")
    parts = [f"**{escaped(award.name)}**"]
    parts += [f": {escaped(award.shown_recipient)}"] if award.shown_recipient else []
    parts += [f", *{escaped(award.affiliation)}*"] if award.affiliation else []
    parts += [f", for {leading(paper, paper.title)}"] if paper else []
    parts += [f" {shown(award.shown_recipient, award.photo)}"] if award.photo else []
    return "".join(parts)


def facts(award: Award, page: "Page") -> dict[str, Any]:
    """An award in edition.json."""
    own = {"name": award.name, "affiliation": award.affiliation, "photo": award.photo}
    paper = page.named(award, "paper")
    return own | {"recipient": award.shown_recipient, "paper": paper.title if paper else None}


KIND = Kind(
    "award",
    Award,
    AwardForm,
    "award",
    "Awards",
    lazy_gettext("Awards are given at the workshop."),
    layout="grid",
    pictures=("photo",),
    names=("recipient",),
    recurring=("affiliation",),
    heads={
        "name": ("award name", "prize", "name"),
        "recipient": ("recipients", "winner", "winners", "awardee", "awarded to", "authors", "author"),
        "affiliation": ("institution", "university", "organization"),
        "paper": ("paper title", "title"),
    },
    json_key="awards",
    to_json=facts,
    markdown_format=as_list("award", as_line, partial(parts_of, FORM)),
)
