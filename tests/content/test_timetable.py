"""The arithmetic of a programme."""

from datetime import date, time

import pytest

from faimi.content.date_words import days
from faimi.content.edition import Edition
from faimi.content.schedule import Slot
from faimi.content.timetable import are_days, minutes_between


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        (time(9), time(9, 30), 30),
        (time(0), time(23, 59), 1439),
        (time(23, 30), time(0, 30), 60),
        (time(19), time(7), 720),
        (time(19), time(7, 1), None),
        (time(9), time(9), None),
        (time(14), time(13, 30), None),
        (time(9), None, None),
        (None, time(9), None),
    ],
)
def test_a_row_that_ends_before_it_starts_goes_on_past_midnight_for_half_a_day_at_most(
    start: time | None, end: time | None, minutes: int | None
) -> None:
    assert minutes_between(start, end) == minutes
    assert Slot(start=start, end=end).minutes == minutes


@pytest.mark.parametrize(
    ("first", "last", "fits"),
    [
        (date(2031, 10, 12), None, True),
        (None, None, True),
        (date(2031, 10, 12), date(2031, 10, 13), True),
        (date(2031, 10, 12), date(2031, 10, 12), False),
        (date(2031, 10, 12), date(2031, 10, 11), False),
        (date(2031, 10, 12), date(2032, 10, 11), False),
        (None, date(2031, 10, 12), False),
    ],
)
def test_the_last_day_comes_soon_after_a_first_that_is_known(first: date | None, last: date | None, fits: bool) -> None:
    assert are_days(first, last) == fits


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (None, "30 December 2031"),
        (date(2031, 12, 31), "30–31 December 2031"),
        (date(2032, 1, 2), "30 December 2031 – 2 January 2032"),
    ],
)
def test_days_are_written_as_people_write_them(last: date | None, words: str) -> None:
    assert days(date(2031, 12, 30), last) == words


def test_days_of_two_months_of_a_year_name_both() -> None:
    assert days(date(2031, 9, 30), date(2031, 10, 2)) == "30 September – 2 October 2031"


def test_a_day_is_called_by_its_date_or_by_its_number_where_that_is_unknown() -> None:
    assert Edition(starts_on=date(2031, 10, 12)).day_name(2) == "Monday, 13 October 2031"
    assert Edition(starts_on=None).day_name(2) == "Day 2"
    assert Edition(starts_on=date(9999, 12, 31)).day_name(2) == "Day 2"
