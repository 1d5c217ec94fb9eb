"""People whom the schedule has in two places at one time."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from faimi.checks.by_row import by_row
from faimi.checks.check import check
from faimi.checks.facts import Facts, index
from faimi.checks.finding import Found, Level
from faimi.checks.spans import MAX_SEEN, MAX_TOLD, Span, and_more, spans
from faimi.content.letters import plain_letters
from faimi.content.row_key import RowKey
from faimi.content.schedule import Slot

BETWEEN = re.compile(r"[,;&/\n]|\b(?:and|with)\b")
BESIDE = re.compile(r"\([^()]*\)|\bet\.? al\b\.?|^[^:]{0,20}:", re.I)  # what is written beside a name
ASIDE = re.compile(r"\(([^()]*)\)")
TITLES = {"assoc", "asst", "dr", "md", "phd", "prof", "professor", "sir"}
NO_PERSON = re.compile(
    r"\b(?:all|authors?|board|centers?|centres?|chairs?|clinic|colleges?|committees?|company|departments?|everyone|faculty"
    r"|group|hospitals?|inc|instit\w*|invited|labs?|laborator\w*|ltd|members?|organi[sz]\w*|panel\w*|participants?|posters?"
    r"|presenters?|research|schools?|several|speakers?|team|tba|tbc|tbd|universi\w*|various|winners?)\b"
)
MAX_CHARS = 1_000  # of who speaks


@dataclass(frozen=True)
class Person:
    """Someone whom a row names: as names are compared, and as it writes theirs."""

    key: str
    name: str
    first: bool  # of those whom the row names
    alone: bool
    beside: str  # what stands in parentheses, as names are compared


@dataclass(frozen=True)
class Place:
    """A row at which someone is, who surely is there, or maybe one of several."""

    span: Span
    person: Person

    @property
    def is_sure(self) -> bool:
        """Whether the row says that this person, by a full name, gives it."""
        talk = self.span.is_talk and self.span.is_given
        return talk and self.person.alone and min(map(len, self.person.key.split())) > 1

    @property
    def affiliation(self) -> str:
        """Where the row says that this person, its only one, is from; empty where it does not."""
        slot = self.span.slot
        return self.person.beside or (name_key(slot.keynote.affiliation) if slot.keynote and not slot.speaker else "")

    def is_of_same(self, other: "Place") -> bool:
        """Whether this person surely is the other of the same name: two may be called Wei Wang."""
        return self.is_sure and other.is_sure and "" != self.affiliation == other.affiliation

    def collides(self, other: "Place") -> bool:
        """Whether nobody can be at both, which run at one time."""
        named = self.person.first or other.person.first  # what both name later may be where people work
        return named and self.span.is_apart(other.span) and not self.span.is_same_talk(other.span)


@check("error", "slot")
def speaker_in_two_places(row: Slot, facts: Facts) -> Iterator[Found]:
    """A person of one affiliation who gives two talks at one time, in two rooms or two tracks."""
    yield from _told(facts)["error"].get(row.key, ())


@check("warning", "slot")
def person_in_two_places(row: Slot, facts: Facts) -> Iterator[Found]:
    """A person who is named in two rooms, or two tracks, at one time: maybe beside others, or another of that name."""
    yield from _told(facts)["warning"].get(row.key, ())


@lru_cache(maxsize=16_384)
def people_in(text: str) -> tuple[Person, ...]:
    """The people whom a text names one after another, by at least two words each; no groups."""
    parts = [" ".join(part.split()) for part in BETWEEN.split(BESIDE.sub(" ", text[:MAX_CHARS].strip()))]
    parts = [part for part in parts if part.casefold().strip(".") not in ("", *TITLES)]
    alone = len(parts) == 1 and "et al" not in text.casefold()
    beside = name_key(" ".join(ASIDE.findall(text[:MAX_CHARS]))) if alone else ""
    people = [
        Person(key, part, place == 0, alone, beside) for place, part in enumerate(parts) if (key := name_key(part))
    ]
    return tuple(person for person in people if " " in person.key and not NO_PERSON.search(person.key))


def name_key(name: str) -> str:
    """A name as names are compared: plain letters, without titles."""
    words = re.findall(r"\w+", plain_letters(name))
    return " ".join(word for word in words if word not in TITLES)


@index
def _places(facts: Facts) -> Mapping[str, list[Place]]:
    """Where each person is, in order of time."""
    found: dict[str, list[Place]] = {}
    for span in spans(facts).values():
        for person in _people_at(span):
            found.setdefault(person.key, []).append(Place(span, person))
    return found


def _people_at(span: Span) -> Iterable[Person]:
    """The people at a row; of a paper's authors only the first is known to be there."""
    slot = span.slot
    if slot.speaker or slot.keynote_id is not None:
        return dict.fromkeys(people_in(slot.shown_speaker))
    return [person for person in people_in(slot.shown_speaker) if person.first]


@index
def _told(facts: Facts) -> Mapping[Level, Mapping[RowKey, list[Found]]]:
    """What is told of people, by how sure it is."""
    found = [one for places in _places(facts).values() if len(places) > 1 for one in _of_person(places)]
    levels: tuple[Level, ...] = ("error", "warning")
    return {level: by_row((key, told) for of_level, key, told in found if of_level == level) for level in levels}


def _of_person(places: list[Place]) -> Iterator[tuple[Level, RowKey, Found]]:
    """What is told of each of a person's places that collides with earlier ones, and of which row."""
    running: list[Place] = []
    for later in places:
        running = [at for at in running if at.span.end > later.span.begin]
        earlier = [at for at in running if at.collides(later)][:MAX_TOLD]
        if same := [at for at in earlier if at.is_of_same(later)]:
            yield "error", later.span.key, _words(same, later, "is to speak")
        elif sure := [at for at in earlier if at.is_sure and later.is_sure]:
            yield "warning", later.span.key, _words(sure, later, "is to speak")
        elif earlier:
            yield "warning", later.span.key, _words(earlier, later, "is named")
        running = [*running[: MAX_SEEN - 1], later]


def _words(earlier: list[Place], later: Place, what: str) -> Found:
    first, last = earlier[0].span, later.span
    both = f"{first.name} in {first.place}{and_more(len(earlier))} and {last.name} in {last.place}"
    words = f"{later.person.name} {what} in two places at one time: {both}."
    return Found("speaker", words, tuple(at.span.key for at in earlier))
