"""Rows that name another and say something else than it does: other words, or other people."""

from collections.abc import Iterator
from typing import Any

from faimi.checks.check import check
from faimi.checks.facts import Facts
from faimi.checks.finding import Fix, Found
from faimi.checks.names import Name, is_open, may_be_one, names_in
from faimi.checks.titles import differences
from faimi.checks.untied import NAMING, TIED
from faimi.content import KIND, Item
from faimi.content.reference import Reference

Tie = tuple[Item, Reference, Any]


@check("warning", *TIED)
def other_words(row: Item, facts: Facts) -> Iterator[Found]:
    """A row that shows other words than the one that it names, such as another title than its keynote’s."""
    for one, to, named in _ties_of(row, facts):
        for own, theirs in to.words.items():
            text, words = getattr(one, f"shown_{own}"), getattr(named, theirs)
            if words in text or own in KIND[one.__tablename__].names:
                continue
            if differ := differences(text, words):
                said = f"It says “{text}”, and its {_noun(named)} “{words}”: they differ in {differ}."
                fix = Fix(f"Take the {_noun(named)}’s {theirs}", {one.key: {own: ""}})
                yield Found(own, said, (named.key,), fix, one.key)


@check("error", *TIED)
def another_first_author(row: Item, facts: Facts) -> Iterator[Found]:
    """Different first authors, each “et al.”, of a row and of the paper that it names."""
    for one, to, named, own, people, theirs in _people_of_ties(row, facts):
        both_first = all(is_open(text) for text in _texts(one, to, own, named)) and len(people) == len(theirs) == 1
        if both_first and not may_be_one(people[0], theirs[0]):
            ours, others = _texts(one, to, own, named)
            words = f"It is by “{ours}” here, and by “{others}” at its {_noun(named)}."
            yield Found(own, words, (named.key,), None, one.key)  # which of them is right nobody can tell


@check("warning", *TIED)
def no_author(row: Item, facts: Facts) -> Iterator[Found]:
    """A row whose people are none of those of the row that it names, such as an award of no author of its paper."""
    for one, to, named, own, people, theirs in _people_of_ties(row, facts):
        if not is_open(getattr(named, to.words[own])) and not _share(people, theirs):
            yield _no_author(one, to, own, named)


@check("hint", *TIED)
def maybe_no_author(row: Item, facts: Facts) -> Iterator[Found]:
    """A row that is known by its people, such as an award, of none whom its paper names before “et al.”."""
    for one, to, named, own, people, theirs in _people_of_ties(row, facts):
        open_list = is_open(getattr(named, to.words[own])) and not is_open(getattr(one, own))
        if open_list and own in to.told_by and not _share(people, theirs):
            yield _no_author(one, to, own, named)


def _no_author(one: Item, to: Reference, own: str, named: Item) -> Found:
    ours, theirs = _texts(one, to, own, named)
    words = f"“{ours}” is not among those of its {_noun(named)}: “{theirs}”."
    return Found(own, words, (named.key,), None, one.key)


def _people_of_ties(
    row: Item, facts: Facts
) -> Iterator[tuple[Item, Reference, Item, str, tuple[Name, ...], tuple[Name, ...]]]:
    """The ties of a row with the columns of people that both rows fill, and whom these name."""
    for one, to, named in _ties_of(row, facts):
        for own, theirs in to.words.items():
            if own in KIND[one.__tablename__].names:
                ours, others = names_in(getattr(one, own)), names_in(getattr(named, theirs))
                if ours and others:
                    yield one, to, named, own, ours, others


def _ties_of(row: Item, facts: Facts) -> Iterator[Tie]:
    """Who names whom, of the row: by its own references, and by those of others to it."""
    kind_name = row.__tablename__
    for to in NAMING[kind_name]:
        if (named := facts.page.named(row, to.kind)) is not None:
            yield row, to, named
    for other_kind, rows in facts.page.naming(row).items():
        for to in NAMING[other_kind]:
            yield from ((one, to, row) for one in rows if to.kind == kind_name)


def _share(people: tuple[Name, ...], others: tuple[Name, ...]) -> bool:
    return any(may_be_one(one, other) for one in people for other in others)


def _texts(one: Item, to: Reference, own: str, named: Item) -> tuple[str, str]:
    return getattr(one, own), getattr(named, to.words[own])


def _noun(row: Item) -> str:
    return KIND[row.key.kind].noun
