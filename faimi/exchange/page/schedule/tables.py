"""Reads the tables of a schedule."""

import re
from dataclasses import replace
from itertools import groupby, takewhile
from typing import Any

from bs4 import Tag
from bs4.element import NavigableString

from faimi.exchange.draft import Report
from faimi.exchange.page.recognise.dates import find_date
from faimi.exchange.page.recognise.names import are_people
from faimi.exchange.page.recognise.times import ZONE_LETTERS, find_times
from faimi.exchange.page.schedule.cells import MAX_LINES_BELOW, read_cells, text_at
from faimi.exchange.page.schedule.columns import column_of, columns_of
from faimi.exchange.page.schedule.grid import grid_of
from faimi.exchange.page.schedule.talk_kinds import BREAK
from faimi.exchange.page.source.tree import paragraph
from faimi.exchange.text_matching import squeeze, words_of

Row = dict[str, Any]
NOTE = re.compile(r"(?:locations?|venue|rooms?|place|where|dates?|day|when|address|zoom|links?|time ?zone)\W*", re.I)
NOTE_SAID = re.compile(r"(?:locations?|venue|rooms?|place|where|(?:session )?chairs?|moderators?)\s*:\s*\S", re.I)
NUMBERED = r"(?:(?:paper|poster|submission)\W*)?(?:ids?|no\.?|nr\.?|numbers?|#)"
LETTERS = re.compile(rf"\b(?:{ZONE_LETTERS})")
ZONE = re.compile(r"\b(?:GMT|UTC|[A-Z]{1,3}S?T|time ?zone|local)\b")
BESIDE = re.compile(r"(?:track|room|hall|stream|parallel|session)\s+\w.*", re.I)


def read_table(table: Tag, report: Report) -> tuple[list[Row], list[Tag]]:
    """A table's rows as slots; a row that only names a track gives it to those below.

    What its headings say of the time zone or the day is given too. A table without times or headings of a schedule
    has no rows.
    """
    lines = _headed(grid_of(table))
    head = lines[0] if _heads(lines) else []
    columns = _columns(lines)
    below = [cells for cells in (lines[1:] if head else lines) if any(words_of(cell) for cell in cells)]
    rows, notes = _read_rows(head, below, columns, report)
    names = [words_of(cell) for cell in head]
    numbered = any(re.fullmatch(NUMBERED, name, re.I) for name in names)
    if not any(row["times"] for row in rows) and (numbered or not any(column_of(name) for name in names)):
        return [], []
    _take_zone(names, columns, rows)
    said = [cell for cell in head if ZONE.search(words_of(cell)) or find_date(words_of(cell), 2000)]
    return _by_track(rows), [*(paragraph([*cell.children]) for cell in said), *notes]


def _headed(lines: list[list[Tag]]) -> list[list[Tag]]:
    """Rows whose headings stand first, also where a row above them names the day of all."""
    alone = len(lines) > 1 and len({words_of(cell) for cell in lines[0]} - {""}) == 1
    heads = [column_of(words_of(cell)) for cell in lines[1]] if alone else []
    return [lines[1], lines[0], *lines[2:]] if len(heads) > 1 and all(heads) else lines


def _read_rows(
    head: list[Tag], below: list[list[Tag]], columns: dict[str, int], report: Report
) -> tuple[list[Row], list[Tag]]:
    """The rows below the headings, and what is said for all of them."""
    beside = {n: words_of(cell) for n, cell in enumerate(head) if BESIDE.fullmatch(words_of(cell))}
    beside.pop(columns.get("time", -1), None)
    track, label, taken = "", "", 0
    rows: list[Row] = []
    notes: list[Tag] = []
    for place, cells in enumerate(below):
        if taken:
            taken -= 1
            continue
        following = below[place + 1 : place + 2 + MAX_LINES_BELOW]
        label = "" if _is_timed(cells) else label
        if _is_note(cells):
            notes.append(_note(cells))
        elif rows and (said := _said_of_above(cells)):
            rows[-1]["title"] = f"{rows[-1]['title']} ({said})".strip()
        elif name := _track(cells):
            passing = track and any(words_of(cell).endswith(":") for cell in cells) and _untimed(following)
            track, label = (track, name) if passing else (name, "")
        elif len(beside) > 1 and any(words_of(cells[n]) for n in beside if n < len(cells)):
            rows += _beside(cells, columns, beside, report)
        else:
            found, taken = read_cells(cells, _untimed(following), columns, report)
            names = [label or track, text_at(columns.get("track"), cells)]
            above = [name for name in names if name != found[0]["title"]]
            rows += [row | {"track": ": ".join(filter(None, [*above, row["track"]]))} for row in found]
    return rows, notes


def _take_zone(names: list[str], columns: dict[str, int], rows: list[Row]) -> None:
    """Lets times without a zone have the one that the heading of their column names."""
    places = [columns[name] for name in ("time", "start") if name in columns]
    zones = [zone[0] for n in places if n < len(names) and (zone := LETTERS.search(names[n]))]
    for row in rows if zones else []:
        row["times"] = [replace(clock, zone=clock.zone or zones[0]) for clock in row["times"]]


def _untimed(below: list[list[Tag]]) -> list[list[Tag]]:
    """The rows below another that have no times, up to what is said of it or of all."""
    return list(takewhile(lambda cells: not (_is_timed(cells) or _is_note(cells) or _said_of_above(cells)), below))


def _is_note(cells: list[Tag]) -> bool:
    """Whether a row says where or when all of it is: “Location | Jade room”."""
    full = [cell for cell in cells if words_of(cell)]
    return len(full) > 1 and bool(NOTE.fullmatch(words_of(full[0]))) and not _is_timed(full)


def _note(cells: list[Tag]) -> Tag:
    """A row that is said of all of it as a paragraph."""
    full = [cell for cell in cells if words_of(cell)]
    parts = [[*cell.children, NavigableString(": " if cell is full[0] else " ")] for cell in full]
    return paragraph([part for own in parts for part in own])


def _said_of_above(cells: list[Tag]) -> str:
    """What a row without a time says of the one above it, and nothing else: where it is, or who leads it."""
    full = [words_of(cell) for cell in cells if words_of(cell)]
    return full[0] if len(full) == 1 and NOTE_SAID.match(full[0]) and not _is_timed(cells) else ""


def _is_timed(cells: list[Tag]) -> bool:
    return any(find_times(words_of(cell))[0] for cell in cells)


def _beside(cells: list[Tag], columns: dict[str, int], names: dict[int, str], report: Report) -> list[Row]:
    """Reads a row that has a column for each track; what stands in one column alone is for all."""
    full = [place for place in names if place < len(cells) and words_of(cells[place])]
    own = {name: place for name, place in columns.items() if name in ("time", "start", "end")}
    alone = {"track": ""} if len(full) == 1 else {}
    found = [(place, row) for place in full for row in read_cells(cells, [], own | {"text": place}, report)[0]]
    return [row | {"track": names[place]} | alone for place, row in found]


def _by_track(rows: list[Row]) -> list[Row]:
    """Puts the rows of each track together, between rows that are for all."""
    sorted_: list[Row] = []
    for for_all, run in groupby(rows, lambda row: not row["track"]):
        own = list(run)
        order = list(dict.fromkeys(row["track"] for row in own))
        sorted_ += own if for_all else sorted(own, key=lambda row: order.index(row["track"]))
    return sorted_


def is_timetable(block: Tag) -> bool:
    """Whether a table has a column of times."""
    heads = [words_of(cell) for cell in block.find_all("th")] if block.name == "table" else []
    return any(column_of(head) == "time" for head in heads)


def _heads(lines: list[list[Tag]]) -> bool:
    """Whether the first row holds headings."""
    first = lines[0] if lines else []
    known = [column_of(words_of(cell)) for cell in first]
    return (
        bool(first)
        and (all(cell.name == "th" for cell in first) or any(known))
        and not find_times(words_of(first[0]))[0]
    )


def _columns(lines: list[list[Tag]]) -> dict[str, int]:
    """The places of the columns, by their headings or, without those, by what stands in them."""
    columns = columns_of([words_of(cell) for cell in lines[0]] if _heads(lines) else [])
    width = max((len(cells) for cells in lines), default=0)
    if not columns.keys() & {"time", "start"}:
        timed = [
            sum(bool(find_times(words_of(cells[n]))[0]) for cells in lines if n < len(cells))
            for n in range(min(width, 20))
        ]
        place = max(range(len(timed)), key=timed.__getitem__, default=0)
        beside = place + 1 < len(timed) and timed[place + 1] > timed[place] // 2
        columns |= {"start": place, "end": place + 1} if beside else {"time": place}
    free = [place for place in range(width) if place not in columns.values()]
    if not columns.keys() & {"text", "title"} and free:
        if len(free) > 1 and "speaker" not in columns:
            people = [sum(are_people(words_of(cells[n])) for cells in lines if n < len(cells)) for n in free[:2]]
            columns["speaker"] = free.pop(0 if people[0] >= people[1] else 1)
        columns["title" if "speaker" in columns else "text"] = free[0]
    if "title" in columns and "speaker" not in columns:
        columns["text"] = columns.pop("title")
    return columns


def _track(cells: list[Tag]) -> str:
    """The track that a row names: a single text without time, in the first column, bold or ending in a colon."""
    texts = [words_of(cell) for cell in cells]
    said = [place for place, text in enumerate(texts) if text]
    place = said[0]
    dated = find_date(texts[place]) is not None  # the hours of a whole day make no row
    if len(said) > 1 or (find_times(texts[place])[0] and not dated):
        return ""
    bold = squeeze("".join(words_of(tag) for tag in cells[place].find_all(["b", "strong"]))) == texts[place]
    first = place == 0 and not BREAK.search(texts[0])
    return texts[place].rstrip(": ") if bold or first or texts[place].endswith(":") else ""
