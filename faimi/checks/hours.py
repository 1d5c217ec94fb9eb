"""Days and hours of the schedule: rows outside the edition, hours that there are not, gaps, and no time zone."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from faimi.checks.by_row import by_row
from faimi.checks.check import check
from faimi.checks.facts import Facts, index
from faimi.checks.finding import Fix, Found
from faimi.checks.spans import Span, spans
from faimi.content.date_words import day, day_of_week, days
from faimi.content.dates import Date
from faimi.content.deadlines import VENUE, is_skipped, zone_of
from faimi.content.edition import Edition
from faimi.content.plan_words import minutes_in_words
from faimi.content.programme import clock, name
from faimi.content.row_key import RowKey
from faimi.content.schedule import Slot
from faimi.content.schedule_rows import as_row
from faimi.content.timetable import DAY_MINUTES, MAX_DAYS
from faimi.content.timezones import timezones_at

MAX_GAP_MINUTES = 30
MAX_BREAK_MINUTES = 3 * 60  # after more of nothing the day has two parts
NOON, LUNCH_ENDS = 12 * 60, 13 * 60 + 30  # a gap between which may be lunch
LOCAL = re.compile(r"\blocal time\b|\btimes are local\b", re.I)
SENTENCE = re.compile(r"[.!?;](?=\s)|\n")
DEADLINE = re.compile(r"\b(?:deadlines?|due|submi\w+|anywhere on earth|aoe)\b", re.I)
SOCIAL = re.compile(r"\b(?:banquet|dinner|drinks|excursion|gala|party|reception|social|tour)\b", re.I)
EVENING = 17 * 60  # from when on what is no talk is a thing of its own, such as a dinner


@check("error", "slot")
def outside_the_days(row: Slot, facts: Facts) -> Iterator[Found]:
    """A row of the schedule on a day on which the edition does not take place."""
    yield from _outside(facts).get(row.key, ())


@index
def _outside(facts: Facts) -> Mapping[RowKey, list[Found]]:
    """The rows of each such day, told of at the first of them."""
    edition, there = facts.edition, dict[int, list[Slot]]()
    days_there = range(1, edition.days + 1)
    if edition.starts_on is None:
        return {}
    for slot in facts.rows("slot"):
        if slot.day not in days_there:
            there.setdefault(slot.day, []).append(slot)
    return by_row((slots[0].key, _outside_day(slots, edition)) for slots in there.values())


def _outside_day(slots: list[Slot], edition: Edition) -> Found:
    number = slots[0].day
    date = edition.date_of(number) if 1 <= number <= MAX_DAYS else None
    who = name(as_row(slots[0])) if len(slots) == 1 else f"{name(as_row(slots[0]))} and {len(slots) - 1} more"
    on = f"{'is' if len(slots) == 1 else 'are'} on {day_of_week(date) if date else f'day {number}'}"
    assert edition.starts_on
    took = f"the masthead says {days(edition.starts_on, edition.last_day)}"
    return Found("day", f"{who[0].upper()}{who[1:]} {on}; {took}.", tuple(slot.key for slot in slots[1:]))


@check("error", "slot")
def start_that_the_clock_skips(row: Slot, facts: Facts) -> Iterator[Found]:
    """A row of the schedule that begins in the hour that the clock skips where summer time begins."""
    edition = facts.edition
    date = edition.date_of(row.day) if 1 <= row.day <= MAX_DAYS else None
    if date and row.start and edition.zone and is_skipped(date, row.start, edition.zone):
        words = f"There is no {row.start:%H:%M} on {day(date)} in {edition.timezone}: the clock skips it."
        yield Found("start", words)


@check("error", "date")
def hour_that_the_clock_skips(row: Date, facts: Facts) -> Iterator[Found]:
    """A deadline in the hour that the clock skips where summer time begins."""
    zone = zone_of(row.zone, facts.edition.timezone) if row.time else None
    if row.date and row.time and zone and is_skipped(row.date, row.time, zone):
        yield Found("time", f"There is no {row.clock} on {day(row.date)} in {row.zone_words[1]}: the clock skips it.")


@check("warning", "edition")
def no_time_zone(row: Edition, facts: Facts) -> Iterator[Found]:
    """An edition without a time zone, while rows have times in it, and no text says which."""
    if (example := _time_in_no_zone(facts)) and not _zone_said(facts):
        words = f"No time zone says when {example} is: visitors from elsewhere cannot tell."
        yield Found("timezone", words, fix=_zone_of_venue(row))


@check("hint", "edition")
def time_zone_in_a_text_alone(row: Edition, facts: Facts) -> Iterator[Found]:
    """An edition without a time zone, while a text says it: readers know it, calendars do not."""
    if (example := _time_in_no_zone(facts)) and (said := _zone_said(facts)):
        words = f"A text says “{said}”, and the masthead has no time zone: calendars cannot tell when {example} is."
        yield Found("timezone", words, fix=_zone_of_venue(row))


def _zone_of_venue(row: Edition) -> Fix | None:
    zones = timezones_at(row.venue)
    return Fix(f"Take {zones[0]}", {row.key: {"timezone": zones[0]}}) if len(zones) == 1 else None


@index
def _time_in_no_zone(facts: Facts) -> str:
    """A time of the page whose zone nothing says; empty where there is none."""
    if facts.edition.zone is not None:
        return ""
    timed = next((slot for slot in facts.rows("slot") if slot.start), None)
    due = next((date for date in facts.rows("date") if date.date and date.zone == VENUE), None)
    return f"{timed.start:%H:%M}" if timed else due.clock if due else ""


@index
def _zone_said(facts: Facts) -> str:
    """How a text of the page names the zone of its times; empty where none does."""
    texts = [row.body for row in facts.rows("text")]
    texts += [f"{one.heading}\n{one.intro}" for one in facts.rows("section") if one.kind in ("slot", "text")]
    return next((said for text in texts if (said := _zone_in(text))), "")


@lru_cache(maxsize=4096)
def _zone_in(text: str) -> str:
    """How a text names a time zone, in a sentence that is not about deadlines; empty where it does not."""
    from faimi.exchange.page.recognise.timezones import named_zones  # few texts need what reads pages

    sentences = (part for part in SENTENCE.split(text) if not DEADLINE.search(part))
    found = ([*named_zones(part, ""), *LOCAL.findall(part)] for part in sentences)
    return next((said[0] for said in found if said), "")


@check("warning", "slot")
def gap(row: Slot, facts: Facts) -> Iterator[Found]:
    """More than 30 minutes between two rows, in which nothing stands."""
    yield from _gaps(facts)[False].get(row.key, ())


@check("hint", "slot")
def lunch_without_a_row(row: Slot, facts: Facts) -> Iterator[Found]:
    """More than 30 minutes about noon, in which nothing stands: lunch may well be meant."""
    yield from _gaps(facts)[True].get(row.key, ())


@index
def _gaps(facts: Facts) -> Mapping[bool, Mapping[RowKey, list[Found]]]:
    """The gaps of the programme in which no row stands, on any track; whether about noon."""
    found: dict[bool, list[tuple[RowKey, Found]]] = {True: [], False: []}
    for earlier, later in _around_gaps(facts):
        minutes = later.begin - earlier.end
        ends = f"Between {name(as_row(earlier.slot))}, which ends at {clock(earlier.end)},"
        words = f"{ends} and {name(as_row(later.slot))} at {clock(later.begin)} nothing stands for"
        told = Found("start", f"{words} {minutes_in_words(minutes)}.", (earlier.key,))
        at_noon = earlier.end % DAY_MINUTES <= LUNCH_ENDS and later.begin % DAY_MINUTES >= NOON
        found[at_noon].append((later.key, told))
    return {at_noon: by_row(told) for at_noon, told in found.items()}


def _around_gaps(facts: Facts) -> Iterator[tuple[Span, Span]]:
    """The rows before and after each gap, where all that stands there has a known length."""
    last: Span | None = None  # the row of its day that ends last
    known = True
    for slot in facts.rows("slot"):
        span = spans(facts).get(slot.key)
        known = known and span is not None
        if span is None:
            continue
        same_day = last is not None and (last.section, last.slot.day) == (span.section, slot.day)
        if last and same_day and known and _is_gap(last, span):
            yield last, span
        known = True
        if last is None or not same_day or span.end >= last.end:
            last = span


def _is_gap(last: Span, span: Span) -> bool:
    """Whether there is time between two rows that is worth telling: before a dinner it is not."""
    is_talk = span.slot.kind in ("talk", "keynote") and not SOCIAL.search(span.slot.title)
    minutes = span.begin - last.end
    return MAX_GAP_MINUTES < minutes <= MAX_BREAK_MINUTES and (is_talk or span.begin % DAY_MINUTES < EVENING)
