"""One person of an edition in two spellings."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from rapidfuzz.distance import OSA

from faimi.checks.check import check
from faimi.checks.facts import Facts, index
from faimi.checks.finding import Fix, Found
from faimi.checks.names import MIN_FAMILY_CHARS, Name, may_be_one, names_in
from faimi.content import EDITABLE, KINDS, Item

PEOPLE = tuple(kind.name for kind in KINDS if kind.names)
MIN_TYPO_CHARS = 7  # of a name in which another letter is a slip rather than another person
MAX_ALIKE = 50  # names that begin alike: where there are more, nothing is told of them
MAX_TOLD = 20  # rows, of one spelling


class Mention(NamedTuple):
    """A name in a column of a row, which is the row at a place of those with people."""

    place: int
    row: Any
    column: str
    name: Name


@check("warning", *PEOPLE)
def two_spellings(row: Item, facts: Facts) -> Iterator[Found]:
    """A person whose name is spelled in another way elsewhere, such as José and Jose, Veronika and Veronica."""
    for name in _names_of(row):
        if forms := _spellings(facts).get(name.sound):
            usual, *others = sorted(forms.values(), key=len, reverse=True)
            for one in [mention for mentions in others for mention in mentions[:MAX_TOLD]]:
                if row in (one.row, usual[0].row) and not _side_by_side(one, usual[0]):
                    yield _spelled(one, usual[0], len(usual) > len(forms[one.name.form]))


@check("hint", *PEOPLE)
def shorter_name(row: Item, facts: Facts) -> Iterator[Found]:
    """A name that is nearly that of somebody else, or shorter: V. Cheplygina and Veronika Cheplygina."""
    for name in _names_of(row):
        for key in name.beginnings:
            alike = _alike(facts).get(key, {})
            near = _near(name, alike)
            if len(near) == 1 == len(_near(near[0].name, alike)) and not _side_by_side(alike[name.sound], near[0]):
                later, earlier = sorted((alike[name.sound], near[0]), key=lambda one: -one.place)
                words = f"“{later.name.said}” may be “{earlier.name.said}”, as in “{earlier.row}”."
                yield Found(later.column, words, (earlier.row.key,), None, later.row.key)


def _spelled(one: Mention, usual: Mention, rarer: bool) -> Found:
    said, right, fix = one.name.said, usual.name.said, None
    if rarer:
        text = getattr(one.row, one.column).replace(said, right)
        fix = Fix(f"Write it as in “{usual.row}”", {one.row.key: {one.column: text}})
    words = f"“{said}” is written “{right}” in “{usual.row}”."
    return Found(one.column, words, (usual.row.key,), fix, one.row.key)


def _near(name: Name, alike: Mapping[str, Mention]) -> list[Mention]:
    return [one for one in alike.values() if _is_near(name, one.name)] if len(alike) <= MAX_ALIKE else []


def _side_by_side(one: Mention, other: Mention) -> bool:
    """Whether two names stand in one list: they are those of two people."""
    return one.row is other.row and one.column == other.column


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
def _mentions(facts: Facts) -> list[tuple[Any, str, tuple[Name, ...]]]:
    """The rows with people, their columns, and whom these name."""
    rows = [(row, column) for kind in PEOPLE for row in facts.rows(kind) for column in EDITABLE[kind].names]
    return [(row, column, names) for row, column in rows if (names := names_in(getattr(row, column)))]


@index
def _spellings(facts: Facts) -> Mapping[str, Mapping[str, Sequence[Mention]]]:
    """The names that are spelled in more than one way, by their sound and by how they are spelled."""
    forms: dict[str, str] = {}
    names = (name for _, _, names in _mentions(facts) for name in names)
    several = {name.sound for name in names if forms.setdefault(name.sound, name.form) != name.form}
    found: dict[str, dict[str, list[Mention]]] = {sound: defaultdict(list) for sound in several}
    for place, (row, column, people) in enumerate(_mentions(facts) if several else ()):
        for name in people:
            if name.sound in several:
                found[name.sound][name.form].append(Mention(place, row, column, name))
    return found


@index
def _alike(facts: Facts) -> Mapping[tuple[str, str], Mapping[str, Mention]]:
    """Where different names begin alike: the first mention of each, by its sound."""
    sounds: dict[tuple[str, str], str] = {}
    names = [(key, name.sound) for _, _, names in _mentions(facts) for name in names for key in name.beginnings]
    several = {key for key, sound in names if sounds.setdefault(key, sound) != sound}
    found: dict[tuple[str, str], dict[str, Mention]] = {key: {} for key in several}
    for place, (row, column, people) in enumerate(_mentions(facts) if several else ()):
        for name in people:
            for key in name.beginnings:
                if key in several:
                    found[key].setdefault(name.sound, Mention(place, row, column, name))
    return found
