"""The cover in the browser: all of it on the first screen, at every width and with any title, true while one edits."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from faimi import create_app
from faimi.content import Edition
from faimi.extensions import db
from tests.browser.conftest import Crowd, at_widths
from tests.conftest import SLUG

pytestmark = pytest.mark.browser
WIDE = "document.documentElement.scrollWidth - innerWidth"
END = "Math.max(...[...document.querySelectorAll('.facts, .glance > *')].map((e) => e.getBoundingClientRect().bottom))"


def named(instance: Path, title: str) -> None:
    """Gives the sample edition another title."""
    with create_app({"INSTANCE_PATH": instance}).app_context():
        edition = db.session.query(Edition).one()
        edition.title, edition.version, edition.header_version = title, edition.version + 1, edition.header_version + 1
        db.session.commit()
        db.engine.dispose()


def first_screen(page: Page, address: str) -> dict[int, float]:
    """How far down the cover goes at each width, where nothing is wider than the screen."""
    page.goto(address)
    ends = {}
    for width in at_widths(page, 320, 360, 768, 1280, 1600):
        assert page.evaluate(WIDE) <= 0
        ends[width] = page.evaluate(END)
    return ends


def test_the_first_screen_holds_the_whole_cover_and_a_title_of_any_length(
    site: str, instance: Path, crowd: Crowd
) -> None:
    page, address = crowd.person(360, 740).page, f"{site}/{SLUG}/"
    assert max(first_screen(page, address).values()) <= 740
    sizes = []
    for title in ("Fairness", *("Fairness in imaging " * times for times in (3, 6, 15)), "W" * 300):
        named(instance, title)
        first_screen(page, address)
        sizes.append(page.evaluate("parseFloat(getComputedStyle(document.querySelector('h1')).fontSize)"))
        assert page.locator("h1").bounding_box()["height"] <= 480  # type: ignore[index]  # it is there
    assert sizes[:4] == sorted({*sizes}, reverse=True)


def test_the_ticket_follows_what_an_organizer_types_without_a_new_page(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    expect(page.locator(".ticket")).to_contain_text("Recordings and proceedings are up")
    ahead = date.today() + timedelta(days=30)
    page.locator("#date-1 [data-field=date]").first.click()
    page.locator("#date-1 .cell [name=date]").fill(ahead.isoformat())
    page.keyboard.press("Enter")
    expect(page.locator(".ticket time")).to_have_attribute("datetime", ahead.isoformat())
    expect(page.locator(".ticket .label")).to_have_text("Abstract / placeholder")
