"""A new epoch: what a restored site gives out is above all that was given out before, by what it replaces, too.

All versions are written anew, as one number that no row ever had. So a form that was opened before is of another
version, whatever both say, and pages that are kept in memory, or were frozen, are not those of now. Numbers of rows,
versions of changes and ids go on above the highest that were given, of which calendars, feeds and links know.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from faimi.content import CHANGES, ROW_KINDS, SECTION
from faimi.content.events import Event
from faimi.content.now import utc_now

START = 1_704_067_200  # 2024, in seconds since 1970: versions have nine digits until 2055
ROWS_A_DAY, CHANGES_A_DAY, IDS_A_DAY = 1_000, 100_000, 1_000_000  # of an edition or a table: no site makes as many
GONE = ("session", "sign_in_link", "presence", "rate_limit")  # who was signed in then, and which links were good
COUNTING = {kind.model.__tablename__: "version" for kind in (*ROW_KINDS, SECTION)}  # what forms are opened on
COUNTING |= {"edition": "header_version", "site": "version"}
EVENTS = [kind.model.__tablename__ for kind in ROW_KINDS if issubclass(kind.model, Event)]

EMPTY = 'DELETE FROM main."{table}"'
HIGHEST = 'SELECT coalesce(max({column}), 0) FROM {database}."{table}"'
RENEW = 'UPDATE main."{table}" SET {column} = ?'
RENEW_SETTINGS = "UPDATE main.site SET version = version - (SELECT max(version) FROM main.site) + ?"  # in order
NOTE = "INSERT INTO audit_entry (at, who, what, address) VALUES (?, 'command line', ?, '')"

BOTH = "FROM edition AS own JOIN lost.edition AS was ON was.uuid = own.uuid"
UNKNOWN = "FROM edition AS own WHERE own.uuid NOT IN (SELECT uuid FROM lost.edition)"
RAISE = """
    INSERT INTO number_floor (edition_id, kind, number) SELECT own.id, {kind}, {number} {which}
    ON CONFLICT (edition_id, kind) DO UPDATE SET number = max(number, excluded.number)
"""
STEP = "UPDATE number_floor SET number = number + 1 WHERE kind = '{changes}' AND edition_id IN (SELECT own.id {both})"
RENEW_EVENTS = """
    UPDATE main."{table}" AS mine SET changed_at = strftime('%Y-%m-%d %H:%M:%f000', 'now'), sequence = (
        SELECT number FROM number_floor AS one WHERE one.edition_id = mine.edition_id AND kind = '{changes}')
    WHERE mine.edition_id IN (SELECT own.id {both}) AND NOT EXISTS (
        SELECT 1 {both} JOIN lost."{table}" AS known ON known.edition_id = was.id
        WHERE own.id = mine.edition_id AND known.number = mine.number AND known.sequence = mine.sequence)
"""
LAST = "coalesce((SELECT number FROM last_number WHERE edition_id = own.id AND kind = '{kind}'), 0) + {more}"
ADD_SEQUENCES = """
    INSERT INTO main.sqlite_sequence SELECT name, 0 FROM main.sqlite_master
    WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%' AND name NOT IN (SELECT name FROM main.sqlite_sequence)
"""
RAISE_SEQUENCES = """
    UPDATE main.sqlite_sequence AS own SET seq =
        max(seq, coalesce((SELECT max(was.seq) FROM lost.sqlite_sequence AS was WHERE was.name = own.name), 0))
"""
BRING_ERASURES = """
    INSERT INTO main.erasure (at, who, what, reason, places, brought_back)
    SELECT at, who, what, reason, places, 1 FROM lost.erasure
    WHERE at NOT IN (SELECT at FROM main.erasure) ORDER BY id
"""


def begin_epoch(database: Path, replaced: Path | None, made_at: datetime, told: str) -> None:
    """Begins a new epoch in a database, a SQLite file, that is of a moment (in UTC) and replaces another one.

    Where that is gone, all goes on after a jump, which grows with the days since. `told` goes to the log of accounts.
    """
    days = max(0, (utc_now() - made_at).days) + 1
    with closing(sqlite3.connect(database)) as connection:
        if replaced:
            connection.execute("ATTACH ? AS lost", (str(replaced),))
        with connection:
            for table in GONE:
                connection.execute(EMPTY.format(table=table))
            _renew_versions(connection, ["main", "lost"] if replaced else ["main"])
            connection.execute(ADD_SEQUENCES)
            for statement in _above_what_was_given(days) if replaced else _after_a_jump(days):
                connection.execute(statement)
            connection.execute(NOTE, (utc_now().isoformat(" "), told))


def _renew_versions(connection: sqlite3.Connection, databases: list[str]) -> None:
    """Writes one version, that none had, to all rows; the settings of the site keep those before theirs."""
    places = [(name, table, column) for name in databases for table, column in COUNTING.items()]
    queries = (HIGHEST.format(database=name, table=table, column=column) for name, table, column in places)
    highest = max(connection.execute(query).fetchone()[0] for query in queries)
    version = max(int(time.time()) - START, highest + 1)
    for table, column in COUNTING.items():
        renew = RENEW_SETTINGS if table == "site" else RENEW.format(table=table, column=column)
        connection.execute(renew, (version,))


def _above_what_was_given(days: int) -> Iterator[str]:
    """The statements by which all goes on above what the replaced database has given."""
    for table in ("last_number", "number_floor"):
        which = f"{BOTH} JOIN lost.{table} AS given ON given.edition_id = was.id WHERE true"
        yield RAISE.format(kind="given.kind", number="given.number", which=which)
    yield RAISE.format(kind=f"'{CHANGES}'", number="max(own.version, was.version)", which=f"{BOTH} WHERE true")
    yield STEP.format(changes=CHANGES, both=BOTH)
    for table in EVENTS:  # calendars may know it in another state than the one that is back
        yield RENEW_EVENTS.format(table=table, changes=CHANGES, both=BOTH)
    yield RAISE_SEQUENCES
    yield BRING_ERASURES  # whose words and pictures are back
    yield from _jumps(days, UNKNOWN)


def _after_a_jump(days: int) -> Iterator[str]:
    """The statements by which all goes on above what may have been given in some days."""
    yield f"UPDATE sqlite_sequence SET seq = seq + {IDS_A_DAY * days}"  # noqa: S608  # a number
    yield from _jumps(days, "FROM edition AS own WHERE true")


def _jumps(days: int, which: str) -> Iterator[str]:
    for kind in (*ROW_KINDS, SECTION):
        number = LAST.format(kind=kind.name, more=ROWS_A_DAY * days)
        yield RAISE.format(kind=f"'{kind.name}'", number=number, which=which)
    yield RAISE.format(kind=f"'{CHANGES}'", number=f"own.version + {CHANGES_A_DAY * days}", which=which)
