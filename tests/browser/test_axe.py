"""What axe-core finds on each page, with its best practices: nothing, at any width and in any scheme."""

from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from faimi import create_app
from faimi.accounts import reauthentication
from faimi.content import Edition
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from faimi.extensions import db
from tests.browser.conftest import Crowd, at_widths
from tests.browser.test_visitor import ON_THE_DAY
from tests.conftest import SLUG
from tests.public.test_site_settings import set_

pytestmark = pytest.mark.browser
SCHEMES: list[dict[str, Any]] = [
    {"color_scheme": "dark"},
    {"contrast": "more"},
    {"color_scheme": "dark", "contrast": "more"},
    {"forced_colors": "active"},
    {"color_scheme": "dark", "forced_colors": "active"},
]
AS_USUAL: dict[str, Any] = {"color_scheme": "light", "contrast": "no-preference", "forced_colors": "none"}
OF_WIDTH = ["target-size", "scrollable-region-focusable", "heading-order", "region", "aria-hidden-focus"]
OF_SCHEME = ["color-contrast", "link-in-text-block"]
OF_FORCED = OF_SCHEME[1:]  # a text’s fill, which axe-core takes for its colour, is the one thing that is not forced
RUN = """async (rules) => {
  scrollTo(0, 0);
  const which = rules ? {runOnly: {type: "rule", values: rules}} : {rules: {"target-size": {enabled: true}}};
  const {violations} = await axe.run({resultTypes: ["violations"], ...which});
  return violations.flatMap(({id, nodes}) => nodes.map(({html, failureSummary}) => `${id} ${html} ${failureSummary}`));
}"""
UNFOLD = "() => document.querySelectorAll(':not(.contents) > details').forEach((one) => { one.open = true; })"
SHOW_NOTICE = "() => document.querySelector('main').prepend(document.getElementById('saved-copy').content)"
Prepare = Callable[[Page], object]


@pytest.fixture(autouse=True)
def _lively(site: str, instance: Path) -> None:
    """The site is in two languages; of the workshop, which is to come, much is told."""
    with create_app({"INSTANCE_PATH": instance}).app_context():
        set_(name="Workshops", languages="fr", contact="/ask/", privacy="/privacy/")
        edition = db.session.query(Edition).one()
        edition.starts_on, edition.timezone, edition.state = date(2030, 10, 10), "Africa/Lagos", "current"
        db.session.query(Slot).filter_by(number=8).update({"delay": 20, "room": "Hall 2"})
        db.session.query(Slot).filter_by(number=3).update({"start": time(13, 50)})
        paper = db.session.query(Paper).filter_by(number=1).one()
        paper.abstract, paper.keywords = "What it is about.", "fairness"
        paper.pdf, paper.code = "/a.pdf", "https://example.org/c"
        past = Edition(slug="2023-miccai", title="A former workshop", tagline="MICCAI 2023", state="past")
        past.starts_on = date(2023, 10, 12)
        db.session.add(past)
        db.session.commit()
        db.engine.dispose()


def stars_and_unfolds(page: Page) -> None:
    """Has two favourites at one time, all that folds unfolded, and a copy’s notice above."""
    for number in (2, 3):
        page.locator(f"#slot-{number} .star").click()
    expect(page.locator(".clash").first).to_be_visible()
    page.locator(".slot-section").get_by_role("searchbox").fill("a")
    expect(page.locator(".slot-section output")).to_contain_text(" ")
    page.evaluate(UNFOLD)
    page.evaluate(SHOW_NOTICE)


def unfolds_contents(page: Page) -> None:
    """Has the contents of a phone open."""
    page.locator(".contents summary").click()


def sends_nothing(page: Page) -> None:
    """Sends a form as it is, which is refused."""
    page.locator("main .save").click()
    expect(page.locator("main .alert")).to_be_visible()


def is_refused(page: Page, **typed: str) -> None:
    """Sends a form about accounts with what was typed, which is refused."""
    for name, words in typed.items():
        page.locator(f"main [name={name}]").fill(words)
    page.locator("main .save").first.click()
    expect(page.locator("main .error").first).to_be_visible()


PAGES: dict[str, tuple[str, Prepare | None]] = {
    "edition": (f"{SLUG}/", None),
    "edition unfolded, with favourites": (f"{SLUG}/", stars_and_unfolds),
    "French edition": (f"fr/{SLUG}/", unfolds_contents),
    "talk": (f"{SLUG}/slot/2/", None),
    "keynote": (f"{SLUG}/slot/8/", None),
    "paper": (f"{SLUG}/paper/1/", None),
    "French paper": (f"fr/{SLUG}/paper/1/", None),
    "sheet": (f"{SLUG}/schedule/", None),
    "start": ("", None),
    "French start": ("fr/", None),
    "error": ("none/", None),
    "French error": ("fr/none/", None),
    "refused correction": (f"fr/{SLUG}/suggest/paper/1", sends_nothing),
    "refused sign-in": ("login", is_refused),
}


def found(page: Page) -> dict[str, list[str]]:
    """What axe-core finds on an open page, by width and scheme."""
    page.evaluate(AXE_SCRIPT)
    faults = {f"{width}": page.evaluate(RUN) for width in at_widths(page, 360, 1280)}
    faults |= {f"{width}": page.evaluate(RUN, OF_WIDTH) for width in at_widths(page, 320, 768, 1920)}
    for _ in at_widths(page, 1280):
        for scheme in SCHEMES:
            page.emulate_media(**AS_USUAL | scheme)
            faults[str(scheme)] = page.evaluate(RUN, OF_FORCED if "forced_colors" in scheme else OF_SCHEME)
        page.emulate_media(**AS_USUAL)
    return {where: what for where, what in faults.items() if what}


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_found_on_what_visitors_see(name: str, crowd: Crowd) -> None:
    path, prepare = PAGES[name]
    page = crowd.person(360, 740).page
    page.clock.install(time=ON_THE_DAY)
    page.goto(f"{crowd.site}/{path}")
    if prepare:
        prepare(page)
    assert found(page) == {}


def finds_words(page: Page) -> None:
    """Looks for words that stand in many places."""
    page.get_by_label("Look for").fill("fairness")
    page.get_by_role("button", name="Find them").click()
    expect(page.locator("mark").first).to_be_visible()


def opens_a_cell(page: Page) -> None:
    """Has a field opened where it stands."""
    page.locator("#paper-1 [data-field=title]").click()
    expect(page.locator("#paper-1 :is(input, textarea):focus")).to_be_visible()


ORGANIZERS: dict[str, Prepare | None] = {
    **{f"{SLUG}/edit/{place}/": None for place in ("history", "paste", "preview", "roll-over", "suggestions")},
    **{f"{SLUG}/edit/plain/{place}": None for place in ("findings", "paper/1/form", "paper/table")},
    **dict.fromkeys(("editions/", "editions/new", "people/", "people/audit/", "people/2/", "account/")),
    **dict.fromkeys(("settings/", "settings/health/", "settings/backup/", "account/second-factor/")),
    "people/invite/": is_refused,
    "settings/erase/": is_refused,
    "settings/erase/?": finds_words,
    f"{SLUG}/edit/?": opens_a_cell,
}


def opens_a_form_and_menus(page: Page) -> None:
    """Has a form refused, and the menu and all that folds unfolded."""
    page.locator("#date-1").press("Enter")
    page.locator("#date-1").get_by_label("What").fill("")
    page.keyboard.press("Enter")
    expect(page.locator("#date-1 .error")).to_be_visible()
    page.get_by_role("button", name="Menu").click()
    page.evaluate(UNFOLD)


@pytest.mark.parametrize("prepare", [None, opens_a_form_and_menus])
def test_nothing_is_found_where_one_edits(prepare: Prepare | None, crowd: Crowd) -> None:
    page = crowd.person(360, 740).edits("alice")
    expect(page.locator("#findings > details")).to_be_attached()
    if prepare:
        prepare(page)
    assert found(page) == {}


def found_narrow(page: Page) -> list[str]:
    """What axe-core finds on an open page as it is, and in the dark."""
    page.evaluate(AXE_SCRIPT)
    faults: list[str] = page.evaluate(RUN)
    page.emulate_media(color_scheme="dark")
    faults += page.evaluate(RUN, OF_SCHEME)
    page.emulate_media(**AS_USUAL)
    return faults


def test_nothing_is_found_on_other_pages_of_organizers(crowd: Crowd, monkeypatch: pytest.MonkeyPatch) -> None:
    page, faults = crowd.person(360, 740).edits("alice"), {}
    for path, prepare in ORGANIZERS.items():
        page.goto(f"{crowd.site}/{path}")
        if prepare:
            prepare(page)
        faults[path] = found_narrow(page)
    monkeypatch.setattr(reauthentication, "LIFETIME", timedelta())
    page.goto(f"{crowd.site}/people/2/")
    is_refused(page, confirm_password="none of hers")
    faults["the password once more"] = found_narrow(page)
    assert {path: what for path, what in faults.items() if what} == {}
