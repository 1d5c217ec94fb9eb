"""Reads lists of dates."""

import re
from typing import Any

from bs4 import Tag
from bs4.element import NavigableString

from faimi.exchange.draft import Report
from faimi.exchange.page.kinds.reader import Reader
from faimi.exchange.page.recognise.dates import find_date, is_day
from faimi.exchange.page.recognise.hours import find_hour
from faimi.exchange.page.source.tree import Line, lines_of, put_back, tags_of, text_of
from faimi.exchange.text_matching import squeeze, words_of

STRUCK = ("del", "s", "strike")
EDGE_CHARS = " :;,.–—-*()|"
MAX_LINE_CHARS = 1000
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
WEEKDAY = r"\(?\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b\)?"
AT_EDGE = re.compile(rf"^{WEEKDAY}[\s,:–—-]*|[\s,:–—-]*{WEEKDAY}[\s,]*$", re.I)
NOTE = re.compile(r"\s*\[(?:\^[\w-]{1,60}|\d{1,2})\]")
ZONE = r"(?:AoE|UTC(?:\s?[-+−–]\s?\d{1,2})?|GMT|[CEMP][SD]?T|CES?T|Anywhere on Earth|local time)"
HOURS_LEFT = re.compile(
    rf":\s*(?P<hours>(?:(?:at\s+)?\d{{1,2}}[:.]\d\d\s*(?:[ap]\.?m\.?)?,?\s*)?{ZONE}(?: time)?)$", re.I
)
UNDECIDED = re.compile(r"\b(?:tba|tbd|tbc|to be (?:announced|determined|confirmed|decided))\b\.?", re.I)
VAGUE = re.compile(
    r"\b(?:mid|early|late|end of|beginning of)[\s-]+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.I
)


def read_dates(blocks: list[Tag], year: int | None, report: Report) -> tuple[list[dict[str, Any]], list[Tag]]:
    """Reads “Label: **date**” and “**date**: label”; a struck-through date is one that was superseded."""
    dates: list[dict[str, Any]] = []
    year = next((int(found) for block in blocks for found in YEAR.findall(block.get_text())), year)
    rest: list[Tag] = []
    for block in blocks:
        lines = lines_of(block) if block.name in ("p", "ul", "ol", "table") else _defined(block)
        lines = [] if block.name == "table" and _has_rounds(block) else lines
        soft = lines_of(block, soft=True) if block.name == "p" else []
        if len(soft) > len(lines) and all(_date(line, year, Report()) for line in soft):
            lines = soft
        unread: list[Line] = []
        for line in lines:
            said = YEAR.search(text_of(line))
            year = int(said[0]) if said else year
            found = _date(line, year, report)
            dates += [found] if found else []
            unread += [] if found else [line]
        rest += put_back(block, unread, len(unread) == len(lines))
    return dates, rest


def _has_rounds(table: Tag) -> bool:
    """Whether rows of a table have dates in several cells, such as those of two rounds."""
    rows = [[words_of(cell) for cell in row.find_all("td") if not cell.find(STRUCK)] for row in table.find_all("tr")]
    return any(sum(map(is_day, cells)) > 1 for cells in rows)


def _defined(block: Tag) -> list[Line]:
    """The lines of a list of definitions, where a term and what stands below it are one; none of other blocks."""
    lines = lines_of(block) if block.name == "dl" else []
    names = [part.name for line in lines for part in line if isinstance(part, Tag)]
    if names != ["dt", "dd"] * (len(names) // 2):
        return lines
    return [[*term, NavigableString(" "), *below] for term, below in zip(lines[::2], lines[1::2], strict=True)]


def _date(line: Line, year: int | None, report: Report) -> dict[str, Any] | None:
    """Reads one line; a range is dated by its first day and keeps its wording, and so does what is not dated yet."""
    struck = tags_of(line, *STRUCK)
    notes = [tag for tag in tags_of(line, "sup") if re.fullmatch(r"[\d*†‡\[\]]+", words_of(tag))]
    kept = squeeze("".join(_without(part, [*struck, *notes]) for part in line))
    if len(kept) > MAX_LINE_CHARS:
        return None
    found = find_date(kept, year)
    if found is None:
        open_ = UNDECIDED.search(kept)
        label = kept if not open_ or VAGUE.search(kept) else kept[: open_.start()] + kept[open_.end() :]
        if not (label.strip(EDGE_CHARS) and (open_ or (VAGUE.search(kept) and len(kept) < 100))):
            return None
        return {"label": _label(label), "date": None, "superseded": _superseded(struck, year)}
    if found.unsure:
        report.unsure(f"“{kept}” was read as {found.day}, with the day before the month.", kept)
    if not YEAR.search(kept):
        report.unsure(f"“{kept}” names no year: read as {found.day.year}.", kept)
    if found.range:
        report.unsure(f"“{kept}” is dated by its first day; its wording is kept.", kept)
    hour = None if found.range else find_hour(found.around, found.day)
    around = kept if found.range else hour.around if hour else found.around
    said = {"time": hour.clock, "zone": hour.zone} if hour else {}
    return {
        "label": _label(around) or kept,
        "date": found.day,
        **said,
        "superseded": _superseded(struck, found.day.year),
    }


def _label(text: str) -> str:
    """What is left of a line without its date, and without the signs that stood around that."""
    text = AT_EDGE.sub("", squeeze(re.sub(r"\(\s*\)|\[\s*\]", " ", text)).strip(" :;,.–—-*|"))
    text = re.sub(r":\s*(?=\([^()]*\)$)", " ", NOTE.sub("", text))
    text = re.sub(r"([:,;–—-])(?:\s*[,;–—-])+(?=\s|$)", r"\1", squeeze(text)).strip(" :;,.–—-*|")
    text = re.sub(r"^(\([^()]*\))[\s:,–—-]+(\S.*)$", r"\2 \1", text)
    text = HOURS_LEFT.sub(r" (\g<hours>)", text)
    whole = text.count("(") == text.count(")")
    return squeeze(text if whole else text.strip(EDGE_CHARS))


def _superseded(struck: list[Tag], year: int | None) -> list[str]:
    old = [find_date(tag.get_text(), year) for tag in struck]
    return [before.day.isoformat() for before in old if before]


def _without(part: Any, struck: list[Tag]) -> str:
    """A part's text without what is struck through."""
    if any(part is tag for tag in struck):
        return " "
    return "".join(_without(child, struck) for child in part.children) if isinstance(part, Tag) else part.get_text()


READER = Reader(
    heading=r"\bdates\b|\b(?:important|key) date\b|\bdeadlines?\b|\btimeline\b",
    precedence=6,
    read=lambda passage: (passage.heading, *read_dates(passage.blocks, passage.year, passage.report)),
    opens=True,
    understood="to be announced tba tbd tbc determined confirmed decided of what when event date deadline monday "
    "tuesday wednesday thursday friday saturday sunday",
)
