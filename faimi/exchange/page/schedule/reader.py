"""Reads a schedule: tables, lists, boxes in boxes, and lines that begin with a time."""

import re
from collections import Counter

from bs4 import Tag
from bs4.element import NavigableString

from faimi.exchange.draft import Report
from faimi.exchange.page.recognise.dates import is_range
from faimi.exchange.page.recognise.times import find_times
from faimi.exchange.page.schedule.all_day import settle_all_day
from faimi.exchange.page.schedule.entries import Entry
from faimi.exchange.page.schedule.lines import LABEL_LEVEL, PLAIN_LEVEL, Piece, pieces
from faimi.exchange.page.schedule.named_days import lone_day, named_day
from faimi.exchange.page.schedule.rooms import take_room
from faimi.exchange.page.schedule.table_heads import is_timetable
from faimi.exchange.page.schedule.tables import read_table
from faimi.exchange.page.schedule.talks import read_row
from faimi.exchange.page.schedule.time_inference import Row, infer_times
from faimi.exchange.page.source.tree import paragraph, text_of
from faimi.exchange.text_matching import NOBODY

NO_TRACK = re.compile(
    r"\W*(?:(?:full|detailed|preliminary|final|workshop|tentative)\s+)?(?:schedule|programme?|agenda|timetable)\W*",
    re.I,
)
NOTE = re.compile(r"(?:location|venue|place|where|date|when|address|zoom|link|time ?zone)\s*:", re.I)
MIN_TIMED_LINES, MAX_ROW_WORDS = 3, 5


def read_schedule(blocks: list[Tag], report: Report, heading: str = "") -> tuple[list[Row], list[Tag]]:
    """The rows of a schedule, and what is none; headings and lines above rows name their tracks and days."""
    reader = _Reader(list(pieces(blocks)), report, named_day(heading)[0])
    for place in range(len(reader.pieces)):
        reader.take(place)
    reader.close_day()
    return reader.rows, reader.rest()


def holds_timetable(blocks: list[Tag]) -> bool:
    """Whether blocks hold a timetable, whatever their heading says."""
    begun = [piece for piece in pieces(blocks) if piece.clocks]
    return any(is_timetable(block) for block in blocks) or len(begun) >= MIN_TIMED_LINES


def _holds_rows(piece: Piece) -> bool:
    return bool(piece.clocks) or piece.block.name == "table"


def _is_boxed(piece: Piece) -> bool:
    """Whether a line is one of the boxes that make up a row."""
    return isinstance(piece.group, list) and len(piece.group) > 1


class _Reader:
    """Reads the lines of a schedule one by one."""

    def __init__(self, lines: list[Piece], report: Report, day_name: str) -> None:
        self.pieces = lines
        self.last = max((place for place, piece in enumerate(lines) if _holds_rows(piece)), default=-1)
        self.day_name = day_name
        self.day_level = 0
        self.report = report
        self.rows: list[Row] = []
        self.day: list[Row] = []
        self.unread: list[Piece] = []
        self.heads: list[Piece] = []
        self.entry: Entry | None = None

    def take(self, place: int) -> None:
        """Reads a line: as a table, the name of a track, a row, a part of the row above, or none of these."""
        piece = self.pieces[place]
        if piece.block.name == "table":
            self._take_table(piece)
        elif self._names_day(place):
            self._begin_day(piece)
        elif self._names_track(place):
            if piece.level <= self.day_level:
                self.report.unsure(f"“{piece.text}” stands beside the days: taken as of {self.day_name}.", piece.text)
            self._enter(piece)
            self.heads.append(piece)
        elif piece.clocks and not (self.entry and self.entry.group is piece.group and not self.entry.clocks):
            self._enter(piece)
            self.entry = Entry(piece.clocks, max(piece.level, PLAIN_LEVEL), piece.group, [piece])
        elif self.entry and self.entry.takes(piece):
            self.entry.add(piece)
        elif self._is_row(piece):
            self._enter(piece)
            self.entry = Entry([], piece.level, piece.group, [piece])
        else:
            self._enter(piece)
            self.unread.append(piece)

    def _is_row(self, piece: Piece) -> bool:
        """Whether a line without times is a row: a break in a list of times, or boxes with the time below."""
        listed = piece.block.name in ("ul", "ol") and any(p.clocks for p in self.pieces if p.block is piece.block)
        short = len(piece.text.split()) <= MAX_ROW_WORDS and not piece.text.endswith(".")
        return (
            _is_boxed(piece)
            or (piece.all_day and self.last >= 0)
            or (listed and short and read_row(piece.text, "", "", Report())["kind"] != "talk")
        )

    def _names_track(self, place: int) -> bool:
        """Whether rows stand below a line: below a heading anywhere, else directly and in further."""
        piece, *below = (
            self.pieces[place : place + 2] if self.pieces[place].level >= LABEL_LEVEL else self.pieces[place:]
        )
        if NOTE.match(piece.text) or is_range(piece.text):
            return False
        if (piece.clocks and piece.level < PLAIN_LEVEL and below and below[0].block.name != "table") or not piece.text:
            below = below[:1]
        for other in below:
            if other.level <= piece.level:
                return False
            if other.clocks or other.block.name == "table":
                return not NO_TRACK.fullmatch(piece.text)
        return False

    def _names_day(self, place: int) -> bool:
        """Whether a line names the day of rows below: alone and in no row, or with a track."""
        piece = self.pieces[place]
        if lone_day(piece.text):
            boxed = self.entry and self.entry.group is piece.group and _is_boxed(piece)
            within = self.entry and piece.level > self.entry.level
            return place < self.last and not (boxed or within)
        return bool(named_day(piece.text)[0]) and self._names_track(place)

    def _begin_day(self, piece: Piece) -> None:
        """Lets a day hold until the next one; where its line says hours as well, that is kept."""
        self.day_level = piece.level if piece.level < LABEL_LEVEL else 0
        name, track = lone_day(piece.text), ""
        if name:
            piece.level = min(piece.level, LABEL_LEVEL)
        else:
            name, track = named_day(piece.text)
        self._enter(piece)
        self.day_name = name
        if track:
            piece.text = track
            self.heads.append(piece)
        elif find_times(said := text_of(piece.line))[0]:
            note = paragraph([NavigableString(said)])
            self.unread.append(Piece(note, [note], PLAIN_LEVEL, note))

    def _enter(self, piece: Piece) -> None:
        """Ends the row above, and the tracks that do not hold a line."""
        self._end_entry()
        self.heads = [head for head in self.heads if head.level < piece.level]

    def _end_entry(self) -> None:
        entry, self.entry = self.entry, None
        if entry is None:
            return
        rows, left = entry.rows(self.report)
        self._add([row for row in rows if row["title"] or row["speaker"] or row["times"]])
        self.unread += left

    def _add(self, rows: list[Row]) -> None:
        above = [head.text.strip(" :") for head in self.heads]
        for row in rows:
            row["track"] = ": ".join(filter(None, [*above, row["track"]]))
            row["on"] = row.get("on") or self.day_name
            settle_all_day(row)
            take_room(row, self.report)
        self.day += rows

    def _take_table(self, piece: Piece) -> None:
        self._enter(piece)
        self.close_day()
        rows, notes = read_table(piece.block, self.report)
        self._add(rows)
        self.close_day()
        self.unread += [Piece(note, [note], PLAIN_LEVEL, note) for note in notes] if rows else [piece]

    def close_day(self) -> None:
        """Settles the times of the rows that have been read."""
        self._end_entry()
        infer_times(self.day, self.report)
        for row in self.day:
            if row["title"].strip() in NOBODY and not row["speaker"]:
                at = f" at {row['start']:%H:%M}" if row["start"] else ""
                self.report.unsure(f"A row{at} is empty: left out.")
            else:
                self.rows.append(row)
        self.day = []

    def rest(self) -> list[Tag]:
        """What was not read: whole blocks, or the lines of those that were read in part."""
        sizes = Counter(id(piece.block) for piece in self.pieces)
        left = Counter(id(piece.block) for piece in self.unread)
        rest: list[Tag] = []
        for piece in self.unread:
            if not piece.line or left[id(piece.block)] >= sizes[id(piece.block)]:
                if not any(piece.block is block for block in rest[-1:]):
                    rest.append(piece.block)
            else:
                rest.append(paragraph(piece.line))
        return rest
