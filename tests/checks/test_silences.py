"""Why findings are left goes along in the archive of an edition, and holds where the edition comes in again."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from faimi.checks.report import Report, report_on
from faimi.checks.silences import Silence, leave
from faimi.checks.tied import other_words
from faimi.checks.workshop_day import workshop_on_another_day
from faimi.content import Edition
from faimi.content.dates import Date
from faimi.content.keynotes import Keynote
from faimi.content.now import utc_now
from faimi.content.page import load_page
from faimi.content.schedule import Slot
from faimi.extensions import db
from tests.exchange.making import make, put

CHECKS = (workshop_on_another_day, other_words)


def report() -> Report:
    page = load_page("2031")
    assert page
    return report_on(page, CHECKS, utc_now())


@pytest.fixture
def archive(app: Flask, runner: FlaskCliRunner, tmp_path: Path) -> Path:
    """The archive of an edition with two findings, each left for a reason."""
    edition = make(starts_on=date(2031, 10, 10))
    put(edition, "date", Date(label="Workshop", date=date(2031, 10, 12)))
    keynote = Keynote(speaker="Ada", title="Fairness for Health")
    put(edition, "keynote", keynote)
    put(edition, "slot", Slot(title="Fairness for health", keynote=keynote))
    found = report()
    assert len(found.open) == 2
    for number, finding in enumerate(found.open):
        leave(finding, found.facts, f"Reason {number}")
    file = tmp_path / "2031.json"
    runner.invoke(args=["export", "2031", "--output", str(file)])
    return file


def forget(*models: Any) -> None:
    """Removes all of some rows, so that what comes in gets other ids."""
    for model in models:
        for row in db.session.query(model):
            db.session.delete(row)
    db.session.commit()


def test_what_was_left_comes_in_again_and_holds_though_ids_are_others(archive: Path, runner: FlaskCliRunner) -> None:
    forget(Silence, Edition)
    assert runner.invoke(args=["import", str(archive)]).exit_code == 0
    assert report().open == []
    assert [silence.reason for silence in report().silenced.values()] == ["Reason 0", "Reason 1"]


def test_what_was_said_here_stands_and_another_edition_takes_none(archive: Path, runner: FlaskCliRunner) -> None:
    said = db.session.query(Silence).order_by(Silence.id).first()
    assert said
    said.reason = "Said here"
    db.session.commit()
    assert runner.invoke(args=["import", "--replace", str(archive)]).exit_code == 0
    assert {silence.reason for silence in report().silenced.values()} == {"Said here", "Reason 1"}
    forget(Silence)
    data = json.loads(archive.read_text())
    archive.write_text(json.dumps(data | {"uuid": "f0f2a7e2-6a2f-4d0e-9c55-2f3b4a6f9c11"}))
    assert runner.invoke(args=["import", "--replace", str(archive)]).exit_code == 0
    assert db.session.query(Silence).count() == 0


@pytest.mark.parametrize(
    "damage",
    [
        {"reason": 7},
        {"reason": "x" * 301},
        {"at": "yesterday"},
        {"at": "2031-01-01T00:00:00+00:00"},
        {"more": "x"},
    ],
)
def test_a_damaged_one_is_refused_in_a_line(archive: Path, runner: FlaskCliRunner, damage: dict[str, Any]) -> None:
    data = json.loads(archive.read_text())
    data["silences"][0] |= damage
    archive.write_text(json.dumps(data))
    forget(Silence, Edition)
    answer = runner.invoke(args=["import", str(archive)])
    assert answer.exit_code == 1
    assert "it is damaged: why a finding was left cannot be read." in answer.stderr
    assert (db.session.query(Edition).count(), db.session.query(Silence).count()) == (0, 0)
