"""The days that rows of a schedule's table name: alone, or beside their times."""

import re

from bs4 import Tag

from faimi.exchange.page.schedule.cells import text_at
from faimi.exchange.page.schedule.named_days import lone_day, named_day
from faimi.exchange.text_matching import words_of

BARE_NUMBER = re.compile(r"\d{1,2}")


def day_of_row(cells: list[Tag], track: str) -> tuple[str, str]:
    """The day that a row names and nothing else, and its track where the row may name one; no day where it does not."""
    texts = {words_of(cell) for cell in cells} - {""}
    text = texts.pop() if len(texts) == 1 else ""
    if day := lone_day(text):
        return day, ""
    day, beside = named_day(text) if track else ("", "")
    return day, beside if day else ""


def day_beside(cells: list[Tag], columns: dict[str, int]) -> tuple[str, str]:
    """The day that a row's own cells name, and what else stands in the column of days."""
    text = text_at(columns.get("day"), cells)
    if BARE_NUMBER.fullmatch(text):
        return f"Day {text}", ""
    if text and (day := lone_day(text)):
        return day, ""
    day, beside = named_day(text)
    days = (day, *(lone_day(text_at(columns.get(name), cells)) for name in ("time", "start")))
    return next(filter(None, days), ""), beside
