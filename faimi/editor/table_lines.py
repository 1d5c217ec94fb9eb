"""What each line of a pasted table writes into its row, and what of it is refused."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import Field

from faimi.accounts import permissions
from faimi.accounts.models import digest
from faimi.content import Kind, Section
from faimi.content.fields import column_of
from faimi.content.forms import ItemForm
from faimi.content.plural import counted
from faimi.editor import forms
from faimi.editor.word_diff import Words, excerpt, words_between
from faimi.exchange.table_columns import LEFT_OUT
from faimi.exchange.table_reading import Rows
from faimi.exchange.table_values import RefusedCell, as_typed, shown
from faimi.exchange.text_matching import cut

NEW = "new"
MAX_SAID_CHARS, MAX_SAMPLES, MAX_TRIED = 120, 3, 20
NOT_YOURS = "You may not change this row."
TWICE = "Another line of the table changes this row already."


@dataclass
class Line:
    """A line of the table: `target` is the number and version of a row, `new`, or nothing where it is left out.

    `offers` are the targets to choose from, `likeness` says how much of 100 its words are those of the row, `changes`
    are fields with their words before and after, `refused` cells with what they say and why, `columns` what is written.
    """

    place: int
    said: str
    target: str = LEFT_OUT
    row: Any = None
    likeness: int = 0
    offers: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    changes: list[tuple[str, Words]] = dataclasses.field(default_factory=list)
    refused: list[tuple[str, str, str]] = dataclasses.field(default_factory=list)
    columns: dict[str, Any] = dataclasses.field(default_factory=dict)
    note: str = ""


@dataclass
class Preview:
    """A table and what would become of it; `unmatched` are rows that none of its lines is about, though one might be.

    It is for the rows that are `chosen`, in their order, if any are, from a `field` on, or for several; pasted `at`
    rows it is for them where it can be nothing else. It `differs` where a row is no longer as it was when it was shown.
    """

    kind: Kind
    section: Section
    text: str = ""
    rows: Rows = dataclasses.field(default_factory=list)
    fields: Sequence[Field] = ()
    chosen: list[Any] = dataclasses.field(default_factory=list)
    at: list[Any] = dataclasses.field(default_factory=list)
    field: str = ""
    headed: bool = False
    columns: list[str] = dataclasses.field(default_factory=list)
    lines: list[Line] = dataclasses.field(default_factory=list)
    unmatched: list[Any] = dataclasses.field(default_factory=list)
    problem: str = ""
    note: str = ""
    differs: bool = False

    @property
    def table(self) -> str:
        """What stands for the table in its form: what a person decided is of no other."""
        return digest(self.text)

    def sample(self, place: int) -> str:
        """The first cells of a column."""
        cells = [row[place] for row in self.rows if row[place]]
        return cut(" · ".join(cells[:MAX_SAMPLES]), MAX_SAID_CHARS)

    @property
    def seen(self) -> str:
        """What stands for the table as it was shown: with other columns it is another preview."""
        return digest(repr((self.text, self.headed, self.columns)))

    @property
    def added(self) -> list[dict[str, Any]]:
        """The columns of the rows to add."""
        return [line.columns for line in self.lines if line.target == NEW and line.columns]

    @property
    def changed(self) -> dict[Any, dict[str, Any]]:
        """The rows to change, with their new columns."""
        return {line.row: line.columns for line in self.lines if line.row is not None and line.columns}

    @property
    def done(self) -> str:
        """What taking it does, in words."""
        added, changed = (counted(len(rows), self.kind.noun) for rows in (self.added, self.changed))
        if self.added and self.changed:
            return f"Add {added} and change {changed}"
        return f"Add {added}" if self.added else f"Change {changed}" if self.changed else ""


def fill_lines(preview: Preview, cells: Rows, above: Any) -> None:
    """Tells what each line writes, and what of it is refused; a new row stands below the one `above`."""
    taken, columns = set[Any](), list(zip(*cells, strict=True))
    for line, row in zip(preview.lines, cells, strict=True):
        if line.target == LEFT_OUT:
            continue
        if line.row is not None and (line.row in taken or not permissions.may_change(line.row)):
            line.refused.append(("", line.said, TWICE if line.row in taken else NOT_YOURS))
            continue
        taken.add(line.row)
        typed = _read_line(preview, line, row, columns)
        there = forms.values_there(preview.kind, preview.section, line.row, above)
        if typed and (form := _accepted(preview, line, typed, there)):
            _note_changes(preview, line, form, there, typed)


def can_add(preview: Preview, cells: Rows, above: Any) -> bool:
    """Whether any of the first lines could be a new row."""
    tried = cells[:MAX_TRIED]
    trial = dataclasses.replace(preview, lines=[Line(n, "", NEW) for n in range(len(tried))])
    fill_lines(trial, tried, above)
    return bool(trial.added)


def _read_line(preview: Preview, line: Line, row: Sequence[str], columns: Sequence[Sequence[str]]) -> dict[str, str]:
    """What is typed into each field for a line; cells that are nothing for their field are refused."""
    typed = {}
    day = preview.section.edition.starts_on
    known = {one.name: one for one in preview.fields}
    for place, name in enumerate(preview.columns):
        if name in known:
            try:
                typed[name] = as_typed(preview.kind, known[name], row[place], columns[place], day.year if day else None)
            except RefusedCell as refused:
                line.refused.append((known[name].label.text, cut(row[place]), str(refused)))
    return {name: value for name, value in typed.items() if value}


def _accepted(preview: Preview, line: Line, typed: dict[str, str], there: Mapping[str, str]) -> ItemForm | None:
    """The form with all that it does not refuse, which is left in `typed`; none where that is nothing."""
    while typed:
        form = forms.form_of(preview.kind, preview.section, line.row, {**there, **typed})
        if form.validate():
            return form
        for name in [name for name in form.errors if name in typed] or [*typed]:
            why = form.errors.get(name) or [words for told in form.errors.values() for words in told]
            line.refused.append((form[name].label.text, cut(typed.pop(name)), " ".join(why)))
    return None


def _note_changes(
    preview: Preview, line: Line, form: ItemForm, there: Mapping[str, str], typed: Mapping[str, str]
) -> None:
    now, written = form.values, forms.columns_in(preview.kind, form)
    changed = [one for one in preview.fields if one.name in typed and now[one.name] != there.get(one.name, "")]
    for one in changed:
        words = words_between(shown(one, there.get(one.name, "")), shown(one, now[one.name]))
        line.changes.append((one.label.text, excerpt(words)))
    kept = written if line.row is None else {one.name: written[one.name] for one in changed}
    line.columns = {column_of(form[name]): value for name, value in kept.items()}
