"""The hour of a deadline as people write it, with a zone of which one can be sure."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from faimi.content.deadlines import AOE

CLOCK = r"(?P<hour>\d{1,2})[:.h](?P<minute>\d\d)\s*(?:(?P<half>[ap])\.?m\b\.?)?(?:\s*h(?:rs?|ours)?\b)?"
ZONES = {  # by what each is called; of a name that says whether it is summer, only where it is
    r"AoE|anywhere on earth(?:\s*\(AoE\))?|UTC\s?[-−–]\s?12(?::00)?": AOE,
    r"(?-i:UTC|GMT)|coordinated universal time": "UTC",
    r"(?:US )?pacific time|(?-i:P[SD]?T)": "America/Los_Angeles",
    r"(?:US )?eastern time|(?-i:E[SD]?T)": "America/New_York",
}
ZONE = "|".join(f"(?P<zone{number}>{form})" for number, form in enumerate(ZONES))
HOUR = re.compile(
    rf"(?<![\d:.])(?:at\s+)?{CLOCK},?\s*\(?\s*(?:{ZONE})\b\)?"
    r"(?!\s*[-+−–/]\s*\d)(?: time\b)?",
    re.I,
)
SEASON = re.compile(r"[PE][SD]T")
ZONE_WORDS = {
    "aoe",
    "anywhere",
    "on",
    "earth",
    "utc",
    "12",
    "gmt",
    "us",
    "pacific",
    "eastern",
    "time",
    "at",
    "universal",
}
ZONE_WORDS |= {"pt", "pst", "pdt", "et", "est", "edt", "coordinated", "h", "hr", "hrs", "hour", "hours"}


@dataclass
class Hour:
    """An hour with AoE or the name of its zone, and the text around it."""

    clock: time
    zone: str
    around: str


def find_hour(text: str, day: date) -> Hour | None:
    """The one hour in a text with its zone, on a day; none where there are several, or one cannot be sure."""
    found = [*HOUR.finditer(text)]
    if len(found) != 1:
        return None
    said = found[0]
    hour, minute, half = int(said["hour"]), int(said["minute"]), (said["half"] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif half:
        return None
    if hour > 23 or minute > 59:
        return None
    called, zone = next((said[f"zone{n}"], zone) for n, zone in enumerate(ZONES.values()) if said[f"zone{n}"])
    clock = time(hour, minute)
    if SEASON.fullmatch(called) and datetime.combine(day, clock, ZoneInfo(zone)).tzname() != called:
        return None
    return Hour(clock, zone, f"{text[: said.start()]} {text[said.end() :]}")
