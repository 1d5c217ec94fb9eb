"""What would become of a pasted table: which column is which field, and which line is a new row or changes which."""

from collections.abc import Sequence
from typing import Any

from flask import request

from faimi.content import Kind, Section
from faimi.content.base import row_version
from faimi.content.forms import ItemForm
from faimi.editor import concurrent_changes, forms
from faimi.editor.table_lines import MAX_SAID_CHARS, NEW, Line, Preview, can_add, fill_lines
from faimi.exchange.draft import PageError
from faimi.exchange.table_columns import FINDS, LEFT_OUT, fields_for_cells, guess_columns, has_heads, name_fields
from faimi.exchange.table_matching import pair_by_mention, pair_by_name, row_words
from faimi.exchange.table_reading import Rows, as_text, is_playlist, read_table
from faimi.exchange.text_matching import by_lines, cut

MAX_OFFERED = 2_000  # rows to choose from, of all lines together
GONE = "The row that this was to change was removed meanwhile."


def look(kind: Kind, section: Section) -> Preview:
    """What would become of the table that was sent, as a person decided about its columns and lines, if they did."""
    preview = Preview(kind, section, by_lines(request.form.get("text", "")))
    try:
        preview.rows = read_table(preview.text, request.form.get("html", ""))
    except PageError as error:
        preview.problem = f"This cannot be read: {error}"
        return preview
    if not preview.rows:
        preview.problem = "There is nothing to read yet. Paste the cells of a table." * bool(request.form)
        return preview
    preview.text = as_text(preview.rows)
    blank = kind.form(formdata=None, meta=forms.NO_TOKEN)
    blank.offer(section.edition, None)
    preview.fields = fields_for_cells(blank)
    preview.field = request.form.get("field", "")
    _choose_columns(preview, blank)
    siblings = kind.siblings(section)
    above = siblings[-1] if siblings else None
    cells = preview.rows[preview.headed :]
    preview.lines = [Line(n, cut(" · ".join(filter(None, row)), MAX_SAID_CHARS)) for n, row in enumerate(cells)]
    names = name_fields(kind, blank)
    chosen = _find_chosen(preview, cells, siblings, {FINDS, *names}, above)
    if len(cells) == 1 < len(chosen):  # one line for all rows that are chosen
        preview.lines = [Line(n, preview.lines[0].said) for n in range(len(chosen))]
        cells = cells * len(chosen)
    _choose_rows(preview, cells, siblings, chosen, names)
    fill_lines(preview, cells, above)
    return preview


def _choose_columns(preview: Preview, blank: ItemForm) -> None:
    """Tells the head, and the field of each column: as a person says, who saw this table, else by a guess."""
    kind, rows = preview.kind, preview.rows
    shown_before = request.form.get("table") == preview.table
    preview.headed = "head" in request.form if shown_before else has_heads(kind, blank, rows)
    if shown_before and preview.headed == bool(request.form.get("headed")):
        known = {LEFT_OUT, FINDS, *(one.name for one in preview.fields)}
        told = [request.form.get(f"column-{place}", LEFT_OUT) for place in range(len(rows[0]))]
        preview.columns = [name if name in known else LEFT_OUT for name in told]
        for place, name in enumerate(preview.columns):
            if name not in (LEFT_OUT, FINDS) and name in preview.columns[:place]:
                preview.columns[place] = LEFT_OUT
                preview.note = "Two columns cannot be one field: the first of them is taken."
    elif kind.playlist and is_playlist(rows):
        preview.columns = [FINDS, kind.playlist]
    else:
        preview.columns = guess_columns(kind, blank, rows, preview.headed, preview.field.split())


def _find_chosen(preview: Preview, cells: Rows, siblings: Sequence[Any], telling: set[str], above: Any) -> list[Any]:
    """The rows that lines go over: the chosen ones, else, where no column is `telling` and none can be new, others."""
    preview.chosen, preview.at = (_rows_sent(siblings, name) for name in ("rows", "at"))
    if preview.chosen or telling & {*preview.columns} or can_add(preview, cells, above):
        return preview.chosen
    return preview.at or list(siblings[:1])


def _rows_sent(siblings: Sequence[Any], name: str) -> list[Any]:
    """The rows whose numbers were sent under a name, in their order."""
    by_number = {str(row.number): row for row in siblings}
    sent = " ".join(request.form.getlist(name)).split()
    return [by_number[number] for number in dict.fromkeys(sent) if number in by_number]


def _choose_rows(
    preview: Preview, cells: Rows, siblings: Sequence[Any], chosen: list[Any], names: Sequence[str]
) -> None:
    """Tells which row each line is about: as a person says, else by its name, else from the first chosen row on."""
    pairs, in_reach = _pair(preview, cells, siblings, names)
    finds = FINDS in preview.columns
    below = siblings[siblings.index(chosen[-1]) + 1 :] if chosen else []
    over = [*chosen, *(row for row in below if row not in chosen)]
    by_place = chosen and not finds and (len(chosen) == len(cells) or 2 * len(pairs) < len(cells))
    for line in preview.lines:
        beside = over[line.place] if line.place < len(over) else None
        place, line.likeness = pairs.get(line.place, (None, 0))
        named = siblings[place] if place is not None else None
        meant = beside if by_place else named
        line.target = _target(meant) if meant is not None else LEFT_OUT if finds else NEW
        near = siblings if len(preview.lines) * len(siblings) <= MAX_OFFERED else [named, beside]
        line.offers = [(_target(row), cut(str(row))) for row in dict.fromkeys(near) if row is not None]
        _take_decision(preview, line, siblings)
        line.likeness *= line.row is not None and line.row is named
    about = {line.row for line in preview.lines}
    preview.unmatched = [row for row in in_reach if row not in about] if finds else []


def _pair(
    preview: Preview, cells: Rows, siblings: Sequence[Any], names: Sequence[str]
) -> tuple[dict[int, tuple[int, int]], list[Any]]:
    """The place of the row that has each line's name, with how alike they are, and all rows that one may be about."""
    kind, columns = preview.kind, preview.columns
    finds = FINDS in columns
    told = [place for place, name in enumerate(columns) if name == FINDS or (not finds and name in names)]
    lines = [" ".join(filter(None, (row[place] for place in told))) for row in cells]
    written = {name for name in columns if name not in (FINDS, LEFT_OUT)}
    in_reach = [row for row in siblings if not kind.correctable or written & {*kind.correctable(row)}]
    shown_in = names if finds else [columns[place] for place in told]
    words = [row_words(row, shown_in) if not finds or row in in_reach else "" for row in siblings]
    return (pair_by_mention if finds else pair_by_name)(lines, words), in_reach


def _target(row: Any) -> str:
    """What stands for a row in the form, as it was shown."""
    return f"{row.number} {row_version(row)}"


def _take_decision(preview: Preview, line: Line, siblings: Sequence[Any]) -> None:
    """Has a line be about what a person said, who saw it so, and tells what happened to that row since."""
    sent = request.form.get(f"to-{line.place}") if request.form.get("seen") == preview.seen else None
    number, _, version = (line.target if sent is None else sent).partition(" ")
    line.row = next((row for row in siblings if str(row.number) == number), None)
    if sent is None:
        return
    line.target = sent if sent in (NEW, LEFT_OUT) else LEFT_OUT
    if line.row is not None:
        line.target = _target(line.row)
    elif line.target != sent:
        line.note, preview.differs = GONE, True
    if line.row is not None and str(row_version(line.row)) != version:
        line.note, preview.differs = f"{concurrent_changes.changed_by(line.row)}.", True
