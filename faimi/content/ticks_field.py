"""The field for several of a few values."""

from collections.abc import Iterator
from typing import Any

from wtforms import SelectMultipleField
from wtforms.validators import ValidationError


class TicksField(SelectMultipleField):
    """Several of a few values, which it reads and writes as one text with spaces between them."""

    choices: dict[str, str]
    data: str  # type: ignore[assignment]  # its stubs know a list

    def process_data(self, value: Any) -> None:
        """Takes what a row holds."""
        self.data = value or ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads what was ticked, or the text of a file."""
        self.data = " ".join(" ".join(valuelist).split())

    def iter_choices(self) -> Iterator[tuple[str, str, bool, dict[str, Any]]]:
        """The choices, each with whether it is ticked."""
        return ((value, words, value in self.data.split(), {}) for value, words in self.choices.items())

    def pre_validate(self, _form: Any) -> None:
        """Refuses what is not among the choices."""
        if unknown := {*self.data.split()} - {*self.choices}:
            raise ValidationError(f"There is no “{min(unknown)}” here.")
