"""Words that stand for others that were to follow, such as TBA."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from faimi.checks.check import check
from faimi.checks.facts import Facts, index, texts_of
from faimi.checks.finding import Found
from faimi.checks.untied import NAMING
from faimi.content import EDITABLE, KIND

# At an end of a line or of brackets, and not within a sentence, where TBC may be a disease.
AT_END = r"(?=[*_.!]*\s*(?:[)\]|]|$))"
PLACEHOLDER = re.compile(
    rf"(?<![\w-])T\.?B\.?[ACD]{AT_END}"
    r"|(?:^|(?<=[(\[|:]))[ \t]*TB[ACD](?=\s*[:;,–—]|\s+-)"
    r"|(?<!\w)to be announced(?!\w)"
    rf"|(?<!\w)(?<!remain )(?<!remains )(?<!yet )(?<!still )to be (?:confirmed|decided|determined){AT_END}"
    r"|(?<!\w)lorem ipsum(?!\w)"
    r"|(?<![\w-])(?-i:XXX+)(?![\w-])",
    re.I | re.M,
)
TUBERCULOSIS = re.compile(r"\btubercul", re.I)


@lru_cache(maxsize=16_384)
def placeholders_in(text: str) -> tuple[str, ...]:
    """The words of a text that stand for others, each once."""
    return tuple(dict.fromkeys(match[0].strip() for match in PLACEHOLDER.finditer(text)))


def _has_begun(facts: Facts) -> bool:
    first = facts.edition.starts_on
    return first is not None and first <= facts.now.date()


def _found(row: Any, facts: Facts) -> Iterator[Found]:
    for name, text in texts_of(row):
        if not _is_said_by_another(row, name, facts):
            told = (words for words in placeholders_in(text) if not _is_disease(words, text, facts))
            yield from (Found(name, f"It still says “{words}”.") for words in told)


def _is_said_by_another(row: Any, name: str, facts: Facts) -> bool:
    """Whether the row that one names has words for a field, of which it is told that the two differ."""
    kind_name = row.key.kind
    for to in NAMING.get(kind_name, ()):
        if name in to.words and name not in KIND[kind_name].names and (named := facts.page.named(row, to.kind)):
            return bool(getattr(named, to.words[name]))
    return False


def _is_disease(words: str, text: str, facts: Facts) -> bool:
    """Whether TBC, which is not all that a text says, is tuberculosis."""
    return words == "TBC" and len(re.findall(r"\w+", text)) > 1 and _is_on_tuberculosis(facts)


@index
def _is_on_tuberculosis(facts: Facts) -> bool:
    return any(TUBERCULOSIS.search(text) for row in facts.by_key.values() for _, text in texts_of(row))


@check("hint", *EDITABLE)
def to_be_announced(row: Any, facts: Facts) -> Iterator[Found]:
    """Words that stand for others to come, such as TBA, TBC, XXX or Lorem ipsum."""
    if not _has_begun(facts):
        yield from _found(row, facts)


@check("warning", *EDITABLE)
def never_announced(row: Any, facts: Facts) -> Iterator[Found]:
    """Words that stand for others, such as TBA, from the first day of the event on."""
    if _has_begun(facts):
        yield from _found(row, facts)
