"""Where a date or a text gives the workshop another day than the masthead does, or has it online where it is not."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from faimi.checks.check import check
from faimi.checks.facts import Facts, texts_of
from faimi.checks.finding import Found
from faimi.checks.prose import dates_in, shown
from faimi.content import EDITABLE, MARKDOWN_COLUMNS
from faimi.content.date_words import day, days
from faimi.content.dates import Date

NOUN = "workshop|symposium|seminar|tutorial|conference|summit|meeting"
OWN_DAY = re.compile(rf"(?:the )?(?P<noun>{NOUN})(?:,? (?:day|date|itself|starts|begins|takes place))?", re.I)
NAMED = re.compile(rf"\b(?:(?P<noun>{NOUN})|(?:this|our|the) event|join us|see you)\b", re.I)
HELD = re.compile(
    r"(?: on (?!the\b)[A-Z][^.,;()]{0,80}?)?,? (?:(?:will|is going to|is to) (?:be held|take place|happen)"
    r"|(?:is|was) (?:held|planned|scheduled)|takes place|took place)\b",
    re.I,
)
ON = re.compile(r",? (?:(?:is|was|will be) )?on (?:the )?$", re.I)
TO_COME = re.compile(r"\b(?:will|is)\b", re.I)
ANOTHERS = re.compile(
    r"\b(?:last|previous|next|past|former|earlier|virtual|online|separate|other|another"
    r"|main|tentative\w*|pre|post|satellite|companion|submi\w+|deadline|conjunction|co-?located|alongside|during|since"
    r"|until|before|after)\b|[(]",
    re.I,
)
OF_IT = re.compile(r"\b(?:for|of|to|at|in|with|from|by|during) (?:the|this|our|an?) (?:\S+ ){0,3}$", re.I)
LINE = re.compile(rf"^[ \t]*(?:[-*+|]|\d+[.)])[ \t]+(?P<said>[*_]*(?:the )?(?:{NOUN})\b[^\n]{{0,100}})$", re.I | re.M)
BEFORE_DATE = re.compile(r"(?:[A-Z][a-z]+,? )?(?:on |the )*")  # a weekday
OF_OTHERS = re.compile(r",? by (?:the|our|an?|some) ", re.I)
FOR_ANOTHER = re.compile(rf",? (?:at|for|in|to|by|of) (?:the|our|an?) (?!(?:\S+ )?(?:{NOUN}|event)\b)", re.I)
SENTENCE_END = re.compile(r"[.!?;]\s+(?=[A-Z])")
ONLINE = re.compile(r" (?:(?:fully|entirely|purely|completely) )?(?:online|virtually)\b", re.I)
BEFORE_CHARS, AFTER_CHARS, MAX_BETWEEN_CHARS = 60, 120, 60


class Said(NamedTuple):
    """What a text says of the event that it calls by a noun: in which words, and on which days or whether online."""

    noun: str
    words: str
    first: date | None
    last: date | None
    online: bool


@check("error", "date")
def workshop_on_another_day(row: Date, facts: Facts) -> Iterator[Found]:
    """A date that is called the workshop’s own, by a noun of its title, and is another day than the masthead’s."""
    edition = facts.edition
    if edition.starts_on is None or row.date is None:
        return
    first, last = edition.starts_on, edition.last_day
    own = OWN_DAY.fullmatch(row.label.strip(" .:"))
    if own is not None and _is_own(own["noun"], facts) and not first <= row.date <= (last or first):
        yield Found("date", f"{row} is on {day(row.date)} here, and on {days(first, last)} in the masthead.")


@check("warning", *EDITABLE)
def text_on_another_day(row: Any, facts: Facts) -> Iterator[Found]:
    """A text that has the workshop take place on another day than the masthead does."""
    if (first := facts.edition.starts_on) is None:
        return
    last = facts.edition.last_day
    for name, text in texts_of(row):
        for said in _said_of_event(text, name in MARKDOWN_COLUMNS, first.year):
            begins, ends = said.first, said.last or said.first
            if begins and ends and _is_own(said.noun, facts) and (ends < first or begins > (last or first)):
                yield Found(name, f"“{said.words}”: in the masthead it is {days(first, last)}.")


@check("hint", *EDITABLE)
def text_has_it_online(row: Any, facts: Facts) -> Iterator[Found]:
    """A text that has the workshop take place online, where the masthead has it in person."""
    if facts.edition.attendance == "in-person" and (first := facts.edition.starts_on):
        for name, text in texts_of(row):
            for said in _said_of_event(text, name in MARKDOWN_COLUMNS, first.year):
                if said.online and _is_own(said.noun, facts):
                    yield Found(name, f"“{said.words}”: in the masthead it is in person.")


def _is_own(noun: str, facts: Facts) -> bool:
    """Whether a noun is one of what the edition is called."""
    return noun.casefold() in f"workshop {facts.edition.title}".casefold()


@lru_cache(maxsize=16_384)
def _said_of_event(text: str, markdown: bool, year: int) -> tuple[Said, ...]:
    """What a text says of when and where the event is."""
    if not NAMED.search(text):
        return ()
    prose = shown(text, markdown)
    said = [_said(prose, noun, year) for noun in NAMED.finditer(prose)]
    said += [_listed(line, year) for line in LINE.finditer(text)] if markdown else []
    return tuple(one for one in dict.fromkeys(said) if one)


def _listed(line: re.Match[str], year: int) -> Said | None:
    """What a line of a list or table says of its event: “- Workshop: 8 October”; nothing where it says more."""
    words = re.sub(r"[*_]", "", line["said"]).strip(" |")
    label, date_words = (part.strip() for part in re.split(r"[:|]|\s[–—-]\s", f"{words}:", maxsplit=1))
    own, found = OWN_DAY.fullmatch(label), dates_in(date_words.strip(" :"), year)
    if own is None or len(found) != 1 or found[0].unsure or not BEFORE_DATE.fullmatch(date_words[: found[0].place]):
        return None
    return Said(own["noun"], words, found[0].day, found[0].last, False)


def _said(text: str, noun: re.Match[str], year: int) -> Said | None:
    """What the sentence around a noun says of its event; nothing where it may be of another event."""
    before = SENTENCE_END.split(text[max(0, noun.start() - BEFORE_CHARS) : noun.start()])[-1]
    after = SENTENCE_END.split(text[noun.end() : noun.end() + AFTER_CHARS])[0]
    held = HELD.match(after)
    if ANOTHERS.search(before) or OF_IT.search(before):
        return None
    if held and (online := ONLINE.match(after, held.end())):
        return Said(noun["noun"] or "", text[noun.start() : noun.end() + online.end()], None, None, True)
    found = next(iter(dates_in(after, year)), None)
    between = after[: found.place] if found else ""
    if found is None or found.unsure or len(between) > MAX_BETWEEN_CHARS or ANOTHERS.search(between):
        return None
    if (OF_OTHERS if noun["noun"] else FOR_ANOTHER).match(after, found.place + len(found.said)):
        return None
    tells = ON.fullmatch(between) or held or (not noun["noun"] and between.rstrip().endswith("on"))
    if not tells or (found.day.year != year and not TO_COME.search(between)):
        return None
    words = text[noun.start() : noun.end() + found.place + len(found.said)]
    return Said(noun["noun"] or "", words, found.day, found.last, False)
