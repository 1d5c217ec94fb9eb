"""Who edits and who reads while something goes wrong, and what came of it: what was acknowledged has to be there."""

import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from http.client import HTTPException
from itertools import count
from threading import Event, Lock
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import select

from faimi.content import EDITABLE, Edition
from faimi.content.base import snapshot
from faimi.extensions import db
from faimi.history import Revision
from tests.bench import servers
from tests.bench.making import SLUG
from tests.faults.row import Row
from tests.faults.world import World

PAGE = f"/{SLUG}/"
VERSION = re.compile(rb'name="version"[^>]* value="([^"]*)"')
REFUSED = (503, 507)  # in words, and what was typed is on the page
SHOWN = re.compile(r"Editor (\d+), edit (\d+)\b")


class Ledger:
    """What each editor tried and was told, each at a paper of their own, and how visitors were answered."""

    def __init__(self, world: World, fault: str, first: int = 1) -> None:
        self._world, self._fault, self._first, self._lock = world, fault, first, Lock()
        self._tries: dict[int, Iterator[int]] = {}
        self.told: dict[int, list[int]] = {}  # of each editor, the edits that were acknowledged
        self.answers: Counter[str] = Counter()
        self.stale = self.aged = self.dropped = 0  # pages, and answers that do not hold what was typed

    @property
    def acknowledged(self) -> int:
        """How many edits were."""
        return sum(map(len, self.told.values()))

    def edit(self, port: int, editor: int) -> None:
        """Opens a paper's form, changes its title and saves it."""
        path, owner = f"{PAGE}edit/paper/{editor}", self._world.site.owner
        form = self._asked("editor", lambda: servers.ask(port, f"{path}/form", owner))
        version = VERSION.search(form.body) if form else None
        if version is None:
            return
        number = next(self._tries.setdefault(editor, count(1)))
        typed = {"title": f"Editor {editor}, edit {number}", "authors": "A", "url": "", "version": version[1].decode()}
        saved = self._asked("editor", lambda: servers.post(port, path, owner, urlencode(typed)), typed["title"])
        if saved:
            with self._lock:
                self.told.setdefault(editor, []).append(number)

    def look(self, port: int) -> None:
        """Reads the page, which has to hold each edit that was acknowledged before it was asked for."""
        with self._lock:
            before = {editor: those[-1] for editor, those in self.told.items()}
        page = self._asked("visitor", lambda: servers.ask(port, PAGE, {"Accept-Encoding": "identity"}))
        if page is None:
            return
        shown = {int(editor): int(number) for editor, number in SHOWN.findall(page.body.decode())}
        is_behind = any(shown.get(editor, 0) < number for editor, number in before.items())
        self.aged += bool(page.header("Age"))
        self.stale += is_behind and not page.header("Age")  # which says that nobody could ask

    def _asked(self, who: str, ask: Callable[[], servers.Answer], typed: str = "") -> servers.Answer | None:
        try:
            answer = ask()
        except (OSError, HTTPException):  # a line that was cut: nothing was acknowledged
            answer = servers.Answer(0, [], b"")
            time.sleep(0.05)
        with self._lock:
            self.answers[f"{who} {answer.status or 'cut'}"] += 1
            self.dropped += answer.status in REFUSED and typed.encode() not in answer.body
        return answer if answer.status == 200 else None

    @contextmanager
    def busy(self, ports: list[int], editors: int = 4, visitors: int = 2, pause: float = 0.02) -> Iterator[None]:
        """Has people edit at the first machine and read at all of them, until it is left."""
        done = Event()

        def go_on(act: Callable[[], None]) -> None:
            while not done.wait(random.uniform(0, 2 * pause)):  # noqa: S311  # no secret
                act()

        edits = [partial(self.edit, ports[0], one) for one in range(self._first, self._first + editors)]
        looks = [partial(self.look, ports[one % len(ports)]) for one in range(visitors)]
        with ThreadPoolExecutor(editors + visitors) as threads:
            running = [threads.submit(go_on, act) for act in (*edits, *looks)]
            try:
                yield
            finally:
                done.set()
        [one.result() for one in running]

    def row(self, note: str = "", also: str = "") -> Row:
        """What came of it: lost, half and stale have to be none, and so have answers of 500 and texts that are gone."""
        with self._world.site.app.app_context():
            db.session.remove()
            lost, half = self._lost(), not _is_whole()
        refused = {who: sum(self.answers[f"{who} {code}"] for code in REFUSED) for who in ("visitor", "editor")}
        asked = sum(number for what, number in self.answers.items() if what.startswith("visitor"))
        failed = sum(number for what, number in self.answers.items() if re.search(r" 5\d\d", what))
        values = {
            "fault": self._fault,
            "database": self._world.database,
            "acknowledged": self.acknowledged,
            "lost": lost,
            "half": int(half),
            "stale": self.stale,
            "other 5xx": failed - sum(refused.values()),
            "503 or 507 to visitors": f"{refused['visitor']} of {asked}",
            "with Age": self.aged,
            "to editors": refused["editor"],
            "text dropped": self.dropped,
            "": note,
        }
        bad = [name for name in ("lost", "half", "stale", "other 5xx", "text dropped") if values[name]]
        nothing = [] if self.acknowledged else ["nothing was acknowledged"]
        return Row(values, ", ".join([*bad, *nothing, *([also] if also else [])]))

    def _lost(self) -> int:
        """How many acknowledged edits the history does not know, or the page shows an older one for."""
        known: set[Any] = set()
        for revision in db.session.scalars(select(Revision)):
            known |= {one.get("title") for key, one in revision.after.items() if key.startswith("paper-")}
        those = [(editor, number) for editor, told in self.told.items() for number in told]
        return sum(f"Editor {editor}, edit {number}" not in known for editor, number in those)


def _is_whole() -> bool:
    """Whether the history leads, change by change, to what stands there."""
    revisions = db.session.scalars(select(Revision).order_by(Revision.version)).all()
    told: dict[str, Any] = dict(revisions[0].before)
    for revision in revisions:
        if {key: told.get(key) for key in revision.before} != revision.before:
            return False
        told = {key: value for key, value in told.items() if key not in revision.before} | revision.after
    rows = [(name, row) for name, kind in EDITABLE.items() for row in db.session.scalars(select(kind.model))]
    numbers = list(range(1, db.session.query(Edition).one().version + 1))
    return told == {f"{name}-{row.number}": snapshot(row) for name, row in rows} and numbers == [
        revision.version for revision in revisions
    ]
