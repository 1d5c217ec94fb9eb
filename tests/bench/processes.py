"""What a process costs: its memory, its start, and what the commands take."""

import re
import subprocess
import sys
import time
from os import environ
from pathlib import Path
from statistics import median

from tests.bench import servers
from tests.bench.figure import Figure
from tests.bench.making import EDITIONS, SLUG, made, twelve

FLASK = str(Path(sys.executable).parent / "flask")
STARTS, HELPS = 3, 5
environ.pop("PYTHONDONTWRITEBYTECODE", None)  # or each process that starts compiles the package anew


def figures(folder: Path) -> list[Figure]:
    """Measures them."""
    twelve(folder / "twelve")
    made(folder / "one", 0)
    return [
        _memory(folder / "twelve" / "instance", folder / "log"),
        Figure("flask --help", median([_seconds("--help") for _ in range(HELPS)]), "s", 0.6),
        Figure("start to first answer", median([_start(folder / "one", folder) for _ in range(STARTS)]), "s", 1.0),
        *_freeze(folder),
    ]


def _memory(instance: Path, log: Path) -> Figure:
    """Asks for every page that the sitemap names, and looks at the worker."""
    port = servers.free_port()
    with servers.running(servers.ours(port), log, port, "/healthz", FAIMI_INSTANCE=str(instance)) as (pid, _):
        sitemap = servers.ask(port, "/sitemap.xml", {"Accept-Encoding": "identity"}).body.decode()
        pages = re.findall(rf"<loc>[^<]*?:{port}(/[^<]*)</loc>", sitemap)
        assert len(pages) > EDITIONS, sitemap
        assert {servers.ask(port, page).status for page in pages} == {200}
        resident = max(_resident(worker) for worker in servers.workers(pid))
    note = f"{len(pages)} pages"
    return Figure(f"memory of a worker, {EDITIONS} editions cached", resident, "MB", 110, note=note)


def _resident(pid: int) -> float:
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    assert found, "the kernel does not tell"
    return int(found[1]) / 1024


def _start(instance: Path, folder: Path) -> float:
    port = servers.free_port()
    command = servers.ours(port)
    with servers.running(command, folder / "log", port, f"/{SLUG}/", FAIMI_INSTANCE=str(instance)) as (_, seconds):
        return seconds


def _seconds(*words: str, **env: str) -> float:
    began = time.perf_counter()
    subprocess.run([FLASK, *words], check=True, capture_output=True, env=environ | env, cwd=servers.ROOT)  # noqa: S603  # its words are ours
    return time.perf_counter() - began


def _freeze(folder: Path) -> list[Figure]:
    """Freezes twelve editions twice; the second time nothing has changed."""
    told = subprocess.run([FLASK, "--help"], check=True, capture_output=True, text=True, cwd=servers.ROOT).stdout  # noqa: S603  # its words are ours
    there = re.search(r"^  freeze\b", told, re.MULTILINE)
    words = {"FAIMI_INSTANCE": str(folder / "twelve" / "instance"), "FAIMI_SITE_URL": "https://example.org"}
    limits = {"cold": 5, "unchanged": 1}
    return [
        Figure(
            f"freeze of {EDITIONS} editions, {how}",
            _seconds("freeze", str(folder / "frozen"), **words) if there else None,
            "s",
            most,
        )
        for how, most in limits.items()
    ]
