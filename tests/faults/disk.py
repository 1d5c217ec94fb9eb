"""A disk that is full or read-only, under a site that people edit and under each command."""

import hashlib
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from http.client import HTTPConnection
from io import BytesIO
from os import environ
from pathlib import Path
from tempfile import TemporaryDirectory

from werkzeug.test import encode_multipart

from faimi.exchange.sample import SAMPLE
from faimi.extensions import db
from tests.bench import servers
from tests.bench.making import SLUG, Site
from tests.faults import bombs_made
from tests.faults.ledger import REFUSED, Ledger
from tests.faults.row import Row
from tests.faults.small_disk import MISSING, SmallDisk, small_disk
from tests.faults.world import DATABASES, World, world
from tests.releases import FOLDER as RELEASES
from tests.releases.make import FIRST

MEGABYTES = {"SQLite": 32, "PostgreSQL": 256}
EDITORS, BEFORE_SECONDS, FULL_SECONDS, PATIENCE_SECONDS = 4, 1, 4, 30
FLASK = str(Path(sys.executable).parent / "flask")
ASIDE = (".sqlite", "-wal", "-shm", "lock", ".jsonl", "filler", "secret_key")  # of files that come as they are needed
STATES = {"full": 0, "150 KB free": 150_000, "read-only": None}


def run() -> Iterator[Row]:
    """Fills the disk while people edit; then runs each command on one that is full, nearly so, or read-only."""
    for database in DATABASES:
        with small_disk(MEGABYTES[database]) as disk:
            if disk is None:
                yield Row({"fault": "full disk", "": MISSING})
                return
            with world(database) as site, site.machine() as (_, one), site.machine() as (_, other):
                yield _edited(site, disk, [one, other])
    with small_disk(MEGABYTES["SQLite"]) as disk, TemporaryDirectory(dir="/tmp") as elsewhere:  # what is there stays
        if disk:
            with world("SQLite") as site:
                yield _read_only(replace(site, log=Path(elsewhere) / "log"), disk)
                yield from _commanded(site, disk)


def _edited(site: World, disk: SmallDisk, ports: list[int]) -> Row:
    ledger, photo = Ledger(site, f"full for {FULL_SECONDS} s"), bombs_made.photo()
    with ledger.busy(ports, EDITORS, pause=0.05):
        time.sleep(BEFORE_SECONDS)
        until, uploads = time.monotonic() + FULL_SECONDS, []
        while time.monotonic() < until:
            disk.fill()
            uploads += [_upload(ports[0], site.site, content) for content in (photo, photo[:100_000])]
        disk.empty()
        is_back = _is_back(ledger)
        then = _upload(ports[0], site.site, photo)
    wrong = ["no edit was taken again"] * (not is_back)
    wrong += ["a picture was not refused in words"] * bool({*uploads} - {*REFUSED}) + ["nor taken then"] * (then != 200)
    return ledger.row(f"pictures: {', '.join(map(str, sorted({*uploads})))}, then {then}", ", ".join(wrong))


def _read_only(site: World, disk: SmallDisk) -> Row:
    """Starts on a disk that nothing can be written to, and goes on once it can."""
    with site.site.app.app_context():
        db.engine.dispose()
    disk.let_write(False)
    ledger = Ledger(site, f"read-only for {FULL_SECONDS} s")
    with site.machine(path="/healthz") as (_, port), ledger.busy([port], EDITORS, pause=0.05):
        time.sleep(FULL_SECONDS)
        disk.let_write(True)
        is_back = _is_back(ledger)
    return ledger.row("", "" if is_back else "no edit was taken")


def _is_back(ledger: Ledger) -> bool:
    """Whether edits are taken again before long."""
    before, deadline = ledger.acknowledged, time.monotonic() + PATIENCE_SECONDS
    while ledger.acknowledged < before + EDITORS and time.monotonic() < deadline:
        time.sleep(0.05)
    return ledger.acknowledged >= before + EDITORS


def _upload(port: int, site: Site, content: bytes) -> int:
    """The status of what is answered to a keynote's form with a photo."""
    form = {"speaker": "A Speaker", "crop": "0", "version": str(bombs_made.version_of(site, "keynote"))}
    boundary, body = encode_multipart(form | {"photo-file": (BytesIO(content), "photo.jpg")})
    connection = HTTPConnection(servers.HOST, port, timeout=servers.PATIENCE)
    headers = site.owner | {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    with closing(connection):
        connection.request("POST", f"/{SLUG}/edit/keynote/1", body, headers)
        return connection.getresponse().status


def _commanded(site: World, disk: SmallDisk) -> Iterator[Row]:
    """Runs each command where there is too little room, and once there is enough."""
    with site.site.app.app_context():
        db.session.remove()
        db.engine.dispose()
    backup, old = disk.folder / "backup.tar", disk.folder / "old"
    _flask(site.site.folder, "backup", str(backup))
    old.mkdir()
    with closing(sqlite3.connect(old / "faimi.sqlite")) as file:
        file.executescript((RELEASES / f"{FIRST}.sqlite.sql").read_text())
    to, own = str(disk.folder / "to"), site.site.folder
    for instance, *words in (
        (disk.folder / "new", "setup"),
        (old, "setup"),
        (own, "import", "--replace", str(SAMPLE)),
        (own, "export", "--all", to),
        (own, "backup", f"{to}.tar"),
        (own, "restore", str(backup)),
        (own, "freeze", f"{to}-freeze"),
    ):
        yield _command_row(disk, instance, words)


def _command_row(disk: SmallDisk, instance: Path, words: list[str]) -> Row:
    told, wrong = {}, set()
    for state, room in STATES.items():
        before = _state(disk.folder, instance)
        disk.let_write(False) if room is None else disk.fill(room)
        done = _flask(instance, *words)
        disk.let_write(True)
        disk.empty()
        told[state] = done.returncode
        lines = done.stderr.strip().splitlines()
        if done.returncode and (done.returncode != 1 or len(lines) > 2 or "Traceback" in done.stderr):  # a notice, too
            wrong.add(f"{state}: not one line: {lines[-1:]}")
        if done.returncode and _state(disk.folder, instance) != before:
            wrong.add(f"{state}: half")
    then = _flask(instance, *words)
    if then.returncode:
        wrong.add(f"then: {then.stderr.strip()[-80:]}")
    names = {f"exit when {state}": status for state, status in told.items()}
    what = " ".join(Path(word).name if "/" in word else word for word in words)
    said = lines[-1].replace(str(disk.folder), "")[:90] if lines else ""
    return Row({"command": what, "instance": instance.name, **names, "said": said}, "; ".join(sorted(wrong)))


def _flask(instance: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    env = environ | {"FAIMI_INSTANCE": str(instance), "FLASK_APP": "faimi", "TMPDIR": str(instance.parent)}
    return subprocess.run([FLASK, *words], env=env, capture_output=True, text=True, check=False)  # noqa: S603  # ours


def _state(folder: Path, instance: Path) -> object:
    """What is in a database, and the names of the files on the disk."""
    names = {str(file) for file in folder.rglob("*") if file.is_file() and not file.name.endswith(ASIDE)}
    if not (database := instance / "faimi.sqlite").exists():
        return names, b""
    with closing(sqlite3.connect(database)) as file:
        return names, hashlib.sha256("\n".join(file.iterdump()).encode()).digest() if _tables(file) else b""


def _tables(file: sqlite3.Connection) -> int:
    return int(file.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
