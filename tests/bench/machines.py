"""What it costs that no page is ever stale, on either database: of a kept page, and of an edit at another machine."""

import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from tests.bench import servers
from tests.bench.figure import Figure, p95, shown
from tests.bench.making import SLUG, Site
from tests.faults.world import DATABASES, world
from tests.samples import SAMPLES

ASKED, EDITS, ROUNDS = 3_000, 100, 3
PAGE = f"/{SLUG}/"
BR = {"Accept-Encoding": "br"}


def figures(_folder: Path) -> Iterator[Figure]:
    """Measures each with two machines of one process."""
    for database in DATABASES:
        with world(database) as site, site.machine() as (_, one), site.machine() as (_, other):
            servers.wrk(one, PAGE, BR, 1)
            rate = median(servers.wrk(one, PAGE, BR) for _ in range(ROUNDS))
            alone = _alone(one)
            edits, seen = _edits(site.site, one, other)
        note = f"95th percentile {shown(p95(alone))} ms"
        yield Figure(f"a kept page, {database}", rate, "a second", note="64 connections")
        yield Figure(f"the same, to one visitor alone, {database}", median(alone), "ms", note=note)
        yield Figure(f"an edit until it is acknowledged, {database}", median(edits), "ms")
        note = f"95th percentile {shown(p95(seen))} ms; it was in every next answer"
        yield Figure(f"from then until the other machine has told it, {database}", median(seen), "ms", note=note)


def _alone(port: int) -> list[float]:
    """The milliseconds of each answer on one connection that is kept."""
    connection, took = HTTPConnection(servers.HOST, port, timeout=servers.PATIENCE), []
    for _ in range(ASKED):
        began = time.perf_counter()
        connection.request("GET", PAGE, headers=BR)
        connection.getresponse().read()
        took.append((time.perf_counter() - began) * 1000)
    connection.close()
    return took


def _edits(site: Site, one: int, other: int) -> tuple[list[float], list[float]]:
    """The milliseconds of saves at one machine, and of the answers that others ask for right after at another."""
    edits, seen = [], []
    for version in range(1, EDITS + 1):
        title = f"Edit {version} of a hundred"
        typed = dict(SAMPLES["paper"]) | {"title": title, "version": str(version)}
        began = time.perf_counter()
        saved = servers.post(one, f"{PAGE}edit/paper/1", site.owner, urlencode(typed))
        acknowledged = time.perf_counter()
        page = servers.ask(other, PAGE, {"Accept-Encoding": "identity"})
        told = time.perf_counter()
        assert saved.status == 200, saved.body.decode()
        assert title in page.body.decode(), "the other machine told a stale page"
        edits.append((acknowledged - began) * 1000)
        seen.append((told - acknowledged) * 1000)
    return edits, seen
