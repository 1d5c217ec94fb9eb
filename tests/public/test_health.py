"""How the site is, for those who run it."""

from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from faimi import create_app
from faimi.extensions import db


def test_the_process_answers_without_a_database(tmp_path: Path) -> None:
    app = create_app({"INSTANCE_PATH": tmp_path, "SQLALCHEMY_DATABASE_URI": f"sqlite:///{tmp_path}/none/faimi.sqlite"})
    answer = app.test_client().get("/healthz")
    assert (answer.status_code, answer.text, answer.headers["Cache-Control"]) == (200, "ok\n", "no-store")
    answer = app.test_client().get("/readyz")
    assert (answer.status_code, answer.text) == (503, "The database does not answer.\n")
    with app.app_context():
        db.engine.dispose()


def test_the_site_is_ready_when_its_tables_are_of_this_version(app: Flask, visitor: FlaskClient) -> None:
    answer = visitor.get("/readyz")
    assert (answer.status_code, answer.text, answer.headers["Cache-Control"]) == (200, "ready\n", "no-store")
    db.session.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    db.session.commit()
    answer = visitor.get("/readyz")
    assert (answer.status_code, answer.text) == (
        503,
        "The database does not have the tables this version needs: run flask setup\n",
    )
