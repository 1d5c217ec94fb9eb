"""Papers and sections that stand twice."""

import pytest
from flask import Flask

from faimi.checks import Facts, Finding, run
from faimi.checks.duplicates import paper_in_two_lists, paper_twice, section_twice
from faimi.content.awards import Award
from faimi.content.page import load_page
from faimi.content.papers import Paper
from faimi.content.text import Text
from tests.checks.finding import NOW, found_by
from tests.exchange.making import make, put

TITLE = "Auditing Unfair Biases in the Diagnosis of Alzheimer’s Disease"


def found_of(title: str, authors: str = "") -> list[Finding]:
    """What is found where a paper of another title stands below the first one, in another list."""
    edition = make()
    put(edition, "paper", Paper(title="Biases of Diagnosis"), Paper(title=TITLE, authors="Ada Byron, et al."))
    put(edition, "paper", Paper(title=title, authors=authors))
    return found_by(paper_twice, edition)


def test_a_paper_of_nearly_the_same_title_is_told_with_the_words_that_differ(app: Flask) -> None:
    title = "Auditing Unfair Bias in Diagnosis of Alzheimer’s Disease"
    words = f"“{title}” is nearly the paper “{TITLE}”: they differ in “Bias” and “Biases”; nothing and “the”."
    assert found_of(title, "A. Byron and Alan Turing") == [
        Finding("paper-twice", "warning", "paper-3", "title", words, ("paper-2",))  # type: ignore[arg-type]  # a key is a str
    ]


def test_a_paper_of_the_same_title_is_listed_twice(app: Flask) -> None:
    (found,) = found_of(TITLE)
    assert found.words == f"“{TITLE}” is listed twice."


def test_a_paper_that_two_lists_have_in_the_same_words_is_a_hint(app: Flask) -> None:
    edition, both = make(), [Paper(title=TITLE, authors="Ada Byron, et al.") for _ in range(2)]
    put(edition, "paper", both[0])
    others = [Paper(title=f"Machines that learn of {place} from machines") for place in ("Oslo", "Rome", "Ulm")]
    put(edition, "paper", *others, both[1])
    assert found_by(paper_twice, edition) == []
    found = Finding("paper-in-two-lists", "hint", both[1].key, "title", f"“{TITLE}” is in two lists.", (both[0].key,))
    assert found_by(paper_in_two_lists, edition) == [found]


def test_a_paper_that_one_list_has_twice_is_in_no_two(app: Flask) -> None:
    put(edition := make(), "paper", *[Paper(title=TITLE, authors="Ada Byron") for _ in range(2)])
    assert len(found_by(paper_twice, edition)) == 1
    assert found_by(paper_in_two_lists, edition) == []


@pytest.mark.parametrize(
    ("title", "authors"),
    [
        (TITLE, "Alan Turing"),
        (f"{TITLE}: Part II", ""),
        (f"{TITLE} 2024", ""),
        (TITLE.replace("Unfair", "Fair"), ""),
        (TITLE.replace("Alzheimer’s", "Parkinson’s"), ""),
        ("Biases and Diagnosis of the Young", ""),
        ("", ""),
    ],
)
def test_a_paper_of_others_or_with_another_number_or_word_is_another(title: str, authors: str, app: Flask) -> None:
    assert found_of(title, authors) == []


def test_parts_of_one_paper_are_two(app: Flask) -> None:
    edition = make()
    put(
        edition,
        "paper",
        *[Paper(title=f"The fairness of machines, part {part}") for part in ("I", "II", "1", "2", "2")],
    )
    assert [(found.key, found.others) for found in found_by(paper_twice, edition)] == [("paper-5", ("paper-4",))]


def test_of_eight_hundred_like_it_a_paper_is_told_once_of_the_first(app: Flask) -> None:
    edition = make()
    put(edition, "paper", *[Paper(title=TITLE if place % 2 else f"{place} others") for place in range(1600)])
    page = load_page(edition.slug)
    assert page
    found = run([paper_twice], Facts(page, NOW))
    assert [one.others for one in found] == [("paper-2",)] * 799
    of_first = run([paper_twice], Facts(page, NOW), [page.rows("paper")[1].key])
    assert 1 <= len(of_first) <= 10
    assert {*map(str, of_first)} <= {*map(str, found)}


AWARDS = (
    ("Best oral presenter award", "Ada Byron", "King’s College"),
    ("Best poster award", "Alan Turing", "Bletchley"),
)


def test_a_section_that_says_what_another_says_is_told_and_its_papers_are_not(app: Flask) -> None:
    edition = make()
    for _ in range(2):
        put(edition, "award", *[Award(name=name, recipient=who, affiliation=of) for name, who, of in AWARDS])
        put(edition, "paper", *[Paper(title=f"{TITLE} {number}") for number in (1, 2)])
    found = [(one.level, one.key, one.field, one.others) for one in found_by(section_twice, edition)]
    assert found == [("warning", "section-3", "", ("section-1",)), ("warning", "section-4", "", ("section-2",))]
    assert found_by(section_twice, edition)[0].words == "“award” says nearly all that the section “award” says."
    assert found_by(paper_twice, edition) == []


def test_a_list_of_a_few_papers_of_a_long_list_is_another(app: Flask) -> None:
    edition, places = make(), ["Oslo", "Rome", "Ulm", "Bern", "York"]
    titles = [f"What {place} tells of machines that once learned of {place} and of other towns" for place in places]
    for told in (titles, titles[:2]):
        put(edition, "paper", *[Paper(title=title, authors="Ada Byron") for title in told])
    assert found_by(section_twice, edition) == []
    assert [one.key for one in found_by(paper_in_two_lists, edition)] == ["paper-6", "paper-7"]


def test_sections_with_some_words_in_common_or_with_few_are_two(app: Flask) -> None:
    edition = make()
    put(edition, "award", *[Award(name=name, recipient=who) for name, who, _ in AWARDS])
    put(edition, "award", *[Award(name=name, recipient="Somebody Else") for name, _, _ in AWARDS])
    put(edition, "text", Text(body="It is held online this year."))
    put(edition, "text", Text(body="It is held online this year."))
    assert found_by(section_twice, edition) == []
