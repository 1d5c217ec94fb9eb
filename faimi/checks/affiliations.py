"""One person of an edition with two affiliations."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from faimi.checks.check import check
from faimi.checks.facts import Facts, index
from faimi.checks.finding import Fix, Found
from faimi.checks.names import names_in
from faimi.checks.titles import title_words
from faimi.content import EDITABLE, KINDS, Item
from faimi.exchange.text_matching import same

COLUMN = "affiliation"
AFFILIATED = tuple(kind.name for kind in KINDS if kind.names and COLUMN in kind.model.__table__.columns)
INNER_CAPITAL = re.compile(r"\b[A-Z][a-z]+[A-Z][a-z]+\b")
INITIALS = re.compile(r"\b[A-Z]{2,6}\b")
SMALL = re.compile("of|the|and|at|for|in|del?|la|da|der|und|et|y")
COMMON = re.compile(
    r"univer\w+|institut\w*|dep(?:artmen)?t|schools?|college|facult\w+|cent\w{1,2}|hospital|lab(?:oratory)?|research"
    r"|group|unit|national|medic\w+|sciences?|technolog\w+|engineering|health"
)  # words that many affiliations have


@check("warning", *AFFILIATED)
def two_affiliations(row: Item, facts: Facts) -> Iterator[Found]:
    """A person with one affiliation here and another there."""
    yield from _found(row, facts, related=False)


@check("hint", *AFFILIATED)
def affiliation_in_two_wordings(row: Item, facts: Facts) -> Iterator[Found]:
    """A person whose affiliation is worded differently elsewhere, or is another in the same list: two people, maybe."""
    yield from _found(row, facts, related=True)


@check("warning", *AFFILIATED)
def affiliation_in_other_letters(row: Item, _facts: Facts) -> Iterator[Found]:
    """An affiliation with a name that the row’s own text writes with another capital: Deepmind and DeepMind."""
    affiliation, markdown = getattr(row, COLUMN), EDITABLE[row.key.kind].markdown
    inner = {word.casefold(): word for name in markdown for word in INNER_CAPITAL.findall(getattr(row, name))}
    for word in dict.fromkeys(title_words(affiliation) if inner else ()):
        said = re.search(rf"\b{re.escape(word)}\b", affiliation, re.I)
        if said and word in inner and said[0] != inner[word]:
            mended = re.sub(rf"\b{re.escape(said[0])}\b", inner[word], affiliation)
            fix = Fix(f"Write “{inner[word]}”", {row.key: {COLUMN: mended}})
            yield Found(COLUMN, f"“{said[0]}” is “{inner[word]}” in the text below it.", (), fix)


def _found(row: Item, facts: Facts, related: bool) -> Iterator[Found]:
    rows = _by_person(facts).get(_person(row), [])
    first = rows[0] if rows else row
    for one in rows[1:] if row is first else [row]:
        ours, theirs = getattr(one, COLUMN), getattr(first, COLUMN)
        is_related = one.section_id == first.section_id or _are_related(ours, theirs)
        if ours and not same(ours, theirs) and is_related is related:
            words = f"“{getattr(one, _people_column(one))}” is of “{ours}” here, and of “{theirs}” in “{first}”."
            yield Found(COLUMN, words, (first.key,), None, one.key)


@index
def _by_person(facts: Facts) -> Mapping[str, Sequence[Any]]:
    """The rows of each person that say an affiliation."""
    found: dict[str, list[Any]] = defaultdict(list)
    for kind_name in AFFILIATED:
        for row in facts.rows(kind_name):
            if getattr(row, COLUMN) and (person := _person(row)):
                found[person].append(row)
    return found


def _people_column(row: Item) -> str:
    return EDITABLE[row.key.kind].names[0]


def _person(row: Item) -> str:
    """Who a row is about; empty where it is about nobody, or several."""
    names = names_in(getattr(row, _people_column(row)))
    return names[0].sound if len(names) == 1 else ""


@lru_cache(maxsize=4096)
def _are_related(one: str, other: str) -> bool:
    """Whether two affiliations may be one: they share a word that says which, or one has initials as its name."""
    ours, theirs = ([word for word in title_words(text) if not SMALL.fullmatch(word)] for text in (one, other))
    shared = {*ours} & {*theirs}
    if {*ours} == {*theirs} or not all(COMMON.fullmatch(word) for word in shared):
        return True
    return {*INITIALS.findall(one)} != {*INITIALS.findall(other)}
