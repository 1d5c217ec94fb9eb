"""Dates that contradict each other or the edition: too late, too early, out of order, or put off to an earlier day."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import product

from faimi.checks.by_row import by_row
from faimi.checks.check import check
from faimi.checks.facts import Facts, index
from faimi.checks.finding import Fix, Found
from faimi.checks.workshop_day import OWN_DAY
from faimi.content.date_words import day
from faimi.content.dates import Date
from faimi.content.edition import Edition
from faimi.content.row_key import RowKey

NOTIFICATION, CAMERA_READY, SUBMISSION = "notification", "camera-ready", "submission"
STAGES = {  # by the first words that a label has
    NOTIFICATION: re.compile(r"\b(?:notif\w+|acceptance|decisions?)\b", re.I),
    CAMERA_READY: re.compile(r"\bcamera\b|\bfinal (?:versions?|papers?|manuscripts?)\b", re.I),
    SUBMISSION: re.compile(r"\b(?:submissions?|submit|abstracts?|manuscripts?|papers? (?:deadline|due))\b", re.I),
}
SOMETHING_ELSE = re.compile(
    r"\b(?:announce\w*|awards?|begins?|challenge|competition|early|grants?|late|nominations?|opens?|proposals?|rebuttals?"
    r"|regist\w+|reports?|review\w*|revis\w+|starts?|survey|test|training|travel|tutorials?|visa)\b",
    re.I,
)
AFTERWARDS = re.compile(  # what may well be due after the edition
    r"\b(?:after|book|expenses?|extended (?:papers?|versions?)|feedback|follow\w*|journal|photos?|post|proceedings"
    r"|recordings?|reimburse\w*|selected|slides?|special|videos?)\b",
    re.I,
)
PLAIN = re.compile(  # a label of nothing but papers: of posters, slides or awards nobody knows when they are due
    r"(?:\W*\b(?:\d+|the|an?|all|for|of|on|by|to|your|our|in|and|or|full|long|short|regular|extended|new|final|first|second"
    r"|third|last|round|cycle|day|dates?|deadlines?|due|end|ends|closes?|closing|strict|hard|submissions?|submit|submitting"
    r"|papers?|abstracts?|manuscripts?|articles?|contributions?|notifications?|notify|acceptances?|decisions?|authors?"
    r"|reject\w*|review|workshop|track|main|research|anywhere|earth|aoe|utc|pm|am|th|st|nd|rd)\b)+\W*",
    re.I,
)
FAR_DAYS = 366  # before the edition: nothing is due so early, but in a year that is a slip
YEAR_SLIP_DAYS = 120  # after the edition, by which a date seems to be of another year


@check("error", "date")
def due_after_the_edition(row: Date, facts: Facts) -> Iterator[Found]:
    """A deadline for submissions, or their notification, after the last day of the edition."""
    if stage_of(row.label) in (SUBMISSION, NOTIFICATION) and PLAIN.fullmatch(row.label):
        yield from _too_late(row, facts.edition)


@check("warning", "date")
def camera_ready_after_the_edition(row: Date, facts: Facts) -> Iterator[Found]:
    """A deadline for final versions after the last day of the edition."""
    if stage_of(row.label) == CAMERA_READY:
        yield from _too_late(row, facts.edition)


@check("warning", "date")
def long_before_the_edition(row: Date, facts: Facts) -> Iterator[Found]:
    """A date more than a year before the edition, as where the year is a slip."""
    edition = facts.edition
    own = OWN_DAY.fullmatch(row.label.strip(" .:"))
    if row.date and edition.starts_on and not own and (edition.starts_on - row.date).days > FAR_DAYS:
        words = f"{day(row.date)} is more than a year before the edition, which is on {day(edition.starts_on)}."
        yield Found("date", words, fix=_in_year_of(row, edition))


@check("warning", "date")
def out_of_order(row: Date, facts: Facts) -> Iterator[Found]:
    """A notification before all submissions are due, or final versions due before any notification."""
    yield from _out_of_order(facts).get(row.key, ())


@check("warning", "date")
def extended_to_no_later(row: Date, _facts: Facts) -> Iterator[Found]:
    """A date that stands struck out beside itself, or a deadline for submissions that was put off to an earlier day."""
    if (struck := _struck(row)) and (_is_same(row) or stage_of(row.label) == SUBMISSION):
        left = [text for text in row.superseded if text != row.date.isoformat()] if row.date else []
        fix = Fix("Strike it no longer", {row.key: {"superseded": left}}) if _is_same(row) else None
        yield Found("date", struck, fix=fix)


@check("hint", "date")
def brought_forward(row: Date, _facts: Facts) -> Iterator[Found]:
    """A date whose struck one is later: it may be meant so."""
    if (struck := _struck(row)) and not (_is_same(row) or stage_of(row.label) == SUBMISSION):
        yield Found("date", struck)


@lru_cache(maxsize=4096)
def stage_of(label: str) -> str | None:
    """What is due by a date with this label: submissions, a notification or final versions; None for anything else."""
    if SOMETHING_ELSE.search(label):
        return None
    return next((stage for stage, words in STAGES.items() if words.search(label)), None)


def _too_late(row: Date, edition: Edition) -> Iterator[Found]:
    last = edition.last_day or edition.starts_on
    if row.date and last and row.date > last and not AFTERWARDS.search(row.label):
        fix = _in_year_of(row, edition) if (row.date - last).days > YEAR_SLIP_DAYS else None
        yield Found("date", f"{row} is on {day(row.date)}, and the edition ends on {day(last)}.", fix=fix)


def _is_out(when: date, edition: Edition) -> bool:
    """Whether a day is after the edition, or more than a year before it."""
    first, last = edition.starts_on, edition.last_day or edition.starts_on
    return first is not None and last is not None and (when > last or (first - when).days > FAR_DAYS)


def _in_year_of(row: Date, edition: Edition) -> Fix | None:
    """Takes the same day of the edition's year, where that is before it; or else that of the year before."""
    assert row.date
    assert edition.starts_on
    for year in (edition.starts_on.year, edition.starts_on.year - 1):
        try:
            meant = row.date.replace(year=year)
        except ValueError:  # 29 February
            continue
        if meant <= edition.starts_on and meant != row.date:
            return Fix(f"Take {day(meant)}", {row.key: {"date": meant.isoformat()}})
    return None


@index
def _out_of_order(facts: Facts) -> Mapping[RowKey, list[Found]]:
    return by_row(_told_of_order(facts))


def _told_of_order(facts: Facts) -> Iterator[tuple[RowKey, Found]]:
    """What comes before all that it has to come after: there may be several rounds, or an abstract for each paper.

    A date of which it is told that the edition is over by then, or far, is not compared with others.
    """
    of_stage: dict[str | None, list[tuple[date, Date]]] = {}
    for row in facts.rows("date"):
        if row.date and not _is_out(row.date, facts.edition):
            of_stage.setdefault(stage_of(row.label), []).append((row.date, row))
    submissions = of_stage.get(SUBMISSION, [])
    papers = [(on, row) for on, row in submissions if not re.search(r"\babstract", row.label, re.I)]
    notified = of_stage.get(NOTIFICATION, [])
    for earlier, later in ((papers or submissions, notified), (notified or papers, of_stage.get(CAMERA_READY, []))):
        first = min(earlier, key=lambda pair: pair[0], default=None)
        for (on, row), (due, before) in product(later, [first] if first else []):
            of_abstracts = earlier is papers and re.search(r"\babstract", row.label, re.I)
            if on < due and not of_abstracts:
                words = f"{row} is on {day(on)}, before {before}, which is on {day(due)}."
                yield row.key, Found("date", words, (before.key,))


def _struck(row: Date) -> str:
    """That a struck date is no earlier than the date, in words; empty where all are."""
    latest = max(row.earlier, default=None)
    if row.date is None or latest is None or latest < row.date:
        return ""
    if latest == row.date:
        return f"{day(latest)} is struck out, and is the date that holds."
    return f"{day(latest)} is struck out, and {day(row.date)}, which holds, is earlier."


def _is_same(row: Date) -> bool:
    return row.date is not None and row.date == max(row.earlier, default=None)
