"""What a field is offered while one types, as it is used: by keys, by mouse, and never in the way."""

from contextlib import suppress

import pytest
from playwright.sync_api import Error, Page, Route, expect

from tests.browser.conftest import Crowd, unexpected
from tests.browser.test_cells import type_over

pytestmark = pytest.mark.browser


def opens_talk(page: Page) -> None:
    """Opens a row of the schedule that has words of its own."""
    page.locator(".slot.row .edit").nth(0).evaluate("link => link.click()")
    expect(page.locator(".slot-form")).to_be_visible()


def test_arrows_choose_and_enter_takes_without_saving(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    opens_talk(page)
    title, options = page.get_by_label("Title", exact=True), page.locator("#offers [role=option]")
    title.fill("")
    title.press_sequentially("slic bias")
    expect(options.first).to_be_visible()
    expect(title).to_have_role("combobox")
    expect(title).to_have_attribute("aria-expanded", "true")
    expect(title).to_have_attribute("aria-controls", "offers")
    expect(title).not_to_have_attribute("aria-activedescendant", "offer-1")
    words = options.first.get_attribute("data-value")
    assert words
    assert "Slicing" in words
    title.press("ArrowDown")
    expect(title).to_have_attribute("aria-activedescendant", "offer-1")
    expect(page.locator("#offers [aria-selected=true]")).to_have_count(1)
    title.press("Enter")
    expect(title).to_have_value(words)
    expect(title).to_have_attribute("aria-expanded", "false")
    expect(options).to_have_count(0)
    expect(page.locator(".slot-form [data-state]")).to_have_text("Not saved yet")
    assert unexpected(alice.complaints) == []


def test_a_field_that_wraps_where_it_stands_is_a_text_box_with_a_list(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    title = type_over(page, "slot-1", "title", "")
    title.press_sequentially("slic bias")
    expect(page.get_by_role("listbox")).to_be_visible()
    expect(page.get_by_role("status").first).to_have_text("Offered below.")
    title.press("ArrowDown")
    told = {name: title.get_attribute(name) for name in ("role", "aria-expanded", "aria-autocomplete", "aria-haspopup")}
    assert told == {"role": None, "aria-expanded": None, "aria-autocomplete": "list", "aria-haspopup": "listbox"}
    expect(title).to_have_attribute("aria-controls", "offers")
    expect(title).to_have_attribute("aria-activedescendant", "offer-1")
    words = page.locator("#offer-1 span").first.inner_text()
    title.press("Enter")
    expect(title).to_have_value(words)
    assert (
        title.evaluate("(title) => ['aria-controls', 'aria-activedescendant'].some((name) => title.hasAttribute(name))")
        is False
    )


def test_escape_closes_the_list_first_and_then_the_form(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    opens_talk(page)
    speaker = page.get_by_label("Speaker", exact=True)
    speaker.fill("")
    speaker.press_sequentially("a")
    expect(page.get_by_role("listbox")).to_be_visible()
    speaker.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(speaker).to_have_value("a")
    expect(speaker).to_be_focused()
    speaker.press("Escape")
    expect(page.locator(".slot-form")).to_have_count(0)


def test_enter_saves_where_nothing_is_chosen(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    opens_talk(page)
    place = page.locator(".slot-form").get_attribute("id")
    speaker = page.get_by_label("Speaker", exact=True)
    speaker.fill("")
    speaker.press_sequentially("e")
    expect(page.get_by_role("listbox")).to_be_visible()
    speaker.press("Enter")
    expect(page.locator(f"#{place}.row .who")).to_have_text("e")
    expect(page.get_by_role("listbox")).to_have_count(0)


def test_tab_takes_the_last_of_several_names_and_goes_on(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    opens_talk(page)
    speaker = page.get_by_label("Speaker", exact=True)
    speaker.fill("")
    speaker.press_sequentially("A New One, e")
    expect(page.get_by_role("listbox")).to_be_visible()
    speaker.press("ArrowUp")
    words = page.locator("#offers [aria-selected=true]").get_attribute("data-value")
    assert words
    assert words.startswith("A New One, ")
    speaker.press("Tab")
    expect(speaker).to_have_value(words)
    expect(page.get_by_label("Recording")).to_be_focused()


def test_a_click_takes_and_leaves_the_field_its_focus(crowd: Crowd) -> None:
    page = crowd.person(360, 780).edits("alice")
    opens_talk(page)
    track = page.get_by_label("Track", exact=True)
    track.fill("")
    track.press_sequentially("a")
    option = page.locator("#offers [role=option]").first
    words = option.get_attribute("data-value")
    assert words
    box = option.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    option.click()
    expect(track).to_have_value(words)
    expect(track).to_be_focused()
    expect(page.get_by_role("listbox")).to_have_count(0)


def test_the_answer_to_what_was_typed_before_is_not_shown(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    opens_talk(page)
    late: list[Route] = []

    def hold_first(route: Route) -> None:
        route.continue_() if late else late.append(route)

    page.route("**/offers/**", hold_first)
    title, options = page.get_by_label("Title", exact=True), page.locator("#offers [role=option]")
    title.fill("")
    with page.expect_request("**/offers/slot/title?typed=i"):
        title.press_sequentially("i")
    title.fill("slicing")
    expect(options).to_have_count(1)
    with suppress(Error):  # the browser does not wait for it any more
        late[0].continue_()
    with page.expect_response("**/offers/slot/title?typed=slicing%20zzz"):
        title.press_sequentially(" zzz")
    expect(options).to_have_count(0)


def test_a_paper_is_chosen_by_any_part_of_its_title_where_its_row_stands(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    row = page.locator(".slot.row:not(:has(.title a))").first
    place = row.get_attribute("id")
    row.hover()
    row.locator(".offer", has_text="+ paper").click()
    field = page.locator(f"#{place} .cell").get_by_label("Paper")
    expect(field).to_be_focused()
    page.keyboard.type("bias slic")
    options = page.get_by_role("option")
    expect(options).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    words = field.input_value()
    assert "Slicing" in words
    page.keyboard.press("Enter")
    expect(page.locator(f"#{place} .title a")).to_have_text(words)
    expect(page.locator(".cell")).to_have_count(0)
    assert unexpected(alice.complaints) == []


def test_nothing_is_offered_to_a_text_that_is_too_long_to_ask_about(crowd: Crowd) -> None:
    alice = crowd.person()
    alice.page.clock.install()
    page = alice.edits("alice")
    asked = list[str]()
    page.on("request", lambda request: asked.append(request.url) if "/offers/" in request.url else None)
    typed = type_over(page, "paper-1", "authors", "Ada Example, " * 500)
    typed.press("End")
    typed.press("a")
    page.clock.run_for(1000)
    typed.fill("")
    with page.expect_response("**/offers/**"):
        typed.press_sequentially("Ada")
    assert len(asked) == 1
