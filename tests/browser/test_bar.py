"""The bar of the edit page stays one row, whatever it says and however narrow it is."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Crowd, unexpected
from tests.conftest import SLUG

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_bar_is_one_row_whatever_it_says(crowd: Crowd, width: int) -> None:
    page = crowd.person(width, 740, touch=width < 500).edits("alice")
    bar, label = page.locator(".bar"), page.locator("#date-1").get_by_label("What")
    page.locator("#date-1 .what").click()
    label.fill("A long text that the words about what was taken back hold in full, or nearly so")
    label.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Saved.")
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_role("status")).to_contain_text("Taken back: Date changed: A long text")
    assert bar.evaluate("bar => bar.offsetHeight") <= 64
    page.locator("#date-1 .what").click()
    label.fill("Cancelled")
    label.press("Escape")
    expect(page.get_by_role("button", name="Bring it back")).to_be_visible()
    assert bar.evaluate("bar => bar.offsetHeight") <= 60
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [360, 768])
def test_the_menu_holds_what_is_folded_and_gives_the_focus_back(crowd: Crowd, width: int) -> None:
    alice = crowd.person(width, 740, touch=width < 500)
    page = alice.edits("alice")
    menu = page.get_by_role("button", name="Menu")
    expect(page.get_by_role("button", name="Sign out")).not_to_be_visible()
    menu.press("Enter")
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    small = page.locator("#menu .control:visible").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect()).filter(box => box.width < 44 || box.height < 44).length"
    )
    assert small == 0
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Sign out")).not_to_be_visible()
    expect(menu).to_be_focused()
    menu.press("Enter")
    page.locator("#menu").get_by_role("link", name="History").click()
    page.wait_for_url(f"**/{SLUG}/edit/history/")
    assert unexpected(alice.complaints) == []


def test_with_room_nothing_is_folded(crowd: Crowd) -> None:
    page = crowd.person(1280).edits("alice")
    expect(page.get_by_role("button", name="Menu")).not_to_be_visible()
    for role, name in (("link", "History"), ("link", "Suggestions"), ("button", "Keys"), ("button", "Sign out")):
        expect(page.locator("#menu").get_by_role(role, name=name)).to_be_visible()  # type: ignore[arg-type]  # roles
