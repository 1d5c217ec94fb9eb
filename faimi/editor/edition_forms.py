"""The forms about whole editions: a new one, another address, and the name that is typed before one is removed."""

from typing import Any, ClassVar

from wtforms import Field, HiddenField, SelectMultipleField
from wtforms.validators import DataRequired, Optional, ValidationError

from faimi.content import Edition
from faimi.content.fields import HALF, day, text
from faimi.content.forms import TextForm, once_field
from faimi.content.timezone_field import TimezoneField
from faimi.content.timezones import plain_words
from faimi.editor.addresses import address_field, is_reserved, is_taken, refuse_taken
from faimi.history.beginning import USUAL_SECTIONS

MAX_OFFERED_CHARS = 40  # of an address that is made of a title
SELDOM_NEEDED_SECTIONS = ("Sponsors",)


class NewEditionForm(TextForm):
    """What, when, where, and the sections that the page begins with."""

    once = once_field()
    title = text("Title", DataRequired("An edition has a title."))
    venue = text("Place", render_kw=HALF)
    timezone = TimezoneField("Time zone")
    starts_on = day("Date")
    address = address_field(Optional())
    sections = SelectMultipleField(
        "Sections",
        choices={heading: heading for heading in USUAL_SECTIONS},
        default=[heading for heading in USUAL_SECTIONS if heading not in SELDOM_NEEDED_SECTIONS],
    )
    hints: ClassVar[dict[str, str]] = {
        "starts_on": "The first day. May stay empty until you know it.",
        "venue": "A city, a conference, or “online”.",
        "timezone": "A city will do: London finds Europe/London. May stay empty for now.",
        "address": "What stands at the end of the page’s link, such as 2027-workshop. If left empty, it is made of "
        "the year and the title.",
    }

    def offer(self) -> None:
        """Offers the time zones of the place."""
        self.timezone.venue = self.venue.data or ""

    def validate_address(self, field: Field) -> None:
        """An address is one edition's."""
        refuse_taken(self, field)


class AddressForm(TextForm):
    """Another address for an edition; `seen` is the one that it had when the form was opened."""

    seen = HiddenField()
    address = address_field(DataRequired("An edition has an address."))

    def __init__(self, edition: Edition) -> None:
        super().__init__(data={"seen": edition.slug, "address": edition.slug})
        self._edition = edition

    def validate_address(self, field: Field) -> None:
        """An address is one edition's, and who renames it sees the one that it has."""
        now = self._edition.slug
        if field.data == now or field.errors:
            return
        if self.seen.data != now:
            self.seen.data = now
            raise ValidationError(f"Somebody changed it to {now} meanwhile. Send this again to change it once more.")
        if is_taken(field.data):
            raise ValidationError("This address is another page’s. Choose another.")


class RemovalForm(TextForm):
    """The name of an edition, typed to confirm that it shall go."""

    name = text("Its address")

    def __init__(self, edition: Edition) -> None:
        super().__init__()
        self._names = {edition.slug, edition.title.casefold()}

    def validate_name(self, field: Field) -> None:
        """What is typed is its address, or its title."""
        if field.data.strip("/ ").casefold() not in self._names:
            raise ValidationError("This is not its address. Type it as it stands above.")


def offered_address(form: Any) -> str:
    """An address made of the year and the title, as people make them: 2027-fair-imaging-workshop."""
    year = str(form.starts_on.data.year) if form.starts_on.data else ""
    words = plain_words(form.title.data).split()
    stem = "-".join([year] * (year not in words) + words) if year else "-".join(words)
    cut = stem[: MAX_OFFERED_CHARS + 1].rpartition("-")[0] if len(stem) > MAX_OFFERED_CHARS else stem
    offered = cut or stem[:MAX_OFFERED_CHARS] or "workshop"
    return f"{offered}-workshop" if is_reserved(offered) else offered
