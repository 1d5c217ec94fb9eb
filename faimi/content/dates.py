"""Dates: deadlines and events, with the dates they had before."""

import datetime
from typing import ClassVar

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column
from wtforms import DateField, Field
from wtforms.validators import DataRequired, Optional
from wtforms.widgets import TextInput

from faimi.content.base import Item, ItemForm, Kind
from faimi.content.fields import at_most, near_day, text


class Date(Item):
    """A dated event; `superseded` holds the ISO dates it had before, oldest first."""

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


KIND = Kind("date", Date, DateForm, "date", "Dates", "Dates will be announced.", note=True)
