"""The time zone of a schedule, as its headings and introduction name it."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from faimi.content.timezones import timezone_names, timezones_at
from faimi.exchange.draft import Draft, PageError

# Whole words, and the zone that most people mean by them; a guess, and reported as one.
ZONES = {
    r"British Summer Time|\bBST\b|(?:UK|London) time": "Europe/London",
    r"\bCES?T\b|Central European (?:Summer )?Time": "Europe/Paris",
    r"\bEES?T\b|Eastern European (?:Summer )?Time": "Europe/Athens",
    r"\bE[SD]?T\b|Eastern (?:Standard |Daylight )?Time": "America/New_York",
    r"\bCDT\b|\bCentral (?:Standard |Daylight )Time|\b(?:US|U\.S\.) Central Time": "America/Chicago",
    r"\bM[SD]T\b|Mountain (?:Standard |Daylight )?Time": "America/Denver",
    r"\bP[SD]?T\b|Pacific (?:Standard |Daylight )?Time": "America/Los_Angeles",
    r"\bKST\b|Korea (?:Standard )?Time": "Asia/Seoul",
    r"\bJST\b|Japan (?:Standard )?Time": "Asia/Tokyo",
    r"\bSGT\b|Singapore (?:Standard )?Time": "Asia/Singapore",
    r"\bHKT\b": "Asia/Hong_Kong",
    r"\bAE[SD]T\b": "Australia/Sydney",
    r"\bNZ[SD]T\b": "Pacific/Auckland",
}
# Letters of several zones, and the words for places that tell which is meant.
AMBIGUOUS = {
    "CST": {
        "America/Chicago": r"US|USA|United States|Canada|Chicago|Texas|Houston|Dallas|Austin|Nashville|New Orleans",
        "Asia/Shanghai": r"China|Beijing|Shanghai|Shenzhen|Hangzhou|Guangzhou|Suzhou|Chengdu|Wuhan|Xi[’']?an",
        "Asia/Taipei": r"Taiwan|Taipei",
    },
    "IST": {
        "Asia/Kolkata": r"India|Delhi|Mumbai|Bangalore|Bengaluru|Hyderabad|Chennai|Kolkata|Goa|Jaipur",
        "Asia/Jerusalem": r"Israel|Tel[ -]Aviv|Jerusalem|Haifa",
        "Europe/Dublin": r"Ireland|Dublin|Galway|Cork",
    },
}
OFFSET = re.compile(r"\b(?:GMT|UTC)\s?(?P<sign>[+−–-])\s?(?P<hours>\d{1,2})(?!\d|:[1-9])")
BARE_UTC = re.compile(r"\b(?:GMT|UTC)\b(?!\s?[+−–-]\s?\d)")
NAMED = re.compile(r"\b[A-Z][a-z]+/[A-Z][A-Za-z_]+\b")
TIMES = re.compile(r"[^.!?\n]{0,80}\btimes (?:are|in|given|shown|listed)\b[^.!?\n]*", re.I)
MAX_OFFSET_HOURS = 14


def zone_of(said: str, draft: Draft, beside: list[str], place: str) -> str | None:
    """The IANA name of a time zone: the front matter's, else what the page says `beside` its times or its schedule.

    Letters that may mean several zones name one where the `place` of the event tells which.
    """
    if said and said not in timezone_names():
        raise PageError(f"timezone is “{said}”: give an IANA name such as Africa/Casablanca.")
    if said or not draft.items("slot"):
        return said or None
    slots = [f"{section.heading}\n{section.intro}" for section in draft.sections if section.kind == "slot"]
    texts = [
        f"{section.intro}\n{item['body']}" for section in draft.sections for item in section.items if "body" in item
    ]
    prose = "\n".join(found[0] for text in texts for found in TIMES.finditer(text))
    for words in ("\n".join(dict.fromkeys(beside)), "\n".join(slots), prose):
        named = named_zones(words, place)
        if len(set(named.values())) > 1 or "" in named.values():
            letters = ", ".join(f"“{word}”" for word in named)
            draft.report.unsure(f"The time zone is left open: the page says {letters}, which may mean several.", words)
            return None
        if named:
            word, zone = next(iter(named.items()))
            zone = _of_place(zone, place)
            draft.report.unsure(f"The schedule's times are taken as {zone}, as the page says “{word}”.", word)
            return zone
    draft.report.unsure("The page does not name the time zone of its schedule.")
    return None


def _of_place(zone: str, place: str) -> str:
    """The zone of the event's place, where its clocks go like those of the zone that letters name; else the latter."""
    moments = [datetime(2030, month, 1, tzinfo=UTC) for month in range(1, 13)]
    clocks = [when.astimezone(ZoneInfo(zone)).utcoffset() for when in moments]
    there = [
        one for one in timezones_at(place) if clocks == [when.astimezone(ZoneInfo(one)).utcoffset() for when in moments]
    ]
    return there[0] if len(there) == 1 else zone


def named_zones(words: str, place: str) -> dict[str, str]:
    """The words for time zones in a text, and the zone that each means; none where the `place` does not tell which."""
    if (match := NAMED.search(words)) and match[0] in timezone_names():
        return {match[0]: match[0]}
    zones = {match[0]: zone for form, zone in ZONES.items() if (match := re.search(form, words))}
    for letters, places in AMBIGUOUS.items():
        if re.search(rf"\b{letters}\b", words):
            fitting = [zone for zone, form in places.items() if re.search(rf"\b(?:{form})\b", place)]
            zones[letters] = fitting[0] if len(fitting) == 1 else ""
    if zones:
        return zones
    if (match := OFFSET.search(words)) and 0 < int(match["hours"]) <= MAX_OFFSET_HOURS:
        sign = "-" if match["sign"] == "+" else "+"
        name = f"Etc/GMT{sign}{int(match['hours'])}"
        return {match[0]: name} if name in timezone_names() else {}
    return {match[0]: "UTC"} if (match := BARE_UTC.search(words)) else {}
