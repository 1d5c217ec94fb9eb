"""Reads the tables of a schedule."""

import re
from datetime import time
from itertools import pairwise
from typing import Any

from bs4 import Tag

from faimi.exchange.page.draft import Report
from faimi.exchange.page.words import find_times, later, squeeze, words_of

Row = dict[str, Any]
NOBODY = {"", "-", "--", "---", "–", "—"}
BREAK = re.compile(r"\b(coffee|break|lunch|dinner|refreshments)\b", re.I)
OTHER = re.compile(
    r"\b(welcome|opening|closing|prizes|awards?|pitch|posters?|discussion|panel|introduction|q&a)\b", re.I
)
KEYNOTE = re.compile(r"^keynote(?: speaker| talk)?(?: \d+)?\s*[:–—-]\s*", re.I)
ET_AL = re.compile(r"^(?P<speaker>[^:]*?\bet al\.?)\s*[:,–—-]*\s+(?P<title>.+)$")


def read(table: Tag, report: Report) -> list[Row]:
    """Gives a table's rows as slots; a row that only names a track gives it to those below."""
    lines = [line for line in table.find_all("tr") if isinstance(line, Tag)]
    columns = _columns(lines)
    track, rows = "", []
    for line in lines:
        cells = [cell for cell in line.find_all("td") if isinstance(cell, Tag)]
        times = find_times(words_of(cells[columns["time"]])) if len(cells) > columns["time"] else []
        texts = [words_of(cell) for cell in cells]
        if not any(texts):
            continue
        if not times and len([text for text in texts if text]) == 1:
            track = next(text for text in texts if text).rstrip(":")
            continue
        row = _slot(cells, columns)
        rows.append({"track": track, "times": times, **row})
    _settle_times(rows, report)
    return rows


def _columns(lines: list[Tag]) -> dict[str, int]:
    """Gives the places of the columns, by their headings; a table without headings has time, then text."""
    heads = [words_of(cell).lower() for line in lines[:1] for cell in line.find_all("th")]
    columns = {"time": 0, "text": 1}
    for place, head in enumerate(heads):
        if "time" in head:
            columns["time"] = place
        elif "speaker" in head and "title" not in head:
            columns["speaker"] = place
        elif head:
            columns["text"] = place
    return columns


def _slot(cells: list[Tag], columns: dict[str, int]) -> Row:
    """Gives what a row says beside its times."""
    recording = ""
    for cell in cells:
        for link in cell.find_all("a"):
            if isinstance(link, Tag) and "recording" in words_of(link).lower():
                recording = str(link.get("href", ""))
                link.decompose()
    texts = [words_of(cell) for cell in cells]
    text = texts[columns["text"]] if len(texts) > columns["text"] else ""
    if "speaker" in columns:
        speaker = texts[columns["speaker"]] if len(texts) > columns["speaker"] else ""
        return _said("" if speaker in NOBODY else speaker, text, "talk") | {"recording": recording}
    if match := KEYNOTE.match(text):
        speaker, _, title = text[match.end() :].partition(" - ")
        return {"kind": "keynote", "speaker": squeeze(speaker), "title": squeeze(title), "recording": recording}
    if match := ET_AL.match(text):
        return {"kind": "talk", "speaker": match["speaker"], "title": match["title"], "recording": recording}
    return _said("", text, "talk") | {"recording": recording}


def _said(speaker: str, title: str, kind: str) -> Row:
    if not speaker or OTHER.search(title):
        kind = "break" if BREAK.search(title) else "other" if OTHER.search(title) else kind
    return {"kind": kind, "speaker": speaker, "title": title}


def _settle_times(rows: list[Row], report: Report) -> None:
    """Makes each row's times a start and an end on the 24-hour clock.

    A programme that is on from 1:30 to 6:00 is an afternoon's: a time from one to six o'clock without
    am, pm or a leading zero is read as afternoon, and so is one that would lie before the row above it.
    """
    before, afternoon = time(0), None
    for row in rows:
        settled = []
        for clock, open_ in row.pop("times")[:2]:
            if open_ and (clock.hour in range(1, 7) or clock < before <= later(clock)):
                afternoon = afternoon or clock
                clock = later(clock)
            settled.append(clock)
            before = clock
        row["start"], row["end"] = [*settled, None, None][:2]
    if afternoon:
        report.unsure(
            f"The schedule says {afternoon.hour}:{afternoon:%M} and the like without am or pm: read as afternoon, "
            f"{later(afternoon):%H:%M}."
        )
    for row, following in pairwise(rows):
        if row["start"] and not row["end"] and following["start"] and following["start"] > row["start"]:
            row["end"] = following["start"]
            report.unsure(f"{row['start']:%H:%M} “{row['title']}” has no end: taken as the next start.")
