"""What is clicked is what is changed, where it stands, and nothing else moves."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Crowd, say_yes, unexpected
from tests.browser.test_rows import SlowLine, paste
from tests.conftest import PASSWORD

pytestmark = pytest.mark.browser
PLACES = "[...document.querySelectorAll('.row')].map((row) => [row.id, row.getBoundingClientRect().top + scrollY])"
CELLS = [
    ("paper-2", "title"),
    ("paper-2", "authors"),
    ("slot-2", "start"),
    ("slot-2", "end"),
    ("slot-3", "title"),
    ("slot-3", "speaker"),
    ("slot-4", "kind"),
    ("date-1", "date"),
    ("date-1", "label"),
    ("award-1", "name"),
    ("award-1", "recipient"),
    ("award-1", "affiliation"),
    ("keynote-1", "speaker"),
    ("keynote-1", "affiliation"),
    ("keynote-1", "title"),
    ("organizer-2", "name"),
    ("organizer-2", "affiliation"),
    ("section-5", "heading"),
    ("edition-1", "title"),
    ("edition-1", "tagline"),
    ("edition-1", "starts_on"),
    ("edition-1", "venue"),
]


def place(page: Page, row: str, field: str) -> Locator:
    """The element in which a row shows a field."""
    return page.locator(f'#{row} [data-field="{field}"]').first


def type_over(page: Page, row: str, field: str, text: str) -> Locator:
    """Opens a cell by a click, and replaces what is in it."""
    place(page, row, field).click()
    typed = page.locator(f'#{row} .cell [name="{field.split(".")[-1]}"]')
    expect(typed).to_be_focused()
    typed.fill(text)
    return typed


@pytest.mark.parametrize("width", [360, 1280])
def test_a_cell_opens_where_its_words_stand_and_no_row_moves(crowd: Crowd, width: int) -> None:
    alice = crowd.person(width, 800)
    page = alice.edits("alice")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if re.search("/edit/(?!live)", request.url) else None)
    for row, field in CELLS:
        there = place(page, row, field)
        there.scroll_into_view_if_needed()
        before, words = dict(page.evaluate(PLACES)), there.inner_text()
        there.click(position={"x": 3, "y": 5})
        typed = page.locator(f"#{row} .cell :is(input:not([type=hidden]), textarea, select)")
        expect(typed).to_be_focused()
        expect(typed).to_have_attribute("name", field)
        after = dict(page.evaluate(PLACES))
        moved = {one: after[one] - before[one] for one in before if abs(after[one] - before[one]) > 2}
        assert moved == {}, (row, field)
        page.keyboard.press("Escape")
        expect(page.locator(".cell")).to_have_count(0)
        assert there.inner_text() == words
        expect(there).to_be_focused()
        assert dict(page.evaluate(PLACES)) == before, (row, field)
    assert asked == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert unexpected(alice.complaints) == []


def test_the_caret_is_where_the_text_was_clicked(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    title = page.locator("#paper-2 .title")
    title.scroll_into_view_if_needed()
    text = title.inner_text().strip()
    end = title.evaluate(
        """element => {
            const range = new Range();
            const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT, (node) =>
                node.data.trim() ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP).nextNode();
            const start = text.data.search(/\\S/);
            range.setStart(text, start + 4);
            range.setEnd(text, start + 5);
            const { left, top, height } = range.getBoundingClientRect();
            return { x: left + 0.5, y: top + height / 2 };
        }"""
    )
    page.mouse.click(end["x"], end["y"])
    field = page.locator("#paper-2 .cell").get_by_label("Title")
    expect(field).to_be_focused()
    assert field.evaluate("field => field.selectionStart") == 4
    page.keyboard.type("!")
    expect(field).to_have_value(text[:4] + "!" + text[4:])


def test_what_was_typed_stands_there_at_once_and_is_marked_until_the_server_has_it(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    line = SlowLine(page)
    line.is_open = False
    typed = type_over(page, "slot-3", "speaker", "Somebody else")
    page.keyboard.press("Enter")
    expect(page.locator("#slot-3 .cell.sent")).to_be_visible()
    expect(typed).to_have_value("Somebody else")
    expect(typed).to_have_css("outline-style", "none")
    expect(page.locator("#slot-3 > .state")).to_have_text("Saving…")
    expect(place(page, "slot-3", "speaker")).to_be_focused()
    expect(place(page, "slot-3", "speaker")).to_have_accessible_name(re.compile("^Speaker, Somebody else, cell "))
    line.opens()
    expect(page.locator(".cell")).to_have_count(0)
    expect(place(page, "slot-3", "speaker")).to_have_text("Somebody else")
    expect(place(page, "slot-3", "speaker")).to_be_focused()
    expect(page.locator("#slot-3 > .state")).to_have_text("Saved")


def test_tab_leads_from_cell_to_cell_and_row_to_row_without_waiting_for_any_answer(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    line = SlowLine(page)
    saves: list[str] = []
    page.on("request", lambda request: saves.append(request.url) if request.method == "POST" else None)
    place(page, "paper-1", "title").click()
    page.keyboard.press("Control+a")
    line.is_open = False
    for number in range(1, 4):
        page.keyboard.type(f"Title {number}")
        page.keyboard.press("Tab")
        expect(page.locator(f"#paper-{number} :focus")).to_have_attribute("name", "authors")
        page.keyboard.press("Tab")
        if number == 3:
            page.keyboard.press("Shift+Tab")
        while page.locator(":focus").get_attribute("name") == "url":
            page.keyboard.press("Tab")
    line.opens()
    for number in range(1, 4):
        expect(place(page, f"paper-{number}", "title")).to_have_text(f"Title {number}")
    assert len(saves) == 3
    assert unexpected(alice.complaints) == []


def test_arrows_lead_from_cell_to_cell_and_typing_replaces_while_f2_keeps(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#date-1").focus()
    page.keyboard.press("ArrowRight")
    expect(place(page, "date-1", "date")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(place(page, "date-1", "label")).to_be_focused()
    page.keyboard.press("ArrowDown")
    chosen = place(page, "date-2", "label")
    expect(chosen).to_be_focused()
    expect(chosen).to_have_role("group")
    name = r"What, Full Paper Deadline, cell 3 of \d, row 2 of 5"
    expect(chosen).to_have_accessible_name(re.compile(name))
    expect(chosen).to_have_accessible_description("Press Enter to edit")
    page.keyboard.press("F2")
    page.keyboard.type("!")
    expect(page.locator("#date-2 .cell [name=label]")).to_have_value("Full Paper Deadline!")
    page.keyboard.press("Escape")
    expect(chosen).to_be_focused()
    page.keyboard.type("Papers are due")
    page.keyboard.press("Enter")
    expect(chosen).to_have_text("Papers are due")
    expect(chosen).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#date-2")).to_be_focused()
    page.locator("#edition-1").press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#edition-1 :focus")).to_have_role("heading")


def test_delete_empties_a_chosen_cell_and_one_key_brings_it_back(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#organizer-1").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    there = place(page, "organizer-1", "affiliation")
    words = there.inner_text()
    expect(there).to_be_focused()
    page.keyboard.press("Delete")
    expect(page.locator("#organizer-1 .offer", has_text="+ affiliation")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(there).to_have_text(words)


def test_what_is_refused_opens_again_with_the_reason_and_other_cells_stay_usable(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    type_over(page, "paper-1", "title", "")
    page.keyboard.press("Tab")
    refused = page.locator("#paper-1 .cell", has=page.locator("[name=title]"))
    expect(refused.locator(".error")).to_have_text("A paper has a title.")
    expect(page.locator("#paper-1 .cell [name=authors]")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("Somebody")
    page.keyboard.press("Enter")
    expect(place(page, "paper-1", "authors")).to_have_text("Somebody")
    expect(refused.locator("[name=title]")).to_have_value("")
    refused.locator("[name=title]").fill("Titled again")
    page.keyboard.press("Enter")
    expect(place(page, "paper-1", "title")).to_have_text("Titled again")
    expect(page.locator(".cell")).to_have_count(0)


@pytest.mark.usefixtures("soon")
def test_another_s_change_of_the_row_comes_in_around_a_cell_that_is_being_typed_in(crowd: Crowd) -> None:
    alice, bob = crowd.person(), crowd.person()
    page, other = alice.edits("alice"), bob.edits("bob")
    typed = type_over(page, "slot-3", "title", "Half a ti")
    typed.evaluate("(field) => field.setSelectionRange(2, 5)")
    expect(other.locator("#slot-3 > .present")).to_have_text("Alice is editing this")
    type_over(other, "slot-3", "speaker", "By Bob")
    other.keyboard.press("Enter")
    expect(place(page, "slot-3", "speaker")).to_have_text("By Bob")
    expect(typed).to_be_focused()
    expect(typed).to_have_value("Half a ti")
    assert typed.evaluate("(field) => [field.selectionStart, field.selectionEnd]") == [2, 5]
    page.keyboard.press("Enter")
    expect(place(page, "slot-3", "title")).to_have_text("Half a ti")
    expect(place(page, "slot-3", "speaker")).to_have_text("By Bob")
    assert unexpected(alice.complaints + bob.complaints) == []


@pytest.mark.usefixtures("soon")
def test_two_people_in_one_cell_are_asked_which_text_stands(crowd: Crowd) -> None:
    alice, bob = crowd.person(), crowd.person()
    page, other = alice.edits("alice"), bob.edits("bob")
    type_over(page, "paper-3", "title", "By Alice")
    type_over(other, "paper-3", "title", "By Bob")
    other.keyboard.press("Enter")
    expect(place(other, "paper-3", "title")).to_have_text("By Bob")
    page.keyboard.press("Enter")
    cell = page.locator("#paper-3 .cell")
    expect(cell.locator(".their-text")).to_have_text("By Bob")
    expect(cell.locator("textarea")).to_have_value("By Alice")
    cell.get_by_label("On the page now").check()
    cell.get_by_role("button", name="Save").click()
    expect(page.locator(".cell")).to_have_count(0)
    expect(place(page, "paper-3", "title")).to_have_text("By Bob")


@pytest.mark.usefixtures("soon")
def test_a_cell_whose_row_another_removes_keeps_its_text_and_brings_the_row_back(crowd: Crowd) -> None:
    alice, bob = crowd.person(), crowd.person()
    page, other = alice.edits("alice"), bob.edits("bob")
    typed = type_over(page, "paper-2", "title", "Typed meanwhile")
    other.locator("#paper-2").press("Delete")
    say_yes(other)
    expect(other.locator("#paper-2")).to_have_count(0)
    notice = page.locator("#paper-2-title-meanwhile")
    expect(notice).to_contain_text("Bob removed this paper meanwhile.")
    expect(typed).to_be_focused()
    expect(typed).to_have_value("Typed meanwhile")
    notice.get_by_role("button", name="Put it back and save").click()
    expect(page.locator(".cell")).to_have_count(0)
    expect(place(page, "paper-2", "title")).to_have_text("Typed meanwhile")


@pytest.mark.usefixtures("soon")
def test_a_cell_whose_row_another_moves_goes_along(crowd: Crowd) -> None:
    alice, bob = crowd.person(), crowd.person()
    page, other = alice.edits("alice"), bob.edits("bob")
    typed = type_over(page, "paper-2", "title", "Typed meanwhile")
    other.locator("#paper-2").press("Alt+ArrowDown")
    expect(page.locator("#paper-3 + #paper-2")).to_be_visible()
    expect(typed).to_be_focused()
    page.keyboard.press("Enter")
    expect(place(page, "paper-2", "title")).to_have_text("Typed meanwhile")


def test_what_is_saved_without_a_line_opens_again_and_is_sent_after_a_reload(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    type_over(page, "paper-1", "title", "Saved in vain")
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    cell = page.locator("#paper-1 .cell")
    expect(cell.get_by_role("alert")).to_contain_text("Not saved: the server cannot be reached.")
    expect(page.locator("#paper-1 .cell.sent")).to_have_count(0)
    page.once("dialog", lambda dialog: dialog.accept())
    page.context.set_offline(False)
    page.goto(page.url)
    expect(place(page, "paper-1", "title")).to_have_text("Saved in vain")
    expect(page.locator(".cell")).to_have_count(0)


def test_a_session_that_ended_is_renewed_in_the_cell(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    type_over(page, "award-1", "recipient", "Typed before")
    page.context.clear_cookies()
    page.keyboard.press("Enter")
    cell = page.locator("#award-1 .cell")
    cell.get_by_label("E-mail").fill("alice@example.org")
    cell.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(cell.locator("[name=recipient]")).to_have_value("Typed before")
    cell.get_by_role("button", name="Save").click()
    expect(place(page, "award-1", "recipient")).to_have_text("Typed before")


def test_the_title_of_a_talk_on_a_paper_is_the_paper_s_and_changes_in_both_places(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    talk = page.locator('.slot:has([data-field="paper.title"])').first
    row = str(talk.get_attribute("id"))
    paper = str(talk.locator('[data-field="paper.title"] a').get_attribute("href"))[1:]
    type_over(page, row, "paper.title", "Said once")
    page.keyboard.press("Enter")
    expect(place(page, paper, "title")).to_have_text("Said once")
    expect(place(page, row, "paper.title")).to_have_text("Said once")
    expect(place(page, row, "paper.title")).to_be_focused()
    expect(place(page, row, "paper.title")).to_have_accessible_name(re.compile("^Title of the paper, Said once, "))
    expect(page.get_by_role("status").first).to_contain_text("Saved.")


@pytest.mark.parametrize("width", [360, 1280])
def test_a_cell_of_another_row_s_text_says_where_that_stands_and_no_row_moves(crowd: Crowd, width: int) -> None:
    page = crowd.person(width, 800).edits("alice")
    talk = page.locator('.slot:has([data-field="paper.title"])').first
    row, there = str(talk.get_attribute("id")), talk.locator('[data-field="paper.title"]')
    there.scroll_into_view_if_needed()
    before = dict(page.evaluate(PLACES))
    typed = type_over(page, row, "paper.title", there.inner_text())
    words = page.get_by_text("Also in Accepted Papers")
    expect(words).to_be_in_viewport(ratio=1)
    expect(typed).to_have_accessible_description("Also in Accepted Papers")
    after = dict(page.evaluate(PLACES))
    assert {one for one in before if abs(after[one] - before[one]) > 2} == set()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    typed.fill("")
    page.keyboard.press("Enter")
    cell = page.locator(f"#{row} .cell")
    expect(cell.locator(".error")).to_be_visible()
    expect(words).to_be_visible()
    expect(cell.get_by_label("Title")).to_have_accessible_description("Also in Accepted Papers A paper has a title.")
    page.keyboard.press("Escape")
    place(page, "paper-1", "title").click()
    expect(words).to_have_count(0)


def test_what_a_row_does_not_show_is_offered_where_one_looks_and_nowhere_else(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    page.mouse.move(5, 5)
    expect(page.locator(".offer")).to_have_count(0)
    before = dict(page.evaluate(PLACES))
    page.locator("#slot-3").hover()
    expect(page.locator("#slot-3 .offer", has_text="+ recording")).to_be_visible()
    assert dict(page.evaluate(PLACES)) == before
    page.locator("#slot-3 .offer", has_text="+ recording").click()
    page.keyboard.type("https://example.org/recording")
    page.keyboard.press("Enter")
    expect(page.locator("#slot-3").get_by_role("link", name="Recording")).to_be_visible()
    page.locator("#paper-1").focus()
    page.locator("#paper-1").hover()
    expect(page.locator("#slot-3 .offer")).to_have_count(0)
    visitor = crowd.person().reads()
    expect(visitor.locator(".offer, .edit, template:not(#tools, #saved-copy, #not-kept)")).to_have_count(0)
    assert unexpected(alice.complaints) == []


def test_a_row_is_moved_in_place_to_a_day_that_the_edition_was_just_given(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    page.locator("#slot-3").hover()
    expect(page.locator("#slot-3 .offer", has_text="recording")).to_be_visible()
    expect(page.locator("#slot-3 .offer", has_text="Day")).to_have_count(0)
    page.locator("#edition-1").hover()
    page.locator("#edition-1 .offer", has_text="last day").click()
    page.locator("#edition-1 .cell input[name=ends_on]").fill("2024-10-11")
    page.keyboard.press("Enter")
    expect(page.locator("#edition-1 .cell")).to_have_count(0)
    page.locator("#slot-3").hover()
    page.locator("#slot-3 .offer", has_text="Day …").click()
    page.locator("#slot-3 .cell select").select_option(label="Friday, 11 October 2024")
    page.locator("#slot-3 .cell").get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Friday, 11 October 2024")).to_be_visible()
    expect(page.locator("#slot-3 .cell")).to_have_count(0)
    assert (
        page.locator("#slot-3").evaluate("(row) => row.compareDocumentPosition(document.querySelector('#slot-4'))") == 2
    )
    assert unexpected(alice.complaints) == []


def test_text_of_several_lines_breaks_lines_with_enter_and_saves_with_control_enter(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    place(page, "keynote-1", "abstract").click()
    field = page.locator("#keynote-1 .cell textarea")
    field.fill("One")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("**Two**")
    page.keyboard.press("Control+Enter")
    expect(place(page, "keynote-1", "abstract").locator("p")).to_have_text(["One", "Two"])
    expect(place(page, "keynote-1", "abstract").locator("strong")).to_have_text("Two")


def test_lines_that_are_pasted_into_a_cell_of_one_line_are_joined(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    typed = type_over(page, "paper-1", "title", "")
    paste(page, "Over two\r\n  lines\n")
    expect(typed).to_have_value("Over two lines")


def test_a_click_elsewhere_saves_what_was_typed(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    type_over(page, "paper-1", "title", "Kept")
    place(page, "paper-2", "title").click()
    expect(page.locator("#paper-2 .cell [name=title]")).to_be_focused()
    expect(place(page, "paper-1", "title")).to_have_text("Kept")


def test_what_was_left_by_escape_comes_back_on_demand(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    words = place(page, "paper-1", "title").inner_text().strip()
    type_over(page, "paper-1", "title", "Left")
    page.keyboard.press("Escape")
    expect(place(page, "paper-1", "title")).to_have_text(words)
    page.get_by_role("button", name="Bring it back").click()
    expect(page.locator("#paper-1 .cell [name=title]")).to_have_value("Left")
    page.keyboard.press("Enter")
    expect(place(page, "paper-1", "title")).to_have_text("Left")


@pytest.mark.parametrize("width", [360])
def test_a_tap_opens_a_cell_and_the_row_s_controls_are_there(crowd: Crowd, width: int) -> None:
    alice = crowd.person(width, 740, touch=True)
    page = alice.edits("alice")
    place(page, "paper-2", "title").scroll_into_view_if_needed()
    place(page, "paper-2", "title").tap()
    field = page.locator("#paper-2 .cell [name=title]")
    expect(field).to_be_focused()
    assert field.evaluate("(field) => parseFloat(getComputedStyle(field).fontSize)") >= 16
    page.keyboard.press("Escape")
    page.locator("#paper-2 summary").tap()
    expect(page.locator("#paper-2").get_by_role("link", name="All fields of paper")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert unexpected(alice.complaints) == []


def test_without_a_script_each_row_leads_to_its_form(crowd: Crowd) -> None:
    page = crowd.person(360, javascript=False).edits("alice")
    page.get_by_role("link", name="Edit date: Abstract").click()
    page.get_by_label("What").fill("Changed")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#date-1")).to_contain_text("Changed")


def test_what_was_refused_is_left_by_escape_and_the_old_words_are_back(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    words = place(page, "paper-1", "title").inner_text().strip()
    type_over(page, "paper-1", "title", "")
    page.keyboard.press("Enter")
    expect(page.locator("#paper-1 .cell .error")).to_be_visible()
    expect(page.locator("#paper-1 .cell [name=title]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(place(page, "paper-1", "title")).to_have_text(words)
    expect(place(page, "paper-1", "title")).to_be_focused()


@pytest.mark.usefixtures("soon")
def test_a_title_that_is_typed_in_a_talk_whose_paper_another_removes_stays_and_brings_the_paper_back(
    crowd: Crowd,
) -> None:
    alice, bob = crowd.person(), crowd.person()
    page, other = alice.edits("alice"), bob.edits("bob")
    talk = page.locator('.slot:has([data-field="paper.title"])').first
    row = str(talk.get_attribute("id"))
    paper = str(talk.locator('[data-field="paper.title"] a').get_attribute("href"))[1:]
    typed = type_over(page, row, "paper.title", "Typed in the talk")
    other.locator(f"#{paper}").press("Delete")
    say_yes(other)
    expect(page.locator(f"#{paper}-title-meanwhile")).to_contain_text("Bob removed this paper meanwhile.")
    expect(typed).to_have_value("Typed in the talk")
    page.get_by_role("button", name="Put it back and save").click()
    expect(place(page, paper, "title")).to_have_text("Typed in the talk")
    expect(page.locator(".cell")).to_have_count(0)
    assert unexpected(alice.complaints + bob.complaints) == []


@pytest.mark.usefixtures("soon")
def test_a_heading_that_is_typed_while_another_removes_its_section_stays_and_brings_it_back(crowd: Crowd) -> None:
    alice, bob = crowd.person(), crowd.person()
    page, other = alice.edits("alice"), bob.edits("bob")
    type_over(page, "section-7", "heading", "Still typed")
    other.locator("#section-7").press("Delete")
    say_yes(other)
    expect(other.locator("#section-7")).to_have_count(0)
    page.get_by_role("button", name="Put it back and save").click()
    expect(place(page, "section-7", "heading")).to_have_text("Still typed")
    expect(page.locator("#award-1")).to_be_visible()
    assert unexpected(alice.complaints + bob.complaints) == []


def test_a_click_into_an_open_cell_that_stands_in_a_link_leads_nowhere(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    here, asked = page.url, list[str]()
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith(".ics") else None)
    place(page, "slot-2", "start").click()
    typed = page.locator("#slot-2 .cell [name=start]")
    typed.click()
    typed.click()
    expect(typed).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".cell")).to_have_count(0)
    assert (asked, page.url) == ([], here)


def test_a_link_that_shows_no_field_leads_on(crowd: Crowd) -> None:
    page = crowd.person(360, 740, touch=True).edits("alice")
    talk = page.locator(".paper .tag").first
    talk.tap()
    expect(page).to_have_url(re.compile(rf"{talk.get_attribute('href')}$"))


def test_delete_and_paste_reach_a_date_as_well(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#date-1").focus()
    page.keyboard.press("ArrowRight")
    expect(place(page, "date-1", "date")).to_be_focused()
    page.keyboard.press("Delete")
    expect(place(page, "date-1", "date")).to_have_text("To be announced")
    paste(page, "2031-05-06")
    expect(page.locator("#date-1 .cell [name=date]")).to_have_value("2031-05-06")
    page.keyboard.press("Enter")
    expect(place(page, "date-1", "date")).to_have_text("6 May 2031")
    paste(page, "some day")
    expect(page.get_by_role("status").first).to_have_text("This does not fit there: some day")
    page.keyboard.press("Escape")
    expect(place(page, "date-1", "date")).to_have_text("6 May 2031")


def test_what_is_typed_on_a_field_that_the_server_draws_waits_for_it(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#edition-1").hover()
    zone = page.locator("#edition-1 .offer", has_text="Time zone")
    expect(zone).to_have_text("Time zone")
    line = SlowLine(page)
    line.is_open = False
    page.locator("#edition-1").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    expect(zone).to_be_focused()
    page.keyboard.type("Berlin")
    line.opens()
    expect(page.locator("#edition-1 .cell [name=timezone]")).to_have_value("Berlin")
    page.keyboard.press("Enter")
    expect(page.locator(".cell")).to_have_count(0)
    expect(page.locator(".slot-section .note")).to_contain_text("UTC+2")


def test_the_first_key_of_an_input_method_goes_into_the_cell(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    method = page.context.new_cdp_session(page)
    page.locator("#paper-1").focus()
    page.keyboard.press("ArrowRight")
    method.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "windowsVirtualKeyCode": 229, "key": "Process"})
    for text in ("に", "にほ"):
        method.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
    method.send("Input.insertText", {"text": "日本"})
    expect(page.locator("#paper-1 .cell [name=title]")).to_have_value("日本")
    page.keyboard.press("Enter")
    expect(place(page, "paper-1", "title")).to_have_text("日本")
    page.locator("#edition-1").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    method.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "windowsVirtualKeyCode": 229, "key": "Process"})
    zone = page.locator("#edition-1 .cell [name=timezone]")
    expect(zone).to_be_focused()
    method.send("Input.insertText", {"text": "Berlin"})
    expect(zone).to_have_value("Berlin")


def test_the_words_for_a_long_text_are_short(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#keynote-1").focus()
    page.keyboard.press("ArrowRight")
    while page.evaluate("document.activeElement.dataset.field") != "abstract":
        page.keyboard.press("ArrowRight")
    assert len(page.evaluate("document.activeElement.ariaLabel")) < 150


def test_after_a_removal_the_focus_is_at_a_row_beside_it_and_not_in_a_field_of_before(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#paper-2").focus()
    page.keyboard.press("ArrowRight")
    expect(place(page, "paper-2", "title")).to_be_focused()
    page.locator("#date-2").focus()
    page.keyboard.press("Delete")
    say_yes(page)
    expect(page.locator("#date-2")).to_have_count(0)
    expect(page.locator("#date-3")).to_be_focused()


def sign_in_asked(page: Page) -> Locator:
    """The sign-in that stands in a cell whose text was saved after the session had ended."""
    type_over(page, "award-1", "recipient", "Typed before")
    page.context.clear_cookies()
    page.keyboard.press("Enter")
    cell = page.locator("#award-1 .cell")
    expect(cell.get_by_label("E-mail")).to_be_focused()
    return cell


def test_enter_in_half_a_sign_in_leaves_it_open_and_a_wrong_password_is_asked_again(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    cell = sign_in_asked(page)
    page.keyboard.type("alice@example.org")
    page.keyboard.press("Enter")
    expect(cell.get_by_label("Password")).to_be_focused()
    page.keyboard.type("wrong")
    page.keyboard.press("Enter")
    expect(cell.locator(".error")).to_be_visible()
    expect(cell.get_by_label("Password")).to_be_focused()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(cell.locator("[name=recipient]")).to_have_value("Typed before")


def test_what_was_typed_before_a_sign_in_that_escape_leaves_comes_back(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    cell = sign_in_asked(page)
    page.keyboard.press("Escape")
    expect(cell).to_have_count(0)
    page.get_by_role("button", name="Bring it back").click()
    expect(cell.locator("[name=recipient]")).to_have_value("Typed before")


def test_a_sign_in_takes_no_focus_from_the_next_cell(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    type_over(page, "paper-1", "title", "Typed before")
    page.context.clear_cookies()
    page.keyboard.press("Tab")
    expect(page.locator("#paper-1 [name=sign_in_email]")).to_be_visible()
    expect(page.locator("#paper-1 .cell [name=authors]")).to_be_focused()


@pytest.mark.parametrize("key", ["Enter", "Escape"])
def test_half_a_date_is_neither_saved_nor_kept_as_none(crowd: Crowd, key: str) -> None:
    page = crowd.person().edits("alice")
    there = place(page, "date-1", "date")
    words = there.inner_text()
    there.click()
    half = page.locator("#date-1 .cell [name=date]")
    page.keyboard.press("Delete")
    assert half.evaluate("(field) => field.validity.badInput")
    page.keyboard.press(key)
    if key == "Enter":
        expect(half).to_be_focused()
        page.once("dialog", lambda dialog: dialog.accept())
        page.goto(page.url)
        half.press("Enter")
    expect(page.locator(".cell")).to_have_count(0)
    expect(there).to_have_text(words)
    expect(page.get_by_role("button", name="Bring it back")).to_have_count(0)


@pytest.mark.usefixtures("soon")
def test_a_chosen_field_says_where_it_is_also_once_another_changed_its_row(crowd: Crowd) -> None:
    page, other = crowd.person().edits("alice"), crowd.person().edits("bob")
    page.locator("#slot-3").focus()
    page.keyboard.press("ArrowRight")
    chosen = page.locator("#slot-3 [data-field]:focus")
    name = str(chosen.get_attribute("aria-label"))
    type_over(other, "slot-3", "speaker", "By Bob")
    other.keyboard.press("Enter")
    expect(place(page, "slot-3", "speaker")).to_have_text("By Bob")
    expect(chosen).to_have_accessible_name(name)
    expect(chosen).to_have_role("group")


def test_the_enter_that_ends_an_input_method_s_word_saves_nothing(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    typed = type_over(page, "paper-1", "title", "日本")
    enter = """new KeyboardEvent("keydown", { key: "Enter", keyCode: 229, bubbles: true, cancelable: true })"""
    assert typed.evaluate(f"(field) => field.dispatchEvent({enter})")
    expect(page.locator(".cell.sent")).to_have_count(0)
    expect(typed).to_be_focused()


def test_a_draft_of_a_field_that_the_server_draws_comes_back_in_its_row(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    place(page, "date-2", "superseded").click()
    typed = page.locator("#date-2 .cell several-values input").first
    typed.fill("2031-05-06")
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto(page.url)
    expect(typed).to_have_value("2031-05-06")
    expect(page.locator(".homeless, .new.form")).to_have_count(0)


def test_a_picture_that_cannot_be_emptied_where_it_stands_says_so(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#keynote-1").focus()
    page.keyboard.press("ArrowRight")
    expect(place(page, "keynote-1", "photo")).to_be_focused()
    page.keyboard.press("Delete")
    expect(page.locator("#status")).to_contain_text("This cannot be emptied here")


def test_a_date_is_extended_by_a_click_and_a_day_and_comes_back_by_a_key(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    date = page.locator("#date-1")
    date.hover()
    date.get_by_text("Extend to …").click()
    day = date.locator("[name=extended_to]")
    expect(day).to_be_focused()
    day.fill("2031-06-24")
    day.press("Enter")
    expect(date.locator(".day")).to_have_text(re.compile(r"24 June 2024\s+24 June 2031"))
    expect(page.locator(".date").last).to_have_id("date-1")
    told = page.locator("#cover .ticket")
    expect(told.locator(".label, .ticket-words, .ticket-note")).to_have_text(
        ["Abstract / placeholder", "24 June 2031", "Moved from 24 June 2024"]
    )
    page.keyboard.press("Control+z")
    expect(date.locator(".day")).to_have_text(re.compile(r"^\s*24 June 2024\s*$"))
    expect(told.locator(".ticket-note")).to_have_count(0)
    assert unexpected(alice.complaints) == []


def test_what_was_left_in_a_field_that_the_server_draws_comes_back_though_its_row_is_looked_at_no_more(
    crowd: Crowd,
) -> None:
    page = crowd.person().edits("alice")
    zone = page.locator("#edition-1 .offer", has_text="Time zone")
    page.locator("#edition-1").focus()
    zone.click()
    page.locator("#edition-1 .cell [name=timezone]").fill("Asia/Tokyo")
    page.keyboard.press("Escape")
    place(page, "paper-1", "title").hover()
    page.locator("#paper-1").focus()
    expect(zone).to_have_count(0)
    page.get_by_role("button", name="Bring it back").click()
    expect(page.locator("#edition-1 .cell [name=timezone]")).to_have_value("Asia/Tokyo")


def test_what_a_paper_lacks_is_offered_below_its_row_and_changed_where_it_stands(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    row, opened = page.locator("#paper-2"), page.locator("#paper-2 .cell textarea")
    row.locator(".title").hover()
    expect(row.locator(".offer")).to_have_text(["+ link", "+ PDF", "+ code", "+ keywords", "+ abstract"])
    row.locator(".offer", has_text="PDF").click()
    page.keyboard.type("https://example.org/paper.pdf")
    page.keyboard.press("Enter")
    expect(row.get_by_role("link", name="PDF")).to_have_attribute("href", "https://example.org/paper.pdf")
    row.locator(".offer", has_text="abstract").click()
    expect(opened).to_be_focused()
    page.keyboard.type("What it *is* about.")
    page.keyboard.press("Control+Enter")
    row.get_by_text("Abstract", exact=True).click()
    expect(row.locator(".abstract em")).to_have_text("is")
    row.locator(".abstract").click()
    expect(opened).to_have_value("What it *is* about.")
    page.keyboard.press("Escape")
    expect(row.locator(".abstract em")).to_have_text("is")
    assert unexpected(alice.complaints) == []
