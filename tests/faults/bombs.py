"""Inputs that cost more than they weigh: each is sent the way a person would, and stopped within its bounds."""

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import Any

from bs4 import BeautifulSoup

from faimi.extensions import db
from tests.bench.making import SLUG, Site, made
from tests.faults import bombs_made as make
from tests.faults.row import Row
from tests.samples import SAMPLES

MAX_SECONDS, MAX_MEGABYTES = 2, 300
STEP_SECONDS = 0.2  # by which the system may end a process late, on a machine that others use too
PATIENCE_SECONDS = 90
MAX_SAID_CHARS = 70
Door = Callable[[Site, bytes], str]


@dataclass(frozen=True)
class Bomb:
    """An input, the door at which it is sent, and what has to be a part of the answer."""

    what: str
    content: Callable[[], bytes]
    door: Door
    said: str
    at_once: int = 1


def run() -> Iterator[Row]:
    """Sends each, and measures the processor seconds and megabytes it takes, those of what decodes too."""
    with TemporaryDirectory(prefix="faimi-faults-") as folder:
        site = made(Path(folder), 0)
        site.app.config["PICTURE_QUOTA"] = (1_000_000, 1_000_000)
        for door in (_upload, _text, _paste):
            door(site, b"of no account, but what each request needs is loaded then")
        with site.app.app_context():
            db.engine.dispose()  # what each process opens is its own
        for bomb in BOMBS:
            yield _row(bomb, site)


def _row(bomb: Bomb, site: Site) -> Row:
    content = bomb.content()
    ours, theirs = get_context("fork").Pipe()
    process = get_context("fork").Process(target=_send, args=(bomb.door, site, content, theirs))
    process.start()
    seconds, megabytes, said = ours.recv() if ours.poll(PATIENCE_SECONDS) else (PATIENCE_SECONDS, 0.0, "nothing")
    process.kill()
    process.join()
    seconds /= bomb.at_once
    wrong = [f"over {MAX_SECONDS} s"] * (seconds > MAX_SECONDS + STEP_SECONDS)
    wrong += [f"over {MAX_MEGABYTES} MB"] * (megabytes > MAX_MEGABYTES)
    wrong += [f"not “{bomb.said}”"] * (bomb.said not in said)
    cells = {"input": bomb.what, "KB": f"{len(content) / 1000:,.1f}", "s of CPU, of each": f"{seconds:.2f}"}
    return Row(cells | {"MB": f"{megabytes:.0f}", "answered": said[:MAX_SAID_CHARS]}, ", ".join(wrong))


def _send(door: Door, site: Site, content: bytes, to: Any) -> None:
    """Sends an input, and tells what came of it."""
    before, resident, done, most = _seconds(), _resident(os.getpid()), Event(), [0.0]
    watch = Thread(target=_watch_children, args=(most, done))
    watch.start()
    said = door(site, content)
    done.set()
    watch.join()
    own = getrusage(RUSAGE_SELF).ru_maxrss / 1024 - resident
    to.send((_seconds() - before, max(most[0], own), said))


def _seconds() -> float:
    return sum(one.ru_utime + one.ru_stime for one in (getrusage(RUSAGE_SELF), getrusage(RUSAGE_CHILDREN)))


def _watch_children(most: list[float], done: Event) -> None:
    """Keeps what the children of this process have taken at most, all at one moment."""
    tasks = Path("/proc/self/task")
    while not done.is_set():
        with suppress(OSError):
            pids = [int(pid) for task in tasks.iterdir() for pid in (task / "children").read_text().split()]
            most[0] = max(most[0], sum(_resident(pid) for pid in pids if _is_decoding(pid)))
        time.sleep(0.005)


def _is_decoding(pid: int) -> bool:
    """Whether a child is the other program by now, and not yet a copy of this one."""
    return b"picture_check" in Path(f"/proc/{pid}/cmdline").read_bytes()


def _resident(pid: int) -> float:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1024**2


def _posted(site: Site, path: str, form: dict[str, Any]) -> str:
    answer = site.app.test_client(use_cookies=False).post(f"/{SLUG}/{path}", data=form, headers=site.owner)
    tree = BeautifulSoup(answer.text, "lxml")
    said = tree.select_one(".error:not(:empty), .problem:not(:empty), [data-problem]:not(:empty), [role=alert]")
    words = said.get_text(" ") if said else "" if answer.status_code == 200 else tree.get_text(" ")
    return " ".join([str(answer.status_code), *words.split()])


def _upload(site: Site, content: bytes) -> str:
    version = str(make.version_of(site, "keynote"))
    form = SAMPLES["keynote"] | {"photo": "", "version": version, "photo-file": (BytesIO(content), "photo")}
    return _posted(site, "edit/keynote/1", form)


def _upload_eight(site: Site, content: bytes) -> str:
    with ThreadPoolExecutor(8) as pool:
        answers = [*pool.map(lambda _: _upload(site, content), range(8))]
    busy = sum("being read at this moment" in one for one in answers)
    return f"{8 - busy} looked at, {busy} asked to wait"


def _text(site: Site, content: bytes) -> str:
    form = SAMPLES["text"] | {"body": content.decode(), "version": str(make.version_of(site, "text"))}
    return _posted(site, "edit/text/1", form)


def _paste(site: Site, content: bytes) -> str:
    return _posted(site, f"edit/paste/?section={make.paper_section(site)}", {"file": (BytesIO(content), "list.txt")})


def _clipboard(site: Site, content: bytes) -> str:
    return _posted(site, "edit/clipboard", {"html": content.decode()})


def _table(site: Site, content: bytes) -> str:
    path = f"edit/paper/table?section={make.paper_section(site)}"
    return _posted(site, path, {"text": "a\tb", "html": content.decode()})


def _import(ending: str) -> Door:
    def door(site: Site, content: bytes) -> str:
        file = site.folder / f"bomb{ending}"
        file.write_bytes(content)
        done = site.app.test_cli_runner().invoke(args=["import", "--dry-run", str(file)])
        return f"status {done.exit_code} {done.output.replace(str(site.folder), '').strip()}"

    return door


_page, _archive = _import(".md"), _import(".json")
LARGE, LONG, MANY = "too large to be read", "takes too long to read", "too many brackets"
TOO_INTRICATE, SAVED = "too intricate to read", "200"
BOMBS = [
    Bomb("a photo of 50 megapixels", make.photo, _upload, SAVED),
    Bomb("eight of them at once", make.photo, _upload_eight, "4 looked at, 4 asked to wait", 4),
    Bomb("a JPEG of 2,000 scans", make.scans, _upload, LARGE),
    Bomb("a PNG of 50 megapixels", make.flat("RGB"), _upload, SAVED),
    Bomb("one with alpha", make.flat("RGBA"), _upload, LARGE),
    Bomb("one of 16 bits", make.flat("I;16"), _upload, LARGE),
    Bomb("a PNG of 80 megapixels", make.flat("1", (10_000, 8_000)), _upload, "million pixels"),
    Bomb("a picture 14 times as high as wide", make.tall, _upload, LONG),
    Bomb("a PDF of drawings in drawings", make.nested_pdf, _upload, LONG),
    Bomb("one of drawings that take memory", make.deep_pdf, _upload, LARGE),
    Bomb("headings in a text", make.times("a\n-\n", 20_000), _text, MANY),
    Bomb("rules in a text", make.times("- - -\n", 20_000), _text, SAVED),
    Bomb("brackets in 14 paragraphs", make.times("[" * 1394 + "\n\n", 20_000), _text, MANY),
    Bomb("a table whose rows are short", make.table, _text, MANY),
    Bomb("headings in a page", make.page("a\n-\n" * 5_000), _page, TOO_INTRICATE),
    Bomb("cells in a page", make.page("|a" * 400_000), _page, TOO_INTRICATE),
    Bomb("brackets in a page", make.page("[" * 900_000), _page, TOO_INTRICATE),
    Bomb("lines in a page", make.page("a\n\n" * 300_000), _page, "12,000 can be read"),
    Bomb("boxes in boxes of a page", make.page("<div>\n\n" * 11_000), _page, "too deeply"),
    Bomb("20,000 brackets in front matter", make.page("", "title: " + "[" * 20_000), _page, "too deeply"),
    Bomb("brackets in an archive", make.times("[", 5_000_000), _archive, "not valid JSON"),
    Bomb("brackets in a list", make.times("[", 900_000), _paste, "cannot be read"),
    Bomb("braces in BibTeX", make.times("@a{b, title={" + "{" * 400 + "\n", 900_000), _paste, "200"),
    Bomb("brackets in JSON", make.times("[", 900_000, '{"title": '), _paste, "cannot be read"),
    Bomb("cells of a CSV file", make.times("a,", 900_000, "title,authors\n"), _paste, "200"),
    Bomb("boxes on a clipboard", make.times("<div>", 900_000), _clipboard, "too large"),
    Bomb("links without an end on a table's clipboard", make.times("<a>", 900_000), _table, "422"),
    Bomb("a table within tables", make.times("<table><tr><td>", 80_000), _table, "422"),
]
