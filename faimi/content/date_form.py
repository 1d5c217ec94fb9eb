"""The form of a date: its day, a deadline's hour and zone, the days that it had before, and a later one."""

from typing import Any, ClassVar

from wtforms import DateField, Field
from wtforms.validators import DataRequired, Optional, ValidationError

from faimi.content.clock_fields import ClockField
from faimi.content.date_words import day as day_words
from faimi.content.dates_field import MAX_FORMER_DATES, DatesField
from faimi.content.deadlines import RULES, SKIPPED, VENUE, is_skipped, zone_of
from faimi.content.edition import Edition
from faimi.content.fields import HALF, SHORT, day, near_day, text
from faimi.content.forms import ItemForm
from faimi.content.timezone_field import TimezoneField
from faimi.content.timezones import zone_named


class ZoneField(TimezoneField):
    """The zone of a deadline's hour, or the rule that stands for one."""

    others = RULES
    wanted = "Give AoE, venue, a city, or an IANA name such as Africa/Casablanca, or leave it empty."

    def populate_obj(self, obj: Any, name: str) -> None:
        """Writes the zone; empty is none."""
        setattr(obj, name, self.data or None)


class Extension(DateField):
    """A later day, which takes the place of a row's `date`; that is kept with the former ones, in one change.

    It is a column of no row; it `needs` the one that it takes the place of.
    """

    needs = "date"

    def populate_obj(self, obj: Any, name: str) -> None:
        """Writes both."""
        if self.data and obj.date:
            obj.superseded = [*(obj.superseded or []), obj.date.isoformat()]
            obj.date = self.data


class DateForm(ItemForm):
    """A date."""

    label = text("What", DataRequired("Say what happens on this date."), render_kw=HALF)
    date = day("Date")
    time = ClockField("Time")
    zone = ZoneField("Time zone")
    superseded = DatesField("Earlier dates, shown struck through", render_kw=SHORT)
    extended_to = Extension("Extend to", [Optional(), near_day], render_kw=SHORT)
    hints: ClassVar[dict[str, str]] = {
        "date": "Empty shows “to be announced”.",
        "time": "Until when, for a deadline.",
        "zone": "AoE (Anywhere on Earth), “venue”, or a city. Where one of the two is empty, it is 23:59 or AoE.",
        "superseded": "When a deadline moves, note the old date here. Clear a date to take it away.",
        "extended_to": "Takes the place of the date, which is kept with the earlier ones.",
    }
    venue_zone: str | None = None

    def offer(self, edition: Edition, row: Any) -> None:
        """Knows the zone of the venue, and asks for a later date where there is one to extend, or one was typed."""
        self.venue_zone = edition.timezone
        if row is None or (row.id and row.date is None and not self.extended_to.data):
            del self.extended_to

    def validate_zone(self, field: Field) -> None:
        """Refuses the zone of the venue while nobody has said which that is."""
        if field.data == VENUE != field.object_data and zone_named(self.venue_zone) is None:
            raise ValidationError("The masthead names no time zone yet. Give it there, or name the zone here.")

    def validate_extended_to(self, field: Field) -> None:
        """Refuses what is no later date, and more of them than are kept."""
        if field.data and (self.date.data is None or field.data <= self.date.data):
            than = f"This is not after {day_words(self.date.data)}. " if self.date.data else "There is no date yet. "
            raise ValidationError(f"{than}To correct the date, change it itself.")
        if field.data and len(self.superseded.data or []) >= MAX_FORMER_DATES:
            raise ValidationError(f"Keep at most {MAX_FORMER_DATES} earlier dates.")

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether all is well; an hour that the clock skips is not, in the zone that was meant."""
        well, clock = super().validate(extra_validators), self.time.data
        zone, day = zone_of(self.zone.data or None, self.venue_zone), self.date.data
        if "extended_to" in self and self.extended_to.data:
            day = self.extended_to.data
        if not (well and day and clock and zone and is_skipped(day, clock, zone)):
            return bool(well)
        self.time.errors = [*self.time.errors, SKIPPED.format(clock)]
        return False
