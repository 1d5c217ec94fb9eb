"""Editing feels like a spreadsheet: clicks and keys lead from field to field and from row to row."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import Crowd, unexpected

pytestmark = pytest.mark.browser


def ids(rows: Locator) -> list[str]:
    """The DOM ids of rows in their order."""
    return [str(name) for name in rows.evaluate_all("rows => rows.map(row => row.id)")]


def drag(page: Page, handle: Locator, to: Locator, share: float) -> None:
    """Drags a handle with the mouse to a height of a row: 0 is its top, 1 its bottom, and sees what it would do."""
    handle.hover()
    page.mouse.down()
    page.mouse.move(400, 300, steps=3)
    box = to.bounding_box()
    assert box
    page.mouse.move(box["x"] + 60, box["y"] + box["height"] * share, steps=5)
    expect(page.locator("#gesture.htmx-request")).to_have_count(0)  # a drop takes what was read, nothing later


def test_arrows_lead_from_row_to_row_and_enter_opens_the_first_field(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#date-1").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".date").nth(1)).to_be_focused()
    expect(page.locator(":focus")).to_have_role("listitem")
    expect(page.locator(":focus")).to_have_accessible_name("date: Full Paper Deadline")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#section-9")).to_be_focused()
    expect(page.locator("#section-9")).to_have_accessible_name("section: Dates")
    page.keyboard.press("Enter")
    expect(page.locator("#section-9 :focus")).to_have_attribute("name", "heading")


def test_rows_that_stay_where_a_list_is_drawn_anew_are_left_as_they_are(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    rows = page.locator(".paper")
    first, second, third, *others = ids(rows)
    titles = rows.locator(".title").all_inner_texts()
    page.locator(f"#{others[0]}").evaluate("row => { row.kept = true; }")
    page.locator(f"#{others[1]}").evaluate("row => row.remove()")  # as if another had just added it
    page.locator(f"#{second}").press("Alt+ArrowDown")
    expect(page.locator(f"#{third} + #{second} + #{others[0]}")).to_be_visible()
    expect(page.locator("[data-stays]")).to_have_count(0)
    assert ids(rows) == [first, third, second, others[0], *others[2:]]
    assert rows.locator(".title").all_inner_texts() == [titles[0], titles[2], titles[1], titles[3], *titles[5:]]
    assert page.evaluate("id => document.getElementById(id).kept", others[0])
    expect(page.locator(f"#{second}")).to_be_focused()
    assert unexpected(alice.complaints) == []


class SlowLine:
    """A line that lets nothing through until it is told to."""

    def __init__(self, page: Page, addresses: str = "**/edit/*/**") -> None:
        self.held: list[Route] = []
        self.is_open = True
        page.route(addresses, self.handle)

    def handle(self, route: Route) -> None:
        """Lets through, or holds back."""
        if self.is_open:
            route.continue_()
        else:
            self.held.append(route)

    def opens(self) -> None:
        """Lets through what it held back, and all that follows."""
        self.is_open = True
        for route in self.held:
            route.continue_()
        self.held = []


def test_what_is_typed_before_the_next_row_is_open_is_typed_into_it(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    line = SlowLine(page)
    page.locator("#date-1").press("Enter")
    page.locator("#date-1 [name=label]").fill("First")
    line.is_open = False
    page.keyboard.press("Control+Enter")
    page.keyboard.type("Ahead?")
    page.keyboard.press("Backspace")
    page.keyboard.type("!")
    line.opens()
    expect(page.locator("#date-1-next .fields input:visible").first).to_have_value("Ahead!")


def test_what_is_typed_ahead_of_a_row_that_cannot_be_saved_is_said(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#paper-1").press("Enter")
    page.locator("#paper-1").get_by_label("Title").fill("")
    line = SlowLine(page)
    line.is_open = False
    page.keyboard.press("Control+Enter")
    page.keyboard.type("Another")
    line.opens()
    expect(page.get_by_role("status").first).to_have_text("No row opened for what you typed: Another")
    page.keyboard.type("Here")
    expect(page.locator("#paper-1").get_by_label("Title")).to_have_value("Here")


def paste(page: Page, text: str) -> None:
    """Pastes a text where the focus is."""
    page.evaluate(
        """(text) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
            document.activeElement.dispatchEvent(paste);
        }""",
        text,
    )


def test_a_row_that_its_form_moves_to_another_day_has_the_focus_there_and_back(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.get_by_role("link", name="Edit masthead").press("Enter")
    page.get_by_label("Last day").fill("2024-10-11")
    page.get_by_label("Last day").press("Enter")
    expect(page.locator("#edition-1:not(.form)")).to_have_attribute("tabindex", "0")
    row = page.locator("#slot-3:not(.form)")
    row.press("Enter")
    page.get_by_label("Day", exact=True).select_option("2")
    page.locator("#slot-3 [name=title]").press("Enter")
    expect(page.locator(".slot").last).to_have_id("slot-3")
    expect(row).to_be_focused()
    page.keyboard.press("Control+z")
    expect(page.locator(".slot").last).not_to_have_id("slot-3")
    expect(row).to_be_focused()


def test_rows_that_are_typed_one_after_the_other_before_any_answer_are_all_added(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    titles = ["First", "Second", "Third", "Fourth", "Fifth", "Sixth"]
    line = SlowLine(page)
    line.is_open = False
    page.locator("#paper-1").press("Control+Enter")
    for title in titles:
        page.keyboard.type(title)
        page.keyboard.press("Enter" if title == "Sixth" else "Control+Enter")
    line.opens()
    expect(page.locator("#paper-1 ~ .paper .title")).to_contain_text(titles)
    expect(page.get_by_role("status").first).to_have_text("Added the paper.")
    expect(page.locator(".paper-form")).to_have_count(0)
    expect(page.locator(".paper", has=page.get_by_text(re.compile("^(" + "|".join(titles) + ")$")))).to_have_count(6)


def test_what_is_typed_after_enter_until_the_row_is_saved_is_said(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#paper-1").press("Enter")
    page.locator("#paper-1").get_by_label("Title").fill("Saved")
    line = SlowLine(page)
    line.is_open = False
    page.keyboard.press("Enter")
    page.keyboard.type("more")
    line.opens()
    expect(page.locator("#paper-1.row .title")).to_have_text("Saved")
    expect(page.get_by_role("status").first).to_have_text("No row opened for what you typed: more")


def test_who_clicks_into_another_form_meanwhile_types_there_and_is_told_what_was_typed_ahead(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    for row in ("#paper-2", "#paper-1"):
        page.locator(row).press("Enter")
        expect(page.locator(row).get_by_label("Title")).to_be_focused()
    page.keyboard.type("Saved")
    line = SlowLine(page)
    line.is_open = False
    page.keyboard.press("Control+Enter")
    page.keyboard.type("Ahead")
    other = page.locator("#paper-2").get_by_label("Title")
    other.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("Mine")
    line.opens()
    expect(page.locator("#paper-1.row .title")).to_have_text("Saved")
    expect(page.get_by_role("status").first).to_have_text("No row opened for what you typed: Ahead")
    expect(other).to_have_value("Mine")
    expect(other).to_be_focused()
    expect(page.locator("#paper-1-next")).to_have_count(0)


def test_what_is_typed_after_a_save_that_could_not_be_sent_waits_for_it_and_is_typed_into_the_next_row(
    crowd: Crowd,
) -> None:
    page = crowd.person().edits("alice")
    page.locator("#paper-1").press("Control+Enter")
    form, status = page.locator("#paper-1-next"), page.get_by_role("status").first
    expect(form.get_by_label("Title")).to_be_focused()
    page.keyboard.type("Offline one")
    page.context.set_offline(True)
    page.keyboard.press("Control+Enter")
    expect(form.get_by_role("alert")).to_contain_text("the server cannot be reached")
    page.keyboard.type("Offline two")
    waits = "Waiting for the server to save this row; Esc ends it."
    expect(status).to_have_text(f"{waits} Kept for the next row: Offline two")
    expect(form.get_by_label("Title")).to_have_value("Offline one")
    page.keyboard.press("Control+Enter")
    page.keyboard.type("Offline three")
    page.context.set_offline(False)
    expect(page.locator("#paper-1 ~ .paper .title")).to_contain_text(["Offline one", "Offline two"])
    expect(page.locator(".paper-form").get_by_label("Title")).to_have_value("Offline three")


def test_escape_ends_the_wait_for_a_save_that_could_not_be_sent(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#paper-1").press("Enter")
    title = page.locator("#paper-1").get_by_label("Title")
    title.fill("Offline")
    page.context.set_offline(True)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status").first).to_contain_text("Waiting for the server")
    page.keyboard.type("Ahead")
    page.keyboard.press("Escape")
    expect(page.get_by_role("status").first).to_have_text("No row opened for what you typed: Ahead")
    page.keyboard.type("!")
    expect(title).to_have_value("Offline!")


def test_a_new_row_opens_under_the_current_one_with_one_key(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    before = ids(page.locator(".organizer"))
    page.locator(f"#{before[0]}").focus()
    page.keyboard.press("Control+Enter")
    focused = page.locator(":focus")
    expect(focused).to_have_attribute("name", "name")
    page.keyboard.type("First of two")
    page.keyboard.press("Control+Enter")
    expect(page.locator(".organizer").nth(1)).to_contain_text("First of two")
    expect(focused).to_have_attribute("name", "name")
    expect(focused).to_have_value("")
    page.keyboard.type("Second of two")
    page.keyboard.press("Enter")
    expect(page.locator(".organizer").nth(2)).to_contain_text("Second of two")
    expect(page.locator(".organizer").nth(2)).to_be_focused()
    after = ids(page.locator(".organizer"))
    assert [after[0], *after[3:]] == before
    assert unexpected(alice.complaints) == []


def test_a_new_row_that_is_open_stays_while_its_list_is_drawn_anew(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    first, second, third = ids(page.locator(".paper"))[:3]
    page.locator(f"#{first}").press("Control+Enter")
    form = page.get_by_role("form", name="New paper")
    form.get_by_label("Title").fill("Still typing")
    page.locator(f"#{third}").press("Alt+ArrowUp")
    expect(page.get_by_role("status")).to_have_text("Moved up.")
    assert ids(page.locator(".paper-list > *"))[:4] == [first, f"{first}-next", third, second]
    expect(form.get_by_label("Title")).to_have_value("Still typing")
    page.locator(f"#{first}").press("Control+Enter")
    expect(form.get_by_label("Title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(f"#{first}")).to_be_focused()
    page.get_by_role("button", name="Bring it back").press("Enter")
    expect(form.get_by_label("Title")).to_have_value("Still typing")
    page.keyboard.press("Enter")
    expect(page.locator(".paper").nth(1)).to_contain_text("Still typing")


def test_a_new_section_is_put_where_it_was_asked_for(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#section-1").press("Control+Enter")
    page.get_by_label("Heading").fill("Right here")
    page.keyboard.press("Enter")
    expect(page.locator(".section h2").nth(1)).to_have_text("Right here")


@pytest.mark.usefixtures("untimed")
def test_a_row_moves_by_keyboard_and_keeps_the_focus(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    last = page.locator(".group").first.locator(".slot").last
    moved = page.locator(f"#{last.get_attribute('id')}")
    before = ids(page.locator(".slot"))
    moved.press("Alt+ArrowDown")
    expect(page.get_by_role("status")).to_have_text("Moved to FAIMI.")
    expect(moved).to_be_focused()
    expect(page.locator(".group").nth(1).locator(".slot").first).to_have_id(before[before.index(str(ids(moved)[0]))])
    page.keyboard.press("Alt+ArrowDown")
    expect(page.get_by_role("status")).to_have_text("Moved down.")
    expect(moved).to_be_focused()
    expect(moved.locator("[data-state]")).to_have_text("Moved")


def test_each_press_moves_a_row_once_more_though_the_answer_to_the_former_is_still_to_come(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    line, papers = SlowLine(page), page.locator(".paper")
    row, *others = ids(papers)
    line.is_open = False
    page.locator(f"#{row}").focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp"):
        page.keyboard.press(f"Alt+{key}")
    line.opens()
    expect(papers.nth(2)).to_have_id(row)
    expect(page.get_by_role("status")).to_have_text("Moved up.")
    expect(page.locator(f"#{row}")).to_be_focused()
    assert ids(papers) == [*others[:2], row, *others[2:]]


@pytest.mark.usefixtures("untimed")
def test_presses_that_come_fast_lead_a_row_into_the_next_track_and_on(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    line, row = SlowLine(page), ids(page.locator(".group").first.locator(".slot"))[-1]
    line.is_open = False
    for _ in range(3):
        page.locator(f"#{row}").press("Alt+ArrowDown")
    line.opens()
    expect(page.locator(".group").nth(1).locator(".slot").nth(2)).to_have_id(row)
    expect(page.locator(f"#{row}")).to_be_focused()


def test_a_row_is_dragged_to_its_place_in_one_change(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    papers = page.locator(".paper")
    before = ids(papers)
    papers.nth(3).hover()
    drag(page, papers.nth(3).locator(".handle"), papers.nth(1), 0.2)
    expect(papers.nth(1)).to_have_class("item row paper drop-before")
    page.mouse.up()
    expect(page.get_by_role("status")).to_have_text("Moved to place 2 of 16.")
    assert ids(papers)[:5] == [before[0], before[3], before[1], before[2], before[4]]
    expect(page.locator(f"#{before[3]}")).to_be_focused()
    expect(page.locator(".drop-before, .drop-after, .dragging")).to_have_count(0)
    page.reload()
    assert ids(papers)[1] == before[3]
    assert unexpected(alice.complaints) == []


@pytest.mark.usefixtures("untimed")
def test_a_drag_into_another_track_changes_the_track(crowd: Crowd) -> None:
    page = crowd.person(height=1600).edits("alice")
    other = page.locator(".group").nth(1).locator(".slot")
    moved, neighbour = page.locator("#slot-1"), ids(other)[0]
    moved.hover()
    drag(page, moved.locator(".handle"), other.first, 0.9)
    page.mouse.up()
    expect(page.get_by_role("status")).to_have_text("Moved to FAIMI.")
    assert ids(other)[:2] == [neighbour, "slot-1"]


def test_escape_leaves_a_dragged_row_where_it_was(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    papers = page.locator(".paper")
    before = ids(papers)
    papers.nth(3).hover()
    drag(page, papers.nth(3).locator(".handle"), papers.nth(1), 0.2)
    page.keyboard.press("Escape")
    expect(page.get_by_role("status")).to_have_text("Not moved.")
    page.mouse.up()
    expect(page.locator(".drop-before, .drop-after, .dragging")).to_have_count(0)
    assert ids(papers) == before


def test_a_drag_at_the_edge_scrolls(crowd: Crowd) -> None:
    page = crowd.person(height=600).edits("alice")
    page.locator("#paper-1").scroll_into_view_if_needed()
    page.locator("#paper-1").hover()
    above = page.locator(".slot").nth(6)
    expect(above).not_to_be_in_viewport()
    page.locator("#paper-1 .handle").hover()
    page.mouse.down()
    page.mouse.move(600, 300, steps=2)
    page.mouse.move(600, 80, steps=2)
    expect(above).to_be_in_viewport()
    page.keyboard.press("Escape")


def test_a_row_that_stands_in_order_of_time_has_no_controls_to_move_it(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    date = page.locator("#date-2")
    date.focus()
    expect(date.locator(".remove")).to_have_count(1)
    expect(date.locator(".up, .down, .handle, [data-drag]")).to_have_count(0)
    before = ids(page.locator(".date"))
    page.keyboard.press("Alt+ArrowUp")
    expect(page.get_by_role("status")).to_have_text("Rows with a date stand in order of time.")
    assert ids(page.locator(".date")) == before


def test_a_finger_drags_a_row_and_a_tap_opens_its_controls(crowd: Crowd) -> None:
    alice = crowd.person(390, 844, touch=True)
    page = alice.edits("alice")
    papers = page.locator(".paper")
    before = ids(papers)
    papers.first.scroll_into_view_if_needed()
    papers.first.focus()
    handle, target = papers.first.locator("summary").bounding_box(), papers.nth(1).bounding_box()
    assert handle
    assert target
    x, y = handle["x"] + 20, handle["y"] + 20
    finger = page.context.new_cdp_session(page)
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 6):
        to = y + (target["y"] + target["height"] - 2 - y) * step / 5
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": to}]})
    expect(page.locator(".dragging")).to_have_id(before[0])
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    expect(papers.nth(1)).to_have_id(before[0])
    expect(page.get_by_role("status")).to_have_text("Moved to place 2 of 16.")
    expect(papers.nth(1)).to_have_class("item row paper")  # the highlight is over, and the finger's drag forgotten
    expect(papers.nth(1).locator(".all-fields")).not_to_be_visible()
    papers.nth(1).locator("summary").tap()
    expect(papers.nth(1).locator(".all-fields")).to_be_visible()
    papers.nth(1).get_by_role("button", name="Move up").tap()
    expect(papers.first).to_have_id(before[0])
    expect(papers.first.locator(".all-fields")).to_be_visible()
    assert unexpected(alice.complaints) == []


@pytest.mark.parametrize(("width", "height", "touch"), [(360, 740, True), (390, 844, True), (360, 740, False)])
def test_what_is_touched_is_large_enough(crowd: Crowd, width: int, height: int, touch: bool) -> None:
    page = crowd.person(width, height, touch=touch).edits("alice")
    page.locator("#slot-2").press("Enter")
    expect(page.locator("#slot-2").get_by_role("button", name="Save")).to_be_visible()
    page.locator("#paper-1").focus()
    page.locator("#paper-1 summary").click()
    expect(page.locator("#paper-1 .all-fields")).to_be_visible()
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, summary, .control, .form :is(input, select, textarea), .bar a")]
            .filter((e) => e.checkVisibility() && e.type !== "hidden")
            .map((e) => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
            .filter(([, box]) => box.width < 44 || box.height < 44).map(([html]) => html)"""
    )
    assert small == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_keys_are_told(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.get_by_role("button", name="More").click()
    page.get_by_role("button", name="Keys").click()
    expect(page.get_by_role("heading", name="Keys")).to_be_visible()
    expect(page.locator("#keys")).to_contain_text("a new row below")
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", name="Keys")).not_to_be_visible()


def test_a_row_is_moved_without_javascript_from_its_form(crowd: Crowd) -> None:
    page = crowd.person(360, javascript=False).edits("alice")
    page.locator("#paper-1 .edit").click()
    page.get_by_role("button", name="Move down").click()
    expect(page.locator(".paper").nth(1)).to_have_id("paper-1")
