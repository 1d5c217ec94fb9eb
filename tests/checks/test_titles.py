"""Titles that are nearly the same."""

from faimi.checks.titles import differences


def test_the_words_in_which_two_titles_differ_are_told() -> None:
    assert differences("On health", "On Health and more") == "“health” and “Health and more”"
    assert differences("a b c d e f g", "A b C d E f G") == "“a” and “A”; “c” and “C”; “e” and “E”; …"


def test_of_long_texts_the_first_words_are_compared() -> None:
    long = "fair and good " * 1_000
    assert differences(f"Fair {long} bad", f"fair {long} worse") == "“Fair” and “fair”"
