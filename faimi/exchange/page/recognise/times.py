"""Times of day as people write them."""

import re
from dataclasses import dataclass
from datetime import time

HALF = r"(?:\s*(?P<half>[ap])\.?\s?m\b\.?)?"
# Letters beside a time that name its zone. Two of them may begin a title as well (“CT scans”): they stand alone.
ZONE_LETTERS = (
    r"(?:[ECMP][SD]T|CES?T|EES?T|WES?T|BST|IST|(?:GMT|UTC)(?:[+−–-]\d{1,2}(?![\d:]))?|[KJ]ST|SGT|HKT|AE[SD]T|NZ[SD]T|AoE|"
    r"[ECMP]T(?=\s*(?:[-–—:,;)|/]|$))|[Ll]ocal [Tt]ime)\b"
)
BESIDE_TIME = rf"(?:\s*\((?-i:(?P<zone_apart>{ZONE_LETTERS}))\)|\s*(?-i:(?P<zone>{ZONE_LETTERS})))?"
CLOCK = re.compile(
    rf"(?<![\d:.,])(?P<hour>\d{{1,2}})(?:(?P<by>[:.h]?)(?P<minute>\d{{2}}))?(?:\s?(?:h|hrs?|uhr)\b\.?)?{HALF}{BESIDE_TIME}"
    r"(?!\w|[:.]\d)",
    re.I,
)
RANGE_SEPARATOR = re.compile(r"\s*(?:[-–—−→]+|to|until|till|bis)\s*", re.I)
BARE_NUMBER = re.compile(r"\d{3,4}")
BARE_YEAR = re.compile(r"(?:19|20)\d\d")
NAMED_TIME = re.compile(
    r"\b(?P<digits>(?:12|24|0?0)(?:[:.]00)?\s*)?(?:(?P<noon>noon|midday)|midnight)\b(?=(?P<ends>\s*(?:$|[:;,|)–—-]))?)",
    re.I,
)
AFTER_TIME = re.compile(r"(?:\d[:.h]\d\d|[ap]\.?\s?m\.?)\s*(?:[-–—−→]+|(?P<word>to|until|till))\s*$", re.I)
BEFORE_TIME = re.compile(r"\s*(?:[-–—−→]+|to|until|till)\s*\d{1,2}(?:[:.h]\d\d|\s*[ap]\.?m\b)", re.I)
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
NAMES_ROOM = re.compile(r"\b(?:room|hall|auditorium|floor|building)\s$", re.I)
RANGE = re.compile(r"\d[:.h]\d|\d{4}\s*(?:[-–—−]+|to)\s*\d{4}|\d\s*[ap]\.?m", re.I)
MAX_EDGE_CHARS = 50
EDGE_CHARS = " :;,.–—−-|()[]•*\t"


@dataclass
class Clock:
    """A time of day, and the letters of its `zone`; `open` says that it may be meant as afternoon (1:30 for 13:30).

    One that is said to be `midnight`, 24:00, ends its day.
    """

    at: time
    open: bool
    zone: str = ""
    midnight: bool = False


def find_times(text: str, lone: int = 0) -> tuple[list[Clock], str]:
    """Finds a start, or a start and an end, and gives what else the text says.

    A lone number is a time beside one with minutes, am or pm: “5 - 5:30 pm”. It is also one where so many of them
    as `lone` says are all there is: “2 - 3” in a column of times, where `lone` is two. A year is never a time.
    """
    said = NAMED_TIME.sub(lambda match: _in_digits(match, lone), text)
    for first in CLOCK.finditer(said):
        between = RANGE_SEPARATOR.match(said, first.end())
        second = CLOCK.match(said, between.end()) if between else None
        both = [match for match in (first, second) if match and _clock(match, None)]
        if not both or both[0] is not first or _is_number(first, said, both[-1] if len(both) > 1 else None, lone):
            continue
        both = both[:1] if BARE_YEAR.fullmatch(both[-1][0].strip()) and not BARE_NUMBER.fullmatch(first[0]) else both
        around = said[: first.start()] + said[_end(both, said) :]
        if not any(match["minute"] or match["half"] for match in both) and (
            not 0 < lone <= len(both) or around.strip(EDGE_CHARS)
        ):
            continue
        clocks = [clock for match in both if (clock := _clock(match, None))]
        half = both[1]["half"] if len(both) > 1 else None
        if half and not first["half"]:
            clocks[0] = _before(first, half, clocks[1].at)
        return clocks, around
    return [], text


def _in_digits(match: re.Match[str], lone: int) -> str:
    """Noon or midnight as a time where it is one: in a column of times, beside another time, or with its own digits.

    A word with a capital that others follow begins a title: “10:00 – Midnight in Paris”.
    """
    said = match.string
    before = AFTER_TIME.search(said[max(0, match.start() - MAX_EDGE_CHARS) : match.start()])
    alone = match["ends"] is not None or match[0].islower()
    beside = (before and (alone or before["word"])) or BEFORE_TIME.match(said, match.end())
    told = lone or beside or (match["digits"] and alone)
    return ("12:00" if match["noon"] else "24:00") if told else match[0]


def _end(times: list[re.Match[str]], text: str) -> int:
    """Where times end that stand in a text, with those in another zone beside them: “9:00 PDT / 18:00 CEST”."""
    end = times[-1].end()
    while times[-1]["zone"] or times[-1]["zone_apart"]:
        lead = re.compile(r"\s*[(/|,;=]\s*").match(text, end)
        other = CLOCK.match(text, lead.end()) if lead else None
        between = RANGE_SEPARATOR.match(text, other.end()) if other else None
        times = [match for match in (other, between and CLOCK.match(text, between.end())) if match]
        if not lead or not times or not (times[-1]["zone"] or times[-1]["zone_apart"]):
            break
        closing = re.compile(r"\s*[)\]]" if "(" in lead[0] else "").match(text, times[-1].end())
        end = closing.end() if closing else times[-1].end()
    return end


def _is_number(match: re.Match[str], text: str, beside: re.Match[str] | None, lone: int) -> bool:
    """Whether digits are no time: “Room 1.23” or, without a sign between them, a year or a number as in “Room 1204”.

    They are a time where a text begins with them (“1230 Lunch”), or beside another time (“1200-1230”). What may be a
    year is one only in “1930-2015 Dinner”, or alone in a column of times.
    """
    if match["by"] == "." and not beside:
        return NAMES_ROOM.search(text[max(0, match.start() - MAX_EDGE_CHARS) : match.start()]) is not None
    if not BARE_NUMBER.fullmatch(match[0].strip()):
        return False
    begins = match.start() < MAX_EDGE_CHARS and not text[: match.start()].strip(EDGE_CHARS)
    if not BARE_YEAR.fullmatch(match[0].strip()):
        return not begins and not beside
    round_ = all(one["minute"] and one["minute"][1] in "05" for one in (match, beside) if one)
    alone = lone and not text[match.end() :].strip(EDGE_CHARS)
    return not (round_ and begins and (beside or alone))


def edge_times(text: str) -> tuple[list[Clock], str]:
    """Finds times at the start of a line, or at its end as in “Talk (9:00–9:30)”, and gives what else it says."""
    clocks, around = find_times(text)
    whole, left = text.strip(EDGE_CHARS), around.strip(EDGE_CHARS)
    year = YEAR.search(whole) and not YEAR.search(left) and not RANGE.search(whole)
    if not clocks or year or not (whole.endswith(left) or whole.startswith(left)):
        return [], text
    return clocks, re.sub(r"\(\s*\)|\[\s*\]", "", around).strip(" :;,–—−-|•\t")


def _clock(match: re.Match[str], half: str | None) -> Clock | None:
    hour, minute, half = int(match["hour"]), int(match["minute"] or 0), half or match["half"]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    midnight = bool(match["by"]) and (hour, minute) == (24, 0)
    if (hour > 23 and not midnight) or minute > 59:
        return None
    zone = match["zone"] or match["zone_apart"] or ""
    open_ = not half and hour < 12 and not match["hour"].startswith("0")
    return Clock(time(hour % 24, minute), open_, zone, midnight)


def _before(match: re.Match[str], half: str, end: time) -> Clock:
    """Reads a start that shares the end's am or pm: “5 - 5:30 pm”, but “11:30 - 12:30 pm” starts in the morning."""
    shared, other = _clock(match, half), _clock(match, "a")
    assert shared
    assert other
    return shared if shared.at <= end else other


def later(clock: time) -> time:
    """The same time twelve hours later."""
    return clock.replace(hour=clock.hour + 12)
