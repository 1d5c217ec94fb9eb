"""When a day is over."""

from datetime import date, datetime

import pytest

from faimi.content.day_end import day_end


@pytest.mark.parametrize(
    ("zone", "moment"),
    [
        (None, datetime(2031, 10, 13, 12)),
        ("", datetime(2031, 10, 13, 12)),
        ("Nowhere/Atlantis", datetime(2031, 10, 13, 12)),
        ("../etc/passwd", datetime(2031, 10, 13, 12)),
        ("localtime", datetime(2031, 10, 13, 12)),
        ("Factory", datetime(2031, 10, 13, 12)),
        ("UTC", datetime(2031, 10, 13)),
        ("Europe/Rome", datetime(2031, 10, 12, 22)),
        ("Pacific/Kiritimati", datetime(2031, 10, 12, 10)),
    ],
)
def test_a_day_ends_at_midnight_in_its_zone_else_anywhere_on_earth(zone: str | None, moment: datetime) -> None:
    assert day_end(date(2031, 10, 12), zone) == moment


def test_no_day_and_one_beyond_all_calendars_have_no_end() -> None:
    assert [day_end(day, None) for day in (None, date.max)] == [None, None]
