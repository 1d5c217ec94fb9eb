"""Two texts compared, and what of a long comparison is shown."""

import sys
from types import FrameType
from typing import Any

import pytest

from faimi.editor.word_diff import excerpt, words_between


def test_texts_are_compared_word_by_word_where_they_are_alike() -> None:
    assert words_between("The first of two words", "The last of two words") == [
        ("same", "The "),
        ("del", "first"),
        ("ins", "last"),
        ("same", " of two words"),
    ]
    assert words_between("", "New") == [("ins", "New")]
    long = "word " * 5000
    assert words_between(long, f"{long}more") == [("del", long), ("ins", f"{long}more")]


def test_what_changed_in_hundreds_of_places_is_shown_whole() -> None:
    was, now = ".,;:" * 900, ",.:;" * 900
    assert words_between(was, now) == [("del", was), ("ins", now)]


@pytest.mark.parametrize(("was", "now"), [("a." * 1000, "a/" * 1000), ("a b " * 1000, "b a " * 1000)])
def test_texts_of_few_different_words_cost_no_more_steps_than_others(was: str, now: str) -> None:
    steps = 0

    def count(_frame: FrameType, _event: str, _given: Any) -> Any:
        nonlocal steps
        steps += 1
        assert steps < 100_000
        return count

    sys.settrace(count)
    try:
        words = words_between(was, now)
    finally:
        sys.settrace(None)
    assert "".join(text for tag, text in words if tag != "ins") == was
    assert "".join(text for tag, text in words if tag != "del") == now


def test_a_space_between_two_changes_is_part_of_them() -> None:
    assert words_between("all of a b c", "all of d e f") == [("same", "all of "), ("del", "a b c"), ("ins", "d e f")]


def test_of_a_long_text_what_changed_is_shown_with_a_few_words_around_it() -> None:
    before, between, after = (f"{name} words " * 30 for name in ("first", "middle", "last"))
    words = excerpt(words_between(f"{before}old {between}one {after}", f"{before}new {between}two {after}"))
    assert [text for tag, text in words if tag != "same"] == ["old", "new", "one", "two"]
    kept = [text for tag, text in words if tag == "same"]
    assert [text.strip("… ").split(" … ") for text in kept] == [
        ["words first words first words first words first words"],
        [
            "middle words middle words middle words middle words middle",
            "words middle words middle words middle words middle words",
        ],
        ["last words last words last words last words last words"],
    ]


def test_a_long_text_that_came_or_went_is_cut_unless_it_is_asked_for() -> None:
    long = "word " * 200
    assert excerpt([("ins", long)]) == [("ins", "word " * 48 + "…")]
    assert excerpt([("del", long), ("ins", long)], whole=True) == [("del", long), ("ins", long)]


def test_of_many_changed_places_the_first_are_shown() -> None:
    many = [(tag, text) for place in range(100) for tag, text in (("ins", f"changed {place}"), ("same", " and the "))]
    shown = excerpt(many)
    assert shown[:4] == many[:4]
    assert len(shown) < 80
    assert shown[-1] == ("same", " …")
