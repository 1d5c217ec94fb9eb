"""Days and hours of the schedule."""

from datetime import date, time
from typing import Any

import pytest
from flask import Flask

from faimi.checks import Finding, Fix
from faimi.checks.hours import (
    gap,
    hour_that_the_clock_skips,
    lunch_without_a_row,
    no_time_zone,
    outside_the_days,
    start_that_the_clock_skips,
    time_zone_in_a_text_alone,
)
from faimi.content import Edition
from faimi.content.dates import Date
from faimi.content.schedule import Slot
from faimi.content.text import Text
from tests.checks.finding import found_by
from tests.checks.test_overlaps import row
from tests.exchange.making import make, put

DAY = date(2031, 3, 30)  # when summer time begins in Paris


def test_rows_on_a_day_outside_the_edition_are_found_once_a_day(app: Flask) -> None:
    rows = [row("A", "09:00-10:00", day=2), row("B", "09:00-10:00", day=3), row("C", "10:00-11:00", day=3)]
    put(edition := make(starts_on=DAY), "slot", row("In time", "09:00-10:00"), *rows)
    other = "the masthead says 30 March 2031."
    assert found_by(outside_the_days, edition) == [
        Finding("outside-the-days", "error", rows[0].key, "day", f"“A” is on Monday, 31 March 2031; {other}"),
        Finding(
            "outside-the-days",
            "error",
            rows[1].key,
            "day",
            f"“B” and 1 more are on Tuesday, 1 April 2031; {other}",
            (rows[2].key,),
        ),
    ]


def test_every_day_of_the_edition_is_its_own(app: Flask) -> None:
    rows = [row("A", "23:00-01:00", day=2), row("B", "09:00-10:00")]
    put(edition := make(starts_on=DAY, ends_on=date(2031, 3, 31)), "slot", *rows)
    assert found_by(outside_the_days, edition) == []


def test_without_a_day_nothing_is_outside(app: Flask) -> None:
    put(edition := make(), "slot", row("A", "09:00-10:00", day=2))
    assert found_by(outside_the_days, edition) == []


def test_a_start_that_the_clock_skips_is_found(app: Flask) -> None:
    skipped = row("A", "02:30-04:00")
    put(edition := make(starts_on=DAY, timezone="Europe/Paris"), "slot", skipped)
    words = "There is no 02:30 on 30 March 2031 in Europe/Paris: the clock skips it."
    found = [Finding("start-that-the-clock-skips", "error", skipped.key, "start", words)]
    assert found_by(start_that_the_clock_skips, edition) == found


@pytest.mark.parametrize(
    ("zone", "columns"),
    [("Europe/Paris", {"hours": "03:00-04:00"}), ("Europe/Paris", {"day": 2}), ("Asia/Tokyo", {}), (None, {})],
)
def test_a_start_that_there_is_is_not(zone: str | None, columns: dict[str, Any], app: Flask) -> None:
    put(edition := make(starts_on=DAY, timezone=zone), "slot", row(**{"title": "A", "hours": "02:30-04:00"} | columns))
    assert found_by(start_that_the_clock_skips, edition) == []


def test_a_deadline_in_an_hour_that_the_clock_skips_is_found(app: Flask) -> None:
    dates = [Date(label=zone, date=DAY, time=time(2, 30), zone=zone) for zone in ("venue", "Europe/Rome", "AoE")]
    put(edition := make(timezone="Europe/Paris"), "date", *dates, Date(label="A day", date=DAY))
    assert found_by(hour_that_the_clock_skips, edition) == [
        Finding(
            "hour-that-the-clock-skips",
            "error",
            one.key,
            "time",
            f"There is no 02:30 on 30 March 2031 in {zone}: the clock skips it.",
        )
        for one, zone in zip(dates, ("Europe/Paris", "Europe/Rome"), strict=False)
    ]


def test_times_without_a_zone_are_found_at_the_edition_which_may_take_that_of_its_venue(app: Flask) -> None:
    put(edition := make(venue="Vancouver"), "slot", row("A", "13:30"))
    words = "No time zone says when 13:30 is: visitors from elsewhere cannot tell."
    fix = Fix("Take America/Vancouver", {edition.key: {"timezone": "America/Vancouver"}})
    found = Finding("no-time-zone", "warning", edition.key, "timezone", words, fix=fix)
    assert found_by(no_time_zone, edition) == [found]


def test_a_venue_that_may_lie_in_several_zones_gives_none(app: Flask) -> None:
    put(edition := make(venue="Canada"), "date", Date(label="Papers", date=DAY, time=time(17), zone="venue"))
    assert [(one.words[:33], one.fix) for one in found_by(no_time_zone, edition)] == [
        ("No time zone says when 17:00 is: ", None)
    ]


@pytest.mark.parametrize("zone", ["Europe/Paris", None])
def test_no_zone_is_needed_where_no_row_has_a_time_in_it(zone: str | None, app: Flask) -> None:
    put(edition := make(timezone=zone), "date", Date(label="Papers", date=DAY, time=time(17), zone="AoE"))
    put(edition, "slot", row("A", "13:30") if zone else Slot(title="A"))
    assert found_by(no_time_zone, edition) == []


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("**12 October, Vienna (CEST)**", "CEST"),
        ("Bogotá, 9:00 to 17:30 (UTC-5).", "UTC-5"),
        ("We begin at 13:30 local time.", "local time"),
        ("Papers are due at noon, UTC. See you at 13:30 JST", "JST"),
    ],
)
def test_a_zone_that_a_text_says_is_no_more_than_a_hint(body: str, said: str, app: Flask) -> None:
    put(edition := make(venue="Vancouver, Canada"), "slot", row("A", "13:30"))
    put(edition, "text", Text(body=body))
    words = f"A text says “{said}”, and the masthead has no time zone: calendars cannot tell when 13:30 is."
    fix = Fix("Take America/Vancouver", {edition.key: {"timezone": "America/Vancouver"}})
    told = Finding("time-zone-in-a-text-alone", "hint", edition.key, "timezone", words, fix=fix)
    assert found_by(time_zone_in_a_text_alone, edition) == [told]
    assert found_by(no_time_zone, edition) == []


@pytest.mark.parametrize(
    "body", ["All deadlines are 23:59 UTC-12.", "Coffee Time is at 9:00.", "Papers are due by 17:00 PT"]
)
def test_the_zone_of_deadlines_is_none_of_the_programme(body: str, app: Flask) -> None:
    put(edition := make(), "slot", row("A", "13:30"))
    put(edition, "text", Text(body=body))
    assert len(found_by(no_time_zone, edition)) == 1
    assert found_by(time_zone_in_a_text_alone, edition) == []


def test_a_gap_is_found_at_the_row_after_it(app: Flask) -> None:
    before, after = row("Lungs", "09:00-10:00"), row("Hearts", "10:31-11:00")
    put(edition := make(), "slot", before, after)
    words = "Between “Lungs”, which ends at 10:00, and “Hearts” at 10:31 nothing stands for 31 min."
    assert found_by(gap, edition) == [Finding("gap", "warning", after.key, "start", words, (before.key,))]
    assert found_by(lunch_without_a_row, edition) == []


@pytest.mark.parametrize(("end", "start"), [("10:30", "12:00"), ("13:30", "14:01")])
def test_a_gap_in_part_about_noon_may_be_lunch(end: str, start: str, app: Flask) -> None:
    put(edition := make(), "slot", row("Lungs", f"09:00-{end}"), row("Hearts", f"{start}-15:00"))
    assert len(found_by(lunch_without_a_row, edition)) == 1


@pytest.mark.parametrize(("end", "start"), [("10:30", "11:59"), ("13:31", "14:30")])
def test_a_gap_before_or_after_noon_is_none(end: str, start: str, app: Flask) -> None:
    put(edition := make(), "slot", row("Lungs", f"09:00-{end}"), row("Hearts", f"{start}-15:00"))
    assert len(found_by(gap, edition)) == 1


def test_a_gap_about_noon_may_be_lunch(app: Flask) -> None:
    before, after = row("Lungs", "11:00-12:00"), row("Hearts", "13:00-14:00")
    put(edition := make(), "slot", before, after)
    words = "Between “Lungs”, which ends at 12:00, and “Hearts” at 13:00 nothing stands for 1 h."
    found = Finding("lunch-without-a-row", "hint", after.key, "start", words, (before.key,))
    assert found_by(lunch_without_a_row, edition) == [found]
    assert found_by(gap, edition) == []


def in_gaps(*rows: Slot) -> list[Finding]:
    put(edition := make(), "slot", *rows)
    return found_by(gap, edition) + found_by(lunch_without_a_row, edition)


@pytest.mark.parametrize(
    "between",
    [
        {"title": "Coffee", "hours": "10:00-10:30", "kind": "break"},
        {"title": "Of unknown length", "hours": "10:00"},
        {"title": "In another track", "hours": "09:30-11:00", "track": "B"},
        {"title": "All morning", "hours": "08:00-12:00", "kind": "other"},
    ],
)
def test_no_gap_is_where_something_stands(between: dict[str, str], app: Flask) -> None:
    rows = [{"title": "Lungs", "hours": "09:00-10:00"}, between, {"title": "Hearts", "hours": "11:00-12:00"}]
    assert in_gaps(*(row(**columns) for columns in rows)) == []


def test_a_row_without_a_time_may_stand_in_a_gap(app: Flask) -> None:
    assert in_gaps(row("Lungs", "09:00-10:00"), Slot(title="Photo"), row("Hearts", "11:00-12:00")) == []


@pytest.mark.parametrize(
    "after",
    [
        {"hours": "10:30-11:00"},
        {"hours": "13:30-14:00"},
        {"hours": "10:45-11:00", "day": 2},
    ],
)
def test_what_is_no_gap_is_not_found(after: dict[str, Any], app: Flask) -> None:
    assert in_gaps(row("Lungs", "09:00-10:00"), row("Hearts", **after)) == []


def test_between_two_days_and_two_programmes_there_is_no_gap(app: Flask) -> None:
    put(edition := make(), "slot", row("Lungs", "22:00-23:30"), row("Hearts", "00:15-01:00", day=2))
    put(edition, "slot", row("Brains", "01:45-02:00", day=2))
    assert found_by(gap, edition) == []


@pytest.mark.parametrize(("title", "number"), [("The banquet", 0), ("Banquets of cells", 1)])
def test_a_dinner_that_is_called_a_talk_is_one(title: str, number: int, app: Flask) -> None:
    assert len(in_gaps(row("Lungs", "16:00-17:00"), row(title, "19:00-22:00", kind="talk"))) == number


def test_before_a_dinner_there_may_be_time(app: Flask) -> None:
    assert in_gaps(row("Lungs", "16:00-17:00"), row("Dinner", "19:00-22:00", kind="other")) == []


def test_the_sample_has_no_such_faults(edition: Edition) -> None:
    checks = (outside_the_days, start_that_the_clock_skips, hour_that_the_clock_skips, no_time_zone, gap)
    assert [found for check in checks for found in found_by(check, edition)] == []
