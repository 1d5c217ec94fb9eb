"""What was read once is readable without a network, says how old it is, and gives way to the network wherever it is."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from werkzeug.serving import BaseWSGIServer
from werkzeug.wrappers import Response

from faimi import create_app
from faimi.content import Edition
from faimi.content.keynotes import Keynote
from faimi.extensions import db
from faimi.media import take_in
from tests.browser.conftest import PATIENCE
from tests.conftest import SLUG
from tests.media.test_media import picture

pytestmark = pytest.mark.browser
KEPT = """async () => {
  const paths = [];
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys()) paths.push(new URL(request.url).pathname);
  return paths;
}"""
SOON = f"""const end = Date.now() + {PATIENCE};
  const soon = async () => {{
    if (Date.now() > end) throw new Error("it did not come");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }};"""
UNTIL_KEPT = f"async (path) => {{ {SOON} while (!(await ({KEPT})()).includes(path)) await soon(); }}"
UNTIL_GONE = f"""async () => {{ {SOON}
  while ((await navigator.serviceWorker.getRegistrations()).length || (await caches.keys()).length > 1) await soon();
  return caches.keys();
}}"""
UPDATED = f"""async () => {{ {SOON}
  const registration = await navigator.serviceWorker.getRegistration();
  try {{
    await registration.update();
  }} catch {{
    return "failed";
  }}
  const worker = registration.installing ?? registration.waiting;
  if (!worker) return "the same";
  while (worker.state !== "activated") await soon();
  return "another";
}}"""
COPY = "main > .saved-copy"


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A browser whose workers are its own."""
    context = chromium.new_context(reduced_motion="reduce", locale="en-GB", timezone_id="Europe/Paris")
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page on which nothing goes wrong unnoticed."""
    page, wrong = context.new_page(), list[str]()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    assert wrong == []


@pytest.fixture
def changed(instance: Path) -> Callable[[Callable[[], None]], None]:
    """A function that changes what the site holds."""

    def change(act: Callable[[], None]) -> None:
        with create_app({"INSTANCE_PATH": instance}).app_context():
            act()
            db.session.commit()
            db.engine.dispose()

    return change


def with_photo() -> None:
    """Gives the first keynote a photo."""
    db.session.query(Keynote).filter_by(number=1).one().photo = take_in(picture()).address


def retitled() -> None:
    """Gives the edition another title, as an edit would."""
    edition = db.session.query(Edition).one()
    edition.title, edition.version = "Said anew", edition.version + 1


def read_all(page: Page, address: str) -> None:
    """Reads an edition, and waits until all of it is kept."""
    page.goto(address)
    page.evaluate("document.querySelectorAll('img').forEach((one) => { one.loading = 'eager' })")
    links = page.evaluate("[...document.links].map((link) => link.pathname)")
    last = [path for path in links if "/paper/" in path and path.endswith("/")][-1]
    page.evaluate(UNTIL_KEPT, last)


def test_an_edition_is_read_without_a_network_until_there_is_one(
    context: BrowserContext, page: Page, site: str, changed: Callable[[Callable[[], None]], None]
) -> None:
    changed(with_photo)
    read_all(page, f"{site}/{SLUG}/")
    page.evaluate(UNTIL_KEPT, f"/{SLUG}/dates.ics")
    title = page.locator("h1").inner_text()
    context.set_offline(True)
    page.reload()
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator(COPY)).to_contain_text("This is the copy saved on")
    expect(page.locator(COPY)).to_contain_text("That was 1 minute ago.")
    for file in ("schedule.ics", "schedule.json", "dates.ics", "papers.bib", "papers.csv"):
        assert page.evaluate("async (file) => (await fetch(file)).ok", file), file
    assert page.locator(f"{COPY} time").get_attribute("datetime")
    assert "Newsreader" in page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily")
    page.locator("main img").first.scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelector('main img').naturalWidth > 0")
    modules = {path.rpartition("/")[2] for path in page.evaluate(KEPT) if path.endswith(".js")}
    assert modules >= {
        "changes.js",
        "offline.js",
        "visitor.js",
        "find.js",
        "follow.js",
        "share.js",
        "hours.js",
    }  # some are used later
    page.goto(f"{site}/{SLUG}/paper/1/")
    expect(page.locator(COPY)).to_be_visible()
    page.goto(f"{site}/{SLUG}/schedule/")
    expect(page.locator(COPY)).to_be_visible()
    changed(retitled)
    context.set_offline(False)
    expect(page.locator(COPY)).to_have_count(0)
    page.goto(f"{site}/{SLUG}/")
    expect(page.locator("h1")).to_have_text("Said anew")
    expect(page.locator(COPY)).to_have_count(0)


class Server:
    """What stands in front of the app: notes who asked with a session, and may answer in its place."""

    def __init__(self, listening: BaseWSGIServer, instance: Path, **settings: Any) -> None:
        self.app: Flask = create_app({"INSTANCE_PATH": instance, **settings})
        self.with_session: list[str] = []
        self.instead: dict[str, Response] = {}
        self.goes_on = Event()
        self.goes_on.set()
        listening.app = self

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        """Answers as the app does, unless something else is to be said."""
        path = environ["PATH_INFO"]
        if "faimi=" in environ.get("HTTP_COOKIE", ""):
            self.with_session.append(path)
        self.goes_on.wait(PATIENCE / 1000)
        return self.instead.get(path, self.app)(environ, start)


@pytest.fixture
def serve(site: str, instance: Path, listening: BaseWSGIServer) -> Iterator[Callable[..., Server]]:
    """A function that puts a site with other settings in the place of the served one."""
    servers: list[Server] = []

    def put(**settings: Any) -> Server:
        servers.append(Server(listening, instance, **settings))
        return servers[-1]

    yield put
    for server in servers:
        server.goes_on.set()
        with server.app.app_context():
            db.engine.dispose()


def test_below_a_path_nothing_is_kept_of_who_is_signed_in(
    context: BrowserContext, page: Page, site: str, instance: Path, serve: Callable[..., Server]
) -> None:
    home = f"{site}/name"
    server = serve(SITE_URL=home)
    cookie = (instance / "alice.cookie").read_text()
    context.add_cookies([{"name": "faimi", "value": cookie, "url": home, "httpOnly": True, "sameSite": "Lax"}])
    read_all(page, f"{home}/{SLUG}/")
    server.with_session.clear()
    public = ["/", f"/{SLUG}/", f"/{SLUG}/schedule/", f"/{SLUG}/paper/1/", f"/{SLUG}/edition.json"]
    own = ["/account/", "/people/", "/settings/", "/editions/", "/login", f"/{SLUG}/edit/", f"/{SLUG}/edit/history/"]
    own += [f"/{SLUG}/suggest/paper/1", "/preview/none/", "/healthz"]
    for path, is_handled in [*((path, True) for path in public), *((path, False) for path in own)]:
        answer = page.goto(home + path)
        assert answer is not None
        assert answer.from_service_worker == is_handled, path
    assert not {*server.with_session} & {f"/name{path}" for path in public}
    kept = page.evaluate(KEPT)
    assert all(path.startswith("/name/") for path in kept)
    assert {path for path in kept if "/static/" not in path and "/media/" not in path} >= {f"/name{p}" for p in public}
    assert not [path for path in kept if any(path.startswith(f"/name{one}") for one in own)]
    assert page.evaluate("async () => (await navigator.serviceWorker.getRegistration('/name/')).scope") == f"{home}/"
    serve(SITE_URL=home, OFFLINE=False)
    page.evaluate("caches.open('another site’s')")
    page.goto(f"{home}/{SLUG}/")
    assert page.evaluate(UNTIL_GONE) == ["another site’s"]
    page.reload()
    assert page.locator("h1").is_visible()
    assert page.evaluate(UNTIL_GONE) == ["another site’s"]


def test_no_failure_of_the_worker_is_one_of_the_page(
    context: BrowserContext, page: Page, site: str, serve: Callable[..., Server]
) -> None:
    server = serve()
    there = f"{site}/{SLUG}/"
    page.goto(f"{site}/healthz")
    page.evaluate("Promise.all(['saved:/:0:page', 'another site’s'].map((name) => caches.open(name)))")
    devtools = context.new_cdp_session(page)
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": site, "quotaSize": 1})
    page.goto(there)
    page.evaluate("navigator.serviceWorker.ready")
    for _ in range(2):
        page.reload()
        assert page.locator("h1").is_visible()
    assert page.evaluate(KEPT) == []
    devtools.send("Storage.overrideQuotaForOrigin", {"origin": site})
    read_all(page, there)
    names = page.evaluate("caches.keys()")
    assert "another site’s" in names
    assert "saved:/:0:page" not in names

    program = server.app.test_client().get("/sw.js").text
    for broken in (Response(status=503), Response("throw 1", mimetype="text/javascript")):
        server.instead["/sw.js"] = broken
        assert page.evaluate(UPDATED) == "failed"
    server.instead["/sw.js"] = Response(f"{program}\n// another", mimetype="text/javascript")
    assert page.evaluate(UPDATED) == "another"
    context.set_offline(True)
    page.reload()
    expect(page.locator(COPY)).to_be_visible()
    context.set_offline(False)

    paper = f"/{SLUG}/paper/1/"
    server.instead[paper] = Response(status=404)
    page.goto(site + paper)
    server.goes_on.clear()
    page.goto(there)
    expect(page.locator(COPY)).to_be_visible()
    server.goes_on.set()
    expect(page.locator(COPY)).to_have_count(0)
    context.set_offline(True)
    page.goto(site + paper)
    expect(page.get_by_role("heading", level=1)).to_contain_text("this page is not kept on your device")
    page.get_by_role("link", name="Back to ").click()
    expect(page).to_have_url(there)
    expect(page.locator(COPY)).to_contain_text("This is the copy saved on")
    page.wait_for_function("() => scrollY === 0")


def test_a_page_is_kept_as_soon_as_it_is_there(context: BrowserContext, page: Page, site: str) -> None:
    page.route("**/offline.js", lambda route: route.abort())  # which has all else kept, later
    page.goto(f"{site}/{SLUG}/")
    page.evaluate("navigator.serviceWorker.ready")
    context.set_offline(True)
    page.reload()
    expect(page.locator(COPY)).to_contain_text("This is the copy saved on")
    expect(page.locator("#slot-8 .star")).to_be_visible()
    assert "Newsreader" in page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily")
    assert not [path for path in page.evaluate(KEPT) if "/paper/" in path]


def test_the_schedule_sheet_is_kept_where_it_is_read_first_and_a_notice_above_is_seen(
    context: BrowserContext, page: Page, site: str
) -> None:
    page.goto(f"{site}/{SLUG}/schedule/")
    page.evaluate(UNTIL_KEPT, f"/{SLUG}/schedule/")
    page.evaluate(UNTIL_KEPT, "/")
    page.goto(f"{site}/{SLUG}/")
    page.evaluate(UNTIL_KEPT, f"/{SLUG}/")
    context.set_offline(True)
    page.reload()
    expect(page.locator(COPY)).to_be_in_viewport(ratio=1)
    page.goto(f"{site}/{SLUG}/schedule/")
    expect(page.locator(COPY)).to_be_visible()


def test_who_saves_data_or_lets_nothing_be_kept_reads_on(chromium: Browser, context: BrowserContext, site: str) -> None:
    page = context.new_page()
    page.add_init_script("Object.defineProperty(Navigator.prototype, 'connection', {value: {saveData: true}})")
    page.goto(f"{site}/{SLUG}/")
    page.evaluate(UNTIL_KEPT, f"/{SLUG}/")
    home = "[location.href, new URL('/', location)].map(String)"
    page.evaluate(f"navigator.serviceWorker.ready.then(({{ active }}) => active.postMessage({home}))")
    page.evaluate(UNTIL_KEPT, "/")  # as it would be last, were it for the page
    assert [path for path in page.evaluate(KEPT) if "/paper/" in path] == []
    denied = chromium.new_context()
    page, wrong = denied.new_page(), list[str]()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.add_init_script("navigator.serviceWorker.register = async () => { window.refused = true; throw new Error(); }")
    page.goto(f"{site}/{SLUG}/")
    page.wait_for_function("() => window.refused")
    page.evaluate("new Promise((resolve) => setTimeout(resolve))")  # what nobody caught is told by then
    assert wrong == []
    denied.close()
