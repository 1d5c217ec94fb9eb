"""The field for another row of the edition, which is chosen, or typed as it is called."""

from typing import Any, cast

from sqlalchemy import Select
from wtforms import SelectField
from wtforms.validators import ValidationError

from faimi.content.fields import ANY_DIRECTION, HALF, on_one_line
from faimi.content.row_key import id_in
from faimi.extensions import db


class ReferenceField(SelectField):
    """A choice of another item of the edition, or of none: reads `<name>`, writes `<name>_id`.

    What is posted is the item's number, or its words where they were typed; `data` is its id, from the moment that the
    choices are known.
    """

    def __init__(self, label: str, **kw: Any) -> None:
        coerce, drawn = (lambda value: id_in(value) if value.isdecimal() else None), ANY_DIRECTION | HALF
        super().__init__(label, coerce=coerce, render_kw=drawn, **kw)
        self.number: int | None = None
        self._refused = ""

    def offer(self, items: Select[Any, Any, Any], none: str) -> None:
        """Sets the choices: a query of an item's id, number and text, asked for all where the field is drawn.

        The item that was posted is asked for alone, of thousands.
        """
        if self.raw_data and self.raw_data[0] and not self.process_errors:
            sent, (_, number, words) = on_one_line(self.raw_data[0]), items.selected_columns
            is_sent = number == id_in(sent) if sent.isdecimal() else words == sent
            found = db.session.execute(items.where(is_sent).limit(2)).all()
            self.data, self.number = found[0][:2] if len(found) == 1 else (None, self.number)
            if not found:
                self._refused = f"There is no such {self.label.text.lower()}. Choose one that is offered."
            elif len(found) > 1:
                self._refused = "Several are called so: choose in all fields."

        def choices() -> dict[str, str]:
            offered = db.session.execute(items).all()
            self.coerce = {str(number): id for id, number, _ in offered}.get
            return {"": none} | {str(number): words for _, number, words in offered}

        self.choices = choices  # type: ignore[assignment]  # its stubs know no functions here

    def pre_validate(self, _form: Any) -> None:
        """Refuses an item that is not among the choices, and words that several have."""
        if self._refused:
            raise ValidationError(self._refused)

    @property
    def column(self) -> str:
        """The column that it writes."""
        return f"{self.name}_id"

    def process_data(self, value: Any) -> None:
        """Takes the related item itself."""
        self.data, self.number = (value.id, value.number) if value is not None else (None, None)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads the number that was posted."""
        super().process_formdata(valuelist)
        if valuelist:
            self.number = self.data

    def _value(self) -> str:
        choices, sent = cast("dict[str, str]", self.choices), self.raw_data or [""]
        return str(sent[0]) if self._refused else choices.get(str(self.number), "")

    def populate_obj(self, obj: Any, name: str) -> None:
        """Writes the id of the chosen item."""
        setattr(obj, self.column, self.data)
