"""A site is backed up while people edit, proven, and restored: as it was, and yet never taken for what it was."""

import hashlib
import io
import json
import re
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from errno import ENOSPC
from itertools import count
from pathlib import Path
from threading import Event, Thread
from typing import Any, NoReturn

import flask_migrate
import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from sqlalchemy import URL, select, text

from faimi import create_app, history
from faimi.accounts.models import Account, digest
from faimi.accounts.sessions import Session
from faimi.accounts.two_factor import sealing
from faimi.backup import copying, into_postgresql, into_sqlite, making, record
from faimi.backup.container import MANIFEST, manifest_of, unpack, write_file
from faimi.backup.manifest import BackupError, Manifest, describe, read_manifest
from faimi.backup.pages import on_its_own
from faimi.backup.scratch import PREFIX, scratch
from faimi.content import KIND, Edition, LastNumber
from faimi.content.now import as_of
from faimi.content.papers import Paper
from faimi.database import schema
from faimi.extensions import db
from tests import postgresql
from tests.conftest import SLUG, on_both
from tests.instances import sqlite_alone
from tests.samples import first

BASE = f"/{SLUG}/edit"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the backup is to be."""
    return tmp_path / "backups" / "site.tar"


@pytest.fixture(autouse=True)
def _a_folder(file: Path) -> Iterator[None]:
    file.parent.mkdir()
    yield
    left = [*file.parent.parent.rglob(f"{PREFIX}*"), *file.parent.parent.rglob("*.zst")]
    assert left == [], "nothing half-done is left"


def run(runner: FlaskCliRunner, *words: object) -> str:
    """What a command prints that ends well."""
    done = runner.invoke(args=[*map(str, words)])
    assert done.exit_code == 0, done.output
    return done.output


def refused(runner: FlaskCliRunner, *words: object) -> str:
    """The one line of a command that fails."""
    done = runner.invoke(args=[*map(str, words)])
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1), done.output
    return done.stderr


def version_of(client: FlaskClient, number: int) -> str:
    """The version that the form of a paper is opened on."""
    found = re.search(r'name="version"[^>]*value="(\d+)"', client.get(f"{BASE}/paper/{number}/form").text)
    assert found
    return found[1]


def sign_in_again(name: str) -> None:
    """Has a person whose session a restore has ended be signed in."""
    account = db.session.query(Account).filter_by(email=f"{name}@example.org").one()
    db.session.add(Session(account_id=account.id, token_hash=digest(name), device="A browser"))
    db.session.commit()


@on_both
def test_a_backup_brings_the_site_back_and_nobody_overwrites_it_by_what_was(
    edition: Edition, alice: FlaskClient, visitor: FlaskClient, runner: FlaskCliRunner, file: Path
) -> None:
    page, paper, slot = visitor.get(f"/{SLUG}/").data, first("paper"), first("slot")
    section, title, authors = paper.section.number, paper.title, paper.authors
    sent = {"title": "Lost", "authors": authors, "url": ""}
    told = run(runner, "backup", file)
    assert re.search(r"Wrote .*: \d+ pages, same bytes; \d+ tables with \d+ rows, as of ", told)
    assert "same bytes" in run(runner, "backup", "--verify", file)
    assert record.last_proven() == record.Proven(
        file.resolve(), manifest_of(file).made_at, len(manifest_of(file).pages or ())
    )

    opened = version_of(alice, 1)
    assert alice.post(f"{BASE}/paper/1", data=sent | {"version": opened}).status_code == 200
    assert alice.post(f"{BASE}/paper/new", query_string={"section": section}, data=sent).status_code == 200
    assert (
        alice.post(f"{BASE}/slot/{slot.number}/room", data={"room": "Lost", "version": slot.version}).status_code == 200
    )
    lost, seen = version_of(alice, 1), alice.get(f"{BASE}/live").headers["HX-PTag"]
    sequence = first("slot").sequence
    newest, version = highest("paper"), db.session.query(Edition).one().version

    kept = re.search(r"is kept: (.*)", run(runner, "restore", file))
    assert kept
    assert visitor.get(f"/{SLUG}/").data == page
    assert "/login" in alice.get(f"{BASE}/").location, "sessions of then are over"
    sign_in_again("alice")
    for stale in (opened, lost):
        answer = alice.post(f"{BASE}/paper/1", data=sent | {"title": "Stale", "version": stale})
        assert (answer.status_code, "Stale" in answer.text, title in answer.text) == (409, True, True)
    whole = alice.get(f"{BASE}/live", headers={"HX-PTag": seen})
    assert "A backup of the site was restored" in whole.headers["HX-Trigger"]
    assert (title in whole.text, "Lost" in whole.text) == (True, False)
    tag = {"HX-PTag": whole.headers["HX-PTag"]}
    assert alice.get(f"{BASE}/live", headers=tag).status_code == 304
    assert first("slot").sequence > sequence, "calendars take it, which know a later state"

    assert (
        alice.post(f"{BASE}/paper/1", data=sent | {"title": "New", "version": version_of(alice, 1)}).status_code == 200
    )
    assert alice.post(f"{BASE}/paper/new", query_string={"section": section}, data=sent).status_code == 200
    assert (highest("paper"), db.session.query(Edition).one().version > version) == (newest + 1, True)
    assert "said" not in alice.get(f"{BASE}/live", headers=tag).headers.get("HX-Trigger", "")
    run(runner, "restore", kept[1])
    assert (first("paper").title, highest("paper")) == ("Lost", newest)


def highest(kind: str) -> int:
    """The highest number that a row of a kind has."""
    return max(one.number for one in db.session.scalars(select(LastNumber)) if one.kind == kind)


@on_both
def test_a_burnt_site_is_back_with_the_same_bytes(
    edition: Edition, alice: FlaskClient, runner: FlaskCliRunner, file: Path, tmp_path: Path, app: Flask
) -> None:
    """The backup of either database is restored where there is nothing, and each page asked for as a visitor does."""
    app.config["SITE_URL"] = "https://example.org"
    account = db.session.query(Account).one()
    account.totp_secret = sealing.seal(account.id, "A secret")
    db.session.commit()
    run(runner, "backup", file)
    numbers = {one.kind: one.number for one in db.session.scalars(select(LastNumber))}
    version, pages = db.session.query(Edition).one().version, manifest_of(file).pages
    other = create_app({"INSTANCE_PATH": tmp_path / "other", "SITE_URL": "https://example.org", "TESTING": True})
    with other.app_context():
        told = run(other.test_cli_runner(), "restore", file)
        assert "Another secret key sealed the second factors of: alice@example.org." in told
        assert [one.file for one in record.backups_there()] == [file]
        visitor = other.test_client()
        answers = {path: visitor.get(path, base_url="https://example.org") for path in pages or ()}
        assert {path: hashlib.sha256(answer.data).hexdigest() for path, answer in answers.items()} == pages
        one = db.session.query(Edition).one()
        db.session.add(Paper(section=first("paper").section, position=99, title="New", authors="An Author"))
        db.session.commit()
        assert highest("paper") > numbers["paper"] + 500
        change = history.move(KIND["paper"], first("paper"), 1, None)
        assert change
        assert (change.version > version + 50_000, one.uuid) == (True, edition.uuid)
        db.session.remove()
        db.engine.dispose()


def test_what_sqlite_held_comes_back_on_a_new_postgresql_once_its_tables_are_free(
    edition: Edition, runner: FlaskCliRunner, file: Path, tmp_path: Path, server: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(runner, "backup", file)
    numbers = {one.kind: one.number for one in db.session.scalars(select(LastNumber))}
    monkeypatch.setattr(into_postgresql, "MAX_WAIT_SECONDS", 0)
    with postgresql.own_schema(server) as url:
        other = create_app({"INSTANCE_PATH": tmp_path / "other", "SQLALCHEMY_DATABASE_URI": url, "TESTING": True})
        with other.app_context():
            assert "is kept" not in run(other.test_cli_runner(), "restore", file)
            db.session.add(Paper(section=first("paper").section, position=99, title="New", authors="An Author"))
            db.session.commit()
            assert highest("paper") > numbers["paper"] + 500
            with db.engine.connect() as holding:
                holding.execute(text("SELECT * FROM paper"))
                assert "another program holds the database" in refused(other.test_cli_runner(), "restore", file)
            assert "is kept" in run(other.test_cli_runner(), "restore", file)
            assert highest("paper") == numbers["paper"]
            db.session.remove()
            db.engine.dispose()


def test_people_edit_during_a_backup_and_none_of_it_is_torn(
    edition: Edition, app: Flask, alice: FlaskClient, runner: FlaskCliRunner, file: Path
) -> None:
    begun, over = Event(), Event()

    def edit() -> None:
        with app.app_context():
            for number in count(1):
                sent = {"title": f"Title {number}", "authors": "An Author", "version": str(number)}
                assert alice.post(f"{BASE}/paper/1", data=sent).status_code == 200
                begun.set()
                if over.is_set():
                    return

    people = Thread(target=edit)
    people.start()
    assert begun.wait(20)
    try:
        run(runner, "backup", file)
    finally:
        over.set()
        people.join()
    with copying.opened(unpack(file, file.parent)[1]) as kept:
        revisions, version = kept.execute(
            text("SELECT max(version), (SELECT version FROM edition) FROM revision")
        ).one()
        written = kept.scalar(text("SELECT title FROM paper WHERE number = 1"))
    assert revisions == version > 1
    assert written == f"Title {version - 1}"
    assert db.session.query(Edition).one().version > version, "they went on meanwhile"


@sqlite_alone
def test_what_is_written_while_a_backup_takes_its_place_is_kept(
    edition: Edition, alice: FlaskClient, runner: FlaskCliRunner, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edit that is acknowledged after the site was kept, and before it is replaced, has it kept once more."""
    run(runner, "backup", file)
    copy_into, turns = into_sqlite._copy_into, count()

    def edit_first(*given: Any) -> None:
        turn = next(turns)
        if turn == 0:
            raise OSError(ENOSPC, "No space left on device", "ready.sqlite")
        if turn == 1:
            sent = {"title": "Late", "authors": "An Author", "version": "1"}
            assert alice.post(f"{BASE}/paper/1", data=sent).status_code == 200
        copy_into(*given)

    monkeypatch.setattr(into_sqlite, "_copy_into", edit_first)
    assert "What was there stays" in refused(runner, "restore", file)
    kept = re.findall(r"is kept: (.*)", run(runner, "restore", file))
    assert len(kept) == len([*Path(kept[0]).parent.iterdir()]) == 1
    run(runner, "restore", kept[0])
    assert first("paper").title == "Late"


@sqlite_alone
def test_a_database_that_another_program_holds_is_not_waited_for_for_ever(
    edition: Edition, runner: FlaskCliRunner, file: Path, instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(runner, "backup", file)
    monkeypatch.setattr(into_sqlite, "MAX_WAIT_SECONDS", 0)
    with closing(sqlite3.connect(instance / "faimi.sqlite")) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "another program holds the database" in refused(runner, "restore", file)
    assert not (instance / "replaced").exists()


@sqlite_alone
def test_what_is_no_whole_backup_of_this_version_is_refused_in_a_line_and_changes_nothing(
    edition: Edition, runner: FlaskCliRunner, file: Path, instance: Path
) -> None:
    run(runner, "backup", file)
    data, other = file.read_bytes(), file.with_name("other.tar")
    told = manifest_of(file)
    database = unpack(file, file.parent)[1]

    def made(**values: Any) -> bytes:
        write_file(other, replace(told, **values), database)
        return other.read_bytes()

    torn = bytearray(data)
    torn[len(data) * 3 // 4] ^= 1
    newer = data.replace(b'"faimi backup": 1', b'"faimi backup": 9')
    pages = dict(told.pages or {}) | {f"/{SLUG}/": "0" * 64}
    vast = io.BytesIO()
    with tarfile.open(fileobj=vast, mode="w") as tar:
        head, manifest = tarfile.TarInfo(MANIFEST), replace(told, size=10**18).as_json()
        head.size = len(manifest)
        tar.addfile(head, io.BytesIO(manifest))
    wrong = {
        "needs 931322574.6 GB": vast.getvalue(),
        "truncated": data[: len(data) // 2],
        "is no backup of faimi": b"",
        "or its beginning is damaged": b"A text of somebody else\n" * 100,
        "is damaged": bytes(torn),
        "newer version": newer,
        "tables 9999": made(schema="9999"),
        "other numbers of rows": made(tables=dict(told.tables) | {"paper": 1}),
        f"does not give the pages that were backed up: /{SLUG}/": made(pages=pages),
    }
    was = (instance / "faimi.sqlite").read_bytes()
    for words, content in wrong.items():
        other.write_bytes(content)
        for command in (["backup", "--verify"], ["restore"]):
            line = refused(runner, *command, other)
            assert (words in line, str(other) in line) == (True, True), line
    assert "No such file" in refused(runner, "restore", file.with_name("none.tar"))
    assert (instance / "faimi.sqlite").read_bytes() == was
    assert not (instance / "replaced").exists()
    other.write_text("Somebody’s own words")
    assert "is no backup" in refused(runner, "backup", other)
    assert other.read_text() == "Somebody’s own words"


@pytest.mark.parametrize(
    "said",
    [
        *({"size": one} for one in ("12", -5, 1.5)),
        *({"pages": one} for one in (["/"], {"/": 1}, "/")),
        *({"tables": one} for one in ([1], {"paper": "1"})),
        *({"made_at": one} for one in ("2031-05-03T00:00:00+05:00", 5)),
        {"program": "\x1b[31m\n", "schema": "9999"},
        {"site": 5},
        {"offline": "x"},
        None,
    ],
)
def test_a_manifest_of_somebody_else_is_refused_whatever_it_says(said: dict[str, Any] | None) -> None:
    made = Manifest(datetime(2031, 5, 3), "1.0.0", "code", "0001", 12, "0" * 64, {"paper": 1}, pages={"/": "0" * 64})
    assert read_manifest(made.as_json()) == made
    data = b"[" * 200_000 if said is None else json.dumps(json.loads(made.as_json()) | said).encode()
    with pytest.raises(BackupError, match="its manifest cannot be read"):
        read_manifest(data)


def test_a_backup_of_another_version_of_the_program_says_what_it_makes_otherwise(
    edition: Edition, runner: FlaskCliRunner, file: Path
) -> None:
    """Such as one whose tables were others: they are brought up first, and what pages then say is no fault."""
    run(runner, "backup", file)
    told, other = manifest_of(file), file.with_name("other.tar")
    pages = dict(told.pages or {}) | {f"/{SLUG}/": "0" * 64}
    older_file = unpack(file, file.parent)[1]

    def go_back(_app: Flask) -> None:
        schema.bind()
        flask_migrate.downgrade(revision="0070")

    on_its_own(older_file, file.parent, go_back)
    write_file(other, replace(describe(older_file, "another"), pages=pages, made_at=told.made_at), older_file)
    assert f"{len(pages)} pages, 1 with other bytes, for it was made by another version" in run(
        runner, "restore", other
    )
    assert first("paper").title


@sqlite_alone
def test_a_site_whose_database_is_damaged_is_back_and_the_damaged_files_are_kept(
    edition: Edition,
    runner: FlaskCliRunner,
    file: Path,
    instance: Path,
    visitor: FlaskClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(file.parent)
    run(runner, "backup", file.name)
    db.session.remove()
    db.engine.dispose()
    (instance / "faimi.sqlite").write_bytes(b"no database " * 1000)
    (instance / "faimi.sqlite-wal").write_bytes(b"no log")
    (instance / "replaced").mkdir()
    former = [
        f"faimi-2024010{day}T000000000000Z.{end}"
        for day, end in ((1, "sqlite"), (1, "sqlite-wal"), (2, "tar"), (3, "tar"))
    ]
    for name in former:
        (instance / "replaced" / name).touch()
    told = run(runner, "restore", file.name)
    kept = re.findall(r"is kept: (.*)", told)
    assert Path(kept[0]).read_bytes()[:11] == b"no database"
    assert ("Removed 1 of former restores" in told, len(kept)) == (True, 2)
    assert {one.name for one in (instance / "replaced").iterdir()} == {*former[2:], *(Path(one).name for one in kept)}
    assert visitor.get(f"/{SLUG}/").status_code == 200


def test_of_daily_backups_the_newest_stay_and_nothing_goes_before_a_new_one_is_proven(
    edition: Edition, runner: FlaskCliRunner, tmp_path: Path, instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "daily"
    made: list[str] = []
    for day in range(3):
        with as_of(datetime(2031, 5, 1 + day)):
            made += re.findall(r"Wrote (\S+):", run(runner, "backup", "--daily", folder, "--keep", 2))
        (folder / "notes.tar").write_text("of somebody’s own")
    assert sorted(map(str, folder.glob("*.tar"))) == [*made[1:], str(folder / "notes.tar")]
    assert [str(one.file) for one in record.backups_there()] == made[1:]
    (instance / record.NAME).unlink()  # as it is in one that burnt
    with as_of(datetime(2031, 5, 4)):
        made += re.findall(r"Wrote (\S+):", run(runner, "backup", "--daily", folder, "--keep", 2))
    assert sorted(str(one.file) for one in record.backups_there()) == made[2:]

    def breaks(*_: Any) -> NoReturn:
        raise BackupError("is damaged.")

    monkeypatch.setattr(making, "prove", breaks)
    assert refused(runner, "backup", "--daily", folder, "--keep", 1) == "is damaged.\n"
    assert sorted(map(str, folder.glob("faimi-*.tar"))) == made[2:]
    assert "Name a file" in refused(runner, "backup")


def test_a_backup_that_cannot_be_noted_is_there_and_the_line_says_so(
    edition: Edition, runner: FlaskCliRunner, file: Path, instance: Path
) -> None:
    (instance / f".{record.NAME}.new").mkdir()
    assert "was written and proven, but the site cannot note it" in refused(runner, "backup", file)
    assert "same bytes" in run(runner, "backup", "--verify", file)


def test_a_backup_that_a_newer_program_made_before_its_upgrade_is_one_of_an_older_program() -> None:
    told = Manifest(datetime(2031, 5, 1), "9.0.0", "a hash", "0073", 1, "a hash", {"paper": 3})
    assert read_manifest(told.as_json().replace(b'"program"', b'"of a later version": 1, "program"')) == told


def test_a_folder_that_a_killed_run_left_goes_with_the_next_and_one_in_use_stays(tmp_path: Path) -> None:
    (tmp_path / f"{PREFIX}left").mkdir()
    with scratch(tmp_path) as one, scratch(tmp_path) as other:
        assert {*tmp_path.glob(f"{PREFIX}*")} == {one, other}
