"""Reads what people write: HTML back to Markdown, dates, times of day, and texts that mean the same."""

import calendar
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, time
from typing import Any

from bs4 import Tag
from bs4.element import PageElement
from markdownify import MarkdownConverter

MONTHS = [name.lower() for name in calendar.month_name[1:]]
MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?:,?\s+(?P<year>\d{4}))?"
DATES = [re.compile(rf"\b{MONTH}\s+{DAY}\b{YEAR}"), re.compile(rf"\b{DAY}\s+(?:of\s+)?{MONTH}{YEAR}")]
CLOCK = re.compile(r"(?<!\d)(?P<hour>\d{1,2})(?:[:.h]?(?P<minute>\d{2}))\s*(?P<half>[ap]\.?m\.?)?(?!\d)", re.I)

_converter = MarkdownConverter(heading_style="ATX", bullets="-", escape_underscores=False)


def squeeze(text: str) -> str:
    """Gives the text on one line, with single spaces."""
    return re.sub(r"\s+", " ", text).strip()


def words_of(element: PageElement) -> str:
    """Gives an element's text on one line."""
    return squeeze(element.get_text())


def markdown(elements: Iterable[PageElement]) -> str:
    """Gives elements as Markdown: paragraphs on one line each, blank lines between blocks."""
    html = "".join(_flat(element) for element in elements)
    text = _converter.convert(html)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _flat(element: PageElement) -> str:
    """Gives an element as HTML whose source line breaks, which mean nothing, are spaces."""
    if isinstance(element, Tag) and element.find("pre") is None and element.name not in ("pre", "table"):
        return re.sub(r"\s*\n\s*", " ", str(element)) + "\n"
    return str(element)


def same(one: str, other: str) -> bool:
    """Gives whether two texts differ at most in case, spaces, quotation marks, dashes and a final stop."""
    return essence(one) == essence(other)


def essence(text: str) -> str:
    """Gives what is left of a text without case, surplus spaces, kinds of quotes and dashes, and a final stop."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub(r"[‘’‚‛'`´“”„‟\"]", "'", text)
    return squeeze(re.sub(r"[‐‑‒–—−-]", "-", text)).rstrip(".")


def find_date(text: str, year: int | None = None) -> tuple[date, str] | None:
    """Finds the first date in a text; gives it and the text without it. `year` fills in for a missing one."""
    for match in (match for pattern in DATES for match in pattern.finditer(text)):
        month = next((n for n, name in enumerate(MONTHS, 1) if name.startswith(match["month"].lower())), None)
        in_year = int(match["year"]) if match["year"] else year
        if month is None or in_year is None:
            continue
        try:
            return date(in_year, month, int(match["day"])), text[: match.start()] + text[match.end() :]
        except ValueError:
            continue
    return None


def find_times(text: str) -> list[tuple[time, bool]]:
    """Finds the times of day in a text; the flag says that one may be meant as afternoon (1:30 for 13:30)."""
    found = []
    for match in CLOCK.finditer(text):
        hour, minute, half = int(match["hour"]), int(match["minute"]), (match["half"] or "").lower()
        if half:
            hour = hour % 12 + (12 if half.startswith("p") else 0)
        if hour < 24 and minute < 60:
            found.append((time(hour, minute), not half and hour < 12 and not match["hour"].startswith("0")))
    return found


def later(clock: time) -> time:
    """Gives the same time twelve hours later."""
    return clock.replace(hour=clock.hour + 12)


def text_or_empty(value: Any) -> str:
    """Gives a front matter value as text."""
    return "" if value is None else squeeze(str(value))
