"""A database that is deleted, replaced, cut off or locked while the site runs: no save is acknowledged that is lost."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from errno import ENOSPC
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import text

from faimi import extensions
from faimi.content import Edition
from faimi.extensions import db
from tests.conftest import SLUG
from tests.instances import sqlite_alone
from tests.media.test_media import picture
from tests.samples import first

FORM = f"/{SLUG}/edit/paper/1"
pytestmark = sqlite_alone


def typed(title: str) -> dict[str, str]:
    """A paper's form with another title."""
    row = first("paper")
    return {"title": title, "authors": row.authors, "version": str(row.version)}


def checkpoint() -> None:
    """Has SQLite copy its log to the file, as it does now and then."""
    db.session.execute(text("PRAGMA wal_checkpoint"))
    db.session.rollback()


def delete(file: Path) -> None:
    file.rename(file.with_name("elsewhere"))


def replace(file: Path) -> None:
    shutil.copyfile(file, file.with_name("other"))
    file.with_name("other").replace(file)


def overwrite(file: Path) -> None:
    with closing(sqlite3.connect(file.with_name("other"))) as other:
        other.execute("CREATE TABLE paper (id)")
        other.commit()
    shutil.copyfile(file.with_name("other"), file)


def cut_off(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def empty(file: Path) -> None:
    os.truncate(file, 0)


@pytest.mark.parametrize("harm", [delete, replace, overwrite, cut_off, empty])
def test_a_save_to_a_database_that_is_not_the_one_any_more_is_not_acknowledged(
    harm: Callable[[Path], None], edition: Edition, alice: FlaskClient, instance: Path
) -> None:
    assert alice.post(FORM, data=typed("First")).status_code == 200
    checkpoint()
    assert alice.post(FORM, data=typed("Second")).status_code == 200
    sent = typed("Third")
    db.session.remove()
    harm(instance / "faimi.sqlite")
    answer = alice.post(FORM, data=sent)
    assert (answer.status_code, "The site cannot answer just now" in answer.text) == (503, True)


def test_a_database_that_goes_while_a_save_is_under_way_takes_none(
    edition: Edition, instance: Path, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent, file = typed("Lost"), instance / "faimi.sqlite"
    monkeypatch.setattr("faimi.history.transaction.rendering.store_html", lambda _texts: delete(file))
    assert alice.post(FORM, data=sent).status_code == 503
    monkeypatch.undo()
    file.with_name("elsewhere").rename(file)
    assert first("paper").title != "Lost"
    assert alice.post(FORM, data=sent).status_code == 200, "it is sent again once the file is back"


def test_a_database_that_a_backup_replaced_is_the_one_that_visitors_and_organizers_have(
    edition: Edition, instance: Path, alice: FlaskClient, visitor: FlaskClient
) -> None:
    file = instance / "faimi.sqlite"
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(instance / "other")) as other:
        source.backup(other)
    assert alice.post(FORM, data=typed("Before the restore")).status_code == 200
    assert "Before the restore" in visitor.get(f"/{SLUG}/").text
    db.session.remove()
    file.with_name("faimi.sqlite-wal").unlink()
    file.with_name("faimi.sqlite-shm").unlink()
    (instance / "other").replace(file)
    assert "Before the restore" not in visitor.get(f"/{SLUG}/").text
    assert alice.post(FORM, data=typed("After the restore")).status_code == 200
    assert "After the restore" in visitor.get(f"/{SLUG}/").text


def test_a_database_that_another_program_locks_has_what_was_typed_sent_again(
    edition: Edition, instance: Path, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = typed("A title that is kept") | {"authors": '"<b>'}
    assert int(extensions.BUSY_TIMEOUT_OF_REQUESTS.partition("=")[2]) <= 5_000
    monkeypatch.setattr(extensions, "BUSY_TIMEOUT_OF_REQUESTS", "PRAGMA busy_timeout=10")
    with closing(sqlite3.connect(instance / "faimi.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = alice.post(FORM, data=sent)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    form = BeautifulSoup(answer.text, "lxml").select("main form")[0]
    kept = {str(one["name"]): one["value"] for one in form.select("[name]")}
    assert kept == sent
    assert alice.post(str(form["action"]), data=kept).status_code == 200
    assert first("paper").title == "A title that is kept"


def test_a_commit_is_on_the_disk_before_it_is_acknowledged_so_that_a_power_cut_does_not_take_it(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "a")) as connection:  # those of the tests do not wait for it
        extensions._prepare_sqlite(connection, SimpleNamespace(info={}))
        modes = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
    assert modes == ["wal", 2]  # FULL


def test_a_disk_that_is_full_has_what_was_typed_sent_again_and_pictures_chosen_again(
    edition: Edition, alice: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: str, sent: dict[str, Any]) -> tuple[int, dict[str, str], str]:
        answer = alice.post(path, data=sent)
        kept = BeautifulSoup(answer.text, "lxml").select("main form [name]")
        return answer.status_code, {str(one["name"]): str(one["value"]) for one in kept}, answer.text

    row = first("text")
    sent = {"body": "Words that take room. " * 800, "version": str(row.version)}
    pages = db.session.execute(text("PRAGMA max_page_count")).scalar()
    db.session.execute(text("PRAGMA max_page_count = 1"))
    db.session.remove()
    status, kept, told = refused(f"/{SLUG}/edit/text/{row.number}", sent)
    assert (status, kept, "disk is full" in told) == (507, sent, True)
    db.session.execute(text(f"PRAGMA max_page_count = {pages}"))
    db.session.remove()
    assert alice.post(f"/{SLUG}/edit/text/{row.number}", data=sent).status_code == 200

    def no_room() -> int:
        raise OSError(ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("faimi.media.decoding._locked", no_room)
        with_photo = {"speaker": "A Speaker", "photo-file": (BytesIO(picture()), "a.png")}
        status, kept, told = refused(f"/{SLUG}/edit/keynote/1", with_photo)
    assert (status, kept, "choose them again" in told) == (507, {"speaker": "A Speaker"}, True)


def test_a_password_is_on_no_page_that_keeps_what_was_typed(
    edition: Edition, instance: Path, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extensions, "BUSY_TIMEOUT_OF_REQUESTS", "PRAGMA busy_timeout=10")
    with closing(sqlite3.connect(instance / "faimi.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = visitor.post("/login", data={"email": "alice@example.org", "password": "a secret of hers"})
    assert (answer.status_code, "a secret of hers" in answer.text) == (503, False)
