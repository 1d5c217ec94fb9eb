"""Accepted papers."""

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from flask_babel import lazy_gettext
from sqlalchemy import Select, literal, select
from sqlalchemy.orm import Mapped, mapped_column, relationship
from wtforms.validators import DataRequired

from faimi.content.base import Item
from faimi.content.edition import Edition
from faimi.content.escaping import escaped
from faimi.content.fields import HALF, link, prose, text
from faimi.content.forms import ItemForm
from faimi.content.kind import Kind
from faimi.content.row_markdown import TARGET, TEXT, as_list, linked, parts_of

if TYPE_CHECKING:
    from faimi.content.awards import Award
    from faimi.content.schedule import Slot


DETAILS = ("url", "pdf", "code", "keywords", "abstract")  # what is known of a paper beside its title and authors


class Paper(Item):
    """An accepted paper; talks and awards name it, and show its title and authors as they stand here.

    `abstract` is Markdown, `keywords` are separated by commas; `url` leads to where it is published.
    """

    authors: Mapped[str] = mapped_column(default="")
    title: Mapped[str]
    url: Mapped[str] = mapped_column(default="")
    abstract: Mapped[str] = mapped_column(default="", server_default=literal(""))
    keywords: Mapped[str] = mapped_column(default="", server_default=literal(""))
    pdf: Mapped[str] = mapped_column(default="", server_default=literal(""))
    code: Mapped[str] = mapped_column(default="", server_default=literal(""))
    slots: Mapped[list["Slot"]] = relationship(back_populates="paper", order_by="Slot.position")
    awards: Mapped[list["Award"]] = relationship(back_populates="paper", order_by="Award.position")

    def __str__(self) -> str:
        return self.title


class PaperForm(ItemForm):
    """A paper."""

    title = text(lazy_gettext("Title"), DataRequired(lazy_gettext("A paper has a title.")), longest=500)
    authors = text(lazy_gettext("Authors"), longest=2000)
    url = link(lazy_gettext("Link"))
    pdf = link(lazy_gettext("PDF"))
    code = link(lazy_gettext("Code"))
    keywords = text(lazy_gettext("Keywords"), longest=500, render_kw=HALF)
    abstract = prose(lazy_gettext("Abstract"), is_long=True)
    hints: ClassVar[dict[str, str]] = {
        "authors": lazy_gettext("Separated by commas, as they should appear."),
        "url": lazy_gettext("Where it is published."),
        "keywords": lazy_gettext("Separated by commas."),
    }
    folded = ("pdf", "code", "keywords", "abstract")
    folded_label = "PDF, code, keywords and abstract"
    offered = folded


def papers_to_choose(edition: Edition) -> Select[Any, Any, Any]:
    """The query of the ids, numbers and titles of an edition's papers, by title."""
    query: Select[Any, Any, Any] = select(Paper.id, Paper.number, Paper.title)
    return query.where(Paper.edition_id == edition.id).order_by(Paper.title)


FORM = (
    rf"(?:(?P<authors>{TEXT}): )?(?P<link>\[)?\*(?P<title>{TEXT})\*(?(link)\](?P<to_url>{TARGET}))"
    rf"(?: · \[PDF\](?P<to_pdf>{TARGET}))?(?: · \[Code\](?P<to_code>{TARGET}))?(?: · Keywords: (?P<keywords>{TEXT}))?"
)


def as_line(paper: Paper, _page: object) -> str:
    """A paper as Markdown on one line, as FORM reads it."""
    authors = f"{escaped(paper.authors)}: " if paper.authors else ""
    beside = [linked("PDF", paper.pdf) if paper.pdf else "", linked("Code", paper.code) if paper.code else ""]
    beside.append(f"Keywords: {escaped(paper.keywords)}" if paper.keywords else "")
    return " · ".join(filter(None, [authors + linked(f"*{escaped(paper.title)}*", paper.url), *beside]))


def facts(paper: Paper, _page: object) -> dict[str, Any]:
    """A paper in edition.json."""
    return {name: getattr(paper, name) for name in ("authors", "title", *DETAILS)}


KIND = Kind(
    "paper",
    Paper,
    PaperForm,
    "paper",
    "Accepted papers",
    lazy_gettext("No papers yet."),
    tag="ol",
    note="title",
    markdown=("abstract",),
    links=("url", "pdf", "code"),
    names=("authors",),
    heads={
        "title": ("paper", "paper title", "submission title"),
        "authors": ("author", "author names", "names"),
        "url": ("doi", "paper link", "proceedings", "openreview"),
        "pdf": ("paper pdf", "pdf link", "manuscript"),
        "code": ("github", "repository", "source code", "implementation"),
        "keywords": ("tags", "topics"),
        "abstract": ("summary",),
    },
    paged={},
    correctable=lambda _row: ("title", "authors", *DETAILS),
    json_key="papers",
    to_json=facts,
    markdown_format=as_list("paper", as_line, partial(parts_of, FORM), below="abstract"),
)
