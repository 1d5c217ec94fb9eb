"""Text: prose in Markdown, with a picture and a link where it has them."""

from typing import Any, ClassVar

from flask_babel import lazy_gettext
from sqlalchemy.orm import Mapped, mapped_column
from wtforms import Field
from wtforms.validators import ValidationError

from faimi.content.base import Item
from faimi.content.escaping import escaped, guarded, unguarded
from faimi.content.fields import HALF, Mark, link, picture, prose, text
from faimi.content.forms import ItemForm
from faimi.content.kind import Kind
from faimi.content.prose import render
from faimi.content.row_markdown import (
    TARGET,
    TEXT,
    Blocks,
    ChangedError,
    Values,
    as_blocks,
    linked,
    name_comment,
    parts_of,
    shown,
)


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
    alt = text("What the picture shows", render_kw=HALF)
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
            raise ValidationError("It has a description: delete that, or untick this.")


FORM = rf"(?P<link>\[)?(?:!\[(?P<alt>{TEXT})\](?P<to_picture>{TARGET})|(?P<name>{TEXT}))(?(link)\](?P<to_url>{TARGET}))"


def as_passage(row: Text, _page: object) -> str:
    """A passage with its picture and link as Markdown, as `passages` reads it."""
    there = shown(row.alt, row.picture) if row.picture else ""
    if not (there or row.url):
        return f"{name_comment(row)}\n\n{guarded(row.body)}".rstrip("\n")
    head = linked(there or escaped(row.alt or row.url), row.url)
    return f"{name_comment(row, 'picture')}\n\n{head}\n\n{guarded(row.body)}".rstrip("\n")


def passages(blocks: Blocks) -> list[Values]:
    """The passages that `as_passage` wrote; raises ChangedError."""
    rows = []
    for mark, block, name_of_row in blocks:
        row, body = dict.fromkeys(("url", "picture", "alt"), ""), block
        if mark == "picture":
            head, _, body = block.partition("\n\n")
            row |= parts_of(FORM, head)
            name = row.pop("name")
            row["alt"] = row["alt"] or (name if name != row["url"] else "")
        elif mark != "text":
            raise ChangedError("It holds rows of another kind.")
        rows.append(row | name_of_row | {"body": unguarded(body.strip("\n"))})
    return rows


def facts(row: Text, _page: object) -> dict[str, Any]:
    """A passage in edition.json."""
    own = {"body": row.body, "url": row.url, "picture": row.picture}
    return own | {"alt": row.alt if row.picture or row.url else ""}


KIND = Kind(
    "text",
    Text,
    TextForm,
    "text",
    "Text",
    lazy_gettext("Nothing written yet."),
    tag="div",
    pictures=("picture",),
    markdown=("body",),
    links=("url",),
    rolls_over=True,
    on_cover=("body",),
    json_key="texts",
    to_json=facts,
    markdown_format=as_blocks(("text", "picture"), as_passage, passages),
)
