"""Prints what was measured beside what is allowed: `python -m tests.bench [PART]...`; PARTS names them."""

import os
import platform
import re
import sys
from argparse import ArgumentParser
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench import (
    cells,
    checks,
    clients,
    filtering,
    freshness,
    gestures,
    machines,
    processes,
    servers,
    speed,
    times,
)

PARTS = {
    "speed": speed.figures,
    "times": times.figures,
    "processes": processes.figures,
    "cells": cells.figures,
    "gestures": gestures.figures,
    "checks": checks.figures,
    "clients": clients.figures,
    "filtering": filtering.figures,
}
MORE = {"freshness": freshness.figures, "machines": machines.figures}  # what decisions were made by
HEAD = "| what | measured | allowed | | |\n|---|---|---|---|---|"


def main() -> int:
    """Measures; gives 1 where something is over what is allowed."""
    parser = ArgumentParser("make bench")
    parser.add_argument("parts", nargs="*", help=f"{', '.join(PARTS)} (all of them unless told), or {', '.join(MORE)}")
    parts = parser.parse_args().parts or list(PARTS)
    if unknown := set(parts) - {*PARTS, *MORE}:
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    if (os.cpu_count() or 1) < 2:
        sys.exit("make bench needs two processors: one for the server, one for who asks it.")
    if "speed" in parts:
        [servers.needed(program) for program in ("nginx", "wrk", "taskset")]
    print(f"{_machine()}\n\n{HEAD}")
    over = 0
    with TemporaryDirectory(prefix="faimi-bench-") as folder:
        for part in parts:
            own = Path(folder) / part
            own.mkdir()
            for figure in (PARTS | MORE)[part](own):
                print(figure, flush=True)
                over += figure.is_over
    print(f"\n{f'{over} over what is allowed' if over else 'All within what is allowed'}; the load is {_load()} now.")
    return int(over > 0)


def _machine() -> str:
    model = re.search(r"model name\s*:\s*(.+)", Path("/proc/cpuinfo").read_text())
    name = model[1] if model else platform.machine()
    python = f"Python {platform.python_version()}"
    return f"{os.cpu_count()} × {name}, {platform.system()} {platform.release()}, {python}; load {_load()}."


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    sys.exit(main())
