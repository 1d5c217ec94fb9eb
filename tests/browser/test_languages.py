"""The site in another language, as a visitor comes to it and reads it: in French, and from right to left."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from werkzeug.serving import BaseWSGIServer

from faimi import create_app
from faimi.content.languages import LANGUAGES
from faimi.extensions import db
from tests.browser.conftest import Crowd, at_widths
from tests.conftest import SLUG
from tests.public.test_pseudo_locale import make_pseudo_catalogue
from tests.public.test_site_settings import set_

pytestmark = pytest.mark.browser
# What is beside the window, but for the choices, which scroll on a phone.
WIDER = """() => [...document.querySelectorAll("body *")].filter(e => {
  if (!e.checkVisibility() || e.closest(".choices")) return false;
  const { left, right, width } = e.getBoundingClientRect();
  return width && (left < -1 || right > innerWidth + 1);
}).map(e => e.outerHTML.slice(0, 90))"""
SAID = """async (module) => {
  const {date, when} = await import(module), at = (...time) => new Date(2030, 7, ...time);
  return [date.format(at(1)), when.formatRange(at(1, 12, 30), at(1, 12, 40)), date.format(at(11))];
}"""
PLACES = [
    ".contents",
    ".glance dt",
    ".note",
    ".further",
    ".slot .label[data-field=kind]",
    ".suggest",
    ".tools",
    ".foot",
]
ENGLISH = (
    "Contents",
    "Schedule",
    "Keynote",
    "Hours",
    "Abstract",
    "Suggest",
    "Find",
    "Add to",
    "Times are",
    "Edit",
    "data",
)


@pytest.fixture
def in_french(site: str, instance: Path) -> None:
    """An owner has ticked French."""
    with create_app({"INSTANCE_PATH": instance}).app_context():
        set_(languages="fr")
        db.engine.dispose()


@pytest.fixture
def mirrored(
    site: str, instance: Path, listening: BaseWSGIServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """The site speaks a language that is written from the right, and the edition's text is in one, too."""
    monkeypatch.setitem(LANGUAGES, "ar", "العربية")
    make_pseudo_catalogue(tmp_path / "pseudo")
    folders = {"BABEL_TRANSLATION_DIRECTORIES": str(tmp_path / "pseudo")}
    listening.app = app = create_app({"INSTANCE_PATH": instance} | folders)
    with app.app_context():
        set_(languages="ar")
        yield
        db.engine.dispose()


def test_a_visitor_reads_the_page_in_french_and_goes_back(in_french: None, crowd: Crowd) -> None:
    person = crowd.person(360, 740)
    page = person.reads()
    expect(page.locator(".tools").first).to_be_visible()
    page.get_by_role("banner").get_by_role("link", name="Français").click()
    page.wait_for_url(f"**/fr/{SLUG}/")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.locator(".tools").first).to_be_visible()
    said = " ".join(text for place in PLACES for text in page.locator(place).all_text_contents())
    assert [
        word for word in ENGLISH if word in said.replace(page.locator(".contents ol").text_content() or "", "")
    ] == []
    expect(page.locator(".masthead")).to_have_attribute("lang", "en")
    page.get_by_role("banner").get_by_role("link", name="English").click()
    page.wait_for_url(f"**/{SLUG}/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert person.complaints == []


def test_scripts_set_days_and_ranges_as_templates_do(in_french: None, crowd: Crowd) -> None:
    page = crowd.person().page
    said = []
    for path in ("", "fr/"):
        page.goto(f"{crowd.site}/{path}{SLUG}/")
        said.append(page.evaluate(SAID, page.locator("script[src]").first.get_attribute("src")))
    assert said == [
        ["1 August", "1 August, 12:30–12:40", "11 August"],
        ["1er août", "1er août, 12:30–12:40", "11 août"],
    ]


def test_a_page_from_right_to_left_is_no_wider_than_its_window(mirrored: None, crowd: Crowd) -> None:
    page = crowd.person(1280).page
    for path in (f"/ar/{SLUG}/", "/ar/", f"/ar/{SLUG}/paper/1/"):
        page.goto(f"{crowd.site}{path}")
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        for _ in at_widths(page, 360, 1280):
            assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
            assert page.evaluate(WIDER) == []
