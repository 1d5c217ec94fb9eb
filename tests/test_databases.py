"""What a site has to do on either database: its tables, and a workshop's life from the first command to the archive."""

import io
import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from faimi.content import Edition
from faimi.database.schema import upgrade
from faimi.editor import differences
from faimi.extensions import db
from faimi.media import picture_at
from tests.conftest import SLUG, on_both
from tests.media.test_media import picture
from tests.samples import first

BASE = f"/{SLUG}/edit"
pytestmark = on_both


def test_the_migrations_make_what_the_models_say_and_go_back_to_nothing(app: Flask, runner: FlaskCliRunner) -> None:
    def differences() -> list[object]:
        with db.engine.connect() as connection:
            context = MigrationContext.configure(
                connection, opts={"compare_type": True, "compare_server_default": True}
            )
            return list(compare_metadata(context, db.metadata))

    assert differences() == []
    assert runner.invoke(args=["db", "downgrade", "base"]).exit_code == 0
    upgrade()
    assert differences() == []


def test_a_workshop_is_set_up_edited_by_several_and_taken_along(
    app: Flask, visitor: FlaskClient, tmp_path: Path
) -> None:
    run = app.test_cli_runner().invoke
    printed = run(args=["setup"]).stdout
    alice, bob = app.test_client(), app.test_client()
    welcome(alice, printed)
    welcome(bob, alice.post("/people/invite/", data={"email": "bob@example.org", "role": "editor"}).text)

    paper, seen = first("paper"), bob.get(f"{BASE}/live").headers["HX-PTag"]
    opened = {"title": paper.title, "authors": paper.authors, "url": "", "version": "1"}
    assert alice.post(f"{BASE}/paper/1", data=opened | {"title": "Alice’s title"}).status_code == 200
    assert "Alice’s title" in bob.get(f"{BASE}/live", headers={"HX-PTag": seen}).text
    assert bob.post(f"{BASE}/paper/1", data=opened | {"authors": "Bob’s authors"}).status_code == 200
    assert alice.post(f"{BASE}/undo").status_code == 200
    assert (paper.title, paper.authors) == (opened["title"], "Bob’s authors")

    keynote = {"speaker": "A Speaker", "crop": "0", "version": "1", "photo-file": (io.BytesIO(picture()), "a.png")}
    assert bob.post(f"{BASE}/keynote/1", data=keynote).status_code == 200
    photo = picture_at(first("keynote").photo)
    assert photo
    assert visitor.get(f"/media/{photo.renditions[0].name}").data == photo.renditions[0].data

    suggested = {"title": "The author’s title", "authors": paper.authors, "url": "", "version": str(paper.version)}
    assert visitor.post(f"/{SLUG}/suggest/paper/1", data=suggested).status_code == 303
    assert alice.post(f"{BASE}/suggestions/1/accept", data={"version": str(paper.version)}).status_code == 303
    assert "The author’s title" in visitor.get(f"/{SLUG}/").text
    assert visitor.get(f"/{SLUG}/edition.json").get_json()["papers"][0]["title"] == "The author’s title"

    file, as_page = tmp_path / "archive.json", ["export", SLUG, "--format", "markdown"]
    before = run(args=as_page).stdout
    assert run(args=["export", SLUG, "--output", str(file)]).exit_code == 0
    assert run(args=["import", "--replace", str(file)]).exit_code == 0
    assert run(args=as_page).stdout == before
    told = alice.get(f"{BASE}/history/").text
    assert told.index("The author’s title") < told.index("undone") < told.index("Page imported")


def test_a_long_history_is_read_page_by_page(
    edition: Edition, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(differences, "ENTRIES_PER_PAGE", 1)
    for number in (1, 2):
        alice.post(f"{BASE}/paper/{number}/move", data={"to": "end"})
    newest = alice.get(f"{BASE}/history/").text
    assert ("change-3" in newest, "change-2" in newest) == (True, False)
    assert "change-3" in alice.get(f"{BASE}/history/?before={'9' * 30}").text


def welcome(client: FlaskClient, told: str) -> None:
    """Follows the one-time link that a page or a command tells."""
    found = re.search(r"/welcome/[\w-]+", told)
    assert found
    chosen = {"name": "A Person", "password": "correct horse", "again": "correct horse"}
    assert client.post(found[0], data=chosen).status_code == 302


def test_a_statement_that_fails_tells_nothing_of_what_it_was_to_keep(app: Flask) -> None:
    with pytest.raises(DBAPIError) as failed:
        db.session.execute(text("INSERT INTO nothing VALUES (:kept)"), {"kept": "secret"})
    assert "secret" not in str(failed.value)
