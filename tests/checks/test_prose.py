"""Texts as their readers see them."""

from datetime import date

import pytest

from faimi.checks.prose import as_shown, days_in, shown


@pytest.mark.parametrize("text", ["One&#1; *two*", "One&#xFFFE; two", "One\x1f **two**"])
def test_what_no_reader_sees_is_left_out(text: str) -> None:
    assert shown(text, markdown=True) == "One two"
    assert as_shown(f"[{text}](#x)") == ("One two", (("#x", "One two"),))


def test_so_it_is_in_a_text_of_a_column() -> None:
    assert shown("One\x01 two", markdown=False) == "One two"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("28 December to 3 January", [date(2030, 12, 28), date(2031, 1, 3)]),
        ("28 December 2031", [date(2031, 12, 28)]),
        ("6–8 January", [date(2031, 1, 8)]),
        ("On 5/6/2031", []),
        ("Room 31.5, 31 Mayer Street", []),
        ("No day", []),
    ],
)
def test_the_days_of_a_text_are_the_nearest(text: str, days: list[date]) -> None:
    assert [when for when, _ in days_in(text, date(2031, 1, 2))] == days
