"""What looking at an instance tells, and a look as data."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "fine"]
LEVELS: tuple[Level, ...] = ("error", "warning", "fine")  # the gravest first
WORST: Level = "error"


@dataclass(frozen=True)
class Finding:
    """A sentence on how an instance is; what is wrong has the command, or the step, that mends it."""

    level: Level
    words: str
    mend: str = ""


Look = Callable[[], Iterable[Finding]]


def fine(words: str) -> Finding:
    """What is as it should be."""
    return Finding("fine", words)


def warning(words: str, mend: str) -> Finding:
    """What should be mended, though the site works."""
    return Finding("warning", words, mend)


def error(words: str, mend: str) -> Finding:
    """What keeps the site from working, or from being safe."""
    return Finding("error", words, mend)
