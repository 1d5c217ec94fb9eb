"""What an older version left becomes this one's, after a backup; what a newer one left is refused."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest
from alembic import op
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from sqlalchemy import MetaData, text

from faimi.accounts.models import Account, hasher
from faimi.backup.container import manifest_of
from faimi.backup.upgrade import FOLDER as BEFORE_UPGRADE
from faimi.commands import setup
from faimi.database.schema import known_migrations
from faimi.database.setup_lock import WAITING, alone
from faimi.extensions import db
from faimi.history import Revision, reverse
from tests.conftest import PASSWORD, on_both
from tests.releases import FOLDER, RELEASES, load
from tests.releases.make import FIRST, archives
from tests.test_migrations import shape


def empty() -> None:
    """Has the database be one that nobody has prepared."""
    db.session.remove()
    tables = MetaData()
    tables.reflect(db.engine)
    tables.drop_all(db.engine)


def holds(there: Any, expected: Any) -> bool:
    """Whether all that is expected is there, in the same order; what later versions added may be there besides."""
    if isinstance(expected, dict):
        return all(key in there and holds(there[key], value) for key, value in expected.items())
    if isinstance(expected, list):
        return len(there) == len(expected) and all(map(holds, there, expected))
    return bool(there == expected)


def rows() -> dict[str, int]:
    """The numbers of rows of each table, whichever there are."""
    tables = MetaData()
    tables.reflect(db.engine)
    with db.engine.connect() as connection:
        return {name: len(connection.execute(table.select()).all()) for name, table in tables.tables.items()}


@pytest.mark.parametrize("release", RELEASES)
@on_both
def test_what_a_release_left_becomes_this_version_after_a_backup(
    app: Flask, runner: FlaskCliRunner, release: str
) -> None:
    new = shape()
    empty()
    load(release)
    before = rows()
    told = runner.invoke(args=["setup"])
    assert (told.exit_code, "sample" in told.output) == (0, False), told.output
    assert shape() == new
    assert holds(archives(), json.loads((FOLDER / f"{release}.json").read_text()))
    alice = db.session.query(Account).filter_by(email="alice@example.org").one()
    assert hasher.verify(alice.password_hash or "", PASSWORD)
    [removal] = db.session.query(Revision).filter_by(verb="remove")
    undone = reverse(removal, by=None)
    assert undone
    assert removal.before.keys() <= undone.after.keys()
    kept = re.findall(r"As it was before it is kept: (.*)", told.output)
    assert kept or release != FIRST
    for file in map(Path, kept):
        assert manifest_of(file).tables == before
        assert "it tells of no pages" in runner.invoke(args=["restore", str(file)]).output
        assert db.session.query(Revision).filter_by(verb="undo").count() == 0


@on_both
@pytest.mark.parametrize(("release", "step", "times"), [(None, "create_table", 3), (FIRST, "add_column", 9)])
def test_a_migration_that_fails_leaves_the_database_as_it_was(
    app: Flask, runner: FlaskCliRunner, release: str | None, step: str, times: int
) -> None:
    empty()
    if release:
        load(release)
    before, counted, done, change = shape(), rows(), [], getattr(op, step)

    def fail_at_last(*words: Any, **more: Any) -> None:
        done.append(words)
        if len(done) == times:
            raise RuntimeError("The disk is full")
        change(*words, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(op, step, fail_at_last)
        told = runner.invoke(args=["setup"])
    assert told.exit_code == 1
    assert told.stderr == "The tables cannot be changed, and are as they were: The disk is full\n"
    assert (shape(), rows(), len(done)) == (before, counted, times)
    assert [*Path(app.instance_path).glob(f"{BEFORE_UPGRADE}/*")] == []
    assert runner.invoke(args=["setup"]).exit_code == 0


def test_no_table_is_changed_that_cannot_be_backed_up_before(app: Flask, runner: FlaskCliRunner) -> None:
    empty()
    load(FIRST)
    before = shape()
    (Path(app.instance_path) / BEFORE_UPGRADE).write_text("a file, where a folder is to be")
    for words in (["setup"], ["db", "upgrade"]):
        told = runner.invoke(args=words)
        assert (told.exit_code, told.stdout, told.stderr.count("\n")) == (1, "", 1)
        said = told.stderr.removeprefix("Error: ")
        assert said.startswith("The tables are as they were, for they cannot be backed up: ")
        assert shape() == before


@on_both
def test_a_second_setup_waits_for_the_first(
    app: Flask, runner: FlaskCliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared: list[int | None] = []
    says: SimpleQueue[str] = SimpleQueue()
    monkeypatch.setattr(setup, "_prepare", prepared.append)
    monkeypatch.setattr("click.echo", lambda words, **_: says.put(words))
    with ThreadPoolExecutor() as pool:
        with alone():
            second = pool.submit(runner.invoke, args=["setup"])
            assert says.get(timeout=60) == WAITING
            assert (prepared, second.done()) == ([], False)
        assert second.result(timeout=60).exit_code == 0
    assert prepared == [None]


@on_both
def test_a_newer_database_is_refused_in_a_line_and_stays_as_it_is(
    app: Flask, runner: FlaskCliRunner, visitor: FlaskClient, tmp_path: Path
) -> None:
    there = known_migrations()[-1]
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = rows()
    for words in (["setup"], ["db", "upgrade"], ["export", "--all", str(tmp_path)], ["backup", str(tmp_path / "a")]):
        told = runner.invoke(args=words)
        assert (told.exit_code, told.stdout, told.stderr.count("\n")) == (1, "", 1), told.output
        assert "The database is of a newer version of faimi than this one" in told.stderr
    ready = visitor.get("/readyz")
    assert (ready.status_code, "9999" in ready.text) == (503, True)
    assert rows() == before
    assert there != "9999"
