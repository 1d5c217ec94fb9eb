"""The rooms of a schedule: columns, tracks and words of a row that say where it is."""

import pytest

from tests.exchange.page.kinds.test_kinds import Read, facts, read, told

__all__ = ["read"]  # the fixture

PLACES = [
    (
        "| Time | Hall 1 | Auditorium |\n|--|--|--|\n| 09:00 | Ann Lee: One | Two |\n| 10:00 | Coffee | |",
        [("Hall 1", "Hall 1", "Ann Lee: One"), ("Auditorium", "Auditorium", "Two"), ("", "", "Coffee")],
    ),
    (
        "| Time | Track A (Room 1) | Track B (Seminar room) |\n|--|--|--|\n| 09:00 | One | Two |",
        [("Track A", "Room 1", "One"), ("Track B", "Seminar room", "Two")],
    ),
    (
        "| Time | Title | Track | Room |\n|--|--|--|--|\n| 09:00 | One | A | 1.23 |\n| 09:00 | Two | B | 1.24 |",
        [("A", "1.23", "One"), ("B", "1.24", "Two")],
    ),
    (
        "| Time | Title | Where |\n|--|--|--|\n| 09:00 | One | Jade |\n| 10:00 | Coffee | Foyer |\n"
        "| 11:00 | Two | Jade |",
        [("", "Jade", "One"), ("", "Foyer", "Coffee"), ("", "Jade", "Two")],
    ),
    (
        "| Time | Location | Title |\n|--|--|--|\n| 08:00 | Aula | Zero |\n| 09:00 | Room 1.23 | One |\n"
        "| 09:00 | Hall 2 | Two |",
        [("", "Aula", "Zero"), ("Room 1.23", "Room 1.23", "One"), ("Hall 2", "Hall 2", "Two")],
    ),
    (
        "### Methods (Room A)\n- 09:00 One\n- 10:00 Two, Room C\n### Room B\n- 09:00 Three",
        [("Methods", "Room A", "One"), ("Methods", "Room C", "Two"), ("Room B", "Room B", "Three")],
    ),
    (
        "| 09:00 | One |\n|--|--|\n| | Room: Jade |\n| | Chair: Ann Lee |\n| 10:00 | Two |",
        [("", "Jade", "One (Chair: Ann Lee)"), ("", "", "Two")],
    ),
    (
        "- 09:00 One\n  - Location: Room 1.24\n- 10:00 Two\n- 11:00 Lunch in the Auditorium\n"
        "- 12:00 The elephant in the room",
        [("", "Room 1.24", "One"), ("", "", "Two"), ("", "Auditorium", "Lunch"), ("", "", "The elephant in the room")],
    ),
]


@pytest.mark.parametrize(("body", "expected"), PLACES)
def test_a_row_is_in_the_room_that_its_column_its_track_or_its_words_say(
    read: Read, body: str, expected: list[tuple[str, str, str]]
) -> None:
    draft = read(f"## Programme\n\n{body}")
    assert facts(draft, "slot", "track", "room", "title") == expected
    assert "not taken over" not in told(draft)


def test_a_room_that_a_title_may_begin_with_is_a_guess(read: Read) -> None:
    draft = read("## Programme\n- 09:00 Room 5: Posters\n- 10:00 Room for improvement: posters")
    assert facts(draft, "slot", "room", "title") == [("Room 5", "Posters"), ("", "Room for improvement: posters")]
    assert "line 5: “Posters” was read as what is held in Room 5." in told(draft)


@pytest.mark.parametrize(
    ("line", "speaker", "title", "room", "doubts"),
    [
        ("Ann Lee (Seton Hall): Welcome", "Ann Lee (Seton Hall)", "Welcome", "", 0),
        ("Contrast agents at Room Temperature", "", "Contrast agents at Room Temperature", "", 0),
        ("Triage (Trauma Room)", "", "Triage (Trauma Room)", "", 0),
        ("Lunch (Location: Foyer)", "", "Lunch", "Foyer", 0),
        ("Lunch (Foyer)", "", "Lunch", "Foyer", 1),
        ("Lunch, Hall B", "", "Lunch", "Hall B", 1),
        ("Lunch in the Auditorium", "", "Lunch", "Auditorium", 1),
    ],
)
def test_a_room_that_no_label_tells_is_reported_and_a_speaker_has_none(
    read: Read, line: str, speaker: str, title: str, room: str, doubts: int
) -> None:
    draft = read(f"## Programme\n- 09:00 {line}\n- 10:00 Coffee")
    assert facts(draft, "slot", "speaker", "title", "room")[0] == (speaker, title, room)
    assert told(draft).count("was read as what is held in") == doubts
