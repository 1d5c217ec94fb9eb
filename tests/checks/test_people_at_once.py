"""People whom the schedule has in two places at one time."""

from typing import Any

import pytest
from flask import Flask

from faimi.checks import Finding
from faimi.checks.people_at_once import people_in, person_in_two_places, speaker_in_two_places
from faimi.content import Edition
from faimi.content.keynotes import Keynote
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from tests.checks.finding import found_by
from tests.checks.test_overlaps import row
from tests.exchange.making import make, put


def test_one_who_gives_two_talks_at_one_time_is_found_at_the_later(app: Flask) -> None:
    first = row("Lungs", "14:00-14:20", room="Aula", speaker="Dr. Søren Müller (MIT)")
    second = row("Hearts", "14:10-14:30", room="Hall", speaker="soren  muller (MIT)")
    put(edition := make(), "slot", first, second)
    words = (
        "soren muller is to speak in two places at one time: "
        "“Lungs” (14:00–14:20) in Aula and “Hearts” (14:10–14:30) in Hall."
    )
    found = [Finding("speaker-in-two-places", "error", second.key, "speaker", words, (first.key,))]
    assert found_by(speaker_in_two_places, edition) == found
    assert found_by(person_in_two_places, edition) == []


def told(one: dict[str, Any], other: dict[str, Any]) -> list[tuple[str, str]]:
    """The levels and words of what is told of two rows that overlap, in two tracks where they say nothing else.

    What has `authors` is a paper, and what has `keynote` the talk of that person.
    """
    edition = make()
    first = _row(edition, {"title": "Lungs", "hours": "14:00-14:20", "track": "A"} | one)
    second = _row(edition, {"title": "Hearts", "hours": "14:10-14:30", "track": "B"} | other)
    put(edition, "slot", first, second)
    checks = (speaker_in_two_places, person_in_two_places)
    return [(one.level, one.words) for check in checks for one in found_by(check, edition)]


def _row(edition: Edition, columns: dict[str, Any]) -> Slot:
    columns = {**columns}
    if authors := columns.pop("authors", None):
        put(edition, "paper", paper := Paper(title=columns.pop("title"), authors=authors))
        return row(**columns, title="", paper_id=paper.id)
    if speaker := columns.pop("keynote", None):
        put(edition, "keynote", keynote := Keynote(speaker=speaker, affiliation=columns.pop("affiliation", "")))
        return row(**columns, keynote_id=keynote.id)
    return row(**columns)


def test_two_tracks_are_two_places(app: Flask) -> None:
    words = (
        "Alice Ng is to speak in two places at one time: “Lungs” (14:00–14:20) in the track “A” and "
        "“Hearts” (14:10–14:30) in the track “B”."
    )
    assert told({"speaker": "Alice Ng (UBC)"}, {"speaker": "Alice Ng (UBC)"}) == [("error", words)]


@pytest.mark.parametrize("affiliations", [("", ""), (" (UBC)", ""), (" (UBC)", " (DTU)")])
def test_two_of_one_name_may_be_two_people(affiliations: tuple[str, str], app: Flask) -> None:
    words = (
        "Wei Wang is to speak in two places at one time: “Lungs” (14:00–14:20) in the track “A” and "
        "“Hearts” (14:10–14:30) in the track “B”."
    )
    one, other = ({"speaker": f"Wei Wang{affiliation}"} for affiliation in affiliations)
    assert told(one, other) == [("warning", words)]


def test_a_keynote_and_the_only_author_of_a_paper_speak_for_their_rows(app: Flask) -> None:
    told_of_both = told({"keynote": "Alice Ng"}, {"authors": "Alice Ng"})
    assert [words.partition(" in ")[0] for _, words in told_of_both] == ["Alice Ng is to speak"]


def test_a_keynotes_affiliation_is_that_of_its_speaker(app: Flask) -> None:
    one = {"keynote": "Alice Ng", "affiliation": "UBC"}
    assert [level for level, _ in told(one, {"speaker": "Alice Ng (UBC)"})] == ["error"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"speaker": "Alice Ng"}, {"speaker": "Bob Li, Alice Ng and Carol Wu"}),
        ({"speaker": "Alice Ng & Bob Li"}, {"speaker": "Alice Ng"}),
        ({"speaker": "Alice Ng, et al."}, {"speaker": "Alice Ng, et al."}),
        ({"speaker": "Chair: Alice Ng"}, {"speaker": "Alice Ng"}),
        ({"speaker": "Alice Ng", "title": "Panel"}, {"speaker": "Alice Ng"}),
        ({"speaker": "A. Ng"}, {"speaker": "A. Ng"}),
        ({"authors": "Alice Ng, Bob Li"}, {"speaker": "Alice Ng"}),
        ({"title": "Poster 7", "speaker": "Alice Ng"}, {"speaker": "Alice Ng"}),
    ],
)
def test_one_who_is_named_beside_others_is_worth_a_look(one: dict[str, Any], other: dict[str, Any], app: Flask) -> None:
    found = told(one, other)
    assert [level for level, _ in found] == ["warning"]
    assert " is named in two places at one time: “" in found[0][1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param({"speaker": "Alice Ng"}, {"speaker": "Alice Ng", "hours": "14:20-14:40"}, id="then"),
        pytest.param({"speaker": "Alice Ng"}, {"speaker": "Alice Ng", "track": "A"}, id="one track"),
        pytest.param({"speaker": "Alice Ng"}, {"speaker": "Alice Ng", "track": ""}, id="a place unknown"),
        pytest.param({"speaker": "Alice Ng", "room": "1"}, {"speaker": "Alice Ng", "room": "1"}, id="one room"),
        pytest.param({"speaker": "Alice Ng"}, {"speaker": "A. Ng"}, id="initials"),
        pytest.param({"speaker": "Alice Ng"}, {"speaker": "Alice Ngo"}, id="another name"),
        pytest.param({"speaker": "Alice Ng"}, {"speaker": "Alice Ng", "title": "Lungs"}, id="one talk"),
        pytest.param({"speaker": "Alice"}, {"speaker": "Alice"}, id="one word"),
        pytest.param({"speaker": "Program Committee"}, {"speaker": "Program Committee"}, id="a group"),
        pytest.param({"speaker": "Alice Ng, DTU Compute"}, {"speaker": "Bob Li, DTU Compute"}, id="where they work"),
        pytest.param({"authors": "Bob Li, Alice Ng"}, {"speaker": "Alice Ng"}, id="a later author"),
        pytest.param({"speaker": "A"}, {"speaker": "A"}, id="one letter"),
    ],
)
def test_who_may_well_be_there_is_not_found(one: dict[str, Any], other: dict[str, Any], app: Flask) -> None:
    assert told(one, other) == []


def test_the_people_in_a_text_are_told_apart() -> None:
    text = "Keynote speaker: Dr. José Ng (UBC), Bob Li, PhD and C. Wu; University of Oslo"
    assert [person.name for person in people_in(text)] == ["Dr. José Ng", "Bob Li", "C. Wu"]
    assert people_in("x" * 20_000) == people_in("") == people_in(" , ,and") == ()


def test_of_many_at_once_each_names_one_and_how_many_more(app: Flask) -> None:
    talks = [f"Talk {number}" for number in range(4)]
    rows = [row(talk, "14:00-14:20", room=f"R{talk[-1]}", speaker="Alice Ng (UBC)") for talk in talks]
    put(edition := make(), "slot", *rows)
    found = found_by(speaker_in_two_places, edition)
    assert [len(one.others) for one in found] == [1, 2, 3]
    assert "in R0, 2 more rows and “Talk 3”" in found[-1].words
