"""When a day begins and is over, for those who look at a page from anywhere."""

from datetime import UTC, date, datetime, time, timedelta, timezone

from faimi.content.timezones import zone_named

ANYWHERE_ON_EARTH = timezone(timedelta(hours=-12), "AoE")
FIRST_ON_EARTH = timezone(timedelta(hours=14))  # where each day begins first
LAST_DAY = date(9990, 1, 1)  # after which a moment might not fit a datetime


def day_end(day: date | None, zone_name: str | None) -> datetime | None:
    """The moment (in UTC) at which a day ends in a zone, Anywhere on Earth where none is known; None without a day."""
    if day is None or day > LAST_DAY:
        return None
    zone = zone_named(zone_name) or ANYWHERE_ON_EARTH
    return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC).replace(tzinfo=None)


def day_begin(day: date, zone_name: str | None) -> datetime:
    """The moment (in UTC) at which a day begins in a zone, in the first one on Earth where none is known."""
    zone = zone_named(zone_name) or FIRST_ON_EARTH
    return datetime.combine(day, time(), zone).astimezone(UTC).replace(tzinfo=None)
