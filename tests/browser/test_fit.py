"""What remains of forms, the drag of a row and the ways to a section fit their screen, whichever it is."""

import re

import pytest
from playwright.sync_api import CDPSession, Locator, Page, expect

from tests.browser.conftest import Crowd, at_widths, unexpected
from tests.browser.test_cells import place as field_of
from tests.browser.test_cells import type_over
from tests.conftest import SLUG

pytestmark = pytest.mark.browser
BOXES = """form => [...form.querySelectorAll(".fields > .field")].map(field => {
  const { left, width } = field.getBoundingClientRect();
  return [field.querySelector("label").textContent, left, width];
})"""
COVERED = """row => {  // what is not this row's, and lies below what this row offers
  const all = document.querySelectorAll(".row [data-field], .add .control, .form");
  const others = [...all].filter(e => !row.contains(e));
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  return [...row.querySelectorAll(".offer, .buttons .control")].filter(e => e.checkVisibility()).flatMap(e =>
    others.filter(other => meet(e.getBoundingClientRect(), other.getBoundingClientRect()))
      .map(other => `${row.id}: ${e.textContent} over ${other.textContent.trim().slice(0, 40)}`));
}"""
OVERLAPPING = """row => {  // what the row offers, and its open cell, that lie over one another
  const drawn = [...row.querySelectorAll(".offer, .buttons .control")];
  const all = drawn.filter(e => e.checkVisibility() && !e.closest(".cell"));
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  const box = e => [e, ...e.querySelectorAll(":is(input, select, .beside)")].map(one => one.getBoundingClientRect());
  return all.flatMap((e, n) => all.slice(n + 1).filter(other => box(e).some(a => box(other).some(b => meet(a, b))))
    .map(other => `${e.textContent.trim()} over ${other.textContent.trim()}`));
}"""
# Headings of tracks stay in sight while the page scrolls.
TOPS = """() => [...document.querySelectorAll('.row:not(.group-name)')]
  .map(row => row.getBoundingClientRect().top + scrollY)"""
LAST = "() => [...document.querySelectorAll('.items .item:last-of-type')].map(row => row.id)"
LOOKED_AT = ["edition-1", "section-5", "text-1", "keynote-1", "slot-1", "slot-3", "paper-3", "award-1", "date-1"]
SPEED = """() => new Promise(done => {  // pixels a millisecond, over twelve frames of a drag
  let left = 12, top = scrollY, at = performance.now();
  const frame = () => --left ? requestAnimationFrame(frame) : done((scrollY - top) / (performance.now() - at));
  requestAnimationFrame(frame);
})"""


def opened(page: Page, row: str) -> Locator:
    """The form of a row, opened by key."""
    page.locator(row).press("Enter")
    form = page.locator(f"{row}[data-form]")
    expect(form).to_be_visible()
    return form


def top(form: Locator, label: str) -> float:
    """How far down a field stands."""
    box = form.get_by_label(label, exact=True).bounding_box()
    assert box
    return box["y"]


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_a_form_keeps_its_columns_when_fields_have_errors(crowd: Crowd, width: int) -> None:
    form = opened(crowd.person(width, 740).edits("alice"), "#slot-2")
    before = form.evaluate(BOXES)
    assert top(form, "Start") == top(form, "End")
    form.get_by_label("Start", exact=True).fill("25:00")
    form.get_by_label("Recording").fill("no link")
    form.get_by_role("button", name="Save").click()
    expect(form.locator(".error")).to_have_count(2)
    assert form.evaluate(BOXES) == before
    assert top(form, "Start") == top(form, "End")


@pytest.mark.parametrize(("width", "facts"), [(360, ["Date", "Last day"]), (1280, ["Date", "Last day", "Attendance"])])
def test_the_short_facts_of_the_masthead_stand_side_by_side(crowd: Crowd, width: int, facts: list[str]) -> None:
    form = opened(crowd.person(width, 740).edits("alice"), "#edition-1")
    assert len({top(form, label) for label in facts}) == 1
    if width > 1000:
        assert form.evaluate("form => form.offsetHeight + document.querySelector('.bar').offsetHeight <= innerHeight")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_buttons_that_stay_in_sight_shade_what_passes_below_them_and_nothing_at_the_end(
    crowd: Crowd, width: int
) -> None:
    form = opened(crowd.person(width, 600).edits("alice"), "#keynote-1")
    shade = "e => (({ height, maskImage }) => [parseFloat(height), maskImage])(getComputedStyle(e, '::before'))"
    height, mask = form.locator(".actions").evaluate(shade)
    assert height >= 12
    assert "gradient" in mask
    form.locator(".asides").scroll_into_view_if_needed()
    gap = form.evaluate(
        "form => form.querySelector('.actions').getBoundingClientRect().top"
        " - form.querySelector('.fields').getBoundingClientRect().bottom"
    )
    assert gap >= height


def test_what_a_row_offers_lies_over_nothing_of_another_and_moves_nothing(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    rows = [*LOOKED_AT, *page.evaluate(LAST)]
    for width in at_widths(page, 360, 768, 1280):
        before = page.evaluate(TOPS)
        for row in rows:
            page.locator(f"#{row} [data-field]").first.hover()
            offers = page.locator(f"#{row} .offered")
            expect(offers).to_have_count(1)
            assert page.locator(f"#{row}").evaluate(COVERED) == [], width
            assert page.evaluate(TOPS) == before
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def test_a_phone_s_menu_holds_what_a_row_does_not_show_and_goes_when_it_has_led_on(crowd: Crowd) -> None:
    alice = crowd.person(360, 740, touch=True)
    page = alice.edits("alice")
    row = page.locator("#slot-3")
    menu, recording = row.locator("summary"), row.locator(".offer", has_text="recording")
    row.focus()
    expect(recording).not_to_be_visible()
    menu.tap()
    heights = row.locator(".offer, .buttons .control").evaluate_all(
        "all => all.filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44
    recording.tap()
    page.keyboard.type("https://example.org/recording")
    page.keyboard.press("Enter")
    expect(row.get_by_role("link", name="Recording")).to_be_focused()
    expect(row.locator(".all-fields")).not_to_be_visible()
    menu.tap()
    row.get_by_role("button", name="Remove").tap()
    expect(row.locator(".all-fields")).not_to_be_visible()
    page.locator("#confirm-dialog").get_by_role("button", name="Cancel").tap()
    expect(menu).to_be_focused()
    menu.tap()
    row.get_by_role("link", name="New schedule row below").tap()
    expect(page.locator("#slot-3-next [name=title]")).to_be_visible()
    expect(row.locator(".all-fields")).not_to_be_visible()
    assert unexpected(alice.complaints) == []


@pytest.mark.usefixtures("soon")
def test_what_a_cell_asks_fits_a_phone_and_cancel_leaves_the_focus_there(crowd: Crowd) -> None:
    page, other = crowd.person(360, 740, touch=True).edits("alice"), crowd.person().edits("bob")
    type_over(page, "slot-3", "title", "By Alice, whose words take more than one line of a phone")
    type_over(other, "slot-3", "title", "By Bob, whose words take more than one line of a phone, too")
    other.keyboard.press("Enter")
    expect(field_of(other, "slot-3", "title")).to_contain_text("By Bob")
    page.keyboard.press("Enter")
    for row, field, asks in (("slot-3", "title", ".their-text"), ("slot-5", "end", ".error")):
        if field == "end":
            type_over(page, row, field, "25:99")
            page.keyboard.press("Enter")
        cell = page.locator(f"#{row} .cell")
        expect(cell.locator(asks)).to_be_visible()
        expect(page.locator(f"#{row} > .state:not(:empty)")).to_have_count(0)
        box = cell.locator(".beside").bounding_box()
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        cell.locator("[data-cancel]").tap()
        expect(field_of(page, row, field)).to_be_focused()


def test_a_new_row_begins_in_its_title_which_nothing_covers(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    for row, field in (("text-1", "body"), ("slot-5", "title")):
        page.locator(f"#{row}").evaluate("row => scrollBy(0, row.getBoundingClientRect().bottom - innerHeight * 0.7)")
        page.locator(f"#{row}").hover()
        page.locator(f"#{row} .below").click()
        begun = page.locator(f"#{row}-next [name={field}]")
        expect(begun).to_be_focused()
        assert begun.evaluate(
            "e => [e.getBoundingClientRect()].every(b => document.elementFromPoint(b.left + 9, b.bottom - 9) === e)"
        )
        assert page.locator(f"#{row}").evaluate(COVERED) == []
    start = page.locator("#slot-5-next [name=start]")
    expect(start).not_to_have_value("")
    for _ in range(9):
        page.keyboard.press("Shift+Tab")
        if page.locator(":focus").get_attribute("name") == "start":
            break
    expect(start).to_be_focused()


def test_a_long_fact_of_the_masthead_fits_a_phone_and_no_control_covers_it(crowd: Crowd) -> None:
    page = crowd.person(360, 740, touch=True).edits("alice")
    page.locator("#edition-1").focus()
    venue, controls = (
        page.locator(f"#edition-1 {part}").bounding_box() for part in ("[data-field=venue]", ".all-fields")
    )
    assert venue
    assert controls
    assert venue["y"] + venue["height"] <= controls["y"]
    before = page.evaluate(TOPS)
    field_of(page, "edition-1", "venue").tap()
    typed = page.locator("#edition-1 .cell [name=venue]")
    expect(typed).to_be_focused()
    assert typed.evaluate("field => field.getBoundingClientRect().right") <= 360 - 18
    assert page.evaluate(TOPS) == before


def test_one_click_leads_from_an_open_offer_of_the_masthead_to_another_and_to_all_fields(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    masthead = page.locator("#edition-1")
    masthead.locator("h1").hover()
    opened = masthead.locator(".cell")
    for offer, field in (("Time zone", "timezone"), ("last day", "ends_on")):
        masthead.locator(".offer", has_text=offer).click()
        expect(opened.locator(f"[name={field}]")).to_be_focused()
        expect(opened).to_have_count(1)
        assert masthead.evaluate(OVERLAPPING) == []
    masthead.get_by_role("link", name="All fields").click()
    expect(page.locator("#edition-1[data-form]")).to_be_visible()


@pytest.mark.usefixtures("soon")
def test_the_question_before_an_undo_comes_to_where_one_reads(crowd: Crowd) -> None:
    page, other = crowd.person().edits("alice"), crowd.person().edits("bob")
    for person, words in ((page, "By Alice"), (other, "By Bob")):
        type_over(person, "slot-3", "title", words)
        person.keyboard.press("Enter")
        expect(field_of(page, "slot-3", "title")).to_have_text(words)
        expect(field_of(other, "slot-3", "title")).to_have_text(words)
    before = page.evaluate("scrollY")
    assert before > 900
    page.keyboard.press("Control+z")
    expect(page.get_by_role("alertdialog", name="Undo it anyway?")).to_be_focused()
    expect(page.get_by_role("button", name="Undo it")).to_be_in_viewport()
    assert page.evaluate("scrollY") == before
    page.get_by_role("button", name="Undo it").focus()
    page.keyboard.press("Escape")
    expect(page.get_by_role("alertdialog")).to_have_count(0)
    expect(page.locator("#slot-3 [data-field=title]")).to_be_focused()
    assert field_of(page, "slot-3", "title").inner_text() == "By Bob"


def touch(finger: CDPSession, kind: str, *at: dict[str, float]) -> None:
    """What a finger does on the screen."""
    finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})


def test_a_finger_scrolls_the_nearer_it_comes_to_the_edge_and_is_told_of_no_keys(crowd: Crowd) -> None:
    alice = crowd.person(390, 844, touch=True)
    page = alice.edits("alice")
    page.locator("#paper-1").focus()
    handle = page.locator("#paper-1 [data-drag]").first.bounding_box()
    assert handle
    x, y = handle["x"] + 20, handle["y"] + 20
    finger = page.context.new_cdp_session(page)
    touch(finger, "touchStart", {"x": x, "y": y})
    speeds = []
    for place in (120, 90, 56):  # pixels below the upper edge; the bar takes 52 of them
        touch(finger, "touchMove", {"x": x, "y": place})
        expect(page.locator(".dragging")).to_have_id("paper-1")
        speeds.append(-page.evaluate(SPEED))
    expect(page.get_by_role("status")).to_have_text("Let go where the row shall be.")
    assert speeds[0] == 0
    assert 0 < 2 * speeds[1] < speeds[2]
    touch(finger, "touchMove", {"x": x, "y": 844 - 80})
    assert page.evaluate(SPEED) == 0
    touch(finger, "touchMove", {"x": x, "y": 844 - 10})
    assert page.evaluate(SPEED) > 0
    touch(finger, "touchCancel")
    expect(page.get_by_role("status")).to_have_text("Not moved.")
    assert unexpected(alice.complaints) == []


def earlier(row: Locator) -> Locator:
    """The inputs for the dates that a date had before, in its form or where they stand."""
    return row.locator("input[name=superseded]")


def test_former_dates_are_picked_one_after_the_other_and_outlive_a_reload(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    form, row = opened(page, "#date-1"), page.locator("#date-1")
    expect(earlier(form)).to_have_count(1)
    expect(earlier(form)).to_have_attribute("type", "date")
    for place, day in enumerate(("2024-05-01", "2024-05-15")):
        earlier(form).nth(place).fill(day)
        expect(earlier(form)).to_have_count(place + 2)
    expect(earlier(form).nth(1)).to_have_accessible_name("Another earlier date")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(earlier(form)).to_have_count(3)
    assert [field.input_value() for field in earlier(form).all()] == ["2024-05-01", "2024-05-15", ""]
    form.get_by_role("button", name="Save").click()
    row.locator("del").first.click()
    expect(earlier(row).first).to_be_focused()
    earlier(row).first.fill("")
    earlier(row).nth(1).press("Enter")
    expect(earlier(row)).to_have_count(0)
    assert page.locator("#date-1 del time").evaluate_all("all => all.map(e => e.dateTime)") == ["2024-05-15"]
    assert unexpected(alice.complaints) == []


def test_former_dates_need_no_javascript(crowd: Crowd) -> None:
    alice = crowd.person(javascript=False)
    page = alice.edits("alice")
    for day in ("2024-05-01", "2024-05-15"):
        page.goto(f"{alice.site}/{SLUG}/edit/plain/date/1/form")
        earlier(page.locator("#date-1")).last.fill(day)
        page.get_by_role("button", name="Save").click()
        page.wait_for_url("**/edit/#date-1")
    expect(page.locator("#date-1 del")).to_have_text(["1 May 2024", "15 May 2024"])


@pytest.mark.parametrize("width", [360, 1280])
def test_ten_tabs_lead_from_the_top_of_the_page_to_the_schedule(crowd: Crowd, width: int) -> None:
    page = crowd.person(width, 740).edits("alice")
    focused = page.locator(":focus")
    ways = ["Skip to the list of sections", *(["Contents"] if width < 1024 else []), "Schedule"]
    for _ in range(10):
        page.keyboard.press("Tab")
        if ways and focused.inner_text().startswith(ways[0]):
            page.keyboard.press("Enter")
            ways.pop(0)
        if not ways:
            break
    expect(focused).to_have_accessible_name(re.compile("^section: Schedule"))
    expect(focused).to_be_in_viewport()
