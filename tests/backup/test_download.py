"""An owner downloads a backup in the browser, after the password."""

import fcntl
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from sqlalchemy import select, update

from faimi.accounts import reauthentication
from faimi.accounts.audit import AuditEntry
from faimi.accounts.sessions import Session
from faimi.backup import views
from faimi.content import Edition
from faimi.content.now import utc_now
from faimi.extensions import db
from tests.conftest import PASSWORD, QUARTER_HOUR, on_both

PAGE = "/settings/backup/"


@on_both
def test_an_owner_gives_the_password_and_gets_a_backup_that_is_proven(
    edition: Edition,
    app: Flask,
    alice: FlaskClient,
    runner: FlaskCliRunner,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reauthentication, "LIFETIME", QUARTER_HOUR)
    assert "No backup of this site was ever made" in alice.get(PAGE).text
    assert f'href="{PAGE}"' in alice.get("/settings/").text
    db.session.execute(update(Session).values(confirmed_at=utc_now() - timedelta(hours=1)))
    db.session.commit()
    assert alice.post(PAGE).status_code == 401
    answer = alice.post(PAGE, data={"confirm_password": PASSWORD})
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    file = tmp_path / "downloaded.tar"
    file.write_bytes(answer.data)
    assert "same bytes" in runner.invoke(args=["backup", "--verify", str(file)]).output
    noted = db.session.scalars(select(AuditEntry.what)).all()
    assert "Downloaded a backup of the whole site" in noted
    assert "pages with the same bytes" in alice.get(PAGE).text


def test_what_cannot_be_made_is_said_in_words_on_the_page(
    edition: Edition, app: Flask, alice: FlaskClient, instance: Path
) -> None:
    with (instance / ".backup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        alice.post(PAGE)
        assert views.BUSY in alice.get(PAGE).text
    app.config["SITE_URL"] = "no address"
    assert alice.post(PAGE).status_code == 303
    assert "No backup was made: Error: FAIMI_SITE_URL is “no address”" in alice.get(PAGE).text
    assert not [*instance.glob(".faimi-scratch-*")]
