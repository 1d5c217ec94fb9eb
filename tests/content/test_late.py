"""Running late, told as an organizer sees it, and what holds whatever the programme."""

import re
from dataclasses import replace
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faimi.content.late import Late
from faimi.content.plan import plan
from faimi.content.programme import Programme, Refused, Row
from tests.content.test_gestures import MANY, programmes


def row(key: int, title: str, start: str, minutes: int | None = 20, **more: Any) -> Row:
    hour, _, minute = start.partition(":")
    return Row(key, title, start=int(hour) * 60 + int(minute) if start else None, minutes=minutes, **more)


MORNING = [
    row(1, "Welcome", "9:00"),
    row(2, "Ada", "9:20"),
    row(3, "Boole", "9:45", 15),
    row(4, "Coffee", "10:00", 30, pinned=True),
    row(5, "Curie", "10:30"),
    row(6, "Darwin", "10:50"),
]
PARALLEL = [
    row(1, "Ada", "9:00", 30, track="Red"),
    row(2, "Boole", "9:00", 30, track="Blue"),
    row(3, "Lunch", "9:30", 60),
    row(4, "Curie", "10:30", track="Red"),
    row(5, "Darwin", "10:30", track="Blue"),
]


def delays(rows: list[Row], *presses: tuple[int, int]) -> tuple[dict[str, int], str]:
    """By how much rows are late after some presses, each on a row; and what was said to the last."""
    words = ""
    for key, minutes in presses:
        made = plan(rows, Late((key,), minutes=minutes), 1)
        rows, words = [*made.rows], made.words
    return {row.title: row.delay for row in rows if row.delay}, words


def test_who_follows_is_as_late_and_a_pinned_break_takes_it_up() -> None:
    rows = [replace(row, start=580) if row.title == "Boole" else row for row in MORNING]
    rows[2] = replace(rows[2], minutes=20)
    assert delays(rows, (1, 10)) == (
        {"Welcome": 10, "Ada": 10, "Boole": 10},
        "3 rows are announced 10 min later; “Coffee” takes it up.",
    )


def test_a_gap_takes_up_what_it_can() -> None:
    assert delays(MORNING, (1, 5)) == ({"Welcome": 5, "Ada": 5}, "2 rows are announced 5 min later.")
    assert delays(MORNING, (1, 5), (1, 5)) == (
        {"Welcome": 10, "Ada": 10, "Boole": 5},
        "3 rows are announced 5 min later; “Coffee” takes it up.",
    )


def test_minutes_are_missing_where_a_break_is_shorter_than_what_runs_into_it() -> None:
    assert delays(MORNING, (3, 35)) == (
        {"Boole": 35},
        "“Boole” is announced 35 min later; “Coffee” takes up 30 min; 5 min are missing.",
    )
    rows = [row(1, "Ada", "9:00"), row(2, "Closing", "9:20", None, pinned=True)]
    assert delays(rows, (1, 1))[1] == "“Ada” is announced 1 min later; “Closing” is pinned; 1 min is missing."


def test_a_pinned_row_itself_may_be_late() -> None:
    assert delays(MORNING, (4, 10)) == (
        {"Coffee": 10, "Curie": 10, "Darwin": 10},
        "3 rows are announced 10 min later.",
    )


def test_what_is_not_yours_stays_and_nothing_behind_it_is_pushed() -> None:
    rows = [*MORNING[:3], row(4, "Coffee", "10:00", 30, locked=True), *MORNING[4:]]
    assert delays(rows, (3, 10)) == (
        {"Boole": 10},
        "“Boole” is announced 10 min later; “Coffee” is not yours to move; 10 min are missing.",
    )
    with pytest.raises(Refused, match=r"“Coffee” is not yours to move\."):
        delays(rows, (4, 10))


def test_lunch_is_late_for_everybody_and_so_is_what_follows_on_all_tracks() -> None:
    assert delays(PARALLEL, (1, 10))[0] == {"Ada": 10, "Lunch": 10, "Curie": 10, "Darwin": 10}
    assert delays(PARALLEL, (4, 10))[0] == {"Curie": 10}


def test_lunch_waits_until_all_tracks_are_back_on_time() -> None:
    late = [(1, 10), (2, 10)]
    assert delays(PARALLEL, *late, (1, 0)) == (
        {"Boole": 10, "Lunch": 10, "Curie": 10, "Darwin": 10},
        "“Ada” is back on time.",
    )
    assert delays(PARALLEL, *late, (2, 0))[0] == {"Ada": 10, "Lunch": 10, "Curie": 10, "Darwin": 10}
    assert delays(PARALLEL, *late, (1, 0), (2, 0)) == ({}, "4 rows are back on time.")


def test_earlier_again_is_never_before_the_plan() -> None:
    rows = [row(1, "Ada", "9:00"), row(2, "Boole", "9:20"), row(3, "Curie", "9:45")]
    assert delays(rows, (1, 15), (1, -5)) == (
        {"Ada": 10, "Boole": 10, "Curie": 5},
        "3 rows are announced 5 min earlier.",
    )
    assert delays(rows, (1, 15), (1, -60)) == ({}, "3 rows are back on time.")


def test_back_on_time_from_here_ends_every_delay_that_follows() -> None:
    assert delays(MORNING, (1, 10), (4, 15), (2, 0)) == (
        {"Welcome": 10},
        "5 rows are back on time; “Welcome” is to end 10 min earlier.",
    )
    assert delays(MORNING, (5, 0)) == ({}, "“Curie” is on time.")


def test_talks_of_a_session_are_late_with_it() -> None:
    rows = [row(1, "Session", "9:00", 60), row(2, "Ada", "9:00"), row(3, "Boole", "9:20"), row(4, "Curie", "10:00")]
    assert delays(rows, (1, 10))[0] == {"Session": 10, "Ada": 10, "Boole": 10, "Curie": 10}
    assert delays(rows, (3, 10))[0] == {"Boole": 10}
    rows[1] = replace(rows[1], pinned=True)
    assert delays(rows, (1, 10))[1] == "“Session” is announced 10 min later; “Ada” takes it up."


def test_who_is_later_than_what_follows_lets_others_push_it() -> None:
    rows = [row(1, "Ada", "9:00", 30), row(2, "Boole", "9:30", 10), row(3, "Curie", "9:40")]
    assert delays(rows, (2, 20), (3, 0), (1, 15))[0] == {"Ada": 15, "Boole": 20, "Curie": 5}


def test_another_day_is_not_touched_and_midnight_is_told() -> None:
    rows = [row(1, "Dinner", "23:20", 30), row(2, "Party", "23:50", 30), row(3, "Breakfast", "0:10", day=2)]
    assert delays(rows, (1, 15)) == (
        {"Dinner": 15, "Party": 15},
        "2 rows are announced 15 min later; “Party” begins after midnight.",
    )


def test_a_row_without_a_time_is_refused_and_so_is_a_delay_of_a_day() -> None:
    with pytest.raises(Refused, match="“Some time” has no time"):
        delays([row(1, "Some time", "")], (1, 5))
    with pytest.raises(Refused, match="Nothing is announced a day late"):
        delays(MORNING, (5, 1440))


PRESSES = st.lists(st.tuples(st.integers(0, 8), st.sampled_from([5, 10, 15, -5, -20, 0])), min_size=1, max_size=6)


@MANY
@given(programmes(), PRESSES)
def test_whatever_is_late_the_plan_stays_and_nobody_runs_into_who_follows(
    rows: list[Row], presses: list[tuple[int, int]]
) -> None:
    for place, minutes in presses:
        first = rows[place % len(rows)]
        try:
            made = plan(rows, Late((first.key,), minutes=minutes), 3)
        except Refused:
            assert first.locked or first.start is None
            continue
        new = {row.key: row for row in made.rows}
        assert {key: replace(row, delay=0) for key, row in new.items()} == {
            row.key: replace(row, delay=0) for row in rows
        }
        check_delays(rows, first, minutes, new)
        check_words([(row, new[row.key].delay) for row in rows if new[row.key].delay != row.delay], made.words)
        if minutes > 0:
            check_overlaps(Programme(rows), first.day, new)
        rows = [*new.values()]


def check_delays(rows: list[Row], first: Row, minutes: int, new: dict[Any, Row]) -> None:
    """Nothing is before its plan, and only who follows changes; pinned rows, if they are to be on time again."""
    assert new[first.key].delay == (max(0, first.delay + minutes) if minutes else 0)
    for row in rows:
        by = new[row.key].delay - row.delay
        assert new[row.key].delay >= 0
        assert not by or (row.day == first.day and row.begin >= first.begin and not row.locked)
        assert not by or row.key == first.key or minutes == 0 or not row.pinned
        assert min(minutes, 0) <= by <= max(minutes, 0) or (minutes == 0 and new[row.key].delay == 0)


def check_words(changes: list[tuple[Row, int]], words: str) -> None:
    """As many rows are told of as change, each way."""
    by = {
        "announced [^;]+ later": sum(new > row.delay for row, new in changes),
        "announced [^;]+ earlier": sum(0 < new < row.delay for row, new in changes),
        "back on time": sum(new == 0 for _, new in changes),
    }
    for told, count in by.items():
        found = re.search(rf"(?:(\d+) rows are|“[^”]+” is) {told}", words)
        assert int(found[1] or 1) == count if found else count == 0


def check_overlaps(programme: Programme, day: int, new: dict[Any, Row]) -> None:
    """Who follows another with nothing fixed between them begins when that ends, or overlaps it as before."""
    rows = [row for row in programme.timed if row.day == day]
    on = {row.key: programme.line_of(row.day, row.track) for row in rows}
    for line, (one, other) in product({None, *on.values()}, combinations(rows, 2)):
        between = rows[rows.index(one) + 1 : rows.index(other) + 1]
        own = all(on[row.key] in (None, line) for row in (one, other))
        if own and not any(row.is_fixed and on[row.key] in (None, line) for row in between):
            was, now = (
                programme.end(one) + by[one.key].delay - other.begin - by[other.key].delay
                for by in (programme.by_key, new)
            )
            assert now <= max(was, 0)
