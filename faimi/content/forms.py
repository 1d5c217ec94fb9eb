"""The forms of kinds, and what every form that keeps text has in common."""

import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from flask import request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Field, HiddenField, SelectField

if TYPE_CHECKING:
    from faimi.content.edition import Edition
    from faimi.content.plan import Plan

ONCE = re.compile(r"[\w-]{1,40}")  # the token of a form


class TextForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form of texts alone: a file or JSON in their place is no text, and so is left out.

    Its words, which may wait for the reader's language, are plain text as soon as there is a reader.
    """

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # Flask-WTF has no types
        """How fields and what was posted get into the form."""

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Field:
            """A field of the form, its label in the reader's language."""
            field: Field = super().bind_field(form, unbound_field, options)
            field.label.text = str(field.label.text)
            return field

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """What was posted as a form, unless it was given already."""
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            return (form.is_submitted() and request.form) or None

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether nothing is wrong; the fields say what is, in the reader's language."""
        is_valid = bool(super().validate(extra_validators))
        for field in self:
            field.errors = [str(words) for words in field.errors]
        return is_valid


def new_token() -> str:
    """A token for a form."""
    return secrets.token_urlsafe(12)


def once_token(sent: str | None) -> str:
    """The token that a form sent, a new one for what is none: sent twice, a form makes or changes something once."""
    return sent if sent and ONCE.fullmatch(sent) else new_token()


def once_field() -> HiddenField:
    """The field for the token of a form."""
    return HiddenField(filters=[once_token])


class ItemForm(TextForm):
    """The form of a kind: field names are the JSON keys; `version` is the row's when it was opened.

    `called` is what a row that it names by name, such as a track, was called then; `seen` stands for what it said last
    would become of other rows. Fields that are `folded` stand below the others, and are seldom asked for: of them a row
    offers those that are `offered`.
    """

    version = HiddenField()
    called = HiddenField()
    seen = HiddenField()
    once = once_field()
    hints: ClassVar[dict[str, str]] = {}
    folded: ClassVar[tuple[str, ...]] = ()
    folded_label = ""
    offered: ClassVar[tuple[str, ...]] = ()
    asked = ""  # the one field that a person fills in, if it is not all
    told_beside = ""  # what becomes of other rows with a save, in a sentence
    siblings: Callable[[], Iterable[Any]] = tuple  # asks for the rows that a new one comes to

    def may_change(self, row: Any) -> bool:
        """Whether the person may change another row; who limits people says so."""
        return True

    def changes_beside(self) -> Mapping[Any, Mapping[str, Any]]:
        """Other rows that change with a save of this one, each with its columns' new values; raises Refused."""
        return {}

    @property
    def foresees(self) -> bool:
        """Whether it tells, before it is saved, what becomes of other rows."""
        return False

    def foresee(self) -> "Plan | None":
        """What a save would do to rows in time; None where it does nothing; raises Refused."""
        return None

    def ask_for(self, name: str, sent: MultiDict[str, str]) -> None:
        """Takes one field from what was sent; the others, made of the row, are neither asked for nor written."""
        self.asked = name
        for field in (self[name], self.version, self.called, self.once):
            field.process(sent, field.object_data)

    def offer(self, edition: "Edition", row: Any) -> None:
        """Fills the choices that depend on the edition, or on the row (`None` for a new one)."""

    def prefill_from(self, row: Any) -> None:
        """Fills in what a new row takes over from the `row` before it; most kinds take nothing."""

    def populate_obj(self, obj: Any) -> None:
        """Writes what a person filled in, and nothing else: the row counts its versions itself."""
        for field in self.inputs:
            field.populate_obj(obj, field.name)

    @property
    def values(self) -> dict[str, str]:
        """What a browser would send for each field; a tick that is not set is not sent."""
        return {field.name: sent for field in self.inputs if (sent := _sent_for(field)) is not None}

    @property
    def inputs(self) -> list[Field]:
        """The fields that a person fills in."""
        own = [field for field in self if field.type not in ("HiddenField", "CSRFTokenField")]
        return [field for field in own if field.name == self.asked] if self.asked else own

    @property
    def problems(self) -> list[str]:
        """What is wrong, in words; of a field that was not asked for with its label."""
        return [
            words if field.name == self.asked else f"{field.label.text}: {words}"
            for field in self
            for words in field.errors
        ]


def _sent_for(field: Any) -> str | None:
    if isinstance(field, BooleanField):
        return "y" if field.data else None
    if isinstance(field, SelectField):  # of which a reference is one that sends a number
        chosen: Any = getattr(field, "number", field.data)
        return str(next(iter(field.choices or ()), "") if chosen is None else chosen)
    return str(field._value() or "")
