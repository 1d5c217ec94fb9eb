"""The production server with the editions on it, and drawn pictures in them."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import Any

from faimi import supervisor
from faimi.exchange.sample import SAMPLE
from tests import photos
from tests.bench.servers import free_port
from tests.conftest import PAGES

PICTURE = re.compile(r'(?:src="|\d\]\()(/[^")]+\.(?:jpg|png))[")]')
PLACES = re.compile(r"^## .*(?P<of>Keynote|Awards).*$", re.MULTILINE)  # of pictures in the sample, which names none
PORTRAIT = '<img src="/assets/speakers/{}.jpg" alt="" width="150">'
CERTIFICATES = '<img src="/assets/oral.png" alt="Best Oral"> <img src="/assets/poster.png" alt="Best Poster">'
LARGE_SLUG = "large"
PHOTO = "![The room on day {0}](/assets/photo-{0}.png)\n\nWhat was said.\n\n"
PERSON = "- **Person Number{0}**, University {0} ![Person {0}](/assets/person-{0}.png)\n"
SPONSOR = "- **Sponsor {0}**, *Gold* ![Sponsor {0}](/assets/logo-{0}.png)\n"
SHOWN = {"photo": (PHOTO, 9), "person": (PERSON, 40), "logo": (SPONSOR, 12)}
LARGE = """---
title: A large edition
---
## The days

{photo}
## Organizers
{{: #organizers .organizer-section}}

<!-- organizer -->

{person}
## Sponsors
{{: #sponsors .sponsor-section}}

<!-- sponsor -->

{logo}"""
NAMED = {"Keynote": PORTRAIT, "Awards": CERTIFICATES}


def await_that(holds: Callable[[], bool], seconds: float = 60) -> None:
    """Waits until something holds."""
    deadline = monotonic() + seconds
    while not holds():
        assert monotonic() < deadline
        sleep(0.01)


@contextmanager
def supervised(instance: Path) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """The process and port of a production server of one worker, which answers until it is no longer needed."""
    port = free_port()
    command = [sys.executable, supervisor.__file__, "--port", str(port), "--workers", "1"]
    environ = os.environ | {"FAIMI_INSTANCE": str(instance)}
    with subprocess.Popen(command, env=environ, stderr=subprocess.PIPE) as server:  # noqa: S603  # our own server
        try:
            _wait(port, server)
            yield server, port
        finally:
            server.terminate()


@contextmanager
def served() -> Iterator[str]:
    """Serves the editions as `make serve` does, with drawn pictures; gives the site's address."""
    with TemporaryDirectory() as folder:
        port = free_port()
        environ = os.environ | {"FAIMI_INSTANCE": folder}
        command = ["make", "--silent", "serve", f"PORT={port}", "WORKERS=1"]
        quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        server = subprocess.Popen(command, env=environ, start_new_session=True, **quiet)  # noqa: S603  # fixed words
        try:
            _wait(port, server)
            importing = [sys.executable, "-m", "flask", "import", "--replace", "--assets", folder, *_pages(folder)]
            subprocess.run(importing, env=environ, stdout=subprocess.DEVNULL, check=True)  # noqa: S603  # fixed words
            yield f"http://127.0.0.1:{port}"
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait()


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    """Waits until somebody listens."""
    while server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        sleep(0.1)
    sys.exit("The production server did not start: see what `make serve` says.")


def _pages(folder: str) -> list[str]:
    """Copies of the real pages, or of the sample where those are not here, and one with many pictures.

    The pictures that they name are beside them.
    """
    with_pictures = PLACES.sub(
        lambda match: f"{match[0]}\n\n" + NAMED[match["of"]].format(match.start()), SAMPLE.read_text()
    )
    texts = {page.name: page.read_text() for page in sorted(PAGES.glob("*.md"))} or {SAMPLE.name: with_pictures}
    many = {name: "".join(map(row.format, range(count))) for name, (row, count) in SHOWN.items()}
    copies = []
    for name, text in (texts | {f"{LARGE_SLUG}.md": LARGE.format(**many)}).items():
        for path in PICTURE.findall(text):
            photos.draw(Path(folder) / path.lstrip("/"))
        copy = Path(folder) / name
        copy.write_text(text)
        copies.append(str(copy))
    return copies
