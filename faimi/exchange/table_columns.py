"""Which column of a pasted table is meant for which field of a kind's form."""

import re
from collections.abc import Iterator, Sequence

from wtforms import BooleanField, Field, SelectField
from wtforms.validators import DataRequired

from faimi.content import Kind
from faimi.content.fields import PictureField
from faimi.content.forms import ItemForm
from faimi.exchange.table_reading import Rows
from faimi.exchange.table_values import Looks, choices_of, loose_look, strict_look, takes_text
from faimi.exchange.text_matching import squeeze
from faimi.history.descriptions import NAME_COLUMNS

MIN_FITTING_SHARE = 0.8  # of a column's cells that look like what a field holds
LEFT_OUT = ""  # for a column of which nothing is taken
FINDS = "="  # for a column that tells which row is meant, and is not written


def fields_for_cells(form: ItemForm) -> list[Field]:
    """The fields of a form that a cell may be taken for: any but pictures and ticks."""
    return [field for field in form.inputs if not isinstance(field, PictureField | BooleanField)]


def name_fields(kind: Kind, form: ItemForm) -> list[str]:
    """The fields that tell a kind's row from others, the one that is always there first."""
    texts = [field for field in fields_for_cells(form) if takes_text(kind, field)]
    needed = [field.name for field in texts if any(isinstance(check, DataRequired) for check in field.validators)]
    named = [name for name in NAME_COLUMNS if any(field.name == name for field in texts)]
    return list(dict.fromkeys([*needed, *named, *(field.name for field in texts if field.name in kind.names)]))


def has_heads(kind: Kind, form: ItemForm, rows: Rows) -> bool:
    """Whether the first of several rows names columns, most of them fields, and holds nothing else."""
    if len(rows) < 2:
        return False
    fields, heads = fields_for_cells(form), [_bare(cell) for cell in rows[0] if cell]
    known = {words for field in fields for words in _heads_of(kind, field)}
    looks = [look for field in fields if (look := strict_look(kind, field))]
    values = {
        _bare(words)
        for field in fields
        if isinstance(field, SelectField) and field.name in kind.choices
        for words in choices_of(field).values()
    }
    told = [head for head in heads if head in known - values]
    return 2 * len(told) >= len(heads) and not any(look(cell) for look in looks for cell in rows[0] if cell)


def guess_columns(kind: Kind, form: ItemForm, rows: Rows, headed: bool, chosen: Sequence[str] = ()) -> list[str]:
    """The field for each column, of which the first row may be its head.

    By the heads, else by the fields that are `chosen`, if those are several, then by what the cells look like, then in
    the order of the fields, from the chosen one on.
    """
    fields = fields_for_cells(form)
    names = [field.name for field in fields]
    columns = [[row[place] for row in rows[headed:] if row[place]] for place in range(len(rows[0]))]
    found: dict[int, str] = dict(_by_heads(kind, fields, rows[0], columns)) if headed else {}
    if headed and found:
        chosen = ()

    def take(place: int, some: Sequence[Field]) -> None:
        free = (field.name for field in some if field.name not in found.values())
        if place not in found and (name := next(free, None)):
            found[place] = name

    for place, name in enumerate(chosen[: len(columns)] if len(chosen) > 1 else ()):
        found[place] = name if name in names and name not in found.values() else LEFT_OUT
    for place, column in enumerate(columns):
        take(place, [field for field in fields if _fits(strict_look(kind, field), column)])
    if headed and found:
        return [found.get(place, LEFT_OUT) for place in range(len(columns))]
    first = next((place for place in range(len(columns)) if place not in found), 0)
    take(first, [field for field in fields if field.name in chosen[:1]])
    for place, column in enumerate(columns):
        take(place, [field for field in fields if _fits(loose_look(kind, field), column)])
    start = names.index(next((name for name in chosen if name in names), name_fields(kind, form)[0]))
    for place in range(len(columns)):
        take(place, [field for field in fields[start:] if takes_text(kind, field) and field.name not in form.folded])
    return [found.get(place, LEFT_OUT) for place in range(len(columns))]


def _by_heads(kind: Kind, fields: Sequence[Field], heads: Sequence[str], columns: Rows) -> Iterator[tuple[int, str]]:
    """The columns that are called what a field is, each field once: by its likeliest name, and where its cells fit.

    A column without a head is of that to its left.
    """
    told = [_bare(head) for head in heads]
    for place in range(1, len(told)):
        told[place] = told[place] or told[place - 1]
    called = []
    for order, field in enumerate(fields):
        look, known = strict_look(kind, field), _heads_of(kind, field)
        for place, head in enumerate(told):
            fits = look is None or not columns[place] or _fits(look, columns[place])
            if head in known:
                called.append((known.index(head), not fits, place, order))
            elif look and fits and columns[place] and any(re.search(rf"\b{re.escape(word)}\b", head) for word in known):
                called.append((len(known), False, place, order))
    places, taken = set[int](), set[int]()
    for _, _, place, order in sorted(called):
        if place not in places and order not in taken:
            places.add(place)
            taken.add(order)
            yield place, fields[order].name


def _heads_of(kind: Kind, field: Field) -> list[str]:
    """What a column for a field may be called, the likeliest first."""
    return list(map(_bare, (field.name, field.label.text, *kind.heads.get(field.name, ()))))


def _bare(head: str) -> str:
    """The words of a column's head."""
    return squeeze(re.sub(r"[\W_]+", " ", head)).lower()


def _fits(look: Looks | None, cells: Sequence[str]) -> bool:
    return look is not None and bool(cells) and sum(map(look, cells)) >= MIN_FITTING_SHARE * len(cells)
