"""Cells: what the page's script makes of the fields that a row shows, so that each is changed where it stands."""

from collections.abc import Mapping
from functools import cache, partial
from typing import Any

from flask import Blueprint
from markupsafe import Markup
from wtforms import Field, StringField
from wtforms.widgets import TextArea, TextInput

from faimi.accounts import permissions
from faimi.content import EDITABLE, Edition, Kind
from faimi.content.base import columns_by_name, row_version, to_json
from faimi.content.fields import column_of
from faimi.content.forms import ItemForm
from faimi.content.reference_field import ReferenceField
from faimi.editor.offers import offer_while_typing

# The types of the fields that are at hand; others are asked for one by one.
AT_HAND = ("StringField", "TextAreaField", "ClockField", "StartField", "EndField", "DateField", "SelectField")
NAMES = {
    name for kind in EDITABLE.values() for name in dir(kind.form) if hasattr(getattr(kind.form, name), "_formfield")
}
RULE = f"/<name>/<int:number>/<any({','.join(sorted(NAMES - {'version', 'called', 'seen', 'once'}))}):field>"
# Where a row shows none of these, it offers none to who looks at it.
SELDOM = ("SelectField", "BooleanField", "Mark", "DateTimeLocalField")


@cache
def _columns_at_hand(name: str) -> Mapping[str, tuple[str, bool]]:
    """The fields of a kind whose values stand in a row: the column or relation of each, and whether it names a row.

    What a field needs stands there, too.
    """
    model = EDITABLE[name].model
    cells = _cells_of(_form_of_any(EDITABLE[name]))
    fields = [field for field in cells if hasattr(model, column_of(field)) and not is_long(field)]
    named = {field.name for field in fields if isinstance(field, ReferenceField)}
    needed = {field.needs: (field.needs, False) for field in cells if hasattr(field, "needs")}
    return needed | {one.name: (one.name if one.name in named else column_of(one), one.name in named) for one in fields}


def field_values(row: Any) -> dict[str, str | int]:
    """What the cells of a row begin with, by field, as its form has it; of a row that it names the number."""
    columns = _columns_at_hand(row.key.kind)
    found = {name: (getattr(row, column), names) for name, (column, names) in columns.items()}
    return {name: value.number if names else to_json(value) for name, (value, names) in found.items() if value}


def in_place(field: Field, **attributes: Any) -> Markup:
    """The input of a field where its words stand on the page: a text of one line wraps as it does there.

    A row is chosen by typing, which is offered rows: there may be hundreds.
    """
    chosen = isinstance(field, ReferenceField)
    wraps = chosen or (isinstance(field, StringField) and type(field.widget) is TextInput)
    text_area: Any = TextArea()
    draw = partial(text_area, field, rows=1) if wraps else field
    more = {"placeholder": "Type any part of it"} if chosen else {}
    drawn: Markup = draw(**{**(field.render_kw or {}), **attributes, **more})
    return drawn


def input_at_hand(field: Field) -> Markup | str:
    """The empty input of a field, for any row; nothing where it has to be asked for with its row."""
    return in_place(field, id=False) if field.type in AT_HAND and not is_long(field) else ""


def fields_of_cells(kind: Kind, edition: Edition) -> list[Field]:
    """The fields of a kind that can be cells, empty, as the person may fill them in.

    Those that need something are among them where they have to be asked for, though no row may have that yet.
    """
    form = _form_of_any(kind)
    needing = [field for field in _cells_of(form) if hasattr(field, "needs") and field.type not in AT_HAND]
    form.offer(edition, kind.model())
    permissions.restrict_form(form, edition)
    offer_while_typing(form, kind, edition)
    return [*_cells_of(form), *(field for field in needing if field.name not in form)]


def _cells_of(form: ItemForm) -> list[Field]:
    hidden = {*form.folded} - {*form.offered}
    shown = [field for field in form.inputs if field.name not in hidden]
    return [field for field in shown if field.type in AT_HAND or is_offered(field)]


def is_offered(field: Field) -> bool:
    """Whether a row that does not show a field offers it to who looks at the row."""
    return field.type not in SELDOM


def is_long(field: Field) -> bool:
    """Whether a row does not hold the value of a field for its cell, so that nothing is done with several of them."""
    return "data-long" in (field.render_kw or {})


def is_named(kind: Kind, field: Field) -> bool:
    """Whether a field of a kind says what another row is called, which may be renamed while a cell is open."""
    return field.name in columns_by_name(kind.model)


def _form_of_any(kind: Kind) -> ItemForm:
    return kind.form(formdata=None, meta={"csrf": False})


def register(bp: Blueprint) -> None:
    """Adds to all templates what cells are drawn from."""
    for shaping in (field_values, row_version, input_at_hand):
        bp.add_app_template_filter(shaping)
    for given in (fields_of_cells, in_place, is_long, is_offered, is_named):
        bp.add_app_template_global(given)
