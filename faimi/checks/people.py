"""One person of an edition in two spellings."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from rapidfuzz.distance import OSA

from faimi.checks.check import check
from faimi.checks.facts import Facts, index
from faimi.checks.finding import Fix, Found
from faimi.checks.names import MIN_FAMILY_CHARS, Name, may_be_one, names_in
from faimi.content import EDITABLE, KINDS, Item
from faimi.exchange.row_facts import NAME_SEPARATOR

PEOPLE = tuple(kind.name for kind in KINDS if kind.names)
SEPARATED = re.compile(rf"([(\[][^()\[\]]*[)\]]|{NAME_SEPARATOR.pattern})")  # from asides, too
UMLAUT = re.compile(r"(?<=[aou])e")
MIN_TYPO_CHARS = 7  # of a name in which another letter is a slip rather than another person
MAX_ALIKE = 50  # names that begin alike: where there are more, nothing is told of them
MAX_TOLD = 20  # rows, of one spelling


class Mention(NamedTuple):
    """A name, and the place of its row and column among those with people."""

    place: int
    name: Name


Spellings = Mapping[str, Mapping[str, Sequence[Mention]]]  # by sound and by form
Alike = Mapping[tuple[str, str], Mapping[str, Mention]]  # by beginnings and by sound


class Cell(NamedTuple):
    """A column of a row that holds people."""

    row: Any
    column: str


@check("warning", *PEOPLE)
def two_spellings(row: Item, facts: Facts) -> Iterator[Found]:
    """A person whose name is spelled in another way elsewhere, such as José and Jose, Jörn and Joern."""
    yield from _told(row, facts, same_letters=True)


@check("hint", *PEOPLE)
def names_of_one_sound(row: Item, facts: Facts) -> Iterator[Found]:
    """A name that sounds like another, and may be of two people: Veronika and Veronica, Lukas and Lucas."""
    yield from _told(row, facts, same_letters=False)


def _told(row: Item, facts: Facts, same_letters: bool) -> Iterator[Found]:
    """What is told of names in several spellings, of those that differ in nothing but accents and such, or others."""
    cells, _ = _cells(facts)
    for name in _names_of(row):
        if forms := _spelled(facts).get(name.sound):
            usual, *others = sorted(forms.values(), key=len, reverse=True)
            others = [told for told in others if (_letters(told[0].name) == _letters(usual[0].name)) == same_letters]
            for one in [mention for mentions in others for mention in mentions[:MAX_TOLD]]:
                here, there = cells[one.place], cells[usual[0].place]
                if row in (here.row, there.row) and here != there:
                    is_rarer = len(usual) > len(forms[one.name.form])
                    yield _found(one.name.said, here, usual[0].name.said, there, is_rarer, same_letters)


@check("hint", *PEOPLE)
def shorter_name(row: Item, facts: Facts) -> Iterator[Found]:
    """A name that is nearly that of somebody else, or shorter: V. Cheplygina and Veronika Cheplygina."""
    cells, _ = _cells(facts)
    for name in _names_of(row):
        for key in name.beginnings:
            alike = _beginning_alike(facts).get(key, {})
            near = _near(name, alike)
            if len(near) == 1 == len(_near(near[0].name, alike)):
                earlier, later = sorted((alike[name.sound], near[0]), key=itemgetter(0))
                here, there = cells[later.place], cells[earlier.place]
                if here != there:
                    words = f"“{later.name.said}” may be “{earlier.name.said}”, as in “{there.row}”."
                    yield Found(here.column, words, (there.row.key,), None, here.row.key)


def _found(said: str, here: Cell, right: str, there: Cell, is_rarer: bool, is_sure: bool) -> Found:
    fix = None
    if is_rarer:
        text = _respelled(getattr(*here), said, right)
        fix = Fix(f"Write it as in “{there.row}”", {here.row.key: {here.column: text}})
    words = f"“{said}” {'is written' if is_sure else 'may be'} “{right}” in “{there.row}”."
    return Found(here.column, words, (there.row.key,), fix, here.row.key, about=said)


@lru_cache(maxsize=16_384)
def _letters(name: Name) -> str:
    """The letters of a name, without accents, and with an umlaut as either of its two spellings."""
    return UMLAUT.sub("", "".join((*name.given, name.family)))


def _respelled(text: str, said: str, right: str) -> str:
    """A list of people in which one is written in another way, and nobody whose name only begins or ends so."""
    whole, parts = re.compile(rf"(?<!\w){re.escape(said)}(?!\w)"), SEPARATED.split(text)
    own = {part for part in parts if said in {name.said for name in names_in(part)}}
    return "".join(whole.sub(lambda _: right, part, 1) if part in own else part for part in parts)


def _near(name: Name, alike: Mapping[str, Mention]) -> list[Mention]:
    return [one for one in alike.values() if _is_near(name, one.name)] if len(alike) <= MAX_ALIKE else []


@lru_cache(maxsize=16_384)
def _is_near(one: Name, other: Name) -> bool:
    """Whether two names that sound differently may be one person’s, by a slip, or by what one of them leaves out."""
    if one.sound == other.sound:
        return False
    if may_be_one(one, other):
        return True
    if one.given == other.given:
        longer, shorter = sorted((one.family, other.family), key=len, reverse=True)
        if len(shorter) >= MIN_FAMILY_CHARS and "-" in (one.form + other.form) and longer.startswith(shorter):
            return True
        return _is_slip(one.family, other.family)
    return one.family == other.family and _is_slip("".join(one.given), "".join(other.given))


def _is_slip(one: str, other: str) -> bool:
    """Whether long words differ in one letter, or two that changed places, before their last: Daniel is no Daniela."""
    long = min(len(one), len(other)) >= MIN_TYPO_CHARS and one[-1] == other[-1]
    return long and OSA.distance(one, other, score_cutoff=1) == 1


def _names_of(row: Item) -> list[Name]:
    return [name for column in EDITABLE[row.__tablename__].names for name in names_in(getattr(row, column))]


@index
def _cells(facts: Facts) -> tuple[list[Cell], tuple[str, ...]]:
    """The columns of rows that hold people, and what they say."""
    rows = ((row, column) for kind in PEOPLE for row in facts.rows(kind) for column in EDITABLE[kind].names)
    told = [(Cell(row, column), text) for row, column in rows if (text := getattr(row, column))]
    return [cell for cell, _ in told], tuple(text for _, text in told)


@index
def _spelled(facts: Facts) -> Spellings:
    return _spellings(_cells(facts)[1])


@index
def _beginning_alike(facts: Facts) -> Alike:
    return _alike(_cells(facts)[1])


@lru_cache(maxsize=8)  # from one run to the next most texts stay
def _spellings(texts: tuple[str, ...]) -> Spellings:
    """The names that are spelled in more than one way, by their sound and by how they are spelled."""
    forms: dict[str, str] = {}
    names = (name for text in texts for name in names_in(text))
    several = {name.sound for name in names if forms.setdefault(name.sound, name.form) != name.form}
    found: dict[str, dict[str, list[Mention]]] = {sound: defaultdict(list) for sound in several}
    for place, text in enumerate(texts if several else ()):
        for name in names_in(text):
            if name.sound in several:
                found[name.sound][name.form].append(Mention(place, name))
    return found


@lru_cache(maxsize=8)
def _alike(texts: tuple[str, ...]) -> Alike:
    """Where different names begin alike: the first mention of each, by its sound."""
    sounds: dict[tuple[str, str], str] = {}
    names = [(key, name.sound) for text in texts for name in names_in(text) for key in name.beginnings]
    several = {key for key, sound in names if sounds.setdefault(key, sound) != sound}
    found: dict[tuple[str, str], dict[str, Mention]] = {key: {} for key in several}
    for place, text in enumerate(texts if several else ()):
        for name in names_in(text):
            for key in name.beginnings:
                if key in several:
                    found[key].setdefault(name.sound, Mention(place, name))
    return found
