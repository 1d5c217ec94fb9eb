"""Gestures on the schedule: what would move is seen before it happens, taken by Enter or a drop, undone by one key."""

import re
from datetime import time
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from faimi import create_app
from faimi.content.schedule import Slot
from faimi.extensions import db
from tests.browser.conftest import Crowd, unexpected
from tests.browser.test_cells import place
from tests.browser.test_rows import drag, ids
from tests.samples import section_of

pytestmark = pytest.mark.browser


def words(page: Page) -> Locator:
    """The sentence of the preview."""
    return page.locator("#plan > p").first


def times(page: Page, *numbers: int) -> list[str]:
    """When rows begin and end."""
    return [page.locator(f"#slot-{number} .when").inner_text().replace("\n", "") for number in numbers]


def choose(page: Page, first: int, last: int) -> None:
    page.locator(f"#slot-{first}").focus()
    for _ in range(last - first):
        page.keyboard.press("Shift+ArrowDown")


def test_a_row_is_swapped_with_its_neighbour_by_a_key_that_enter_takes(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    before = times(page, 7, 8)
    page.locator("#slot-8").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(words(page)).to_contain_text("change places")
    expect(page.locator(".ghost")).to_have_count(2)
    expect(page.locator("#slot-8 .ghost")).to_have_text("16:00–16:10")
    assert times(page, 7, 8) == before
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("change places")
    expect(page.locator("#slot-8 + #slot-7")).to_be_visible()
    expect(page.locator("#slot-8")).to_be_focused()
    assert times(page, 8, 7) == ["16:00–16:10", "16:10–17:10"]
    expect(page.locator("#plan > *, .ghost")).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(page.locator("#slot-7 + #slot-8")).to_be_visible()
    assert times(page, 7, 8) == before
    assert unexpected(alice.complaints) == []


def test_escape_leaves_what_was_shown_and_nothing_was_saved(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    before = times(page, 7, 8)
    page.locator("#slot-8").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(words(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#plan > *, .ghost")).to_have_count(0)
    expect(page.locator("#slot-8")).to_be_focused()
    page.reload()
    assert times(page, 7, 8) == before


def test_seven_rows_are_shifted_by_two_hours(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#slot-7").scroll_into_view_if_needed()
    choose(page, 7, 13)
    before = page.evaluate("scrollY")
    page.keyboard.type("+2h")
    expect(words(page)).to_have_text("7 rows move by 2 h.")
    assert page.evaluate("scrollY") == before
    page.keyboard.press("Enter")
    expect(page.locator("#slot-13 .when")).to_contain_text("19:50")
    assert times(page, 7, 8) == ["18:00–19:00", "19:00–19:10"]
    expect(page.locator("#slot-7")).to_be_focused()
    page.keyboard.press("Control+z")
    expect(page.locator("#slot-13 .when")).to_contain_text("17:50")


def test_what_is_half_typed_is_answered_in_words_and_logs_nothing(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    choose(page, 8, 9)
    page.keyboard.type("+")
    expect(page.locator("#plan")).to_contain_text("Type +10 or -2 h to shift")
    page.keyboard.type("5")
    expect(words(page)).to_contain_text("by 5 min")
    assert alice.complaints == []


def test_five_talks_are_set_to_twelve_minutes_each(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    choose(page, 8, 12)
    page.keyboard.type("12 min")
    expect(words(page)).to_contain_text("5 rows take 12 min each")
    page.keyboard.press("Enter")
    expect(page.locator("#slot-13 [data-field=start]")).to_have_text("18:00")
    assert times(page, 8, 9, 12, 13) == ["17:00–17:12", "17:12–17:24", "17:48–18:00", "18:00–18:10"]


def test_a_length_that_is_typed_in_its_cell_takes_what_follows_along(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    place(page, "slot-8", "end").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("+10")
    expect(words(page)).to_contain_text("5 rows move by 10 min")
    expect(page.locator(".ghost")).to_have_count(6)
    page.keyboard.press("Enter")
    expect(page.locator("#slot-13 [data-field=start]")).to_have_text("18:00")
    expect(page.locator(".cell")).to_have_count(0)
    assert times(page, 8, 9) == ["17:00–17:20", "17:20–17:30"]
    page.keyboard.press("Control+z")
    expect(page.locator("#slot-13 .when")).to_contain_text("17:50")
    assert unexpected(alice.complaints) == []


def test_alt_enter_changes_the_one_row_alone(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    place(page, "slot-8", "end").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("17:20")
    expect(words(page)).to_contain_text("5 rows move by 10 min")
    page.keyboard.press("Alt+Enter")
    expect(page.locator("#slot-8 .until")).to_contain_text("17:20")
    expect(page.locator("#plan > *, .ghost")).to_have_count(0)
    assert times(page, 9) == ["17:10–17:20"]
    page.locator("#slot-12").focus()
    page.keyboard.press("m")
    page.keyboard.press("ArrowDown")
    expect(words(page)).to_contain_text("by 5 min")
    page.keyboard.press("Alt+Enter")
    expect(page.locator("#slot-12 .when")).to_contain_text("17:45")
    assert times(page, 13) == ["17:50–18:00"]


def test_m_and_arrows_move_a_row_and_change_its_length(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#slot-12").focus()
    page.keyboard.press("m")
    expect(page.get_by_role("status").first).to_contain_text("Arrows move the row")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(words(page)).to_have_text("2 rows move by 10 min.")
    page.keyboard.press("Shift+ArrowDown")
    expect(words(page)).to_contain_text("takes 15 min instead of 10 min")
    page.keyboard.press("Enter")
    expect(page.locator("#slot-13 .when")).to_contain_text("17:55")


def test_a_row_is_dragged_between_two_others_and_the_drop_takes_what_is_shown(crowd: Crowd) -> None:
    alice = crowd.person(height=1600)
    page = alice.edits("alice")
    moved = page.locator("#slot-12")
    moved.hover()
    drag(page, moved.locator(".handle"), page.locator("#slot-9"), 0.1)
    expect(page.locator("#slot-9 .ghost")).to_have_text("17:20–17:30")
    page.mouse.up()
    expect(page.locator("#slot-12 + #slot-9")).to_be_visible()
    assert times(page, 8, 12, 9, 11, 13) == [
        "17:00–17:10",
        "17:10–17:20",
        "17:20–17:30",
        "17:40–17:50",
        "17:50–18:00",
    ]
    page.keyboard.press("Control+z")
    expect(page.locator("#slot-8 + #slot-9")).to_be_visible()
    assert unexpected(alice.complaints) == []


def hold(page: Page) -> list[Route]:
    """The requests for a preview from now on, which wait to be let on; one that another took the place of never is."""
    held: list[Route] = []
    page.route("**/slot/plan", lambda route: held.append(route))  # a method of Python's own is none to Playwright
    return held


def test_a_drop_takes_no_preview_that_came_after_the_one_that_was_read(crowd: Crowd) -> None:
    page = crowd.person(height=1600).edits("alice")
    before = times(page, 8, 9, 11, 12)
    page.locator("#slot-12").hover()
    drag(page, page.locator("#slot-12 .handle"), page.locator("#slot-9"), 0.1)
    expect(page.locator("#slot-9 .ghost")).to_have_text("17:20–17:30")
    held = hold(page)
    with page.expect_request("**/slot/plan"):
        page.mouse.move(*middle(page.locator("#slot-11")), steps=2)
    page.mouse.up()
    held[-1].continue_()
    expect(words(page)).to_contain_text("change places")
    expect(page.get_by_role("status").first).to_contain_text("Enter takes it")
    page.unroute("**/slot/plan")
    assert times(page, 8, 9, 11, 12) == before
    page.keyboard.press("Enter")
    expect(page.locator("#slot-12 + #slot-11")).to_be_visible()
    assert times(page, 9, 12, 11) == [before[1], before[2], before[3]]


def test_a_drop_where_the_page_scrolls_waits_for_what_nobody_has_read(crowd: Crowd) -> None:
    page = crowd.person(height=700).edits("alice")
    page.locator("#slot-2").scroll_into_view_if_needed()
    before, top = times(page, 1, 2, 3, 4), page.evaluate("scrollY")
    held = hold(page)
    page.locator("#slot-2").hover()
    page.locator("#slot-2 .handle").hover()
    page.mouse.down()
    page.mouse.move(500, 695, steps=4)
    page.wait_for_function("top => scrollY > top + 300", arg=top)
    page.mouse.up()
    held[-1].continue_()
    expect(words(page)).to_contain_text("Practical")
    expect(page.get_by_role("status").first).to_contain_text("Enter takes it")
    page.keyboard.press("Escape")
    expect(page.locator("#plan > *, .ghost")).to_have_count(0)
    page.reload()
    assert times(page, 1, 2, 3, 4) == before


def middle(row: Locator) -> tuple[float, float]:
    """Where the middle of a row is on the screen."""
    box = row.bounding_box()
    assert box
    return box["x"] + 60, box["y"] + box["height"] / 2


def test_a_row_that_is_dragged_onto_the_middle_of_another_changes_places_with_it(crowd: Crowd) -> None:
    page = crowd.person(height=1600).edits("alice")
    page.locator("#slot-4").hover()
    drag(page, page.locator("#slot-4 .handle"), page.locator("#slot-3"), 0.5)
    expect(words(page)).to_contain_text("change places")
    page.mouse.up()
    expect(page.locator("#slot-4 + #slot-3")).to_be_visible()
    assert times(page, 4, 3) == ["13:55–14:40", "14:40–15:00"]


def test_a_row_goes_to_another_track_in_one_drag(crowd: Crowd) -> None:
    page = crowd.person(height=1600).edits("alice")
    other = page.locator(".group").nth(1).locator(".slot")
    page.locator("#slot-2").hover()
    drag(page, page.locator("#slot-2 .handle"), page.locator("#slot-8"), 0.05)
    expect(words(page)).to_contain_text("FAIMI")
    page.mouse.up()
    expect(other).to_have_count(10)
    assert "slot-2" in ids(other)
    page.keyboard.press("Control+z")
    expect(other).to_have_count(9)


def test_escape_while_a_row_is_dragged_leaves_all_as_it_was(crowd: Crowd) -> None:
    page = crowd.person(height=1600).edits("alice")
    page.locator("#slot-12").hover()
    drag(page, page.locator("#slot-12 .handle"), page.locator("#slot-9"), 0.1)
    expect(words(page)).to_be_visible()
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(page.locator("#plan > *, .ghost")).to_have_count(0)
    assert times(page, 12) == ["17:40–17:50"]


def test_the_lower_edge_of_a_row_is_pulled(crowd: Crowd) -> None:
    page = crowd.person(height=1600).edits("alice")
    row = page.locator("#slot-8")
    row.hover()
    edge = row.locator("[data-pull]").bounding_box()
    assert edge
    page.mouse.move(edge["x"] + 10, edge["y"] + 8)
    page.mouse.down()
    page.mouse.move(edge["x"] + 10, edge["y"] + 8 + 24, steps=4)
    expect(words(page)).to_contain_text("takes 20 min instead of 10 min")
    page.mouse.up()
    expect(page.locator("#slot-13 [data-field=start]")).to_have_text("18:00")


def test_missing_minutes_before_a_pinned_row_are_found_where_a_person_says(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    choose(page, 13, 13)
    page.locator("#slot-13").click(modifiers=["Control"], position={"x": 5, "y": 5})
    page.get_by_role("button", name="Pin", exact=True).click()
    expect(words(page)).to_contain_text("stays where it is")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Pin", exact=True).click()
    page.get_by_role("button", name="Do it").click()
    expect(page.locator("#slot-13 .pin")).to_be_visible()
    expect(page.locator("#slot-13")).to_be_focused()
    place(page, "slot-11", "end").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("+5")
    expect(words(page)).to_contain_text(re.compile("is pinned; 5 min are missing"))
    page.get_by_role("link", name="Leave it").click()
    expect(page.locator("#plan > *")).to_have_count(0)
    expect(page.locator(".cell textarea, .cell input:not([type=hidden])").first).to_be_focused()
    page.keyboard.type("1")
    page.keyboard.press("Backspace")
    expect(words(page)).to_contain_text("5 min are missing")
    page.get_by_role("button", name="Shorten").click()
    expect(page.locator(".cell")).to_have_count(0)
    assert times(page, 11, 12) == ["17:30–17:45", "17:45–17:50"]
    expect(page.locator("#slot-11")).to_be_focused()


def test_what_another_changed_meanwhile_is_shown_anew_before_it_is_taken(crowd: Crowd) -> None:
    page, other = crowd.person().edits("alice"), crowd.person().edits("bob")
    page.locator("#slot-8").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(words(page)).to_contain_text("change places")
    page.evaluate("document.getElementById('live').remove()")
    place(other, "slot-8", "end").click()
    other.keyboard.press("Control+a")
    other.keyboard.type("17:05")
    other.keyboard.press("Alt+Enter")
    expect(other.locator("#slot-8 .until")).to_contain_text("17:05")
    expect(other.locator(".sent")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(words(page)).to_have_text("The schedule was changed meanwhile. This is what would happen now.")
    page.keyboard.press("Enter")
    expect(page.locator("#slot-8 + #slot-7")).to_be_visible()
    assert times(page, 8) == ["16:00–16:05"]


def test_without_a_script_a_form_shows_what_moves_and_keeps_what_was_typed(crowd: Crowd) -> None:
    alice = crowd.person(360, javascript=False)
    page = alice.edits("alice")
    page.locator("#slot-8 .edit").click()
    page.get_by_label("End").fill("+10")
    page.get_by_label("Room").fill("Aula")
    page.get_by_label("What follows moves too").check()
    page.get_by_role("button", name="Preview").click()
    told = page.locator(".foreseen")
    expect(told).to_contain_text("takes 20 min instead of 10 min; 5 rows move by 10 min.")
    expect(told).to_be_in_viewport(ratio=1)
    expect(told.locator("li time")).to_have_count(6)
    expect(told.locator("li").nth(1)).to_contain_text("17:10–17:20 17:20–17:30")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    expect(page.get_by_role("button", name="Save")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Remove")).not_to_be_in_viewport()  # it would cover that
    expect(page.get_by_label("Room")).to_have_value("Aula")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("5 rows move by 10 min.")
    assert times(page, 8, 13) == ["17:0017:20", "18:0018:10"]
    expect(page.locator("#slot-8")).to_contain_text("Aula")
    page.get_by_role("button", name="Undo").click()
    assert times(page, 8, 13) == ["17:0017:10", "17:5018:00"]
    assert alice.complaints == []


@pytest.fixture
def at_once(instance: Path, site: str) -> None:
    """The sample's schedule is a day to scale: Ada in A and Boole in B at 9, and Curie in C, in A's column, at 14."""
    with create_app({"INSTANCE_PATH": instance}).app_context():
        section = section_of("slot")
        db.session.query(Slot).delete()
        for title, track, start in (("Ada", "A", 9), ("Boole", "B", 9), ("Curie", "C", 14)):
            clock = {"start": time(start), "end": time(start + 1)}
            db.session.add(Slot(section=section, position=start, title=title, track=track, **clock))
            db.session.flush()
        db.session.commit()
        db.engine.dispose()


def drag_to(page: Page, title: str, hour: int, over: str = "") -> None:
    """Drags a card to scale by its handle until its upper edge is at an hour, in the column of another one if told."""
    row = page.locator(".slot", has_text=title)
    row.hover()
    handle, card = row.locator("summary").bounding_box(), row.bounding_box()
    rule = page.locator(f".rule.hour-{hour}").bounding_box()
    column = page.locator(".slot", has_text=over or title).bounding_box()
    assert handle
    assert card
    assert rule
    assert column
    page.mouse.move(handle["x"] + 5, handle["y"] + 5)
    page.mouse.down()
    page.mouse.move(column["x"] + 20, rule["y"] + 1 + handle["y"] + 5 - card["y"], steps=6)


@pytest.mark.usefixtures("at_once")
def test_a_card_to_scale_is_dragged_to_another_time_and_another_track(crowd: Crowd) -> None:
    alice = crowd.person(1280, 2400)
    page = alice.edits("alice")
    drag_to(page, "Curie", 11)
    expect(words(page)).to_have_text(re.compile(r"“Curie” moves (earlier by 3 h|to 11:00)\b[^“]*$"))
    page.mouse.up()
    expect(page.locator(".slot", has_text="Curie").locator(".when")).to_contain_text("11:00")
    drag_to(page, "Curie", 10, over="Boole")
    expect(words(page)).to_contain_text("“Curie” moves to 10:00 in “B”")
    page.mouse.up()
    expect(page.locator(".slot", has_text="Curie").locator(".track")).to_have_text("B")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(page.locator(".slot", has_text="Curie").locator(".when")).to_contain_text("14:00")
    assert unexpected(alice.complaints) == []


def test_a_finger_extends_a_deadline_by_one_tap_and_one_date(crowd: Crowd) -> None:
    alice = crowd.person(360, 740, touch=True)
    page = alice.edits("alice")
    date = page.locator(".date.row", has_text="Camera-ready")
    former = date.locator("[data-field=date]").inner_text()
    date.get_by_text("Extend to …").tap()
    page.locator(".cell input[type=date]").fill("2024-12-24")
    page.keyboard.press("Enter")
    expect(date.locator("[data-field=date]")).to_contain_text("24 December 2024")
    expect(date.locator("del").last).to_have_text(former)
    expect(date.get_by_text("Extend to …")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("#undo").tap()
    expect(date.locator("[data-field=date]")).to_have_text(former)
    assert unexpected(alice.complaints) == []


def test_a_key_and_a_date_extend_a_deadline(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    date = page.locator(".date.row", has_text="Camera-ready")
    former = date.locator("[data-field=date]").inner_text()
    date.focus()
    page.keyboard.press("e")
    page.locator("[name=extended_to]:focus").fill("2024-12-24")
    page.keyboard.press("Enter")
    expect(date.locator("[data-field=date]")).to_contain_text("24 December 2024")
    expect(date.locator("del").last).to_have_text(former)
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    expect(date.locator("[data-field=date]")).to_have_text(former)


def test_what_is_typed_on_a_row_is_its_new_length_start_or_shift(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#slot-8").focus()
    page.keyboard.type("20 min")
    expect(page.locator("#slot-8.picked")).to_be_visible()
    expect(words(page)).to_contain_text("takes 20 min instead of 10 min")
    page.keyboard.press("Enter")
    expect(page.locator("#slot-13 [data-field=start]")).to_have_text("18:00")
    expect(page.locator("#slot-8")).to_be_focused()
    page.keyboard.press("Control+z")
    expect(page.locator("#slot-13 [data-field=start]")).to_have_text("17:50")


def test_on_a_phone_what_is_shown_takes_a_quarter_of_the_screen_with_its_sentence_and_its_ways(
    crowd: Crowd, instance: Path
) -> None:
    with create_app({"INSTANCE_PATH": instance}).app_context():
        row = db.session.query(Slot).filter_by(number=13).one()
        row.pinned = True
        db.session.commit()
        db.engine.dispose()
    page = crowd.person(360, 740, touch=True).edits("alice")
    choose(page, 9, 11)
    strip = page.locator("#strip")
    height = "element => element.getBoundingClientRect().height / innerHeight"
    assert strip.evaluate(height) < 0.1
    page.keyboard.type("+5")
    expect(words(page)).to_contain_text("missing")
    ways = page.locator("#plan .actions > *")
    expect(page.get_by_role("button", name="Shorten")).to_be_attached()
    assert strip.evaluate(height) <= 0.25
    expect(words(page)).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Do it")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("link", name="Leave it")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for offered in (*ways.all(), page.get_by_role("button", name="Unpin")):
        offered.scroll_into_view_if_needed()
        expect(offered).to_be_in_viewport(ratio=0.99)  # of a scrolled line an edge may lie between two pixels
