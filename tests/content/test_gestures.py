"""Any gestures on any programme: `GESTURES` says how many sequences of them, 300 unless told."""

import os
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations, permutations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faimi.content.gestures import Close, Gesture, Length, Pin, Shift, Spread, Unpin
from faimi.content.moving import SAME, Move, Swap
from faimi.content.plan import Plan, plan
from faimi.content.programme import Refused, Row

DAYS, MOST_ROWS = 3, 9
NUMBERS = st.integers(1, MOST_ROWS)
MANY = settings(
    max_examples=int(os.environ.get("GESTURES") or 300),
    deadline=None,
    database=None,
    derandomize="GESTURES" not in os.environ,
    suppress_health_check=list(HealthCheck),
)


@st.composite
def programmes(draw: st.DrawFn) -> list[Row]:
    """A few rows: mostly one after the other, with gaps, overlaps, sessions, pins and whatever is not known."""
    rows, reach = [], 9 * 60
    for number in range(1, draw(st.integers(2, MOST_ROWS)) + 1):
        start = max(0, reach + 5 * draw(st.sampled_from([0, 0, 0, 0, 2, 4, -1, -4])))
        minutes = draw(st.sampled_from([10, 15, 20, 20, 30, 45, 120, None]))
        row = Row(
            number,
            f"Row {number}",
            day=draw(st.sampled_from([1, 1, 1, 2])),
            start=draw(st.sampled_from([start % 1440] * 9 + [23 * 60 + 50, None])),
            minutes=minutes,
            track=draw(st.sampled_from([None, None, "Red", "Blue"])),
            pinned=draw(st.sampled_from([False] * 5 + [True])),
            locked=draw(st.sampled_from([False] * 12 + [True])),
        )
        rows.append(row)
        reach = start + (minutes or 20)
    return rows


@st.composite
def gestures(draw: st.DrawFn) -> Gesture:
    """Any gesture, at any rows, some of which may not be there."""
    rows = tuple(draw(st.lists(NUMBERS, min_size=1, max_size=4, unique=True)))
    alone = draw(st.sampled_from([False, False, False, True]))
    minutes = 5 * draw(st.integers(-15, 30))
    make: Callable[[], Gesture] = draw(
        st.sampled_from(
            [
                lambda: Shift(rows, minutes, alone=alone),
                lambda: Length(rows, more=minutes, alone=alone),
                lambda: Length(rows, minutes=minutes, alone=alone),
                lambda: Move(rows, after=draw(NUMBERS), alone=alone),
                lambda: Move(rows, before=draw(NUMBERS), alone=alone),
                lambda: Move(rows, start=9 * 60 + 5 * draw(st.integers(-10, 60)), alone=alone),
                lambda: Move(rows, day=draw(st.integers(1, DAYS)), alone=alone),
                lambda: Move(rows, track=draw(st.sampled_from([None, "Red", SAME])), room="Hall", alone=alone),
                lambda: Swap(rows[:2], alone=alone),
                lambda: Spread(rows),
                lambda: Close(rows, alone=alone),
                lambda: Pin(rows),
                lambda: Unpin(rows),
            ]
        )
    )
    return make()


def ends(row: Row) -> int:
    """When a row ends, a minute after its start where its length is not known."""
    return row.begin + (1 if row.minutes is None else row.minutes)


def in_common(row: Row, other: Row) -> int:
    """The minutes that two rows have in common, each minute looked at; an unknown length is one."""
    if row.start is None or other.start is None:
        return 0
    spans = [range(one.begin, ends(one)) for one in (row, other)]
    return len({*spans[0]} & {*spans[1]})


def overlap(row: Row, other: Row) -> int:
    """The minutes that two rows of one line have in common; their tracks say their lines."""
    return in_common(row, other) if row.track == other.track or None in (row.track, other.track) else 0


def on_lines(rows: dict[object, Row], former: dict[object, Row]) -> dict[object, Row]:
    """Rows with their lines as tracks: all tracks are one line on a day on which no two were at once."""
    apart = [pair for pair in combinations(former.values(), 2) if len({row.track for row in pair} - {None}) == 2]
    parallel = {row.day for row, other in apart if row.day == other.day and in_common(row, other)}
    joined = {key for key, row in rows.items() if row.track is not None and row.day not in parallel}
    return {key: replace(row, track="all") if key in joined else row for key, row in rows.items()}


def is_within(row: Row, other: Row) -> bool:
    spans = [{*range(one.begin, ends(one))} for one in (row, other)]
    return spans[0] <= spans[1] or spans[1] <= spans[0]


def new_overlaps(former: dict[object, Row], rows: dict[object, Row]) -> list[tuple[Row, Row]]:
    """The pairs of rows that overlap by more than they did, but those that lay within each other and do so still."""
    found = []
    for key, other_key in combinations(rows, 2):
        pair, was = (rows[key], rows[other_key]), (former[key], former[other_key])
        if overlap(*pair) > overlap(*was) and not (overlap(*was) and is_within(*pair) and is_within(*was)):
            found.append(pair)
    return found


def told(pattern: str, words: str) -> list[tuple[str, ...]]:
    return [found.groups() for found in re.finditer(pattern, words)]


def minutes_in(words: str) -> int:
    return sum(int(number) * (60 if unit == "h" else 1) for number, unit in re.findall(r"(\d+) (h|min)", words))


def check_words(made: Plan, former: dict[object, Row], rows: dict[object, Row]) -> None:
    """The numbers in the sentence are those of what happened."""
    check_overlaps(made, new_overlaps(former, rows), former, rows)
    changes = [(change.former, change.new) for change in made.moved]
    later = [new.begin - was.begin for was, new in changes if was.start is not None]
    for way, by in (("", later), ("earlier ", [-minutes for minutes in later])):
        groups = told(rf"(?:(\d+) rows|“Row \d”) moves? {way}by ([^;.]+)", made.words)
        apart = isinstance(made.gesture, Move | Swap)  # the chosen ones are told of apart
        there = [minutes for minutes in by if minutes > 0]
        count = sum(int(number or 1) for number, _ in groups)
        assert count == len(there) or (apart and count < len(there))
        for number, length in groups:
            if " to " not in length:
                assert int(number or 1) <= there.count(minutes_in(length)) <= int(number or 1) + 4 * apart
    longer = [new for was, new in changes if was.minutes != new.minutes]
    assert sum(int(number or 1) for (number,) in told(r"(?:(\d+) rows|“Row \d”) takes?", made.words)) == len(longer)


def check_overlaps(
    made: Plan, pairs: list[tuple[Row, Row]], former: dict[object, Row], rows: dict[object, Row]
) -> None:
    """Every new overlap is told: as minutes that are missing before a fixed row, by the names of both, or counted.

    They are missing, too, where a row was pushed past a fixed one.
    """
    words, by_title = made.words, {row.title: row for row in rows.values()}
    past = {
        (row.title, fixed.title)
        for row, fixed in permutations(rows.values(), 2)
        if fixed.is_fixed and row.start is not None and former[row.key].start is not None and fixed.start is not None
        if row.key not in made.gesture.rows and former[row.key].begin <= fixed.begin < row.begin
        if row.track == fixed.track or None in (row.track, fixed.track)
    }
    short_of, others = list(past), list[set[str]]()
    for pair in pairs:
        row, fixed = sorted(pair, key=lambda row: (row.begin, row.is_fixed))
        was = former[row.key]
        ran_into_it = overlap(was, former[fixed.key]) and was.begin <= fixed.begin
        if fixed.is_fixed and not (ran_into_it and ends(row) <= ends(was)):
            short_of.append((row.title, fixed.title))
        elif (fixed.title, row.title) not in past:
            others.append({row.title, fixed.title})
    missing = dict[str, int]()
    for title, fixed_title in short_of:
        row, fixed = by_title[title], by_title[fixed_title]
        was, lost = former[row.key], {*range(fixed.begin, ends(row))}
        if (title, fixed_title) in past or (overlap(was, former[fixed.key]) and was.begin <= fixed.begin):
            lost -= {*range(was.begin, ends(was))}  # they were missing before
        missing[fixed_title] = max(len(lost), missing.get(fixed_title, 0))
    overlaps = told(r"“(Row \d)” overlaps “(Row \d)”(?: by ([^;.]+))?", words)
    for title, other, by in overlaps:
        assert {title, other} in others
        assert not by or minutes_in(by) == overlap(by_title[title], by_title[other])
    assert len(overlaps) + sum(int(number) for (number,) in told(r"(\d+) more overlap", words)) == len(others)
    short = told(r"“(Row \d)” is (?:pinned|not yours to move); ([^;.]+) (?:is|are) missing", words)
    assert len(short) + sum(int(number) for (number,) in told(r"before (\d+) more row", words)) == len(missing)
    assert all(minutes_in(minutes) == missing[title] > 0 for title, minutes in short)
    assert made.missing == max((minutes_in(minutes) for _, minutes in short), default=0) or len(missing) > len(short)


@MANY
@given(programmes(), st.lists(gestures(), min_size=1, max_size=5))
def test_gestures_lose_no_row_move_no_pin_keep_the_order_and_tell_the_truth(
    programme: list[Row], sequence: list[Gesture]
) -> None:
    rows = tuple(programme)
    for gesture in sequence:
        former = {row.key: row for row in rows}
        if not {*gesture.rows, getattr(gesture, "after", None), getattr(gesture, "before", None)} <= {None, *former}:
            continue
        try:
            made = plan(rows, gesture, DAYS)
        except Refused:
            continue
        for way in ("", *(way.how for way in made.ways)):
            check(plan(rows, type(gesture)(**{**vars(gesture), "how": way}), DAYS), former, rows)
        rows = made.rows


def check(made: Plan, former: dict[object, Row], before: tuple[Row, ...]) -> None:
    """Whether a plan keeps what every plan keeps."""
    now = {row.key: row for row in made.rows}
    assert sorted(map(str, now)) == sorted(map(str, former))
    assert len(made.rows) == len(before)
    begins = [row.begin for row in made.rows if row.start is not None]
    assert begins == sorted(begins)
    for key, row in now.items():
        if former[key].is_fixed:
            assert (row.day, row.start, row.track) == (former[key].day, former[key].start, former[key].track)
        assert 1 <= row.day <= DAYS
        assert row.start is None or 0 <= row.start < 1440
    assert {change.new.key for change in made.moved} == {key for key in now if now[key] != former[key]}
    undone = {**now, **{change.former.key: change.former for change in made.moved}}
    assert repr([undone[row.key] for row in before]) == repr([*before])
    check_words(made, on_lines(former, former), on_lines(now, former))
