"""Days on which tracks run at once, to scale: tracks side by side by hours, and one list where there is no room."""

import re
from datetime import time
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from faimi import create_app
from faimi.content.schedule import Slot
from faimi.extensions import db
from tests.browser.conftest import Crowd, at_widths, unexpected
from tests.browser.test_cells import type_over
from tests.browser.test_print import PDF_PAGE
from tests.many_tracks import DAYS, ROWS, TRACKS, slots
from tests.samples import section_of

pytestmark = pytest.mark.browser
Box = dict[str, Any]
PIXELS = 1.6  # a minute, at least
BOXES = """() => [...document.querySelectorAll(".timetable")].map(day => [...day.querySelectorAll(".slot")].map(row => {
  const { left, right, top, bottom } = row.getBoundingClientRect();
  const [start, end] = [...row.querySelectorAll("time")].map(({ textContent }) => textContent.split(":"));
  const minute = ([hour, minute]) => 60 * hour + +minute;
  const words = [row, ...row.querySelectorAll("p:not(.track)")];
  const cut = words.some(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight + 1);
  return { name: row.querySelector(".title").textContent.trim(), track: row.querySelector(".track")?.textContent ?? "",
           start: minute(start), end: minute(end), left, right, top, bottom, cut };
}))"""

CUT_WORDS = """() => [...document.querySelectorAll(".timetable :is(.title, .who)")].flatMap(place => {
  const words = [], walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  for (let text; (text = walker.nextNode());) for (const { index, 0: word } of text.data.matchAll(/[^\\s,]+/g)) {
    const range = document.createRange();
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    if (range.getClientRects().length > 1) words.push(word);
  }
  return words;
})"""


@pytest.fixture
def many_tracks(instance: Path, site: str) -> None:
    """The sample edition takes five days, with 120 rows in nine tracks."""
    with create_app({"INSTANCE_PATH": instance}).app_context():
        section = section_of("slot")
        db.session.query(Slot).delete()
        section.edition.ends_on = section.edition.date_of(DAYS)
        for position, row in enumerate(slots()):
            row.section, row.position = section, position
            db.session.add(row)
        section.edition.version += 1
        db.session.commit()
        db.engine.dispose()


def meet(one: Box, other: Box) -> bool:
    """Whether two rows cover a place on the screen both."""
    across = one["left"] < other["right"] - 1 and other["left"] < one["right"] - 1
    return bool(across and one["top"] < other["bottom"] - 1 and other["top"] < one["bottom"] - 1)


def box_of(row: Locator) -> FloatRect:
    """Where a row is on the screen."""
    box = row.bounding_box()
    assert box
    return box


def is_narrow_enough(page: Page) -> bool:
    """Whether nothing is wider than the window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.usefixtures("many_tracks")
def test_tracks_stand_side_by_side_at_heights_that_fit_their_minutes(crowd: Crowd) -> None:
    anybody = crowd.person()
    page = anybody.reads()
    for width in at_widths(page, 900, 1280, 1920):
        assert is_narrow_enough(page)
        days: list[list[Box]] = page.evaluate(BOXES)
        assert [len(day) for day in days] == [ROWS // DAYS] * DAYS
        for day in days:
            assert len({round(row["left"]) for row in day if row["track"]}) == TRACKS
            for row in day:
                assert not row["cut"], (width, row)
                assert row["bottom"] - row["top"] >= PIXELS * (row["end"] - row["start"]) - 4, (width, row)
            for one, other in combinations(day, 2):
                at_once = one["start"] < other["end"] and other["start"] < one["end"]
                assert not meet(one, other), (width, one, other)
                assert (one["start"] == other["start"]) == (abs(one["top"] - other["top"]) < 1), (width, one, other)
                if not at_once:
                    above, below = sorted((one, other), key=lambda row: row["start"])
                    assert above["bottom"] <= below["top"], (width, one, other)
    assert unexpected(anybody.complaints) == []


@pytest.mark.usefixtures("many_tracks")
def test_the_names_of_the_tracks_stay_in_sight(crowd: Crowd) -> None:
    page = crowd.person(1280, 500).reads()
    heads = page.locator(".columns").first
    page.locator(".timetable .slot").nth(20).scroll_into_view_if_needed()
    expect(heads).to_be_in_viewport(ratio=1)
    expect(heads.locator("> .column-head")).to_have_text([f"Track {track + 1}" for track in range(TRACKS)])


@pytest.mark.usefixtures("many_tracks")
def test_without_room_and_on_paper_it_is_one_list_in_order_of_time_with_each_rows_track(crowd: Crowd) -> None:
    page = crowd.person().reads()
    places = [("screen", width) for width in (320, 360, 768)] + [("print", 1280)]
    for media, width in places:
        page.emulate_media(media="print" if media == "print" else "screen")
        page.set_viewport_size({"width": width, "height": 900})
        assert is_narrow_enough(page)
        expect(page.locator(".columns, .rule").filter(visible=True)).to_have_count(0)
        for day in page.evaluate(BOXES):
            assert len({row["left"] for row in day}) == 1
            assert all(above["bottom"] <= below["top"] + 1 for above, below in pairwise(day))
            assert [row["start"] for row in day] == sorted(row["start"] for row in day)
        expect(page.locator(".timetable .track").filter(visible=True)).to_have_count(ROWS - DAYS)


def test_rows_that_overlap_in_one_track_stand_side_by_side_and_those_without_a_time_below(
    instance: Path, crowd: Crowd
) -> None:
    with create_app({"INSTANCE_PATH": instance}).app_context():
        rows = db.session.query(Slot).order_by(Slot.position).all()
        first, second, *_, last = [row for row in rows if str(row.track) == "EPIMI"]
        second.start, second.end, last.start, last.end = first.start, first.end, None, None
        next(row for row in rows if str(row.track) == "FAIMI").start = first.start
        names = [row.key for row in (first, second, last)]
        db.session.commit()
        db.engine.dispose()
    page = crowd.person().reads()
    one, other, waits = (box_of(page.locator(f"#{name}")) for name in names)
    assert one["y"] == other["y"]
    assert one["x"] + one["width"] <= other["x"]
    assert page.locator(".waits").filter(visible=True).count() == 1
    timed = page.locator(".timetable .slot:not(.untimed)").evaluate_all(
        "all => all.map(e => e.getBoundingClientRect().bottom)"
    )
    assert max(timed) < waits["y"]


@pytest.mark.usefixtures("many_tracks")
def test_a_form_lies_over_the_hours_where_its_row_stands_and_nothing_moves(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    for width in at_widths(page, 900, 1280):
        row = page.locator(".timetable .slot").nth(3)
        name = str(row.get_attribute("id"))
        row.scroll_into_view_if_needed()
        before = [(box["name"], round(box["top"])) for day in page.evaluate(BOXES) for box in day]
        top = box_of(row)["y"]
        row.press("Enter")
        form = page.locator(f"#{name}.form")
        expect(form).to_be_visible()
        assert abs(box_of(form)["y"] - top) < 2, width
        assert is_narrow_enough(page)
        rest = [(box["name"], round(box["top"])) for day in page.evaluate(BOXES) for box in day]
        assert rest == [box for place, box in enumerate(before) if place != 3]
        page.keyboard.press("Escape")
        expect(page.locator(f"#{name}.slot")).to_be_focused()
        page.locator(f"#{name} .more > summary").click()
        expect(page.locator(f"#{name} .all-fields")).to_be_in_viewport(ratio=1)
        page.keyboard.press("Escape")
    assert unexpected(alice.complaints) == []


@pytest.mark.usefixtures("many_tracks")
def test_a_track_is_renamed_in_the_head_of_its_column_which_covers_no_row(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    heads = page.locator(".timetable").first.locator(".column-head .row")
    for width in at_widths(page, 360, 900, 1280, 1920):
        assert is_narrow_enough(page), width
        top = box_of(page.locator(".timetable .slot").first)["y"]
        assert max(box["y"] + box["height"] for box in map(box_of, heads.all())) <= top, width
    name = str(heads.nth(2).get_attribute("id"))
    type_over(page, name, "name", "Main hall").press("Enter")
    expect(heads.nth(2).locator("[data-field=name]")).to_have_text("Main hall")
    expect(page.locator(".timetable .column-3 .track").first).to_have_text("Main hall")
    assert unexpected(alice.complaints) == []


def test_a_day_is_drawn_to_scale_as_soon_as_its_tracks_come_to_run_at_once(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    expect(page.locator(".timetable")).to_have_count(0)
    last = page.locator(".group").first.locator(".slot").last
    typed = type_over(page, str(last.get_attribute("id")), "end", "18:00")
    expect(page.locator("#plan > *").first).to_be_visible()
    typed.press("Alt+Enter")
    expect(page.locator(".timetable .column-head [data-field=name]")).to_have_text(["EPIMI", "FAIMI"])
    expect(page.locator(".timetable .slot").first).to_have_css("position", "relative")
    expect(page.locator(".timetable .slot-list")).to_have_css("display", "grid")
    assert unexpected(alice.complaints) == []


def test_a_cell_that_is_open_while_its_track_is_renamed_leaves_its_row_there(crowd: Crowd) -> None:
    page, other = crowd.person().edits("alice"), crowd.person().edits("bob")
    page.locator("#slot-2").hover()
    page.locator('#slot-2 .offer[data-field="track"]').click()
    cell = page.locator("#slot-2-track textarea")
    expect(cell).to_have_value("EPIMI")
    type_over(other, "track-1", "name", "Opening").press("Enter")
    expect(other.locator("#track-1 [data-field=name]")).to_have_text("Opening")
    expect(page.locator("#track-1 [data-field=name]")).to_have_text("Opening")
    cell.press("End")
    cell.press("Space")
    cell.press("Enter")
    expect(page.locator(".cell")).to_have_count(0)
    expect(page.locator(".group-name [data-field=name]")).to_have_text(["Opening", "FAIMI"])
    expect(page.locator(".group").first.locator(".slot")).to_have_count(4)


@pytest.mark.usefixtures("many_tracks")
def test_where_a_row_will_stand_is_outlined_while_it_is_dragged_and_its_hours_of_now_stay_in_sight(
    crowd: Crowd,
) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    row, there = (page.locator(".timetable").first.locator(f".column-{column}").first for column in (4, 8))
    row.scroll_into_view_if_needed()
    row.hover()
    handle, landing = row.locator(".more > summary"), page.locator(".landing")
    hold = box_of(handle)
    page.mouse.move(hold["x"] + 8, hold["y"] + 8)
    page.mouse.down()
    hour = box_of(page.locator(".timetable .rule").nth(1))
    page.mouse.move(box_of(there)["x"] + 40, hour["y"] + hold["y"] + 8 - box_of(row)["y"], steps=4)
    expect(landing).to_have_text(re.compile("10:00–11:00 Track 8"))
    place = box_of(landing)
    assert (round(place["x"]), round(place["width"])) == (round(box_of(there)["x"]), round(box_of(there)["width"]))
    assert abs(place["y"] - hour["y"]) < 2
    assert page.locator(".landing ~ .landing").count() == 0
    now, ghost = (box_of(row.locator(part)) for part in (".when", ".ghost"))
    assert now["y"] + now["height"] <= ghost["y"]
    page.mouse.up()
    expect(page.locator("#status")).to_contain_text("10:00 in “Track 8”")
    expect(landing).to_have_count(0)
    moved = box_of(page.locator(".timetable .column-8").filter(has=page.get_by_text("Talk 4", exact=True)))
    assert round(moved["x"]) == round(place["x"])
    assert abs(moved["y"] - box_of(page.locator(".timetable .rule").nth(1))["y"]) < 2
    assert unexpected(alice.complaints) == []


@pytest.mark.usefixtures("many_tracks")
def test_a_row_that_is_dropped_on_the_middle_of_another_swaps_with_it_on_a_day_to_scale_too(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    row, other = (page.locator(".timetable").first.locator(".column-1").nth(place) for place in (0, 1))
    other.scroll_into_view_if_needed()
    row.hover()
    handle, there = box_of(row.locator(".more > summary")), box_of(other)
    page.mouse.move(handle["x"] + 8, handle["y"] + 8)
    page.mouse.down()
    page.mouse.move(there["x"] + 40, there["y"] + there["height"] / 2, steps=4)
    expect(page.locator("#plan > p")).to_contain_text("change places")
    expect(page.locator(".landing")).not_to_have_count(0)
    page.mouse.up()
    expect(page.locator("#status")).to_contain_text("“Talk 10” and “Talk 1” change places")
    page.keyboard.press("Control+z")
    expect(page.locator("#status")).to_contain_text("Undone")


@pytest.mark.usefixtures("many_tracks")
def test_what_goes_to_another_day_is_outlined_there_and_a_list_has_no_outlines(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator(".timetable .column-3").first.click(modifiers=["Control"])
    page.get_by_label("To day").select_option("2")
    landing = page.locator(".landing")
    expect(page.locator(".timetable").nth(1).locator(".landing").first).to_be_visible()
    assert page.locator(".timetable").nth(1).locator(".landing.column-3").count() == landing.count()
    page.set_viewport_size({"width": 600, "height": 900})
    expect(landing.filter(visible=True)).to_have_count(0)
    page.keyboard.press("Escape")
    expect(landing).to_have_count(0)


@pytest.mark.usefixtures("many_tracks")
def test_alt_with_an_arrow_moves_a_row_to_the_next_track_at_its_time_and_one_key_takes_it_back(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    here = page.url
    row = page.locator(".timetable").first.locator(".column-4").first
    name = row.get_attribute("id")
    row.focus()
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator("#status")).to_contain_text("“Talk 4” moves to 09:00 in “Track 5”")
    moved = page.locator(f"#{name}.column-5")
    expect(moved.locator(".when")).to_have_text(re.compile(r"09:00\s*–\s*10:00"))
    expect(moved).to_be_focused()
    page.keyboard.press("Control+z")
    expect(page.locator(f"#{name}.column-4")).to_be_focused()
    page.locator(".timetable").first.locator(".column-1").first.focus()
    page.keyboard.press("Alt+ArrowLeft")
    expect(page.locator("#status")).to_have_text("It is already in the first track.")
    page.keyboard.press("M")
    assert page.url == here
    assert unexpected(alice.complaints) == []


@pytest.mark.usefixtures("many_tracks")
def test_where_rows_would_overlap_in_the_next_track_it_is_shown_first(instance: Path, crowd: Crowd) -> None:
    with create_app({"INSTANCE_PATH": instance}).app_context():
        row = db.session.query(Slot).filter_by(day=1, title="Talk 14").one()
        row.pinned, row.start = True, time(9, 20)
        row.version += 1
        db.session.commit()
        db.engine.dispose()
    page = crowd.person().edits("alice")
    page.locator(".timetable").first.locator(".column-4").first.focus()
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator("#plan > p")).to_contain_text("missing")
    page.wait_for_load_state("networkidle")
    expect(page.locator("#plan > p")).to_contain_text("missing")
    page.keyboard.press("Escape")
    expect(page.locator("#plan > *")).to_have_count(0)
    expect(page.locator(".timetable").first.locator(".column-4").first).to_be_focused()
    expect(page.locator("#status")).to_have_text("Nothing was moved.")


@pytest.mark.usefixtures("many_tracks")
def test_a_run_of_a_day_to_scale_is_one_of_its_column_by_mouse_and_keys(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    talks, picked = page.locator(".timetable").first.locator(".column-1"), page.locator(".picked")
    first, last = (str(talk.get_attribute("id")) for talk in (talks.first, talks.last))
    page.locator(f"#{first}").focus()
    page.locator(f"#{last} .when").click(modifiers=["Shift"])
    expect(picked).to_have_count(talks.count())
    assert picked.evaluate_all("all => all.every(row => row.matches('.column-1'))")
    page.keyboard.press("Escape")
    page.locator(f"#{first}").focus()
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    expect(picked).to_have_count(3)
    assert picked.evaluate_all("all => all.every(row => row.matches('.column-1'))")
    page.keyboard.type("12 min")
    expect(page.locator("#plan > p")).to_contain_text("3 rows take 12 min each")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.locator(f"#{first}").focus()
    page.locator(".timetable").first.locator(".column-3").first.locator(".when").click(modifiers=["Shift"])
    expect(picked).to_have_count(3)
    assert picked.evaluate_all("all => all.map(row => row.className.match(/column-./)[0])") == [
        "column-1",
        "column-2",
        "column-3",
    ]


@pytest.mark.usefixtures("many_tracks")
def test_days_stand_below_one_another_without_a_gap_and_names_of_tracks_in_few_lines_of_a_phone(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    days, grids = page.locator(".day-name"), page.locator(".timetable")
    for width in at_widths(page, 1280, 1920):
        for place in range(1, DAYS):
            above, name = box_of(grids.nth(place - 1)), box_of(days.nth(place))
            assert abs(above["y"] + above["height"] - name["y"]) < 1, width
            assert abs(above["x"] - name["x"]) < 1, width
    page.set_viewport_size({"width": 360, "height": 740})
    assert box_of(page.locator(".columns").first)["height"] < 200
    assert is_narrow_enough(page)


@pytest.mark.usefixtures("many_tracks")
def test_no_word_of_a_row_is_cut_in_nine_tracks_of_a_small_screen(crowd: Crowd, instance: Path) -> None:
    with create_app({"INSTANCE_PATH": instance}).app_context():
        for row in db.session.query(Slot).filter(Slot.kind != "break"):
            row.title, row.speaker = "Segmentation, responsibility", "Aasa Feragen, Andrew P. King"
            row.version += 1
        db.session.commit()
        db.engine.dispose()
    page = crowd.person().reads()
    for width in at_widths(page, 960, 1040, 1180, 1280):
        assert page.evaluate(CUT_WORDS) == [], width


@pytest.mark.usefixtures("many_tracks")
def test_each_day_of_many_tracks_has_a_sheet_of_its_own_with_rooms(crowd: Crowd) -> None:
    page = crowd.person().reads()
    page.emulate_media(media="print")
    rooms = page.locator(".timetable .tag")
    expect(rooms).not_to_have_count(0)
    expect(rooms.filter(visible=True)).to_have_count(rooms.count())
    page.goto(f"{page.url}schedule/")
    first = page.locator(".timetable .slot").first
    middle = {
        round(box["y"] + box["height"] / 2)
        for part in (".title", ".track", ".tag", ".who")
        for box in [box_of(first.locator(part))]
    }
    assert max(middle) - min(middle) <= 1
    for paper in ("A4", "Letter"):
        assert len(PDF_PAGE.findall(page.pdf(format=paper))) == DAYS
