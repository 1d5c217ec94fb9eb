"""When a date is over: at an hour by a rule, such as 23:59 Anywhere on Earth, or else when its day has ended."""

from datetime import UTC, date, datetime, time, tzinfo

from flask_babel import gettext as _

from faimi.content.day_end import ANYWHERE_ON_EARTH, day_end
from faimi.content.timezones import zone_named

AOE, VENUE = "AoE", "venue"  # the rules that are no zone's name; the second is the edition's own zone
RULES = {AOE: "Anywhere on Earth", VENUE: "the edition’s own time zone"}
LAST_MINUTE = time(23, 59)
SKIPPED = "The clock skips {:%H:%M} on that day, when summer time begins."


def zone_of(rule: str | None, venue_zone: str | None) -> tzinfo | None:
    """The zone in which a deadline's hour is told, Anywhere on Earth without a rule; none where it is not known."""
    return ANYWHERE_ON_EARTH if (rule or AOE) == AOE else zone_named(venue_zone if rule == VENUE else rule)


def passes_at(day: date | None, clock: time | None, rule: str | None, venue_zone: str | None) -> datetime | None:
    """The moment (in UTC) at which a date has passed: an instant by its rule, else the end of its day at the venue."""
    zone = zone_of(rule, venue_zone)
    ends = day_end(day, venue_zone)
    if day is None or ends is None or zone is None or (clock is None and rule is None):
        return ends
    try:
        return datetime.combine(day, clock or LAST_MINUTE, zone).astimezone(UTC).replace(tzinfo=None)
    except OverflowError:  # before the calendar's first day
        return ends


def is_skipped(day: date, clock: time, zone: tzinfo) -> bool:
    """Whether the clock of a zone goes past a time of day, as it does where summer time begins."""
    told = datetime.combine(day, clock, zone)
    try:
        return told.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != told.replace(tzinfo=None)
    except OverflowError:  # beyond the calendar's first or last day
        return False


def zone_words(rule: str | None, venue_zone: str | None) -> tuple[str, str]:
    """What stands behind a deadline's hour, and what that means: AoE, Anywhere on Earth; Paris time, Europe/Paris."""
    if (rule or AOE) == AOE:
        return AOE, _("Anywhere on Earth")
    name = (venue_zone if zone_named(venue_zone) else None) if rule == VENUE else rule
    if name is None:
        return _("local time"), _("The time at the venue")
    area, city = name.rpartition("/")[::2]
    return (_("%(city)s time", city=city.replace("_", " ")) if area and area != "Etc" else name), name
