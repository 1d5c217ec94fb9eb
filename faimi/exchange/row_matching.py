"""Which row of an edition is meant by which of a file that is imported over it: never one by the name of another."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from rapidfuzz import process
from rapidfuzz.fuzz import ratio

from faimi import history
from faimi.content import EDITABLE, ROW_KINDS, Edition, Section, rows_in
from faimi.content.base import columns_by_name
from faimi.content.row_key import RowKey
from faimi.exchange.draft import Draft, DraftSection
from faimi.exchange.identity import GIVEN_OUT
from faimi.exchange.text_matching import essence
from faimi.history.descriptions import NAME_COLUMNS, first_words

MIN_LIKENESS = 80  # of two names, from 0 to 100, below which they are hardly of the same row
TELLING_COLUMNS = ("start", "date", "track", "authors", "speaker", "recipient", "url")
Values = dict[str, Any]


def name_in(values: Mapping[str, Any]) -> str:
    """What a row of a draft is called: its first words, else those of the row that it names."""
    return first_words(values) or next((name_in(value) for value in values.values() if isinstance(value, dict)), "")


def match_rows(edition: Edition, draft: Draft) -> dict[int, Any]:
    """The row that each row and section of a draft is, by the draft's `id()`: one that is there, or that was removed.

    A file of this edition tells it by number, and of rows without one, as of all in any other file, by what they say;
    the numbers of another edition's rows mean nothing here, and are taken from the draft. Rows whose number is another
    row's here are noted there.
    """
    sections = EDITABLE["section"].siblings(edition)
    rows: dict[str, list[Any]] = {kind.name: [] for kind in ROW_KINDS}
    for row in chain.from_iterable(map(rows_in, sections)):
        rows[row.key.kind].append(row)
    named: list[tuple[str, Any, Values]] = [("section", part, vars(part)) for part in draft.sections]
    named += [(kind, row, row) for part in draft.sections for kind, own in part.rows.items() for row in own]
    found = dict[int, Any]()
    if draft.is_of(edition):
        found = _by_number(edition, draft, named, {row.key: row for row in (*sections, *chain(*rows.values()))})
    else:
        for _, _, values in named:
            values |= dict.fromkeys(values.keys() & {"number", *GIVEN_OUT})
    taken = {id(row) for row in found.values()}
    for kind in rows:  # a section is never taken for one of another kind
        headed = [one for one in sections if one.kind == kind]
        for name, there, names in (("section", headed, _section_names), (kind, rows[kind], _row_names)):
            left = [
                one for what, one, says in named if what == name and id(one) not in found and not says.get("number")
            ]
            left = [one for one in left if name != "section" or one.kind == kind]
            free = [row for row in there if id(row) not in taken]
            found |= _by_likeness(left, free, names, loosely=not EDITABLE[name].part_of)
    return found


def _by_number(
    edition: Edition, draft: Draft, named: Iterable[tuple[str, Any, Values]], there: Mapping[str, Any]
) -> dict[int, Any]:
    keys = {id(one): RowKey(kind, values["number"]) for kind, one, values in named if values.get("number")}
    gone = history.last_snapshots(edition, {*keys.values()} - there.keys())
    found = {}
    for kind, one, values in named:
        key = keys.get(id(one))
        row = there.get(key) if key else None
        if key in gone:
            row = history.revive(key, gone[key])
            for reference in getattr(row, "refers_to", ()):
                setattr(row, reference.column, None)
        if row is None:
            continue
        if (kind == "section" and row.kind != values["kind"]) or (kind != "section" and not _shares_words(row, values)):
            draft.renamed.append((values, str(key)))
            values["number"] = None
        else:
            found[id(one)] = row
    return found


def _shares_words(row: Any, values: Values) -> bool:
    """Whether a row and one of a draft have a text in common, or what they are called is much alike.

    Rows that are called nothing, such as passages, which are rewritten as a whole, are taken for the same.
    """
    named = next(name for name in NAME_COLUMNS if name in row.__table__.columns)
    if named in {"url", *EDITABLE[row.key.kind].markdown}:
        return True
    own, other = (_texts_in(one) for one in (_values_of(row), values))
    labels = essence(_label(row)), essence(name_in(values))
    return not (own and other) or bool(own & other) or ratio(*labels) >= MIN_LIKENESS


def _texts_in(values: Mapping[str, Any]) -> set[str]:
    """What a row is called and where it leads, and what rows are called that it names."""
    own = {essence(str(values[name])) for name in NAME_COLUMNS if values.get(name)}
    return own.union(*(_texts_in(value) for value in values.values() if isinstance(value, dict)))


def _by_likeness(
    drafted: Iterable[Any], rows: Sequence[Any], names: Callable[[Any], list[Hashable]], loosely: bool
) -> dict[int, Any]:
    """Pairs of which each has the same names, the more telling ones first; `loosely`, also those much alike."""
    left, found = list(rows), dict[int, Any]()
    for place in range(len(names(left[0])) if left else 0):
        waiting = defaultdict[Hashable, list[Any]](list)
        for row in left:
            waiting[names(row)[place]].append(row)
        for one in drafted:
            name = names(one)[place]
            if id(one) not in found and any(name if isinstance(name, tuple) else [name]) and waiting[name]:
                found[id(one)] = waiting[name].pop(0)
        taken = {id(row) for row in found.values()}
        left = [row for row in left if id(row) not in taken]
    words = [essence(_label(row)) for row in left]
    for one in drafted if loosely else ():
        if id(one) in found:
            continue
        best = process.extractOne(essence(_label(one)), words, scorer=ratio, score_cutoff=MIN_LIKENESS)
        if best:
            found[id(one)] = left.pop(best[2])
            words.pop(best[2])
    return found


def _label(one: Any) -> str:
    return one.heading if isinstance(one, DraftSection | Section) else name_in(_values_of(one))


def _values_of(one: Any) -> Values:
    """What a row says, as a draft has it."""
    if isinstance(one, dict):
        return one
    named = {to.kind: _values_of(other) for to in one.refers_to if (other := getattr(one, to.attribute))}
    named |= {name: getattr(one, name) for name in columns_by_name(one)}
    return {column.key: getattr(one, column.key) for column in one.__table__.columns} | named


def _section_names(one: Any) -> list[Hashable]:
    return [(one.kind, one.anchor) if one.anchor else (), (one.kind, essence(one.heading))]


def _row_names(one: Any) -> list[Hashable]:
    """What a row says, the whole of it first, then what it is called, then where it leads."""
    label = essence(_label(one))
    values = _values_of(one)
    facts = tuple(str(values.get(name) or "") for name in TELLING_COLUMNS)
    return [(label, *facts) if label else (), label, values.get("url") or ""]
