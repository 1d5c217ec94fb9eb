"""What checks find, on the edit page: marked where it is, mended by a click, left with a reason."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from faimi.checks import Facts, Fix, Found, check
from faimi.content.papers import Paper
from faimi.content.schedule import Slot
from tests.browser.conftest import Crowd, unexpected

pytestmark = pytest.mark.browser


@check("error", "paper")
def spelled_otherwise(row: Paper, _facts: Facts) -> Iterator[Found]:
    """A word in two spellings."""
    if row.number == 2 and "Considerations" in row.title:
        fix = Fix("Write “concerns”", {row.key: {"title": row.title.replace("Considerations", "Concerns")}})
        yield Found("title", "The schedule calls it “Concerns”, this list “Considerations”.", fix=fix)


@check("warning", "slot")
def no_room(row: Slot, _facts: Facts) -> Iterator[Found]:
    """A row without a room."""
    if row.number == 1 and not row.room:
        yield Found("room", "Where this is, is not said.")


@pytest.fixture(autouse=True)
def _looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("faimi.editor.known_findings.CHECKS", (spelled_otherwise, no_room))


def test_a_finding_is_marked_where_it_is_and_mended_by_a_click_and_one_key_takes_that_back(crowd: Crowd) -> None:
    person = crowd.person()
    page = person.edits("alice")
    summary, title = page.locator("#findings > details > summary"), page.locator("#paper-2 [data-field=title]")
    expect(summary).to_have_text("To mend: 1 error 1 warning")
    expect(title).to_have_attribute("data-finding", "error")
    expect(page.locator("#slot-1")).to_have_attribute("data-finding", "warning")  # it shows no room
    page.locator("#paper-2").focus()
    page.keyboard.press("ArrowRight")
    said = "Press Enter to edit. The schedule calls it “Concerns”, this list “Considerations”."
    assert title.evaluate("field => field.ariaDescription") == said
    summary.click()
    page.get_by_role("button", name="Write “concerns”").click()
    expect(title).to_contain_text("Concerns")
    expect(summary).to_have_text("To mend: 1 warning")
    expect(title).not_to_have_attribute("data-finding", "error")
    page.locator("#paper-3").focus()
    page.keyboard.press("Control+z")
    expect(title).to_contain_text("Considerations")
    expect(summary).to_have_text("To mend: 1 error 1 warning")
    expect(title).to_have_attribute("data-finding", "error")
    assert unexpected(person.complaints) == []


def test_enter_in_the_reason_leaves_what_a_button_would_mend(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#findings > details > summary").click()
    entry = page.locator("#findings li").first
    entry.locator("summary").click()
    entry.get_by_label("Why may it stay as it is?").fill("It is a name")
    page.keyboard.press("Enter")
    expect(page.locator("#findings .silenced .hint")).to_have_text("Left as it is: It is a name")
    expect(page.locator("#paper-2 [data-field=title]")).to_contain_text("Considerations")


def test_nothing_moves_when_the_list_comes_or_is_asked_again(crowd: Crowd) -> None:
    page, other = crowd.person(360, 780).edits("alice"), crowd.person().edits("bob")
    expect(page.locator("#findings > details")).to_be_visible()
    assert page.evaluate("[scrollY, document.activeElement === document.body]") == [0, True]
    page.evaluate("scrollTo(0, document.querySelector('#paper-9').getBoundingClientRect().top)")
    there = page.evaluate("document.querySelector('#paper-9').getBoundingClientRect().top")
    other.locator("#findings > details > summary").click()
    other.get_by_role("button", name="Write “concerns”").click()
    expect(page.locator("#findings > details > summary")).to_have_text("To mend: 1 warning")
    assert page.evaluate("document.querySelector('#paper-9').getBoundingClientRect().top") == there
    assert page.evaluate("document.activeElement === document.body")


def test_when_an_entry_goes_the_next_one_has_the_focus(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#findings > details > summary").click()
    page.get_by_role("button", name="Write “concerns”").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Where this is, is not said.")).to_be_focused()


def test_an_open_field_says_what_was_found_and_leads_back(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#findings > details > summary").click()
    page.get_by_role("link", name="The schedule calls it").click()
    field = page.locator("#paper-2-title [name=title]")
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description(re.compile("^The schedule calls it “Concerns”"))
    page.get_by_role("link", name="Back to the list").click()
    expect(page.locator("#findings li").first).to_be_in_viewport()
    expect(page.locator("#findings li").first).to_be_focused()


def test_marks_are_not_printed(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    title = page.locator("#paper-2 [data-finding]")
    style = "field => [getComputedStyle(field).textDecorationLine, getComputedStyle(field, '::before').content]"
    assert title.evaluate(style) == ["underline", '"!"']
    page.emulate_media(media="print")
    assert title.evaluate(style) == ["none", "none"]


def test_one_click_leads_to_the_field_also_where_the_row_shows_none(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#findings > details > summary").click()
    page.get_by_role("link", name="Where this is, is not said.").click()
    expect(page.locator("#slot-1-room [name=room]")).to_be_focused()
    page.keyboard.type("Hall 3")
    page.keyboard.press("Enter")
    expect(page.locator("#findings > details > summary")).to_have_text("To mend: 1 error")
    expect(page.locator("#findings > details")).to_have_attribute("open", "")


def test_a_finding_is_left_for_a_reason_by_keys_alone(crowd: Crowd) -> None:
    person = crowd.person(360, 780)
    page = person.edits("alice")
    entry = page.locator("#findings li").nth(1)
    page.locator("#findings > details > summary").focus()
    page.keyboard.press("Enter")
    entry.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#findings input[name=reason]").nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#findings .error")).to_have_text("Say in a few words why it may stay as it is.")
    expect(page.locator("#findings input[name=reason]").nth(1)).to_be_focused()
    page.keyboard.type("The foyer needs no name")
    page.keyboard.press("Enter")
    expect(page.locator("#findings > details > summary")).to_have_text("To mend: 1 error")
    expect(page.locator("#findings .silenced summary")).to_have_text("1 left as it is")
    expect(page.get_by_role("link", name="The schedule calls it")).to_be_focused()
    expect(page.locator("#slot-1")).not_to_have_attribute("data-finding", "warning")
    assert unexpected(person.complaints) == []
