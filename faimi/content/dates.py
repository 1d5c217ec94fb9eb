"""Dates: deadlines and events, with the dates they had before."""

import datetime
import re
from typing import Any, ClassVar

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column
from wtforms import DateField, Field
from wtforms.validators import DataRequired, Optional
from wtforms.widgets import TextInput

from faimi.content.escaping import escaped
from faimi.content.events import Event
from faimi.content.fields import at_most, near_day, text
from faimi.content.forms import ItemForm
from faimi.content.kind import Kind
from faimi.content.row_markdown import TEXT, ChangedError, Values, as_list, parts_of


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


class DatesField(Field):
    """ISO dates separated by commas or spaces."""

    widget = TextInput()
    data: list[str] | None

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else ", ".join(self.data or [])

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads the typed dates."""
        self.data = []
        for typed in (valuelist[0] if valuelist else "").replace(",", " ").split():
            try:
                self.data.append(datetime.date.fromisoformat(typed).isoformat())
            except ValueError:
                raise ValueError("Write each date as 2024-06-24, with commas between them.") from None


class DateForm(ItemForm):
    """A date."""

    label = text("What", DataRequired("Say what happens on this date."))
    date = DateField("Date", [Optional(), near_day])
    superseded = DatesField("Earlier dates, shown struck through", [at_most(200)])
    hints: ClassVar[dict[str, str]] = {
        "date": "Empty shows “to be announced”.",
        "superseded": "When a deadline moves, note the old date here: 2024-06-24.",
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
    cleared=("superseded",),
    json_key="dates",
    to_json=facts,
    markdown_format=as_list("date", as_line, line),
)
