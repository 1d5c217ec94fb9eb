"""Starts the servers that are measured, on the first processor, and asks them, from the second."""

import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from os import environ
from pathlib import Path
from typing import NamedTuple

from faimi import supervisor

ROOT = Path(__file__).parent.parent.parent
HOST = "127.0.0.1"
PATIENCE = 60  # seconds
SERVER, ASKER = "0", "1"  # processors


class Answer(NamedTuple):
    """An answer with its headers."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        """The value of a header, empty where it is not there."""
        return {known.lower(): value for known, value in self.headers}.get(name.lower(), "")


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def ask(port: int, path: str, headers: dict[str, str] | None = None) -> Answer:
    """Gets one answer."""
    return _asked(port, "GET", path, headers or {}, None)


def post(port: int, path: str, headers: dict[str, str], form: str) -> Answer:
    """Sends a form."""
    return _asked(port, "POST", path, headers | {"Content-Type": "application/x-www-form-urlencoded"}, form)


def _asked(port: int, method: str, path: str, headers: dict[str, str], body: str | None) -> Answer:
    connection = HTTPConnection(HOST, port, timeout=PATIENCE)
    connection.request(method, path, body, {"Accept-Encoding": "br"} | headers)
    got = connection.getresponse()
    answer = Answer(got.status, got.getheaders(), got.read())
    connection.close()
    return answer


def wire(port: int, path: str, headers: dict[str, str]) -> bytes:
    """Gets one answer as it stands on the wire."""
    lines = [f"GET {path} HTTP/1.1", f"Host: {HOST}", "Connection: close", *(f"{n}: {v}" for n, v in headers.items())]
    with socket.create_connection((HOST, port), PATIENCE) as line:
        line.sendall("\r\n".join([*lines, "", ""]).encode())
        return b"".join(iter(lambda: line.recv(65536), b""))


@contextmanager
def running(command: list[str], log: Path, port: int, path: str, **env: str) -> Iterator[tuple[int, float]]:
    """Runs a server until it is no longer needed; gives its process id, and the seconds to its first answer."""
    pinned = ["taskset", "-c", SERVER, *command]
    with log.open("ab") as file:
        began = time.perf_counter()
        with subprocess.Popen(pinned, stderr=file, stdout=file, env=environ | env, cwd=ROOT) as process:  # noqa: S603  # its words are ours
            try:
                while not _answers(port, path):
                    if process.poll() is not None or time.perf_counter() - began > PATIENCE:
                        sys.exit(f"A server did not start: {shlex.join(command)}\n{log.read_text()[-2000:]}")
                    time.sleep(0.002)
                yield process.pid, time.perf_counter() - began
            finally:
                process.terminate()
                process.wait()


def _answers(port: int, path: str) -> bool:
    try:
        return ask(port, path).status == 200
    except (OSError, HTTPException):
        return False


def ours(port: int) -> list[str]:
    """The command of `make serve`, with one worker."""
    return [sys.executable, supervisor.__file__, "--host", HOST, "--port", str(port), "--workers", "1"]


def children(pid: int) -> list[int]:
    """The processes right below one; none where it has ended."""
    with suppress(OSError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def workers(pid: int) -> list[int]:
    """The processes that answer for a server: below the supervisor is granian, below that are these."""
    return [worker for granian in children(pid) for worker in children(granian)]


NGINX = """daemon off; pid {folder}/pid; error_log {folder}/error; worker_processes 1; {user}
events {{ worker_connections 1024; }}
http {{
  access_log {folder}/access; keepalive_requests 100000000; open_file_cache max=100; sendfile on; tcp_nopush on;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  {maps}
  server {{ listen {host}:{port}; location / {{ root {folder}; default_type "{type}"; {headers} }} }}
}}
"""
ALWAYS = ("cache-control", "vary")  # in 304 answers too
OWN = ("content-length", "content-type", "date", "server", "connection", "etag", "x-request-id")


def nginx(folder: Path, port: int, like: Answer) -> list[str]:
    """The command of an nginx that serves the bytes of an answer with the same headers, from a file."""
    folder.mkdir(exist_ok=True)
    (folder / "page").write_bytes(like.body)
    maps, headers = [], ["add_header X-Request-Id $request_id;"]
    for number, (name, value) in enumerate(like.headers):
        if name.lower() in OWN:
            continue
        always = f' 304 "{value}";' if name.lower() in ALWAYS else ""
        maps.append(f'map $status $own{number} {{ default ""; 200 "{value}";{always} }}')
        headers.append(f"add_header {name} $own{number};")
    words = {"folder": folder, "host": HOST, "port": port, "type": like.header("Content-Type")}
    user = "user root root;" if Path("/proc/self").owner() == "root" else ""
    text = NGINX.format(**words, user=user, maps="\n  ".join(maps), headers=" ".join(headers))
    (folder / "nginx.conf").write_text(text)
    return [needed("nginx"), "-e", f"{folder}/error", "-c", f"{folder}/nginx.conf"]


def needed(program: str) -> str:
    """Where a program of the system is; SystemExit, in words, where it is not there."""
    found = shutil.which(program, path=f"{environ.get('PATH', '')}:/usr/sbin:/sbin")
    return found or sys.exit(
        f"make bench needs {program}. Install it from your system's packages: apt install {program}"
    )


def wrk(port: int, path: str, headers: dict[str, str], seconds: int = 5) -> float:
    """The answers a second to 64 connections that are kept."""
    given = [word for name, value in headers.items() for word in ("-H", f"{name}: {value}")]
    command = [
        "taskset",
        "-c",
        ASKER,
        needed("wrk"),
        "-t1",
        "-c64",
        f"-d{seconds}",
        *given,
        f"http://{HOST}:{port}{path}",
    ]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603  # its words are ours
    rate = re.search(r"Requests/sec:\s+([\d.]+)", told)
    if rate is None or "Non-2xx" in told or "Socket errors" in told:
        sys.exit(f"wrk did not get the answers it asked for:\n{told}")
    return float(rate[1])
