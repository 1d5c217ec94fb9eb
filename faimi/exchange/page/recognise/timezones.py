"""The time zone of a schedule, as its headings and introduction name it."""

import re

from faimi.content.timezones import timezone_names
from faimi.exchange.draft import Draft, PageError

# Whole words, and the zone that most people mean by them; a guess, and reported as one.
ZONES = {
    r"British Summer Time|\bBST\b|(?:UK|London) time": "Europe/London",
    r"\bCES?T\b|Central European (?:Summer )?Time": "Europe/Paris",
    r"\bEES?T\b|Eastern European (?:Summer )?Time": "Europe/Athens",
    r"\bE[SD]?T\b|Eastern (?:Standard |Daylight )?Time": "America/New_York",
    r"\bC[SD]T\b|Central (?:Standard |Daylight )?Time": "America/Chicago",
    r"\bM[SD]T\b|Mountain (?:Standard |Daylight )?Time": "America/Denver",
    r"\bP[SD]?T\b|Pacific (?:Standard |Daylight )?Time": "America/Los_Angeles",
    r"\bKST\b|Korea (?:Standard )?Time": "Asia/Seoul",
    r"\bJST\b|Japan (?:Standard )?Time": "Asia/Tokyo",
    r"\bSGT\b|Singapore (?:Standard )?Time": "Asia/Singapore",
    r"\bAE[SD]T\b": "Australia/Sydney",
}
OFFSET = re.compile(r"\b(?:GMT|UTC)\s?(?P<sign>[+−–-])\s?(?P<hours>\d{1,2})(?!\d|:[1-9])")
BARE_UTC = re.compile(r"\b(?:GMT|UTC)\b(?!\s?[+−–-]\s?\d)")
NAMED = re.compile(r"\b[A-Z][a-z]+/[A-Z][A-Za-z_]+\b")
TIMES = re.compile(r"[^.!?\n]{0,80}\btimes (?:are|in|given|shown|listed)\b[^.!?\n]*", re.I)
MAX_OFFSET_HOURS = 14


def zone_of(said: str, draft: Draft) -> str | None:
    """The IANA name of a time zone: the front matter's, else what the page says beside its schedule."""
    if said and said not in timezone_names():
        raise PageError(f"timezone is “{said}”: give an IANA name such as Africa/Casablanca.")
    if said or not draft.items("slot"):
        return said or None
    slots = [f"{section.heading}\n{section.intro}" for section in draft.sections if section.kind == "slot"]
    texts = [
        f"{section.intro}\n{item['body']}" for section in draft.sections for item in section.items if "body" in item
    ]
    for words in ("\n".join(slots), "\n".join(found[0] for text in texts for found in TIMES.finditer(text))):
        zone, word = _named(words)
        if zone:
            draft.report.unsure(f"The schedule's times are taken as {zone}, as the page says “{word}”.", word)
            return zone
    draft.report.unsure("The page does not name the time zone of its schedule.")
    return None


def _named(words: str) -> tuple[str, str]:
    """The zone that words name, and the word for it."""
    if (match := NAMED.search(words)) and match[0] in timezone_names():
        return match[0], match[0]
    for form, zone in ZONES.items():
        if match := re.search(form, words):
            return zone, match[0]
    if (match := OFFSET.search(words)) and 0 < int(match["hours"]) <= MAX_OFFSET_HOURS:
        sign = "-" if match["sign"] == "+" else "+"
        name = f"Etc/GMT{sign}{int(match['hours'])}"
        return (name, match[0]) if name in timezone_names() else ("", "")
    return ("UTC", match[0]) if (match := BARE_UTC.search(words)) else ("", "")
