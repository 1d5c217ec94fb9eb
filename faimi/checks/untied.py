"""Rows that say again what another says, without naming it."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from operator import itemgetter
from typing import Any

from faimi.checks.check import check
from faimi.checks.facts import Facts, index, text_fields
from faimi.checks.finding import Fix, Found
from faimi.checks.names import names_in
from faimi.checks.titles import differences, is_said_in, title_index, title_words
from faimi.content import EDITABLE, KIND, KINDS, Item, Section
from faimi.content.reference import Reference
from faimi.exchange.ties import words_given

NAMING = {kind.name: [to for to in kind.references if not to.is_by_name] for kind in KINDS}
NAMED = {to.kind for references in NAMING.values() for to in references}
ASIDE_AT_END = re.compile(r"(?<=\S)\s+\([^()]*\)\s*$")
TIED = tuple(kind.name for kind in KINDS if NAMING[kind.name] or kind.name in NAMED)


@dataclass(frozen=True)
class Said:
    """A row that another one, which names none, says by a column of its `own`; `by_title`, else by its people."""

    row: Item
    own: str
    reference: Reference
    named: Item
    by_title: bool

    @property
    def texts(self) -> tuple[str, str]:
        """What the two rows say."""
        return getattr(self.row, self.own), getattr(
            self.named, self.reference.words.get(self.own, self.reference.label)
        )

    @property
    def differences(self) -> str:
        """The words in which the two differ, of both; empty where the row has those of the other, maybe among more."""
        text, theirs = self.texts
        text = text if theirs.endswith(")") else without_aside(text)
        is_longer = is_said_in(theirs, text) and title_words(theirs) != title_words(text)
        return "" if is_longer else differences(text, theirs)

    @property
    def called(self) -> str:
        """What the row that is said is, and its name."""
        return f"{KIND[self.named.key.kind].noun} “{getattr(self.named, self.reference.label)}”"

    @property
    def tie(self) -> Fix:
        """Ties the row, and has the other one speak for it."""
        values = dict.fromkeys(words_given(self.row, self.reference, self.named), "")
        return Fix(f"Tie to the {self.called}", {self.row.key: values | {self.reference.column: self.named.id}})


@check("warning", *TIED)
def nearly_another(row: Item, facts: Facts) -> Iterator[Found]:
    """A row that has nearly the words of another, such as a talk of its paper, and is not tied to it."""
    for said in _said_by(facts).get(row, []):
        if said.by_title and (differ := said.differences):
            words = f"“{said.texts[0]}” is nearly the {said.called}, and not tied to it: they differ in {differ}."
            yield Found(said.own, words, (said.named.key,), said.tie, said.row.key)


@check("hint", *TIED)
def same_words(row: Item, facts: Facts) -> Iterator[Found]:
    """A row that has the words of another, maybe among more, and is not tied to it: visitors see nothing of that."""
    for said in _said_by(facts).get(row, []):
        if said.by_title and not said.differences:
            words = f"“{said.texts[0]}” is the {said.called}, and not tied to it."
            yield Found(said.own, words, (said.named.key,), said.tie, said.row.key)


@check("hint", *TIED)
def same_people(row: Item, facts: Facts) -> Iterator[Found]:
    """A row with the people of just one other, such as the talk of a keynote’s speaker, that is not tied to it."""
    for said in _said_by(facts).get(row, []):
        if not said.by_title:
            words = f"“{said.texts[0]}” stands with the {said.called}, too, and the two are not tied."
            yield Found(said.own, words, (said.named.key,), said.tie, said.row.key)


def without_aside(text: str) -> str:
    """A title without what stands in parentheses behind it, such as who speaks."""
    return ASIDE_AT_END.sub("", text)


def says_another(row: Item, facts: Facts) -> bool:
    """Whether a row that names no other has the words or the people of one."""
    return row in _said_by(facts)


@index
def _said_by(facts: Facts) -> Mapping[Item, list[Said]]:
    """What rows that name none say of others, by the row and by the other."""
    found: dict[Item, list[Said]] = defaultdict(list)
    shown = {section.id for section in facts.page.sections if _is_shown(section, facts)}
    for kind_name, references in NAMING.items():
        for row in facts.rows(kind_name) if references else ():
            if not any(getattr(row, to.column) for to in references) and (said := _said(row, facts, shown)):
                found[row].append(said)
                found[said.named].append(said)
    return found


def _said(row: Item, facts: Facts, shown: set[int]) -> Said | None:
    """The one row that a row says by a title or, where there is none, by its people."""
    kind, references = KIND[row.key.kind], NAMING[row.key.kind]
    for to in references:
        for own in to.told_by:
            if own not in kind.names:
                titles, text = title_index(facts, to.kind, to.words[own]), getattr(row, own)
                near = titles.near(text) or titles.near(without_aside(text))
                if best := max((pair for pair in near if pair[1].section_id in shown), key=itemgetter(0), default=None):
                    return Said(row, own, to, best[1], True)
        if to.label not in KIND[to.kind].names:
            for own in _titles(row.key.kind):
                for named in title_index(facts, to.kind, to.label).said_in(getattr(row, own)):
                    if named.section_id in shown:
                        return Said(row, own, to, named, True)
    people = [(own, to) for to in references for own in to.told_by if own in kind.names]
    named = [Said(row, own, to, one, False) for own, to in people for one in _with_people(row, own, to, facts)]
    named = [said for said in named if said.named.section_id in shown]
    return named[0] if len(named) == 1 else None


@cache
def _titles(kind_name: str) -> list[str]:
    """The columns of a kind with words on one line that are neither people nor such as other rows have, too."""
    kind = EDITABLE[kind_name]
    others = {*kind.names, *kind.recurring, *kind.markdown, *kind.links, *kind.pictures}
    return [name for name in text_fields(kind_name) if name not in others]


def _with_people(row: Item, own: str, to: Reference, facts: Facts) -> list[Any]:
    """The rows that a row may name, and that have all the people in its column."""
    people = names_in(getattr(row, own))
    rows = [_by_people(facts)[to.kind, to.words[own]].get(name.sound, set()) for name in people]
    return [*set.intersection(*rows)] if rows else []


@index
def _by_people(facts: Facts) -> Mapping[tuple[str, str], Mapping[str, set[Any]]]:
    """The rows that others may name, by the column of their people and how these sound."""
    references = (to for references in NAMING.values() for to in references)
    columns = {(to.kind, theirs) for to in references for theirs in to.words.values() if theirs in KIND[to.kind].names}
    found: dict[tuple[str, str], dict[str, set[Any]]] = {column: defaultdict(set) for column in columns}
    for kind_name, column in columns:
        for row in facts.rows(kind_name):
            for name in names_in(getattr(row, column)):
                found[kind_name, column][name.sound].add(row)
    return found


def _is_shown(section: Section, facts: Facts) -> bool:
    return not section.hidden or (section.appears_at is not None and section.appears_at <= facts.now)
