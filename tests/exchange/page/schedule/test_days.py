"""The days of a schedule: how pages name them, rows that go on past midnight, and the last day of an edition."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from faimi.exchange.draft import Report
from faimi.exchange.page.schedule.named_days import lone_day, named_day
from faimi.exchange.page.schedule.reader import read_schedule
from faimi.exchange.page.source.parser import tree_of
from tests.exchange.page.kinds.test_kinds import Read, read, told
from tests.exchange.page.schedule.test_schedule import rows

__all__ = ["read"]  # the fixture

NAMED = [
    ("Day 1: 12 October 2024", "Day 1: 12 October 2024", ""),
    ("Day One", "Day One", ""),
    ("Second day", "Second day", ""),
    ("Sunday, 12 October", "Sunday, 12 October", ""),
    ("Sun", "Sun", ""),
    ("October 12th (Sunday)", "October 12th (Sunday)", ""),
    ("Date: Sunday, 2024-10-12", "Sunday, 2024-10-12", ""),
    ("Programme, 12 October", "12 October", ""),
    ("Schedule for Saturday, October 12, 2024", "Saturday, October 12, 2024", ""),
    ("Workshop Day 2", "Day 2", ""),
    ("Day 2 Afternoon", "Day 2", "Afternoon"),
    ("Day 1: Tutorials (12 October)", "Day 1, 12 October", "Tutorials"),
    ("Sunday, 12 October – Posters", "Sunday, 12 October", "Posters"),
    ("12-13 October 2024", "", "12-13 October 2024"),
    ("12 October to 14 October", "", "12 October to 14 October"),
    ("Session 1", "", "Session 1"),
    ("On 5/6/2024", "", "On 5/6/2024"),
]


@pytest.mark.parametrize(("text", "day", "track"), NAMED)
def test_a_line_names_a_day_and_maybe_a_track(text: str, day: str, track: str) -> None:
    assert named_day(text) == (day, track)


def test_hours_beside_a_day_leave_it_alone() -> None:
    assert lone_day("Sunday, 12 October, 9:00 - 17:00") == "Sunday, 12 October"
    assert lone_day("Sunday, 12 October: Posters") == ""


TWO_DAYS = ["09:00-10:00|talk||One", "(2)|09:00-10:00|talk||Two"]
FIRST, SECOND = "12 October 2024", "13 October 2024"
FORMS = {
    "headings": "### {0}\n\n- 09:00-10:00 One\n\n### {1}\n\n- 09:00-10:00 Two",
    "bold lines": "**{0}**\n\n- 09:00-10:00 One\n\n**{1}**\n\n- 09:00-10:00 Two",
    "plain lines": "{0}\n\n09:00-10:00 One\n\n{1}\n\n09:00-10:00 Two",
    "lines of one paragraph": "{0}<br>09:00-10:00 One<br>{1}<br>09:00-10:00 Two",
    "entries": "- {0}\n- 09:00-10:00 One\n- {1}\n- 09:00-10:00 Two",
    "entries above others": "- {0}\n  - 09:00-10:00 One\n- {1}\n  - 09:00-10:00 Two",
    "rows": "| Time | What |\n|--|--|\n| **{0}** | |\n| 09:00-10:00 | One |\n| | {1} |\n| 09:00-10:00 | Two |",
    "a column": "| Day | Time | What |\n|--|--|--|\n| {0} | 09:00-10:00 | One |\n| {1} | 09:00-10:00 | Two |",
    "a column without a heading": "| {0} | 09:00-10:00 | One |\n| {1} | 09:00-10:00 | Two |",
    "beside times": "| {0}, 09:00-10:00 | One |\n| {1}, 09:00-10:00 | Two |",
    "columns side by side": "| Time | {0} | {1} |\n|--|--|--|\n| 09:00-10:00 | One | Two |",
    "headings of tables": "| Time | {0} |\n|--|--|\n| 09:00-10:00 | One |\n\n"
    "| Time | {1} |\n|--|--|\n| 09:00-10:00 | Two |",
    "sections": "- 09:00-10:00 One\n\n## Programme, {1}\n\n- 09:00-10:00 Two",
}
DAYS = [(FIRST, SECOND), ("Saturday, 12 October", "Sunday, 13 October"), ("Day 1", "Day 2"), ("Saturday", "Sunday")]


@pytest.mark.parametrize(("form", "days"), [*product(FORMS, DAYS)])
def test_rows_are_of_the_day_above_or_beside_them(read: Read, form: str, days: tuple[str, str]) -> None:
    draft = read(f"## Programme, {days[0]}\n\n{FORMS[form].format(*days)}", "title: T\nstarts_on: 2024-10-12")
    assert rows(draft) == TWO_DAYS
    assert "not taken over" not in told(draft)
    assert [section.intro for section in draft.sections] == [""] * len(draft.sections)


TITLES = st.lists(st.sampled_from(["day", "track", "row"]), min_size=1, max_size=12)


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(TITLES, st.sampled_from(["### {}\n\n", "**{}**\n\n", "{}\n\n"]), st.sampled_from(["- {}\n", "{}\n\n"]))
def test_no_row_is_lost_whatever_days_and_tracks_stand_around_it(lines: list[str], head: str, row: str) -> None:
    forms = {"day": head.format("Day {0}"), "track": "\n### Session {0}\n\n", "row": row.format("1{0}:00 Thing {0}")}
    body = "\n".join(forms[line].format(place % 10) for place, line in enumerate(lines))
    found, _ = read_schedule([*tree_of(body, Report()).find_all(True, recursive=False)], Report())
    wanted = [f"Thing {place % 10}" for place, line in enumerate(lines) if line == "row"]
    assert [slot["title"] for slot in found] == wanted


def test_a_day_holds_for_the_sessions_and_rooms_below_it(read: Read) -> None:
    draft = read(
        "## Programme\n\n**Day 1**\n\n**Session 1**\n\n- 09:00-10:00 One\n\n**Session 2**\n\n- 10:00-11:00 Two\n\n"
        "**Day 2: Tutorials**\n\n| Time | Room A | Room B |\n|--|--|--|\n| 09:00-10:00 | Three | Four |"
    )
    assert rows(draft) == [
        "Session 1|09:00-10:00|talk||One",
        "Session 2|10:00-11:00|talk||Two",
        "(2) Tutorials: Room A|09:00-10:00|talk||Three",
        "(2) Tutorials: Room B|09:00-10:00|talk||Four",
    ]


def test_what_reaches_over_the_columns_of_two_days_is_on_both(read: Read) -> None:
    draft = read(
        "## Programme\n<table><tr><th>Time</th><th>Day 1</th><th>Day 2</th></tr>"
        "<tr><td>09:00-10:00</td><td>One</td><td>Two</td></tr>"
        "<tr><td>10:00-10:30</td><td colspan=2>Coffee</td></tr></table>"
    )
    assert rows(draft) == [*TWO_DAYS[:1], "10:00-10:30|break||Coffee", *TWO_DAYS[1:], "(2)|10:00-10:30|break||Coffee"]


def test_hours_of_a_day_are_kept_as_text(read: Read) -> None:
    draft = read(
        "## Programme\n### Day 1 (9:00 - 17:00)\n- 09:00-10:00 One\n### Day 2 (9:00 - 12:00)\n- 09:00-10:00 Two"
    )
    assert rows(draft) == TWO_DAYS
    assert draft.sections[0].intro == "Day 1 (9:00 - 17:00)\n\nDay 2 (9:00 - 12:00)"


UNCLEAR = [
    ("### 11 October\n- 09:00 One", "“11 October” is no day of the workshop as far as its dates tell"),
    ("### Day 1\n- 09:00 One\n### Day 2\n- 09:00 Two", "“Day 2” has no date on the page: shown as 2024-10-13."),
    ("### Day 2: 15 October\n- 09:00 One", "“Day 2: 15 October” is the workshop's day 4 by its date."),
    ("- 08:00 Zero\n\n### 13 October\n- 09:00 One", "Rows of the schedule below no day: 1, taken as of the first."),
    ("### Day 1\n- 09:00 One\n### Posters\n- 09:00 Two", "“Posters” stands beside the days: taken as of Day 1."),
    ("- 22:00-01:00 One\n- 20:00-21:00 Two", "“Two” stands below a night: taken as on the same day."),
]


@pytest.mark.parametrize(("body", "doubt"), UNCLEAR)
def test_a_day_that_is_not_clear_is_reported(read: Read, body: str, doubt: str) -> None:
    assert doubt in told(read(f"## Programme\n{body}", "title: T\nstarts_on: 2024-10-12"))


def test_what_is_no_day_of_the_edition_stays_a_track(read: Read) -> None:
    draft = read("## Programme\n### Monday\n- 09:00-10:00 One\n### 1 June\n- 10:00-11:00 Two", "starts_on: 2024-10-12")
    assert rows(draft) == ["Monday|09:00-10:00|talk||One", "1 June|10:00-11:00|talk||Two"]


def test_days_whose_year_is_not_known_are_numbered_and_reported(read: Read) -> None:
    draft = read("## Programme\n### Day 1: 12 May\n- 09:00-10:00 One\n### 14 May\n- 10:00-11:00 Two", "permalink: /x/")
    assert (draft.header["starts_on"], rows(draft)[1]) == (None, "(3)|10:00-11:00|talk||Two")
    assert "“14 May” is shown as day 3, as the page does not say the year." in told(draft)


LAST_DAYS = [
    ("The workshop is held on October 12-13, 2024 in Oslo.", "2024-10-13"),
    ("Our workshop will be held on 12 and 13 October 2024.", "2024-10-13"),
    ("The workshop takes place from September 30 – October 2, 2024", "2024-10-02"),
    ("The workshop takes place on 30 September – 2 October 2024", "2024-10-02"),
    ("## Dates\n- Deadline: June 1, 2024\n- Workshop: October 12-13, 2024", "2024-10-13"),
    ("## Programme, 12 October\n- 09:00 One\n\n## Programme, 14 October\n- 09:00 Two", "2024-10-14"),
    ("The workshop takes place on October 12, 2024.\n## Programme\n- 22:00 One\n- 00:30 Two", "None"),
    (
        "The workshop takes place on October 12, 2024.\n## Programme\n### Day 1\n- 09:00 One\n### Day 2\n- 09:00 Two",
        "None",
    ),
    ("MICCAI 2024 takes place in Oslo, October 6-10, 2024. Our workshop is part of it.", "None"),
    ("**12 October – 13 October 2024, Turin**", "2024-10-13"),
    ("Date: October 12 to 13, 2024", "2024-10-13"),
    ("When: Saturday, 12 October – Sunday, 13 October 2024", "2024-10-13"),
    ("When: Saturday 12 and Sunday 13 October 2024", "2024-10-13"),
    ("When: 2024-10-12 – 2024-10-13", "2024-10-13"),
    ("When: October 12, 2024 – October 13, 2024", "2024-10-13"),
    ("When: December 31, 2024 – January 1, 2025", "2025-01-01"),
    ("When: 12.–13. October", "2024-10-13"),
    ("## Programme: 12 & 13 October 2024\n### Day 1\n- 09:00 One\n### Day 2\n- 09:00 Two", "2024-10-13"),
    ("## Dates\n- Workshop: October 12 to 13, 2024", "2024-10-13"),
    ("## Dates\n- Workshop: October 12 and October 14, 2024", "None"),
    ("MICCAI, 12–13 October 2024, Turin", "None"),
    ("Date: October 12, 2024, 9:00 to 13:00", "None"),
]


@pytest.mark.parametrize(("body", "day"), LAST_DAYS)
def test_the_last_day_is_the_end_of_a_range_or_of_the_schedule(read: Read, body: str, day: str) -> None:
    assert str(read(body).header["ends_on"]) == day


RANGES = [
    "### 12–13 October\n#### 12 October\n- 09:00-10:00 One\n#### 13 October\n- 09:00-10:00 Two",
    "12 October to 13 October 2024\n\n**Day 1**\n\n- 09:00-10:00 One\n\n**Day 2**\n\n- 09:00-10:00 Two",
    "| Time | What |\n|--|--|\n| 12–13 October | |\n| Day 1 | |\n| 09:00-10:00 | One |\n"
    "| Day 2 | |\n| 09:00-10:00 | Two |",
]


@pytest.mark.parametrize("body", RANGES)
def test_a_range_above_days_is_no_track_of_theirs(read: Read, body: str) -> None:
    draft = read(f"## Programme\n\n{body}", "title: T\nstarts_on: 2024-10-12")
    assert rows(draft) == TWO_DAYS
    assert "12" in draft.sections[0].intro
    assert "not taken over" not in told(draft)


def test_a_change_from_one_date_to_another_is_no_range(read: Read) -> None:
    draft = read(
        "## Dates\n- Deadline (extended from 1 June 2024 to 3 June 2024)\n- Papers: 1 June 2024 to 3 June 2024"
    )
    first, second = draft.items("date")
    assert (str(first["date"]), str(second["date"]), second["label"]) == (
        "2024-06-01",
        "2024-06-01",
        "Papers: 1 June 2024 to 3 June 2024",
    )
    assert "“Deadline" not in told(draft)


def test_a_last_day_is_found_for_a_first_day_that_is_known(read: Read) -> None:
    body, front = "The workshop is held on October 12-13, 2024.", "title: T\nstarts_on: 2024-10-{}"
    assert str(read(body, front.format(12)).header["ends_on"]) == "2024-10-13"
    assert read(body, front.format(10)).header["ends_on"] is None


def test_a_schedule_that_goes_on_after_the_last_day_is_reported(read: Read) -> None:
    draft = read("## Programme, 14 October\n- 09:00 One", "starts_on: 2024-10-12\nends_on: 2024-10-13")
    assert "The schedule goes on until 2024-10-14, after the last day, 2024-10-13." in told(draft)


NIGHTS = [
    (
        "- 23:00-00:30 One\n- 00:30-01:00 Two\n- 09:00 Three",
        ["23:00-00:30|talk||One", "(2)|00:30-01:00|talk||Two", "(2)|09:00-|talk||Three"],
    ),
    (
        "- 22:00 One\n- 00:30 - 1:00 Two\n- 1:00 - 1:30 Three",
        ["22:00-00:30|talk||One", "(2)|00:30-01:00|talk||Two", "(2)|01:00-01:30|talk||Three"],
    ),
    ("- 23:00 - 1:00 One", ["23:00-01:00|talk||One"]),
    ("- 6:00 - 1:00 One", ["18:00-|talk||One"]),
    ("- 16:00 - 02:00 One", ["16:00-|talk||One"]),
    ("- 18:00 - 07:00 One", ["18:00-|talk||One"]),
    ("- 22:00-01:00 One\n- 23:00-23:30 Two", ["22:00-01:00|talk||One", "23:00-23:30|talk||Two"]),
    ("- 18:00 One\n- 09:00 Two", ["18:00-|talk||One", "09:00-|talk||Two"]),
]


@pytest.mark.parametrize(("body", "expected"), NIGHTS)
def test_a_late_row_goes_on_past_midnight_and_the_next_is_on_the_next_day(
    read: Read, body: str, expected: list[str]
) -> None:
    assert rows(read(f"## Programme\n{body}")) == expected


MIDNIGHTS = [
    "- 22:00–24:00 One\n- 00:00-01:00 Two",
    "- 10 pm to midnight: One\n- 12 midnight – 1:00: Two",
    "- 22:00 – Midnight: One\n- midnight – 01:00: Two",
    "| Time | What |\n|--|--|\n| 22:00 – midnight | One |\n| Midnight – 1:00 | Two |",
    "| Start | End | What |\n|--|--|--|\n| 22:00 | 24.00 | One |\n| 00:00 | 01:00 | Two |",
]


@pytest.mark.parametrize("body", MIDNIGHTS)
def test_midnight_ends_a_row_on_its_day_and_begins_the_next(read: Read, body: str) -> None:
    draft = read(f"## Programme\n\n{body}")
    assert rows(draft) == ["22:00-00:00|talk||One", "(2)|00:00-01:00|talk||Two"]
    assert "past midnight" not in told(draft)
    assert "not taken over" not in told(draft)


NAMED_TIMES = [
    ("- 9:00 – noon: One\n- noon – 1:30 pm: Two", ["09:00-12:00|talk||One", "12:00-13:30|talk||Two"]),
    ("- 13:00-24:00 One", ["13:00-00:00|talk||One"]),
    ("- 9:00-24:00 One", ["09:00-|talk||One"]),
    (
        "- 10:00 – Midnight in Paris\n- 11:00-12:00 Noon in Paris\n- 12:00-13:00 See you at midnight",
        [
            "10:00-11:00|talk||Midnight in Paris",
            "11:00-12:00|talk||Noon in Paris",
            "12:00-13:00|talk||See you at midnight",
        ],
    ),
    (
        "- 09:00-10:00 24 pictures\n- 10:00 - 24 pictures more",
        ["09:00-10:00|talk||24 pictures", "10:00-|talk||24 pictures more"],
    ),
]


@pytest.mark.parametrize(("body", "expected"), NAMED_TIMES)
def test_noon_and_midnight_are_times_where_they_stand_as_such(read: Read, body: str, expected: list[str]) -> None:
    assert rows(read(f"## Programme\n{body}")) == expected


def test_a_night_and_an_end_that_is_none_are_reported(read: Read) -> None:
    draft = read("## Programme\n- 22:00-01:00 One\n\n## Agenda\n- 16:00-02:00 Two")
    assert "“One” goes on past midnight, until 01:00." in told(draft)
    assert "“Two” ends at 02:00, not after it starts: left out." in told(draft)


ALL_DAY = [
    "| Time | What |\n|--|--|\n| All day | Posters |\n| 09:00-10:00 | One |",
    "- All day: Posters\n- 09:00-10:00 One",
    "| Time | What |\n|--|--|\n| All day: Posters | |\n| 09:00-10:00 | One |",
    "| Time | What |\n|--|--|\n| **Posters (All day)** | |\n| 09:00-10:00 | One |",
]


@pytest.mark.parametrize("body", ALL_DAY)
def test_what_is_for_all_day_has_no_time_and_keeps_its_words(read: Read, body: str) -> None:
    assert rows(read(f"## Programme\n\n{body}")) == ["-|other||Posters (All day)", "09:00-10:00|talk||One"]


def test_what_is_for_all_day_is_no_talk_and_has_its_room(read: Read) -> None:
    draft = read(
        "## Programme\n\n- 09:00-10:00 One\n- Demos in the Lobby (all day)\n\n| Time | What |\n|--|--|\n"
        "| throughout the day | Exhibition |\n| 10:00-11:00 | Two |"
    )
    assert rows(draft) == [
        "09:00-10:00|talk||One",
        "-|other||Demos (all day)",
        "-|other||Exhibition (throughout the day)",
        "10:00-11:00|talk||Two",
    ]
    assert [slot["room"] for slot in draft.items("slot")] == ["", "Lobby", "", ""]
    assert "not taken over" not in told(draft)


def test_a_column_of_speaker_and_title_says_which_of_two_parts_is_the_name(read: Read) -> None:
    body = "## Programme\n| Time | {} |\n|--|--|\n| 09:00-10:00 | Ann Lee: One |\n| 10:00-11:00 | Deep nets: Two |"
    both = [row.split("|")[2:] for row in rows(read(body.format("Speaker and title")))]
    assert both == [["Ann Lee", "One"], ["", "Deep nets: Two"]]
    assert [row.split("|")[2:] for row in rows(read(body.format("What")))] == [
        ["", "Ann Lee: One"],
        ["", "Deep nets: Two"],
    ]
