"""Dates: deadlines and events, with the dates they had before."""

import datetime
import re
from typing import Any, ClassVar

from flask import render_template
from markupsafe import Markup
from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column
from wtforms import Field
from wtforms.validators import DataRequired, ValidationError
from wtforms.widgets import html_params

from faimi.content.escaping import escaped
from faimi.content.events import Event
from faimi.content.fields import HALF, SHORT, day, text
from faimi.content.forms import ItemForm
from faimi.content.kind import Kind
from faimi.content.row_markdown import TEXT, ChangedError, Values, as_list, parts_of

MAX_FORMER_DATES = 20


class Date(Event):
    """A dated event; `superseded` holds the ISO dates it had before, oldest first."""

    masthead = ("title",)

    label: Mapped[str]
    date: Mapped[datetime.date | None]
    superseded: Mapped[list[str]] = mapped_column(JSON, default=list)

    def __str__(self) -> str:
        return self.label

    @property
    def earlier(self) -> list[datetime.date]:
        """The superseded dates as dates."""
        return [datetime.date.fromisoformat(text) for text in self.superseded]


def is_day(text: str) -> bool:
    """Whether a text is an ISO date as browsers show it."""
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


class DatesInput:
    """Asks for days: an input for each that is there, and an empty one, which a script repeats."""

    def __call__(self, field: "DatesField", **attributes: Any) -> Markup:
        """Draws the field."""
        days = [(text, "date" if not text or is_day(text) else "text") for text in (*field.typed, "")]
        own = {"name": field.name, "attributes": html_params(**attributes), "days": days}
        return Markup(render_template("content/_dates_input.html", **own))  # noqa: S704  # the template escapes


class DatesField(Field):
    """ISO dates, each sent alone, or several with commas or spaces between them."""

    widget = DatesInput()
    data: list[str] | None

    @property
    def typed(self) -> list[str]:
        """What was sent, else the dates that are there."""
        return " ".join((self.data or []) if self.raw_data is None else self.raw_data).replace(",", " ").split()

    def _value(self) -> str:
        return ", ".join(self.typed)

    def process_formdata(self, _valuelist: list[str]) -> None:
        """Reads the dates."""
        try:
            self.data = [datetime.date.fromisoformat(typed).isoformat() for typed in self.typed]
        except ValueError:
            raise ValueError("Give each date as a day, such as 2024-06-24.") from None

    def pre_validate(self, _form: Any) -> None:
        """Refuses more dates than a deadline has had, and those of another age."""
        if len(self.data or []) > MAX_FORMER_DATES:
            raise ValidationError(f"Keep at most {MAX_FORMER_DATES} of them.")
        if not all("1990" <= iso[:4] <= "2100" for iso in self.data or []):
            raise ValidationError("Give dates between 1990 and 2100.")


class DateForm(ItemForm):
    """A date."""

    label = text("What", DataRequired("Say what happens on this date."), render_kw=HALF)
    date = day("Date")
    superseded = DatesField("Earlier dates, shown struck through", render_kw=SHORT)
    hints: ClassVar[dict[str, str]] = {
        "date": "Empty shows “to be announced”.",
        "superseded": "When a deadline moves, note the old date here. Clear a date to take it away.",
    }


DAY = r"\d{1,2} [A-Z][a-z]+ \d{4}"
FORM = rf"\*\*(?P<label>{TEXT})\*\*: (?:to be announced|(?P<date>{DAY}))(?P<superseded>(?: <del>{DAY}</del>)*)"


def as_line(row: Date, _page: object) -> str:
    """A date as Markdown on one line, as `line` reads it."""
    day = _written(row.date) if row.date else "to be announced"
    return f"**{escaped(row.label)}**: {day}" + "".join(f" <del>{_written(earlier)}</del>" for earlier in row.earlier)


def line(markdown: str) -> Values:
    """The date that `as_line` wrote; raises ChangedError."""
    row = parts_of(FORM, markdown)
    row["superseded"] = [_day(day).isoformat() for day in re.findall(DAY, row["superseded"])]
    return row | {"date": _day(row["date"]) if row["date"] else None}


def _written(day: datetime.date) -> str:
    return f"{day.day} {day:%B} {day.year:04}"


def _day(text: str) -> datetime.date:
    try:
        return datetime.datetime.strptime(text, "%d %B %Y").date()
    except ValueError:
        raise ChangedError(f"There is no {text}.") from None


def facts(row: Date, _page: object) -> dict[str, Any]:
    """A date in edition.json."""
    return {
        "label": row.label,
        "date": row.date.isoformat() if row.date else None,
        "superseded": row.superseded,
    }


KIND = Kind(
    "date",
    Date,
    DateForm,
    "date",
    "Dates",
    "Dates will be announced.",
    note="date",
    rolls_over=True,
    days=("date",),
    heads={"label": ("event", "milestone", "name", "deadline"), "date": ("day", "when", "deadline", "due")},
    cleared=("superseded",),
    json_key="dates",
    to_json=facts,
    markdown_format=as_list("date", as_line, line),
)
