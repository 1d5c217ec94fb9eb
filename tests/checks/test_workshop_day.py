"""Whether the dates and the masthead agree on the day of the workshop."""

from datetime import date
from typing import Any

import pytest
from flask import Flask

from faimi.checks import Check, Finding
from faimi.checks.workshop_day import text_has_it_online, text_on_another_day, workshop_on_another_day
from faimi.content import Edition
from faimi.content.dates import Date
from faimi.content.text import Text
from tests.checks.finding import found_by
from tests.exchange.making import make, put

DAY, ANOTHER = date(2031, 10, 10), date(2031, 10, 12)


def found_in(edition: Edition, *rows: Date) -> list[Finding]:
    put(edition, "date", *rows)
    return found_by(workshop_on_another_day, edition)


@pytest.mark.parametrize("label", ["Workshop", "workshop day", "The Workshop takes place", "Symposium", "Workshop."])
def test_a_date_that_is_the_workshops_own_and_another_than_the_masthead_says_is_found(label: str, app: Flask) -> None:
    row = Date(label=label, date=ANOTHER)
    found = found_in(
        make(title="A symposium", tagline="At a conference", starts_on=DAY), row, Date(label=label, date=DAY)
    )
    words = f"{label} is on 12 October 2031 here, and on 10 October 2031 in the masthead."
    assert found == [Finding("workshop-on-another-day", "error", row.key, "date", words)]


@pytest.mark.parametrize(
    "label",
    ["Workshop paper deadline", "Pre-workshop dinner", "Conference", "Main conference", "Workshops and tutorials"],
)
def test_the_day_of_something_else_is_not(label: str, app: Flask) -> None:
    assert found_in(make(starts_on=DAY), Date(label=label, date=ANOTHER)) == []


def test_every_day_of_a_workshop_of_several_is_its_own(app: Flask) -> None:
    rows = [Date(label="Workshop", date=date(2031, 10, day)) for day in (9, 10, 11, 12, 13)]
    found = found_in(make(starts_on=DAY, ends_on=ANOTHER), *rows)
    assert [finding.words for finding in found] == [
        "Workshop is on 9 October 2031 here, and on 10–12 October 2031 in the masthead.",
        "Workshop is on 13 October 2031 here, and on 10–12 October 2031 in the masthead.",
    ]


def test_without_a_day_on_either_side_nothing_is_found(app: Flask) -> None:
    assert found_in(make(), Date(label="Workshop", date=ANOTHER)) == []
    assert found_in(make(slug="2032", starts_on=DAY), Date(label="Workshop", date=None)) == []


def test_the_sample_agrees_with_itself(edition: Edition) -> None:
    assert found_by(workshop_on_another_day, edition) == []


def found_in_text(body: str, check: Check = text_on_another_day, **masthead: Any) -> list[Finding]:
    """What is found in a text of a workshop on 12 October 2031."""
    edition = make(**{"starts_on": ANOTHER} | masthead)
    put(edition, "text", Text(body=body))
    return found_by(check, edition)


def test_a_text_that_has_the_workshop_on_another_day_is_told(app: Flask) -> None:
    words = "“workshop will be held on October 8”: in the masthead it is 12 October 2031."
    assert found_in_text("The FAIMI workshop *will be held* on **October 8**. Submit by 1 May.") == [
        Finding("text-on-another-day", "warning", "text-1", "body", words)  # type: ignore[arg-type]  # a key is a str
    ]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("Fair imaging workshop on **Oct 8th**", "workshop on Oct 8th"),
        ("The workshop takes place in Rome, on 8 October 2031", "workshop takes place in Rome, on 8 October 2031"),
        (
            "The second workshop on Fairness of AI will take place on October 8",
            "workshop on Fairness of AI will take place on October 8",
        ),
        ("Join us on October 8 for the FAIMI workshop", "Join us on October 8"),
        ("See you on October 8 in Rome", "See you on October 8"),
        ("Join us in Rome on October 8!", "Join us in Rome on October 8"),
        ("The workshop will take place on 12 October 2030", "workshop will take place on 12 October 2030"),
        ("The workshop is held October 8-9, 2031", "workshop is held October 8-9, 2031"),
        (
            "- Papers are due (AoE): 1 May 2031\n- **Workshop**: Wednesday, 8 October 2031",
            "Workshop: Wednesday, 8 October 2031",
        ),
        ("| What | When |\n| --- | --- |\n| Workshop day | October 8 |", "Workshop day | October 8"),
        ("* Workshop – 8 October", "Workshop – 8 October"),
    ],
)
def test_the_day_is_read_as_people_write_it(body: str, words: str, app: Flask) -> None:
    assert [found.words.partition("”")[0] for found in found_in_text(body)] == [f"“{words}"]


@pytest.mark.parametrize(
    "body",
    [
        "- Workshop: October 12\n- Workshop dinner: October 8\n- Workshop papers due: October 8",
        "- Workshop\n- October 8",
        "- Workshop: October 8, now October 12",
        "- Conference: October 8\n- Workshop: see below\n- Workshop: its proceedings appear on 8 October",
        "- Workshop: registration from 1 to 8 October; 12 October",
        "The workshop will be held on October 12. Papers are due on October 8.",
        "The workshop will be held in Rome. It was to be October 8.",
        "The virtual workshop will be held on October 8",
        "Last year’s workshop was held on October 8; the workshop tentatively scheduled for November 6th",
        "The workshop was held on October 8, 2022",
        "A workshop on fairness in imaging before October 8",
        "The conference will be held on October 8",
        "The workshop will be held in conjunction with a conference, October 6–10",
        "The workshop will be held at a conference (October 6–10)",
        "The workshop takes place October 11-13, 2031",
        "The workshop is on; October 8 is not its day",
        "Registration for the FAIMI workshop takes place on October 8",
        "The workshop will be announced on October 8",
        "Posters are shown at the workshop on October 8",
        "Submissions to the workshop are open from October 8",
        "See you on October 8 at the welcome reception of the conference",
        "Join us on October 8 for a webinar before the workshop",
        "The workshop on October 8, by our friends in Oslo, is a good place to begin",
    ],
)
def test_a_day_of_something_else_in_a_text_is_not(body: str, app: Flask) -> None:
    assert found_in_text(body) == []


def test_a_text_that_has_it_online_where_it_is_in_person_is_a_hint(app: Flask) -> None:
    body = "The workshop will be held fully online. The posters are online."
    (found,) = found_in_text(body, text_has_it_online, attendance="in-person")
    assert (found.level, found.field) == ("hint", "body")
    assert found.words == "“workshop will be held fully online”: in the masthead it is in person."


@pytest.mark.parametrize("attendance", ["hybrid", "online", ""])
def test_it_is_not_told_of_one_that_is_online_too(attendance: str, app: Flask) -> None:
    assert found_in_text("The workshop will be held online", text_has_it_online, attendance=attendance) == []
    assert (
        found_in_text("Proceedings of the workshop online", text_has_it_online, slug="b", attendance="in-person") == []
    )
