"""What no page should have: checks answer all the same, and soon."""

import logging
from datetime import date, datetime, time
from time import perf_counter

import pytest
from flask import Flask

from faimi.checks import CHECKS, Facts, Finding, run
from faimi.content import Edition
from faimi.content.awards import Award
from faimi.content.dates import Date
from faimi.content.keynotes import Keynote
from faimi.content.organizers import Organizer
from faimi.content.page import load_page
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from faimi.content.text import Text
from tests.exchange.making import make, put

DAY = date(2031, 10, 12)
MAX_SECONDS = 3
CHARS = 20_000
REPEATED = [
    "Monday, 8 October 2031, ",
    "The workshop will be held on ",
    "Workshop: 8 October 2031\n- ",
    "tentatively 8 October ",
    "we invite submissions of papers ",
    "[a](http://example.org/2024) ",
    "[a](",
    "![",
    "(",
    "<b>",
    "| ",
    " ",
    "\n",
    "*",
    "12:",
    "13:30 pm ",
    "UTC+",
    "A. B, ",
    "a, b; ",
    " and ",
    " et al. ",
    "TBA ",
    "2024 ",
    "“",
    "İ",
    "e\u0301",
    "\u200d",
    "\u202e\u05d0",
    "\u0661\u0662",
    "²",
]


def answer(edition: Edition, caplog: pytest.LogCaptureFixture) -> list[Finding]:
    """What all checks find, none of which fails or takes long."""
    page = load_page(edition.slug)
    assert page
    began = perf_counter()
    found = run(CHECKS, Facts(page, datetime(2031, 6, 1)))
    assert perf_counter() - began < MAX_SECONDS
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []
    return found


@pytest.mark.parametrize("words", REPEATED)
def test_long_texts_of_one_thing(words: str, app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    text = (words * CHARS)[:CHARS]
    texts = text, f"{text[:-1]}x", text[:400], text[:399]
    edition = make(starts_on=DAY, title=f"A workshop {text[:150]}")
    hours = {"start": time(9), "end": time(10), "kind": "talk"}
    put(edition, "text", *[Text(body=one) for one in texts])
    put(edition, "paper", *[Paper(title=one, authors=one) for one in texts])
    put(edition, "slot", *[Slot(title=one, speaker=one, room=one[:50], **hours) for one in texts])
    put(edition, "keynote", *[Keynote(speaker=one, title=one, abstract=one, affiliation=one) for one in texts])
    put(edition, "organizer", *[Organizer(name="Ada Byron", affiliation=one) for one in texts])
    put(edition, "award", *[Award(name=one, recipient=one) for one in texts])
    put(edition, "date", *[Date(label=one, date=DAY) for one in texts])
    told: dict[tuple[str, str, str], int] = {}
    for one in answer(edition, caplog):
        place = one.check, one.key, one.field
        told[place] = told.get(place, 0) + 1
    assert max(told.values(), default=0) <= 20


def test_very_many_rows_at_one_time_of_people_with_names_of_one_letter(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    edition, hours = make(starts_on=DAY), {"start": time(9), "end": time(10), "kind": "talk"}
    titles = [f"Fair cohort of study {number - number % 2}{' data' * (number % 2)}" for number in range(1600)]
    put(edition, "paper", *[Paper(title=title, authors=f"A {title[-1]}, B, C") for title in titles])
    rooms = ["", "1", "2"] * 166
    put(edition, "slot", *[Slot(title="Lungs", speaker="AB"[: len(room) + 1], room=room, **hours) for room in rooms])
    answer(edition, caplog)


def test_very_many_rows_that_say_the_same(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    edition, title = make(starts_on=DAY), "Machine learning fairness for health"
    put(edition, "paper", *[Paper(title=title, authors="Ada Byron") for _ in range(1600)])
    hours = {"start": time(9), "end": time(10), "kind": "talk", "speaker": "Ada Byron"}
    put(edition, "slot", *[Slot(title=title.title(), room=str(number), **hours) for number in range(500)])
    answer(edition, caplog)
