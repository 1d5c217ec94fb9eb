"""Times of day as people write them."""

import re
from dataclasses import dataclass
from datetime import time

HALF = r"(?:\s*(?P<half>[ap])\.?\s?m\b\.?)?"
CLOCK = re.compile(rf"(?<![\d:.,])(?P<hour>\d{{1,2}})(?:(?P<by>[:.h]?)(?P<minute>\d{{2}}))?{HALF}(?![\d:]|\w)", re.I)
BETWEEN = re.compile(r"\s*(?:[-–—]|to|until|till)\s*", re.I)


@dataclass
class Clock:
    """A time of day; `open` says that it may be meant as afternoon (1:30 for 13:30)."""

    at: time
    open: bool


def find_times(text: str) -> tuple[list[Clock], str]:
    """Finds a start, or a start and an end, and gives what else the text says.

    A lone number is a time only beside one with minutes, am or pm: “5 - 5:30 pm”, but not “2 - 3”.
    """
    for first in CLOCK.finditer(text):
        between = BETWEEN.match(text, first.end())
        second = CLOCK.match(text, between.end()) if between else None
        both = [match for match in (first, second) if match]
        if not any(match["minute"] or match["half"] for match in both):
            continue
        half = second["half"] if second else None
        clocks = [clock for match in both if (clock := _clock(match, None))]
        if len(clocks) < len(both):
            continue
        if half and not first["half"]:
            clocks[0] = _before(first, half, clocks[1].at)
        return clocks, text[: first.start()] + text[both[-1].end() :]
    return [], text


def _clock(match: re.Match[str], half: str | None) -> Clock | None:
    hour, minute, half = int(match["hour"]), int(match["minute"] or 0), half or match["half"]
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    if hour > 23 or minute > 59:
        return None
    return Clock(time(hour, minute), not half and hour < 12 and not match["hour"].startswith("0"))


def _before(match: re.Match[str], half: str, end: time) -> Clock:
    """Reads a start that shares the end's am or pm: “5 - 5:30 pm”, but “11:30 - 12:30 pm” starts in the morning."""
    shared, other = _clock(match, half), _clock(match, "a")
    assert shared
    assert other
    return shared if shared.at <= end else other


def later(clock: time) -> time:
    """Gives the same time twelve hours later."""
    return clock.replace(hour=clock.hour + 12)
