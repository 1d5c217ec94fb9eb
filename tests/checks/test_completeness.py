"""What keynotes and lists of papers lack."""

from typing import Any

import pytest
from flask import Flask

from faimi.checks import Check, Finding, Fix
from faimi.checks.completeness import (
    incomplete_keynote,
    keynote_without_what_others_have,
    no_paper_with_link,
    papers_without_link,
)
from faimi.content.keynotes import Keynote
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from faimi.extensions import db
from tests.checks.finding import found_by
from tests.exchange.making import make, put

WHOLE = {"title": "A talk", "abstract": "About it.", "photo": "/a.jpg", "bio": "Is."}


def keynotes_found(check: Check, *rows: Keynote) -> list[tuple[Any, ...]]:
    edition = make()
    put(edition, "keynote", *rows)
    return [(found.level, found.key, found.field, found.words, found.fix) for found in found_by(check, edition)]


def speaker(name: str, **columns: str) -> Keynote:
    return Keynote(speaker=name, **WHOLE | columns)


def test_a_title_that_another_keynote_has_is_missed(app: Flask) -> None:
    bare = speaker("Bob", title="")
    others = speaker("Alice", abstract=""), speaker("Mallory", abstract="")  # each is not alone without one
    found = keynotes_found(keynote_without_what_others_have, others[0], bare, others[1])
    assert found == [("warning", bare.key, "title", "The keynote of Bob has no title.", None)]


def test_an_abstract_that_all_others_have_is_missed(app: Flask) -> None:
    bare = speaker("Bob", abstract="")
    found = keynotes_found(keynote_without_what_others_have, speaker("Alice"), bare)
    assert found == [("warning", bare.key, "abstract", "The keynote of Bob has no abstract.", None)]


@pytest.mark.parametrize("lacking", [{"title": ""}, {"abstract": ""}])
def test_what_no_other_keynote_has_is_not_missed(lacking: dict[str, str], app: Flask) -> None:
    assert keynotes_found(keynote_without_what_others_have, speaker("Alice", **lacking)) == []
    assert found_by(keynote_without_what_others_have, make(slug="2032")) == []


def test_a_missed_title_is_taken_from_the_row_that_names_the_keynote(app: Flask) -> None:
    edition = make()
    bare = speaker("Bob", title="")
    put(edition, "keynote", speaker("Alice"), bare)
    slot = Slot(keynote=bare, title="Of Bob", kind="keynote")
    put(edition, "slot", slot, Slot(keynote=bare, title="", kind="keynote"))
    fix = Fix("Take the schedule row’s title", {bare.key: {"title": "Of Bob"}, slot.key: {"title": ""}})
    words = "The keynote of Bob has no title, and its schedule row has “Of Bob”."
    check = keynote_without_what_others_have
    assert found_by(check, edition) == [Finding(check.name, "warning", bare.key, "title", words, (slot.key,), fix)]
    put(edition, "slot", Slot(keynote=bare, title="Of others", kind="keynote"))
    assert [found.fix for found in found_by(check, edition)] == [None]  # which of the two is meant nobody knows


def test_a_title_that_is_to_come_is_not_taken(app: Flask) -> None:
    edition, bare = make(), speaker("Bob", title="")
    put(edition, "keynote", speaker("Alice"), bare)
    put(edition, "slot", Slot(keynote=bare, title="TBA", kind="keynote"))
    (found,) = found_by(keynote_without_what_others_have, edition)
    assert (found.words, found.fix) == ("The keynote of Bob has no title.", None)


def test_all_that_one_keynote_lacks_is_one_hint(app: Flask) -> None:
    bare = speaker("Bob", photo="", bio="", abstract="")
    words = "The keynote of Bob has no abstract and no photo and no words about the speaker."
    assert keynotes_found(incomplete_keynote, bare) == [("hint", bare.key, "abstract", words, None)]


def test_a_hint_does_not_repeat_a_warning_nor_ask_for_what_no_keynote_has(app: Flask) -> None:
    others = speaker("Alice", photo=""), speaker("Mallory", photo="", bio="")
    found = keynotes_found(incomplete_keynote, *others, speaker("Bob", title="", abstract="", photo=""))
    words = "The keynote of Mallory has no words about the speaker."
    assert found == [("hint", others[1].key, "bio", words, None)]


def papers(*links: str) -> list[Paper]:
    return [Paper(title=f"Paper {place}", url=url) for place, url in enumerate(links)]


def test_a_paper_with_a_pdf_has_a_link(app: Flask) -> None:
    edition = make()
    put(edition, "paper", Paper(title="One", pdf="/1.pdf"), Paper(title="Two", url="/2"))
    assert found_by(papers_without_link, edition) == []


@pytest.mark.parametrize(
    ("links", "found"),
    [
        (("/a", "", "/b"), ("papers-without-link", "warning", 1, "1 of the 3 papers has no link: this one.")),
        (("/a", "", ""), ("papers-without-link", "warning", 1, "2 of the 3 papers have no link, this one among them.")),
        (("", ""), ("no-paper-with-link", "hint", 0, "No paper of this list has a link.")),
        (("/a", "/b"), None),
    ],
)
def test_a_list_of_papers_without_links_is_told_once_and_leads_to_the_first(
    links: tuple[str, ...], found: tuple[str, Any, int, str] | None, app: Flask
) -> None:
    edition = make()
    put(edition, "paper", *(rows := papers(*links)))
    expected = []
    if found:
        name, level, place, words = found
        about = "links" if level == "warning" else ""  # so that it is known though their number changes
        expected = [Finding(name, level, rows[place].key, "url", words, (edition.sections[0].key,), about=about)]
    assert [one for check in (papers_without_link, no_paper_with_link) for one in found_by(check, edition)] == expected


def test_lists_of_papers_are_looked_at_each_by_itself(app: Flask) -> None:
    edition = make()
    put(edition, "paper", *papers("/a", "/b", "/c"))
    put(edition, "paper", *papers(""))
    found = [one.key for one in found_by(papers_without_link, edition)]
    assert [one.level for one in found_by(no_paper_with_link, edition)] == ["hint"]
    assert found == []


def test_an_empty_list_lacks_nothing(app: Flask) -> None:
    edition, (paper,) = make(), papers("")
    put(edition, "paper", paper)
    db.session.delete(paper)
    db.session.commit()
    assert found_by(no_paper_with_link, edition) == []
