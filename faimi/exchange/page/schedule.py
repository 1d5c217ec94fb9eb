"""Reads the tables of a schedule."""

import re
from itertools import groupby, pairwise
from typing import Any

from bs4 import Tag

from faimi.exchange.page import talks
from faimi.exchange.page.clock import Clock, find_times, later
from faimi.exchange.page.draft import Report
from faimi.exchange.page.words import squeeze, words_of

Row = dict[str, Any]
COLUMNS = {
    "start": r"start|from|begin",
    "end": r"end|until|to|finish",
    "time": r".*\b(?:time|when|hours?)\b.*",
    "text": r".*\b(?:speaker|presenter)s?\b.*\b(?:title|talk)\b.*|.*\b(?:title|talk)\b.*\b(?:speaker|presenter)s?\b.*",
    "speaker": r".*\b(?:speakers?|presenters?|authors?|who|names?)\b.*",
    "title": r".*\b(?:titles?|talks?|events?|what|topics?|activity|programme|program|session|presentation)\b.*",
}
RECORDING = re.compile(r"\b(?:recordings?|videos?|watch)\b", re.I)


def read(table: Tag, report: Report) -> list[Row]:
    """Gives a table's rows as slots; a row that only names a track gives it to those below."""
    lines = [list(line.find_all(["td", "th"])) for line in table.find_all("tr")]
    columns = _columns(lines)
    track, rows = "", []
    for cells in lines[1:] if _heads(lines) else lines:
        texts = [words_of(cell) for cell in cells]
        if not any(texts):
            continue
        if name := _track(cells, texts):
            track = name
            continue
        row = _slot(cells, columns, report)
        rows.append({"track": track, **row})
    for _, own in groupby(rows, lambda row: row["track"]):
        _settle_times(list(own), report)
    return rows


def timetable(block: Tag) -> bool:
    """Gives whether a table has a column of times."""
    heads = [words_of(cell)[:80] for cell in block.find_all("th")] if block.name == "table" else []
    return any(re.fullmatch(COLUMNS["time"], head, re.I) for head in heads)


def _heads(lines: list[list[Tag]]) -> bool:
    """Gives whether the first row holds headings."""
    first = lines[0] if lines else []
    known = [any(re.fullmatch(form, words_of(cell)[:80], re.I) for form in COLUMNS.values()) for cell in first]
    return (
        bool(first)
        and (all(cell.name == "th" for cell in first) or any(known))
        and not find_times(words_of(first[0]))[0]
    )


def _columns(lines: list[list[Tag]]) -> dict[str, int]:
    """Gives the places of the columns, by their headings or, without those, by what stands in them."""
    columns: dict[str, int] = {}
    for place, cell in enumerate(lines[0] if _heads(lines) else []):
        head = words_of(cell)[:80]
        name = next((name for name, form in COLUMNS.items() if re.fullmatch(form, head, re.I)), "")
        columns.setdefault(name, place)
    width = max((len(cells) for cells in lines), default=0)
    if not columns.keys() & {"time", "start"}:
        timed = [
            sum(bool(find_times(words_of(cells[n]))[0]) for cells in lines if n < len(cells))
            for n in range(min(width, 20))
        ]
        columns["time"] = max(range(len(timed)), key=timed.__getitem__, default=0)
    free = [place for place in range(width) if place not in columns.values() or columns.get("") == place]
    if not columns.keys() & {"text", "title"} and free:
        if len(free) > 1 and "speaker" not in columns:
            columns["speaker"] = free.pop(0)
        columns["title" if "speaker" in columns else "text"] = free[0]
    columns.pop("", None)
    if "title" in columns and "speaker" not in columns:
        columns["text"] = columns.pop("title")
    return columns


def _track(cells: list[Tag], texts: list[str]) -> str:
    """Gives the track that a row names: a single text without time, in the first column, bold or ending in a colon."""
    said = [place for place, text in enumerate(texts) if text]
    place = said[0]
    if len(said) > 1 or find_times(texts[place])[0]:
        return ""
    bold = squeeze("".join(words_of(tag) for tag in cells[place].find_all(["b", "strong"]))) == texts[place]
    first = place == 0 and not talks.BREAK.search(texts[0])
    return texts[place].rstrip(": ") if bold or first or texts[place].endswith(":") else ""


def _slot(cells: list[Tag], columns: dict[str, int], report: Report) -> Row:
    """Gives what a row says, and its times as they are written."""
    recording = _recording(cells)
    texts = [re.sub(r"\s*(?:\(\s*\)|\[\s*\])", "", words_of(cell)) for cell in cells]
    own = {name: texts[place] if place < len(texts) else "" for name, place in columns.items()}
    times: list[Clock] = []
    over = ""
    for name in ("time", "start", "end"):
        found, left = find_times(own.get(name, ""))
        times += found
        over += left if found else ""
    said = talks.read(own.get("text", ""), own.get("speaker", ""), own.get("title", ""), report)
    if not said["title"] and not said["speaker"]:
        said = talks.read(squeeze(over).strip(" :-–—"), "", "", report)
        said["title"] = said["title"] or " ".join(text for text in texts if text and not find_times(text)[0])
    return {"times": times, **said, "recording": recording}


def _recording(cells: list[Tag]) -> str:
    """Takes the link to a talk's recording out of its row."""
    links = [link for cell in cells for link in cell.find_all("a") if RECORDING.search(words_of(link))]
    return str(links[0].extract().get("href", "")) if links else ""


def _settle_times(rows: list[Row], report: Report) -> None:
    """Makes the times of one track a start and an end on the 24-hour clock.

    A programme that is on from 1:30 to 6:00 is an afternoon's: a time from one to six o'clock without
    am, pm or a leading zero is read as afternoon, and so is one before ten that would lie before the row above it.
    """
    before, afternoon = None, None
    for row in rows:
        settled = []
        for clock in row.pop("times")[:2]:
            at = clock.at
            if clock.open and (at.hour in range(1, 7) or (before and at.hour < 10 and at < before <= later(at))):
                afternoon = afternoon or (at, row["title"])
                at = later(at)
            settled.append(at)
            before = at
        row["start"], row["end"] = [*settled, None, None][:2]
        if row["start"] and row["end"] and row["end"] <= row["start"]:
            report.unsure(f"“{row['title']}” ends at {row['end']:%H:%M}, not after it starts: left out.", row["title"])
            row["end"] = None
    if afternoon:
        clock, title = afternoon
        report.unsure(
            f"The schedule says {clock.hour}:{clock:%M} and the like without am or pm: read as afternoon, "
            f"{later(clock):%H:%M}.",
            title,
        )
    _settle_ends(rows, report)


def _settle_ends(rows: list[Row], report: Report) -> None:
    """Lets a row without an end go on until the next one starts."""
    for row, following in pairwise(rows):
        if row["start"] and not row["end"] and following["start"] and following["start"] > row["start"]:
            row["end"] = following["start"]
            report.unsure(f"{row['start']:%H:%M} “{row['title']}” has no end: taken as the next start.", row["title"])
