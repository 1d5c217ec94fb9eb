"""A thousand open pages that ask for news as a visitor's page does, while an organizer runs late."""

import asyncio
import os
import random
import re
import resource
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from sqlalchemy import select

from faimi.content.schedule import Slot
from faimi.extensions import db
from tests.bench import servers
from tests.bench.figure import Figure, p95, shown
from tests.bench.making import SLUG, Site, made

CLIENTS, LEAST, MOST, WITHIN = 1_000, 16, 24, 25  # seconds from one question to the next, and until all must know
MINUTES = 10  # that the organizer is late
PAGE = f"/{SLUG}/"
LENGTH, TAG, STATUS = (
    re.compile(pattern) for pattern in (rb"content-length: (\d+)", rb"etag: (\S+)", rb"HTTP/1.1 (\d+)")
)


@dataclass
class Watch:
    """What all clients saw: seconds of each unchanged answer and its bytes, and when each got the changed page."""

    took: list[float] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    heard: list[float] = field(default_factory=list)


def figures(folder: Path) -> list[Figure]:
    """Measures them."""
    site, port = made(folder / "instance", 0), servers.free_port()
    (site.folder / "config.py").write_text("WTF_CSRF_ENABLED = False\n")  # as in the app at hand
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 4 * CLIENTS), most))
    serving = servers.running(servers.ours(port), folder / "log", port, "/healthz", FAIMI_INSTANCE=str(site.folder))
    with serving as (pid, _):
        before = _cpu(pid)
        sent, watch = asyncio.run(_day(site, port))
        used = _cpu(pid) - before
    late = [heard - sent for heard in watch.heard]
    asked = f"{len(watch.took):,} polls, {shown(p95(watch.took) * 1000)} ms each, 95th percentile"
    return [
        Figure(f"a delay on {CLIENTS:,} open pages", max(late), "s", WITHIN, note=f"median {shown(median(late))} s"),
        Figure("an unchanged poll’s answer, with all headers", max(watch.sizes), "bytes", 199, note=asked),
        Figure("the server’s processor for all of it", used, "s", note=f"in {2 * MOST + WITHIN} s at most"),
    ]


async def _day(site: Site, port: int) -> tuple[float, Watch]:
    """When the delay was sent, and what the clients saw until all had it."""
    watch = Watch()
    clients = [asyncio.create_task(_client(port, watch)) for _ in range(CLIENTS)]
    await asyncio.sleep(2 * MOST)  # each has the page by now, and has asked again
    sent = time.perf_counter()
    await asyncio.to_thread(_run_late, site, port)
    async with asyncio.timeout(2 * WITHIN):
        await asyncio.gather(*clients)
    return sent, watch


def _run_late(site: Site, port: int) -> None:
    """Announces all rows later, as the owner's browser does."""
    with site.app.app_context():
        row = db.session.scalars(select(Slot).where(Slot.start.is_not(None)).order_by(Slot.position)).first()
        assert row
        path, form = f"{PAGE}edit/slot/{row.number}/late", {"minutes": MINUTES, "version": row.version}
    answer = servers.post(port, path, site.owner, urlencode(form))
    assert answer.status == 200, answer


async def _client(port: int, watch: Watch) -> None:
    """Opens the page at some moment, and asks whether it changed until it did."""
    await asyncio.sleep(random.uniform(0, MOST))  # noqa: S311  # no secret
    now = tag = await _ask(port, "", watch)
    while now == tag:
        await asyncio.sleep(random.uniform(LEAST, MOST))  # noqa: S311
        now = await _ask(port, tag, watch)
    watch.heard.append(time.perf_counter())


async def _ask(port: int, tag: str, watch: Watch) -> str:
    """The ETag of the page, on a connection of its own: the server ends those that wait for ten seconds.

    An answer that nothing is new is noted.
    """
    began = time.perf_counter()
    reader, writer = await asyncio.open_connection(servers.HOST, port)
    asked = [f"GET {PAGE} HTTP/1.1", f"Host: {servers.HOST}:{port}", "Accept-Encoding: br"]
    asked += [f"If-None-Match: {tag}", "", ""]
    writer.write("\r\n".join(asked).encode())
    head = await reader.readuntil(b"\r\n\r\n")
    status, etag = (found[1] for pattern in (STATUS, TAG) if (found := pattern.search(head)))
    assert status in (b"200", b"304"), head
    if length := LENGTH.search(head):
        await reader.readexactly(int(length[1]))
    writer.close()
    if status == b"304":
        watch.took.append(time.perf_counter() - began)
        watch.sizes.append(len(head))
    return etag.decode()


def _cpu(pid: int) -> float:
    """The seconds that a server's workers had the processor."""
    ticks = 0
    for worker in servers.workers(pid):
        ticks += sum(map(int, Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")
