"""The rows of a page that faimi wrote, in the forms that `exchange.jekyll` gives them."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from faimi.content.escaping import address, plain, unguarded
from faimi.content.keynotes import CROPS
from faimi.exchange.words import cut

TEXT = r"(?:[^\\*`\[\]{}|<>\n]|\\.)*?"
CLOCK = r"(?:\d\d|[7-9])[:.]\d\d"  # 1:30 may well be meant as 13:30
TARGET = r"\((?:<[^<>\n]*>|[^()\s<>]*)\)"
DAY = r"\d{1,2} [A-Z][a-z]+ \d{4}"
LINES = {
    "paper": rf"(?:(?P<authors>{TEXT}): )?(?P<link>\[)?\*(?P<title>{TEXT})\*(?(link)\](?P<url>{TARGET}))",
    "award": rf"\*\*(?P<name>{TEXT})\*\*(?:: (?P<recipient>{TEXT}))?(?:, \*(?P<affiliation>{TEXT})\*)?"
    rf"(?:, for (?P<paper>\[{TEXT}\]\(#\S+\)))?(?: !\[{TEXT}\](?P<photo>{TARGET}))?",
    "date": rf"\*\*(?P<label>{TEXT})\*\*: (?:to be announced|(?P<date>{DAY}))(?P<superseded>(?: <del>{DAY}</del>)*)",
    "organizer": rf"\*\*(?P<link>\[)?(?P<name>{TEXT})(?(link)\](?P<url>{TARGET}))\*\*(?:, (?P<affiliation>{TEXT}))?",
}
SHOWN = rf"(?P<link>\[)?(?:!\[(?P<alt>{TEXT})\](?P<picture>{TARGET})|(?P<name>{TEXT}))(?(link)\](?P<url>{TARGET}))"
TOLD = (
    rf"\*(?P<affiliation>{TEXT})\*|!\[{TEXT}\](?P<photo>{TARGET})(?:\{{: \.crop-(?P<crop>{'|'.join(CROPS)})\}})?"
    rf"|\*\*(?P<title>{TEXT})\*\*"
)
ROW = {
    "Time": rf"(?P<start>{CLOCK})?(?:\s*[-–—]\s*(?P<end>{CLOCK}))?",
    "Kind": "(?i:(?P<kind>talk|keynote|break|other))",
    "Speaker": rf"(?P<keynote>\[{TEXT}\]\(#\S+\))|(?P<speaker>{TEXT})",
    "Title": rf"(?P<paper>\[{TEXT}\]\(#\S+\))|(?P<title>{TEXT})",
    "Track": f"(?P<track>{TEXT})",
    "Recording": rf"(?:\[Recording\](?P<recording>{TARGET}))?",
}
CELL = re.compile(r"((?:[^\\|]|\\.)*)\|")
ADDRESSES = ("url", "picture", "photo", "recording")
AS_WRITTEN = ("paper", "keynote")

Item = dict[str, Any]
Blocks = list[tuple[str, str]]


class ChangedError(Exception):
    """A section that no longer has the form in which it was written."""


def parts_of(form: str, text: str) -> Item:
    """Gives the parts of a text that has a form, empty where they are not there; what it names stays as written.

    Raises ChangedError where it has another.
    """
    match = re.fullmatch(form, text)
    if match is None:
        raise ChangedError(f"It says “{cut(text)}”.")
    parts = match.groupdict(default="")
    parts.pop("link", None)
    return {name: part if name in AS_WRITTEN else _read(name, part) for name, part in parts.items()}


def _read(name: str, part: str) -> str:
    return address(part[1:-1]) if name in ADDRESSES else plain(part)


def _only(kind: str, blocks: Blocks) -> list[str]:
    """Gives the lines of a section's lists or tables."""
    if any(mark != kind for mark, _ in blocks):
        raise ChangedError("It holds rows of another kind.")
    return [line for _, text in blocks for line in text.split("\n") if line]


def _texts(_kind: str, blocks: Blocks) -> list[Item]:
    items = []
    for mark, text in blocks:
        item = dict.fromkeys(("url", "picture", "alt"), "")
        if mark == "picture":
            shown, _, text = text.partition("\n\n")
            item |= parts_of(SHOWN, shown)
            name = item.pop("name")
            item["alt"] = item["alt"] or (name if name != item["url"] else "")
        elif mark != "text":
            raise ChangedError("It holds rows of another kind.")
        items.append(item | {"body": unguarded(text.strip("\n"))})
    return items


def _keynotes(_kind: str, blocks: Blocks) -> list[Item]:
    items: list[Item] = []
    for mark, text in blocks:
        if mark == "keynote":
            speaker, *told = text.split("\n\n")
            item = dict.fromkeys(("affiliation", "title", "abstract", "bio", "photo"), "")
            items.append(item | parts_of(rf"### (?P<speaker>{TEXT})", speaker))
            for line in told:
                items[-1] |= {name: part for name, part in parts_of(TOLD, line).items() if part}
            if "crop" in items[-1]:
                items[-1]["crop"] = int(items[-1]["crop"])
        elif mark in ("abstract", "bio") and items:
            items[-1][mark] = unguarded(text)
        else:
            raise ChangedError("It holds rows of another kind.")
    return items


def _lines(kind: str, blocks: Blocks) -> list[Item]:
    return [parts_of(f"- {LINES[kind]}", line) for line in _only(kind, blocks)]


def _dates(kind: str, blocks: Blocks) -> list[Item]:
    items = _lines(kind, blocks)
    for item in items:
        item["superseded"] = [_day(day).isoformat() for day in re.findall(DAY, item["superseded"])]
        item["date"] = _day(item["date"]) if item["date"] else None
    return items


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%d %B %Y").date()
    except ValueError:
        raise ChangedError(f"There is no {text}.") from None


def _slots(kind: str, blocks: Blocks) -> list[Item]:
    table = [[cell.strip() for cell in CELL.findall(row)[1:]] for row in _only(kind, blocks)]
    heads = table[0] if table else []
    items = []
    for row in table[2:]:
        if len(row) != len(heads) or not set(heads) <= ROW.keys():
            raise ChangedError("Its table has other columns.")
        cells = dict(zip(heads, row, strict=True))
        item = {name: part for head, form in ROW.items() for name, part in parts_of(form, cells.get(head, "")).items()}
        times = {name: _time(item[name]) for name in ("start", "end")}
        items.append(item | times | {"kind": item["kind"].lower()})
    return items


def _time(text: str) -> time | None:
    try:
        return time.fromisoformat(text.replace(".", ":").zfill(5)) if text else None
    except ValueError:
        raise ChangedError(f"There is no {text} on the clock.") from None


READERS: dict[str, Callable[[str, Blocks], list[Item]]] = {
    "text": _texts,
    "keynote": _keynotes,
    "slot": _slots,
    "paper": _lines,
    "award": _lines,
    "date": _dates,
    "organizer": _lines,
}
