"""Words that stand for others to come."""

from datetime import date, datetime
from time import perf_counter

import pytest
from flask import Flask

from faimi.checks import Finding
from faimi.checks.placeholders import never_announced, placeholders_in, to_be_announced
from faimi.checks.tied import other_words
from faimi.content.keynotes import Keynote
from faimi.content.schedule import Slot
from tests.checks.finding import found_by
from tests.exchange.making import make, put


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("TBA", "TBA"),
        ("tbd.", "tbd"),
        ("Room TBC", "TBC"),
        ("Alice (TBC), DTU", "TBC"),
        ("TBA: a second talk", "TBA"),
        ("Speaker: TBA - DTU", "TBA"),
        ("| 9:00 | **T.B.A.** |", "T.B.A"),
        ("The speaker is to be announced soon", "to be announced"),
        ("The room is to be confirmed.", "to be confirmed"),
        ("XXX, a talk", "XXX"),
        ("https://example.org/watch?v=XXXX", "XXXX"),
        ("Lorem ipsum dolor", "Lorem ipsum"),
    ],
)
def test_words_that_stand_for_others_are_found(text: str, found: str) -> None:
    assert placeholders_in(text) == (found,)


@pytest.mark.parametrize(
    "text",
    [
        "Detecting TBC in chest X-rays",
        "TBC and asthma",
        "TBA-Net: a network",
        "The tabas (TBAs)",
        "What remains to be determined.",
        "Effects are to be confirmed in trials",
        "The winners will be announced",
        "Chapter XXXIV, and xxx.lanl.gov",
        "A lorem of ipsum",
        "",
    ],
)
def test_words_that_mean_what_they_say_are_not(text: str) -> None:
    assert placeholders_in(text) == ()


def test_before_the_event_it_is_a_hint_and_from_its_day_on_a_warning(app: Flask) -> None:
    edition = make(starts_on=date(2031, 6, 1))
    slot, keynote = Slot(title="TBA", speaker="tba"), Keynote(speaker="Alice", abstract="TBA and\n\nTBA\n\nTBC")
    put(edition, "slot", slot)
    put(edition, "keynote", keynote)
    told = [
        (slot, "speaker", "tba"),
        (slot, "title", "TBA"),
        (keynote, "abstract", "TBA"),
        (keynote, "abstract", "TBC"),
    ]
    before, after = datetime(2031, 5, 31, 23, 59), datetime(2031, 6, 1)
    for check, level, now in ((to_be_announced, "hint", before), (never_announced, "warning", after)):
        found = {(one.level, one.key, one.field, one.words) for one in found_by(check, edition, now)}
        assert found == {(level, row.key, name, f"It still says “{words}”.") for row, name, words in told}
    assert found_by(to_be_announced, edition, after) == found_by(never_announced, edition, before) == []


def test_without_a_day_it_is_a_hint(app: Flask) -> None:
    edition, slot = make(), Slot(title="TBA")
    put(edition, "slot", slot)
    words = "It still says “TBA”."
    assert found_by(to_be_announced, edition) == [Finding("to-be-announced", "hint", slot.key, "title", words)]
    assert found_by(never_announced, edition) == []


def test_on_a_page_about_tuberculosis_tbc_among_other_words_is_the_disease(app: Flask) -> None:
    title = "Typing Tuberculosis (TBC)"
    put(
        edition := make(),
        "slot",
        Slot(title=title),
        Slot(title="Reads for TBC", speaker="TBC"),
        Slot(title="TBA (TBD)"),
    )
    found = [(one.field, one.words) for one in found_by(to_be_announced, edition)]
    assert found == [
        ("speaker", "It still says “TBC”."),
        ("title", "It still says “TBD”."),
    ]


def test_where_a_named_row_has_the_words_it_is_told_that_they_differ_and_no_more(app: Flask) -> None:
    edition, keynotes = make(), [Keynote(speaker="Ada Byron", title="Olive Trees"), Keynote(speaker="Bo Li")]
    put(edition, "keynote", *keynotes)
    slots = [Slot(title="TBA", speaker="TBA", keynote_id=one.id) for one in keynotes]
    put(edition, "slot", *slots)
    found = [(one.key, one.field) for one in found_by(to_be_announced, edition)]
    assert found == [(slots[0].key, "speaker"), (slots[1].key, "speaker"), (slots[1].key, "title")]
    assert [(one.key, one.field) for one in found_by(other_words, edition)] == [(slots[0].key, "title")]


@pytest.mark.parametrize("text", ["\n" * 20_000, "TBA\n" * 5_000, "( " * 10_000, "TBC" + "*" * 19_997, "X" * 20_000])
def test_a_long_text_takes_no_longer_than_its_length(text: str) -> None:
    began = perf_counter()
    placeholders_in(text)
    assert perf_counter() - began < 0.2
