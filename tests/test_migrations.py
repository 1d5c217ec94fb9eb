"""What was committed as a migration stays, and a database of the first day becomes what a new one is."""

import hashlib
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskCliRunner

import faimi
from faimi import history
from faimi.accounts.models import Account
from faimi.accounts.permissions import Grant
from faimi.content import Edition, Section
from faimi.content.dates import Date
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from faimi.content.site import current_site
from faimi.content.tracks import Track
from faimi.database.schema import upgrade
from faimi.exchange.identifiers import entry_id, feed_id, row_guid, row_uid
from faimi.extensions import db
from faimi.history import Revision, reverse
from tests.conftest import on_both
from tests.content.test_tracks import save
from tests.exchange.making import make, put
from tests.instances import sqlite_alone
from tests.samples import first, right_on, track_of

VERSIONS = Path(faimi.__file__).parent / "migrations" / "versions"
HASHES = Path(__file__).parent / "migrations.sha256"  # of each: sha256sum faimi/migrations/versions/0052_*.py
PLAIN = "UPDATE sqlite_master SET sql = replace(sql, ' AUTOINCREMENT', '') WHERE type = 'table'"
OLDEST = [
    "INSERT INTO edition VALUES (1, '2020', 'A workshop', '', '2020-10-05', '', NULL, 'madder', 4, 1)",
    "INSERT INTO section VALUES (1, 1, 0, 'paper', 'Papers', 'papers', '', 1)",
    "INSERT INTO section VALUES (2, 1, 1, 'slot', 'Programme', 'programme', '', 1)",
    "INSERT INTO paper (id, section_id, position, version, authors, title, url)"
    " VALUES (3, 1, 0, 1, 'An Author', 'A title', '')",
    "INSERT INTO slot (id, section_id, position, version, track, start, kind, speaker, title, recording, paper_id)"
    " VALUES (5, 2, 0, 1, '', '09:00', 'talk', '', '', '', 3)",
    "INSERT INTO revision (edition_id, version, verb, kind, row_id, before, after, at) VALUES"
    " (1, 4, 'remove', 'paper', 9, '{\"paper-9\": {\"title\": \"Gone\"}}', '{}', '2020-01-02 00:00:00')",
]
FIRST_RENDITIONS = [
    "DROP TABLE rendition",
    "CREATE TABLE rendition (name VARCHAR NOT NULL, picture_id VARCHAR NOT NULL, format VARCHAR NOT NULL,"
    " width INTEGER NOT NULL, height INTEGER NOT NULL, data {} NOT NULL, CONSTRAINT pk_rendition PRIMARY KEY (name),"
    " CONSTRAINT fk_rendition_picture_id_picture FOREIGN KEY (picture_id) REFERENCES picture (id) ON DELETE CASCADE)",
    "CREATE INDEX ix_rendition_picture_id ON rendition (picture_id)",
]


def test_a_committed_migration_is_never_edited() -> None:
    made = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(VERSIONS.glob("*.py"))}
    known = {name: hash_ for hash_, name in map(str.split, HASHES.read_text().splitlines())}
    assert made == known, "write a new migration; a new one's hash is added to tests/migrations.sha256"


def shape() -> dict[str, Any]:
    """The tables of the database: columns, keys, indexes, and which ids are given once alone."""
    inspector = sa.inspect(db.engine)
    found: dict[str, Any] = {}
    for table in inspector.get_table_names():
        columns = [
            (one["name"], str(one["type"]), one["nullable"], one["default"]) for one in inspector.get_columns(table)
        ]
        keys = [inspector.get_pk_constraint(table), *inspector.get_foreign_keys(table)]
        unique = [*inspector.get_unique_constraints(table), *inspector.get_indexes(table)]
        found[table] = (sorted(columns, key=str), sorted(map(str, keys)), sorted(map(str, unique)))
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect() as connection:
            made = connection.execute(sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
            found["autoincrement"] = sorted(name for name, sql in made if "AUTOINCREMENT" in sql)
    return found


@on_both
def test_a_database_of_the_first_day_becomes_what_a_new_one_is(app: Flask, runner: FlaskCliRunner) -> None:
    new = shape()
    db.session.remove()
    for step in (["downgrade", "base"], ["upgrade", "0001"]):
        assert runner.invoke(args=["db", *step]).exit_code == 0
    with db.engine.begin() as connection:
        if db.engine.dialect.name == "sqlite":
            connection.execute(sa.text("PRAGMA writable_schema=ON"))
            connection.execute(sa.text(PLAIN))
            connection.execute(sa.text("PRAGMA writable_schema=RESET"))
        for statement in OLDEST:
            connection.exec_driver_sql(statement)
    upgrade()
    assert shape() == new
    edition = db.session.query(Edition).one()
    assert (edition.state, edition.starts_on, edition.version) == ("past", date(2020, 10, 5), 4)
    assert {one.account_name for one in db.session.query(Revision)} == {"Someone"}  # no command removes a paper
    assert (db.session.query(Slot).one().shown_title, db.session.query(Paper).one().id) == ("A title", 3)


@on_both
def test_a_database_in_which_two_pictures_cannot_share_a_rendition_becomes_what_a_new_one_is(
    app: Flask, runner: FlaskCliRunner
) -> None:
    new = shape()
    db.session.remove()
    assert runner.invoke(args=["db", "downgrade", "0051"]).exit_code == 0
    with db.engine.begin() as connection:
        for statement in FIRST_RENDITIONS:
            connection.exec_driver_sql(statement.format("BLOB" if connection.dialect.name == "sqlite" else "BYTEA"))
    upgrade()
    assert shape() == new


@sqlite_alone
def test_no_new_row_of_an_old_database_has_the_id_of_one_that_was_removed(app: Flask, runner: FlaskCliRunner) -> None:
    test_a_database_of_the_first_day_becomes_what_a_new_one_is(app, runner)
    paper = Paper(section_id=1, title="A new one", position=1)
    db.session.add(paper)
    db.session.commit()
    assert paper.id == 10


REMOVED = {"id": 6, "section_id": 2, "position": 1, "version": 1, "track": "", "start": None, "kind": "talk"}
REMOVED |= {"speaker": "", "title": "Gone", "recording": "", "paper_id": None}


@on_both
def test_calendars_apps_and_feeds_know_the_rows_of_an_old_database_as_before(
    app: Flask, runner: FlaskCliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    change = f"'remove', 'slot', 6, '{json.dumps({'slot-6': REMOVED})}', '{{}}', '2020-01-01 00:00:00'"
    removal = (
        f"INSERT INTO revision (edition_id, version, verb, kind, row_id, before, after, at) VALUES (1, 3, {change})"  # noqa: S608  # ours
    )
    deadline = "INSERT INTO date (id, section_id, position, version, label, superseded) VALUES (7, 2, 0, 1, 'D', '[]')"
    monkeypatch.setattr("tests.test_migrations.OLDEST", [*OLDEST, deadline, removal])
    test_a_database_of_the_first_day_becomes_what_a_new_one_is(app, runner)
    edition, (removed, last) = db.session.query(Edition).one(), db.session.query(Revision).order_by(Revision.version)
    assert {(row.sequence, row.changed_at) for row in db.session.query(Slot)} == {(4, datetime(2020, 1, 2))}
    reverse(removed, by=None, sure=True)
    rows = [db.session.get_one(Slot, 5), db.session.get_one(Slot, 6), db.session.get_one(Date, 7)]
    assert [row_uid(edition, row) for row in rows] == ["slot-5@2020.faimi", "slot-6@2020.faimi", "date-7@2020.faimi"]
    assert [row.sequence for row in rows] == [4, 5, 4]
    assert row_guid(edition, rows[0]) == "a44bb387-d07f-5730-9271-832b0c57718c"
    assert feed_id(edition) == "tag:faimi,2026:2020/changes"
    assert entry_id(edition, last) == "tag:faimi,2026:2020/changes/4"
    assert entry_id(edition, removed) == "tag:faimi,2026:2020/changes/3"


SECOND = [
    "INSERT INTO edition VALUES (3, '2021', 'A second', '', NULL, '', NULL, 'madder', 2, 1)",
    "INSERT INTO section VALUES (8, 3, 0, 'paper', 'Papers', 'papers', '', 1)",
    "INSERT INTO paper (id, section_id, position, version, authors, title, url) VALUES (12, 8, 0, 1, '', 'B', '')",
    "INSERT INTO revision (id, edition_id, version, verb, kind, row_id, before, after, at) VALUES (9, 3, 2, 'save',"
    ' \'edition\', 3, \'{"edition-3": {"id": 3, "title": "A", "header_version": 1}}\','
    ' \'{"edition-3": {"id": 3, "title": "A second", "header_version": 2}}\', \'2020-01-01 00:00:00\')',
]


@on_both
def test_the_rows_of_an_old_database_keep_their_names_and_each_masthead_is_edition_1(
    app: Flask, runner: FlaskCliRunner
) -> None:
    db.session.remove()
    for step in (["downgrade", "base"], ["upgrade", "0001"]):
        assert runner.invoke(args=["db", *step]).exit_code == 0
    with db.engine.begin() as connection:
        for statement in (*OLDEST, *SECOND):
            connection.exec_driver_sql(statement)
    upgrade()
    editions = {one.slug: one for one in db.session.query(Edition)}
    assert [row.key for row in db.session.query(Paper).order_by(Paper.id)] == ["paper-3", "paper-12"]
    assert [row.key for row in editions["2021"].sections] == ["section-8"]
    change = db.session.query(Revision).filter_by(edition_id=3).one()
    assert (change.key, [*change.before], [*change.after]) == ("edition-1", ["edition-1"], ["edition-1"])
    reverse(change, by=None)
    assert editions["2021"].title == "A"
    for slug, number in (("2020", 10), ("2021", 13)):  # paper 9 of the first was removed
        section = db.session.query(Section).filter_by(edition_id=editions[slug].id, kind="paper").one()
        paper = Paper(section=section, title="New", position=9)
        db.session.add(paper)
        db.session.commit()
        assert paper.number == number


@on_both
def test_a_site_that_has_a_start_page_is_called_what_that_is(app: Flask, runner: FlaskCliRunner) -> None:
    assert current_site().name == ""
    db.session.add(Edition(slug="home", title="A community", state="page"))
    db.session.commit()
    db.session.remove()
    assert runner.invoke(args=["db", "downgrade", "0056"]).exit_code == 0
    upgrade()
    assert current_site().name == "A community"


@on_both
def test_tracks_become_rows_and_texts_again_with_all_rights_and_an_older_history(
    app: Flask, runner: FlaskCliRunner
) -> None:
    edition = make()
    put(edition, "slot", *(Slot(title=title, track=track) for title, track in (("A", "One"), ("B", "Two"), ("C", ""))))
    put(edition, "slot", Slot(title="D", track="one "))
    bob = Account(email="bob@example.org", grants=[right_on(edition, "One"), Grant(edition_id=edition.id)])
    db.session.add(bob)
    db.session.commit()
    slot = db.session.query(Slot).filter_by(title="A").one()
    slot_id = slot.id
    changes = [save(slot, track="Passing"), save(slot, track="Two")]
    history.remove(track_of(edition, "Passing"), "1", None)
    save(track_of(edition, "Two"), room="Aula")
    assert runner.invoke(args=["db", "downgrade", "0062"]).exit_code == 0
    db.session.remove()
    with db.engine.connect() as connection:
        slots = connection.execute(sa.text("SELECT title, track, room FROM slot ORDER BY title")).all()
        rights = connection.scalars(sa.text('SELECT track FROM "grant" ORDER BY id')).all()
        told = connection.scalars(sa.text("SELECT after FROM revision ORDER BY version")).all()
    assert slots == [("A", "Two", "Aula"), ("B", "Two", "Aula"), ("C", "", ""), ("D", "one ", "")]
    assert rights == ["One", None]
    assert "track_id" not in str(told)
    upgrade()
    tracks = [(one.key, one.name, one.section.number, len(one.slots)) for one in db.session.query(Track)]
    assert tracks == [("track-1", "Two", 1, 2), ("track-2", "one ", 2, 1)]
    assert sorted(str(one) for one in db.session.query(Grant)) == ["2031", "2031, track “one ”"]
    again = [db.session.merge(change) for change in changes]
    assert history.snapshot_at(db.session.get_one(Slot, slot_id), "2")["track"] == "Passing"
    history.reverse(again[1], by=None)
    history.reverse(again[0], by=None)
    assert (first("slot").title, first("slot").track) == ("A", "One")
