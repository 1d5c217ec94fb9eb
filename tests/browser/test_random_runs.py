"""Random runs in a real browser: ten minutes without a line, a second person meanwhile, and a reload."""

from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Route, expect
from werkzeug.formparser import parse_form_data

from faimi import create_app
from faimi.extensions import db
from faimi.history import Revision
from tests.browser.conftest import Crowd
from tests.browser.test_queue import open_rows, reload_without_line, save_in_vain
from tests.conftest import SLUG
from tests.editor.test_random_runs import EDITS, LOST, ROWS, SEED, WORD, Form, Oracle, posted_by, texts_in

pytestmark = pytest.mark.browser
SEEDS = [int(SEED)] if SEED else [0, 1]
PLACES = {"new": "paper-2-next"} | {name: f"{name}-1" for name in ROWS}
ALL_SENT = """() => !Object.values(localStorage).flatMap(JSON.parse).some((draft) => draft.saved)"""


def posted(route: Route) -> dict[str, Any]:
    """The fields of a form that a browser sends."""
    body, type_ = route.request.post_data_buffer or b"", route.request.headers["content-type"]
    asked = {"CONTENT_TYPE": type_, "CONTENT_LENGTH": str(len(body)), "wsgi.input": BytesIO(body)}
    return parse_form_data(asked, stream_factory=lambda *_, **__: BytesIO())[1].to_dict()


class Line:
    """The line between Alice's browser and the server, which now and then loses an answer, or is not there."""

    def __init__(self, chance: Random, oracle: Oracle) -> None:
        self.chance, self.oracle, self.there = chance, oracle, True
        self.sent: list[str] = []
        self.lost: set[str] = set()

    def handle(self, route: Route) -> None:
        """Lets a form arrive, and its answer; or that alone is lost; or nothing arrives."""
        if route.request.method != "POST":
            return route.fallback()
        name, row = route.request.url.partition("?")[0].split("/")[-2:]
        name = "new" if row == "new" else name
        loses = self.chance.random() < LOST and name not in self.lost
        if not self.there and not loses:
            return route.abort()
        self.sent.append(name)
        self.oracle.forms[name].fields = posted(route)
        both, answer = self.oracle.arrived(name), route.fetch()
        assert answer.status == (409 if both else 200)
        if loses:
            self.lost |= {name} if self.there else set()
            return route.abort()
        if both:
            self.oracle.asked(name, {})
        return route.fulfill(response=answer)


@pytest.mark.parametrize("seed", SEEDS, ids="seed-{}".format)
def test_ten_minutes_without_a_line_and_a_reload_lose_nothing(crowd: Crowd, instance: Path, seed: int) -> None:
    chance, alice, bob = Random(seed), crowd.person(), crowd.person().edits("bob")  # noqa: S311  # the same run each time
    alice.page.clock.install()
    page, base = alice.edits("alice"), f"{crowd.site}/{SLUG}/edit"
    drawn = {name: posted_by(bob.request.get(f"{base}/{name}/1/form").text()) for name in ROWS}
    stands = {"new": {"title": ""}} | {name: {field: drawn[name][field] for field in ROWS[name]} for name in ROWS}
    oracle = Oracle(stands, {name: Form("", {}, dict(texts)) for name, texts in stands.items()})
    line = Line(chance, oracle)
    page.route("**/edit/*/*", line.handle)
    open_rows(page, [PLACES[name] for name in ROWS])
    page.locator("#paper-2").press("Control+Enter")
    page.locator("#paper-2-next [name=authors]").fill("Somebody")

    def bob_saves(n: int) -> None:
        name = chance.choice([*ROWS])
        field, text = chance.choice(ROWS[name]), f"Bob{seed}x{n}x"
        opened = posted_by(bob.request.get(f"{base}/{name}/1/form").text())
        assert bob.request.post(f"{base}/{name}/1", form=opened | {field: text}).status == 200
        oracle.wrote(name, field, text)

    line.there = False
    page.context.set_offline(True)
    order: list[str] = []
    typed: dict[tuple[str, str], str] = {}
    for n in range(EDITS):
        name = chance.choice([*ROWS]) if n else "new"
        field = chance.choice([*stands[name]])
        typed[name, field] = f"Alice{seed}x{n}x"
        save_in_vain(page, PLACES[name], field, typed[name, field])
        order += [name] if name not in order else []
        bob_saves(n)
    page.clock.fast_forward("10:00")
    reload_without_line(page)
    line.sent.clear()
    line.there = True
    page.context.set_offline(False)
    page.goto(f"{base}/")
    page.wait_for_function(ALL_SENT, timeout=60_000)
    assert list(dict.fromkeys(line.sent)) == order
    asked = {name: form for name, form in oracle.forms.items() if form.draft}
    shown = [page.locator(f"#{PLACES[name]} [name={field}]").input_value() for name in asked for field in stands[name]]
    for name in asked:
        form = page.locator(f"#{PLACES[name]}")
        for field in form.locator("[name=both_changed]").evaluate_all("(all) => all.map((field) => field.value)"):
            form.locator(f"[name={field}-stands][value={chance.choice(['now', 'typed'])}]").check()
        form.get_by_role("button", name="Save").click()
        expect(page.locator(f"#{PLACES[name]}.row")).to_be_visible(timeout=60_000)
    assert page.evaluate("Object.keys(localStorage)") == []
    with create_app({"INSTANCE_PATH": instance}).app_context():
        written = [texts for one in db.session.query(Revision).order_by(Revision.id) if (texts := texts_in(one))]
        db.engine.dispose()
    assert written == oracle.written
    assert len(set().union(*written)) == sum(map(len, written))
    assert {*typed.values()} <= set(shown).union(*written)
    page.goto(f"{crowd.site}/{SLUG}/")
    html = page.content()
    on_page = [text for texts in stands.values() for text in texts.values() if WORD.match(text)]
    assert [text for text in on_page if text not in html] == []
