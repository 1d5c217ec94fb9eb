"""What is pasted on a chosen cell or row is looked over, then taken as one change."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Crowd, at_widths, unexpected
from tests.browser.test_cells import place
from tests.browser.test_rows import SlowLine, paste
from tests.conftest import PASSWORD

pytestmark = pytest.mark.browser
LINKS = [f"https://example.org/{number}" for number in range(12)]


def choose(page: Page, row: str, field: str) -> None:
    """Leads from a row to one of its cells, by keys."""
    page.locator(f"#{row}").focus()
    for _ in range(12):
        page.keyboard.press("ArrowRight")
        if page.evaluate("document.activeElement.dataset.field") == field:
            return
    pytest.fail(f"No arrow leads from {row} to its {field}.")


def test_links_that_are_pasted_on_a_cell_go_to_this_row_and_those_below_in_one_change(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    before = page.locator(".paper .further a[data-field=url]").count()
    choose(page, "paper-2", "url")
    paste(page, "\n".join(LINKS))
    dialog = page.get_by_role("dialog", name="Accepted Papers: paste a table")
    expect(dialog.locator("#table-heading")).to_be_focused()
    for width in at_widths(page, 360, 1280):
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    dialog.get_by_role("button", name="Change 12 papers").click()
    expect(page.locator("#paper-2 .further a[data-field=url]")).to_have_attribute("href", LINKS[0])
    expect(page.locator("#paper-13 .further a[data-field=url]")).to_have_attribute("href", LINKS[11])
    expect(dialog).to_be_hidden()
    expect(page.locator("main :focus")).to_have_count(1)
    page.keyboard.press("Control+z")
    expect(page.locator(".paper .further a[data-field=url]")).to_have_count(before)
    assert unexpected(alice.complaints) == []


def test_links_alone_that_are_pasted_on_a_row_go_to_it_and_those_below_or_to_the_chosen_rows(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    rows = page.locator(".paper")
    rows.nth(1).focus()
    paste(page, "\n".join(LINKS[:3]))
    page.get_by_role("dialog").get_by_role("button", name="Change 3 papers").click()
    expect(rows.nth(3).locator(".further a[data-field=url]")).to_have_attribute("href", LINKS[2])
    expect(rows.nth(1)).to_be_focused()
    for row in (5, 8):
        rows.nth(row).click(position={"x": 3, "y": 3}, modifiers=["Control"])
    paste(page, "\n".join(LINKS[4:6]))
    page.get_by_role("dialog").get_by_role("button", name="Change 2 papers").click()
    for row, link in ((5, LINKS[4]), (8, LINKS[5])):
        expect(rows.nth(row).locator(".further a[data-field=url]")).to_have_attribute("href", link)


def test_the_button_below_a_list_opens_a_box_that_what_is_pasted_goes_through_at_once(crowd: Crowd) -> None:
    page = crowd.person(390, 844, touch=True).edits("alice")
    page.locator('[href*="/paper/table"]').tap()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("What was pasted")).to_be_focused()
    paste(page, " ")
    expect(dialog.get_by_role("alert").first).to_contain_text("There is nothing to read yet.")
    expect(dialog.locator("#table-heading")).to_be_focused()
    dialog.get_by_label("Cells of a spreadsheet").tap()
    paste(page, "\n".join(f"Paper {link}\t{link}" for link in LINKS))
    take = dialog.get_by_role("button", name="Add 12 papers")
    take.tap()
    expect(dialog).to_be_hidden()
    expect(page.locator(".paper .further a[data-field=url]").last).to_have_attribute("href", LINKS[11])
    expect(page.locator("main :focus")).to_have_count(1)


def test_a_table_that_is_pasted_while_one_line_is_typed_is_looked_over_as_on_the_chosen_cell(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    dialog = page.get_by_role("dialog")
    for field, text in (("title", "One\tA. One\nTwo\tB. Two"), ("url", "\n".join(LINKS[:2]))):
        choose(page, "paper-2", field)
        page.keyboard.press("Enter")
        typed = page.locator(f"#paper-2 .cell [name={field}]")
        before = typed.input_value()
        paste(page, text)
        expect(dialog.get_by_role("button", name="Change 2 papers")).to_be_visible()
        page.keyboard.press("Escape")
        expect(typed).to_be_focused()
        expect(typed).to_have_value(before)
        paste(page, text)
        dialog.get_by_role("button", name="Change 2 papers").click()
        expect(dialog).to_be_hidden()
        expect(page.locator(".cell:not(dialog *)")).to_have_count(0)
    expect(page.locator("#paper-3 .further a[data-field=url]")).to_have_attribute("href", LINKS[1])
    expect(page.locator("#paper-3 [data-field=authors]")).to_have_text("B. Two")


def test_a_playlist_that_is_pasted_on_the_schedule_finds_its_talks(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    talks = [words.strip() for words in page.locator(".slot:has(.is-talk) .title").all_inner_texts()][:3]
    page.locator("#slot-1").focus()
    paste(page, "\n".join(f"{title} https://example.org/{number}" for number, title in enumerate(talks)))
    page.get_by_role("dialog").get_by_role("button", name="Change 3 schedule rows").click()
    for number, title in enumerate(talks):
        row = page.locator(".slot", has_text=title)
        expect(row.get_by_role("link", name="Recording")).to_have_attribute("href", f"https://example.org/{number}")


def test_a_table_that_is_left_changes_nothing_and_the_focus_is_where_it_was(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    words = page.locator(".paper .title").all_inner_texts()
    choose(page, "paper-2", "title")
    for leave in ("Escape", "Cancel"):
        paste(page, "One\nTwo")
        expect(page.locator("#table-heading")).to_be_focused()
        if leave == "Escape":
            page.keyboard.press("Escape")
        else:
            page.get_by_role("dialog").get_by_role("link", name="Cancel").click()
        expect(page.get_by_role("dialog")).to_be_hidden()
        expect(place(page, "paper-2", "title")).to_be_focused()
    assert page.locator(".paper .title").all_inner_texts() == words


def test_one_text_that_is_pasted_on_a_chosen_cell_replaces_what_is_there(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    choose(page, "paper-2", "title")
    paste(page, "Pasted")
    expect(page.locator("#paper-2 .cell [name=title]")).to_have_value("Pasted")
    page.keyboard.press("Enter")
    expect(place(page, "paper-2", "title")).to_have_text("Pasted")


def test_a_table_that_is_pasted_after_the_session_ended_is_there_again_after_signing_in(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    choose(page, "paper-2", "url")
    page.context.clear_cookies()
    paste(page, "\n".join(LINKS))
    dialog = page.locator("#pasted")
    dialog.get_by_label("E-mail").fill("alice@example.org")
    dialog.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("#table-heading")).to_be_focused()
    dialog.get_by_role("button", name="Change 12 papers").click()
    expect(page.locator("#paper-2 .further a[data-field=url]")).to_have_attribute("href", LINKS[0])
    expect(dialog).to_be_hidden()


def test_a_text_of_several_lines_goes_into_the_field_that_is_chosen(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    choose(page, "paper-2", "title")
    paste(page, "Slicing through bias\nin medical imaging\n")
    expect(page.locator("#paper-2 .cell [name=title]")).to_have_value("Slicing through bias in medical imaging")
    page.keyboard.press("Escape")
    choose(page, "keynote-1", "abstract")
    paste(page, "A paragraph.\n\nAnother one.")
    expect(page.locator("#keynote-1 .cell textarea")).to_have_value("A paragraph.\n\nAnother one.")


def test_while_a_table_is_looked_over_nothing_says_that_it_is_saved(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    line = SlowLine(page, "**/table?*")
    line.is_open = False
    choose(page, "paper-2", "url")
    with page.expect_request("**/table?*"):
        paste(page, "\n".join(LINKS))
    expect(page.locator("#pasted [name=text]")).to_have_js_property("readOnly", False)
    expect(page.locator("#status")).to_be_empty()


@pytest.mark.usefixtures("soon")
def test_a_table_that_is_looked_over_as_the_session_ends_stays(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    choose(page, "paper-2", "url")
    paste(page, "\n".join(LINKS))
    expect(page.locator("#table-heading")).to_be_focused()
    page.context.clear_cookies()
    for _ in range(2):
        with page.expect_response(lambda answer: "/live" in answer.url and answer.status == 401):
            pass
    expect(page.locator("#pasted #table-heading")).to_be_visible()


def test_what_was_pasted_stays_and_the_dialog_says_so_where_the_server_is_not_reached_or_fails(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    dialog = page.locator("#pasted")
    choose(page, "paper-2", "url")
    page.context.set_offline(True)
    paste(page, "\n".join(LINKS))
    expect(dialog.get_by_role("alert")).to_have_text("The server cannot be reached. Try again.")
    expect(dialog.get_by_label("What was pasted")).to_have_value("\n".join(LINKS))
    page.context.set_offline(False)
    dialog.get_by_role("button", name="Look at what is understood").click()
    take = dialog.get_by_role("button", name="Change 12 papers")
    expect(take).to_be_visible()
    expect(page.locator("#status")).to_be_empty()
    page.context.set_offline(True)
    take.click()
    expect(dialog.get_by_role("alert")).to_have_text("The server cannot be reached. Try again.")
    page.context.set_offline(False)
    page.route("**/table/take?*", lambda route: route.fulfill(status=500, body="Broken"))
    take.click()
    expect(dialog.get_by_role("alert")).to_contain_text("Not saved: the server has a problem.")
    page.unroute("**/table/take?*")
    take.click()
    expect(page.locator("#paper-13 .further a[data-field=url]")).to_have_attribute("href", LINKS[11])
    expect(dialog).to_be_hidden()
