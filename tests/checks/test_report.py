"""What checks found, as programs and terminals read it."""

from collections.abc import Iterator
from datetime import date
from xml.etree import ElementTree

import pytest
from flask import Flask
from sqlalchemy import text

from faimi.checks import Check, Found, check
from faimi.checks.report import Report, as_junit, as_text, report_on
from faimi.content import Edition
from faimi.content.page import load_page
from faimi.content.papers import Paper
from faimi.extensions import db
from tests.checks.finding import NOW
from tests.conftest import on_both
from tests.exchange.making import make, put
from tests.instances import sqlite_alone


@check("error", "edition")
def breaks(row: Edition, _facts: object) -> Iterator[Found]:
    """What breaks."""
    raise ZeroDivisionError
    yield Found("", "Nothing.")


@check("hint", "edition")
def asks_in_vain(row: Edition, _facts: object) -> Iterator[Found]:
    """What asks in vain."""
    yield Found("", str(db.session.scalar(text("SELECT nothing FROM nowhere"))))


@check("error", "paper")
def says_its_title(row: Paper, _facts: object) -> Iterator[Found]:
    """A paper."""
    yield Found("title", f"It says {row.title}.")


def report(*checks: Check) -> Report:
    page = load_page("2031")
    assert page
    return report_on(page, checks, NOW)


def test_a_check_that_fails_is_an_error_of_the_suite_and_no_failure_of_the_page(app: Flask) -> None:
    make(starts_on=date(2031, 10, 10))
    told = report(breaks, says_its_title)
    suite = ElementTree.fromstring(as_junit([told], [breaks, says_its_title])).find("testsuite")  # noqa: S314  # our own
    assert suite is not None
    assert suite.attrib == {"name": "2031", "tests": "2", "failures": "0", "errors": "1"}
    assert "it failed" in suite.findtext("testcase[@name='breaks']/error", "")
    assert told.fails
    assert [*told.by_level] == ["warning"]


@on_both
def test_a_check_that_fails_in_the_database_takes_nobody_along(app: Flask) -> None:
    put(make(), "paper", Paper(title="A paper"))
    told = report(asks_in_vain, says_its_title)
    assert [(one.check, one.level) for one in told.findings] == [
        ("says-its-title", "error"),
        ("asks-in-vain", "warning"),
    ]


def test_an_error_is_a_failure(app: Flask) -> None:
    put(make(), "paper", Paper(title="A paper"))
    told = report(says_its_title)
    suite = ElementTree.fromstring(as_junit([told], [says_its_title])).find("testsuite")  # noqa: S314  # our own
    assert suite is not None
    assert (suite.get("failures"), suite.get("errors")) == ("1", "0")
    assert told.fails
    assert not report().fails


@pytest.mark.parametrize(
    "mark", [pytest.param("\x00", marks=sqlite_alone), "\x08", "\x0b", "\x1b", "\x7f", "\ufffe", "\uffff"]
)
def test_characters_that_xml_and_terminals_do_not_take_are_left_out(mark: str, app: Flask) -> None:
    put(make(), "paper", Paper(title=f"Lungs{mark}"))
    told = report(says_its_title)
    assert ElementTree.fromstring(as_junit([told], [says_its_title])).find("testsuite//failure") is not None  # noqa: S314  # our own
    assert mark not in as_text(told)
