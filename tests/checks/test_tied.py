"""Rows that name another and say something else."""

import pytest
from flask import Flask

from faimi.checks import Check, Finding, Fix
from faimi.checks.tied import another_first_author, maybe_no_author, no_author, other_words
from faimi.content.awards import Award
from faimi.content.keynotes import Keynote
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from tests.checks.finding import found_by
from tests.exchange.making import make, put


def test_a_row_with_another_title_than_its_keynote_is_told(app: Flask) -> None:
    edition, keynote = make(), Keynote(speaker="Ada Byron", title="Fairness for Health")
    put(edition, "keynote", keynote)
    slot = Slot(title="Fairness for health", keynote_id=keynote.id)
    put(edition, "slot", slot)
    words = (
        "It says “Fairness for health”, and its keynote “Fairness for Health”: they differ in “health” and “Health”."
    )
    fix = Fix("Take the keynote’s title", {slot.key: {"title": ""}})
    assert found_by(other_words, edition) == [
        Finding("other-words", "warning", slot.key, "title", words, (keynote.key,), fix)
    ]


def test_a_title_that_is_the_same_or_that_one_of_both_does_not_say_is_no_other(app: Flask) -> None:
    edition, paper = make(), Paper(title="A paper")
    keynotes = [Keynote(speaker="Ada Byron", title="The machine's “fair” share"), Keynote(speaker="Alan Turing")]
    put(edition, "keynote", *keynotes)
    put(edition, "paper", paper)
    ids = [keynote.id for keynote in keynotes]
    rows = [Slot(title='The  machine’s "fair" share', keynote_id=ids[0]), Slot(title="", keynote_id=ids[0])]
    rows += [Slot(title="Opening keynote: The machine's “fair” share", keynote_id=ids[0])]
    rows += [Slot(title="Machines", keynote_id=ids[1]), Slot(title="What nobody sees", paper_id=paper.id)]
    put(edition, "slot", *rows)
    assert found_by(other_words, edition) == []


def found_of_talk(check: Check, speaker: str, authors: str) -> list[Finding]:
    """What is found of a talk of a paper, both with people of their own."""
    edition, paper = make(), Paper(title="A paper", authors=authors)
    put(edition, "paper", paper)
    put(edition, "slot", Slot(speaker=speaker, paper_id=paper.id))
    return found_by(check, edition)


def test_a_talk_and_its_paper_with_two_first_authors_is_an_error(app: Flask) -> None:
    (found,) = found_of_talk(another_first_author, "Debesh Roy, et al.", "Ulas Demir et al")
    assert (found.level, found.key, found.field, found.others) == ("error", "slot-1", "speaker", ("paper-1",))
    assert found.words == "It is by “Debesh Roy, et al.” here, and by “Ulas Demir et al” at its paper."
    assert found.fix is None  # which of them is right nobody can tell


@pytest.mark.parametrize(
    ("speaker", "authors"),
    [
        ("Debesh Roy", "Ulas Demir, et al."),  # who presents is among the others
        ("Debesh Roy, et al.", "Ulas Demir, Debesh Roy"),
        ("U. Demir, et al.", "Ulas Demir, et al."),
        ("José Núñez et al.", "Jose Nunez, et al."),
        ("", "Ulas Demir, et al."),
        ("Debesh Roy, et al.", ""),
    ],
)
def test_a_first_author_who_may_be_the_same_is_no_error(speaker: str, authors: str, app: Flask) -> None:
    assert found_of_talk(another_first_author, speaker, authors) == []


def test_a_presenter_who_is_not_among_the_authors_is_told(app: Flask) -> None:
    (found,) = found_of_talk(no_author, "Debesh Roy", "Ulas Demir and Ada Byron")
    assert (found.level, found.key, found.field, found.others) == ("warning", "slot-1", "speaker", ("paper-1",))
    assert found.words == "“Debesh Roy” is not among those of its paper: “Ulas Demir and Ada Byron”."


@pytest.mark.parametrize(
    "speaker", ["A. Byron", "Dr. Ada Byron (online)", "Ada Byron, University of X", "Ada Lucy Byron"]
)
def test_a_presenter_who_is_among_them_in_other_words_is_not(speaker: str, app: Flask) -> None:
    assert found_of_talk(no_author, speaker, "Ulas Demir and Ada Byron") == []


def award_of(recipient: str, authors: str) -> list[tuple[str, str]]:
    """What is found of an award for a paper, as levels and words."""
    edition, paper = make(), Paper(title="A paper", authors=authors)
    put(edition, "paper", paper)
    put(edition, "award", Award(name="Best", recipient=recipient, paper_id=paper.id))
    found = [*found_by(no_author, edition), *found_by(maybe_no_author, edition)]
    assert {(one.key, one.field) for one in found} <= {("award-1", "recipient")}
    return [(one.level, one.words) for one in found]


def test_an_award_whose_recipient_is_no_author_of_its_paper_is_told(app: Flask) -> None:
    words = "“Grace Hopper, Carl Gauß” is not among those of its paper: “Ulas Demir; Ada Byron”."
    assert award_of("Grace Hopper, Carl Gauß", "Ulas Demir; Ada Byron") == [("warning", words)]


def test_where_a_paper_has_further_authors_it_is_a_hint(app: Flask) -> None:
    words = "“Grace Hopper” is not among those of its paper: “Ulas Demir, et al.”."
    assert award_of("Grace Hopper", "Ulas Demir, et al.") == [("hint", words)]


def test_an_award_of_the_first_author_is_right(app: Flask) -> None:
    assert award_of("Dr. Ulas Demir", "Ulas Demir, et al.") == []


def test_who_is_no_person_is_no_author_either(app: Flask) -> None:
    words = "“The Team” is not among those of its paper: “Ulas Demir; Ada Byron”."
    assert award_of("The Team", "Ulas Demir; Ada Byron") == [("warning", words)]


@pytest.mark.parametrize(
    "recipient", ["Ulas Demir", "U. Demir et al.", "Ada Byron, Carl Gauß", "Team", "Chair: A. Team", ""]
)
def test_an_award_of_one_of_the_authors_or_of_no_name_is_right(recipient: str, app: Flask) -> None:
    assert award_of(recipient, "Ulas Demir; Ada Byron") == []
