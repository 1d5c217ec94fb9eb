"""A served site, and a real Chromium to visit it with."""

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from fcntl import LOCK_EX, flock
from pathlib import Path
from tempfile import gettempdir
from typing import Any, NoReturn

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from werkzeug.exceptions import ServiceUnavailable
from werkzeug.serving import BaseWSGIServer, make_server

from faimi import create_app
from faimi.extensions import db
from tests.conftest import PASSWORD, SLUG, client_of, is_missing
from tests.instances import copied, made_once
from tests.samples import without_clock

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")  # the first draws no window
ASK_SOON = "const every = setInterval; setInterval = (act, milliseconds) => every(act, milliseconds / 10)"
PATIENCE = 15_000  # milliseconds: what is awaited goes on at once when it is there; a busy machine takes longer
KEPT = "local_storage,indexeddb,cache_storage,service_workers"  # by pages; what a tab keeps for itself goes with it
Options = tuple[int, int, bool, bool]
Spare = dict[Options, list[BrowserContext]]
expect.set_options(timeout=PATIENCE)
FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def on_path() -> str | None:
    """The Chromium on the PATH."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def get_chromium(own: str) -> str | None:
    """A Chromium: the one on the PATH, Playwright's `own`, or one that it gets now; else None."""
    with (Path(gettempdir()) / "faimi-chromium.lock").open("w") as lock:
        flock(lock, LOCK_EX)  # of the processes that test, one gets it, and the others find it
        if found := on_path() or (own if Path(own).exists() else None):
            return found
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True, check=False)
        if Path(own).exists():
            return own
        if os.geteuid() == 0 and shutil.which("apt-get"):
            for command in (["update"], ["install", "-y", "--no-install-recommends", NAMES[0]]):
                subprocess.run(["apt-get", "-qq", *command], capture_output=True, check=False)  # noqa: S603, S607  # fixed words, root's own PATH
        return on_path()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium, without which these tests are skipped, and fail where CI=true."""
    with sync_playwright() as playwright:
        path = get_chromium(playwright.chromium.executable_path)
        if path is None:
            is_missing("no Chromium: none on the PATH, and none could be installed")
        flags = [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def peopled(sampled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An instance folder with the sample edition, where Alice and Bob have accounts and are signed in."""

    def make(folder: Path) -> None:
        copied(sampled, folder)
        app = create_app({"INSTANCE_PATH": folder})
        with app.app_context():
            for name in ("alice", "bob"):
                cookie = client_of(app, name, "owner").get_cookie("faimi")
                assert cookie
                (folder / f"{name}.cookie").write_text(cookie.value)
            db.session.remove()
            db.engine.dispose()

    return made_once(tmp_path_factory, "peopled", make)


@pytest.fixture
def original(peopled: Path) -> Path:
    """The instance folder that a test gets a copy of, with the sample edition and people."""
    return peopled


@pytest.fixture(scope="session")
def listening() -> Iterator[BaseWSGIServer]:
    """A server for the site of one test after the other, at one address: a browser keeps styles and scripts by it."""
    server = make_server("127.0.0.1", 0, ServiceUnavailable(), threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})  # seconds until it stops
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def site(instance: Path, listening: BaseWSGIServer) -> Iterator[str]:
    """The address of a served site with the sample edition, where Alice and Bob have accounts."""
    listening.app = app = create_app({"INSTANCE_PATH": instance})
    yield f"http://127.0.0.1:{listening.server_port}"
    listening.app = ServiceUnavailable()  # to what a page that is gone still asks
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def untimed(instance: Path, site: str) -> None:
    """No row of the site's sample edition has an hour: people say where they stand."""
    with create_app({"INSTANCE_PATH": instance}).app_context():
        without_clock()
        db.engine.dispose()


def say_yes(page: Page) -> None:
    """Answers what is asked before something goes."""
    page.locator("#confirm-dialog .save").click()


def at_widths(page: Page, *widths: int) -> Iterator[int]:
    """Each of the widths, while the page has it: for what a page looks like, which needs no other load."""
    height = (page.viewport_size or {"height": 900})["height"]
    for width in widths:
        page.set_viewport_size({"width": width, "height": height})
        yield width


def sign_out(page: Page) -> None:
    """Signs out by the bar, as far as nothing is asked."""
    page.get_by_role("button", name="More").click()
    page.get_by_role("button", name="Sign out").click()


class Person:
    """Somebody at a browser: a page, and what its console complained about."""

    def __init__(self, context: BrowserContext, site: str, instance: Path) -> None:
        self.page: Page = context.new_page()
        self.site, self.instance = site, instance
        self.complaints: list[str] = []
        self.hosts: set[str] = set()
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console", lambda message: self.complaints.append(message.text) if message.type == "error" else None
        )
        self.page.on("request", lambda request: self.hosts.add(request.url.split("/")[2]))

    def reads(self) -> Page:
        """Opens the edition."""
        self.page.goto(f"{self.site}/{SLUG}/")
        return self.page

    def edits(self, name: str) -> Page:
        """Opens the edition to edit it, signed in."""
        cookie = (self.instance / f"{name}.cookie").read_text()
        self.page.context.add_cookies(
            [{"name": "faimi", "value": cookie, "url": self.site, "httpOnly": True, "sameSite": "Lax"}]
        )
        self.page.goto(f"{self.site}/{SLUG}/edit/")
        return self.page

    def signs_in(self, name: str) -> Page:
        """Signs in by the form and so opens the edition to edit it."""
        self.page.goto(f"{self.site}/{SLUG}/edit/")
        self.page.get_by_label("E-mail").fill(f"{name}@example.org")
        self.page.get_by_label("Password").fill(PASSWORD)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.wait_for_url(f"**/{SLUG}/edit/")
        return self.page


def unexpected(complaints: list[str]) -> list[str]:
    """What the console complained about beside the answers that are meant to be refusals."""
    expected = ("status of 401", "status of 409", "status of 422")
    return [complaint for complaint in complaints if not any(status in complaint for status in expected)]


class Crowd:
    """Opens browsers of their own for people; a context is taken again by a later test, when all in it is gone."""

    def __init__(self, chromium: Browser, spare: Spare, site: str, instance: Path) -> None:
        self.chromium, self.spare, self.site, self.instance = chromium, spare, site, instance
        self.contexts: list[tuple[Options, BrowserContext]] = []
        self.ask_soon = False

    def person(self, width: int = 1280, height: int = 900, *, javascript: bool = True, touch: bool = False) -> Person:
        """A new person with a browser of their own; `touch` is a phone's, without a mouse."""
        options = (width, height, javascript, touch)
        kept = self.spare.setdefault(options, [])
        context = kept.pop() if kept else self.make(*options)
        self.contexts.append((options, context))
        person = Person(context, self.site, self.instance)
        devtools = context.new_cdp_session(person.page)  # now, for a page that ends may still keep something
        devtools.send("Storage.clearDataForOrigin", {"origin": self.site, "storageTypes": KEPT})
        devtools.detach()
        if self.ask_soon:
            person.page.add_init_script(ASK_SOON)
        return person

    def make(self, width: int, height: int, javascript: bool, touch: bool) -> BrowserContext:
        """A new context."""
        context = self.chromium.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            has_touch=touch,
            is_mobile=touch,
            service_workers="block",  # which would ask for more, beside the pages that are tested
            reduced_motion="reduce",  # what fades for 1.6 seconds after a save has the whole page drawn 100 times
        )
        context.set_default_timeout(PATIENCE)
        context.set_default_navigation_timeout(30_000)
        for lasting in ("add_init_script", "expose_binding", "expose_function", "route"):
            setattr(context, lasting, _ask_the_page)
        return context

    def leave(self) -> None:
        """Ends all pages, and what was granted or set for them."""
        for options, context in self.contexts:
            for page in context.pages:
                page.close()
            context.clear_cookies()
            context.clear_permissions()
            context.set_offline(False)
            self.spare[options].append(context)


def _ask_the_page(*_: Any, **__: Any) -> NoReturn:
    raise TypeError("A later test takes this context again: say it to the page.")


@pytest.fixture(scope="session")
def spare() -> Spare:
    """Contexts that no test uses now."""
    return {}


@pytest.fixture
def crowd(chromium: Browser, spare: Spare, site: str, instance: Path) -> Iterator[Crowd]:
    """A way to get people."""
    crowd = Crowd(chromium, spare, site, instance)
    yield crowd
    crowd.leave()


@pytest.fixture
def soon(crowd: Crowd) -> None:
    """Has pages ask ten times as often what others did, for tests that wait until it is shown."""
    crowd.ask_soon = True
