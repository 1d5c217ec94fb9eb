"""Organizers: the people listed on the page (those who sign in are accounts)."""

from functools import partial

from sqlalchemy.orm import Mapped, mapped_column
from wtforms.validators import DataRequired

from faimi.content.base import Item
from faimi.content.escaping import escaped
from faimi.content.fields import HALF, link, text
from faimi.content.forms import ItemForm
from faimi.content.kind import Kind
from faimi.content.row_markdown import TARGET, TEXT, as_list, linked, parts_of


class Organizer(Item):
    """A person behind the workshop."""

    name: Mapped[str]
    affiliation: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")

    def __str__(self) -> str:
        return self.name


class OrganizerForm(ItemForm):
    """An organizer."""

    name = text("Name", DataRequired("An organizer has a name."), render_kw=HALF)
    affiliation = text("Affiliation", render_kw=HALF)
    url = link("Website")


FORM = rf"\*\*(?P<link>\[)?(?P<name>{TEXT})(?(link)\](?P<to_url>{TARGET}))\*\*(?:, (?P<affiliation>{TEXT}))?"


def as_line(organizer: Organizer, _page: object) -> str:
    """A person as Markdown on one line, as FORM reads it."""
    name = f"**{linked(escaped(organizer.name), organizer.url)}**"
    return f"{name}, {escaped(organizer.affiliation)}" if organizer.affiliation else name


KIND = Kind(
    "organizer",
    Organizer,
    OrganizerForm,
    "organizer",
    "Organizers",
    "No organizers yet.",
    layout="grid",
    links=("url",),
    names=("name",),
    recurring=("affiliation",),
    heads={
        "name": ("organizer", "organiser", "person", "who"),
        "affiliation": ("institution", "university", "organization"),
        "url": ("link", "homepage", "web page"),
    },
    rolls_over=True,
    json_key="organizers",
    to_json=lambda row, _page: {"name": row.name, "affiliation": row.affiliation, "url": row.url},
    markdown_format=as_list("organizer", as_line, partial(parts_of, FORM)),
)
