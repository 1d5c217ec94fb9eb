"""What the headings of a schedule's table say, and what its columns hold where there are none."""

import re
from typing import Any

from bs4 import Tag

from faimi.exchange.page.recognise.names import are_people
from faimi.exchange.page.recognise.times import find_times
from faimi.exchange.page.schedule.columns import column_of, columns_of
from faimi.exchange.page.schedule.named_days import lone_day
from faimi.exchange.page.schedule.room_rules import is_room
from faimi.exchange.text_matching import words_of

BESIDE = re.compile(r"(?:track|room|hall|stream|parallel|session)\s+\w.*", re.I)
MAX_DAY_PLACE = 3


def with_heads_first(lines: list[list[Tag]]) -> list[list[Tag]]:
    """Rows whose headings stand first, also where a row above them names the day of all."""
    alone = len(lines) > 1 and len({words_of(cell) for cell in lines[0]} - {""}) == 1
    heads = [column_of(words_of(cell)) for cell in lines[1]] if alone else []
    return [lines[1], lines[0], *lines[2:]] if len(heads) > 1 and all(heads) else lines


def columns_beside(head: list[Tag], columns: dict[str, int]) -> dict[int, dict[str, Any]]:
    """What columns that stand beside one another say of the rows in them: their day, or their track or room."""
    days = days_above(head)
    if len(days) > 1:
        return {place: {"on": day} for place, day in days.items()}
    names = {n: words_of(cell) for n, cell in enumerate(head) if n != columns.get("time")}
    return {n: {"track": name} for n, name in names.items() if BESIDE.fullmatch(name) or is_room(name)}


def days_above(head: list[Tag]) -> dict[int, str]:
    """The columns whose headings are days."""
    return {place: day for place, cell in enumerate(head) if (day := lone_day(words_of(cell)))}


def has_heads(lines: list[list[Tag]]) -> bool:
    """Whether the first row holds headings."""
    first = lines[0] if lines else []
    known = [column_of(words_of(cell)) for cell in first]
    return (
        bool(first)
        and (all(cell.name == "th" for cell in first) or any(known))
        and not find_times(words_of(first[0]))[0]
    )


def is_timetable(block: Tag) -> bool:
    """Whether a table has a column of times."""
    heads = [words_of(cell) for cell in block.find_all("th")] if block.name == "table" else []
    return any(column_of(head) == "time" for head in heads)


def columns_in(lines: list[list[Tag]]) -> dict[str, int]:
    """The places of the columns, by their headings or, without those, by what stands in them."""
    columns = columns_of([words_of(cell) for cell in lines[0]] if has_heads(lines) else [])
    width = max((len(cells) for cells in lines), default=0)
    if not columns.keys() & {"time", "start"}:
        timed = [
            sum(bool(find_times(words_of(cells[n]))[0]) for cells in lines if n < len(cells))
            for n in range(min(width, 20))
        ]
        place = max(range(len(timed)), key=timed.__getitem__, default=0)
        beside = place + 1 < len(timed) and timed[place + 1] > timed[place] // 2
        columns |= {"start": place, "end": place + 1} if beside else {"time": place}
    place_of_days = _column_of_days(lines[has_heads(lines) :], {*columns.values()})
    columns |= {"day": place_of_days} if place_of_days is not None else {}
    free = [place for place in range(width) if place not in columns.values()]
    if not columns.keys() & {"text", "title"} and free:
        if len(free) > 1 and "speaker" not in columns:
            people = [sum(are_people(words_of(cells[n])) for cells in lines if n < len(cells)) for n in free[:2]]
            columns["speaker"] = free.pop(0 if people[0] >= people[1] else 1)
        columns["title" if "speaker" in columns else "text"] = free[0]
    if "title" in columns and "speaker" not in columns:
        columns["text"] = columns.pop("title")
    return columns


def _column_of_days(lines: list[list[Tag]], taken: set[int]) -> int | None:
    """The place of a column without a heading that has days beside other cells, and nothing else."""
    for place in (place for place in range(MAX_DAY_PLACE) if place not in taken):
        full = [cells for cells in lines if sum(bool(words_of(cell)) for cell in cells) > 1 and place < len(cells)]
        texts = [text for cells in full if (text := words_of(cells[place]))]
        if texts and all(map(lone_day, texts)):
            return place
    return None
