"""Suggestions leave with the archive of their edition, and come in with it."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient, FlaskCliRunner

from faimi.accounts.models import Account
from faimi.content import Edition
from faimi.content.base import new_uuid
from faimi.extensions import db
from faimi.suggestions.models import Suggestion
from tests.conftest import SLUG
from tests.samples import first
from tests.suggestions.test_suggestions import decide, suggest

FIELDS = ("kind", "number", "version", "before", "after", "note", "from_name", "from_email", "asked", "at", "state")


def kept() -> list[tuple[Any, ...]]:
    """All suggestions, with who decided them."""
    rows = db.session.query(Suggestion).order_by(Suggestion.id)
    return [(*(getattr(one, name) for name in FIELDS), one.decided_at, one.decider_name) for one in rows]


@pytest.fixture
def archive(edition: Edition, alice: FlaskClient, visitor: FlaskClient, runner: FlaskCliRunner, tmp_path: Path) -> Path:
    """An archive of the sample edition with a suggestion that waits and one that was declined."""
    decide(alice, suggest(visitor, first("paper"), title="No"), "decline")
    suggest(visitor, first("paper"), title="A better title", from_name="Bob", from_email="bob@example.org", note="Why")
    file = tmp_path / "x.json"
    assert runner.invoke(args=["export", SLUG, "--output", str(file)]).exit_code == 0
    return file


def test_suggestions_come_in_with_their_edition_once(
    archive: Path, edition: Edition, alice: FlaskClient, runner: FlaskCliRunner
) -> None:
    before = kept()
    assert [(one[2], one[10], one[12]) for one in before] == [(1, "declined", "Alice"), (1, "open", "")]
    db.session.delete(edition)
    db.session.delete(db.session.query(Account).filter_by(name="Alice").one())
    db.session.commit()
    for _ in range(2):
        assert runner.invoke(args=["import", "--replace", str(archive)]).exit_code == 0
        assert kept() == before


def test_a_suggestion_that_came_in_is_accepted(
    archive: Path, edition: Edition, alice: FlaskClient, runner: FlaskCliRunner
) -> None:
    db.session.delete(edition)
    db.session.commit()
    assert runner.invoke(args=["import", str(archive)]).exit_code == 0
    decide(alice, db.session.query(Suggestion).filter_by(state="open").one())
    assert first("paper").title == "A better title"


def test_those_on_another_edition_stay_out_and_the_report_says_so(
    archive: Path, edition: Edition, runner: FlaskCliRunner
) -> None:
    whole = json.loads(archive.read_text(encoding="utf-8"))
    whole["uuid"] = "00000000-0000-4000-8000-000000000000"
    archive.write_text(json.dumps(whole), encoding="utf-8")
    edition.uuid = new_uuid()  # as the sample it would give way
    db.session.commit()
    before = kept()
    done = runner.invoke(args=["import", "--replace", str(archive)])
    assert "2 suggestions stay out" in done.output
    assert kept() == before


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"kind": "account"}, "invalid kind"),
        ({"kind": ["paper"]}, "invalid kind"),
        ({"number": 0}, "invalid number"),
        ({"number": "1"}, "invalid number"),
        ({"version": 10**12}, "invalid version"),
        ({"before": []}, "invalid before"),
        ({"after": {"section_id": "1"}}, "invalid after"),
        ({"before": {"section_id": "1"}}, "invalid before"),
        ({"after": {"authors": "x"}}, "invalid after"),
        ({"after": {}}, "invalid after"),
        ({"after": {"title": 1}}, "invalid after"),
        ({"note": "x" * 5001}, "invalid note"),
        ({"from_name": 1}, "invalid from_name"),
        ({"asked": 1}, "invalid asked"),
        ({"state": "gone"}, "invalid state"),
        ({"at": None}, "invalid moment"),
        ({"at": "yesterday"}, "invalid moment"),
        ({"decided_at": 5}, "invalid moment"),
        ({"decided_by": 1}, "does not have the fields"),
    ],
)
def test_one_that_cannot_be_is_refused_in_words(
    changed: dict[str, Any], words: str, archive: Path, edition: Edition, runner: FlaskCliRunner
) -> None:
    before, whole = kept(), json.loads(archive.read_text(encoding="utf-8"))
    whole["suggestions"][1] |= changed
    archive.write_text(json.dumps(whole), encoding="utf-8")
    done = runner.invoke(args=["import", "--replace", str(archive)])
    assert (done.exit_code, done.output.count("\n")) == (1, 1)
    assert f"suggestion 2 {'has an ' if words.startswith('invalid') else ''}{words}" in done.output
    assert kept() == before
