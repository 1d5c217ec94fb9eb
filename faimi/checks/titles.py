"""Titles that are nearly the same, found by their rare words."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Any

from rapidfuzz.fuzz import ratio

from faimi.checks.facts import Facts, index
from faimi.content.letters import plain_letters
from faimi.exchange.text_matching import MIN_SIMILARITY, essence, squeeze, word_list

NUMERAL = re.compile(r"\w*\d\w*|[ivx]+|[a-z]|one|two|three|four|first|second|third|fourth")
ARTICLES = {"a"}  # the one letter that numbers nothing
MIN_CONTAINED_CHARS = 20
RARE_WORDS, TITLES_A_WORD = 4, 20  # what is looked at for one title
MAX_KNOWN = 16_384  # texts whose near titles are kept
MAX_TITLE_CHARS = 1000
MAX_TITLE_WORDS = 200  # that are compared one by one
MAX_DIFFERENCES = 3  # that are told
SAME_QUOTES = str.maketrans("‘’“”", "''\"\"")
Changes = tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]


@lru_cache(maxsize=16_384)
def title_words(text: str) -> tuple[str, ...]:
    """The words of a title, without accents."""
    return tuple(word_list(plain_letters(text[:MAX_TITLE_CHARS])))


@lru_cache(maxsize=16_384)
def numerals(text: str) -> tuple[str, ...]:
    """What numbers a title among others of its words: the II of Part II, the 2024 of Challenge 2024."""
    words = word_list(text[:MAX_TITLE_CHARS])
    return tuple(sorted(word for word in words if NUMERAL.fullmatch(word) and word not in ARTICLES))


@lru_cache(maxsize=16_384)
def title_essence(text: str) -> str:
    """What is compared of a title."""
    return essence(text[:MAX_TITLE_CHARS])


def similarity(one: str, other: str) -> float:
    """How near two titles are, from 0 to 100; 0 where it is too little, or where they are numbered differently."""
    if numerals(one) != numerals(other):
        return 0
    return ratio(title_essence(one), title_essence(other), score_cutoff=MIN_SIMILARITY)


def is_said_in(title: str, text: str) -> bool:
    """Whether a text holds a title of some length, with or without other words around it."""
    ours, theirs = (f" {' '.join(title_words(one))} " for one in (title, text))
    return len(ours) >= MIN_CONTAINED_CHARS and ours in theirs


class WordIndex:
    """Titles, by their places, and their words; of each word few titles are looked at, the first."""

    def __init__(self, titles: tuple[str, ...]) -> None:
        self.titles = titles
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._same: dict[str, list[int]] = defaultdict(list)
        self._known: dict[str, list[tuple[float, int]]] = {}
        for place, title in enumerate(titles):
            self._same[title_essence(title)].append(place)
            for word in {*title_words(title)}:
                self._by_word[word].append(place)

    def candidates(self, text: str) -> list[int]:
        """The titles that a text may nearly be: the same, and those that share a rare word."""
        lists = sorted((self._by_word[word] for word in {*title_words(text)} & self._by_word.keys()), key=len)
        same = self._same.get(title_essence(text), [])[:TITLES_A_WORD]
        return [*dict.fromkeys([*same, *(place for places in lists[:RARE_WORDS] for place in places[:TITLES_A_WORD])])]

    def near(self, text: str) -> list[tuple[float, int]]:
        """The titles that a text nearly is, with how near it is."""
        if text not in self._known:
            if len(self._known) > MAX_KNOWN:
                self._known.clear()
            found = ((similarity(text, self.titles[place]), place) for place in self.candidates(text))
            self._known[text] = [(score, place) for score, place in found if score]
        return self._known[text]


_word_index = lru_cache(maxsize=16)(WordIndex)  # from one run to the next most titles stay


class TitleIndex:
    """Rows by the words of their titles."""

    def __init__(self, titles: Iterable[tuple[Any, str]]) -> None:
        titled = [(row, title) for row, title in titles if title]
        self.rows = [row for row, _ in titled]
        self.places = {row: place for place, row in enumerate(self.rows)}
        self._words = _word_index(tuple(title for _, title in titled))

    def near(self, text: str) -> list[tuple[float, Any]]:
        """The rows whose title a text nearly is, with how near it is."""
        return [(score, self.rows[place]) for score, place in self._words.near(text)]

    def said_in(self, text: str) -> list[Any]:
        """The rows whose title stands in a text."""
        places = self._words.candidates(text)
        return [self.rows[place] for place in places if is_said_in(self._words.titles[place], text)]


@index
def _title_indexes(_facts: Facts) -> dict[tuple[str, str], TitleIndex]:
    return {}


def title_index(facts: Facts, kind_name: str, column: str) -> TitleIndex:
    """The rows of a kind by what a column of theirs says."""
    indexes = _title_indexes(facts)
    if (kind_name, column) not in indexes:
        rows = facts.rows(kind_name)
        indexes[kind_name, column] = TitleIndex((row, getattr(row, column)) for row in rows)
    return indexes[kind_name, column]


@lru_cache(maxsize=16_384)
def differences(one: str, other: str) -> str:
    """The words in which two texts differ, of both: “health” and “Health”; empty where there are none but in quotes."""
    pairs = _changes(*(squeeze(text[:MAX_TITLE_CHARS].translate(SAME_QUOTES)).split() for text in (one, other)))
    told = [f"{_quoted(ours)} and {_quoted(theirs)}" for ours, theirs in pairs[:MAX_DIFFERENCES]]
    return "; ".join([*told, "…"] if len(pairs) > MAX_DIFFERENCES else told)


@lru_cache(maxsize=16_384)
def changed_words(one: str, other: str) -> Changes:
    """The words in which two titles differ, of both, without case and accents."""
    return _changes(title_words(one), title_words(other))


def _changes(ours: Sequence[str], theirs: Sequence[str]) -> Changes:
    """The changes among the first words of two texts."""
    ours, theirs = ours[:MAX_TITLE_WORDS], theirs[:MAX_TITLE_WORDS]
    runs = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    return tuple((tuple(ours[a:b]), tuple(theirs[c:d])) for tag, a, b, c, d in runs if tag != "equal")


def _quoted(words: Sequence[str]) -> str:
    return f"“{' '.join(words)}”" if words else "nothing"
