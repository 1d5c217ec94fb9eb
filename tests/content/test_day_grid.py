"""Where rows of a day stand to scale in which lines run at once."""

import pytest

from faimi.content.day_grid import DayGrid, Spot, lay_out

NINE, TEN, NOON = 9 * 60, 10 * 60, 12 * 60


def grid_of(*spots: Spot) -> DayGrid:
    """The grid of spots whose rows are called by their places."""
    return lay_out(dict(enumerate(spots)))


def columns(grid: DayGrid) -> list[int | None]:
    """The column of each row."""
    return [spot.column for spot in grid.spots.values()]


def lanes(grid: DayGrid) -> list[tuple[int, int]]:
    """The lane of each row, and of how many."""
    return [(spot.lane, spot.lanes) for spot in grid.spots.values()]


def test_each_line_of_the_day_has_a_column_and_what_is_for_everybody_goes_across() -> None:
    grid = grid_of(Spot(4, NINE, 60), Spot(1, NINE, 30), Spot(4, TEN, 60), Spot(None, NOON, 60))
    assert (columns(grid), grid.columns) == ([2, 1, 2, None], [[1], [4]])
    assert grid.hours == range(9, 13)


def test_what_is_for_everybody_while_lines_run_has_a_column_before_theirs() -> None:
    grid = grid_of(Spot(None, NINE, 200), Spot(0, TEN, 60), Spot(1, TEN, 60), Spot(None, NOON, 60), Spot(None, 900, 30))
    assert (columns(grid), grid.columns) == ([1, 2, 3, 1, None], [[], [0], [1]])


def test_lines_of_which_one_is_over_before_the_other_begins_share_a_column() -> None:
    sessions = Spot(0, NINE, 60), Spot(1, NINE, 180), Spot(2, TEN, 60), Spot(3, NINE + 20, 10), Spot(3, NOON, 60)
    grid = grid_of(*sessions)
    assert (columns(grid), grid.columns) == ([1, 2, 1, 3, 3], [[0, 2], [1], [3]])
    assert [spot.shared for spot in grid.spots.values()] == [True, False, True, False, False]
    assert grid_of(*sessions, Spot(4, None)).columns == [[0, 2, 4], [1], [3]]


@pytest.mark.parametrize(
    ("spots", "expected"),
    [
        ([Spot(0, NINE, 60), Spot(0, TEN, 60)], [(1, 1), (1, 1)]),
        ([Spot(0, NINE, 61), Spot(0, TEN, 60)], [(1, 2), (2, 2)]),
        ([Spot(0, NINE, 180), Spot(0, NINE, 60), Spot(0, TEN, 60)], [(1, 2), (2, 2), (2, 2)]),
        ([Spot(0, NINE, 60), Spot(0, NINE, 60), Spot(0, NINE, 60)], [(1, 3), (2, 3), (3, 3)]),
        ([Spot(0, NINE, 61), Spot(1, TEN, 60)], [(1, 1), (1, 1)]),
        ([Spot(None, NINE, 61), Spot(None, TEN, 60)], [(1, 2), (2, 2)]),
    ],
)
def test_what_overlaps_in_one_column_stands_in_lanes(spots: list[Spot], expected: list[tuple[int, int]]) -> None:
    assert lanes(grid_of(*spots)) == expected


@pytest.mark.parametrize(
    ("others", "minutes"),
    [([], 30), ([Spot(0, NINE + 20, 10)], 20), ([Spot(1, NINE + 20, 10)], 30), ([Spot(None, NINE + 10, 10)], 10)],
)
def test_what_ends_nobody_knows_when_is_shown_till_the_next_begins_on_its_line(
    others: list[Spot], minutes: int
) -> None:
    assert grid_of(Spot(0, NINE), *others).spots[0].minutes == minutes


def test_what_has_no_time_waits() -> None:
    grid = grid_of(Spot(0, NINE, 60), Spot(1, None))
    assert (grid.waits, grid.hours, grid.spots[1].column) == (True, range(9, 10), None)
    assert not grid_of(Spot(0, NINE, 60)).waits


def test_a_night_goes_on_past_midnight() -> None:
    assert grid_of(Spot(0, 22 * 60 + 30, 180)).hours == range(22, 26)
