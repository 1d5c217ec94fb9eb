"""Text: prose in Markdown, with a picture and a link where it has them."""

from typing import ClassVar

from sqlalchemy.orm import Mapped, mapped_column
from wtforms import Field
from wtforms.validators import ValidationError

from faimi.content.base import Item, ItemForm, Kind
from faimi.content.fields import Mark, link, picture, prose, text
from faimi.content.prose import render


class Text(Item):
    """A passage of Markdown; `picture` is a path on this site, `url` is where picture and passage lead."""

    body: Mapped[str] = mapped_column(default="")
    picture: Mapped[str] = mapped_column(default="")
    alt: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")

    @property
    def decorative(self) -> bool:
        """Whether its picture adds nothing to the text: that is told by its empty description."""
        return bool(self.picture and not self.alt)

    def __str__(self) -> str:
        return render(self.body).striptags()[:60] or self.url or self.alt


class TextForm(ItemForm):
    """A passage of text."""

    body = prose("Text", rows=10)
    url = link("Link")
    picture = picture("Picture")
    alt = text("What the picture shows")
    decorative = Mark("Decorative: it adds nothing to the text")
    hints: ClassVar[dict[str, str]] = {
        "body": "Markdown: **bold**, *italic*, [link](https://…), - list.",
        "alt": "Read out to those who do not see it.",
        "decorative": "In place of a description: leave that empty.",
    }

    def validate_body(self, field: Field) -> None:
        """A passage without text, picture or link would show nothing."""
        if not (field.data or self.picture.data or self.url.data):
            raise ValidationError("Write something, or give a picture or a link.")

    def validate_alt(self, field: Field) -> None:
        """A picture is described, or said to need no description."""
        if self.picture.data and not (field.data or self.decorative.data):
            raise ValidationError("Say what the picture shows, or tick that it is decorative.")

    def validate_decorative(self, field: Field) -> None:
        """What is described says something."""
        if field.data and self.picture.data and self.alt.data:
            raise ValidationError("It has a description: empty that, or take this tick away.")


KIND = Kind("text", Text, TextForm, "text", "Text", "Nothing written yet.", tag="div")
