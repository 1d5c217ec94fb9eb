"""Several rows, or one field of several rows, are chosen, and what is done then is one change."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Crowd, say_yes, unexpected
from tests.browser.test_cells import place
from tests.browser.test_rows import ids
from tests.browser.test_tables import choose

pytestmark = pytest.mark.browser


def copied(page: Page) -> list[str]:
    """What copying now would put on the clipboard, as text and as HTML."""
    words = page.evaluate(
        """() => {
            const clipboardData = new DataTransfer();
            const copy = new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true });
            document.activeElement.dispatchEvent(copy);
            return ["text/plain", "text/html"].map((type) => clipboardData.getData(type));
        }"""
    )
    return [str(word) for word in words]


def test_rows_that_are_chosen_with_shift_go_together_and_come_back_with_one_key(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    before = ids(page.locator(".paper"))
    page.locator("#paper-2").focus()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator(".picked")).to_have_count(3)
    expect(page.get_by_role("status").first).to_contain_text("3 chosen.")
    page.keyboard.press("Delete")
    expect(page.get_by_role("alertdialog")).to_have_accessible_name("Remove 3 rows?")
    say_yes(page)
    expect(page.locator(".paper")).to_have_count(len(before) - 3)
    expect(page.locator("main :focus")).to_have_count(1)
    page.keyboard.press("Control+z")
    expect(page.locator(".paper")).to_have_count(len(before))
    assert ids(page.locator(".paper")) == before
    assert unexpected(alice.complaints) == []


def test_rows_that_are_chosen_by_clicks_move_together(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    for row in ("paper-3", "paper-5"):
        page.locator(f"#{row} .who").click(modifiers=["Control"])
    expect(page.locator(".picked")).to_have_count(2)
    page.locator("#paper-5").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#paper-3 + #paper-5 + #paper-2")).to_be_visible()


def test_one_field_of_several_rows_is_filled_down_emptied_and_copied(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    words = [place(page, f"organizer-{number}", "affiliation").inner_text() for number in (1, 2, 3)]
    choose(page, "organizer-1", "affiliation")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator("[data-field=affiliation].picked")).to_have_count(3)
    text, html = copied(page)
    assert text.replace("'", "’").split("\n") == words
    assert html.count("<tr>") == 3
    page.keyboard.press("Control+d")
    for number in (2, 3):
        expect(place(page, f"organizer-{number}", "affiliation")).to_have_text(words[0])
    page.keyboard.press("Delete")
    for number in (1, 2, 3):
        expect(page.locator(f"#organizer-{number} .affiliation")).to_have_count(0)
    for _ in range(2):
        page.keyboard.press("Escape")
        page.keyboard.press("Control+z")
    for number in (1, 2, 3):
        expect(place(page, f"organizer-{number}", "affiliation")).to_have_text(words[number - 1])
    assert unexpected(alice.complaints) == []


def test_what_is_copied_of_rows_is_a_table_with_heads(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#date-1").focus()
    page.keyboard.press("Shift+ArrowDown")
    text, html = copied(page)
    lines = [line.split("\t") for line in text.split("\n")]
    assert lines[0][:2] == ["What", "Date"]
    assert lines[2] == ["Full Paper Deadline", "2024-06-28"]
    assert html.startswith("<table><tbody><tr><td>What</td><td>Date</td></tr>")


def test_escape_or_any_other_key_ends_the_choice(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    for key in ("Escape", "ArrowDown"):
        page.locator("#paper-2").focus()
        page.keyboard.press("Shift+ArrowDown")
        expect(page.locator(".picked")).to_have_count(2)
        page.keyboard.press(key)
        expect(page.locator(".picked")).to_have_count(0)


def test_a_click_elsewhere_ends_the_choice_so_that_what_follows_is_about_what_was_clicked(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    words = [place(page, f"organizer-{number}", "affiliation").inner_text() for number in (1, 2)]
    choose(page, "organizer-1", "affiliation")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator(".picked")).to_have_count(2)
    place(page, "paper-1", "authors").click()
    expect(page.locator(".picked")).to_have_count(0)
    page.keyboard.press("Escape")
    page.keyboard.press("Delete")
    expect(page.locator("#paper-1 .offer", has_text="+ authors")).to_be_visible()
    assert [place(page, f"organizer-{number}", "affiliation").inner_text() for number in (1, 2)] == words


def test_titles_that_papers_give_are_filled_there_and_a_row_s_own_title_is_not_among_them(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    tied = page.locator('.slot:has([data-field="paper.title"])')
    first, other = ids(tied)[:2]
    between = ids(page.locator(f"#{first} ~ .slot"))[0]
    own = place(page, between, "title").inner_text()
    papers = [str(tied.nth(at).locator(".title a").get_attribute("href"))[1:] for at in (0, 1)]
    choose(page, first, "paper.title")
    while page.locator(f"#{other} .picked").count() == 0:
        page.keyboard.press("Shift+ArrowDown")
    expect(page.locator(f"#{between}.picked, #{between} .picked")).to_have_count(0)
    words = place(page, first, "paper.title").inner_text().strip()
    page.keyboard.press("Control+d")
    for row, field in ((papers[1], "title"), (other, "paper.title")):
        expect(place(page, row, field)).to_have_text(words)
    assert place(page, between, "title").inner_text() == own


def test_what_was_removed_is_chosen_no_more(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    count = page.locator(".paper").count()
    page.locator("#paper-2").focus()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Delete")
    say_yes(page)
    expect(page.locator(".paper")).to_have_count(count - 2)
    page.locator("#paper-4").press("Delete")
    expect(page.get_by_role("alertdialog")).to_contain_text("Remove “")
    assert unexpected(alice.complaints) == []


def test_a_finger_that_stays_chooses_rows_and_taps_add_to_them(crowd: Crowd) -> None:
    alice = crowd.person(360, 740, touch=True)
    page = alice.edits("alice")
    count = page.locator(".paper").count()
    row = page.locator("#paper-2 .who")
    row.scroll_into_view_if_needed()
    box = row.bounding_box()
    assert box
    at = {"x": box["x"] + 20, "y": box["y"] + 8}
    finger = page.context.new_cdp_session(page)
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})
    expect(page.locator(".picked")).to_have_count(1)
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.locator("#paper-3 .who").tap()
    expect(page.locator(".picked")).to_have_count(2)
    expect(page.locator(".cell")).to_have_count(0)
    page.get_by_role("status").get_by_role("button", name="Remove").tap()
    page.locator("#confirm-dialog .save").tap()
    expect(page.locator(".paper")).to_have_count(count - 2)
    place(page, "paper-4", "title").tap()
    expect(page.locator("#paper-4 .cell [name=title]")).to_be_focused()
    assert unexpected(alice.complaints) == []
