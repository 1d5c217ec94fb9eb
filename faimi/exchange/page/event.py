"""The day and the place of a page's event: what is said of the event itself, and of no deadline or other event."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Any

from faimi.content.timetable import are_days
from faimi.exchange.draft import Draft, Report
from faimi.exchange.page.day_rules import BANNER_RULES, DAY, DAY_RULES, LABEL_RULES, OF_ANOTHER
from faimi.exchange.page.recognise.dates import Found, find_date, find_dates, is_day
from faimi.exchange.page.recognise.rules import Rule, first_reading
from faimi.exchange.page.recognise.times import find_times
from faimi.exchange.page.venue_rules import VENUE_RULES
from faimi.exchange.text_matching import cut, squeeze

MAX_PROSE_CHARS, MAX_SENTENCE_CHARS, MAX_HEAD_LINES = 5000, 600, 5
MARKUP = re.compile(r"\]\([^)]*\)|[*\[\]_`]")
LINE_END = re.compile(r"\n\s*\n|  \n|\n(?=\s*(?:[-+|#>]|\d+\.)\s*)")
SENTENCE_END = re.compile(r"(?:(?<=[^\W\d][.!?])|(?<=\d{4}[.!?]))\s+(?=[A-Z“])")
NEWS = re.compile(r"\b(?:news|updates|announcements?|dates|deadlines)\b", re.I)
OF_EVENT = re.compile(r"\b(?:workshop|symposium|seminar|summit)\b", re.I)
CONFERENCE = re.compile(r"\b[A-Z]{3,}")
MAX_EVENT_DAYS = 3  # of one that is not called a workshop; what takes longer is a conference
RANGE_OF_ANOTHER = re.compile(r"\b(?:conjunction|co-?located|part of|conference|during|alongside)\b", re.I)


def days_of_event(draft: Draft, header: dict[str, Any], year: int | None) -> dict[str, date | None]:
    """The first day of the event, and the last where it is a range.

    That is what the dates call the event's, or the programme's day, or the one on which prose says that it is held.
    """
    head = [header["title"], header["tagline"]]
    rows = _among_dates(draft, " ".join(head).lower())
    said = next(chain(_of_programme(draft, year), _of_prose(draft, head, year), _of_talks(draft, year)), None)
    days = [row["date"] for row in rows if row["date"]]
    if days:
        if len(set(days)) > 1:
            draft.report.unsure(f"Several dates may be the workshop's: {days[0]} is taken.", rows[0]["label"])
        elif said and not days[0] <= said.day <= (_last_of(rows, days[0]) or days[0]):
            draft.report.unsure(f"The dates say that the workshop is on {days[0]}, the text says {said.day}.")
        return _days(days[0], _last_of(rows, days[0]))
    if said and not rows:
        found = _days(said.day, said.last)
        whole = " to ".join(str(day) for day in found.values() if day)
        draft.report.unsure(f"The workshop's date is taken from the text: {whole}.")
        return found
    if not draft.is_prose:
        draft.report.unsure("The page does not say when the workshop is.")
    return _days(None, None)


def last_day_of_event(draft: Draft, header: dict[str, Any], year: int | None) -> date | None:
    """The last day of a range that the page gives the event from the first day on, which is known."""
    found = days_of_event(replace(draft, report=Report()), header, year)
    if found["starts_on"] != header["starts_on"] or not found["ends_on"]:
        return None
    draft.report.unsure(f"The last day is taken from the text: {found['ends_on']}.")
    return found["ends_on"]


def _days(first: date | None, last: date | None) -> dict[str, date | None]:
    return {"starts_on": first, "ends_on": last if are_days(first, last) else None}


def _last_of(rows: list[dict[str, Any]], first: date) -> date | None:
    """The last day of a range that a row among the dates, which keeps its wording, says from a first day on."""
    found = [find_date(row["label"], first.year) for row in rows if row["date"] == first]
    return next((one.last for one in found if one and one.day == first and one.last), None)


def venue_of_event(draft: Draft, tagline: str) -> str:
    """Where prose says that the event is held; nothing where no sentence speaks of that."""
    prose = " ".join(item["body"] for item in draft.items("text")[:1])
    sentences = [sentence for text in (prose, tagline) for sentence in _sentences(text)]
    found = [read[0] for rule in VENUE_RULES for sentence in sentences if (read := first_reading([rule], sentence))]
    venue = next(iter(found), "")
    if venue or not draft.is_prose:
        said = f"The venue is taken from the text: {venue}." if venue else "The page does not say where it is."
        draft.report.unsure(said)
    return venue


def _among_dates(draft: Draft, called: str) -> list[dict[str, Any]]:
    """The dates whose label names the event by the word that the page has for it, or else calls it a workshop."""
    named = [(read[0], row) for row in draft.items("date") if (read := first_reading(LABEL_RULES, row["label"]))]
    for nouns in ([noun for noun, _ in named if noun in called], ["workshop"], ["event"]):
        if rows := [row for noun, row in named if noun in nouns]:
            return rows
    return []


def _of_programme(draft: Draft, year: int | None) -> Iterator[Found]:
    """The days that a programme's heading, its introduction, its days or its tracks name."""
    for section in draft.sections:
        if section.kind == "slot":
            said = (f"{item.get('on', '')} {item['track']}" for item in section.items)
            names = dict.fromkeys([section.source_heading, *said])
            named = [found for name in names for found in find_dates(name, year) if not OF_ANOTHER.search(name)]
            yield from named
            yield from _said_in(_sentences(section.intro), [*DAY_RULES, *BANNER_RULES], draft, year)


def _of_prose(draft: Draft, head: list[str], year: int | None) -> Iterator[Found]:
    """The days on which the page's head, its first text and then the others say that the event is held."""
    for text in head:
        yield from _said_in(_sentences(text), [*DAY_RULES, *BANNER_RULES], draft, year)
    for place, section in enumerate(draft.sections):
        if section.kind == "text" and not NEWS.search(section.heading):
            sentences = [sentence for item in section.items for sentence in _sentences(item["body"])]
            banners = [] if place else sentences[:MAX_HEAD_LINES]
            yield from _said_in(banners, BANNER_RULES, draft, year)
            yield from _said_in(sentences, DAY_RULES, draft, year)


def _of_talks(draft: Draft, year: int | None) -> Iterator[Found]:
    """The days that stand alone, or with an hour, beside keynotes."""
    texts = [section.intro for section in draft.sections if section.kind == "keynote"]
    texts += [str(item.get(name, "")) for item in draft.items("keynote") for name in ("affiliation", "abstract", "bio")]
    for line in (line for text in texts for line in text.split("\n")):
        if is_day(find_times(line)[1]):
            yield from _dates_in(line, year)


def _said_in(sentences: list[str], rules: list[Rule[str]], draft: Draft, year: int | None) -> Iterator[Found]:
    """The days that sentences give the event by one of the rules."""
    for sentence in sentences:
        for found in _dates_in(sentence, year):
            marked = f"{found.around[: found.place]}{DAY}{found.around[found.place + 1 :]}"
            if not first_reading(rules, marked):
                continue
            if found.unsure or (found.range and not _is_range_of_event(found, sentence)):
                draft.report.unsure(f"“{cut(sentence)}”: on which day is the workshop?", sentence)
            else:
                yield found


def _is_range_of_event(found: Found, sentence: str) -> bool:
    """Whether a range is of the event, not of the conference that it is part of."""
    if RANGE_OF_ANOTHER.search(sentence):
        return False
    short = found.last and (found.last - found.day).days < MAX_EVENT_DAYS and not CONFERENCE.search(found.around)
    return bool(OF_EVENT.search(sentence) or short)


def _dates_in(text: str, year: int | None) -> list[Found]:
    """The dates in a text that are of the edition's year, where that is known."""
    return [found for found in find_dates(text, year) if year in (None, found.day.year)]


def _sentences(text: str) -> list[str]:
    """The lines and sentences of a text in Markdown, without marks and links."""
    lines = [squeeze(line) for line in LINE_END.split(MARKUP.sub("", text[:MAX_PROSE_CHARS]))]
    sentences = [sentence.strip("#>-+| ") for line in lines for sentence in SENTENCE_END.split(line)]
    return [sentence[:MAX_SENTENCE_CHARS] for sentence in sentences if sentence]
