"""Rows that are for all of a day and have no time, such as an exhibition: the words for it stay behind what it is."""

import re
from typing import Any

ALL_DAY = r"(?:(?:all|(?:the )?whole|full)[ -]day(?: long)?|(?:throughout|during) the day)"
FOR_ALL_DAY = re.compile(rf"(?P<said>{ALL_DAY})\s*[:–—-]\s*(?P<what>\S.*)|\S.*\({ALL_DAY}\)", re.I)
BEHIND = re.compile(rf"\s*\({ALL_DAY}\)$", re.I)
Row = dict[str, Any]


def with_all_day(title: str, time: str) -> str:
    """A title, with the words beside it that it is for all of the day."""
    return f"{title} ({time})" if re.fullmatch(ALL_DAY, time, re.I) and title not in ("", time) else title


def words_in_order(text: str) -> str:
    """A text with its words for all of the day behind the others: “All day: Posters” is “Posters (All day)”."""
    match = FOR_ALL_DAY.fullmatch(text)
    return f"{match['what']} ({match['said']})" if match and match["what"] else text


def settle_all_day(row: Row) -> None:
    """Lets a row without a time that is for all of the day say so behind its title; without a speaker it is no talk."""
    if row["times"] or not FOR_ALL_DAY.fullmatch(row["title"]):
        return
    row["title"] = words_in_order(row["title"])
    row["kind"] = "other" if row["kind"] == "talk" and not row["speaker"] else row["kind"]
