"""Papers and sections that stand twice, in nearly the same words."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from rapidfuzz.fuzz import ratio

from faimi.checks.check import check
from faimi.checks.facts import Facts, index, texts_of
from faimi.checks.finding import Found
from faimi.checks.names import may_be_one, names_in
from faimi.checks.titles import changed_words, differences, title_index, title_words
from faimi.content import KIND, Section
from faimi.content.papers import Paper

MIN_TITLE_WORDS = 3
SLIGHT = {
    "a",
    "an",
    "and",
    "at",
    "by",
    "for",
    "from",
    "in",
    "of",
    "on",
    "or",
    "the",
    "to",
    "via",
    "with",
}  # of which one may go
MIN_SLIP_SIMILARITY = 75  # of two words, from 0 to 100, of which one is a slip or another form
MAX_TOLD = 10  # of the papers of one title
SHINGLE_WORDS, MIN_SHINGLES = 4, 8
MIN_SHARED = 0.8  # of what the shorter of two sections says
MIN_SIZE = 0.6  # of the longer, that the shorter has: a list of a few papers may be a choice of another's


@check("warning", "paper")
def paper_twice(row: Paper, facts: Facts) -> Iterator[Found]:
    """A paper that is listed twice, in nearly the same words."""
    for one, other in _pairs(row, facts):
        if not _is_in_two_lists(one, other):
            differ = differences(one.title, other.title)
            words = f"nearly the paper “{other.title}”: they differ in {differ}" if differ else "listed twice"
            yield Found("title", f"“{one.title}” is {words}.", (other.key,), None, one.key)


@check("hint", "paper")
def paper_in_two_lists(row: Paper, facts: Facts) -> Iterator[Found]:
    """A paper that two lists have in the same words: as a talk and as a poster, maybe."""
    for one, other in _pairs(row, facts):
        if _is_in_two_lists(one, other):
            yield Found("title", f"“{one.title}” is in two lists.", (other.key,), None, one.key)


def _is_in_two_lists(one: Paper, other: Paper) -> bool:
    """Whether two lists have a paper with the same title and people."""
    said, there = ((paper.title, paper.authors) for paper in (one, other))
    return one.section_id != other.section_id and said == there


def _pairs(row: Paper, facts: Facts) -> list[tuple[Paper, Paper]]:
    """The paper and later ones that are listed before, each with the first such, but for whole lists that are."""
    pairs = [(row, earlier)] if (earlier := _earlier_twin(row, facts)) else []
    places = title_index(facts, "paper", "title").places
    later = [one for one in _twins(row, facts) if places[one] > places[row]][:MAX_TOLD]
    pairs += [(one, row) for one in later if _earlier_twin(one, facts) is row]
    return [pair for pair in pairs if _same_sections(facts).get(pair[0].section_id) != pair[1].section_id]


@check("warning", "section")
def section_twice(row: Section, facts: Facts) -> Iterator[Found]:
    """A section that says nearly all that another of its kind says."""
    for later, earlier in _same_sections(facts).items():
        if row.id in (later, earlier):
            one, other = (next(one for one in facts.page.sections if one.id == id) for id in (later, earlier))
            words = f"“{one.heading}” says nearly all that the section “{other.heading}” says."
            yield Found("", words, (other.key,), None, one.key)


@index
def _known_twins(_facts: Facts) -> dict[Paper, list[Paper]]:
    return {}


def _twins(row: Paper, facts: Facts) -> list[Paper]:
    """The other papers of nearly the same title, of people in common where both name theirs, in the page's order."""
    known = _known_twins(facts)
    if row not in known:
        titles = title_index(facts, "paper", "title")
        near = titles.near(row.title) if len(title_words(row.title)) >= MIN_TITLE_WORDS else []
        found = [one for _, one in near if one is not row and _differ_slightly(row, one)]
        known[row] = sorted(found, key=titles.places.__getitem__)
    return known[row]


def _earlier_twin(row: Paper, facts: Facts) -> Paper | None:
    """The first of the papers before this one that have its title."""
    twins, places = _twins(row, facts), title_index(facts, "paper", "title").places
    return twins[0] if twins and places[twins[0]] < places[row] else None


def _differ_slightly(one: Paper, other: Paper) -> bool:
    people, others = names_in(one.authors), names_in(other.authors)
    if people and others and not any(may_be_one(mine, theirs) for mine in people for theirs in others):
        return False
    return all(_is_slip(ours, theirs) for ours, theirs in changed_words(one.title, other.title))


def _is_slip(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether words may have been meant as others: another form of a word, a hyphen, a small word; not its contrary."""
    if {*one, *other} <= SLIGHT:
        return True
    ours, theirs = "".join(one), "".join(other)
    contrary = ours != theirs and (ours.endswith(theirs) or theirs.endswith(ours))
    return not contrary and ratio(ours, theirs) >= MIN_SLIP_SIMILARITY


@index
def _same_sections(facts: Facts) -> Mapping[int, int]:
    """The sections that say what an earlier one of their kind says, by id, each with that."""
    found: dict[int, int] = {}
    said: dict[str, list[tuple[int, frozenset[Any]]]] = {kind_name: [] for kind_name in KIND}
    kinds = [section.kind for section in facts.page.sections]
    for section in facts.page.sections:
        if kinds.count(section.kind) > 1 and len(shingles := _shingles_of(section, facts)) >= MIN_SHINGLES:
            for earlier, theirs in said[section.kind]:
                short, long = sorted((len(shingles), len(theirs)))
                if len(shingles & theirs) >= MIN_SHARED * short and short >= MIN_SIZE * long:
                    found.setdefault(section.id, earlier)
            said[section.kind].append((section.id, shingles))
    return found


def _shingles_of(section: Section, facts: Facts) -> frozenset[Any]:
    rows = [section, *facts.page.rows_of[section.id]]
    texts = (" ".join(text for name, text in texts_of(row) if name not in ("heading", "anchor")) for row in rows)
    return frozenset().union(*map(_shingles, texts))


@lru_cache(maxsize=4096)
def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    """The runs of a few words in a text."""
    words = title_words(text)
    return frozenset(words[place : place + SHINGLE_WORDS] for place in range(len(words) - SHINGLE_WORDS + 1))
