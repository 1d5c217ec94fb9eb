"""Organizers: the people listed on the page (those who sign in are accounts)."""

from typing import Any, ClassVar

from flask_babel import lazy_gettext
from sqlalchemy import literal
from sqlalchemy.orm import Mapped, mapped_column
from wtforms.validators import DataRequired

from faimi.content.base import Item
from faimi.content.escaping import escaped
from faimi.content.fields import CROP_HINT, CROPS, HALF, crop_choice, link, picture, text
from faimi.content.forms import ItemForm
from faimi.content.kind import Kind
from faimi.content.row_markdown import PHOTO, TARGET, TEXT, as_list, linked, parts_of, shown_cropped, with_crop


class Organizer(Item):
    """A person behind the workshop."""

    name: Mapped[str]
    affiliation: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")
    photo: Mapped[str] = mapped_column(default="", server_default=literal(""))
    crop: Mapped[int] = mapped_column(default=50, server_default="50")

    def __str__(self) -> str:
        return self.name


class OrganizerForm(ItemForm):
    """An organizer."""

    name = text("Name", DataRequired("An organizer has a name."), render_kw=HALF)
    affiliation = text("Affiliation", render_kw=HALF)
    url = link("Website")
    photo = picture("Photo")
    crop = crop_choice()
    hints: ClassVar[dict[str, str]] = {"crop": CROP_HINT}
    folded = ("photo", "crop")
    folded_label = "Photo"


FORM = (
    rf"\*\*(?P<link>\[)?(?P<name>{TEXT})(?(link)\](?P<to_url>{TARGET}))\*\*(?:, (?P<affiliation>{TEXT}))?"
    rf"(?: {PHOTO})?"
)


def as_line(organizer: Organizer, _page: object) -> str:
    """A person as Markdown on one line, as FORM reads it."""
    place = f", {escaped(organizer.affiliation)}" if organizer.affiliation else ""
    photo = shown_cropped(organizer.name, organizer.photo, organizer.crop)
    return f"**{linked(escaped(organizer.name), organizer.url)}**{place}{photo and f' {photo}'}"


def facts(organizer: Organizer, _page: object) -> dict[str, Any]:
    """A person in edition.json."""
    own = {name: getattr(organizer, name) for name in ("name", "affiliation", "url", "photo")}
    return own | {"crop": organizer.crop if organizer.photo else 50}


KIND = Kind(
    "organizer",
    Organizer,
    OrganizerForm,
    "organizer",
    "Organizers",
    lazy_gettext("No organizers yet."),
    layout="grid",
    pictures=("photo",),
    links=("url",),
    names=("name",),
    recurring=("affiliation",),
    heads={
        "name": ("organizer", "organiser", "person", "who"),
        "affiliation": ("institution", "university", "organization"),
        "url": ("link", "homepage", "web page"),
    },
    choices={"crop": CROPS},
    rolls_over=True,
    json_key="organizers",
    to_json=facts,
    markdown_format=as_list("organizer", as_line, lambda line: with_crop(parts_of(FORM, line))),
)
