"""The field for the days that a date had before: an input for each, and one more."""

import datetime
from typing import Any

from flask import render_template
from markupsafe import Markup
from wtforms import Field
from wtforms.validators import ValidationError
from wtforms.widgets import html_params

MAX_FORMER_DATES = 20


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
