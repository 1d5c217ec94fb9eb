"""What the log says, as lines of JSON with their level, and what an owner reads of it."""

import json
import logging
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from click import ClickException
from flask import Flask

from faimi import create_app, logs
from faimi.content import Edition
from tests.conftest import client_of


def test_an_owner_reads_how_the_site_is_and_what_the_log_said_lately(
    app: Flask, edition: Edition, instance: Path
) -> None:
    owner = client_of(app, "alice", "owner")
    shown = BeautifulSoup(owner.get("/settings/health/").text, "lxml")
    assert "No warning, and no error." in shown.text
    assert "flask backup --daily DIR, from a timer" in [one.text for one in shown.select("code")]
    app.logger.info("Nothing to see")
    app.logger.warning("A link to /welcome/%s", "secret")
    logging.getLogger("faimi.checks").error("<script>")
    shown = BeautifulSoup(owner.get("/settings/health/").text, "lxml")
    told = [one.text for one in shown.select("ol.ledger p[dir]")]
    assert told == ["<script>", "A link to /welcome/…"]
    for number in range(2_000):
        app.logger.error("Error %d", number)
    assert (instance / logs.RING).stat().st_size <= logs.MAX_RING_BYTES
    with app.app_context():
        assert [one["message"] for one in logs.lately(2)] == ["Error 1999", "Error 1998"]
    (instance / logs.RING).write_text("half a li")
    assert owner.get("/settings/health/").status_code == 200


def test_a_log_line_is_json_with_its_level_and_traceback() -> None:
    error = ValueError("why")
    record = logging.LogRecord("faimi", logging.ERROR, "", 0, "What\nhappened", (), (ValueError, error, None))
    told = json.loads(logs.JsonFormatter().format(record))
    assert (told["level"], told["message"]) == ("error", "What\nhappened: ValueError")
    assert told["traceback"] == "ValueError: why"


def test_a_level_that_is_none_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIMI_LOG_LEVEL", "loud")
    with pytest.raises(ClickException, match="FAIMI_LOG_LEVEL is “loud”"):
        create_app({"INSTANCE_PATH": tmp_path})
