"""The production server stays, whatever becomes of its processes, until it is asked to stop."""

import os
import signal
import subprocess
import sys
from http.client import HTTPException
from pathlib import Path
from socket import create_server

import pytest

from faimi import supervisor
from tests.bench import servers
from tests.production import await_that, supervised


def kill_worker(server: int) -> None:
    """Kills the one worker of a server as soon as there is one, and waits until that is noticed."""
    await_that(lambda: bool(servers.workers(server)))
    [worker] = servers.workers(server)
    os.kill(worker, signal.SIGKILL)
    await_that(lambda: worker not in servers.workers(server))


def answers(port: int) -> bool:
    """Whether a server answers."""
    try:
        return servers.ask(port, "/healthz").status == 200
    except (OSError, HTTPException):
        return False


def refused(*words: str) -> tuple[int, str]:
    """The status and the last words of a server that cannot start."""
    command = [sys.executable, supervisor.__file__, *words]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)  # noqa: S603  # its words are ours
    return ended.returncode, ended.stderr


def test_workers_that_die_early_do_not_end_the_server_and_a_stop_leaves_none(instance: Path) -> None:
    with supervised(instance) as (server, port):
        [first] = servers.children(server.pid)
        kill_worker(server.pid)
        kill_worker(server.pid)
        await_that(lambda: servers.children(server.pid) not in ([first], []))
        await_that(lambda: answers(port))
        processes = [*servers.children(server.pid), *servers.workers(server.pid)]
    assert server.returncode == 0
    assert len(processes) == 2
    assert [pid for pid in (first, *processes) if Path(f"/proc/{pid}").exists()] == []


def test_a_server_that_is_killed_is_started_again_without_the_processes_it_leaves() -> None:
    dies = ["sh", "-c", "sleep 60 & echo dies; kill -KILL $$"]
    code = f"import supervisor; supervisor.supervise({dies})"
    folder = Path(supervisor.__file__).parent
    with subprocess.Popen([sys.executable, "-c", code], cwd=folder, stdout=subprocess.PIPE) as process:  # noqa: S603  # ours
        assert process.stdout
        assert [process.stdout.readline() for _ in range(2)] == [b"dies\n"] * 2
        process.terminate()
        process.communicate(timeout=20)  # whatever is left would keep its output open


def test_a_port_that_another_has_is_named_and_ends_it() -> None:
    with create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        status, words = refused("--port", str(port))
    assert status == 1
    assert words.startswith(f"The site cannot be served on 127.0.0.1, port {port}: ")


def test_a_name_is_served_at_its_address() -> None:
    with create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        status, words = refused("--host", "localhost", "--port", str(port))
    assert (status, words.startswith(f"The site cannot be served on 127.0.0.1, port {port}: ")) == (1, True)


@pytest.mark.parametrize("words", [("--workers", "0"), ("--host", "nowhere.invalid"), ("--port", "many")])
def test_options_that_cannot_be_end_it(words: tuple[str, str]) -> None:
    status, told = refused("--port", str(servers.free_port()), *words)
    assert status == 2
    assert words[0] in told
