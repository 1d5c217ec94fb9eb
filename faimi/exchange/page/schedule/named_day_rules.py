"""How a line of a schedule names a day: alone, or with the track of that day before or after it."""

import re

from faimi.exchange.page.day_rules import DAY
from faimi.exchange.page.recognise.dates import WEEKDAYS
from faimi.exchange.page.recognise.rules import Rule

NUMBER = r"(?:day *#?(?:\d{1,2}|one|two|three|four|five)|(?:first|second|third|fourth|fifth) +day)\b"
FULL_WEEKDAY = r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b"
EDGE = r"[ :;.,()*|–—-]*"
JOINT = r"(?:[ :;.,()/|–—-]|\bthe\b)+"
PART = rf"(?:{NUMBER}|(?:{WEEKDAYS}\.?,? *)?{DAY}(?: *\( *{WEEKDAYS} *\))?|{FULL_WEEKDAY})"
NAMED = rf"(?P<day>{PART}(?:{JOINT}{PART})*)"
APART = r" +(?=(?:morning|afternoon|evening)\b|(?-i:[A-Z(]))"
DEADLINE = re.compile(
    r"\b(?:due|deadlines?|until|till|by|since|before|after|notif\w+|submi\w+|regist\w+|as of|updat\w+|version|not)\b",
    re.I,
)
OPEN = re.compile(r"\b(?:and|or|to|of|the|last|next|every)$", re.I)
NO_TRACK = re.compile(
    r"\W*(?:(?:the|full|detailed|preliminary|final|workshop|tentative|main|conference) +)*"
    r"(?:schedule|programme?|agenda|timetable|workshop|conference|event)\W*",
    re.I,
)


def _beside(match: re.Match[str]) -> tuple[str, str] | None:
    """The day and the track of it; nothing where the words are of a deadline."""
    track = match["track"].strip(" :;,|–—-")
    if track.startswith("(") and track.endswith(")"):
        track = track[1:-1]
    if DEADLINE.search(track) or OPEN.search(track):
        return None
    return match["day"], "" if NO_TRACK.fullmatch(track) else track


# What each reads is the day as it is said, and the track.
NAMED_DAY_RULES: list[Rule[tuple[str, str]]] = [
    Rule(
        f"Day 1: Sunday, {DAY}",
        re.compile(rf"^{EDGE}(?:(?:date|when) *:)?{EDGE}(?:{NAMED}|(?P<short>{WEEKDAYS})){EDGE}$", re.I),
        lambda match: (match["day"] or match["short"], ""),
        stays_text=("Day 1 and Day 2", "Monday to Friday", f"{DAY} and Monday", "Day", "A day in the life"),
    ),
    Rule(
        "Day 1: Tutorials",
        re.compile(rf"^{EDGE}{NAMED}(?: *[:;,|)–—-]+ *|{APART})(?P<track>\w.*|\(.*)$", re.I),
        _beside,
        stays_text=(
            f"{DAY}: Papers due",
            f"{DAY}: Submission deadline",
            "Sunday is free",
            "Sun: how it shines",
            "Monday and Tuesday: Tutorials",
            "Day 1 of the workshop",
        ),
    ),
    Rule(
        f"Tutorials (Sunday, {DAY})",
        re.compile(rf"^(?P<track>.*?\w\)?)(?: *[:;(|,–—-] *| +(?:for|on) +| +(?=day\b)){NAMED}{EDGE}$", re.I),
        _beside,
        stays_text=(
            f"Preliminary program (as of {DAY})",
            f"Slides due: {DAY}",
            f"Registration on {DAY}",
            f"Deadline {DAY}",
            "Black Friday",
            "Models of the sun",
        ),
    ),
]
