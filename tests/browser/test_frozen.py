"""The site as files, below a folder of a static host."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from faimi import create_app
from faimi.content import Edition, OldAddress
from faimi.content.keynotes import Keynote
from faimi.extensions import db
from faimi.media import take_in
from tests.browser.test_offline import COPY, UNTIL_KEPT
from tests.conftest import SLUG
from tests.media.test_media import picture

pytestmark = pytest.mark.browser


class Quiet(SimpleHTTPRequestHandler):
    """Serves files as a static host does, and says nothing."""

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


@pytest.fixture
def host(instance: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a static host with the frozen site below /name/."""
    app = create_app({"INSTANCE_PATH": instance, "SITE_URL": "https://example.org"})
    with app.app_context():
        db.session.query(Keynote).filter_by(number=1).one().photo = take_in(picture()).address
        db.session.add(OldAddress(path="old/page", edition_id=db.session.query(Edition).one().id))
        db.session.commit()
        result = app.test_cli_runner().invoke(args=["freeze", str(tmp_path / "host" / "name"), "--base", "/name/"])
        assert result.exit_code == 0, result.output
        db.engine.dispose()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path / "host")))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_every_page_of_a_frozen_site_is_reached_and_no_request_fails(chromium: Browser, host: str) -> None:
    context = chromium.new_context()
    page = context.new_page()
    failed: list[str] = []
    page.on("response", lambda answer: failed.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None)
    left = "net::ERR_ABORTED"  # the icon of a page that was left before it came
    page.on("requestfailed", lambda request: failed.append(request.url) if request.failure != left else None)
    page.on("console", lambda message: failed.append(message.text) if message.type == "error" else None)
    waiting, seen = [f"{host}/name/"], set()
    while waiting:
        address = waiting.pop()
        seen.add(address)
        page.goto(address)
        page.evaluate("document.querySelectorAll('img').forEach((one) => { one.loading = 'eager' })")
        page.wait_for_function("[...document.images].every((one) => one.complete && one.naturalWidth > 0)")
        links = page.evaluate("[...document.querySelectorAll('a[href]')].map((one) => one.href.split('#')[0])")
        waiting += {link for link in links if link.startswith(host) and link.endswith("/")} - seen - {*waiting}
        assert {link for link in links if link.startswith(host)} <= {link for link in links if "/name/" in link}
    assert failed == []
    assert {f"{host}/name/", f"{host}/name/{SLUG}/", f"{host}/name/{SLUG}/paper/1/"} <= seen
    page.goto(f"{host}/name/old/page/#dates")
    page.wait_for_url(f"{host}/name/{SLUG}/#dates")
    page.wait_for_load_state("networkidle")  # its script may ask for something, too
    assert failed == []
    page.goto(f"{host}/name/{SLUG}/")
    page.evaluate(UNTIL_KEPT, f"/name/{SLUG}/paper/2/")
    context.set_offline(True)
    page.goto(f"{host}/name/{SLUG}/paper/2/")
    assert page.locator(COPY).is_visible()
    context.close()
