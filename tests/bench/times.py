"""Server time: how long the app takes for an answer, in one thread, on editions of three sizes."""

import gc
from collections.abc import Callable
from pathlib import Path
from statistics import median

from tests.bench import servers
from tests.bench.asking import CHANGED, Row, Took, asked
from tests.bench.figure import Figure, p95, shown
from tests.bench.making import SLUG, Site, made

SMALL, LARGE, HUGE = 16, 1_600, 16_000
EDITS, SAVES, POLLS, WARM_UP = 20, 200, 500, 5
LIVE = f"/{SLUG}/edit/live"
Many = list[Took]


def figures(folder: Path) -> list[Figure]:
    """Measures the page after an edit, saves, and polls."""
    pages: dict[int, Many] = {}
    saves: dict[tuple[str, int], Many] = {}
    for papers in (SMALL, LARGE, HUGE):
        site = made(folder / str(papers), papers)
        gc.collect()
        gc.freeze()  # as faimi.serving does
        pages[papers] = _repeated(Row(site, "paper").then_page, EDITS)
        for kind in CHANGED:
            saves[kind, papers] = _repeated(Row(site, kind).save, SAVES)
        if papers == LARGE:
            polls, sent = _polls(site, folder)
    return [*_of_pages(pages), *_of_saves(saves), *_of_polls(polls, sent)]


def _repeated(act: Callable[[], Took], times: int) -> Many:
    return [act() for _ in range(times + WARM_UP)][WARM_UP:]


def _polls(site: Site, folder: Path) -> tuple[Many, bytes]:
    """Polls as an editor does to whom nothing is new, in the app, and once through the server."""
    known = asked(site.app, LIVE, site.owner).headers["HX-PTag"]
    headers = site.owner | {"HX-PTag": known}
    took = _repeated(lambda: asked(site.app, LIVE, headers), POLLS)
    assert {one.status for one in took} == {304}
    port = servers.free_port()
    serving = servers.running(servers.ours(port), folder / "log", port, "/healthz", FAIMI_INSTANCE=str(site.folder))
    with serving:
        sent = servers.wire(port, LIVE, headers)
    assert sent.startswith(b"HTTP/1.1 304"), sent
    return took, sent


def _of_pages(of: dict[int, Many]) -> list[Figure]:
    a_paper = {papers: median([one.wall for one in took]) / papers for papers, took in of.items()}
    limits = {SMALL: 5, LARGE: 25}
    return [
        *(_middle(f"first page after an edit, {papers:,} papers", of[papers], most) for papers, most in limits.items()),
        Figure(
            "its cost a paper, 16,000 to 1,600",
            a_paper[HUGE] / a_paper[LARGE],
            most=1.5,
            note=f"{shown(a_paper[HUGE] * HUGE)} ms at 16,000",
        ),
    ]


def _of_saves(of: dict[tuple[str, int], Many]) -> list[Figure]:
    figures = []
    for kind in CHANGED:
        small, large = (p95([one.wall for one in of[kind, papers]]) for papers in (LARGE, HUGE))
        cpu = p95([one.cpu for one in of[kind, LARGE]])
        figures += [
            Figure(f"save ({kind}), 1,600 papers, 95th percentile", small, "ms", 15, note=f"{shown(cpu)} ms of CPU"),
            Figure("the same, 16,000 to 1,600", large / small, most=1.5, note=f"{shown(large)} ms at 16,000"),
        ]
    largest = max(len(one.body) for took in of.values() for one in took)
    return [*figures, Figure("largest answer to a row edit", largest, "bytes", 5_000)]


def _of_polls(took: Many, sent: bytes) -> list[Figure]:
    high = shown(p95([one.wall for one in took]))
    poll = _middle("an idle editor’s poll", took, 1)
    return [
        Figure(poll.what, poll.value, "ms", 1, note=f"{poll.note}; 95th percentile {high} ms"),
        Figure("its answer, with all headers", len(sent), "bytes", 300),
    ]


def _middle(what: str, took: Many, most: float) -> Figure:
    wall, cpu = median([one.wall for one in took]), median([one.cpu for one in took])
    return Figure(what, wall, "ms", most, note=f"{shown(cpu)} ms of CPU")
