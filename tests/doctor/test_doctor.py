"""`flask doctor`: a site that is well, one that has every fault, and commands on machines that fail them."""

import errno
import sqlite3
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click import ClickException
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from faimi import create_app
from faimi.accounts.audit import AuditEntry
from faimi.backup import record
from faimi.content import Edition
from faimi.content.now import utc_now
from faimi.doctor import request_origins
from faimi.extensions import db
from tests.conftest import SLUG, on_both
from tests.instances import ON_POSTGRESQL, sqlite_alone


def told(runner: FlaskCliRunner, code: int, *words: str) -> str:
    done = runner.invoke(args=["doctor", *words])
    assert (done.exit_code, done.stderr) == (code, "")
    return done.stdout


def test_a_site_that_is_well_is_told_to_be(
    app: Flask, edition: Edition, alice: FlaskClient, runner: FlaskCliRunner, instance: Path
) -> None:
    app.config["SITE_URL"] = "http://localhost"
    record.note_proven(instance / "site.tar", utc_now(), 12)
    alice.get(f"/{SLUG}/edit/")
    assert request_origins.known() == [request_origins.Arrival("http://localhost", 0)]
    lines = told(runner, 0).splitlines()
    assert lines[0] == f"faimi 1.0.0, with the instance folder {instance}"
    assert [line for line in lines[1:] if not line.startswith("fine ")] == []
    assert any("with 12 pages" in line for line in lines)


def test_each_fault_is_told_with_what_mends_it(
    app: Flask, edition: Edition, alice: FlaskClient, runner: FlaskCliRunner, instance: Path
) -> None:
    (instance / "config.py").touch()
    (instance / "config.py").chmod(0o644)
    instance.chmod(0o755)
    alice.get(f"/{SLUG}/edit/", headers={"X-Forwarded-For": "192.0.2.1"})
    app.config.update(SECRET_KEY="short", SITE_URL="https://example.org", PROXIES=2)
    app.config.update(SMTP_URL="smtp://127.0.0.1:1", MAIL_FROM="site@example.org")
    record.note_proven(instance / "site.tar", utc_now() - timedelta(days=9), 12)
    edition.state = "draft"
    db.session.add(AuditEntry(who="alice@example.org", what="Later", at=utc_now() + timedelta(hours=1)))
    if not ON_POSTGRESQL:  # which never lets one in
        db.session.execute(text("PRAGMA foreign_keys=OFF"))
        db.session.execute(text("UPDATE paper SET section_id = 99 WHERE number = 1"))
    db.session.commit()
    shown = told(runner, 1)
    for words in (
        f"Others on this machine can read {instance}/config.py.",
        f"chmod go= {instance}/config.py",
        "The secret key is short",
        "9 days old",
        "PostgreSQL answers" if ON_POSTGRESQL else "1 row of paper name rows",
        "Visitors see no edition (1 draft)",
        "Organizers came by http://localhost, and FAIMI_SITE_URL is https://example.org",
        "named 1 addresses before its own; FAIMI_PROXIES is 2",
        "The mail server 127.0.0.1 does not answer",
        "timedatectl",
    ):
        assert words in shown, words
    assert shown.splitlines()[1].startswith("ERROR")
    sent = runner.invoke(args=["doctor", "--send-to", "alice@example.org"])
    assert (sent.exit_code, sent.stderr.count("\n")) == (1, 1)


@sqlite_alone
def test_a_damaged_database_is_told_and_the_rest_as_well(runner: FlaskCliRunner, app: Flask, instance: Path) -> None:
    db.session.remove()
    db.engine.dispose()
    (instance / "faimi.sqlite").write_bytes(b"not a database" * 1000)
    shown = told(runner, 1)
    assert "file is not a database" in shown
    assert "time zones are known" in shown
    db.engine.dispose()
    (instance / "faimi.sqlite").write_bytes(b"")
    assert "restore FILE, with the last backup; flask setup begins a new site" in told(runner, 1)


@on_both
def test_a_database_that_is_away_is_told_once_with_what_mends_it(
    app: Flask, runner: FlaskCliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise OperationalError("", None, Exception("connection refused"))

    monkeypatch.setattr(db.engine.pool, "connect", fail)
    shown = told(runner, 1)
    assert shown.count("The database does not answer: connection refused.") == shown.count("ERROR") == 1
    assert "PostgreSQL answers" not in shown
    assert ("FAIMI_DATABASE_URL" in shown) == (db.engine.dialect.name == "postgresql")


FAULTS: dict[str, Exception] = {
    "full": OSError(errno.ENOSPC, "No space left on device", "/disk/x"),
    "read-only": OSError(errno.EROFS, "Read-only file system", "/disk/x"),
    "locked": sqlite3.OperationalError("database is locked"),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize(
    "args",
    [["export", "x"], ["setup"], ["media", "prune"], ["account", "add", "bob@example.org"], ["check"], ["doctor"]],
    ids=" ".join,
)
def test_every_command_ends_in_a_line(
    args: list[str], fault: str, app: Flask, runner: FlaskCliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any) -> None:
        raise FAULTS[fault]

    monkeypatch.setattr(db.engine.pool, "connect", fail)
    done = runner.invoke(args=args)
    assert done.exit_code == 1
    assert not isinstance(done.exception, (OSError, sqlite3.Error))
    assert args == ["doctor"] or done.stderr.count("\n") == 1, done.stderr


def test_an_instance_folder_without_a_key_that_can_be_made_is_told_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr("faimi.config.NamedTemporaryFile", refuse)
    with pytest.raises(ClickException, match=r"The secret key .* cannot be read or made: Read-only file system"):
        create_app({"INSTANCE_PATH": tmp_path})


@sqlite_alone
def test_a_file_that_is_no_database_is_told_once_with_what_mends_it(
    app: Flask, instance: Path, runner: FlaskCliRunner
) -> None:
    db.session.remove()
    db.engine.dispose()
    for beside in instance.glob("faimi.sqlite*"):
        beside.unlink()
    (instance / "faimi.sqlite").write_bytes(b"no database" * 1000)
    shown = told(runner, 1)
    assert shown.count("The database does not answer: file is not a database.") == shown.count("ERROR") == 1
    assert "restore FILE, with the last backup" in shown
