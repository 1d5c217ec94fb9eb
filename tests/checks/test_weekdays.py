"""Weekdays that are not those of their dates."""

from datetime import date

import pytest
from flask import Flask

from faimi.checks import Finding, Fix
from faimi.checks.weekdays import another_weekday, label_of_another_weekday
from faimi.content.dates import Date
from faimi.content.text import Text
from tests.checks.finding import found_by
from tests.exchange.making import make, put

DAY = date(2024, 10, 12)  # a Saturday


def found_in(body: str) -> list[Finding]:
    edition = make(starts_on=DAY)
    put(edition, "text", Text(body=body))
    return found_by(another_weekday, edition)


def test_a_weekday_beside_the_editions_day_that_is_another_is_told_and_mended(app: Flask) -> None:
    words = "“Monday, 12 October 2024” is a Saturday."
    fix = Fix("Write “Saturday”", {"text-1": {"body": "Come on Saturday, 12 October 2024, at nine"}})  # type: ignore[dict-item]  # a key is a str
    assert found_in("Come on Monday, 12 October 2024, at nine") == [
        Finding("another-weekday", "error", "text-1", "body", words, (), fix)  # type: ignore[arg-type]  # a key is a str
    ]


def test_the_same_day_of_another_year_keeps_its_weekday(app: Flask) -> None:
    (found,) = found_in("Sunday, 12 October and Sunday, 12 October 2025")
    assert found.fix
    assert found.fix.values == {"text-1": {"body": "Saturday, 12 October and Sunday, 12 October 2025"}}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("By **Mon**, the *12th of October, 2024*", "“Mon, the 12th of October, 2024” is a Saturday."),
        ("October 14, 2024 (Sunday)", "“October 14, 2024 (Sunday)” is a Monday."),
        ("Friday 12 October", "“Friday 12 October” is a Saturday in 2024."),
        ("Last year was fun. Come in 2024, on Friday 12 October", "“Friday 12 October” is a Saturday in 2024."),
        ("Last year, on Friday, 12 October 2024", "“Friday, 12 October 2024” is a Saturday."),
        ("Thursday 12–13 October 2024", "“Thursday 12–13 October 2024” is a Saturday."),
        ("Fri, Jul 19 at 9, Friday, July 20th", "“Friday, July 20th” is a Saturday in 2024."),
    ],
)
def test_weekdays_are_read_as_people_write_them(body: str, words: str, app: Flask) -> None:
    assert [(found.level, found.words) for found in found_in(body)] == [("error", words)]


@pytest.mark.parametrize(
    "body",
    [
        "Saturday, 12 October 2024, and Sun 13 October (Sunday), 2024-10-14 (Monday)",
        "Saturday and Sunday, 12–13 October 2024; Saturday 12 – Sunday 13 October 2024; Sat–Sun, 12-13 October 2024",
        "Friday, July 18",  # of the year after
        "Monday, 12/10/2024",  # may be of December
        "12 October 2024 is for talks (Monday)",
        "Monday: posters. 12 October 2024: talks",
        "Last year, on Sunday, 12 October, we met in Rome",
        "We met in Rome. Of the previous edition, on Friday, 12 October, there are photos",
        "In 2023 we met on Thursday, 12 October, in Vancouver",
        "We met on Sunday, 12 October, two years ago",
        "The sun 12 October 2024 rose; Mondays; on Friday, 40 October 2024; Friday, 12 people",
        "Saturday, 29 February 2024 was no Friday",
    ],
)
def test_what_fits_or_may_be_read_in_two_ways_is_not_told(body: str, app: Flask) -> None:
    found = [found.words for found in found_in(body)]
    assert found == (["“Saturday, 29 February 2024” is a Thursday."] if "29" in body else [])


def test_headings_are_looked_at_and_without_a_day_only_what_names_its_year(app: Flask) -> None:
    edition = make()
    put(edition, "text", Text(body="A text"))
    edition.sections[0].heading = "Programme of Monday, 12 October 2024"
    assert [(found.key, found.field, found.fix) for found in found_by(another_weekday, edition)] == [
        ("section-1", "heading", None)
    ]


def test_a_label_with_another_weekday_than_its_date_is_told(app: Flask) -> None:
    edition = make()
    rows = [
        Date(label=label, date=DAY) for label in ("Deadline (Monday)", "Deadline (Sat)", "Dinner", "From Mon to Wed")
    ]
    put(edition, "date", *rows, Date(label="Monday", date=None))
    words = "“Deadline (Monday)” is on 12 October 2024, a Saturday."
    assert found_by(label_of_another_weekday, edition) == [
        Finding("label-of-another-weekday", "error", rows[0].key, "label", words)
    ]


def test_a_long_text_full_of_dates_is_read(app: Flask) -> None:
    assert len(found_in(" ".join(f"Monday, {place % 28 + 1} October 2024." for place in range(600)))) == 24
