"""Which row of a list a line of a pasted table is about, by what both are called."""

from collections.abc import Callable, Sequence
from typing import Any

from rapidfuzz import process
from rapidfuzz.fuzz import ratio, token_set_ratio, token_sort_ratio

from faimi.exchange.row_matching import MIN_LIKENESS
from faimi.exchange.text_matching import essence, word_list

MIN_MENTION = 60  # of a row in words that say more, or less, than what it is called, from 0 to 100
MAX_NEAR = 5  # rows that are compared with one line further, once most are out of the question
Likeness = Callable[..., float]
Pairs = dict[int, tuple[int, int]]


def row_words(row: Any, fields: Sequence[str]) -> str:
    """What the page shows in some of a row's fields."""
    words = (str(getattr(row, f"shown_{name}", None) or getattr(row, name, "") or "") for name in fields)
    return " ".join(filter(None, words))


def pair_by_name(lines: Sequence[str], rows: Sequence[str]) -> Pairs:
    """The row that has the name of a line, or nearly, by their places, with how alike they are: 1 to 100."""
    return _pair(list(map(essence, lines)), list(map(essence, rows)), ratio, MIN_LIKENESS)


def pair_by_mention(lines: Sequence[str], rows: Sequence[str]) -> Pairs:
    """The row that a line speaks of, such as a video's title of a talk, as `pair_by_name` tells it."""
    one, other = ([" ".join(word_list(text)) for text in texts] for texts in (lines, rows))
    return _pair(one, other, _mention, MIN_MENTION)


def _mention(one: str, other: str, **_more: Any) -> float:
    """How alike texts are of which one may say more than the other; all of it counts, or a lone word would do."""
    return (token_set_ratio(one, other) + token_sort_ratio(one, other)) / 2


def _pair(lines: Sequence[str], rows: Sequence[str], likeness: Likeness, least: int) -> Pairs:
    """The pairs of which no line and no row has a better one, each once."""
    close = [
        (-score, place, line)
        for line, words in enumerate(lines)
        if words
        for _, score, place in process.extract(words, rows, scorer=likeness, score_cutoff=least, limit=MAX_NEAR)
    ]
    found: Pairs = {}
    taken = set[int]()
    for score, place, line in sorted(close):
        if line not in found and place not in taken and rows[place]:
            found[line] = place, round(-score)
            taken.add(place)
    return found
