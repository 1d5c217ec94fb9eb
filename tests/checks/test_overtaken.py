"""What time has overtaken."""

from datetime import date, datetime, time
from typing import Any

import pytest
from flask import Flask

from faimi.checks import Finding, Fix
from faimi.checks.overtaken import (
    call_after_its_deadline,
    notice_of_a_past_day,
    notice_without_end,
    state_of_before,
    tentative_day_that_has_passed,
)
from faimi.content import Edition, Section
from faimi.content.dates import Date
from faimi.content.notices import Notice
from faimi.content.text import Text
from faimi.extensions import db
from tests.checks.finding import NOW, found_by
from tests.exchange.making import make, put

BEFORE, DAY, AFTER = date(2031, 5, 20), date(2031, 5, 31), date(2031, 6, 2)  # it is 1 June 2031, 12:00 UTC
ENDS = "2031-06-01T12:00:00"  # of DAY, Anywhere on Earth


def noticed(text: str, starts_on: date = AFTER, **columns: Any) -> tuple[Edition, Notice]:
    """An edition with a notice."""
    put(edition := make(starts_on=starts_on), "notice", row := Notice(text=text, **columns))
    return edition, row


def test_a_notice_that_names_a_day_that_has_passed_may_end_with_it(app: Flask) -> None:
    edition, row = noticed("Extended from 20 May to May 31st: submit now")
    fix = Fix("Let it end on 31 May 2031", {row.key: {"shown_until": ENDS}})
    words = "31 May 2031 has passed, and the notice is still shown."
    found = [Finding("notice-of-a-past-day", "warning", row.key, "text", words, fix=fix)]
    assert found_by(notice_of_a_past_day, edition) == found


@pytest.mark.parametrize(
    "text", ["Register on 27–29 May", "Open from May 27 to May 29", "Until 29.05.2031", "27 & 29 May"]
)
def test_of_several_days_a_notice_may_end_with_the_last(text: str, app: Flask) -> None:
    (found,) = found_by(notice_of_a_past_day, noticed(text)[0])
    assert found.words == "29 May 2031 has passed, and the notice is still shown."


def test_a_notice_that_began_after_its_day_is_not_ended_before(app: Flask) -> None:
    edition, _ = noticed("Submit until 20 May 2031", shown_from=datetime(2031, 5, 25))
    assert [found.fix for found in found_by(notice_of_a_past_day, edition)] == [None]


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("Extended from 20 May to 1 June", {}),
        ("Submit until 20 May", {"shown_until": NOW}),
        ("Submit until 20 May", {"shown_from": datetime(2031, 6, 1, 13)}),
        ("Thank you for coming on 20 May", {}),
        ("Submit now", {}),
        ("Submit until 20 May 2032", {}),
        ("Room 31.5, 31 Mayer Street, 2031-5-1", {}),
    ],
)
def test_a_notice_that_still_holds_is_not_found(text: str, columns: dict[str, Any], app: Flask) -> None:
    assert found_by(notice_of_a_past_day, noticed(text, **columns)[0]) == []


def test_a_notice_without_an_end_may_end_with_the_edition(app: Flask) -> None:
    edition, row = noticed("Join online", DAY)
    words = "The edition is over, and the notice is still shown: nothing says when it ends."
    fix = Fix("Let it end on 31 May 2031", {row.key: {"shown_until": ENDS}})
    found = [Finding("notice-without-end", "hint", row.key, "shown_until", words, fix=fix)]
    assert found_by(notice_without_end, edition) == found


@pytest.mark.parametrize(
    ("text", "day", "columns"),
    [
        ("Join online", AFTER, {}),
        ("Join online", date(2031, 6, 1), {}),
        ("The recordings are online", DAY, {}),
        ("Join online", DAY, {"shown_until": datetime(2031, 7, 1)}),
        ("A survey", DAY, {"shown_from": NOW}),
        ("Submit until 20 May", DAY, {}),
    ],
)
def test_a_notice_that_may_go_on_is_not_found(text: str, day: date, columns: dict[str, Any], app: Flask) -> None:
    assert found_by(notice_without_end, noticed(text, day, **columns)[0]) == []


def test_a_notice_of_a_page_that_is_no_edition_goes_on(app: Flask) -> None:
    put(edition := make(starts_on=DAY, state="page"), "notice", Notice(text="Join online"))
    assert found_by(notice_without_end, edition) == []


def test_an_edition_that_is_over_is_the_next_one_no_longer(app: Flask) -> None:
    edition = make(starts_on=BEFORE, ends_on=DAY, state="current")
    words = "It took place on 20–31 May 2031, and its state still says that it is the next one."
    fix = Fix("Call it past", {edition.key: {"state": "past"}})
    assert found_by(state_of_before, edition) == [
        Finding("state-of-before", "hint", edition.key, "state", words, fix=fix)
    ]


def test_a_draft_of_an_edition_that_is_over_may_be_forgotten(app: Flask) -> None:
    edition = make(starts_on=DAY, state="draft")
    words = "It took place on 31 May 2031, and is still a draft, which visitors do not see."
    assert found_by(state_of_before, edition) == [Finding("state-of-before", "hint", edition.key, "state", words)]


@pytest.mark.parametrize(
    "columns",
    [
        {"starts_on": date(2031, 6, 1), "state": "current"},
        {"starts_on": DAY, "ends_on": AFTER, "state": "current"},
        {"starts_on": DAY, "state": "past"},
        {"starts_on": DAY, "state": "page"},
        {"starts_on": DAY, "state": "draft", "appears_at": NOW},
        {"state": "current"},
    ],
)
def test_a_state_that_holds_is_not_found(columns: dict[str, Any], app: Flask) -> None:
    assert found_by(state_of_before, make(**columns)) == []


def test_a_call_after_the_last_day_for_submissions_is_found_with_its_words(app: Flask) -> None:
    edition, row = make(starts_on=AFTER), Text(body="*Hello.* We therefore **invite**\nthe submission of papers.")
    put(edition, "text", row)
    put(edition, "date", *(Date(label="Submission", date=day) for day in (BEFORE, DAY)))
    words = "Submissions closed on 31 May 2031, and the text still says “We therefore invite the submission”."
    found = [Finding("call-after-its-deadline", "hint", row.key, "body", words)]
    assert found_by(call_after_its_deadline, edition) == found


def test_without_such_a_day_a_call_ends_with_the_edition_and_may_stand_in_an_introduction(app: Flask) -> None:
    put(edition := make(starts_on=DAY), "text", Text(body="Hello."))
    section = db.session.query(Section).one()
    section.intro = "Please submit your abstract."
    db.session.commit()
    words = "Submissions closed on 31 May 2031, and the text still says “Please submit your abstract”."
    found = [Finding("call-after-its-deadline", "hint", section.key, "intro", words)]
    assert found_by(call_after_its_deadline, edition) == found


@pytest.mark.parametrize(
    ("body", "due"),
    [
        ("We invite the submission of papers.", AFTER),
        ("We invite the submission of papers.", date(2031, 6, 1)),
        ("We invited the submission of papers.", DAY),
        ("We invite you to the dinner. Papers are online.", DAY),
        ("Submissions are listed below.", DAY),
        ("We invite " * 2_000, DAY),
    ],
)
def test_a_call_that_is_open_or_none_is_not_found(body: str, due: date, app: Flask) -> None:
    put(edition := make(starts_on=BEFORE), "text", Text(body=body))
    put(edition, "date", Date(label="Submission", date=due))
    assert found_by(call_after_its_deadline, edition) == []


def test_the_hour_of_a_deadline_counts(app: Flask) -> None:
    put(edition := make(starts_on=AFTER), "text", Text(body="Submissions are open."))
    put(edition, "date", due := Date(label="Submission", date=date(2031, 6, 1), time=time(13), zone="Europe/Paris"))
    assert [found.words[:34] for found in found_by(call_after_its_deadline, edition)] == [
        "Submissions closed on 1 June 2031,"
    ]
    due.time = time(15)
    db.session.commit()
    assert found_by(call_after_its_deadline, edition) == []


def test_a_day_that_is_called_tentative_and_has_passed_is_found(app: Flask) -> None:
    put(edition := make(starts_on=BEFORE), "text", row := Text(body="A dinner (tentatively on <b>May 31st</b>, at 8)."))
    words = "31 May 2031 has passed, and the text still says “tentatively on May 31st”."
    found = [Finding("tentative-day-that-has-passed", "warning", row.key, "body", words)]
    assert found_by(tentative_day_that_has_passed, edition) == found


@pytest.mark.parametrize(
    "body", ["A dinner, tentatively on 2 June.", "A dinner on 31 May. Tentatively.", "A tentative plan", "On 31 May"]
)
def test_a_day_to_come_may_be_tentative(body: str, app: Flask) -> None:
    put(edition := make(starts_on=BEFORE), "text", Text(body=body))
    assert found_by(tentative_day_that_has_passed, edition) == []


def test_without_a_day_of_its_own_nothing_has_passed_for_an_edition(app: Flask) -> None:
    put(edition := make(), "text", Text(body="Tentatively on 31 May, we invite papers."))
    put(edition, "notice", Notice(text="Until 31 May"))
    checks = (notice_of_a_past_day, notice_without_end, call_after_its_deadline, tentative_day_that_has_passed)
    assert [found for check in checks for found in found_by(check, edition)] == []
