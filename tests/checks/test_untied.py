"""Rows that say what others say, without naming them."""

from datetime import datetime

import pytest
from flask import Flask

from faimi.checks import Finding, Fix
from faimi.checks.untied import nearly_another, same_people, same_words
from faimi.content import Edition
from faimi.content.awards import Award
from faimi.content.keynotes import Keynote
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from faimi.extensions import db
from tests.checks.finding import found_by
from tests.exchange.making import make, put

TITLE = "Machine Learning Fairness for Health in Africa"


def test_a_talk_of_nearly_a_papers_title_is_told_with_the_words_that_differ_and_tied(app: Flask) -> None:
    edition, paper = make(), Paper(title=TITLE, authors="Ada Byron, Alan Turing")
    slot = Slot(title="Machine learning Fairness for health in Africa", speaker="Ada Byron, Alan Turing")
    put(edition, "paper", Paper(title="Fairness for Health in Asia, by Rules"), paper)
    put(edition, "slot", slot, Slot(title="Coffee", kind="break"))
    words = (
        f"“{slot.title}” is nearly the paper “{TITLE}”, and not tied to it: "
        "they differ in “learning” and “Learning”; “health” and “Health”."
    )
    fix = Fix(f"Tie to the paper “{TITLE}”", {slot.key: {"title": "", "speaker": "", "paper_id": paper.id}})
    assert found_by(nearly_another, edition) == [
        Finding("nearly-another", "warning", slot.key, "title", words, (paper.key,), fix)
    ]


def test_who_presents_stays_with_the_row_where_the_paper_names_others(app: Flask) -> None:
    edition, paper = make(), Paper(title=TITLE, authors="Ada Byron, Alan Turing")
    slot = Slot(title=TITLE, speaker="Alan Turing")
    put(edition, "paper", paper)
    put(edition, "slot", slot)
    (found,) = found_by(same_words, edition)
    assert found_by(nearly_another, edition) == []
    assert found.level == "hint"
    assert found.words == f"“{TITLE}” is the paper “{TITLE}”, and not tied to it."
    assert found.fix == Fix(f"Tie to the paper “{TITLE}”", {slot.key: {"title": "", "paper_id": paper.id}})


@pytest.mark.parametrize(
    ("title", "level"), [("Watching the Watcher (Ada Byron)", "warning"), ("Watching the Watchers (Ada Byron)", "hint")]
)
def test_who_speaks_in_parentheses_behind_a_title_is_none_of_its_words(title: str, level: str, app: Flask) -> None:
    put(edition := make(), "paper", Paper(title="Watching the Watchers"), Paper(title="Machines (as seen by machines)"))
    put(edition, "slot", slot := Slot(title=title))
    (found,) = found_by(nearly_another, edition) + found_by(same_words, edition)
    assert (found.level, found.key, found.others) == (level, slot.key, ("paper-1",))
    if level == "warning":
        assert found.words.endswith("and not tied to it: they differ in “Watcher” and “Watchers”.")


def test_what_a_title_says_in_parentheses_is_compared(app: Flask) -> None:
    put(edition := make(), "paper", Paper(title="Machines (as seen by machines)"))
    put(edition, "slot", Slot(title="Machines (as seen by Machines)"), Slot(title="(as seen by machines)"))
    (found,) = found_by(nearly_another, edition)
    assert found.words.endswith("they differ in “Machines)” and “machines)”.")


def test_quotes_of_another_form_are_no_other_words(app: Flask) -> None:
    put(edition := make(), "paper", Paper(title="The machine’s “fair” share of all work"))
    put(edition, "slot", Slot(title='The machine\'s "fair" share of all work'))
    assert found_by(nearly_another, edition) == []
    assert [one.level for one in found_by(same_words, edition)] == ["hint"]


def test_an_award_that_says_a_papers_title_is_told_and_one_that_says_a_part_of_it_is_not(app: Flask) -> None:
    edition, paper = make(), Paper(title=TITLE)
    award, other = Award(name=f"Best paper: “{TITLE}”", recipient="A Jury"), Award(name="Best paper on Africa")
    put(edition, "paper", paper, Paper(title="Best paper"))
    put(edition, "award", award, other)
    words = f"“{award.name}” is the paper “{TITLE}”, and not tied to it."
    fix = Fix(f"Tie to the paper “{TITLE}”", {award.key: {"paper_id": paper.id}})
    assert found_by(nearly_another, edition) == []
    assert found_by(same_words, edition) == [Finding("same-words", "hint", award.key, "name", words, (paper.key,), fix)]


@pytest.mark.parametrize(
    "title",
    ["Machine Learning Fairness for Wealth in Asia", f"{TITLE}, Part II", "Fairness", "", "x"],
)
def test_another_title_is_none_of_a_paper(title: str, app: Flask) -> None:
    edition = make()
    put(edition, "paper", Paper(title=f"{TITLE}, Part I"), Paper(title="y"))
    put(edition, "slot", Slot(title=title), Slot(title=f"{TITLE}, Part III"))
    assert found_by(nearly_another, edition) == found_by(same_words, edition) == []


def test_what_is_tied_and_what_is_hidden_is_not_told(app: Flask) -> None:
    edition, paper, hidden = make(), Paper(title=TITLE), Paper(title="Another title that nobody sees yet")
    put(edition, "paper", paper)
    put(edition, "paper", hidden)
    put(edition, "slot", Slot(title=TITLE, paper_id=paper.id), Slot(title=hidden.title))
    hidden.section.hidden, hidden.section.appears_at = True, datetime(2031, 7, 1)
    db.session.commit()
    assert found_by(nearly_another, edition) == found_by(same_words, edition) == []
    assert len(found_by(same_words, edition, datetime(2031, 7, 2))) == 1


def with_speaker(edition: Edition, *speakers: str) -> tuple[Slot, list[Keynote]]:
    """A talk of Ada Byron, and keynotes."""
    slot, keynotes = Slot(title="Fair machines", speaker="Ada Byron"), [Keynote(speaker=name) for name in speakers]
    put(edition, "keynote", *keynotes)
    put(edition, "slot", slot)
    return slot, keynotes


def test_a_talk_of_a_keynotes_speaker_is_a_hint(app: Flask) -> None:
    edition = make()
    slot, keynotes = with_speaker(edition, "Dr. Ada Byron", "Alan Turing")
    words = "“Ada Byron” stands with the keynote “Dr. Ada Byron”, too, and the two are not tied."
    fix = Fix("Tie to the keynote “Dr. Ada Byron”", {slot.key: {"keynote_id": keynotes[0].id}})
    assert found_by(same_people, edition) == [
        Finding("same-people", "hint", slot.key, "speaker", words, (keynotes[0].key,), fix)
    ]


def test_who_has_two_keynotes_or_whose_family_name_alone_is_the_same_is_not_known_by_the_name(app: Flask) -> None:
    edition = make()
    with_speaker(edition, "Ada Byron", "Prof. Ada Byron", "Anne Byron")
    assert found_by(same_people, edition) == []


def test_an_award_of_the_author_of_one_paper_is_a_hint(app: Flask) -> None:
    edition, award = make(), Award(name="Best talk", recipient="Ada Byron")
    papers = [Paper(title=title, authors=people) for title, people in (("A", "Ada Byron, et al."), ("B", "B Russell"))]
    put(edition, "paper", *papers)
    put(edition, "award", award, Award(name="Best poster", recipient="Carl Gauß"))
    (found,) = found_by(same_people, edition)
    assert (found.key, found.field, found.others) == (award.key, "recipient", (papers[0].key,))
    assert found.fix == Fix("Tie to the paper “A”", {award.key: {"paper_id": papers[0].id}})
