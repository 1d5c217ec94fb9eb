"""Whether the dates and the masthead agree on the day of the workshop."""

from datetime import date

import pytest
from flask import Flask

from faimi.checks import Finding
from faimi.checks.workshop_day import workshop_on_another_day
from faimi.content import Edition
from faimi.content.dates import Date
from tests.checks.finding import found_by
from tests.exchange.making import make, put

DAY, ANOTHER = date(2031, 10, 10), date(2031, 10, 12)


def found_in(edition: Edition, *rows: Date) -> list[Finding]:
    put(edition, "date", *rows)
    return found_by(workshop_on_another_day, edition)


@pytest.mark.parametrize("label", ["Workshop", "workshop day", "The Workshop takes place", "Symposium", "Workshop."])
def test_a_date_that_is_the_workshops_own_and_another_than_the_masthead_says_is_found(label: str, app: Flask) -> None:
    row = Date(label=label, date=ANOTHER)
    found = found_in(
        make(title="A symposium", tagline="At a conference", starts_on=DAY), row, Date(label=label, date=DAY)
    )
    words = f"{label} is on 12 October 2031 here, and on 10 October 2031 in the masthead."
    assert found == [Finding("workshop-on-another-day", "error", row.key, "date", words)]


@pytest.mark.parametrize(
    "label",
    ["Workshop paper deadline", "Pre-workshop dinner", "Conference", "Main conference", "Workshops and tutorials"],
)
def test_the_day_of_something_else_is_not(label: str, app: Flask) -> None:
    assert found_in(make(starts_on=DAY), Date(label=label, date=ANOTHER)) == []


def test_every_day_of_a_workshop_of_several_is_its_own(app: Flask) -> None:
    rows = [Date(label="Workshop", date=date(2031, 10, day)) for day in (9, 10, 11, 12, 13)]
    found = found_in(make(starts_on=DAY, ends_on=ANOTHER), *rows)
    assert [finding.words for finding in found] == [
        "Workshop is on 9 October 2031 here, and on 10–12 October 2031 in the masthead.",
        "Workshop is on 13 October 2031 here, and on 10–12 October 2031 in the masthead.",
    ]


def test_without_a_day_on_either_side_nothing_is_found(app: Flask) -> None:
    assert found_in(make(), Date(label="Workshop", date=ANOTHER)) == []
    assert found_in(make(slug="2032", starts_on=DAY), Date(label="Workshop", date=None)) == []


def test_the_sample_agrees_with_itself(edition: Edition) -> None:
    assert found_by(workshop_on_another_day, edition) == []
