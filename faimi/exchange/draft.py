"""What the importer makes of a page before anything is stored: plain sections, items and a report."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from faimi.content import Edition
from faimi.content.blank import without_dash
from faimi.exchange.text_matching import word_list
from faimi.media import Picture

MAX_LOCATED_DOUBTS = 500
NO_ADDRESS = "cannot be an edition's address: give the page another permalink."


class PageError(Exception):
    """A page that cannot be imported, in one line for the person who tried."""

    def __init__(self, words: str) -> None:
        super().__init__(" ".join(words.split()))


class Source:
    """A page's text, to tell the line on which something stands."""

    def __init__(self, text: str = "") -> None:
        self.words = "\n".join(f" {' '.join(word_list(line))} " for line in text.split("\n"))
        self.reached = 0

    def line_of(self, text: str, before: str = "") -> int | None:
        """The first line, from the section that is being read on, that holds a text or at least its start.

        What stands before it on the page helps to tell it from the same words elsewhere.
        """
        led, words = word_list(before)[-5:], word_list(text)[:12]
        tries = [led[n:] + words for n in range(len(led) + 1)] + [words[:-n] for n in range(1, len(words))]
        for phrase in tries if words else []:
            for start in (self.reached, 0):
                if (place := self.words.find(f" {' '.join(phrase)} ", start)) >= 0:
                    return self.words.count("\n", 0, place) + 1
        return None

    def enter(self, heading: str) -> None:
        """Lets the search begin where a heading stands."""
        place = self.words.find(f" {' '.join(word_list(heading))} ", self.reached)
        self.reached = max(place, self.reached)


@dataclass
class Report:
    """What the importer was not sure of."""

    source: Source = field(default_factory=Source)
    doubts: list[str] = field(default_factory=list)

    def unsure(self, what: str, where: str = "", before: str = "") -> None:
        """Notes a guess, or something that a person should look at; `where` is text from there."""
        line = self.source.line_of(where, before) if where and len(self.doubts) < MAX_LOCATED_DOUBTS else None
        self.doubts.append(f"line {line}: {what}" if line else what)


@dataclass
class DraftSection:
    """A section: items hold the columns of their kind; `paper` and `keynote` name the item they refer to.

    Without an `anchor`, it gets the `former_anchor`, its heading's id on the former site, else one from the heading of
    its source. It and its items may have a `number`. `parts` are the rows that stand beside the items, by kind.
    """

    kind: str
    heading: str
    source_heading: str
    intro: str = ""
    items: list[dict[str, Any]] = field(default_factory=list)
    anchor: str = ""
    hidden: bool = False
    appears_at: datetime | None = None
    number: int | None = None
    former_anchor: str = ""
    parts: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """All rows that stand in it, by kind: first those that its items may name."""
        return {**self.parts, self.kind: self.items}


@dataclass
class Identity:
    """What an edition is wherever it is kept: its UUID, its version, the highest number of each kind, its feed's id."""

    uuid: str
    version: int = 0
    last_numbers: dict[str, int] = field(default_factory=dict)
    feed_id: str | None = None


@dataclass
class Draft:
    """A whole edition; `addresses` are the paths that it had before, `pictures` those that come with it.

    What an archive brings along `beside` content is by its key, as it stands there. What `omits_hidden` sections says
    nothing of them. Rows whose names in the file are others' are `renamed`: each with the name that it had there.
    Where another page has its slug, it takes `slug_if_taken`. Only of one that `holds_event` day and place are guessed.
    A `bare` one has no front matter: perhaps it was never meant to be a page. One without an `identity` is of a page
    that was not made by faimi, or before there were numbers.
    """

    slug: str
    header: dict[str, Any]
    sections: list[DraftSection]
    report: Report
    addresses: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    bare: bool = False
    slug_if_taken: str = ""
    holds_event: bool = True
    identity: Identity | None = None
    beside: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    omits_hidden: bool = False
    renamed: list[tuple[dict[str, Any], str]] = field(default_factory=list)

    def is_of(self, edition: Edition) -> bool:
        """Whether it says that it is of this edition, so that both mean the same by a row's name."""
        return self.identity is not None and self.identity.uuid == edition.uuid

    @property
    def is_prose(self) -> bool:
        """Whether it holds text alone."""
        return all(section.kind == "text" for section in self.sections)

    def empty_dashes(self) -> None:
        """Empties each text that is only a dash, by which people mean that there is nothing."""
        for held in [self.header, *(item for section in self.sections for item in section.items)]:
            held |= {name: without_dash(value) for name, value in held.items() if isinstance(value, str)}

    def items(self, kind: str) -> list[dict[str, Any]]:
        """All items of one kind, in the page's order."""
        return [item for section in self.sections if section.kind == kind for item in section.items]
