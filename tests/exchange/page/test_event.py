"""The day and the place of an event: what a page says of it, and what it says of something else."""

import pytest

from tests.exchange.page.kinds.test_kinds import Read, read, told

__all__ = ["read"]  # the fixture
ROWS = "| 09:00-09:15 | Opening |\n| 09:15-10:00 | Break |\n"
DAYS = [
    "## Important dates\n- Workshop proceedings: Nov 1, 2024\n- MICCAI workshop (full day): October 12, 2024",
    "## Important dates\n- Workshop registration: June 1, 2024\n- October 12, 2024: Workshop at MICCAI, Oslo",
    f"## Program (October 12)\n\n{ROWS}",
    f"## Program\nSaturday, October 12, 2024\n\n{ROWS}",
    f"## Program\n### Saturday, 12 October 2024\n\n{ROWS}",
    f"## Program\nDate: October 12th, 2024, 9:00-12:30, Room 5\n\n{ROWS}",
    "## Program\nSaturday, 12 October 2024, 9:00 - 17:00\n\n- 09:00-09:15 Opening\n- 09:15-10:00 Break\n",
    "## Program\n| Time | October 12, 2024 |\n|---|---|\n| 09:00 | Opening |",
    f"## Program\n### Day 1 - October 12th 2024\n\n{ROWS}",
    f"## Program\nSaturday, 12 October 2024, Room 5, all times in CEST\n\n{ROWS}",
    "**October 12, 2024 · Oslo, Norway · in conjunction with MICCAI 2024**",
    "## Important dates\n15 May 2024\n: Workshop papers due\n\n12 October 2024\n: Workshop takes place",
    "Deadline extended to June 15, 2024! We invite papers to the workshop that will be held on October 12, 2024.",
    "## About\n**When:** October 12, 2024\n\n**Where:** Oslo",
    "Saturday, October 12, 2024 | Room 5 | Oslo, Norway",
    "## News\n- June 1, 2024: The workshop is accepted\n\n## About\nJoin us on October 12, 2024.",
]
NO_DAYS = [
    "## Important dates\n- Workshop proposals: June 1, 2024\n- Event registration opens: July 1, 2024",
    f"## Program\nThe program will be announced by June 1, 2024.\n\n{ROWS}",
    f"## Preliminary program (as of June 1, 2024)\n\n{ROWS}",
    "June 1, 2024: Website is online\n\nJune 3, 2024: Keynotes announced",
    "News: June 3, 2024 – the workshop website is live.",
    "| **Workshops and Tutorials (Oslo, Norway)** | June 10, 2024 |\n|---|---|",
    "June 3, 2024: The winners of the workshop are known",
    "The previous workshop was held on October 10, 2024.",
    "MICCAI 2024 takes place in Oslo, October 6-10, 2024. Our workshop is part of it.",
    "Ann Lee was born on June 1, 2024. She organizes workshops.",
    "## Registration\nEarly registration for the workshop ends on June 1, 2024.",
    "The workshop is on 5/6/2024.",
]


@pytest.mark.parametrize("body", DAYS)
def test_the_day_is_the_one_that_the_page_gives_the_event(read: Read, body: str) -> None:
    assert str(read(body).header["starts_on"]) == "2024-10-12"


@pytest.mark.parametrize("body", NO_DAYS)
def test_a_day_of_something_else_is_not_the_events(read: Read, body: str) -> None:
    assert read(body).header["starts_on"] is None


def test_a_long_line_of_words_with_capitals_is_no_day_and_is_told_at_once(read: Read) -> None:
    assert read(f"October 12, 2024,{' In The Hall' * 30} we meet").header["starts_on"] is None


def test_a_day_that_the_text_contradicts_is_reported(read: Read) -> None:
    draft = read(f"## Dates\n- Workshop: October 12, 2024\n\n## Program (October 13, 2024)\n{ROWS}")
    assert "The dates say that the workshop is on 2024-10-12, the text says 2024-10-13." in told(draft)


VENUES = [
    ("Held in conjunction with MICCAI 2024 (Oslo, Norway).", "MICCAI 2024, Oslo, Norway"),
    ("The workshop takes place at the Convention Centre in Oslo.", "Convention Centre, Oslo"),
    ("A full-day workshop on October 6 at NeurIPS 2024 in Oslo", "NeurIPS 2024, Oslo"),
    ("The workshop will be fully virtual.", "Online"),
    ("We invite work at the intersection of imaging and learning (theory, practice, tools).", ""),
    ("Our workshop keynotes: Ann Lee, at Emory University in Atlanta.", ""),
    ("A social event at the Museum of Art in Oslo follows.", ""),
    ("Papers of the workshop are presented at the Poster Session (Hall B).", ""),
    ("The workshop will be hybrid: in person and online.", ""),
]


@pytest.mark.parametrize(("body", "venue"), VENUES)
def test_the_place_is_found_where_a_sentence_says_that_it_is_held_there(read: Read, body: str, venue: str) -> None:
    assert read(body).header["venue"] == venue


def test_a_footnote_is_kept_as_text_and_leaves_no_mark_in_a_label(read: Read) -> None:
    draft = read("## Dates\n- Notification: May 1, 2024, AoE [^a]\n- Paper[^b]: May 2, 2024\n\n[^a]: Write to us.")
    assert [row["label"] for row in draft.items("date")] == ["Notification (AoE)", "Paper"]
    assert draft.sections[0].intro == "[1] Write to us."
