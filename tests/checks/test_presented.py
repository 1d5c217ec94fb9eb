"""Talks without a paper, and papers without a talk."""

import pytest
from flask import Flask

from faimi.checks import Finding
from faimi.checks.presented import papers_not_presented, talk_of_no_paper
from faimi.content import Edition
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from tests.checks.finding import found_by
from tests.exchange.making import make, put


def with_talks(*others: Slot, papers: int = 3, talks: int = 2) -> Edition:
    """An edition with papers, talks of the first of them, and other rows."""
    edition, rows = make(), [Paper(title=f"A study of {name}") for name in ("weather", "tides", "stars", "stones")]
    put(edition, "paper", *rows[:papers])
    put(edition, "slot", *[Slot(paper_id=paper.id) for paper in rows[:talks]], *others)
    return edition


def test_a_talk_whose_paper_is_not_listed_where_most_are_is_told(app: Flask) -> None:
    words = "The other talks are of papers in the list; this one, “Harms of machines”, is not."
    assert found_by(talk_of_no_paper, with_talks(Slot(title="Harms of machines", speaker="Ada Byron"))) == [
        Finding("talk-of-no-paper", "warning", "slot-3", "paper", words)  # type: ignore[arg-type]  # a key is a str
    ]


@pytest.mark.parametrize(
    "rows",
    [
        (Slot(title="Harms", speaker="Ada Byron"), Slot(title="Goods", speaker="Ada Byron")),
        (Slot(title="Harms", speaker="Ada Byron", kind="other"),),
        (Slot(title="Invited talk: Harms", speaker="Ada Byron"),),
        (Slot(title="A study of  stars", speaker="Ada Byron"),),
        (Slot(title="Lightning talks"),),
        (Slot(title="", speaker="Ada Byron"),),
    ],
    ids=["as many", "no talk", "invited", "untied", "nobody", "untitled"],
)
def test_a_talk_that_need_have_none_is_not(rows: tuple[Slot, ...], app: Flask) -> None:
    rows = tuple(Slot(title=row.title, kind=row.kind, speaker=row.speaker) for row in rows)
    assert found_by(talk_of_no_paper, with_talks(*rows)) == []


def test_a_track_of_which_no_talk_has_a_paper_is_of_others(app: Flask) -> None:
    edition = with_talks()
    section = edition.sections[-1]
    put(edition, "slot", Slot(section=section, track="EPIMI", title="Harms of machines", speaker="Ada Byron"))
    assert found_by(talk_of_no_paper, edition) == []


def test_a_paper_that_no_row_presents_is_a_hint_where_most_are_presented(app: Flask) -> None:
    words = "A paper is in no row of the schedule: “A study of stars”."
    assert found_by(papers_not_presented, with_talks()) == [
        Finding("papers-not-presented", "hint", "section-1", "", words)  # type: ignore[arg-type]  # a key is a str
    ]


def test_posters_and_papers_of_which_most_have_no_talk_are_not_missed(app: Flask) -> None:
    assert found_by(papers_not_presented, with_talks(Slot(title="Coffee and posters", kind="break"))) == []


@pytest.mark.parametrize(("papers", "talks"), [(4, 2), (3, 3), (3, 1)])
def test_where_all_or_few_have_a_talk_nothing_is_told(papers: int, talks: int, app: Flask) -> None:
    assert found_by(papers_not_presented, with_talks(papers=papers, talks=talks)) == []
