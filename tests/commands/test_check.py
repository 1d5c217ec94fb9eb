"""`flask check` tells what is wrong with editions, to a person or to a program."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from faimi.checks import Facts, Found, check
from faimi.checks.asked_links import AskedLink, link_that_led_nowhere
from faimi.checks.links import LinkResult
from faimi.checks.report import report_on
from faimi.checks.silences import leave
from faimi.checks.workshop_day import workshop_on_another_day
from faimi.content import Edition
from faimi.content.dates import Date
from faimi.content.now import utc_now
from faimi.content.page import load_page
from faimi.content.papers import Paper
from faimi.extensions import db
from tests.exchange.making import make, put

ASKED = datetime(2031, 5, 1, 9)
GONE = "There is nothing at this address (404)."
WORDS = "Workshop is on 12 October 2031 here, and on 10 October 2031 in the masthead."


@check("hint", "edition")
def no_venue(row: Edition, _facts: Facts) -> Iterator[Found]:
    """No venue & no town."""
    if not row.venue:
        yield Found("venue", "Where it takes place is not said, <here> & there.")


LOOKED_FOR = (workshop_on_another_day, no_venue)


@pytest.fixture
def checked(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Edition:
    """An edition with an error and a hint, beside one with a hint."""
    monkeypatch.setattr("faimi.commands.check.CHECKS", LOOKED_FOR)
    edition = make(starts_on=date(2031, 10, 10))
    put(edition, "date", Date(label="Workshop", date=date(2031, 10, 12)))
    make(slug="2030", title="Before")
    make(slug="2029", state="removed")
    return edition


def test_each_finding_is_a_line_and_errors_are_the_exit_status(checked: Edition, runner: FlaskCliRunner) -> None:
    answer = runner.invoke(args=["check"])
    assert answer.exit_code == 1
    assert answer.output == (
        "2030: 1 hint\n"
        "  hint: Masthead · Before · Venue: Where it takes place is not said, <here> & there.\n"
        "\n"
        "2031: 1 error, 1 hint\n"
        f"  error: date · Workshop · Date: {WORDS}\n"
        "  hint: Masthead · A workshop · Venue: Where it takes place is not said, <here> & there.\n"
    )
    answer = runner.invoke(args=["check", "2030"])
    assert (answer.exit_code, answer.output.splitlines()[0]) == (0, "2030: 1 hint")


def test_what_a_person_left_is_not_counted(checked: Edition, runner: FlaskCliRunner) -> None:
    page = load_page("2031")
    assert page
    report = report_on(page, LOOKED_FOR, utc_now())
    leave(report.findings[0], report.facts, "A party before it")
    answer = runner.invoke(args=["check", "2031"])
    assert answer.exit_code == 0
    assert answer.output.splitlines()[0] == "2031: 1 hint"
    assert answer.output.splitlines()[-1] == "  left as they are: 1"
    told = json.loads(runner.invoke(args=["check", "2031", "--format", "json"]).output)
    assert [one["left"] for one in told[0]["findings"]] == ["A party before it", None]


def test_a_program_reads_all_of_it(checked: Edition, runner: FlaskCliRunner) -> None:
    answer = runner.invoke(args=["check", "2031", "--format", "json"])
    assert answer.exit_code == 1
    (told,) = json.loads(answer.output)
    assert told["slug"] == "2031"
    assert told["findings"][0] == {
        "check": "workshop-on-another-day",
        "level": "error",
        "row": "date-1",
        "field": "date",
        "where": "date · Workshop · Date",
        "words": WORDS,
        "others": [],
        "fix": None,
        "left": None,
    }


def test_a_build_server_reads_a_suite_a_page_in_which_errors_fail(checked: Edition, runner: FlaskCliRunner) -> None:
    answer = runner.invoke(args=["check", "--format", "junit"])
    assert answer.exit_code == 1
    suites = ElementTree.fromstring(answer.output)  # noqa: S314  # our own
    told = [(suite.attrib["name"], suite.attrib["tests"], suite.attrib["failures"]) for suite in suites]
    assert told == [("2030", "2", "0"), ("2031", "2", "1")]
    failure, out = suites.find("testsuite[@name='2031']//failure"), suites.find("testsuite[@name='2031']//system-out")
    assert failure is not None
    assert out is not None
    assert failure.text == f"date · Workshop · Date: {WORDS}"
    assert out.text == "hint\nMasthead · A workshop · Venue: Where it takes place is not said, <here> & there."


def test_an_edition_that_there_is_not_is_one_line(checked: Edition, runner: FlaskCliRunner) -> None:
    for slug in ("2019", "2029"):
        answer = runner.invoke(args=["check", slug])
        assert (answer.exit_code, answer.stderr) == (1, f"There is no edition {slug}.\n")


def answers(**by_path: bool | None) -> Any:
    """What asks other sites: the addresses below example.org of these paths answer so."""

    def ask(addresses: Iterable[str], _agent: str) -> Iterator[LinkResult]:
        for address in addresses:
            ok = by_path[address.rpartition("/")[2]]
            yield LinkResult(address, ok, "" if ok else GONE, ASKED)

    return ask


def test_what_other_sites_answer_is_told_with_its_day(
    app: Flask, runner: FlaskCliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = make(venue="Rome")
    rows = [Paper(title=f"Paper {path}", url=f"https://example.org/{path}#page") for path in ("here", "gone", "shut")]
    put(edition, "paper", *rows)
    monkeypatch.setattr("faimi.commands.check.CHECKS", [link_that_led_nowhere])
    monkeypatch.setattr("faimi.commands.check.ask_links", answers(here=True, gone=False, shut=None))
    assert runner.invoke(args=["check"]).output == "2031: nothing to mend\n"
    answer = runner.invoke(args=["check", "--links"])
    assert answer.stderr == "Asked 3 addresses: 1 lead nowhere, of 1 nobody knows.\n"
    said = "https://example.org/gone was asked on 1 May 2031: There is nothing at this address (404)."
    assert said in answer.stdout
    assert said in runner.invoke(args=["check"]).stdout  # as long as nobody asks again
    monkeypatch.setattr("faimi.commands.check.ask_links", answers(here=True, gone=True, shut=None))
    assert runner.invoke(args=["check", "--links"]).stdout == "2031: nothing to mend\n"


def test_a_machine_that_is_cut_off_says_nothing_of_links(
    app: Flask, runner: FlaskCliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(make(), "paper", Paper(title="A paper", url="https://example.org/gone"))
    monkeypatch.setattr("faimi.commands.check.CHECKS", [link_that_led_nowhere])
    cut_off = LinkResult("https://example.org/gone", False, "There is no server of this name.", ASKED, answered=False)
    monkeypatch.setattr("faimi.commands.check.ask_links", lambda *_: iter([cut_off]))
    answer = runner.invoke(args=["check", "--links"])
    assert (answer.exit_code, answer.stdout) == (2, "2031: nothing to mend\n")
    assert answer.stderr == "None of the 1 addresses answers: is this machine connected? Nothing was noted.\n"
    assert runner.invoke(args=["check"]).output == "2031: nothing to mend\n"


def test_the_only_link_of_a_page_may_lead_nowhere_and_is_forgotten_with_it(
    app: Flask, runner: FlaskCliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = make()
    put(edition, "paper", Paper(title="A paper", url="https://example.org/gone"), Paper(title="B", url="x" * 3_000))
    monkeypatch.setattr("faimi.commands.check.CHECKS", [link_that_led_nowhere])
    monkeypatch.setattr("faimi.commands.check.ask_links", answers(gone=False))
    assert GONE in runner.invoke(args=["check", "--links"]).stdout
    db.session.query(Paper).filter_by(number=1).one().url = ""
    db.session.commit()
    runner.invoke(args=["check", "--links"])
    assert db.session.query(AskedLink).count() == 0


def test_a_site_without_editions_says_so(app: Flask, runner: FlaskCliRunner) -> None:
    assert runner.invoke(args=["check"]).output == "There are no editions.\n"


def test_a_link_that_was_left_stays_left_when_it_is_asked_again(
    app: Flask, runner: FlaskCliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(make(), "paper", Paper(title="A paper", url="https://example.org/gone"))
    monkeypatch.setattr("faimi.commands.check.CHECKS", [link_that_led_nowhere])
    monkeypatch.setattr("faimi.commands.check.ask_links", answers(gone=False))
    runner.invoke(args=["check", "--links"])
    page = load_page("2031")
    assert page
    report = report_on(page, [link_that_led_nowhere], utc_now())
    leave(report.findings[0], report.facts, "It will be back")
    monkeypatch.setattr("tests.commands.test_check.ASKED", datetime(2031, 6, 2))
    told = runner.invoke(args=["check", "--links"]).stdout
    assert told == "2031: nothing to mend\n  left as they are: 1\n"
