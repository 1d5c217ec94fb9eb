"""Sponsors: who supports the workshop, with their logos."""

from functools import partial
from typing import ClassVar

from flask_babel import lazy_gettext
from sqlalchemy.orm import Mapped, mapped_column
from wtforms.validators import DataRequired

from faimi.content.base import Item
from faimi.content.escaping import escaped
from faimi.content.fields import HALF, link, picture, text
from faimi.content.forms import ItemForm
from faimi.content.kind import Kind
from faimi.content.row_markdown import TARGET, TEXT, as_list, linked, parts_of, shown


class Sponsor(Item):
    """A sponsor; `level` is the heading that those of one rank share, such as Gold."""

    name: Mapped[str]
    level: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")
    logo: Mapped[str] = mapped_column(default="")

    def __str__(self) -> str:
        return self.name


class SponsorForm(ItemForm):
    """A sponsor."""

    name = text("Name", DataRequired("A sponsor has a name."), render_kw=HALF)
    level = text("Level", render_kw=HALF)
    url = link("Website")
    logo = picture("Logo")
    hints: ClassVar[dict[str, str]] = {
        "level": "Such as Gold. Sponsors of one level that stand together share its heading.",
    }

    def prefill_from(self, row: Sponsor) -> None:
        """Goes on at the same level."""
        self.level.data = row.level


FORM = (
    rf"\*\*(?P<link>\[)?(?P<name>{TEXT})(?(link)\](?P<to_url>{TARGET}))\*\*"
    rf"(?:, \*(?P<level>{TEXT})\*)?(?: !\[{TEXT}\](?P<to_logo>{TARGET}))?"
)


def as_line(sponsor: Sponsor, _page: object) -> str:
    """A sponsor as Markdown on one line, as FORM reads it."""
    level = f", *{escaped(sponsor.level)}*" if sponsor.level else ""
    logo = f" {shown(sponsor.name, sponsor.logo)}" if sponsor.logo else ""
    return f"**{linked(escaped(sponsor.name), sponsor.url)}**{level}{logo}"


KIND = Kind(
    "sponsor",
    Sponsor,
    SponsorForm,
    "sponsor",
    "Sponsors",
    lazy_gettext("No sponsors yet."),
    layout="grid",
    groups={"level": "level"},
    pictures=("logo",),
    links=("url",),
    recurring=("level",),
    heads={"name": ("sponsor", "company"), "level": ("tier", "rank"), "url": ("link", "homepage", "web page")},
    json_key="sponsors",
    to_json=lambda row, _page: {"name": row.name, "level": row.level, "url": row.url, "logo": row.logo},
    markdown_format=as_list("sponsor", as_line, partial(parts_of, FORM)),
)
