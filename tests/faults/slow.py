"""Connections that do nothing, send slowly or read slowly, and what a visitor waits meanwhile."""

import resource
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress

from tests.bench import servers
from tests.bench.figure import p95
from tests.bench.making import SLUG
from tests.faults.row import Row
from tests.faults.world import World, world

PAGE = f"/{SLUG}/"
IDLE, SLOW = 1_000, 50
BODY = f"POST {PAGE}edit/paper/1 HTTP/1.1\r\nHost: a\r\nContent-Type: text/plain\r\nContent-Length: 9999\r\n\r\n"
ASKED, MOST_SECONDS = 50, 1.0


def run() -> Iterator[Row]:
    """Opens each kind of them, and asks for the page as a visitor does."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 4 * IDLE), most))
    with world("SQLite") as site, site.machine() as (_, port):
        yield _row(site, port, f"{IDLE:,} idle connections", IDLE, b"")
        yield _row(site, port, f"{SLOW} heads that do not end", SLOW, f"GET {PAGE} HTTP/1.1\r\nX-A: ".encode())
        yield _row(
            site, port, f"{SLOW} who read nothing", SLOW, f"GET {PAGE} HTTP/1.1\r\nHost: a\r\n\r\n".encode() * 20
        )
        yield _row(site, port, f"{SLOW} bodies, a byte each 0.2 s", SLOW, BODY.encode(), b"a")


def _row(site: World, port: int, fault: str, count: int, first: bytes, later: bytes = b"") -> Row:
    with ExitStack() as stack:
        lines = [stack.enter_context(socket.create_connection((servers.HOST, port))) for _ in range(count)]
        for line in lines:
            line.setblocking(False)
            with suppress(OSError):
                line.send(first)
        done = threading.Event()
        sender = threading.Thread(target=_drip, args=(lines, later, done))
        sender.start()
        took, refused = _look(port)
        done.set()
        sender.join()
    values = {"fault": fault, "database": site.database, "asked": ASKED, "5xx or cut": refused}
    slow = p95(took) > MOST_SECONDS
    return Row(
        values | {"seconds, 95th percentile": f"{p95(took):.3f}"}, "refused" if refused else "slow" if slow else ""
    )


def _drip(lines: list[socket.socket], later: bytes, done: threading.Event) -> None:
    while not done.wait(0.2):
        for line in lines if later else ():
            with suppress(OSError):
                line.send(later)


def _look(port: int) -> tuple[list[float], int]:
    """The seconds that each answer took, and how many were none."""
    took, refused = [], 0
    for _ in range(ASKED):
        began = time.perf_counter()
        try:
            refused += servers.ask(port, PAGE).status != 200
        except OSError:
            refused += 1
        took.append(time.perf_counter() - began)
        time.sleep(0.02)
    return took, refused
