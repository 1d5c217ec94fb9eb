"""Makes rows of a schedule of a time and the lines that stand beside and below it."""

from dataclasses import dataclass, field

from faimi.exchange.draft import Report
from faimi.exchange.page.recognise.times import Clock
from faimi.exchange.page.schedule.columns import take_recording
from faimi.exchange.page.schedule.lines import PLAIN_LEVEL, Piece
from faimi.exchange.page.schedule.talks import LABEL, parts_set_apart, read_lines, read_row
from faimi.exchange.page.schedule.time_inference import Row
from faimi.exchange.page.source.tree import tags_of, text_of


@dataclass
class Entry:
    """A row that is being read: its times, and the lines beside and below them."""

    clocks: list[Clock]
    level: int
    group: object
    lines: list[Piece] = field(default_factory=list)

    def takes(self, piece: Piece) -> bool:
        """Whether a line belongs to this row: it stands in it, or is the first after a time that stands alone."""
        same = piece.group is self.group and piece.level >= self.level
        return same or piece.level > self.level or (self._waits() and piece.level >= PLAIN_LEVEL) or self._lists(piece)

    def add(self, piece: Piece) -> None:
        """Takes a line into the row."""
        self.group = piece.group if self._waits() else self.group
        if self._lists(piece):
            piece.level += 2
        self.lines.append(piece)
        self.clocks = self.clocks or piece.clocks

    def _lists(self, piece: Piece) -> bool:
        """Whether a line is in the list that a row ending in a colon announces."""
        announced = text_of(self.lines[0].line).endswith(":") and self.lines[0].block.name == "p"
        beside = piece.block is self.lines[-1].block or len(self.lines) == 1
        return announced and beside and piece.block.name in ("ul", "ol")

    def _waits(self) -> bool:
        return not any(line.text for line in self.lines)

    def rows(self, report: Report) -> tuple[list[Row], list[Piece]]:
        """The row, those of the talks listed below it, and the lines that have no place in them."""
        below = [line for line in self.lines if line.level > self.level + 1]
        own = [line for line in self.lines if not any(line is other for other in below)]
        talks_below = [line for line in below if is_talk(line)]
        if len(below) < 2 or not talks_below or not own[0].text:
            row, left = _row(self.lines, report)
            return [{"times": self.clocks, **row}], left
        row, left = _row(own, report)
        rows = [{"times": self.clocks, **row}]
        for line in talks_below:
            inner, more = _row([line], report)
            rows.append({"times": [], **inner})
            left += more
        return rows, left + [line for line in below if not any(line is other for other in talks_below)]


def is_talk(line: Piece) -> bool:
    """Whether a line says both who speaks and on what."""
    said = read_lines([line.text], [parts_set_apart(line.line)], Report())[0]
    return bool(said["speaker"] and said["title"] and not LABEL.match(line.text))


def _row(lines: list[Piece], report: Report) -> tuple[Row, list[Piece]]:
    """What lines say of one talk; a class such as “speaker” or “title” on a box goes before its place."""
    recording = _take_recording(lines)
    lines = [line for line in lines if line.text]
    named = {line.column: line.text for line in reversed(lines) if line.column in ("speaker", "title", "text")}
    if {"title", "speaker"} <= named.keys() or "text" in named:
        said = read_row(named.get("text", ""), named.get("speaker", ""), named.get("title", ""), report)
        left = [line for line in lines if named.get(line.column) != line.text]
    else:
        said, places = read_lines([line.text for line in lines], [parts_set_apart(line.line) for line in lines], report)
        left = [lines[place] for place in places]
    return {"track": "", **said, "recording": recording}, left


def _take_recording(lines: list[Piece]) -> str:
    for line in lines:
        if recording := take_recording(tags_of(line.line, "a")):
            line.line = [part for part in line.line if part.parent is not None]
            line.find_times()
            return recording
    return ""
