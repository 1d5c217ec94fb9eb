"""What the cover says: the one thing that matters at a moment, and the days of the programme."""

from datetime import date, datetime, time
from typing import Any

import pytest

from faimi.content import Edition
from faimi.content.cover import Matter, find_matter
from faimi.content.programme_days import ProgrammeDay, programme_days
from faimi.content.prose import display_size
from faimi.content.schedule import Slot

ROME = "Europe/Rome"
PAPERS, ABSTRACTS, DECISIONS = datetime(2031, 6, 28), datetime(2031, 6, 28), datetime(2031, 7, 15)
SUNDAY = ProgrammeDay(1, date(2031, 10, 12), ROME, 13 * 60 + 30, 18 * 60)
MONDAY = ProgrammeDay(2, date(2031, 10, 13), ROME, 9 * 60, 17 * 60)
DUE, DAYS = [(ABSTRACTS, "abstracts"), (PAPERS, "papers"), (DECISIONS, "decisions")], [SUNDAY, MONDAY]
BEGINS, OPENS, CLOSES = SUNDAY.moments
GOES_ON, OPENS_AGAIN, ENDS = MONDAY.moments

MATTERS: dict[str, tuple[datetime, Matter]] = {
    "a call that is open": (datetime(2031, 6, 1), Matter("dates", None, PAPERS, ["abstracts", "papers"])),
    "the moment at which it closes": (PAPERS, Matter("dates", PAPERS, DECISIONS, ["decisions"])),
    "decisions ahead": (datetime(2031, 7, 1), Matter("dates", PAPERS, DECISIONS, ["decisions"])),
    "the programme ahead": (DECISIONS, Matter("ahead", DECISIONS, BEGINS, day=SUNDAY)),
    "the day, before its first row": (BEGINS, Matter("day", BEGINS, OPENS, day=SUNDAY)),
    "the day": (OPENS, Matter("day", OPENS, CLOSES, day=SUNDAY, has_begun=True)),
    "between two days": (CLOSES, Matter("pause", CLOSES, GOES_ON, day=MONDAY)),
    "the next day": (GOES_ON, Matter("day", GOES_ON, OPENS_AGAIN, day=MONDAY)),
    "the last day": (OPENS_AGAIN, Matter("day", OPENS_AGAIN, ENDS, day=MONDAY, has_begun=True)),
    "after it": (ENDS, Matter("over", ENDS)),
}


@pytest.mark.parametrize("case", MATTERS)
def test_one_thing_matters_at_each_moment(case: str) -> None:
    at, matter = MATTERS[case]
    assert find_matter(at, DUE, DAYS, False) == matter


@pytest.mark.parametrize(
    ("due", "days", "is_over", "what"),
    [
        ([], [], False, None),
        (DUE[:1], [], False, None),
        ([], [], True, "over"),
        ([], DAYS, True, "over"),
        ([], DAYS, False, "ahead"),
        ([(datetime(2031, 12, 1), "camera-ready")], DAYS, False, "ahead"),
        ([(datetime(2031, 12, 1), "camera-ready")], DAYS, True, "dates"),
        ([(datetime(2031, 12, 1), "camera-ready")], [], False, "dates"),
    ],
)
def test_what_is_not_known_does_not_matter(due: Any, days: Any, is_over: bool, what: str | None) -> None:
    matter = find_matter(datetime(2031, 8, 1), due, days, is_over)
    assert (matter and matter.what) == what


def test_a_day_goes_from_its_first_row_to_its_last_as_they_are_announced() -> None:
    rows = [
        Slot(start=time(9), end=time(10), delay=20),
        Slot(start=time(17), end=time(18), delay=5),
        Slot(title="Reception", start=None),
        Slot(start=time(23), end=time(0, 30), day=2),
        Slot(start=time(9, 30), end=time(9, 30), day=2),
        Slot(start=time(16), end=time(17), day=3),
        Slot(start=time(18), day=3),
    ]
    edition = Edition(starts_on=date(2031, 10, 12), timezone=ROME)
    first, second, third = programme_days(edition, rows)
    assert [edition.iso_of(first.opens), first.closes_at] == ["2031-10-12T09:20+02:00", datetime(2031, 10, 12, 16, 5)]
    assert second.closes
    assert [second.opens.clock, edition.iso_of(second.closes)] == [time(9, 30), "2031-10-14T00:30+02:00"]
    assert (third.closes, third.closes_at) == (None, datetime(2031, 10, 14, 22))


def test_without_a_zone_a_day_lasts_as_long_as_it_is_that_day_anywhere() -> None:
    edition = Edition(starts_on=date(2031, 10, 12), timezone=None)
    (day,) = programme_days(edition, [Slot(start=time(9))])
    assert day.moments == [datetime(2031, 10, 11, 10), datetime(2031, 10, 13, 12)]
    assert edition.iso_of(day.opens) == "09:00"  # for a date without an offset is the device’s own time to a script
    assert programme_days(Edition(starts_on=None, timezone=ROME), [Slot(start=time(9))]) == []


@pytest.mark.parametrize(
    ("title", "size"),
    [("Fair", ""), ("x" * 60, "long"), ("公" * 60, "longer"), ("x" * 120, "longer"), ("x" * 300, "longest")],
)
def test_a_long_title_steps_down_in_size(title: str, size: str) -> None:
    assert display_size(title) == size
