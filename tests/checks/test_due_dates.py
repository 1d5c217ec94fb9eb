"""Dates that contradict each other or the edition."""

from datetime import date

import pytest
from flask import Flask

from faimi.checks import Check, Finding, Fix
from faimi.checks.due_dates import (
    brought_forward,
    camera_ready_after_the_edition,
    due_after_the_edition,
    extended_to_no_later,
    long_before_the_edition,
    out_of_order,
    stage_of,
)
from faimi.content.dates import Date
from tests.checks.finding import found_by
from tests.exchange.making import make, put

DAY = date(2031, 10, 10)


def on(label: str, day: str, *superseded: str) -> Date:
    return Date(label=label, date=date.fromisoformat(day), superseded=[*superseded])


def told(check: Check, *rows: Date, ends_on: date | None = None) -> list[str]:
    put(edition := make(starts_on=DAY, ends_on=ends_on), "date", *rows)
    return [found.words for found in found_by(check, edition)]


@pytest.mark.parametrize(
    "label",
    ["Paper submission", "Full paper deadline", "Abstracts", "Notification", "Decisions", "Notification of acceptance"],
)
def test_what_is_due_after_the_edition_is_found(label: str, app: Flask) -> None:
    put(edition := make(starts_on=DAY, ends_on=date(2031, 10, 11)), "date", row := on(label, "2031-10-12"))
    words = f"{label} is on 12 October 2031, and the edition ends on 11 October 2031."
    found = [Finding("due-after-the-edition", "error", row.key, "date", words)]
    assert found_by(due_after_the_edition, edition) == found
    assert found_by(camera_ready_after_the_edition, edition) == []


def test_a_year_too_late_may_be_mended(app: Flask) -> None:
    put(edition := make(starts_on=DAY), "date", row := on("Papers submission", "2032-06-28"))
    fix = Fix("Take 28 June 2031", {row.key: {"date": "2031-06-28"}})
    assert [one.fix for one in found_by(due_after_the_edition, edition)] == [fix]


def test_final_versions_after_the_edition_may_be_meant(app: Flask) -> None:
    put(edition := make(starts_on=DAY), "date", row := on("Camera-ready papers", "2031-10-12"))
    words = "Camera-ready papers is on 12 October 2031, and the edition ends on 10 October 2031."
    found = [Finding("camera-ready-after-the-edition", "warning", row.key, "date", words)]
    assert found_by(camera_ready_after_the_edition, edition) == found
    assert found_by(due_after_the_edition, edition) == []


@pytest.mark.parametrize(
    "label",
    [
        "Social dinner",
        "Submission to the special issue",
        "Post-proceedings submission",
        "Next call opens for submissions",
        "Submission of posters to the virtual platform",
        "Presentation submission",
        "Notification of best paper",
        "Abstracts of the keynotes",
        "Decisions on travel money",
    ],
)
def test_what_comes_after_the_edition_is_not_found(label: str, app: Flask) -> None:
    rows = on(label, "2031-12-12"), on("Paper submission", "2031-10-11")
    assert told(due_after_the_edition, *rows, ends_on=date(2031, 10, 11)) == []


def test_final_versions_for_proceedings_may_be_due_after_the_edition(app: Flask) -> None:
    rows = on("Camera-ready for the proceedings", "2031-12-12"), on("Camera-ready", "2031-10-10")
    assert told(camera_ready_after_the_edition, *rows) == []


def test_a_date_sixteen_months_before_the_edition_is_found_and_may_be_mended(app: Flask) -> None:
    put(edition := make(starts_on=DAY), "date", row := on("Paper submission", "2030-06-10"))
    words = "10 June 2030 is more than a year before the edition, which is on 10 October 2031."
    fix = Fix("Take 10 June 2031", {row.key: {"date": "2031-06-10"}})
    found = [Finding("long-before-the-edition", "warning", row.key, "date", words, fix=fix)]
    assert found_by(long_before_the_edition, edition) == found


def test_within_a_year_nothing_is_long_before(app: Flask) -> None:
    rows = on("Paper submission", "2030-10-10"), on("Workshop", "2029-10-10"), Date(label="Later", date=None)
    assert told(long_before_the_edition, *rows) == []


def test_the_29th_of_february_is_taken_to_no_year_without_one(app: Flask) -> None:
    put(edition := make(starts_on=DAY), "date", on("Paper submission", "2028-02-29"))
    found = [(one.words[:16], one.fix) for one in found_by(long_before_the_edition, edition)]
    assert found == [("29 February 2028", None)]


def test_a_notification_before_the_submission_and_a_final_version_before_that_are_found(app: Flask) -> None:
    rows = on("Paper submission", "2031-06-10"), on("Notification", "2031-06-09"), on("Camera-ready", "2031-06-08")
    put(edition := make(), "date", *rows)
    words = "Notification is on 9 June 2031, before Paper submission, which is on 10 June 2031."
    final = "Camera-ready is on 8 June 2031, before Notification, which is on 9 June 2031."
    found = {
        Finding("out-of-order", "warning", rows[1].key, "date", words, (rows[0].key,)),
        Finding("out-of-order", "warning", rows[2].key, "date", final, (rows[1].key,)),
    }
    assert {*map(str, found_by(out_of_order, edition))} == {*map(str, found)}


def test_an_abstract_before_the_papers_is_no_reason_to_notify_before_them(app: Flask) -> None:
    rows = on("Abstracts", "2031-06-01"), on("Paper submission", "2031-06-10"), on("Notification", "2031-06-05")
    words = "Notification is on 5 June 2031, before Paper submission, which is on 10 June 2031."
    assert told(out_of_order, *rows) == [words]


@pytest.mark.parametrize(
    "rows",
    [
        [("Paper submission", "2031-06-10"), ("Notification", "2031-06-10"), ("Camera-ready", "2031-06-10")],
        [("Submission 1", "2031-06-01"), ("Notification 1", "2031-06-10"), ("Submission 2", "2031-07-01")],
        [("Abstract submission", "2031-06-20"), ("Paper submission", "2031-06-10"), ("Notification", "2031-06-15")],
        [("Abstracts", "2031-05-01"), ("Abstract notification", "2031-05-10"), ("Submission", "2031-06-10")],
        [("Paper submission", "2031-06-10"), ("Reviews of papers due for acceptance", "2031-06-09")],
        [("Registration for camera-ready papers", "2031-05-01"), ("Notification", "2031-06-09")],
        [("Paper submission", "2031-06-10"), ("Notification", "2030-07-10"), ("Camera-ready", "2031-08-10")],
        [("Paper submission", "2032-06-10"), ("Notification", "2031-07-10"), ("Camera-ready", "2031-08-10")],
    ],
)  # fmt: skip
def test_an_order_that_may_well_be_meant_is_not(rows: list[tuple[str, str]], app: Flask) -> None:
    assert told(out_of_order, *(on(*one) for one in rows)) == []


def test_a_submission_that_was_extended_to_an_earlier_day_is_found(app: Flask) -> None:
    put(edition := make(), "date", row := on("Paper submission", "2031-06-10", "2031-06-01", "2031-06-12"))
    words = "12 June 2031 is struck out, and 10 June 2031, which holds, is earlier."
    found = [Finding("extended-to-no-later", "warning", row.key, "date", words)]
    assert found_by(extended_to_no_later, edition) == found
    assert found_by(brought_forward, edition) == []


def test_a_date_that_is_struck_and_holds_is_struck_no_longer(app: Flask) -> None:
    put(edition := make(), "date", row := on("Notification", "2031-06-10", "2031-06-01", "2031-06-10"))
    words = "10 June 2031 is struck out, and is the date that holds."
    fix = Fix("Strike it no longer", {row.key: {"superseded": ["2031-06-01"]}})
    found = [Finding("extended-to-no-later", "warning", row.key, "date", words, fix=fix)]
    assert found_by(extended_to_no_later, edition) == found
    assert found_by(brought_forward, edition) == []


def test_another_date_may_well_be_brought_forward(app: Flask) -> None:
    put(edition := make(), "date", row := on("Notification", "2031-06-10", "2031-06-11"))
    words = "11 June 2031 is struck out, and 10 June 2031, which holds, is earlier."
    assert found_by(brought_forward, edition) == [Finding("brought-forward", "hint", row.key, "date", words)]
    assert found_by(extended_to_no_later, edition) == []


@pytest.mark.parametrize("check", [brought_forward, extended_to_no_later])
def test_what_was_extended_is_not_found(check: Check, app: Flask) -> None:
    rows = (
        on("Paper submission", "2031-06-10", "2031-06-01", "2031-06-09"),
        on("Notification", "2031-06-12", "2031-06-11"),
    )
    assert told(check, *rows, Date(label="Camera-ready", date=None, superseded=["2031-06-01"])) == []


@pytest.mark.parametrize(
    ("label", "stage"),
    [
        ("Notification of paper decisions", "notification"),
        ("Camera-ready submission", "camera-ready"),
        ("Final paper due", "camera-ready"),
        ("Papers due", "submission"),
        ("Abstract / placeholder", "submission"),
        ("Paper submission opens", None),
        ("Workshop", None),
        ("Early registration", None),
        ("", None),
        ("x" * 20_000, None),
    ],
)
def test_a_label_says_what_is_due(label: str, stage: str | None) -> None:
    assert stage_of(label) == stage
