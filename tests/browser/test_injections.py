"""Texts that would run something, through every door into every field: in a Chromium without the policy none does."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Dialog, Page, Route
from werkzeug.serving import make_server

from faimi import create_app
from faimi.content import EDITABLE, KIND, Edition, Preview
from faimi.extensions import db
from faimi.web import headers
from tests.browser import doors
from tests.conftest import Client, client_of
from tests.injections import ATTACKED
from tests.instances import copied, made_once

pytestmark = pytest.mark.browser
OWN = {
    "TESTING": True,
    "WTF_CSRF_ENABLED": False,
    "SUGGESTION_LIMIT": (1000, 0.001),
    "SEND_FILE_MAX_AGE_DEFAULT": 3600,
}
STRANGERS = (Path(__file__).parent / "strangers.js").read_text()


@dataclass
class Attacked:
    """A served site that is full of injections: addresses of its pages, and the fragments that were answered."""

    address: str
    cookie: str
    public: list[str]
    private: list[str]
    fragments: dict[str, list[str]]


def attack(alice: FlaskClient, visitor: FlaskClient, folder: Path) -> tuple[list[str], list[str], dict[str, list[str]]]:
    """Takes every door; gives the paths that anyone sees, those that organizers see, and fragments by what they are."""
    public = ["/", f"/{ATTACKED}/", *doors.by_import(folder)]
    edition = db.session.query(Edition).filter_by(slug=ATTACKED).one()
    alice.post(f"{doors.EDIT}/preview/")
    public.append(f"/preview/{db.session.query(Preview).one().token}/")
    papers, slots = doors.rows_of(edition, "paper"), doors.rows_of(edition, "slot")
    fragments = {"suggested": doors.by_suggestion(visitor, "paper", papers)}
    for name in EDITABLE:
        for state, kept in doors.by_form(alice, edition, name).items():
            fragments.setdefault(state, []).extend(kept)
    fragments["suggested"] += doors.by_suggestion(visitor, "slot", slots)
    fragments["asked again"] = doors.by_password_prompt(alice)
    fragments["without a place"] = doors.without_a_place(alice, visitor, doors.rows_of(edition, "text"))
    for name in KIND:
        fragments[f"{name} table"] = doors.by_table(alice, name, doors.section_of(edition, name).number)
    fragments["pasted"] = doors.by_paste(alice, doors.section_of(edition, "paper").number)
    fragments["offered"] = doors.by_typing(alice)
    fragments["asked"] = [alice.post(f"{doors.EDIT}/history/1/undo").text]
    fragments["live"] = [alice.get(f"{doors.EDIT}/live", headers={"HX-PTag": "1-0"}).text]
    assert "alertdialog" in fragments["asked"][0]
    assert "<hx-partial" in fragments["live"][0]
    alice.post(f"{doors.EDIT}/roll-over/", data={"address": "2032-attacked", "starts_on": "2032-05-01"})
    public += [f"/{ATTACKED}/paper/{paper_id}/" for paper_id in papers]
    private = [f"{doors.EDIT}/{name}" for name in ("", "suggestions/", "preview/", "roll-over/")]
    private.append(f"{doors.EDIT}/paste/?section={doors.section_of(edition, 'paper').number}")
    private += [f"{doors.EDIT}/history/?before={n}" for n in range(edition.version + 1, 1, -50)]
    private += [
        "/2032-attacked/edit/",
        "/editions/",
        "/editions/2032-attacked/address",
        "/editions/2032-attacked/remove",
    ]
    return public, [*private, "/people/", "/people/audit/", *doors.by_account()], fragments


@pytest.fixture(scope="module")
def attacked(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    """The site after all that, served without its policy."""
    told = "attacked.json"

    def make(folder: Path) -> None:
        copied(prepared, folder)
        app = create_app({"INSTANCE_PATH": folder, **OWN})
        app.test_client_class = Client
        with app.app_context():
            alice = client_of(app, "alice", "owner")
            taken = attack(alice, app.test_client(), folder)
            cookie = alice.get_cookie("faimi")
            assert cookie
            (folder / told).write_text(json.dumps([cookie.value, *taken]))
            db.session.remove()
            db.engine.dispose()

    folder = copied(made_once(tmp_path_factory, "attacked", make), tmp_path_factory.mktemp("served") / "site")
    app = create_app({"INSTANCE_PATH": folder, **OWN})
    with pytest.MonkeyPatch.context() as patch:
        patch.delitem(headers.HEADERS, "Content-Security-Policy")
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield Attacked(f"http://127.0.0.1:{server.server_port}", *json.loads((folder / told).read_text()))
        server.shutdown()
        thread.join()
        server.server_close()
    with app.app_context():
        db.engine.dispose()


class Watched:
    """A page on which nothing may run: notes what ran, was asked for, or opened."""

    def __init__(self, chromium: Browser, site: str) -> None:
        self.context = chromium.new_context(bypass_csp=True)
        self.context.set_default_timeout(20_000)
        self.site, self.events, self.known = site, list[str](), set[str]()
        self.context.expose_function("ran", lambda *_: self.events.append("it ran"))
        self.page: Page = self.context.new_page()
        self.context.on("page", lambda page: self.events.append(f"opened {page.url}"))
        self.page.on("dialog", self.dismiss)
        self.page.on("request", lambda request: self.note(request.url))

    def dismiss(self, dialog: Dialog) -> None:
        """Notes a dialog: here nothing asks."""
        self.events.append(f"said {dialog.message}")
        dialog.dismiss()

    def note(self, url: str) -> None:
        """Notes a request for what is neither a page that the test opens, nor what all pages load."""
        parts = urlsplit(url)
        own = (
            parts.path in self.known
            or parts.path.startswith("/static/")
            or parts.path.endswith(("/edit/live", "/edit/findings"))
        )
        if not (url.startswith(self.site) and own):
            self.events.append(f"asked for {url}")

    def strangers(self) -> list[str]:
        """What stands in the page and is not its own, and what happened."""
        found: list[str] = self.page.evaluate(STRANGERS)
        return [f"{self.page.url}: {what}" for what in found + self.events]

    def opens(self, path: str) -> None:
        """Opens a page, with its pictures and scripts."""
        self.known.add(urlsplit(path).path)
        answer = self.page.goto(self.site + path)
        assert answer is not None
        assert answer.status == 200, path
        assert "content-security-policy" not in answer.headers

    def swaps(self, fragment: str) -> None:
        """Has htmx put a fragment into the page, as an answer of the site."""
        self.known.add("/answered")
        self.page.route("**/answered", lambda route: _fulfil(route, fragment))
        self.page.evaluate("htmx.ajax('GET', '/answered', {target: '#body', swap: 'innerHTML'})")
        self.page.unroute("**/answered")


def _fulfil(route: Route, fragment: str) -> None:
    route.fulfill(content_type="text/html; charset=utf-8", body=fragment)


@pytest.fixture
def watched(chromium: Browser, attacked: Attacked) -> Iterator[Watched]:
    """A page of Alice, who is signed in."""
    watched = Watched(chromium, attacked.address)
    watched.context.add_cookies([{"name": "faimi", "value": attacked.cookie, "url": attacked.address}])
    yield watched
    watched.context.close()


def test_a_page_that_runs_one_is_noticed(watched: Watched) -> None:
    heard = "ran().then(()=>{this.title='heard'})"
    watched.opens("/attacked-0/edit/")
    image = f'<img src="/none/" onerror="{heard}">'
    watched.swaps(f"<form onsubmit=ran()><a href=javascript:ran()>here</a>{image}</form>")
    watched.page.wait_for_selector("#body [title=heard]", state="attached")
    assert [what.partition(": ")[2] for what in watched.strangers()] == [
        "form onsubmit=ran()",
        "a href=javascript:ran()",
        f"img onerror={heard}",
        f"asked for {watched.site}/none/",
        "it ran",
    ]


@pytest.mark.parametrize("who", ["public", "private"])
def test_no_page_runs_a_text(attacked: Attacked, watched: Watched, who: str) -> None:
    found = []
    for path in getattr(attacked, who):
        watched.opens(path)
        found += watched.strangers()
    assert found == []


def test_no_form_and_no_row_runs_a_text_when_it_is_swapped_in(attacked: Attacked, watched: Watched) -> None:
    found = []
    watched.opens("/attacked-0/edit/")
    for kept in attacked.fragments.values():
        watched.swaps("".join(kept))
        found += watched.strangers()
    watched.page.wait_for_load_state("networkidle")
    found += watched.events
    assert found == []
