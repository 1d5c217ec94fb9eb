"""The forms of a suggestion: the kind's own form cut down to what can be corrected, and who sends it."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from werkzeug.datastructures import MultiDict
from wtforms import SelectField, TextAreaField
from wtforms.validators import Length, Optional, Regexp

from faimi import history
from faimi.content import EDITABLE
from faimi.content.base import row_version, snapshot
from faimi.content.cleaning import visible
from faimi.content.fields import ANY_DIRECTION, EMAIL, at_most, text
from faimi.content.forms import ItemForm, TextForm, once_field
from faimi.content.reference_field import ReferenceField


def _plain(note: Any) -> str:
    return visible(note).strip() if isinstance(note, str) else ""


class SenderForm(TextForm):
    """Who suggests, and why; `website` is for programs that fill in whatever they find."""

    once = once_field()
    note = TextAreaField(_("Explanation"), [at_most(2000)], filters=[_plain], render_kw=ANY_DIRECTION | {"rows": 3})
    from_name = text(_("Your name"), longest=200, render_kw={"autocomplete": "name"})
    from_email = text(
        _("Your e-mail"),
        Optional(),
        Regexp(EMAIL + "$", message=_("Enter an e-mail address, or leave it empty.")),
        longest=200,
        render_kw={"autocomplete": "email", "inputmode": "email"},
    )
    website = text(
        _("Website"), Length(max=0, message=_("Leave this empty: it catches programs that fill in everything."))
    )


def correction_form(row: Any, names: Iterable[str], typed: Mapping[str, str] | None = None) -> ItemForm:
    """The row's form with these fields alone, checked with what was `typed` in them and the rest of the row."""
    kind, free = EDITABLE[row.key.kind], {"csrf": False}  # it acts for nobody: there is no session to be ridden on
    form = kind.form(formdata=None, obj=row, meta=free)
    form.offer(row.edition, row)
    if typed is not None:
        values = {field.name: _value(field) for field in form.inputs}
        values |= {name: typed[name] for name in (*names, "version") if name in typed}
        form = kind.form(MultiDict(values), obj=row, meta=free)
        form.offer(row.edition, row)
        form.validate()
    else:
        form.version.data = str(row_version(row))
    for field in form.inputs:
        if field.name not in names:
            del form[field.name]
    return form


def _value(field: Any) -> str:
    """What a browser would send of a field as it stands."""
    if isinstance(field, SelectField):
        value = field.number if isinstance(field, ReferenceField) else field.data
        return "" if value is None else str(value)
    return str(field._value())


def columns_seen(row: Any, form: ItemForm) -> dict[str, Any]:
    """The row's columns as they were when the form was opened."""
    seen = form.version.data or ""
    return (seen != str(row_version(row)) and history.snapshot_at(row, seen)) or snapshot(row)
