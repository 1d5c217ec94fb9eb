"""What gestures do to a programme, told as an organizer sees it."""

from dataclasses import replace
from typing import Any

import pytest

from faimi.content.gestures import Close, Gesture, Length, Pin, Shift, Spread, Unpin
from faimi.content.moving import Move, Swap
from faimi.content.plan import Plan, plan
from faimi.content.programme import Refused, Row, clock


def row(key: int, title: str, start: str, minutes: int | None, **more: Any) -> Row:
    hour, _, minute = start.partition(":")
    return Row(key, title, start=int(hour) * 60 + int(minute) if start else None, minutes=minutes, **more)


MORNING = [
    row(1, "Welcome", "9:00", 10),
    row(2, "Ada", "9:20", 20),
    row(3, "Boole", "9:40", 20),
    row(4, "Coffee", "10:00", 30, pinned=True),
    row(5, "Curie", "10:30", 20),
    row(6, "Darwin", "10:50", 20),
]
PARALLEL = [
    row(1, "Ada", "9:00", 30, track="Red"),
    row(2, "Boole", "9:00", 30, track="Blue"),
    row(3, "Lunch", "9:30", 60),
    row(4, "Curie", "10:30", 20, track="Red"),
    row(5, "Darwin", "10:30", 20, track="Blue"),
]


def times(made: Plan) -> dict[str, str]:
    """When rows begin that change, with their day if that is not the first."""
    new = [change.new for change in made.moved]
    return {row.title: f"{row.day} " * (row.day > 1) + clock(row.start or 0) for row in new}


def what_happens(rows: list[Row], gesture: Gesture, days: int = 1) -> tuple[dict[str, str], str]:
    made = plan(rows, gesture, days)
    return times(made), made.words


def test_a_row_that_takes_longer_pushes_what_touches_it_and_no_further_than_the_next_gap() -> None:
    moved, words = what_happens(MORNING, Length((5,), more=10))
    assert moved == {"Curie": "10:30", "Darwin": "11:00"}
    assert words == "“Curie” takes 30 min instead of 20 min; “Darwin” moves by 10 min."
    assert what_happens(MORNING, Length((1,), more=10)) == (
        {"Welcome": "09:00"},
        "“Welcome” takes 20 min instead of 10 min.",
    )


def test_a_row_that_takes_less_time_pulls_what_touched_it() -> None:
    moved, words = what_happens(MORNING, Length((5,), minutes=15))
    assert moved == {"Curie": "10:30", "Darwin": "10:45"}
    assert words == "“Curie” takes 15 min instead of 20 min; “Darwin” moves earlier by 5 min."


def test_a_pin_in_the_way_leaves_three_ways() -> None:
    made = plan(MORNING, Length((2,), more=10), 1)
    assert made.words == (
        "“Ada” takes 30 min instead of 20 min; “Boole” moves by 10 min; “Coffee” is pinned; 10 min are missing."
    )
    assert made.missing == 10
    assert [(way.how, way.words) for way in made.ways] == [
        ("shorten-3", "Shorten “Boole” to 10 min"),
        ("gap-1", "Drop the gap after “Welcome”"),
    ]


def test_missing_minutes_are_taken_from_the_row_before_the_pin() -> None:
    made = plan(MORNING, Length((2,), more=10, how="shorten-3"), 1)
    assert made.words == (
        "“Ada” takes 30 min instead of 20 min; “Boole” takes 10 min instead of 20 min; “Boole” moves by 10 min."
    )
    assert (made.missing, [way.how for way in made.ways]) == (0, ["gap-1", "overlap"])


def test_missing_minutes_are_taken_from_a_gap_before() -> None:
    made = plan(MORNING, Length((2,), more=10, how="gap-1"), 1)
    assert times(made) == {"Ada": "09:10"}
    assert made.words == "“Ada” takes 30 min instead of 20 min; “Ada” moves earlier by 10 min."


def test_the_minutes_may_stay_missing() -> None:
    assert plan(MORNING, Length((2,), more=10, how="overlap"), 1).missing == 10


def test_a_gap_is_offered_also_where_what_is_pushed_begins_with_the_pin() -> None:
    rows = [row(1, "Ada", "9:00", 20), row(2, "Boole", "9:30", 20), row(3, "Curie", "9:50", 10), MORNING[3]]
    assert [way.words for way in plan(rows, Length((2,), more=10), 1).ways] == ["Drop the gap after “Ada”"]
    made = plan(rows, Length((2,), more=10, how="gap-1"), 1)
    assert (times(made), made.clashes) == ({"Boole": "09:20"}, ())


def test_a_way_that_does_not_help_is_refused() -> None:
    with pytest.raises(Refused, match="cannot be found there"):
        plan(MORNING, Length((2,), more=10, how="shorten-5"), 1)


def test_what_is_not_yours_is_like_a_pin() -> None:
    rows = [*MORNING[:3], row(4, "Coffee", "10:00", 30, locked=True)]
    assert plan(rows, Length((3,), more=5), 1).words == (
        "“Boole” takes 25 min instead of 20 min; “Coffee” is not yours to move; 5 min are missing."
    )


def test_lunch_pushes_both_tracks() -> None:
    moved, words = what_happens(PARALLEL, Length((3,), more=15))
    assert moved == {"Lunch": "09:30", "Curie": "10:45", "Darwin": "10:45"}
    assert words == "“Lunch” takes 1 h 15 min instead of 1 h; 2 rows move by 15 min."


def test_tracks_that_do_not_run_at_once_are_sessions_and_what_one_overruns_pushes_the_next() -> None:
    sessions = [
        row(1, "Ada", "9:00", 30, track="Morning"),
        row(2, "Boole", "9:30", 30, track="Noon"),
        row(3, "Curie", "10:00", 30, track="Noon"),
    ]
    assert what_happens(sessions, Length((1,), more=10))[0] == {"Ada": "09:00", "Boole": "09:40", "Curie": "10:10"}
    at_once = [*sessions, row(4, "Darwin", "9:00", 90, track="Noon")]
    assert what_happens(at_once, Length((1,), more=10))[0] == {"Ada": "09:00"}


def test_lunch_is_pulled_only_when_all_tracks_end_earlier() -> None:
    assert what_happens(PARALLEL, Length((1,), more=-10))[0] == {"Ada": "09:00"}
    assert what_happens(PARALLEL, Length((1, 2), minutes=20)) == (
        {"Ada": "09:00", "Boole": "09:00", "Lunch": "09:20", "Curie": "10:20", "Darwin": "10:20"},
        "2 rows take 20 min each; 3 rows move earlier by 10 min.",
    )


def test_a_track_does_not_push_another() -> None:
    assert what_happens(PARALLEL, Length((4,), more=30))[0] == {"Curie": "10:30"}


def test_an_overlap_stays_as_big_as_it_was() -> None:
    rows = [row(1, "Ada", "9:00", 30), row(2, "Boole", "9:25", 30), row(3, "Curie", "10:00", 30)]
    assert what_happens(rows, Length((1,), more=10))[0] == {"Ada": "09:00", "Boole": "09:35", "Curie": "10:05"}


def test_talks_within_a_session_do_not_push_it_nor_are_pushed_by_it() -> None:
    rows = [row(1, "Session", "9:00", 60), row(2, "Ada", "9:00", 20), row(3, "Boole", "9:20", 20)]
    assert what_happens(rows, Length((2,), more=10))[0] == {"Ada": "09:00", "Boole": "09:30"}
    assert what_happens(rows, Length((1,), more=10))[0] == {"Session": "09:00"}


def test_a_row_of_unknown_length_within_another_is_not_pushed_out_of_it() -> None:
    desk = [row(1, "Help desk", "9:00", 180), row(2, "Round table", "9:30", None, track="Red")]
    rows = [*desk, row(3, "Talk", "9:00", 20, day=2)]
    assert times(plan(rows, Shift((3,), minutes=10), 2)) == {"Talk": "2 09:10"}
    assert times(plan(rows, Shift((1,), minutes=-20), 2)) == {"Help desk": "08:40"}


def test_a_row_of_unknown_length_lasts_until_the_next_one() -> None:
    rows = [row(1, "Ada", "9:00", None), row(2, "Boole", "9:20", None), row(3, "Curie", "9:40", None)]
    assert what_happens(rows, Shift((1,), 5)) == (
        {"Ada": "09:05", "Boole": "09:25", "Curie": "09:45"},
        "3 rows move by 5 min.",
    )
    assert what_happens(rows, Length((1, 2), minutes=12)) == (
        {"Ada": "09:00", "Boole": "09:20"},
        "2 rows take 12 min each.",
    )


def test_a_run_is_shifted_and_what_follows_comes_along() -> None:
    assert what_happens(MORNING, Shift((5, 6), 120)) == (
        {"Curie": "12:30", "Darwin": "12:50"},
        "2 rows move by 2 h.",
    )
    assert what_happens(MORNING, Shift((5,), 10))[0] == {"Curie": "10:40", "Darwin": "11:00"}


def test_a_row_alone_leaves_the_others_where_they_are() -> None:
    moved, words = what_happens(MORNING, Shift((5,), 10, alone=True))
    assert moved == {"Curie": "10:40"}
    assert words == "“Curie” moves by 10 min; “Curie” overlaps “Darwin” by 10 min."


def test_what_is_shifted_beyond_a_pin_pushes_what_is_there() -> None:
    moved, words = what_happens(MORNING, Shift((3,), 60))
    assert moved == {"Boole": "10:40", "Darwin": "11:00"}
    assert words == "“Boole” moves by 1 h; “Darwin” moves by 10 min; “Curie” overlaps “Boole” by 10 min."


def test_a_row_beside_another_of_its_run_changes_their_order() -> None:
    rows = [row(1, "Ada", "9:00", 10), row(2, "Boole", "9:10", 20), row(3, "Curie", "9:30", 30)]
    assert what_happens(rows, Move((1,), after=3)) == (
        {"Boole": "09:00", "Curie": "09:20", "Ada": "09:50"},
        "“Ada” moves to 09:50; 2 rows move earlier by 10 min.",
    )
    assert what_happens(rows, Move((3,), before=1))[0] == {"Curie": "09:00", "Ada": "09:30", "Boole": "09:40"}


def test_a_row_from_beyond_a_pin_is_put_in_and_leaves_a_gap() -> None:
    assert what_happens(MORNING, Move((3,), after=5)) == (
        {"Boole": "10:50", "Darwin": "11:10"},
        "“Boole” moves to 10:50; “Darwin” moves by 20 min; a gap of 20 min stays at 09:40.",
    )


def test_a_row_takes_the_day_and_track_of_its_new_neighbour() -> None:
    rows = [*PARALLEL, row(6, "Euler", "9:00", 20, track="Blue", day=2), row(7, "Fermat", "9:20", 20, day=2)]
    made = plan(rows, Move((1,), after=6), 2)
    assert times(made) == {"Ada": "2 09:20", "Fermat": "2 09:50"}
    assert made.words == "“Ada” moves to 09:20 on day 2 in “Blue”; “Fermat” moves by 30 min."


def test_a_row_before_another_is_put_right_before_it_into_a_gap() -> None:
    assert what_happens(MORNING, Move((6,), before=2))[0] == {"Darwin": "09:10", "Ada": "09:30", "Boole": "09:50"}
    assert what_happens(MORNING, Move((6,), before=1))[0]["Darwin"] == "09:00"


def test_a_row_before_a_pin_takes_its_minutes_from_what_is_missing() -> None:
    assert what_happens(MORNING, Move((6,), before=4)) == (
        {"Darwin": "10:00"},
        "“Darwin” moves to 10:00; “Coffee” is pinned; 20 min are missing.",
    )


@pytest.mark.parametrize("gesture", [Move((2,), before=4), Move((2,), after=3)])
def test_a_row_of_the_run_before_a_pin_becomes_its_last(gesture: Gesture) -> None:
    assert what_happens(MORNING, gesture) == (
        {"Boole": "09:20", "Ada": "09:40"},
        "“Ada” moves to 09:40; “Boole” moves earlier by 20 min.",
    )
    assert what_happens(MORNING, Move((3,), before=4)) == ({}, "Nothing moves.")


@pytest.mark.parametrize("gesture", [Move((2,), after=2), Move((2, 3), before=3), Move((5,), before=6), Shift((2,), 0)])
def test_a_row_that_ends_where_it_was_changes_nothing(gesture: Gesture) -> None:
    assert what_happens(MORNING, gesture) == ({}, "Nothing moves.")


def test_a_row_to_a_time_nearby_pushes_what_follows() -> None:
    assert what_happens(MORNING, Move((5,), start=640)) == (
        {"Curie": "10:40", "Darwin": "11:00"},
        "“Curie” moves to 10:40; “Darwin” moves by 10 min.",
    )


def test_a_row_to_a_time_beyond_others_is_taken_out_and_put_in() -> None:
    rows = [row(1, "Ada", "9:00", 20), row(2, "Boole", "9:20", 20), row(3, "Curie", "9:40", 20)]
    assert what_happens(rows, Move((3,), start=9 * 60 + 20)) == (
        {"Curie": "09:20", "Boole": "09:40"},
        "“Curie” moves to 09:20; “Boole” moves by 20 min.",
    )


def test_rows_to_a_time_keep_their_distance() -> None:
    assert what_happens(MORNING, Move((1, 2), start=14 * 60 + 30))[0] == {"Welcome": "14:30", "Ada": "14:50"}


def test_rows_go_to_another_day_at_their_time() -> None:
    assert what_happens(MORNING, Move((2, 3), day=2), 2) == (
        {"Ada": "2 09:20", "Boole": "2 09:40"},
        "2 rows move to day 2 from 09:20 on; a gap of 50 min stays at 09:10.",
    )


def test_what_stands_where_several_rows_go_makes_way_for_all_of_them() -> None:
    rows = [row(1, "Ada", "9:00", 20, track="Red"), row(2, "Boole", "9:20", 20, track="Red")]
    rows += [row(3, "Curie", "9:00", 20, track="Blue"), row(4, "Darwin", "9:20", 20, track="Blue")]
    other_day = [replace(one, day=2, track="Red") for one in rows[2:]]
    on_top = "2 rows move to day 2 from 09:00 on; 2 rows move by 40 min."
    assert what_happens(rows[:2] + other_day, Move((1, 2), day=2), 2)[1] == on_top
    beside = "2 rows move from 09:00 on in “Blue”; 2 rows move by 40 min."
    assert what_happens(rows, Move((1, 2), track="Blue"))[1] == beside


@pytest.mark.parametrize("gesture", [Shift((1, 2), 120), Move((1, 2), start=11 * 60)])
@pytest.mark.parametrize("pins", [[], [row(5, "Coffee", "10:00", 30, pinned=True)]])
def test_what_is_in_the_way_of_several_rows_makes_way_for_all_of_them(gesture: Gesture, pins: list[Row]) -> None:
    rows = [row(1, "Ada", "9:00", 20), row(2, "Boole", "9:20", 20)]
    made = plan([*rows, *pins, row(3, "Curie", "11:00", 20), row(4, "Darwin", "11:20", 20)], gesture, 1)
    assert times(made) == {"Ada": "11:00", "Boole": "11:20", "Curie": "11:40", "Darwin": "12:00"}


def test_a_pin_between_several_rows_does_not_keep_what_follows_it_from_making_way() -> None:
    made = plan([*MORNING, row(7, "Euler", "8:00", 20), row(8, "Fermat", "8:20", 20)], Move((7, 8), after=3), 1)
    assert times(made) == {"Euler": "10:00", "Fermat": "10:20", "Curie": "10:40", "Darwin": "11:00"}


def test_rows_go_to_another_track_and_room() -> None:
    made = plan(PARALLEL, Move((4,), track="Blue", room="Hall 2"), 1)
    assert [(change.new.title, change.new.track, change.new.room) for change in made.moved] == [
        ("Curie", "Blue", "Hall 2"),
        ("Darwin", "Blue", ""),
    ]
    assert made.words == "“Curie” moves to 10:30 in “Blue”; “Darwin” moves by 20 min; “Curie” is in Hall 2."
    assert plan(PARALLEL, Move((4, 5), room="Hall 3"), 1).words == "2 rows are in Hall 3."


def test_a_row_without_a_time_gets_one_beside_another() -> None:
    rows = [*MORNING, row(7, "Euler", "", 20)]
    assert what_happens(rows, Move((7,), after=5))[0] == {"Euler": "10:50", "Darwin": "11:10"}
    assert what_happens(rows, Move((7,), start=15 * 60)) == ({"Euler": "15:00"}, "“Euler” moves to 15:00.")


@pytest.mark.parametrize(("until", "minutes"), [(15, 60), (13, None)])
def test_the_end_that_a_row_had_alone_gives_its_length(until: int, minutes: int | None) -> None:
    made = plan([*MORNING, row(7, "Euler", "", None, until=until * 60)], Move((7,), start=14 * 60), 1)
    assert made.moved[0].new.minutes == minutes
    assert made.words == "“Euler” takes 1 h; “Euler” moves to 14:00." if minutes else "“Euler” moves to 14:00."


def test_a_keynote_and_a_talk_change_places_and_what_is_between_makes_way() -> None:
    rows = [
        row(1, "Keynote", "9:00", 45),
        row(2, "Ada", "9:45", 10),
        row(3, "Boole", "10:00", 15),
        row(4, "End", "10:15", 5),
    ]
    assert what_happens(rows, Swap((3, 1))) == (
        {"Boole": "09:00", "Ada": "09:15", "Keynote": "09:30"},
        "“Boole” and “Keynote” change places; “Ada” moves earlier by 30 min.",
    )


def test_a_keynote_and_a_talk_change_places_across_a_pinned_break() -> None:
    rows = [
        row(1, "Keynote", "9:00", 45),
        row(2, "Ada", "9:45", 15),
        row(3, "Break", "10:00", 30, pinned=True),
        row(4, "Boole", "10:30", 15),
        row(5, "Curie", "10:45", 15),
    ]
    assert what_happens(rows, Swap((1, 4))) == (
        {"Boole": "09:00", "Ada": "09:15", "Keynote": "10:30", "Curie": "11:15"},
        "“Boole” and “Keynote” change places; “Curie” moves by 30 min; “Ada” moves earlier by 30 min.",
    )


def test_rows_of_two_tracks_change_places() -> None:
    made = plan(PARALLEL, Swap((1, 5)), 1)
    assert [(change.new.title, change.new.track) for change in made.moved][:2] == [("Darwin", "Red"), ("Ada", "Blue")]
    assert times(made) == {"Darwin": "09:00", "Ada": "10:30"}


def test_chosen_rows_share_the_time_up_to_the_next_one() -> None:
    moved, words = what_happens(MORNING, Spread((1, 2, 3)))
    assert moved == {"Welcome": "09:00"}
    assert words == "“Welcome” takes 20 min instead of 10 min."
    rows = [
        row(1, "Ada", "9:00", 10),
        row(2, "Boole", "9:10", 10),
        row(3, "Curie", "9:20", 10),
        row(4, "End", "9:50", 5),
    ]
    assert what_happens(rows, Spread((1, 2, 3))) == (
        {"Ada": "09:00", "Boole": "09:16", "Curie": "09:33"},
        "3 rows take 16 to 17 min; “Boole” moves by 6 min; “Curie” moves by 13 min.",
    )


def test_gaps_between_chosen_rows_are_closed_and_the_rest_comes_along() -> None:
    rows = [*MORNING[:3], row(4, "Curie", "10:00", 20), row(5, "Darwin", "10:30", 20)]
    assert what_happens(rows, Close((1, 2, 3))) == (
        {"Ada": "09:10", "Boole": "09:30", "Curie": "09:50"},
        "3 rows move earlier by 10 min.",
    )


def test_pins_come_and_go() -> None:
    assert plan(MORNING, Pin((4, 5)), 1).words == "“Curie” stays where it is when others move."
    assert plan(MORNING, Unpin((4,)), 1).words == "“Coffee” moves when others do."


def test_a_row_pushed_past_midnight_is_on_the_next_day() -> None:
    rows = [row(1, "Dinner", "22:00", 100), row(2, "Dance", "23:40", 60)]
    assert what_happens(rows, Length((1,), more=30), 2) == (
        {"Dinner": "22:00", "Dance": "2 00:10"},
        "“Dinner” takes 2 h 10 min instead of 1 h 40 min; “Dance” moves by 30 min; “Dance” is then on day 2.",
    )


@pytest.mark.parametrize(
    ("gesture", "why"),
    [
        (Shift((6,), 24 * 60), "“Darwin” would begin on day 2: the edition has one day."),
        (Shift((1,), -10 * 60), "“Welcome” would begin before the first day."),
        (Shift((4,), 5), "“Coffee” is pinned: unpin it first."),
        (Shift((), 5), "Choose rows first."),
        (Shift((7,), 5), "“Euler” has no time: give it a start first."),
        (Move((1,), after=7), "“Euler” has no time: give it a start first, or choose another place."),
        (Length((5,), minutes=0), "“Curie” would take no time."),
        (Length((5,), more=-20), "“Curie” would take no time."),
        (
            Length((5,), minutes=30 * 60),
            "“Curie” would not end on its day. Past midnight a row lasts 12 hours at most.",
        ),
        (Swap((1, 2, 3)), "Choose two rows to swap."),
        (Swap((1, 7)), "“Euler” has no time: give it a start first."),
        (Swap((1, 8)), "The length of “Faraday” is not known: give it first."),
        (Spread((1, 3)), "“Ada” stands between them."),
        (Close((1,)), "Choose rows with gaps between them."),
    ],
)
def test_what_cannot_be_is_refused_in_words(gesture: Gesture, why: str) -> None:
    with pytest.raises(Refused) as refused:
        plan([*MORNING, row(7, "Euler", "", 20), row(8, "Faraday", "11:30", None)], gesture, 1)
    assert str(refused.value) == why


def test_rows_of_two_tracks_are_not_spread_together() -> None:
    with pytest.raises(Refused, match=r"one day and one track"):
        plan(PARALLEL, Spread((1, 2)), 1)


def test_a_long_title_is_cut() -> None:
    rows = [row(1, "On the electrodynamics of moving bodies in a vacuum", "9:00", 10)]
    assert plan(rows, Shift((1,), 5), 1).words == "“On the electrodynamics of moving bodies…” moves by 5 min."


def test_five_hundred_rows_in_one_track_are_pushed_together() -> None:
    rows = [Row(number, f"Talk {number}", start=2 * number, minutes=2) for number in range(500)]
    made = plan(rows, Length((0,), more=5), 1)
    assert (len(made.moved), made.words) == (500, "“Talk 0” takes 7 min instead of 2 min; 499 rows move by 5 min.")
