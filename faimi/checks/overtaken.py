"""What time has overtaken: a notice, a state, a call, or a day that is still called tentative."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from faimi.checks.check import check
from faimi.checks.due_dates import SUBMISSION, stage_of
from faimi.checks.facts import Facts, index, texts_of
from faimi.checks.finding import Fix, Found
from faimi.checks.prose import days_in
from faimi.content import KINDS
from faimi.content.date_words import day, days
from faimi.content.day_end import day_end
from faimi.content.deadlines import passes_at
from faimi.content.edition import Edition
from faimi.content.notices import Notice

LOOKS_BACK = re.compile(
    r"\b(?:thank\w*|recordings?|proceedings|published|photos?|slides|was|were|took|won|winners?|congratulat\w*|available|past)\b",
    re.I,
)
WORK = r"(?:submi\w+|papers?|abstracts?|contributions?|manuscripts?)"
INVITES = re.compile(
    rf"\bwe (?:\w+ )?(?:invite|welcome|encourage|solicit|call for)\b[^.<\n]{{0,80}}?\b{WORK}\b"
    rf"|\b(?:please |to )?submit (?:your|a|an)\b[^.<\n]{{0,40}}?\b{WORK}\b"
    rf"|\bsubmissions? (?:are|is) (?:now )?(?:made|open|accepted|welcome|invited)\b"
    rf"|\byou can (?:still )?(?:submit|edit your {WORK})\b[^.<\n)]{{0,40}}",
    re.I,
)
TENTATIVE = re.compile(r"\b(?:tentative(?:ly)?|provisional(?:ly)?)\b[^.;!?\n<]{0,60}", re.I)
TAG = re.compile(r"<[^<>]{0,300}>|[*_]")
SOFT_BREAK = re.compile(r"(?<!\n)\n(?!\n)")


@check("warning", "notice")
def notice_of_a_past_day(row: Notice, facts: Facts) -> Iterator[Found]:
    """A notice that is still shown, and names no day but such as have passed."""
    near, named = facts.edition.starts_on, list[date]()
    if near and _is_shown(row, facts.now) and not LOOKS_BACK.search(row.text):
        named = [when for when, _ in days_in(row.text, near)]
    ends = day_end(max(named), facts.edition.timezone) if named else None
    if ends and ends <= facts.now:
        yield Found(
            "text", f"{day(max(named))} has passed, and the notice is still shown.", fix=_ending(row, max(named), ends)
        )


@check("hint", "notice")
def notice_without_end(row: Notice, facts: Facts) -> Iterator[Found]:
    """A notice without an end that is still shown after the edition, and does not look back on it."""
    ends, last = _end_of(facts.edition), facts.edition.last_day or facts.edition.starts_on
    if ends is None or last is None or ends > facts.now or row.shown_until or not _is_shown(row, facts.now):
        return
    since = row.shown_from is None or row.shown_from < ends
    if since and not LOOKS_BACK.search(row.text) and not [*notice_of_a_past_day.find(row, facts)]:
        words = "The edition is over, and the notice is still shown: nothing says when it ends."
        yield Found("shown_until", words, fix=_ending(row, last, ends))


@check("hint", "edition")
def state_of_before(row: Edition, facts: Facts) -> Iterator[Found]:
    """An edition that is over, and a draft still, or the next one by its state."""
    ends = _end_of(row)
    if row.starts_on is None or ends is None or ends > facts.now or row.state not in ("current", "draft"):
        return
    was = f"It took place on {days(row.starts_on, row.last_day)}, and"
    if row.state == "current":
        fix = Fix("Call it past", {row.key: {"state": "past"}})
        yield Found("state", f"{was} its state still says that it is the next one.", fix=fix)
    elif row.appears_at is None:
        yield Found("state", f"{was} is still a draft, which visitors do not see.")


@check("hint", "text", "section")
def call_after_its_deadline(row: Any, facts: Facts) -> Iterator[Found]:
    """A text that still invites submissions after the last day for them, or after the edition."""
    closed = _closed(facts)
    for name, text in texts_of(row) if closed and closed[0] <= facts.now else ():
        if closed and name in ("body", "intro") and (invites := _inviting(text)):
            yield Found(name, f"Submissions closed on {day(closed[1])}, and the text still says “{invites}”.")


@check("warning", *(kind.name for kind in KINDS if kind.markdown), "section", "notice")
def tentative_day_that_has_passed(row: Any, facts: Facts) -> Iterator[Found]:
    """A day that is still called tentative, and has passed."""
    near = facts.edition.starts_on
    for name, text in texts_of(row) if near else ():
        for words, when in _tentative(text, near) if near else ():
            if (ends := day_end(when, facts.edition.timezone)) and ends <= facts.now:
                yield Found(name, f"{day(when)} has passed, and the text still says “{words}”.")


@lru_cache(maxsize=4096)
def _inviting(text: str) -> str:
    """The first words of a text that invite submissions; empty where none do."""
    match = INVITES.search(_plain(text))
    return " ".join(match[0].split()) if match else ""


@lru_cache(maxsize=4096)
def _tentative(text: str, near: date) -> tuple[tuple[str, date], ...]:
    """The days of a text that it calls tentative, each with its words from there on."""
    if "tentative" not in text.lower() and "provisional" not in text.lower():
        return ()
    found = []
    for match in TENTATIVE.finditer(_plain(text)):
        for when, named in days_in(match[0], near)[:1]:
            found.append((match[0].partition(named)[0] + named, when))
    return tuple(found)


def _plain(text: str) -> str:
    """A text without its marks, each paragraph on one line."""
    return SOFT_BREAK.sub(" ", TAG.sub("", text))


@index
def _closed(facts: Facts) -> tuple[datetime, date] | None:
    """When submissions closed, and on which day; with the edition where no date says so."""
    zone = facts.edition.timezone
    due = [row for row in facts.rows("date") if row.date and stage_of(row.label) == SUBMISSION]
    moments = [(at, row.date) for row in due if (at := passes_at(row.date, row.time, row.zone, zone))]
    last, ends = facts.edition.last_day or facts.edition.starts_on, _end_of(facts.edition)
    return max(moments, default=(ends, last) if ends and last else None)


def _end_of(edition: Edition) -> datetime | None:
    """When an edition is over; None for a page that is none."""
    return None if edition.state == "page" else day_end(edition.last_day or edition.starts_on, edition.timezone)


def _is_shown(row: Notice, now: datetime) -> bool:
    return (row.shown_from is None or row.shown_from <= now) and (row.shown_until is None or row.shown_until > now)


def _ending(row: Notice, last: date, ends: datetime) -> Fix | None:
    """Lets a notice end when a day does, where it began before."""
    if row.shown_from and row.shown_from >= ends:
        return None
    return Fix(f"Let it end on {day(last)}", {row.key: {"shown_until": ends.isoformat()}})
