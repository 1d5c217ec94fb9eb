"""Texts as their readers see them, and the dates that they say."""

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from faimi.content.cleaning import visible
from faimi.content.prose import render
from faimi.exchange.text_matching import squeeze

if TYPE_CHECKING:
    from faimi.exchange.page.recognise.dates import Found as SaidDate

DAY = re.compile(r"\d")


@lru_cache(maxsize=4096)
def as_shown(markdown: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """What a reader sees of Markdown, on one line, and where it leads, with the words of each link."""
    from bs4 import BeautifulSoup  # few texts need it

    tree = BeautifulSoup(f"<body>{render(markdown)}</body>", "lxml")
    links = (
        (str(tag.get("href") or tag.get("src") or ""), visible(tag.get_text())) for tag in tree.find_all(["a", "img"])
    )
    return squeeze(visible(tree.get_text())), tuple(links)


def shown(text: str, markdown: bool) -> str:
    """What a reader sees of a text, on one line."""
    return as_shown(text)[0] if markdown else squeeze(visible(text))


def dates_in(text: str, year: int) -> "list[SaidDate]":
    """The dates in a text, in their order; the year is that of those that say none."""
    from faimi.exchange.page.recognise.dates import find_dates  # what reads pages needs libraries that few requests do

    return find_dates(text, year)


@lru_cache(maxsize=4096)
def days_in(text: str, near: date) -> tuple[tuple[date, str], ...]:
    """The days that a text surely says, of a range the last, and how; those without a year are the nearest to a day."""
    if not DAY.search(text):
        return ()
    found = ((one.last or one.day, one.said) for one in dates_in(text, near.year) if not one.unsure)
    return tuple((when if str(when.year) in said else _nearest(when, near), said) for when, said in found)


def _nearest(when: date, near: date) -> date:
    """The day of this name that is the nearest to another."""
    years = range(max(near.year - 1, 1), min(near.year + 2, 10_000))
    return min((in_year(when, year) for year in years), key=lambda day: abs(day - near))


def in_year(when: date, year: int) -> date:
    """The day of this name in another year; itself where that has none."""
    try:
        return when.replace(year=year)
    except ValueError:  # 29 February
        return when
