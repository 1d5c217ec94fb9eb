"""Keeps the production server running. Run as a file, `python faimi/supervisor.py`, it loads nothing of the app."""

import os
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentDefaultsHelpFormatter, ArgumentParser, ArgumentTypeError
from contextlib import suppress
from typing import Any

HOST, PORT = "127.0.0.1", 8000
BLOCKING_THREADS = "8"  # of each worker; faimi.serving, too, reads it from the environment; 32 make pages slower
PAUSE_SECONDS = 1
USAGE_STATUS = 2  # of a server that does not know its options
STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT)


def granian(host: str, port: int, workers: int) -> list[str]:
    """The command that starts it."""
    words = f"--interface wsgi --http 1 --no-ws --host {host} --port {port} --workers {workers} "
    words += "--http1-buffer-size 65536 --http1-header-read-timeout 10000 --workers-kill-timeout 30 "
    words += "--respawn-failed-workers --log-level error faimi.serving:app"  # it warns of more than five threads
    return [sys.executable, "-m", "granian", *words.split()]


def supervise(command: list[str]) -> int:
    """The exit status of a server that was asked to stop; one that ends by itself is started again."""
    server: subprocess.Popen[bytes] | None = None
    is_stopping = False

    def forward(number: int, _frame: Any) -> None:
        nonlocal is_stopping
        is_stopping = is_stopping or number in STOPPING
        if server:
            server.send_signal(number)

    for number in (*STOPPING, signal.SIGHUP):
        signal.signal(number, forward)
    status = 0
    while not is_stopping:
        server = subprocess.Popen(command, process_group=0)  # noqa: S603  # its words are ours
        if is_stopping:  # since just before there was a server to hear of it
            server.terminate()
        status = server.wait()
        with suppress(ProcessLookupError):  # a granian that was killed leaves its workers behind
            os.killpg(server.pid, signal.SIGKILL)
        if is_stopping or status == USAGE_STATUS:
            break
        print(f"The server stopped with status {status}. It is being restarted.", file=sys.stderr, flush=True)
        time.sleep(PAUSE_SECONDS)
    return status if status >= 0 else 128 - status  # as a shell tells of what a signal ended


def address_of(host: str) -> str:
    """The address of a host, an IPv4 one where it has both, as granian takes no names; or ArgumentTypeError."""
    try:
        return str(min(socket.getaddrinfo(host, None, type=socket.SOCK_STREAM))[4][0])
    except (OSError, UnicodeError) as error:
        raise ArgumentTypeError(f"“{host}” has no address: {error}") from None


def main() -> int:
    """Serves the site until it is asked to stop; the exit status."""
    parser = ArgumentParser("faimi/supervisor.py", description=__doc__, formatter_class=ArgumentDefaultsHelpFormatter)
    parser.add_argument("--host", default=HOST, type=address_of, help="the address or name to listen on")
    parser.add_argument("--port", default=PORT, type=int, help="the port to listen on")
    parser.add_argument("--workers", default=os.cpu_count(), type=int, help="the number of processes that answer")
    given = parser.parse_args()
    family = socket.AF_INET6 if ":" in given.host else socket.AF_INET
    try:  # granian would share a port with another server of its kind
        socket.create_server((given.host, given.port), family=family).close()
    except (OSError, OverflowError) as error:
        parser.exit(1, f"The site cannot be served on {given.host}, port {given.port}: {error}\n")
    os.environ.setdefault("GRANIAN_BLOCKING_THREADS", BLOCKING_THREADS)
    return supervise(granian(given.host, given.port, given.workers))


if __name__ == "__main__":
    sys.exit(main())
