"""The fields that forms are made of, with what they refuse and in which words."""

import re
from typing import Any

from flask import render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from markupsafe import Markup
from wtforms import BooleanField, DateField, DateTimeLocalField, Field, SelectField, StringField, TextAreaField
from wtforms.validators import Length, Optional, ValidationError
from wtforms.widgets import html_params

from faimi.content.blank import without_dash
from faimi.content.cleaning import markdown, one_line
from faimi.content.plain_lists import with_lists
from faimi.content.prose import too_intricate

LINK = re.compile(r"(?:https?://|mailto:|#|/(?![/\\]))[^\s\\]*")
EMAIL = r"[^@\s]+@[^@\s]+\.[^@\s.]+"
ANY_DIRECTION = {"dir": "auto"}  # what is typed from right to left is shown so
SHORT, HALF = {"class": "short"}, {"class": "half"}  # how wide a field is in a form: a quarter, a half; else all of it
CROPS = {
    "0": "Top or left",
    "25": "Nearer the top or left",
    "50": "Middle",
    "75": "Nearer the bottom or right",
    "100": "Bottom or right",
}
CROP_HINT = "The page shows it square: an upright photo loses at its top and bottom, a wide one at its sides."
PICTURE_PATH = re.compile(r"/(?![/\\])[^\s\\]*")


def web_link(_form: Any, field: Field) -> None:
    """Refuses a link that is neither on the web, nor an e-mail address, nor a path of this site."""
    if field.data and not LINK.fullmatch(field.data):
        raise ValidationError(_("Start the link with https:// (or with / for a page of this site), without spaces."))


def local_picture(_form: Any, field: Field) -> None:
    """Refuses a picture on another host: the page loads nothing from elsewhere."""
    if field.data and not PICTURE_PATH.fullmatch(field.data):
        raise ValidationError("Give the picture's path on this site, such as /assets/portrait.jpg.")


def readable_markdown(_form: Any, field: Field) -> None:
    """Refuses Markdown that is nested or bracketed beyond what a person writes, and that takes minutes to render."""
    if too_intricate(field.data or ""):
        raise ValidationError(_("This has too many brackets or nested lists to be shown. Divide or simplify it."))


def near_day(_form: Any, field: Field) -> None:
    """Refuses a date that a slip of the finger made: workshops are of our time."""
    if field.data and not 1990 <= field.data.year <= 2100:
        raise ValidationError("Give a date between 1990 and 2100.")


def day(label: str) -> DateField:
    """Makes a field for a day; empty is none."""
    return DateField(label, [Optional(), near_day], render_kw=SHORT)


def moment(label: str) -> DateTimeLocalField:
    """Makes a field for a moment in UTC; empty is none."""
    formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
    return DateTimeLocalField(label, [Optional(), near_day], format=formats, render_kw=HALF)


def at_most(longest: int) -> Length:
    """Refuses longer text in words; the browser is not told, for it would cut what is pasted without one."""
    number = f"{longest:,}"
    check = Length(max=longest, message=lazy_gettext("This is longer than %(number)s characters.", number=number))
    check.field_flags = {}
    return check


def on_one_line(value: Any) -> str:
    """What was typed into a field of one line, cleaned; `""` for what is no text, or a dash alone."""
    return without_dash(one_line(value)) if isinstance(value, str) else ""


def as_markdown(value: Any) -> str:
    """What was typed or pasted as Markdown or plain text, cleaned; `""` for what is no text, or a dash alone."""
    return without_dash(with_lists(markdown(value)).strip()) if isinstance(value, str) else ""


def text(label: str, *validators: Any, longest: int = 300, **kw: Any) -> StringField:
    """Makes a one-line text field; `""` is empty."""
    kw["render_kw"] = ANY_DIRECTION | kw.get("render_kw", {})
    return StringField(label, [*validators, at_most(longest)], filters=[on_one_line], **kw)


def link(label: str, **kw: Any) -> StringField:
    """Makes a field for a link."""
    return text(label, Optional(), web_link, longest=2000, render_kw={"inputmode": "url"} | HALF, **kw)


class PictureInput:
    """Shows the picture that is there, and asks for a file; without one the picture stays."""

    def __call__(self, field: Any, **attributes: Any) -> Markup:
        """Draws the field."""
        attributes |= {"type": "file", "name": f"{field.name}-file", "accept": "image/*,.heic,.heif,application/pdf"}
        own = {"field": field, "kept": f"{attributes['id']}-kept", "attributes": html_params(**attributes)}
        return Markup(render_template("content/_picture_input.html", **own))  # noqa: S704  # the template escapes


class PictureField(StringField):
    """The address of a picture, or a path that it had on a former site.

    A file that is sent with it is `<name>-file`, a tick to remove the picture `<name>-remove`: the view sees to both.
    """

    widget = PictureInput()


def picture(label: str, **kw: Any) -> PictureField:
    """Makes a field for a picture."""
    return PictureField(label, [local_picture, at_most(500)], filters=[on_one_line], render_kw=HALF, **kw)


def crop_choice() -> SelectField:
    """Makes a field for the part of a photo that a square keeps, from 0 at its top or left to 100."""
    return SelectField("Which part to keep", choices=CROPS, coerce=int, default=50, render_kw=HALF)


class Mark(BooleanField):
    """A tick that the row holds in no column: other columns tell it."""

    def populate_obj(self, obj: Any, name: str) -> None:
        """Writes nothing."""


def prose(label: str, *validators: Any, rows: int = 6, is_long: bool = False, **kw: Any) -> TextAreaField:
    """Makes a field for Markdown; one that is long stands in no row once more for its cell, which is asked for."""
    checks = [*validators, at_most(20_000), readable_markdown]
    own = ANY_DIRECTION | {"rows": rows, "data-markdown": True} | ({"data-long": True} if is_long else {})
    return TextAreaField(label, checks, filters=[as_markdown], render_kw=own, **kw)


def column_of(field: Field) -> str:
    """The column that a field of a row's form writes."""
    return getattr(field, "column", field.name)
