"""Several processes of the production server on one database: no edit is ever followed by a stale page."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path

import pytest
from flask import Flask

from faimi import supervisor
from faimi.content import Edition
from faimi.extensions import db
from tests.conftest import SLUG
from tests.public.test_fragment_cache import change

PAGE = f"/{SLUG}/"
ROUNDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    with suppress(OSError), closing(HTTPConnection("127.0.0.1", port, timeout=5)) as server:
        return get(server, "/readyz").startswith("ready")
    return False


def get(server: HTTPConnection, path: str) -> str:
    server.request("GET", path)
    return server.getresponse().read().decode()


@pytest.fixture
def servers(app: Flask, edition: Edition, instance: Path) -> Iterator[list[HTTPConnection]]:
    """Two servers of two processes each, on the database of the test."""
    env = os.environ | {"FAIMI_INSTANCE": str(instance)}
    ports = [free_port(), free_port()]
    started = [
        subprocess.Popen(  # noqa: S603  # our own server
            [sys.executable, supervisor.__file__, "--workers", "2", "--port", str(port)],
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for port in ports
    ]
    deadline = time.monotonic() + 60
    while not all(map(answers, ports)):
        assert time.monotonic() < deadline, [one.poll() for one in started]
        assert all(one.poll() is None for one in started)
    connections = [HTTPConnection("127.0.0.1", port, timeout=20) for port in ports for _ in range(4)]
    yield connections
    for connection in connections:
        connection.close()
    for port, one in zip(ports, started, strict=True):
        with suppress(OSError), closing(HTTPConnection("127.0.0.1", port, timeout=5)) as last:
            get(last, "/healthz")
        one.terminate()
    for one in started:
        log = one.communicate(timeout=30)[1]
        assert b'"/healthz"' in log  # also what was answered right before the stop
        assert one.returncode == 0


def test_an_edit_through_one_process_is_in_the_next_answer_of_every_other(
    edition: Edition, servers: list[HTTPConnection]
) -> None:
    for n in range(ROUNDS):
        change(edition, title=f"Title number {n}.")
        assert [f"Title number {n}." in get(server, PAGE) for server in servers] == [True] * len(servers)
    db.session.rollback()
