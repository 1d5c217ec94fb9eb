"""Text: prose in Markdown, with a picture and a link where it has them."""

from typing import ClassVar

from sqlalchemy.orm import Mapped, mapped_column
from wtforms import Field
from wtforms.validators import ValidationError

from faimi.content.base import Item, ItemForm, Kind
from faimi.content.fields import link, picture, prose, text
from faimi.content.prose import render


class Text(Item):
    """A passage of Markdown; `picture` is a path on this site, `url` is where picture and passage lead."""

    body: Mapped[str] = mapped_column(default="")
    picture: Mapped[str] = mapped_column(default="")
    alt: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")

    def __str__(self) -> str:
        return render(self.body).striptags()[:60] or self.url or self.alt


class TextForm(ItemForm):
    """A passage of text."""

    body = prose("Text", rows=10)
    url = link("Link")
    picture = picture("Picture")
    alt = text("What the picture shows")
    hints: ClassVar[dict[str, str]] = {"body": "Markdown: **bold**, *italic*, [link](https://…), - list."}

    def validate_body(self, field: Field) -> None:
        """A passage without text, picture or link would show nothing."""
        if not (field.data or self.picture.data or self.url.data):
            raise ValidationError("Write something, or give a picture or a link.")


KIND = Kind("text", Text, TextForm, "text", "Text", "Nothing written yet.", tag="div")
