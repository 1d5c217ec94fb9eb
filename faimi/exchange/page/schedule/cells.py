"""Reads a row of a schedule's table: a talk, or several in one cell, with the rows below that go on with it."""

import re
from typing import Any

from bs4 import Tag

from faimi.exchange.draft import Report
from faimi.exchange.page.recognise.names import are_people, begins_with_person, is_person, is_place
from faimi.exchange.page.recognise.times import Clock, find_times
from faimi.exchange.page.schedule.all_day import with_all_day
from faimi.exchange.page.schedule.columns import kind_of, take_recording, without_empty
from faimi.exchange.page.schedule.entries import Entry, is_talk
from faimi.exchange.page.schedule.lines import PLAIN_LEVEL, Piece, pieces_in
from faimi.exchange.page.schedule.talk_kinds import ALONE
from faimi.exchange.page.schedule.talks import parts_set_apart, read_lines, read_row
from faimi.exchange.page.source.tree import text_of
from faimi.exchange.text_matching import NOBODY, squeeze, words_of

Row = dict[str, Any]
MAX_LINES_BELOW = 2
SESSION = re.compile(r"(?:oral |poster )?(?:session|track|part|block|morning|afternoon|day)\b", re.I)


def read_cells(
    cells: list[Tag], below: list[list[Tag]], columns: dict[str, int], report: Report
) -> tuple[list[Row], int]:
    """What a row says, its times as they are written, and how many rows `below` go on with it.

    Talks that a cell lists are rows below it; those with times of their own stand in its place, as a track of its name.
    """
    listed = columns.get("text", columns.get("title", -1))
    if 0 <= listed < len(cells) and (rows := _timed_lines(cells[listed], report)):
        return rows, 0
    recording = take_recording([link for cell in cells for link in cell.find_all("a")])
    times, over = _times(cells, columns)
    own = {name: without_empty(text_at(place, cells)) for name, place in columns.items()}
    if own.get("text") and own.get("speaker", "").lower() in NOBODY:
        rows, taken = _in_one_column(cells, below, columns, times, report)
    else:
        taken = _title_below(own, below, columns)
        above = f"{own['title'].rstrip(': ')}: " if taken and own.get("title") else ""
        own["title"] = above + words_of(below[0][columns["title"]]) if taken else own.get("title", "")
        rows = [read_row(own.get("text", ""), *_speaker_and_title(own), report)]
    if not rows[0]["title"] and not rows[0]["speaker"]:
        rows = [read_row(squeeze(over).strip(" :-–—"), "", "", report)]
        said = [
            words_of(cell)
            for place, cell in enumerate(cells)
            if place not in (columns.get("track"), columns.get("room"))
        ]
        rows[0]["title"] = rows[0]["title"] or " ".join(text for text in said if text and not find_times(text)[0])
        if not rows[0]["title"]:
            rows = [read_row(own.get("track") or own.get("room", ""), "", "", report)]
    rows[0]["title"] = with_all_day(rows[0]["title"], own.get("time") or own.get("start", ""))
    rows[0]["kind"] = kind_of(own.get("kind", "")) or rows[0]["kind"]
    rows = [rows[0] | {"times": times, "recording": recording}, *rows[1:]]
    return [{"times": [], **row, "track": ""} for row in rows], taken


def _in_one_column(
    cells: list[Tag], below: list[list[Tag]], columns: dict[str, int], times: list[Clock], report: Report
) -> tuple[list[Row], int]:
    """What a row says whose speaker and title share a column, and how many rows `below` go on with it."""
    taken = _lines_below(cells, below, columns["text"])
    rows = _listed([row[columns["text"]] for row in (cells, *below[:taken])], times, report)
    if "both" in columns and rows[0]["kind"] == "talk" and not rows[0]["speaker"]:
        rows[0] |= _by_name(rows[0]["title"]) or {}
    return rows, taken


def text_at(place: int | None, cells: list[Tag]) -> str:
    """What stands in a row's cell, or in one from above that reaches into the row."""
    if place is None or place >= len(cells):
        return ""
    return words_of(cells[place]) or str(cells[place].get("data-above", ""))


def _times(cells: list[Tag], columns: dict[str, int]) -> tuple[list[Clock], str]:
    """The times of a row, and what else stands in their columns."""
    times: list[Clock] = []
    over = ""
    for name, lone in (("time", 2), ("start", 1), ("end", 1)):
        place = columns.get(name, -1)
        found, left = find_times(words_of(cells[place]) if 0 <= place < len(cells) else "", lone)
        times += found
        over += left if found else ""
    return times, over


def _speaker_and_title(own: dict[str, str]) -> tuple[str, str]:
    """Who and what, by their columns; what stands alone in that of the speakers and names nobody is a title."""
    speaker, title = own.get("speaker", ""), own.get("title", "")
    named = title or own.get("text") or begins_with_person(speaker) or are_people(speaker)
    return (speaker, title) if named else ("", speaker)


def _title_below(own: dict[str, str], below: list[list[Tag]], columns: dict[str, int]) -> int:
    """Whether the one row below has the title, and nothing else, that a speaker's row lacks: how many rows that are."""
    untitled = not own.get("title") or ALONE.fullmatch(own["title"])
    missing = own.get("speaker") and untitled and "title" in columns and len(below) == 1
    full = [place for place, cell in enumerate(below[0]) if words_of(cell)] if missing else []
    return int(full == [columns.get("title")])


def _lines_below(cells: list[Tag], below: list[list[Tag]], place: int) -> int:
    """How many rows below go on with a talk that has no title or no speaker yet."""
    texts = [[n for n, cell in enumerate(row) if words_of(cell)] for row in below]
    for count in range(min(MAX_LINES_BELOW, len(below)), 0, -1):
        if len(below) > count or any(found != [place] for found in texts[:count]):
            continue
        lines = [line for row in (cells, *below[:count]) for line in pieces_in(row[place], row[place])]
        said, left = _read(lines)
        first, _ = _read(lines[:-count])
        session = any(SESSION.match(words_of(row[place])) for row in below[:count])
        if not left and said["speaker"] and said["title"] and not (first["speaker"] and first["title"]) and not session:
            return count
    return 0


def _read(lines: list[Piece]) -> tuple[dict[str, str], list[int]]:
    return read_lines([line.text for line in lines], [parts_set_apart(line.line) for line in lines], Report())


def _timed_lines(cell: Tag, report: Report) -> list[Row]:
    """The rows that a cell lists with times of their own; what stands above them names their track."""
    entries: list[Entry] = []
    above: list[str] = []
    lines = list(pieces_in(cell, cell))
    if sum(bool(line.clocks) for line in lines) < 2:
        return []
    for line in lines:
        if line.clocks:
            entries.append(Entry(line.clocks, PLAIN_LEVEL, cell, [line]))
        elif entries:
            entries[-1].lines.append(line)
        else:
            above.append(line.text)
    rows: list[Row] = []
    for entry in entries:
        found, left = entry.rows(report)
        found[0]["title"] = squeeze(" ".join([found[0]["title"], *(line.text for line in left)]))
        rows += [row | {"track": ": ".join(above).strip(" :")} for row in found]
    return rows


def _listed(cells: list[Tag], times: list[Clock], report: Report) -> list[Row]:
    """Reads the cells that hold speaker and title, which may have lines and entries of their own."""
    lines = [line for cell in cells for line in pieces_in(cell, cell)]
    for line in lines:
        line.text, line.clocks = without_empty(text_of(line.line)), []
    lines = _with_places(lines)
    talks = [is_talk(line) or _by_name(line.text) is not None for line in lines]
    if sum(talks) > 1 and all(talks[1:]):
        found = [_by_name(line.text) or Entry([], PLAIN_LEVEL, line, [line]).rows(report)[0][0] for line in lines]
        return [found[0] | {"times": times}, *found[1:]]
    rows, left = Entry(times, PLAIN_LEVEL, cells[0], lines).rows(report)
    if left and not rows[0]["speaker"] and (begins_with_person(left[-1].text) or are_people(left[-1].text)):
        rows[0]["speaker"] = left.pop().text
    rows[0]["title"] = squeeze(" ".join([rows[0]["title"], *(line.text for line in left)]))
    return rows


def _by_name(text: str) -> Row | None:
    """A talk as “Ann Lee: Fair things”, which is one where several lines say it so."""
    name, colon, title = text.partition(": ")
    named = colon and title and are_people(name)
    return {"track": "", "recording": "", "kind": "talk", "speaker": name, "title": title} if named else None


def _with_places(lines: list[Piece]) -> list[Piece]:
    """Lines where a person's affiliation stands with the name above it."""
    joined: list[Piece] = []
    for line in lines:
        if joined and is_person(joined[-1].text) and is_place(line.text):
            joined[-1].text += f", {line.text}"
        else:
            joined.append(line)
    return joined
