"""Times that are still written on the 12-hour clock."""

import pytest
from flask import Flask

from faimi.checks import Finding
from faimi.checks.twelve_hours import twelve_hour_time
from faimi.content.keynotes import Keynote
from faimi.content.text import Text
from tests.checks.finding import found_by
from tests.checks.test_overlaps import row
from tests.exchange.making import make, put


def found_in(body: str) -> list[str]:
    put(edition := make(), "text", Text(body=body))
    return [found.words for found in found_by(twelve_hour_time, edition)]


def test_a_title_that_holds_its_times_is_found(app: Flask) -> None:
    put(edition := make(), "slot", slot := row("1:30 - 2:00 PM Welcome", "13:30-14:00"))
    words = "“1:30 - 2:00 PM” is written on the 12-hour clock: it may be read as a time of the morning."
    found = [Finding("twelve-hour-time", "hint", slot.key, "title", words)]
    assert found_by(twelve_hour_time, edition) == found


@pytest.mark.parametrize(
    ("body", "written"),
    [
        ("We meet at 1:30 in the hall.", "at 1:30"),
        ("Posters: 3:30–4:00", "3:30–4:00"),
        ("Posters from 11:30 to 12:15 pm", "11:30 to 12:15 pm"),
        ("It starts at 9:00 and ends at 5:30.", "at 5:30"),
    ],
)
def test_a_time_that_may_be_of_the_morning_is_found(body: str, written: str, app: Flask) -> None:
    assert found_in(body) == [f"“{written}” is written on the 12-hour clock: it may be read as a time of the morning."]


@pytest.mark.parametrize(
    "body",
    [
        "We meet at 13:30, and at 09:30.",
        "At 1:30 pm, and at 2:00 a.m.",
        "From 9:00 to 12:30, from 8:30-10:00",
        "From 1:30 pm to 2:00 pm",
        "From 7:00 to 13:30; from 6:30–14:00",
        "A ratio of 1:10, and Genesis 1:30.",
        "At 1:30:15 in the recording",
    ],
)
def test_a_time_that_is_plain_is_not(body: str, app: Flask) -> None:
    assert found_in(body) == []


def test_an_address_is_not_looked_at(app: Flask) -> None:
    put(edition := make(), "slot", row("Lungs", "13:30", recording="https://example.org/video?from 1:30-2:00"))
    assert found_by(twelve_hour_time, edition) == []


def test_an_abstract_is_not_looked_at(app: Flask) -> None:
    put(edition := make(), "keynote", Keynote(speaker="Alice Ng", abstract="Mixed at 1:30"))
    assert found_by(twelve_hour_time, edition) == []
