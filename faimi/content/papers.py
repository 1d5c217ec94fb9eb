"""Accepted papers."""

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import Select, select
from sqlalchemy.orm import Mapped, mapped_column, relationship
from wtforms.validators import DataRequired

from faimi.content.base import Item
from faimi.content.edition import Edition
from faimi.content.escaping import escaped
from faimi.content.fields import link, text
from faimi.content.forms import ItemForm
from faimi.content.kind import Kind
from faimi.content.row_markdown import TARGET, TEXT, as_list, linked, parts_of

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


class PaperForm(ItemForm):
    """A paper."""

    title = text("Title", DataRequired("A paper has a title."), longest=500)
    authors = text("Authors", longest=2000)
    url = link("Link")
    hints: ClassVar[dict[str, str]] = {"authors": "Separated by commas, as they should appear."}


def papers_to_choose(edition: Edition) -> Select[Any, Any, Any]:
    """The query of the ids, numbers and titles of an edition's papers, by title."""
    query: Select[Any, Any, Any] = select(Paper.id, Paper.number, Paper.title)
    return query.where(Paper.edition_id == edition.id).order_by(Paper.title)


FORM = rf"(?:(?P<authors>{TEXT}): )?(?P<link>\[)?\*(?P<title>{TEXT})\*(?(link)\](?P<to_url>{TARGET}))"


def as_line(paper: Paper, _page: object) -> str:
    """A paper as Markdown on one line, as FORM reads it."""
    authors = f"{escaped(paper.authors)}: " if paper.authors else ""
    return authors + linked(f"*{escaped(paper.title)}*", paper.url)


KIND = Kind(
    "paper",
    Paper,
    PaperForm,
    "paper",
    "Accepted papers",
    "No papers yet.",
    tag="ol",
    note="title",
    links=("url",),
    names=("authors",),
    heads={
        "title": ("paper", "paper title", "submission title"),
        "authors": ("author", "author names", "names"),
        "url": ("doi", "pdf", "paper link", "proceedings", "openreview"),
    },
    correctable=lambda _row: ("title", "authors", "url"),
    json_key="papers",
    to_json=lambda row, _page: {"authors": row.authors, "title": row.title, "url": row.url},
    markdown_format=as_list("paper", as_line, partial(parts_of, FORM)),
)
