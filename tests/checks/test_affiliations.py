"""One person with two affiliations."""

import pytest
from flask import Flask

from faimi.checks import Finding, Fix
from faimi.checks.affiliations import affiliation_in_other_letters, affiliation_in_two_wordings, two_affiliations
from faimi.content import Edition
from faimi.content.awards import Award
from faimi.content.keynotes import Keynote
from faimi.content.organizers import Organizer
from tests.checks.finding import found_by
from tests.exchange.making import make, put


def with_affiliations(keynote: str, organizer: str) -> Edition:
    """An edition with one person in two places, and another with one."""
    edition = make()
    put(edition, "keynote", Keynote(speaker="Dr. Ada Byron", affiliation=keynote))
    others = [Organizer(name="Alan Turing", affiliation="Elsewhere"), Award(name="Best", recipient="Carl Gauß")]
    put(edition, "organizer", others[0], Organizer(name="Ada Byron", affiliation=organizer))
    put(edition, "award", others[1])
    return edition


def test_two_affiliations_of_one_person_are_told(app: Flask) -> None:
    edition = with_affiliations("Analytical Engines", "King’s College London")
    words = "“Ada Byron” is of “King’s College London” here, and of “Analytical Engines” in “Dr. Ada Byron”."
    assert found_by(two_affiliations, edition) == [
        Finding("two-affiliations", "warning", "organizer-2", "affiliation", words, ("keynote-1",))  # type: ignore[arg-type]  # a key is a str
    ]
    assert found_by(affiliation_in_two_wordings, edition) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("University of Padua", "Padua University, Italy"),
        ("HeartFlow and King’s College London", "King's College London"),
        ("Technical University of Denmark", "DTU Compute"),
        ("MIT", "Massachusetts Institute of Technology"),
    ],
)
def test_two_wordings_are_a_hint(one: str, other: str, app: Flask) -> None:
    edition = with_affiliations(one, other)
    assert found_by(two_affiliations, edition) == []
    (found,) = found_by(affiliation_in_two_wordings, edition)
    assert (found.level, found.key, found.field, found.others) == ("hint", "organizer-2", "affiliation", ("keynote-1",))


def test_two_of_one_name_in_one_list_may_be_two_people(app: Flask) -> None:
    edition = make()
    people = [Organizer(name="Ada Byron", affiliation=place) for place in ("Analytical Engines", "Oslo", "Oslo")]
    put(edition, "organizer", *people[:2])
    assert found_by(two_affiliations, edition) == []
    assert [one.key for one in found_by(affiliation_in_two_wordings, edition)] == [people[1].key]
    put(edition, "organizer", people[2])
    assert [one.key for one in found_by(two_affiliations, edition)] == [people[2].key]


@pytest.mark.parametrize(("one", "other"), [("King’s College London", "King's  College London."), ("", "X"), ("-", "")])
def test_one_affiliation_in_other_quotes_or_none_is_not_told(one: str, other: str, app: Flask) -> None:
    edition = with_affiliations(one, other)
    assert found_by(two_affiliations, edition) + found_by(affiliation_in_two_wordings, edition) == []


def test_of_several_recipients_it_is_not_known_whose_affiliation_it_is(app: Flask) -> None:
    edition = with_affiliations("Analytical Engines", "Analytical Engines")
    put(edition, "award", Award(name="Best", recipient="Ada Byron, Carl Gauß", affiliation="Elsewhere"))
    assert found_by(two_affiliations, edition) == []


def test_an_affiliation_that_the_rows_own_text_writes_with_another_capital_is_told(app: Flask) -> None:
    edition, keynote = (
        make(),
        Keynote(speaker="Ada Byron", affiliation="Deepmind, Deepminders, London", bio="She is at **DeepMind**."),
    )
    right = Keynote(speaker="Alan Turing", affiliation="DeepMind", bio="He was at DeepMind, and the mind is deep.")
    put(edition, "keynote", keynote, right, Keynote(speaker="Carl Gauß", affiliation="Deepmind", bio="Deepmind"))
    words = "“Deepmind” is “DeepMind” in the text below it."
    fix = Fix("Write “DeepMind”", {keynote.key: {"affiliation": "DeepMind, Deepminders, London"}})
    assert found_by(affiliation_in_other_letters, edition) == [
        Finding("affiliation-in-other-letters", "warning", keynote.key, "affiliation", words, (), fix)
    ]
