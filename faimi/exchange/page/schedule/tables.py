"""Reads the tables of a schedule."""

import re
from dataclasses import dataclass, replace
from itertools import groupby, takewhile
from typing import Any

from bs4 import Tag
from bs4.element import NavigableString

from faimi.exchange.draft import Report
from faimi.exchange.page.recognise.dates import find_date, is_range
from faimi.exchange.page.recognise.times import ZONE_LETTERS, find_times
from faimi.exchange.page.schedule.all_day import FOR_ALL_DAY
from faimi.exchange.page.schedule.cells import MAX_LINES_BELOW, read_cells, text_at
from faimi.exchange.page.schedule.columns import column_of
from faimi.exchange.page.schedule.grid import grid_of, span_of
from faimi.exchange.page.schedule.named_days import lone_day
from faimi.exchange.page.schedule.rooms import part_by_room, say_of_row
from faimi.exchange.page.schedule.table_days import day_beside, day_of_row
from faimi.exchange.page.schedule.table_heads import columns_beside, columns_in, days_above, has_heads, with_heads_first
from faimi.exchange.page.schedule.talk_kinds import BREAK
from faimi.exchange.page.source.tree import paragraph
from faimi.exchange.text_matching import squeeze, words_of

Row = dict[str, Any]
NOTE = re.compile(r"(?:locations?|venue|rooms?|place|where|dates?|day|when|address|zoom|links?|time ?zone)\W*", re.I)
NOTE_SAID = re.compile(r"(?:locations?|venue|rooms?|place|where|(?:session )?chairs?|moderators?)\s*:\s*\S", re.I)
NUMBERED = r"(?:(?:paper|poster|submission)\W*)?(?:ids?|no\.?|nr\.?|numbers?|#)"
LETTERS = re.compile(rf"\b(?:{ZONE_LETTERS})")
ZONE = re.compile(r"\b(?:GMT|UTC|[A-Z]{1,3}S?T|time ?zone|local)\b")


def read_table(table: Tag, report: Report) -> tuple[list[Row], list[Tag]]:
    """A table's rows as slots; a row that only names a track gives it to those below.

    What its headings say of the time zone or the day is given too. A table without times or headings of a schedule
    has no rows.
    """
    lines = with_heads_first(grid_of(table))
    head = lines[0] if has_heads(lines) else []
    columns = columns_in(lines)
    below = [cells for cells in (lines[1:] if head else lines) if any(words_of(cell) for cell in cells)]
    rows, notes = _read_rows(head, below, columns, report)
    names = [words_of(cell) for cell in head]
    numbered = any(re.fullmatch(NUMBERED, name, re.I) for name in names)
    if not any(row["times"] for row in rows) and (
        numbered or not any(column_of(name) not in ("", "day") for name in names)
    ):
        return [], []
    _take_zone(names, columns, rows)
    part_by_room(rows)
    said = [cell for cell in head if ZONE.search(words_of(cell)) or _dates_rows(cell)]
    return _by_track(rows), [*(paragraph([*cell.children]) for cell in said), *notes]


def _dates_rows(cell: Tag) -> bool:
    """Whether a heading holds a date, and more than the day of the rows."""
    words = words_of(cell)
    return find_date(words, 2000) is not None and (bool(find_times(words)[0]) or not lone_day(words))


@dataclass
class _Above:
    """What rows say of those below them: their day, their track, and a label in it."""

    day: str
    track: str = ""
    label: str = ""

    def take(self, cells: list[Tag], goes_on: bool) -> bool:
        """Whether a row names a day or a track alone, which then holds; what is said in passing holds as a label."""
        name = _track(cells)
        day, beside = day_of_row(cells, name)
        if day:
            self.day, self.track, self.label = day, beside, ""
        elif name:
            passing = self.track and any(words_of(cell).endswith(":") for cell in cells) and goes_on
            self.track, self.label = (self.track, name) if passing else (name, "")
        return bool(day or name)


def _read_rows(
    head: list[Tag], below: list[list[Tag]], columns: dict[str, int], report: Report
) -> tuple[list[Row], list[Tag]]:
    """The rows below the headings, and what is said for all of them."""
    beside, days = columns_beside(head, columns), [*days_above(head).values()]
    above, taken = _Above(days[0] if len(days) == 1 else ""), 0
    rows: list[Row] = []
    notes: list[Tag] = []
    for place, cells in enumerate(below):
        if taken:
            taken -= 1
            continue
        going_on = _untimed(below[place + 1 : place + 2 + MAX_LINES_BELOW])
        above.label = "" if _is_timed(cells) else above.label
        if _is_note(cells):
            notes.append(_note(cells))
        elif rows and (said := _said_of_above(cells)):
            say_of_row(rows[-1], said)
        elif above.take(cells, bool(going_on)):
            notes += [_note(cells)] if _is_timed(cells) and not above.track else []
        elif len(beside) > 1 and any(words_of(cells[n]) for n in beside if n < len(cells)):
            rows += [{"on": above.day} | row for row in _beside(cells, columns, beside, report)]
        else:
            found, taken = read_cells(cells, going_on, columns, report)
            rows += _below(above, cells, columns, found)
    return rows, notes


def _below(above: _Above, cells: list[Tag], columns: dict[str, int], found: list[Row]) -> list[Row]:
    """The rows found in a table's row, with their day and tracks; a day that the row names itself goes on below it."""
    day, said = day_beside(cells, columns)
    above.day = day or above.day
    names = [above.label or above.track, said, text_at(columns.get("track"), cells)]
    tracks = [name for name in names if name != found[0]["title"]]
    own = {"on": above.day, "room": text_at(columns.get("room"), cells)}
    return [row | own | {"track": ": ".join(filter(None, [*tracks, row["track"]]))} for row in found]


def _take_zone(names: list[str], columns: dict[str, int], rows: list[Row]) -> None:
    """Lets times without a zone have the one that the heading of their column names."""
    places = [columns[name] for name in ("time", "start") if name in columns]
    zones = [zone[0] for n in places if n < len(names) and (zone := LETTERS.search(names[n]))]
    for row in rows if zones else []:
        row["times"] = [replace(clock, zone=clock.zone or zones[0]) for clock in row["times"]]


def _untimed(below: list[list[Tag]]) -> list[list[Tag]]:
    """The rows below another that have no times, up to what is said of it or of all."""
    return list(takewhile(lambda cells: not (_is_timed(cells) or _is_apart(cells)), below))


def _is_apart(cells: list[Tag]) -> bool:
    """Whether a row says something of other rows."""
    return _is_note(cells) or bool(_said_of_above(cells) or day_of_row(cells, _track(cells))[0])


def _is_note(cells: list[Tag]) -> bool:
    """Whether a row says where or when all of it is: “Location | Jade room”, “12–13 October”."""
    full = [cell for cell in cells if words_of(cell)]
    said = words_of(full[0]) if full else ""
    return is_range(said) if len(full) == 1 else bool(NOTE.fullmatch(said)) and not _is_timed(full)


def _note(cells: list[Tag]) -> Tag:
    """A row that is said of all of it as a paragraph."""
    full = [cell for cell in cells if words_of(cell)]
    parts = [[*cell.children, NavigableString(": " if cell is full[0] and len(full) > 1 else " ")] for cell in full]
    return paragraph([part for own in parts for part in own])


def _said_of_above(cells: list[Tag]) -> str:
    """What a row without a time says of the one above it, and nothing else: where it is, or who leads it."""
    full = [words_of(cell) for cell in cells if words_of(cell)]
    return full[0] if len(full) == 1 and NOTE_SAID.match(full[0]) and not _is_timed(cells) else ""


def _is_timed(cells: list[Tag]) -> bool:
    return any(find_times(words_of(cell))[0] for cell in cells)


def _beside(cells: list[Tag], columns: dict[str, int], beside: dict[int, Row], report: Report) -> list[Row]:
    """Reads a row that has a column for each track or day.

    What stands in one track's column alone is for all; what reaches over the columns of several days is on each.
    """
    full = [place for place in beside if place < len(cells) and words_of(cells[place])]
    own = {name: place for name, place in columns.items() if name in ("time", "start", "end")}
    alone = {"track": ""} if len(full) == 1 else {}
    rows: list[Row] = []
    for place in full:
        reached = range(place, place + span_of(cells[place], "colspan") if "on" in beside[place] else place + 1)
        found, _ = read_cells(cells, [], own | {"text": place}, report)
        rows += [row | beside[n] | alone for n in reached if n in beside for row in found]
    return rows


def _by_track(rows: list[Row]) -> list[Row]:
    """Puts the rows of each day together, and in it those of each track, between rows that are for all."""
    days = list(dict.fromkeys(row["on"] for row in rows))
    rows = sorted(rows, key=lambda row: days.index(row["on"]))
    sorted_: list[Row] = []
    for (_, for_all), run in groupby(rows, lambda row: (row["on"], not row["track"])):
        own = list(run)
        order = list(dict.fromkeys(row["track"] for row in own))
        sorted_ += own if for_all else sorted(own, key=lambda row: order.index(row["track"]))
    return sorted_


def _track(cells: list[Tag]) -> str:
    """The track that a row names: a single text without time, in the first column, bold or ending in a colon."""
    texts = [words_of(cell) for cell in cells]
    place, *others = [place for place, text in enumerate(texts) if text]
    dated = find_date(texts[place]) is not None  # the hours of a whole day make no row
    if others or (find_times(texts[place])[0] and not dated) or FOR_ALL_DAY.fullmatch(texts[place]):
        return ""
    bold = squeeze("".join(words_of(tag) for tag in cells[place].find_all(["b", "strong"]))) == texts[place]
    first = place == 0 and not BREAK.search(texts[0])
    return texts[place].rstrip(": ") if bold or first or texts[place].endswith(":") else ""
