"""Notices: a line under the masthead that ends by itself, such as “Deadline extended” or “Join online”."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped, mapped_column
from wtforms import Field
from wtforms.validators import DataRequired, ValidationError

from faimi.content.base import Item
from faimi.content.escaping import escaped
from faimi.content.fields import HALF, link, moment, text
from faimi.content.forms import ItemForm
from faimi.content.kind import Kind
from faimi.content.row_markdown import TARGET, TEXT, ChangedError, Values, as_list, linked, parts_of


class Notice(Item):
    """A line of text with an optional link; shown from a moment until another, in UTC, `None` is open."""

    text: Mapped[str]
    url: Mapped[str] = mapped_column(default="")
    shown_from: Mapped[datetime | None]
    shown_until: Mapped[datetime | None]

    def __str__(self) -> str:
        return self.text


class NoticeForm(ItemForm):
    """A notice."""

    text = text("Text", DataRequired("A notice says something."), render_kw=HALF)
    url = link("Link")
    shown_from = moment("Shown from (UTC)")
    shown_until = moment("Shown until (UTC)")
    hints: ClassVar[dict[str, str]] = {
        "shown_from": "Empty shows it at once.",
        "shown_until": "Then it goes by itself. Empty shows it until it is removed.",
    }

    def validate_shown_until(self, field: Field) -> None:
        """A notice ends after it begins."""
        if field.data and self.shown_from.data and field.data <= self.shown_from.data:
            raise ValidationError("It would end before it begins.")


MOMENT = r"\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d(?:\.\d+)?)?"
FORM = (
    rf"(?P<link>\[)?(?P<text>{TEXT})(?(link)\](?P<to_url>{TARGET}))"
    rf"(?: <!-- shown(?: from (?P<shown_from>{MOMENT}))?(?: until (?P<shown_until>{MOMENT}))? UTC -->)?"
)
MOMENTS = ("shown_from", "shown_until")


def as_line(notice: Notice, _page: object) -> str:
    """A notice as Markdown on one line, as `line` reads it."""
    since = f" from {notice.shown_from}" if notice.shown_from else ""
    until = f" until {notice.shown_until}" if notice.shown_until else ""
    shown = f" <!-- shown{since}{until} UTC -->" if since or until else ""
    return linked(escaped(notice.text), notice.url) + shown


def line(markdown: str) -> Values:
    """The notice that `as_line` wrote; raises ChangedError."""
    row = parts_of(FORM, markdown)
    return row | {name: _moment(row[name]) for name in MOMENTS}


def _moment(told: str) -> datetime | None:
    try:
        return datetime.fromisoformat(told) if told else None
    except ValueError:
        raise ChangedError(f"There is no moment {told}.") from None


def facts(notice: Notice, _page: object) -> dict[str, Any]:
    """A notice in edition.json: its moments in ISO 8601, UTC."""
    moments = {name: f"{at.isoformat()}Z" if (at := getattr(notice, name)) else None for name in MOMENTS}
    return {"text": notice.text, "url": notice.url} | moments


KIND = Kind(
    "notice",
    Notice,
    NoticeForm,
    "notice",
    "Notices",
    "No notices. Visitors see nothing here.",
    place="masthead",
    shown_from="shown_from",
    shown_until="shown_until",
    links=("url",),
    unseen=("shown_from", "shown_until"),
    heads={"text": ("notice",), "shown_from": ("from",), "shown_until": ("until",)},
    json_key="notices",
    to_json=facts,
    markdown_format=as_list("notice", as_line, line),
)
