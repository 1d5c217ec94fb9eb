"""Rows of the schedule that stand at one time in one place."""

from datetime import date, time
from typing import Any

import pytest
from flask import Flask

from faimi.checks import Facts, Finding, run
from faimi.checks.overlaps import overlap, talks_at_once
from faimi.content.page import load_page
from faimi.content.schedule import Slot
from faimi.content.tracks import Track
from tests.checks.finding import NOW, found_by
from tests.exchange.making import make, put

AT_ONCE = {"hours": "14:00-14:20"}


def row(title: str, hours: str, **columns: Any) -> Slot:
    """A row of the schedule from one time to another: 14:00-14:20."""
    start, _, end = hours.partition("-")
    times = {"start": time.fromisoformat(start), "end": time.fromisoformat(end) if end else None}
    return Slot(**{"title": title, "kind": "talk"} | times | columns)


def told(*rows: Slot, **edition: Any) -> list[tuple[str, str]]:
    """The levels and words of all that is told of overlaps of some rows."""
    put(page := make(**edition), "slot", *rows)
    return [(one.level, one.words) for check in (talks_at_once, overlap) for one in found_by(check, page)]


def test_two_talks_in_one_room_at_one_time_are_found_at_the_later(app: Flask) -> None:
    first = row("Lungs", "14:00-14:20", room="Aula  1", speaker="Alice Ng")
    second = row("Hearts", "14:10-14:30", room="aula 1", speaker="Bob Li")
    put(edition := make(), "slot", second, first)
    words = "“Lungs” (14:00–14:20) and “Hearts” (14:10–14:30) are in aula 1 at one time."
    found = [Finding("talks-at-once", "error", second.key, "start", words, (first.key,))]
    assert found_by(talks_at_once, edition) == found
    assert found_by(overlap, edition) == []


def test_asked_of_the_earlier_the_same_is_told(app: Flask) -> None:
    first, second = row("Lungs", "14:00-14:20", room="Aula"), row("Hearts", "14:10-14:30", room="Aula")
    put(edition := make(), "slot", first, second)
    page = load_page(edition.slug)
    assert page
    assert run([talks_at_once], Facts(page, NOW), [first.key]) == run([talks_at_once], Facts(page, NOW), [second.key])


@pytest.mark.parametrize("hours", ["14:00-14:20", "14:05-14:10", "13:50-14:10"])
@pytest.mark.parametrize("speakers", [("Alice Ng", "Bob Li"), ("Alice Ng", "Bob Li, Carol Wu")])
def test_two_talks_overlap_however_they_do(hours: str, speakers: tuple[str, str], app: Flask) -> None:
    rows = [row(who, at, speaker=who, room="Aula") for who, at in zip(speakers, (hours, "14:00-14:20"), strict=True)]
    assert [level for level, _ in told(*rows)] == ["error"]


def test_a_track_without_rooms_is_one_place(app: Flask) -> None:
    rows = [row("Lungs", "14:00-14:20", track="A"), row("Hearts", "14:10-14:30", track="A")]
    words = "“Lungs” (14:00–14:20) and “Hearts” (14:10–14:30) are in the track “A” at one time."
    assert told(*rows) == [("error", words)]


@pytest.mark.parametrize(
    "title", ["Introduction to lungs", "Closing the gap", "Opening black boxes", "Questions of race"]
)
def test_words_of_openings_in_a_title_make_no_opening_of_a_talk(title: str, app: Flask) -> None:
    rows = [row(name, "14:00-14:20", speaker="Alice Ng", room="Aula") for name in (title, "Hearts")]
    assert [level for level, _ in told(*rows)] == ["error"]


def test_the_rooms_of_tracks_are_those_of_their_rows(app: Flask) -> None:
    rows = [row("Lungs", "14:00-14:20", in_track=Track(name="A", room="Aula")), row("Hearts", "14:10-14:30")]
    rows[1].room = "Aula"
    assert [level for level, _ in told(*rows)] == ["error"]


def test_past_midnight_a_row_goes_on_and_only_the_next_day_is_there(app: Flask) -> None:
    night, early = row("Night", "23:00-01:00", room="Aula"), row("Early", "00:30-01:30", room="Aula", day=2)
    assert [level for level, _ in told(night, early, starts_on=date(2031, 10, 10))] == ["error"]
    same = row("Night", "23:00-01:00", room="Aula"), row("Early", "00:30-01:30", room="Aula")
    assert told(*same, slug="2032") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param({"room": "1"}, {"hours": "14:20-14:40", "room": "1"}, id="after it"),
        pytest.param({"room": "1"}, {"room": "2"}, id="another room"),
        pytest.param({"track": "1"}, {"track": "2"}, id="another track"),
        pytest.param({"hours": "14:00", "room": "1"}, {"room": "1"}, id="length unknown"),
        pytest.param({"room": "1"}, {"room": "1", "day": 2}, id="another day"),
        pytest.param({"room": "Online", "track": "1"}, {"room": "Online", "track": "2"}, id="no room"),
        pytest.param({"room": "Hybrid"}, {"room": "Online"}, id="two that are no rooms"),
        pytest.param({"room": "Hybrid", "track": "1"}, {"room": "Zoom", "track": "1"}, id="two that are no rooms"),
        pytest.param(
            {"title": "Opening remarks", "speaker": "Bob Li", "hours": "14:10-14:15", "room": "1"},
            {"speaker": "Alice Ng", "room": "1"},
            id="an opening",
        ),
        pytest.param(
            {"title": "Introduction of the speaker", "hours": "14:10-14:15", "speaker": "Bob Li", "room": "1"},
            {"kind": "keynote", "speaker": "Alice Ng", "room": "1"},
            id="an introduction",
        ),
        pytest.param(
            {"title": "Mentoring", "speaker": "Bob Li", "room": "1"},
            {"title": "Speed networking", "speaker": "Bob Li, Al Oh", "room": "1"},
            id="what all do",
        ),
        pytest.param(
            {"title": "Q&A", "speaker": "Bob Li", "hours": "14:20-14:30", "room": "1"},
            {"speaker": "Bob Li", "room": "1"},
            id="questions",
        ),
        pytest.param({"room": "1", "track": "1"}, {"room": "2", "track": "1"}, id="one track in two rooms"),
        pytest.param({"title": "Session 1", "hours": "14:00-15:00"}, {"speaker": "Bob Li"}, id="its session"),
        pytest.param({"hours": "14:00-15:00", "room": "1"}, {"speaker": "Bob Li", "room": "1"}, id="its session"),
        pytest.param(
            {"hours": "14:00-15:00", "room": "1", "speaker": "Chair: Alice Ng"},
            {"speaker": "Bob Li", "room": "1"},
            id="its session with a chair",
        ),
        pytest.param({"hours": "14:00-15:00", "speaker": "Alice Ng"}, {"title": "Answers"}, id="what ends it"),
        pytest.param({"title": "Poster 1", "room": "1"}, {"title": "Poster 2", "room": "1", **AT_ONCE}, id="posters"),
        pytest.param({"room": "Demo hall"}, {"room": "Demo hall", **AT_ONCE}, id="demos"),
        pytest.param({"kind": "break", "room": "1"}, {"room": "2"}, id="a break elsewhere"),
        pytest.param({"hours": "14:00-15:00", "kind": "break"}, {"track": "2"}, id="a talk in a break"),
        pytest.param({"kind": "break"}, {"kind": "other"}, id="no talk"),
        pytest.param(
            {"kind": "break"}, {"kind": "other", "title": "Posters", "speaker": "Chair: Bob Li"}, id="posters in it"
        ),
        pytest.param(
            {"title": "Papers 1", "kind": "other", "speaker": "Chair: Alice Ng", **AT_ONCE},
            {"title": "Papers 2", "kind": "other", "speaker": "Chair: Bob Li", **AT_ONCE},
            id="sessions at once",
        ),
        pytest.param({"title": "Registration", "room": "1"}, {"title": "Coffee", "room": "1"}, id="no talk by name"),
    ],
)
def test_what_may_well_run_at_once_is_not_found(one: dict[str, Any], other: dict[str, Any], app: Flask) -> None:
    rows = {"title": "A", "hours": "14:00-14:20"} | one, {"title": "B", "hours": "14:10-14:30"} | other
    assert told(*(row(**columns) for columns in rows)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"title": "Lungs", "kind": "talk"}, {"title": "Hearts", "kind": "talk", "speaker": "Bob Li"}),
        ({"title": "Lungs", "kind": "talk", "track": "A"}, {"title": "Coffee", "kind": "break", "track": "A"}),
        ({"title": "Lungs", "kind": "talk", "track": "A"}, {"title": "Coffee", "kind": "break"}),
        ({"title": "A", "speaker": "Chair: Alice Ng", "track": "A"}, {"title": "B", "speaker": "Bob Li", "track": "A"}),
        ({"title": "Session 1", "kind": "talk", "track": "A"}, {"title": "Hearts", "kind": "talk", "track": "A"}),
        ({"title": "Coffee", "kind": "break"}, {"title": "Panel: Whose data?", "kind": "other"}),
        ({"title": "Papers 1", "kind": "other", "speaker": "Chair: Alice Ng"}, {"title": "Coffee", "kind": "break"}),
    ],
)
def test_rows_for_the_same_people_that_overlap_are_worth_a_look(
    one: dict[str, str], other: dict[str, str], app: Flask
) -> None:
    first, second = row(hours="14:00-14:20", **one), row(hours="14:10-14:40", **other)
    put(edition := make(), "slot", first, second)
    words = f"“{first.title}” (14:00–14:20) and “{second.title}” (14:10–14:40) overlap."
    found = [Finding("overlap", "warning", second.key, "start", words, (first.key,))]
    assert found_by(overlap, edition) == found
    assert found_by(talks_at_once, edition) == []


def test_two_talks_at_once_for_everybody_are_worth_a_look(app: Flask) -> None:
    rows = [row("Lungs", "14:00-14:20", speaker="Alice Ng"), row("Hearts", "14:00-14:20", speaker="Bob Li")]
    assert told(*rows) == [("warning", "“Lungs” (14:00–14:20) and “Hearts” (14:00–14:20) overlap.")]


def test_two_talks_of_the_same_hours_are_worth_a_look_though_one_names_nobody(app: Flask) -> None:
    rows = row("Lungs", "14:00-14:20", room="1", speaker="Alice Ng"), row("Bob Li: Hearts", "14:00-14:20", room="1")
    assert told(*rows) == [("warning", "“Lungs” (14:00–14:20) and “Bob Li: Hearts” (14:00–14:20) overlap.")]


def test_a_talk_that_two_programmes_tell_is_one(app: Flask) -> None:
    put(edition := make(), "slot", row("Lungs", "14:00-14:20", room="Aula"))
    put(edition, "slot", row("Lungs", "14:10-14:30", room="Aula"))
    assert found_by(talks_at_once, edition) + found_by(overlap, edition) == []
    put(edition, "slot", other := row("Hearts", "14:15-14:30", room="Aula"))
    assert {found.key for found in found_by(talks_at_once, edition)} == {other.key}


def test_of_many_at_once_each_names_one_and_how_many_more(app: Flask) -> None:
    rows = [row(f"Talk {number}", "14:00-14:20", room="Aula") for number in range(40)]
    words = [words for _, words in told(*rows)]
    assert len(words) == 39
    assert words[1] == "“Talk 0” (14:00–14:20), 1 more row and “Talk 2” (14:00–14:20) are in Aula at one time."
    assert words[-1].startswith("“Talk 0” (14:00–14:20), at least 9 more rows and “Talk 39”")


def test_odd_rows_are_no_trouble(app: Flask) -> None:
    odd = [Slot(title="", kind="talk", start=None, end=time(9)), Slot(title="x" * 20_000, kind="talk", start=time(9))]
    odd += [row("", "09:00-10:00", speaker="A"), row("", "09:30-10:30", day=10**6), row("B", "00:00-00:00", day=-3)]
    assert told(*odd) == []
