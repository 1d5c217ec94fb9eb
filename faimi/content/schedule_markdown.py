"""The schedule as a Markdown table that people can change, and that is read back exactly."""

import re
from collections.abc import Callable, Sequence
from datetime import time
from typing import TYPE_CHECKING

from faimi.content.escaping import escaped
from faimi.content.row_markdown import (
    LEAD,
    TARGET,
    TEXT,
    Blocks,
    ChangedError,
    Values,
    leading,
    lines_of,
    linked,
    name_comment,
    parts_of,
)
from faimi.content.schedule_form import SLOT_KINDS
from faimi.content.timetable import MAX_DAYS, MAX_DELAY_MINUTES

if TYPE_CHECKING:
    from faimi.content.page import Page
    from faimi.content.schedule import Slot

CELL = re.compile(r"((?:[^\\|]|\\.)*)\|")
DIGITS = r"(?:\d\d|[7-9])[:.]\d\d"  # 1:30 may well be meant as 13:30
COLUMNS: dict[str, tuple[Callable[["Slot", "Page"], str], str]] = {  # how each cell is written, and what it reads as
    "Day": (lambda slot, _page: str(slot.day) if slot.day > 1 else "", r"(?P<day>\d{1,2})?"),
    "Time": (lambda slot, _page: _times(slot), rf"(?P<start>{DIGITS})?(?:\s*[-–—]\s*(?P<end>{DIGITS}))?"),
    "Late": (lambda slot, _page: f"{slot.delay} min" if slot.delay else "", r"(?:(?P<delay>\d{1,4}) min)?"),
    "Kind": (lambda slot, _page: slot.kind, f"(?i:(?P<kind>{'|'.join(SLOT_KINDS)}))"),
    "Speaker": (
        lambda slot, page: leading(page.named(slot, "keynote"), slot.shown_speaker),
        rf"(?P<ref_keynote>{LEAD})|(?P<speaker>{TEXT})",
    ),
    "Title": (
        lambda slot, page: leading(page.named(slot, "paper"), slot.shown_title),
        rf"(?P<ref_paper>{LEAD})|(?P<title>{TEXT})",
    ),
    "Track": (lambda slot, _page: escaped(slot.track), f"(?P<track>{TEXT})"),
    "Room": (lambda slot, _page: escaped(slot.room), f"(?P<room>{TEXT})"),
    "Pinned": (lambda slot, _page: "yes" if slot.pinned else "", r"(?i:(?P<pinned>yes)?)"),
    "Recording": (
        lambda slot, _page: linked("Recording", slot.recording) if slot.recording else "",
        rf"(?:\[Recording\](?P<to_recording>{TARGET}))?",
    ),
}


def as_table(slots: Sequence["Slot"], page: "Page") -> str:
    """The schedule as a Markdown table, as `table` reads it; columns in which nothing stands are left out."""
    if not slots:
        return ""
    cells = {head: [write(slot, page) for slot in slots] for head, (write, _) in COLUMNS.items()}
    cells = {head: column for head, column in cells.items() if any(column)}
    named = [
        f"| {' | '.join(row)} {name_comment(slot)} |"
        for slot, row in zip(slots, zip(*cells.values(), strict=True), strict=True)
    ]
    head = [f"| {' | '.join(row)} |" for row in (cells, ["---"] * len(cells))]
    return "\n".join(["<!-- slot -->\n", *head, *named])


def table(blocks: Blocks) -> list[Values]:
    """The rows of the schedule that `as_table` wrote; raises ChangedError."""
    cells = [([cell.strip() for cell in CELL.findall(line)[1:]], name) for line, name in lines_of("slot", blocks)]
    heads = cells[0][0] if cells else []
    rows = []
    for row, name in cells[2:]:
        if len(row) != len(heads) or not set(heads) <= COLUMNS.keys():
            raise ChangedError("Its table has other columns.")
        texts = dict(zip(heads, row, strict=True))
        slot: Values = {}
        for head, (_, form) in COLUMNS.items():
            slot |= parts_of(form, texts.get(head, ""))
        times = {name: _time(slot[name]) for name in ("start", "end")}
        told = {"kind": slot["kind"].lower(), "pinned": bool(slot["pinned"])}
        rows.append(slot | name | times | told | {"day": _day(slot["day"]), "delay": _delay(slot["delay"])})
    return rows


def _times(slot: "Slot") -> str:
    start, end = (f"{clock:%H:%M}" if clock else "" for clock in (slot.start, slot.end))
    return f"{start} - {end}".strip() if end else start


def _day(text: str) -> int:
    day = int(text or 1)
    if not 1 <= day <= MAX_DAYS:
        raise ChangedError(f"There is no day {day}.")
    return day


def _delay(text: str) -> int:
    minutes = int(text or 0)
    if minutes > MAX_DELAY_MINUTES:
        raise ChangedError(f"Nothing is {minutes} minutes late.")
    return minutes


def _time(text: str) -> time | None:
    try:
        return time.fromisoformat(text.replace(".", ":").zfill(5)) if text else None
    except ValueError:
        raise ChangedError(f"There is no {text} on the clock.") from None
