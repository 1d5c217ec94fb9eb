"""Schedules as people write them: as lists, boxes, lines and tables."""

from collections.abc import Callable

import pytest

from faimi.exchange.draft import Draft
from tests.exchange.page.kinds.test_kinds import facts, read, told

Read = Callable[..., Draft]
__all__ = ["read"]  # the fixture


def rows(draft: Draft) -> list[str]:
    """Each row in one line: day, where that is not the first, track, times, kind, speaker and title."""
    slots = draft.items("slot")
    days = [f"({slot['day']})" if slot["day"] > 1 else "" for slot in slots]
    clocks = [tuple(f"{slot[n]:%H:%M}" if slot[n] else "" for n in ("start", "end")) for slot in slots]
    names = facts(draft, "slot", "track", "kind", "speaker", "title")
    return [
        f"{' '.join(filter(None, [day, track]))}|{start}-{end}|{kind}|{speaker}|{title}".strip("|")
        for day, (track, kind, speaker, title), (start, end) in zip(days, names, clocks, strict=True)
    ]


FORMS = {
    "boxes": (
        '<div class="schedule"><div class="row"><div class="time">09:00 - 09:30</div>'
        '<div class="title"><b>Ann Lee</b>: Fair things</div></div>\n'
        '<div class="row"><div class="talk-title">Other things</div><div class="time">09:30</div>'
        '<div class="speaker">Bob Roe</div></div>\n'
        '<div class="row"><div><p>10:00</p></div><div><h4>Coffee</h4></div></div></div>',
        ["09:00-09:30|talk|Ann Lee|Fair things", "09:30-10:00|talk|Bob Roe|Other things", "10:00-|break||Coffee"],
    ),
    "boxes in a row": (
        "<div>9:00 - 9:30</div><div>Welcome</div><div>9:30 - 10:00</div><div>Keynote: Ann Lee - Fair things</div>",
        ["09:00-09:30|other||Welcome", "09:30-10:00|keynote|Ann Lee|Fair things"],
    ),
    "entries": (
        "<ul><li>09:00-09:10 Opening remarks</li><li><span>09:10</span><span>Panel</span></li><li>Lunch</li>"
        "<li><time>14h00</time>Ann Lee, et al.: Fair things</li></ul>",
        [
            "09:00-09:10|other||Opening remarks",
            "09:10-14:00|other||Panel",
            "-|break||Lunch",
            "14:00-|talk|Ann Lee, et al.|Fair things",
        ],
    ),
    "bold times": (
        "- **09:00 – 09:30** Keynote 1: Ann Lee, UCL - Fair things\n- **9:30 – 10:00**: *Other things* (Bob Roe)",
        ["09:00-09:30|keynote|Ann Lee, UCL|Fair things", "09:30-10:00|talk|Bob Roe|Other things"],
    ),
    "sessions": (
        "- Session 1: Methods\n  - 9.30-10.00 **Ann Lee** (UCL): One\n  - 10:00 to 10:30 Two\n- Coffee break\n"
        "- Session 2 (1:30 - 2:30)\n  * 1:30-2:00 Three\n  * 2:00-2:30 Four",
        [
            "Session 1: Methods|09:30-10:00|talk|Ann Lee (UCL)|One",
            "Session 1: Methods|10:00-10:30|talk||Two",
            "-|break||Coffee break",
            "Session 2|13:30-14:00|talk||Three",
            "Session 2|14:00-14:30|talk||Four",
        ],
    ),
    "talks of a session": (
        "1. 9am - 10:30am Oral session\n    - Ann Lee, et al.: One\n    - Two, by Bob Roe\n"
        "2. 10:30am - 11am Keynote\n    - Carl Dee, ETH\n    - Three",
        [
            "09:00-10:30|other||Oral session",
            "-|talk|Ann Lee, et al.|One",
            "-|talk|Bob Roe|Two",
            "10:30-11:00|keynote|Carl Dee, ETH|Three",
        ],
    ),
    "hard breaks": (
        "9:00 Welcome<br>\n9:10 Ann Lee - *Fair things*<br>12:00 Lunch<br>1:00 Closing remarks (Bob Roe)",
        [
            "09:00-09:10|other||Welcome",
            "09:10-12:00|talk|Ann Lee|Fair things",
            "12:00-13:00|break||Lunch",
            "13:00-|other|Bob Roe|Closing remarks",
        ],
    ),
    "paragraphs": (
        "**09:00 – 09:30**\nFair things\n*Ann Lee, UCL*\n\n**9:30 – 10:00**\n\nKeynote\nBob Roe\n\n"
        "**Session A**\n\n10:00 Other things",
        [
            "09:00-09:30|talk|Ann Lee, UCL|Fair things",
            "09:30-10:00|keynote|Bob Roe",
            "Session A|10:00-|talk||Other things",
        ],
    ),
    "days": (
        "### Day 1\n\n| Time | What |\n|--|--|\n| 2 - 3 | Tutorial |\n| 3 - 4 | **Fair things**<br>Ann Lee |\n\n"
        "### Day 2\n\n#### Morning\n\n- 9:00 Other things",
        [
            "14:00-15:00|talk||Tutorial",
            "15:00-16:00|talk|Ann Lee|Fair things",
            "(2) Morning|09:00-|talk||Other things",
        ],
    ),
    "headings with times": (
        "### 09:00 – 09:30: Welcome\n\n### 09:30 – 10:00: Keynote: Ann Lee\n\n"
        "### Session (10:00 – 12:00)\n\n- 10:00 One",
        ["09:00-09:30|other||Welcome", "09:30-10:00|keynote|Ann Lee", "Session|10:00-|talk||One"],
    ),
    "a list of terms": (
        "09:00\n: Welcome\n\n09:30\n: Ann Lee\n: Fair things",
        ["09:00-09:30|other||Welcome", "09:30-|talk|Ann Lee|Fair things"],
    ),
    "labels": (
        "- 09:00 Invited talk\n  - Speaker: Ann Lee\n  - Title: Fair things",
        ["09:00-|talk|Ann Lee|Fair things"],
    ),
    "tracks side by side": (
        "| Time | Room A | Room B |\n|--|--|--|\n| 09:00 | Welcome | |\n| 09:10 | One | Ann Lee, et al.: Two |\n"
        "| 09:30 | Three | Four |\n| 10:00 | Coffee | |",
        [
            "09:00-09:10|other||Welcome",
            "Room A|09:10-09:30|talk||One",
            "Room A|09:30-10:00|talk||Three",
            "Room B|09:10-09:30|talk|Ann Lee, et al.|Two",
            "Room B|09:30-10:00|talk||Four",
            "10:00-|break||Coffee",
        ],
    ),
    "zones beside times": (
        "- 1:30 - 1:40 PM PDT Opening\n- 1:40 - 2:00 PM PDT Oral: One thing, *Ann Lee (Oslo)*\n"
        "- 2:00 PM PDT (23:00 CEST) CT scans by Bob Roe",
        ["13:30-13:40|other||Opening", "13:40-14:00|talk|Ann Lee (Oslo)|One thing", "14:00-|talk|Bob Roe|CT scans"],
    ),
    "kind, title and speaker on lines of a cell": (
        "| 09:00 | Contributed talk <br> **One thing** <br> *Ann Lee, Bob Roe* |\n| 09:30 | Opening by **Carl Dee** |",
        ["09:00-09:30|talk|Ann Lee, Bob Roe|One thing", "09:30-|other|Carl Dee|Opening"],
    ),
    "rows that go on below": (
        "| Time | Topic |\n|--|--|\n| 13:40 | Keynote: **Bob Roe** from University of Oslo |\n|| *Poor images* |\n"
        "| 14:00 | Orals |\n|| Ann Lee: One |\n|| Carl Dee: Two |\n| 15:00 | Keynote: Eve Fox |\n|| **Session 1** |\n"
        "| 16:00 | Three |",
        [
            "13:40-14:00|keynote|Bob Roe, University of Oslo|Poor images",
            "14:00-15:00|talk||Orals",
            "-|talk||Ann Lee: One",
            "-|talk||Carl Dee: Two",
            "15:00-16:00|keynote|Eve Fox",
            "Session 1|16:00-|talk||Three",
        ],
    ),
    "times in a cell": (
        "| 08:30-09:00 | Orals <br> 08:30 - 08:45: One <br> 08:45 - 09:00: Two |\n"
        '| 09:00-09:30 | Keynote: Prof. Ann Lee "Three" |',
        ["Orals|08:30-08:45|talk||One", "Orals|08:45-09:00|talk||Two", "09:00-09:30|keynote|Prof. Ann Lee|Three"],
    ),
    "cells over several rows": (
        "<table><tr><th>Time</th><th>Speaker</th><th>Title</th></tr>"
        "<tr><td>09:00</td><td colspan=2>Coffee break</td></tr>"
        "<tr><td rowspan=2>09:30</td><td>Ann Lee</td><td>One</td></tr><tr><td>Bob Roe</td><td>Two</td></tr></table>",
        ["09:00-09:30|break||Coffee break", "09:30-|talk|Ann Lee|One", "-|talk|Bob Roe|Two"],
    ),
    "a table without headings": (
        "| 09:00 | Ann Lee | Fair things |\n| 09:30 | — | Coffee |",
        ["09:00-09:30|talk|Ann Lee|Fair things", "09:30-|break||Coffee"],
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_schedule_is_read_in_whatever_form_it_stands(read: Read, form: str) -> None:
    body, expected = FORMS[form]
    draft = read(f"## Programme\n\n{body}")
    assert rows(draft) == expected
    assert draft.sections[0].intro == ""


def test_what_is_no_row_stays_as_text_and_is_reported(read: Read) -> None:
    draft = read("## Schedule\n\nIn 2024 we start at 9:00 sharp.\n\n- 09:00 Welcome\n  - Bring your own cup\n- See you")
    assert rows(draft) == ["09:00-|other||Welcome"]
    assert draft.sections[0].intro == "In 2024 we start at 9:00 sharp.\n\nBring your own cup\n\nSee you"
    assert "line 6: “Schedule”: kept as its introduction" in told(draft)


def test_a_label_holds_for_the_rows_without_times_below_it(read: Read) -> None:
    draft = read(
        "## Schedule\n\n| Time | Event |\n|--|--|\n||**SESSION 1** |\n|| Pitches: |\n|| Ann Lee, et al.: One |\n"
        "| 10:00 | Ann Lee: Two |\n| 11:00 | --- |"
    )
    assert rows(draft) == ["Pitches|-|talk|Ann Lee, et al.|One", "SESSION 1|10:00-11:00|talk|Ann Lee|Two"]
    assert "A row at 11:00 is empty: left out" in told(draft)
    assert "“Ann Lee: Two” was read as a talk by Ann Lee" in told(draft)


def test_a_table_without_times_or_headings_of_a_schedule_stays_a_table(read: Read) -> None:
    draft = read("## Schedule\n\n| a | b |\n|--|--|\n| 1 | 2 |\n\n- 09:00 Welcome")
    assert rows(draft) == ["09:00-|other||Welcome"]
    assert draft.sections[0].intro == "| a | b |\n| --- | --- |\n| 1 | 2 |"


def test_a_list_of_times_is_a_schedule_whatever_its_heading_says(read: Read) -> None:
    draft = read("## Saturday\n\n- 09:00 Welcome\n- 09:10 One\n- 10:00 Two\n\n## Hours\n\nThe desk opens at 9:00.")
    assert [section.kind for section in draft.sections] == ["slot", "text"]


COLUMNS = """## Programme

| Time | Session | Room | Type | Title | Speaker |
|---|---|---|---|---|---|
| 09:00 - 09:30 | Opening | Aula | Keynote | On Fairness | Ann Lee |
| 09:30 - 10:00 | Opening | Aula | Coffee break | Meet and greet | |
| 10:00 - 10:30 | Orals | Room 2 | Oral | A paper | Bob Roe |
| 10:30 - 11:00 | Orals | Room 2 | Poster session | More of it | |
"""


def test_columns_say_kind_track_and_room(read: Read) -> None:
    seen = ["09:00-09:30|keynote|Ann Lee|On Fairness", "09:30-10:00|break||Meet and greet"]
    seen += ["10:00-10:30|talk|Bob Roe|A paper", "10:30-11:00|other||More of it"]
    tracks, rooms = ["Opening", "Opening", "Orals", "Orals"], [("Aula",), ("Aula",), ("Room 2",), ("Room 2",)]
    assert rows(read(COLUMNS.replace("| Room |", "| |"))) == _in(tracks, seen)
    draft = read(COLUMNS)
    assert (rows(draft), facts(draft, "slot", "room")) == (_in(tracks, seen), rooms)
    draft = read(COLUMNS.replace("| Session |", "| |"))
    assert (rows(draft), facts(draft, "slot", "room")) == (seen, rooms)
    assert "“Room" not in told(draft)
    assert rows(read("## Programme\n\n| Time | Session |\n|---|---|\n| 09:00 | On Fairness |\n")) == [
        "09:00-|talk||On Fairness"
    ]


def _in(tracks: list[str], seen: list[str]) -> list[str]:
    return [f"{track}|{row}" for track, row in zip(tracks, seen, strict=True)]


def test_guesses_about_rows_are_reported_with_their_lines(read: Read) -> None:
    draft = read("## Schedule\n\n- 9:00 Closing by Ann Lee\n- 1:30 Two\n- 2:00-1:00 Three")
    assert "line 6: “Closing by Ann Lee” was read as given by Ann Lee" in told(draft)
    assert "line 6: 09:00 “Closing” has no end" in told(draft)
    assert "line 7: The schedule says 1:30 and the like without am or pm" in told(draft)
    assert "line 8: “Three” ends at 13:00, not after it starts: left out" in told(draft)


ZONES = [
    ("All times are in UTC+1 (British Summer Time).", "Europe/London"),
    ("All times UTC/GMT", "UTC"),
    ("Times are in CET", "Europe/Paris"),
    ("All times are GMT+2.", "Etc/GMT-2"),
    ("All times in Africa/Casablanca", "Africa/Casablanca"),
    ("Deadlines are at midnight UTC-12:30.", None),
    ("All times are in CST.", None),
    ("All times are in EDT (CEST in brackets).", None),
]


@pytest.mark.parametrize(("words", "zone"), ZONES)
def test_the_time_zone_is_the_one_that_the_schedule_names(read: Read, words: str, zone: str | None) -> None:
    assert read(f"## Schedule\n\n{words}\n\n- 09:00 Welcome").header["timezone"] == zone


def test_the_time_zone_may_stand_in_a_heading_or_in_a_text(read: Read) -> None:
    table = "| Time (EST) | Event |\n|--|--|\n| 09:00 | Welcome |"
    assert read(f"## Schedule\n\n{table}").header["timezone"] == "America/New_York"
    assert read("## News\n\nAll times are in JST.\n\n## Schedule\n\n- 09:00 Welcome").header["timezone"] == "Asia/Tokyo"


def test_the_zone_is_that_of_the_column_that_was_read_and_letters_of_many_need_a_place(read: Read) -> None:
    table = "| Time (PDT) | Time (CEST) | Event |\n|--|--|--|\n| 09:00 | 18:00 | Welcome |"
    assert read(f"## Schedule\n\n{table}").header["timezone"] == "America/Los_Angeles"
    draft = read("## Schedule\n\n- 09:00 CST Welcome", "title: T\nvenue: Shanghai, China")
    assert draft.header["timezone"] == "Asia/Shanghai"
    draft = read("## Schedule\n\n- 09:00 CST Welcome")
    assert "The time zone is left open: the page says “CST”, which may mean several." in told(draft)


@pytest.mark.parametrize(
    ("venue", "zone"),
    [
        ("Oslo, Norway", "Europe/Oslo"),
        ("Spain", "Europe/Paris"),
        ("Athens, Greece", "Europe/Paris"),
        ("", "Europe/Paris"),
    ],
)
def test_letters_of_a_zone_mean_that_of_the_place_where_its_clocks_are_the_same(
    read: Read, venue: str, zone: str
) -> None:
    assert read("## Schedule\n\n- 09:00 CEST Welcome", f"title: T\nvenue: {venue}").header["timezone"] == zone


def test_where_and_when_all_of_it_is_stays_above_the_rows(read: Read) -> None:
    draft = read("## Schedule\n\n| Time | Topic |\n|--|--|\n| Location | **Jade room** |\n| 09:00 | Welcome |")
    assert rows(draft) == ["09:00-|other||Welcome"]
    assert draft.sections[0].intro == "Location: **Jade room**"
    draft = read("## Schedule\n\nThe workshop is in Jade room, 13:30-18:00.\n\n- 13:30 Welcome")
    assert rows(draft) == ["13:30-|other||Welcome"]


def test_a_title_about_videos_is_no_link_to_a_recording(read: Read) -> None:
    table = "| 09:00 | Ann Lee | [Learning from videos](/1) [Watch the video](/2) |"
    slot = read(f"## Schedule\n\n{table}").items("slot")[0]
    assert (slot["title"], slot["recording"]) == ("Learning from videos", "/2")


ROWS = [
    (
        "- 9:00 A fair talk (Ann Lee)\n- 9:20 Lunch (Ground Floor)",
        [("Ann Lee", "A fair talk"), ("", "Lunch (Ground Floor)")],
    ),
    ("- 9:00 A walk on (Vision Transformers)\n- 9:20 End", [("", "A walk on (Vision Transformers)"), ("", "End")]),
    ("- 9:00 A fair talk (part of it)\n- 9:20 End", [("", "A fair talk (part of it)"), ("", "End")]),
    ("| Time | Event |\n|--|--|\n| 9:00 | Coffee |\n| | Location: Foyer |", [("", "Coffee")]),
    (
        "| Time | Topic | Speaker |\n|--|--|--|\n| 9:00 | Keynote | Ann Lee |\n| | *Fair things* | |\n| 9:20 | End | |",
        [("Ann Lee", "Fair things"), ("", "End")],
    ),
    (
        "| | |\n|--|--|\n| 9:00 | **Fair things** |\n| | Ann Lee (MIT) |\n| Venue | Jade room |",
        [("Ann Lee (MIT)", "Fair things")],
    ),
    (
        "| Time | Topic |\n|--|--|\n| 9:00 | Invited talk: **Ann Lee**, UCL Labs |\n| | “Fair things” |\n"
        "| | Chair: Bob Roe |",
        [("Ann Lee, UCL Labs", "Fair things (Chair: Bob Roe)")],
    ),
    (
        "- 9:00: [Video talks](/1), Ann Lee\n- 9:20: [Recordings](/2) of whales\n- 9:40 End",
        [("Ann Lee", "Video talks"), ("", "Recordings of whales"), ("", "End")],
    ),
    (
        "<table><tr><th colspan=3>May 11, 2024</th></tr><tr><th>Time</th><th>Speaker</th><th>Title</th></tr>"
        "<tr><td>9:00</td><td>Ann Lee</td><td>Fair things</td></tr></table>",
        [("Ann Lee", "Fair things")],
    ),
    (
        "<table><tr><td colspan=2>May 11, 2024 | 9:00 - 12:30</td></tr><tr><td>9:00</td><td>Start</td></tr></table>",
        [("", "Start")],
    ),
    (
        "| 9:00 | Keynote <br> Ann Lee <br> “Fair things” |\n|--|--|\n| 9:20 | End |",
        [("Ann Lee", "Fair things"), ("", "End")],
    ),
]


@pytest.mark.parametrize(("body", "rows"), ROWS)
def test_a_row_is_neither_what_is_said_of_another_nor_the_hours_of_the_day(
    read: Read, body: str, rows: list[tuple[str, str]]
) -> None:
    assert facts(read(f"# Programme\n{body}"), "slot", "speaker", "title") == rows
