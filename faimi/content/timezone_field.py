"""The field for a time zone: a list to choose from, and the zones of the venue, of which a click takes one."""

from typing import Any, ClassVar

from flask import render_template
from markupsafe import Markup
from wtforms import StringField
from wtforms.validators import ValidationError
from wtforms.widgets import html_params

from faimi.content.fields import HALF, at_most, on_one_line
from faimi.content.timezones import plain_words, timezone_called, timezone_choices, timezones_at

MAX_ZONES_OFFERED = 4  # of a country with more, a person knows better
NO_ZONE = "Give an IANA name such as Africa/Casablanca, or leave it empty."


class TimezoneInput:
    """Asks for a name, with all of them to choose from; where none is known yet, offers those of the venue."""

    def __call__(self, field: "TimezoneField", **attributes: Any) -> Markup:
        """Draws the field."""
        id, typed = attributes["id"], field.data or ""
        attributes |= {"type": "text", "name": field.name, "value": typed, "list": f"{id}-names"}
        attributes |= {"autocomplete": "off", "spellcheck": "false"}
        unknown = field.called(typed) is None
        offered = (timezones_at(typed) or timezones_at(field.venue)) if unknown else []
        own = {
            "field": field,
            "id": id,
            "attributes": html_params(**attributes),
            "choices": field.others | timezone_choices(),
        }
        own |= {"offered": offered, "few": len(offered) <= MAX_ZONES_OFFERED, "unknown": typed and unknown}
        return Markup(render_template("content/_timezone_input.html", **own))  # noqa: S704  # the template escapes


class TimezoneField(StringField):
    """The name of a time zone; a city in such a name, or the name in small letters, is one as well.

    The `venue` is the one for which zones are offered; `others` may be said in a zone's place, each with what it means.
    """

    widget = TimezoneInput()
    venue = ""
    others: ClassVar[dict[str, str]] = {}
    wanted = NO_ZONE

    def __init__(self, label: str, **kw: Any) -> None:
        super().__init__(label, [at_most(300), known_timezone], filters=[on_one_line], render_kw=HALF, **kw)

    def called(self, typed: str) -> str | None:
        """The name of what was typed: one of the others, or a zone's; none where no zone is called so."""
        words = plain_words(typed)
        meant = (name for name, means in self.others.items() if words in (plain_words(name), plain_words(means)))
        return next(meant, None) or timezone_called(typed)


def known_timezone(_form: Any, field: TimezoneField) -> None:
    """Refuses a name that not every machine knows, with the zones that may be meant."""
    typed = (field.data or "").strip()
    field.data = field.called(typed)
    if typed and not field.data:
        field.data, meant = typed, timezones_at(typed)
        near = f"No time zone is called “{typed}”. Is {' or '.join(meant)} meant?"
        raise ValidationError(near if 0 < len(meant) <= MAX_ZONES_OFFERED else field.wanted)
