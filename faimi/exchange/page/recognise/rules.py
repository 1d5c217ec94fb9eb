"""Ordered guesses about what a text says: the first rule that fits it wins."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Rule(Generic[T]):
    """One way in which people write something: an example, its pattern, and what a match says, None if it is none.

    `doubt` is what the report says of a text read so, where the text and what was made of it are filled in.
    `stays_text` are the ways in which it could be wrong: texts that neither it nor another rule of its list reads.
    """

    example: str
    pattern: re.Pattern[str]
    build: Callable[[re.Match[str]], T | None]
    doubt: str = ""
    stays_text: tuple[str, ...] = ()


def first_reading(rules: Sequence[Rule[T]], text: str) -> tuple[T, str] | None:
    """What the first rule that fits a text makes of it, with the rule's doubt; None where no rule fits."""
    for rule in rules:
        for match in rule.pattern.finditer(text):
            if (built := rule.build(match)) is not None:
                return built, rule.doubt
    return None
