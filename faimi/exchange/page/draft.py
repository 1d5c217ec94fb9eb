"""What the importer makes of a page before anything is stored: plain sections, items and a report."""

from dataclasses import dataclass, field
from typing import Any


class PageError(Exception):
    """A page that cannot be imported, in words for the person who tried."""


@dataclass
class Report:
    """What went where, and what the importer was not sure of."""

    went: list[tuple[str, str, str]] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)

    def unsure(self, what: str) -> None:
        """Notes a guess, or something that a person should look at."""
        self.doubts.append(what)


@dataclass
class DraftSection:
    """A section: items hold the columns of their kind; `paper` and `keynote` name the item they refer to."""

    kind: str
    heading: str
    source_heading: str
    intro: str = ""
    items: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Draft:
    """A whole edition."""

    slug: str
    header: dict[str, Any]
    sections: list[DraftSection]
    report: Report

    def items(self, kind: str) -> list[dict[str, Any]]:
        """All items of one kind, in the page's order."""
        return [item for section in self.sections if section.kind == kind for item in section.items]
