"""Texts as their readers see them."""

import pytest

from faimi.checks.prose import as_shown, shown


@pytest.mark.parametrize("text", ["One&#1; *two*", "One&#xFFFE; two", "One\x1f **two**"])
def test_what_no_reader_sees_is_left_out(text: str) -> None:
    assert shown(text, markdown=True) == "One two"
    assert as_shown(f"[{text}](#x)") == ("One two", (("#x", "One two"),))


def test_so_it_is_in_a_text_of_a_column() -> None:
    assert shown("One\x01 two", markdown=False) == "One two"
