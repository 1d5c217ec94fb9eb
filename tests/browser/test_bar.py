"""The bar of the edit page stays one row, whatever it says and however narrow it is."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Crowd, at_widths, unexpected
from tests.conftest import SLUG

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("widths", [[360], [768, 1280]])
def test_the_bar_is_one_row_whatever_it_says(crowd: Crowd, widths: list[int]) -> None:
    page = crowd.person(widths[0], 740, touch=widths[0] < 500).edits("alice")
    bar, label = page.locator(".bar"), page.locator("#date-1").get_by_label("What")
    page.locator("#date-1").press("Enter")
    label.fill("A long text that the words about what was taken back hold in full, or nearly so")
    label.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Saved.")
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_role("status")).to_contain_text("Undone: Date changed: A long text")
    for _ in at_widths(page, *widths):
        assert bar.evaluate("bar => bar.offsetHeight") <= 64
    page.locator("#date-1").press("Enter")
    label.fill("Cancelled")
    label.press("Escape")
    expect(page.get_by_role("button", name="Bring it back")).to_be_visible()
    for width in at_widths(page, *widths):
        assert bar.evaluate("bar => bar.offsetHeight") <= 60
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [360, 1280])
def test_the_bar_has_one_way_to_redo_when_there_is_something_to_redo(crowd: Crowd, width: int) -> None:
    page = crowd.person(width, 740).edits("alice")
    redo = page.get_by_role("button", name="Redo")
    page.locator("#paper-1").press("Alt+ArrowDown")
    expect(page.get_by_role("status")).to_have_text("Moved down.")
    expect(redo).to_have_count(int(width > 500))
    assert page.get_by_role("status").evaluate("status => status.offsetWidth") >= 120
    page.keyboard.press("Control+z")
    expect(page.get_by_role("status")).to_contain_text("Undone")
    expect(redo).to_have_count(1)


def test_on_a_phone_what_changed_and_the_buttons_of_a_form_have_its_whole_width(crowd: Crowd) -> None:
    page, other = crowd.person(360, 740).edits("alice"), crowd.person().edits("bob")
    page.locator("#date-1").press("Enter")
    expect(page.locator("#date-1[data-form]")).to_be_visible()
    other.locator("#date-1").press("Enter")
    other.locator("#date-1").get_by_label("What").fill("By Bob")
    other.keyboard.press("Enter")
    changes = page.locator("#date-1 .changes")
    expect(changes).to_contain_text("By Bob")
    assert changes.evaluate("list => list.querySelector('dd').offsetWidth === list.offsetWidth")
    form = page.locator("#date-1")
    assert form.evaluate("form => form.querySelector('.actions').offsetWidth === form.clientWidth")


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


def test_with_room_only_the_seldom_ways_are_folded(crowd: Crowd) -> None:
    page = crowd.person(1280).edits("alice")
    expect(page.get_by_role("button", name="Menu")).not_to_be_visible()
    for name in ("View page", "Editions", "History", "Suggestions"):
        expect(page.locator("#menu").get_by_role("link", name=name)).to_be_visible()
    expect(page.get_by_role("button", name="Sign out")).not_to_be_visible()
    page.get_by_role("button", name="More").press("Enter")
    for role, name in (("link", "People"), ("button", "Keys"), ("button", "Sign out")):
        expect(page.locator("#more").get_by_role(role, name=name)).to_be_visible()  # type: ignore[arg-type]  # roles
    page.emulate_media(media="print")
    expect(page.locator(".bar")).not_to_be_visible()


def test_undo_and_redo_are_grey_while_there_is_nothing_to_take_back_or_bring_again(crowd: Crowd, soon: None) -> None:
    page, other = crowd.person().edits("alice"), crowd.person().edits("alice")

    def expect_grey(window: Page, undo: bool, redo: bool) -> None:
        for verb, is_grey in (("#undo", undo), ("#redo", redo)):
            expect(window.locator(verb)).to_have_count(1)
            expect(window.locator(f"{verb}[aria-disabled=true]")).to_have_count(int(is_grey))

    expect_grey(page, undo=True, redo=True)
    page.locator("#paper-1").press("Alt+ArrowDown")
    for window in (page, other):
        expect_grey(window, undo=False, redo=True)
    other.locator("#undo").click()
    for window in (page, other):
        expect_grey(window, undo=True, redo=False)
    page.keyboard.press("Control+z")
    expect(page.get_by_role("status")).to_have_text("You have nothing to undo.")


@pytest.mark.usefixtures("soon")
def test_the_bar_says_what_the_edition_is_when_that_changes(crowd: Crowd) -> None:
    alice, bob = crowd.person().edits("alice"), crowd.person().edits("bob")
    alice.locator("#edition-1").press("Enter")
    alice.get_by_label("State", exact=True).select_option("draft")
    alice.locator("#edition-1").get_by_role("button", name="Save").click()
    for page in (alice, bob):
        expect(page.locator("#edition-state")).to_have_text("Draft")
        expect(page.locator("#view-page")).to_be_hidden()
    alice.locator("#edition-1").press("Control+z")
    for page in (alice, bob):
        expect(page.locator("#edition-state")).to_have_text("Past")
        expect(page.locator("#view-page")).to_be_visible()
