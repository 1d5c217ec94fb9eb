"""Two texts compared word by word, and what of it is shown where there is little room."""

import re

from rapidfuzz.distance import Indel

MAX_COMPARED_WORDS = 4000  # beyond which no text is compared word by word, which costs their product
MAX_SHOWN_RUNS = 300  # beyond which nobody reads what changed word by word
MIN_SIMILARITY = 0.4  # below which texts are another's words, and are shown whole
CONTEXT_CHARS = 60  # of what stayed the same, beside a change
MAX_RUN_CHARS = 240  # of what came or went in one place
MAX_EXCERPT_CHARS = 600  # of all changed places of one field
Words = list[tuple[str, str]]


def words_between(was: str, now: str) -> Words:
    """The words of two texts in runs that are the `same`, left out (`del`) or put in (`ins`)."""
    one, other = (re.findall(r"\s+|\w+|[^\w\s]", text) for text in (was, now))
    if max(len(one), len(other)) > MAX_COMPARED_WORDS:
        return _changed(was, now)
    opcodes = Indel.opcodes(one, other)
    same = sum(run.src_end - run.src_start for run in opcodes if run.tag == "equal")
    if len(opcodes) > MAX_SHOWN_RUNS or 2 * same < MIN_SIMILARITY * (len(one) + len(other)):
        return _changed(was, now)
    words: Words = []
    gone = new = ""
    for run in opcodes:
        left, right = "".join(one[run.src_start : run.src_end]), "".join(other[run.dest_start : run.dest_end])
        if run.tag == "equal" and not ((gone or new) and left.isspace()):  # a space between two changes is no rest
            words += [*_changed(gone, new), ("same", left)]
            gone = new = ""
        else:
            gone, new = gone + left, new + right
    return words + _changed(gone, new)


def _changed(gone: str, new: str) -> Words:
    return [(tag, text) for tag, text in (("del", gone), ("ins", new)) if text]


def excerpt(words: Words, whole: bool = False) -> Words:
    """The changed words with a few around them, cut where they are long; `whole` keeps all of what came or went."""
    found: Words = []
    room = MAX_EXCERPT_CHARS
    for place, (what, text) in enumerate(words):
        if room <= 0:
            return [*found, ("same", " …")]
        if what == "same":
            text = _ends(text, place > 0, place < len(words) - 1)
        elif not whole and len(text) > MAX_RUN_CHARS:
            text = f"{_head(text, MAX_RUN_CHARS)} …"
        found.append((what, text))
        room -= 0 if whole else len(text)
    return found


def _ends(text: str, after_change: bool, before_change: bool) -> str:
    """The ends of what stayed the same that are beside a change, with an ellipsis for the rest."""
    if len(text) <= 3 * CONTEXT_CHARS:
        return text
    head = f"{_head(text, CONTEXT_CHARS)} …" if after_change else "…"
    return f"{head} {text[-CONTEXT_CHARS:].partition(' ')[2]}" if before_change else head


def _head(text: str, most: int) -> str:
    """The first whole words of a text."""
    return text[:most].rpartition(" ")[0] or text[:most]
