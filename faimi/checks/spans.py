"""From when to when the rows of the schedule last, where, and what they are, for checks of rows in time."""

import re
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice, takewhile
from operator import attrgetter

from faimi.checks.facts import Facts, index
from faimi.content.letters import same_name
from faimi.content.plural import counted
from faimi.content.programme import clock, name
from faimi.content.row_key import RowKey
from faimi.content.schedule import Slot
from faimi.content.schedule_rows import as_row
from faimi.content.timetable import DAY_MINUTES, minute_of

NO_ROOM = {"", "-", "?", "hybrid", "online", "remote", "tba", "tbc", "tbd", "various", "virtual", "zoom"}
AT_ONCE = re.compile(
    r"\b(?:posters?|demos?|exhibit\w*|breakouts?|hackathon|working groups?)\b", re.I
)  # many in a place
FRAME = re.compile(  # of a row without a speaker: what holds talks, or is none
    r"\b(?:sessions?|panel|workshop|tutorial|symposium|discussion|round ?tables?|orals?|spotlights?|lightning|pitch\w*"
    r"|talks|presentations|block|track|questions|q ?& ?a|break|coffee|lunch|dinner|reception|registration|welcome"
    r"|opening|closing|networking|social|set-?up)\b",
    re.I,
)
FORMALITY = re.compile(  # a whole title: what someone says around talks, or what all do at once, is no talk
    r"(?=.*\b(?:opening|closing|welcome|welcoming|introduc\w+|conclu\w+|farewell|remarks|questions|q|discussion|mentoring"
    r"|networking|awards?|ceremony|wrap|photo)\b)(?:\W*\b(?:opening|closing|welcome|welcoming|introduc\w+|conclu\w+"
    r"|farewell|remarks|questions|answers|q|a|discussion|mentoring|networking|awards?|ceremony|wrap|up|photo|an|and|by|for"
    r"|from|of|the|to|with|our|all|address|best|brief|final|general|group|notes?|open|papers?|posters?|short|speech|speed"
    r"|thanks|words|day|event|session|workshop|attendees|audience|chairs?|hosts?|keynote speakers?|organi[sz]ers?"
    r"|participants|presenters?|speakers?)\b)+\W*",
    re.I,
)
CHAIR = re.compile(r"\b(?:co-?)?(?:chair\w*|moderat\w*|panel\w*|hosts?)\b", re.I)
PANEL = re.compile(r"\b(?:panel|round ?table)\b", re.I)
MAX_TOLD = 10  # rows that one is wrong with, of which is told
MAX_SEEN = 30  # rows that run at once with one, on either side of it, at which is looked
Cell = tuple[Hashable, int]  # a place, and an hour since the first midnight


@dataclass(frozen=True, eq=False)
class Span:
    """A row with a start and a length: from moment to moment, in minutes since the first midnight."""

    slot: Slot
    key: RowKey
    begin: int
    end: int
    room: str  # as rooms are compared; empty where none is known
    track: int | None
    section: int

    @cached_property
    def is_given(self) -> bool:
        """Whether it names people."""
        return bool(self.slot.shown_speaker)

    @cached_property
    def is_led(self) -> bool:
        """Whether it names those who lead it, or those of a panel."""
        return _has(CHAIR, self.slot.speaker) or _has(PANEL, self.slot.title)

    @cached_property
    def is_formality(self) -> bool:
        """Whether it is what is said around talks, such as an opening or an introduction of the speaker."""
        return not self.slot.paper_id and FORMALITY.fullmatch(self.slot.title) is not None

    @cached_property
    def is_talk(self) -> bool:
        """Whether it is something that takes a place for itself: neither a break, nor a session or posters."""
        slot = self.slot
        if slot.kind not in ("talk", "keynote") or self.is_led or self.is_formality:
            return False
        frame = not slot.paper_id and not self.is_given and _has(FRAME, slot.title)
        places = (slot.shown_room, slot.track, slot.section.heading)
        return not frame and not any(_has(AT_ONCE, text) for text in (*places, "" if slot.paper_id else slot.title))

    @cached_property
    def is_attended(self) -> bool:
        """Whether it is a talk, or led by somebody: what nobody attends beside something else."""
        many = any(_has(AT_ONCE, text) for text in (self.slot.shown_room, self.slot.track, self.slot.title))
        return self.is_talk or (self.is_led and not many)

    @cached_property
    def name(self) -> str:
        """Its title, and its hours."""
        return f"{name(as_row(self.slot))} ({clock(self.begin)}–{clock(self.end)})"

    @property
    def place(self) -> str:
        """Where it is, in words; empty where nobody knows."""
        return self.slot.shown_room if self.room else f"the track “{self.slot.track}”" if self.track else ""

    @property
    def hours(self) -> range:
        """The hours in which it runs, counted from the first midnight."""
        return range(self.begin // 60, (self.end - 1) // 60 + 1)

    def is_same_talk(self, other: "Span") -> bool:
        """Whether both have one title, as where a talk is streamed, or told in two programmes."""
        return same_name(self.slot.shown_title, other.slot.shown_title)

    def overlaps(self, other: "Span") -> bool:
        """Whether both run at one time."""
        return self.begin < other.end and other.begin < self.end

    def holds(self, other: "Span") -> bool:
        """Whether the other one runs while this one does, and at no other time."""
        return self.begin <= other.begin and other.end <= self.end

    def is_apart(self, other: "Span") -> bool:
        """Whether the two are surely in two places."""
        if self.room and other.room:
            return self.room != other.room
        return self.section == other.section and None not in {self.track, other.track} and self.track != other.track


@index
def spans(facts: Facts) -> Mapping[RowKey, Span]:
    """The rows of known length, in order of time."""
    return {span.key: span for span in sorted(_spans(facts), key=attrgetter("begin"))}


def _spans(facts: Facts) -> Iterator[Span]:
    for slot in facts.rows("slot"):
        if slot.start and (minutes := slot.minutes):
            begin = (slot.day - 1) * DAY_MINUTES + minute_of(slot.start)
            room = room_key(slot.shown_room)
            yield Span(slot, slot.key, begin, begin + minutes, room, slot.track_id, slot.section_id)


def beside(facts: Facts, span: Span) -> tuple[list[Span], list[Span]]:
    """The rows, not too many, that run at once with one and may be in its place: those before it, and after it."""
    order, cells, own = _order(facts), _cells(facts), _order(facts)[span]
    before, after = set[Span](), set[Span]()
    for place in (span.room, (span.section,)) if span.room else (span.section,):
        for cell in (cells.get((place, hour), []) for hour in span.hours):
            earlier = takewhile(lambda other: order[other] < own, cell)
            later = takewhile(lambda other: order[other] > own, reversed(cell))
            before.update(islice(filter(span.overlaps, earlier), MAX_SEEN))
            after.update(islice(filter(span.overlaps, later), MAX_SEEN))
    return sorted(before, key=order.__getitem__), sorted(after, key=order.__getitem__)


@index
def _order(facts: Facts) -> Mapping[Span, int]:
    return {span: place for place, span in enumerate(spans(facts).values())}


@index
def _cells(facts: Facts) -> Mapping[Cell, list[Span]]:
    """The rows by place and hour: by room, by section, and those of a section that name no room."""
    found: dict[Cell, list[Span]] = {}
    for span in spans(facts).values():
        for place in (span.room, span.section) if span.room else (span.section, (span.section,)):
            for hour in span.hours:
                found.setdefault((place, hour), []).append(span)
    return found


def room_key(room: str) -> str:
    """A room as rooms are compared: without case and spaces; empty for what is none, such as “online”."""
    key = "".join(room.split()).casefold().strip(".")
    return "" if key in NO_ROOM else key


def first_few(found: Iterator[Span]) -> list[Span]:
    """The first of some rows: more are not told of one."""
    return [*islice(found, MAX_TOLD)]


def and_more(count: int) -> str:
    """How many rows there are besides the first, in words for after it; empty where there is none."""
    if count < 2:
        return ""
    return f", {'at least ' if count == MAX_TOLD else ''}{counted(count - 1, 'more row')}"


@lru_cache(maxsize=16_384)
def _has(pattern: re.Pattern[str], text: str) -> bool:
    return pattern.search(text) is not None
