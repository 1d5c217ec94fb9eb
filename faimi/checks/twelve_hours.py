"""Times that are still written on the 12-hour clock, on a page that shows those of its programme on that of 24."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from faimi.checks.check import check
from faimi.checks.facts import Facts, texts_of
from faimi.checks.finding import Found

CLOCK = r"(?<![\d:.])(?:1[0-2]|[1-9]):[0-5]\d(?![\d:])"
AFTERNOON = r"(?<![\d:.])[1-6]:[0-5]\d(?![\d:])"
HALF = r"[ap]\.?m\b"
TO = r"\s{0,3}(?:[-–—]|to|until|till)\s{0,3}"
HALF_TOLD = rf"{CLOCK}{TO}{CLOCK}\s?{HALF}"  # 1:30 - 2:00 PM
UNTOLD = rf"{AFTERNOON}{TO}{CLOCK}"  # 1:30 - 2:00
ALONE = rf"(?:\b(?:at|from|until|till|by|between)\s){AFTERNOON}(?!\s?(?:{HALF}|[-–—]|to\b))"  # at 1:30
WRITTEN = re.compile(rf"{HALF_TOLD}|{UNTOLD}|{ALONE}", re.I)
LIKELY = re.compile(r"(?<!\d)\d:[0-5]\d|1[0-2]:[0-5]\d")
FIELDS = {  # where a time may be written; in what is spoken of, such as an abstract, 1:10 is another thing
    "slot": ("title", "speaker"),
    "section": ("heading", "intro"),
    "text": ("body",),
    "notice": ("text",),
    "date": ("label",),
}


@check("hint", *FIELDS)
def twelve_hour_time(row: Any, _facts: Facts) -> Iterator[Found]:
    """A time such as 1:30 that does not say whether it is of the morning."""
    for name, text in texts_of(row):
        if name in FIELDS[row.key.kind] and (written := _written(text)):
            yield Found(name, f"“{written}” is written on the 12-hour clock: it may be read as a time of the morning.")


@lru_cache(maxsize=16_384)
def _written(text: str) -> str:
    """The first such time of a text; empty where there is none."""
    match = WRITTEN.search(text) if LIKELY.search(text) else None
    return " ".join(match[0].split()) if match else ""
