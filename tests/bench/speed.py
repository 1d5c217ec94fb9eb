"""Answers a second of one process, beside nginx serving the same bytes from a file in the same run."""

from pathlib import Path
from statistics import median

from tests.bench import servers
from tests.bench.figure import Figure, shown
from tests.bench.making import SLUG, made

BR = {"Accept-Encoding": "br"}
PAST_THE_CACHE = BR | {"Cookie": "faimi=-"}
ROUNDS = 3


def figures(folder: Path) -> list[Figure]:
    """Measures the cached page, its 304, and the page without the cache."""
    page, port, other = f"/{SLUG}/", servers.free_port(), servers.free_port()
    made(folder / "instance", 0)
    env = {"FAIMI_INSTANCE": str(folder / "instance")}
    with servers.running(servers.ours(port), folder / "log", port, page, **env):
        answer = servers.ask(port, page)
        command = servers.nginx(folder / "nginx", other, answer)
        with servers.running(command, folder / "nginx-log", other, "/page"):
            theirs = servers.ask(other, "/page")
            assert theirs.body == answer.body, "nginx serves other bytes"
            pages = _beside(port, other, BR, BR)
            again = _beside(port, other, *(BR | {"If-None-Match": one.header("ETag")} for one in (answer, theirs)))
            made_anew = median([servers.wrk(port, page, PAST_THE_CACHE, 3) for _ in range(ROUNDS)])
    return [
        _ratio("cached page, against nginx", *pages),
        _ratio("304, against nginx", *again),
        Figure(
            "cached page, against not cached",
            pages[0] / made_anew,
            least=30,
            note=f"{shown(made_anew)} a second are made anew",
        ),
    ]


def _beside(port: int, other: int, ours: dict[str, str], theirs: dict[str, str]) -> tuple[float, float]:
    """The medians of both servers, which take turns, after a warm-up of each."""
    rates: tuple[list[float], list[float]] = ([], [])
    for turn in range(ROUNDS + 1):
        theirs_now = servers.wrk(other, "/page", theirs, 5 if turn else 1)
        ours_now = servers.wrk(port, f"/{SLUG}/", ours, 5 if turn else 1)
        if turn:
            rates[0].append(ours_now)
            rates[1].append(theirs_now)
    return median(rates[0]), median(rates[1])


def _ratio(what: str, ours: float, theirs: float) -> Figure:
    return Figure(what, ours / theirs, least=0.6, note=f"{shown(ours)} a second; nginx {shown(theirs)}")
