"""Keynotes: who speaks, about what."""

from typing import TYPE_CHECKING, Any, ClassVar

from flask_babel import lazy_gettext
from sqlalchemy.orm import Mapped, mapped_column, relationship
from wtforms.validators import DataRequired

from faimi.content.base import Item
from faimi.content.escaping import escaped, guarded, unguarded
from faimi.content.fields import CROP_HINT, CROPS, HALF, crop_choice, picture, prose, text
from faimi.content.forms import ItemForm
from faimi.content.kind import Kind
from faimi.content.row_markdown import (
    PHOTO,
    TEXT,
    Blocks,
    ChangedError,
    Values,
    as_blocks,
    name_comment,
    parts_of,
    shown_cropped,
    with_crop,
)

if TYPE_CHECKING:
    from faimi.content.schedule import Slot


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


class KeynoteForm(ItemForm):
    """A keynote."""

    speaker = text("Speaker", DataRequired("A keynote has a speaker."), render_kw=HALF)
    affiliation = text("Affiliation", render_kw=HALF)
    title = text("Title of the talk")
    abstract = prose("Abstract")
    bio = prose("About the speaker")
    photo = picture("Photo")
    crop = crop_choice()
    hints: ClassVar[dict[str, str]] = {
        "title": "Empty until it is known.",
        "crop": CROP_HINT,
    }


FORM = rf"\*(?P<affiliation>{TEXT})\*|{PHOTO}|\*\*(?P<title>{TEXT})\*\*"
PROSE = ("abstract", "bio")


def as_passage(keynote: Keynote, _page: object) -> str:
    """A keynote as Markdown, as `passages` reads it."""
    head = [
        f"{name_comment(keynote)}\n\n### {escaped(keynote.speaker)}",
        f"*{escaped(keynote.affiliation)}*" if keynote.affiliation else "",
        shown_cropped(keynote.speaker, keynote.photo, keynote.crop),
        f"**{escaped(keynote.title)}**" if keynote.title else "",
    ]
    prose = [f"<!-- {name} -->\n\n{guarded(text)}" for name in PROSE if (text := getattr(keynote, name))]
    return "\n\n".join(filter(None, [*head, *prose]))


def passages(blocks: Blocks) -> list[Values]:
    """The keynotes that `as_passage` wrote; raises ChangedError."""
    keynotes: list[Values] = []
    for mark, block, name in blocks:
        if mark == "keynote":
            speaker, *told = block.split("\n\n")
            keynote = dict.fromkeys(("affiliation", "title", *PROSE, "photo"), "")
            keynotes.append(keynote | name | parts_of(rf"### (?P<speaker>{TEXT})", speaker))
            for line in told:
                keynotes[-1] |= with_crop({name: part for name, part in parts_of(FORM, line).items() if part})
        elif mark in PROSE and keynotes:
            keynotes[-1][mark] = unguarded(block)
        else:
            raise ChangedError("It holds rows of another kind.")
    return keynotes


def facts(keynote: Keynote, _page: object) -> dict[str, Any]:
    """A keynote in edition.json."""
    own = {name: getattr(keynote, name) for name in ("speaker", "affiliation", "title", *PROSE, "photo")}
    return own | {"crop": keynote.crop if keynote.photo else 50}


KIND = Kind(
    "keynote",
    Keynote,
    KeynoteForm,
    "keynote",
    "Keynotes",
    lazy_gettext("Keynotes will be announced."),
    tag="div",
    pictures=("photo",),
    markdown=PROSE,
    names=("speaker",),
    recurring=("affiliation",),
    heads={
        "speaker": ("name", "keynote", "keynote speaker", "who"),
        "affiliation": ("institution", "university", "organization"),
        "title": ("title", "talk", "talk title"),
        "bio": ("bio", "biography", "about"),
    },
    choices={"crop": CROPS},
    on_cover=("speaker", "position"),
    json_key="keynotes",
    to_json=facts,
    markdown_format=as_blocks(("keynote", *PROSE), as_passage, passages),
)
