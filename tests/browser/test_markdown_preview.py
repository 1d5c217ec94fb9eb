"""A text of several lines is shown as the page would show it, in its field's place, and back."""

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Crowd, unexpected
from tests.browser.test_cells import place

pytestmark = pytest.mark.browser


def test_a_key_shows_the_text_as_the_page_will_and_leads_back_to_where_one_typed(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    place(page, "keynote-1", "abstract").click()
    field, shown = page.locator("#keynote-1 .cell textarea"), page.get_by_role("group", name="Preview")
    field.fill("One\n\n**Two** three")
    field.evaluate("(field) => field.setSelectionRange(2, 5)")
    page.keyboard.press("Alt+p")
    expect(shown).to_be_focused()
    expect(shown.locator("p")).to_have_text(["One", "Two three"])
    expect(shown.locator("strong")).to_have_text("Two")
    expect(field).to_be_hidden()
    for key in ("Alt+p", "Escape"):
        page.keyboard.press(key)
        expect(shown).to_have_count(0)
        expect(field).to_be_focused()
        expect(field).to_have_value("One\n\n**Two** three")
        assert field.evaluate("(field) => [field.selectionStart, field.selectionEnd]") == [2, 5]
        page.keyboard.press("Alt+p")
        expect(shown).to_be_focused()
    page.keyboard.press("Control+Enter")
    expect(place(page, "keynote-1", "abstract").locator("p")).to_have_text(["One", "Two three"])
    expect(place(page, "keynote-1", "abstract")).to_be_focused()
    assert unexpected(alice.complaints) == []


def test_tab_leads_to_its_button_and_from_there_to_the_next_field(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    place(page, "keynote-1", "abstract").click()
    field, button = page.locator("#keynote-1 .cell textarea"), page.get_by_role("button", name="Preview")
    page.keyboard.press("Tab")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("Shift+Tab")
    expect(field).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Preview")).to_be_focused()
    expect(button).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Tab")
    expect(page.locator("#keynote-1 .cell [name=bio]")).to_be_focused()
    place(page, "keynote-1", "speaker").click()
    expect(page.locator("#keynote-1 .cell [name=speaker]")).to_be_focused()
    expect(button).to_be_hidden()


def test_a_finger_looks_and_a_tap_on_what_is_shown_leads_back(crowd: Crowd) -> None:
    alice = crowd.person(360, 740, touch=True)
    page = alice.edits("alice")
    place(page, "keynote-1", "bio").tap()
    field, button = page.locator("#keynote-1 .cell textarea"), page.get_by_role("button", name="Preview")
    field.fill("See [there](https://example.org/)")
    box = button.bounding_box()
    assert box
    assert box["height"] >= 44
    button.tap()
    page.get_by_role("link", name="there").tap()
    expect(field).to_be_focused()
    page.context.set_offline(True)
    button.tap()
    expect(page.locator("#status")).to_have_text("There is no preview now: the server does not answer.")
    expect(field).to_have_value("See [there](https://example.org/)")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_two_keys_at_once_show_one_text_and_who_is_signed_out_hears_so(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    place(page, "keynote-1", "abstract").click()
    asked: list[Route] = []
    page.route("**/edit/markdown", lambda route: asked.append(route))
    with page.expect_request("**/edit/markdown"):
        page.keyboard.press("Alt+p")
    page.keyboard.press("Alt+p")
    asked[0].continue_()
    expect(page.get_by_role("group", name="Preview")).to_be_focused()
    expect(page.get_by_role("group", name="Preview")).to_have_count(1)
    assert len(asked) == 1
    page.unroute("**/edit/markdown")
    page.keyboard.press("Escape")
    page.context.clear_cookies()
    page.keyboard.press("Alt+p")
    said = "Your session has ended. Save the open form: it lets you sign in."
    expect(page.locator("#status")).to_have_text(said)
    expect(page.get_by_role("group", name="Preview")).to_have_count(0)
