"""The forms of the masthead and of a section's heading, and the kinds that they make of both."""

from typing import Any, ClassVar

from sqlalchemy import func, select
from wtforms import BooleanField, Field, RadioField, SelectField
from wtforms.validators import DataRequired, ValidationError

from faimi.content.accents import ACCENTS
from faimi.content.edition import Edition, Section
from faimi.content.fields import CROPS, HALF, crop_choice, day, moment, picture, prose, text
from faimi.content.forms import ItemForm
from faimi.content.kind import Kind
from faimi.content.languages import WRITTEN
from faimi.content.now import utc_now
from faimi.content.schedule import Slot
from faimi.content.site import current_site
from faimi.content.timetable import MAX_DAYS, are_days
from faimi.content.timezone_field import TimezoneField
from faimi.extensions import db

ATTENDANCE = {"": "Not said", "in-person": "In person", "online": "Online", "hybrid": "In person and online"}
STATES = {
    "draft": "Draft: only organizers see it",
    "current": "Next: announced on the start page",
    "past": "Past: listed by year",
    "page": "No edition: a page of the site, such as Resources",
}


class AccentField(RadioField):
    """A choice of one colour of several, which are shown."""


class EditionForm(ItemForm):
    """The masthead: what, when, where."""

    title = text("Title", DataRequired("An edition has a title."), render_kw=HALF)
    tagline = text("Tagline", render_kw=HALF)
    venue = text("Venue", render_kw=HALF)
    timezone = TimezoneField("Time zone")
    starts_on = day("Date")
    ends_on = day("Last day")
    attendance = SelectField("Attendance", choices=ATTENDANCE, render_kw=HALF)
    state = SelectField("State", choices=STATES, render_kw=HALF)
    appears_at = moment("A draft appears by itself on (UTC)")
    accent = AccentField(
        "Accent colour", choices={name: accent.label for name, accent in ACCENTS.items()}, default="madder"
    )
    picture = picture("Picture behind the title")
    alt = text("What the picture shows", render_kw=HALF)
    crop = crop_choice()
    language = SelectField("Language of its text", choices={"": "Not said"} | WRITTEN, render_kw=HALF)
    folded = ("accent", "picture", "alt", "crop", "language")
    folded_label = "Colour, picture and language"
    hints: ClassVar[dict[str, str]] = {
        "picture": "A wide one; words stand on its lower part, which is darkened.",
        "alt": "Read out to those who do not see it. Empty where it is decoration.",
        "language": "Screen readers speak it so. English where it is not said.",
        "ends_on": "Only if it takes several days.",
        "timezone": "A city will do: London finds Europe/London. Without it, visitors are offered no calendar.",
        "appears_at": "Empty keeps a draft until its state is changed.",
    }

    def offer(self, edition: Edition, row: Any) -> None:
        """Offers the time zones of the venue; who brings a removed edition back does so elsewhere."""
        self.edition = edition
        self.timezone.venue = self.venue.data or ""
        if edition.state == "removed":
            del self.state, self.appears_at

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether all is well; the last day, also where the first was changed, comes after it, and not long after.

        Nor does an edition get shorter while rows are on the days that it would lose.
        """
        if self.ends_on.data == self.starts_on.data:  # one day alone names no last
            self.ends_on.data = None
        well = super().validate(extra_validators)
        words = f"The last day comes after the date, and not more than {MAX_DAYS - 1} days."
        if are_days(first := self.starts_on.data, last := self.ends_on.data):
            words = self._rows_left_out((last - first).days + 1 if first and last else 1)
        self.ends_on.errors = [*self.ends_on.errors, *filter(None, [words])]
        return bool(well) and not words

    def _rows_left_out(self, days: int) -> str:
        """How many rows are on the days that an edition of so many days would lose, in words; empty where none are."""
        query = select(func.count(), func.min(Slot.day), func.max(Slot.day)).where(
            Slot.edition_id == self.edition.id, Slot.day > days, Slot.day <= self.edition.days
        )
        count, day, latest = db.session.execute(query).one()
        if not count:
            return ""
        on = f"day {day}" if day == latest else f"day {day} or later"
        return (
            f"{count} rows are on {on}: move or remove them first."
            if count > 1
            else f"1 row is on {on}: move or remove it first."
        )

    def validate_appears_at(self, field: Field) -> None:
        """Refuses a moment to come for what visitors see already."""
        if field.data and field.data > utc_now() and self.state.data != "draft":
            raise ValidationError("Visitors see it already. Choose the state Draft too, or empty this.")


class SectionForm(ItemForm):
    """A section's heading and intro; what it lists is chosen once, when it is made."""

    heading = text("Heading", DataRequired("A section has a heading."), render_kw=HALF)
    kind = SelectField("What it holds", render_kw=HALF)
    intro = prose("Introduction", rows=3)
    hidden = BooleanField("Hidden from visitors")
    appears_at = moment("Appears by itself on (UTC)")
    hints: ClassVar[dict[str, str]] = {
        "intro": "Markdown, shown under the heading. May stay empty.",
        "appears_at": "For a hidden section, such as papers on the day of notification. Empty keeps it hidden.",
    }

    def offer(self, edition: Edition, row: Any) -> None:
        """Offers the kinds for a new section; one that is there keeps its own."""
        from faimi.content import KINDS  # the kinds hang on sections, so their list stands above this module

        self.kind.choices = {kind.name: kind.heading for kind in KINDS}
        if row is not None:
            del self.kind
        elif not self.is_submitted():
            self.hidden.data = current_site().new_sections == "hidden"

    def validate_appears_at(self, field: Field) -> None:
        """Refuses a moment to come for what visitors see already."""
        if field.data and field.data > utc_now() and not self.hidden.data:
            raise ValidationError("Visitors would see it at once. Tick “Hidden from visitors” too, or empty this.")


EDITION = Kind(
    "edition",
    Edition,
    EditionForm,
    "masthead",
    partial="_masthead.html",
    unseen=("appears_at",),
    pictures=("picture",),
    choices={"crop": CROPS},
)
SECTION = Kind(
    "section", Section, SectionForm, "section", partial="_heading.html", markdown=("intro",), unseen=("appears_at",)
)
