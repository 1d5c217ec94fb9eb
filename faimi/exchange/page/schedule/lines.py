"""Takes what is no table apart into lines: paragraphs, entries of lists, and boxes in boxes."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import Tag

from faimi.exchange.page.recognise.dates import is_day
from faimi.exchange.page.recognise.times import edge_times
from faimi.exchange.page.schedule.all_day import FOR_ALL_DAY, words_in_order
from faimi.exchange.page.schedule.columns import column_of
from faimi.exchange.page.schedule.named_days import lone_day
from faimi.exchange.page.schedule.talk_kinds import ALONE
from faimi.exchange.page.source.tree import BLOCKS, HEADINGS, Line, lines_of, split_lines, tags_of, text_of
from faimi.exchange.text_matching import words_of

LABEL_LEVEL, PLAIN_LEVEL = 7, 10
MAX_LABEL_CHARS = 120
SENTENCE = re.compile(
    r"\b(?:workshop|event|programme?|schedule|times|doors)\b.{0,40}"
    r"\b(?:will|is|are|was|takes? place|starts?|begins?|runs?|opens?)\b",
    re.I,
)


@dataclass
class Piece:
    """A line of a schedule, with the times at its edge; a table, and what has no lines, is one without any.

    `level` grows with headings, labels in bold, lines, and entries in entries. Pieces of one paragraph, or of the
    boxes that make up one row, have the same `group`; `column` is what the class of its box says that it is. One
    that is for `all_day` says so behind its words.
    """

    block: Tag
    line: Line
    level: int
    group: object
    column: str = ""
    all_day: bool = False

    def __post_init__(self) -> None:
        self.find_times()

    def find_times(self) -> None:
        """Finds the times in the line as it stands; the hours of a whole day, or in a sentence on it, make no row."""
        self.clocks, self.text = edge_times(text_of(self.line))
        if self.clocks and (is_day(self.text) or lone_day(self.text) or SENTENCE.search(self.text)):
            self.clocks, self.text = [], text_of(self.line)
        if not self.clocks and FOR_ALL_DAY.fullmatch(self.text):
            self.all_day, self.text = True, words_in_order(self.text)


def pieces(blocks: list[Tag]) -> Iterator[Piece]:
    """The lines of a schedule in their order."""
    for row in _rows(blocks):
        for block in row:
            if block.name in ("ul", "ol"):
                yield from _entries(block, block, PLAIN_LEVEL)
            elif block.name in ("p", "dl", *HEADINGS):
                yield from _lines(block, row)
            else:
                yield Piece(block, [], PLAIN_LEVEL, row)


def _rows(blocks: list[Tag]) -> list[list[Tag]]:
    """Puts the boxes of one row together: those in the smallest box with a single time in it, and more than that."""
    paths = [str(block.get("data-box", "")) for block in blocks]
    timed = [block.name in ("p", *HEADINGS) and bool(edge_times(words_of(block))[0]) for block in blocks]
    times, sizes = (Counter(p for path in some for p in _above(path)) for some in (_chosen(paths, timed), paths))
    rows: list[list[Tag]] = []
    last = ""
    for block, path in zip(blocks, paths, strict=True):
        row = next((p for p in _above(path) if times[p] == 1 and sizes[p] > 1), "")
        if row and row == last:
            rows[-1].append(block)
        else:
            rows.append([block])
        last = row
    return rows


def _chosen(paths: list[str], chosen: list[bool]) -> list[str]:
    return [path for path, one in zip(paths, chosen, strict=True) if one]


def _above(path: str) -> list[str]:
    """The boxes that a path leads through, from the innermost on."""
    parts = path.split("/")[1:-1]
    return ["/".join(["", *parts[:n], ""]) for n in range(len(parts), 0, -1)]


def _lines(block: Tag, row: list[Tag]) -> Iterator[Piece]:
    """The lines of a paragraph, or those of its source."""
    if block.name in HEADINGS:
        lines: list[Line] = [[block]]
    else:
        lines = lines_of(block)
        soft = lines_of(block, soft=True) if block.name == "p" else []
        if len(soft) > len(lines) and _stand_alone([text_of(line) for line in soft]):
            lines = soft
    for line in lines:
        level = PLAIN_LEVEL
        if len(row) == 1 and block.name in HEADINGS:
            level = int(block.name[1])
        elif len(row) == 1 and is_label(line):
            level = LABEL_LEVEL
        yield Piece(block, line, level, row, _column(block))


def _stand_alone(lines: list[str]) -> bool:
    """Whether each line of the source is meant as one: two have times, or the first is only a time or a label."""
    times = [edge_times(line) for line in lines]
    return sum(bool(clocks) for clocks, _ in times) > 1 or times[0][1] == "" or bool(ALONE.fullmatch(lines[0]))


def is_label(line: Line) -> bool:
    """Whether a line is bold but for brackets at its end, and too short for a sentence."""
    text = re.sub(r"\s*\([^()]*\)$", "", text_of(line))
    bold = " ".join(tag.get_text() for tag in tags_of(line, "b", "strong"))
    return bold.split() == text.split() != [] and len(bold) < MAX_LABEL_CHARS and not bold.rstrip().endswith(".")


def _column(block: Tag) -> str:
    """What the class of a box says that it holds."""
    columns = [column_of(re.sub(r"[-_]", " ", name)) for name in block.get_attribute_list("class") if name]
    return next(filter(None, columns), "")


def _entries(block: Tag, within: Tag, level: int) -> Iterator[Piece]:
    for entry in within.find_all("li", recursive=False):
        yield from pieces_in(entry, block, level)


def pieces_in(entry: Tag, block: Tag, level: int = PLAIN_LEVEL) -> Iterator[Piece]:
    """The lines of an entry or a cell, with the entries in it below it."""
    own = level
    for part in _runs(entry):
        if isinstance(part, Tag) and part.name in ("ul", "ol"):
            yield from _entries(block, part, level + 2)
            continue
        lines: list[Line] = [[part]] if isinstance(part, Tag) else split_lines(part)
        if isinstance(part, Tag) and part.name == "p":
            lines = lines_of(part)
        for line in lines:
            yield Piece(block, line, own, entry)
            own = level + 1


def _runs(entry: Tag) -> list[Line | Tag]:
    """The blocks in an entry, and what stands between them."""
    runs: list[Line | Tag] = []
    for part in entry.children:
        if isinstance(part, Tag) and part.name in BLOCKS:
            runs.append(part)
        elif runs and isinstance(runs[-1], list):
            runs[-1].append(part)
        else:
            runs.append([part])
    return runs
