"""No update, one's own or another's, takes an open form, its text, its selection or its focus."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Crowd, Person, say_yes, unexpected
from tests.conftest import SLUG

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("soon")]
BOTH_IN_SIGHT = """() => {
    const box = (what) => document.querySelector(`#slot-2 ${what}`).getBoundingClientRect();
    const [bar, buttons] = [document.querySelector(".bar").getBoundingClientRect(), box(".actions")];
    const shown = ({ top, bottom }) => top >= bar.bottom && bottom <= buttons.top;
    return ["[name=recording]", ".their-text"].map(box).every(shown);
}"""


def poll(page: Page) -> None:
    """Waits until the page has asked what others did, and has shown it."""
    with page.expect_response("**/edit/live"):
        pass
    page.evaluate("new Promise((done) => setTimeout(done))")


def open_below(page: Page, row: str, text: str) -> Locator:
    """Opens a new row below another, and types half a word there."""
    page.locator(f"#{row}").press("Control+Enter")
    field = page.locator(f"#{row}-next").get_by_label("Title")
    field.fill(text)
    field.evaluate("(field) => field.setSelectionRange(2, 5)")
    return field


def assert_untouched(field: Locator, text: str) -> None:
    """The field has its text, its selection and its focus."""
    expect(field).to_have_value(text)
    expect(field).to_be_focused()
    assert field.evaluate("(field) => [field.selectionStart, field.selectionEnd]") == [2, 5]


def act(person: Person, deed: str) -> None:
    """Does something in the section of papers."""
    page = person.page
    if deed == "move":
        page.locator("#paper-3").press("Alt+ArrowUp")
    elif deed == "rename":
        page.locator("#section-5").press("Enter")
        page.locator("#section-5").get_by_label("Heading").fill("Papers")
        page.keyboard.press("Enter")
    else:
        page.locator("#paper-3").press("Control+Enter")
        page.locator("#paper-3-next").get_by_label("Title").fill("By Bob")
        page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text({"move": "Moved", "rename": "Saved.", "add": "Added"}[deed])


@pytest.mark.parametrize("deed", ["move", "rename", "add"])
def test_a_form_below_a_row_stays_as_it_is_whatever_another_does_in_its_section(crowd: Crowd, deed: str) -> None:
    alice, bob = crowd.person(), crowd.person()
    page = alice.edits("alice")
    bob.edits("bob")
    field = open_below(page, "paper-2", "Half a ti")
    poll(page)
    top = field.bounding_box()
    act(bob, deed)
    poll(page)
    shown = {"move": "#paper-3 + #paper-2", "rename": "#section-5 >> text=Papers", "add": "text=By Bob"}[deed]
    expect(page.locator(shown)).to_be_visible()
    assert_untouched(field, "Half a ti")
    now = field.bounding_box()
    assert top
    assert now
    assert abs(now["y"] - top["y"]) < 2
    assert unexpected(alice.complaints + bob.complaints) == []


def test_nothing_moves_when_the_page_tells_who_edits_a_row(crowd: Crowd) -> None:
    alice, bob = crowd.person(), crowd.person()
    page, other = alice.edits("alice"), bob.edits("bob")
    tops = "[...document.querySelectorAll('.row')].map((row) => Math.round(row.getBoundingClientRect().top))"
    before = page.evaluate(tops)
    for row in ("edition-1", "section-5", "paper-2"):
        other.locator(f"#{row} > .edit").dispatch_event("click")
        expect(page.locator(f"#{row} > .present")).to_have_text("Bob is editing this")
    assert page.evaluate(tops) == before


def test_a_form_below_a_row_stays_after_one_s_own_add_and_move(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    act(alice, "add")
    page.locator("#paper-4").press("Alt+ArrowDown")
    expect(page.get_by_role("status")).to_contain_text("Moved")
    field = open_below(page, "paper-2", "Half a ti")
    for _ in range(2):
        poll(page)
    assert_untouched(field, "Half a ti")
    field.press("Enter")
    expect(page.locator("#paper-2 + .paper")).to_contain_text("Half a ti")


@pytest.mark.parametrize("gone", ["#paper-2", "#section-5"])
def test_a_form_whose_row_or_section_another_removes_stays_and_puts_it_back(crowd: Crowd, gone: str) -> None:
    alice, bob = crowd.person(), crowd.person()
    page, other = alice.edits("alice"), bob.edits("bob")
    page.locator("#paper-2").press("Enter")
    field = page.locator("#paper-2").get_by_label("Title")
    field.fill("Half a ti")
    field.evaluate("(field) => field.setSelectionRange(2, 5)")
    expect(other.locator("#paper-2")).to_contain_text("Alice is editing this")
    other.locator(gone).press("Delete")
    expect(other.get_by_role("alertdialog")).to_have_accessible_description("Alice has this open just now.")
    say_yes(other)
    expect(other.locator(gone)).to_have_count(0)
    notice = page.locator("#paper-2-meanwhile")
    expect(notice).to_contain_text(f"Bob removed this {'paper' if gone == '#paper-2' else 'section'} meanwhile.")
    assert_untouched(field, "Half a ti")
    poll(page)
    assert_untouched(field, "Half a ti")
    notice.get_by_role("button", name="Put it back and save").click()
    expect(page.locator("#paper-2.row .title")).to_have_text("Half a ti")
    expect(page.locator("#paper-1 + #paper-2 + #paper-3")).to_be_visible()
    expect(page.locator(".gone")).to_have_count(0)
    expect(other.locator("#paper-2 .title")).to_have_text("Half a ti")
    assert unexpected(alice.complaints + bob.complaints) == []


def test_a_notice_that_is_true_no_longer_goes_and_leaves_focus_in_its_form(crowd: Crowd) -> None:
    alice, bob = crowd.person(), crowd.person()
    page, other = alice.edits("alice"), bob.edits("bob")
    page.locator("#paper-2").press("Enter")
    field = page.locator("#paper-2").get_by_label("Title")
    field.fill("Half a ti")
    other.locator("#paper-2").press("Delete")
    say_yes(other)
    page.locator("#paper-2-meanwhile").get_by_role("button", name="Put it back and save").focus()
    other.keyboard.press("Control+z")
    expect(page.locator("#paper-2-meanwhile")).to_be_empty()
    expect(page.locator("#paper-2 .fields :focus")).to_have_count(1)
    expect(page.get_by_role("status")).not_to_contain_text("Someone else removed this.")
    page.locator("#paper-2").get_by_role("button", name="Save").click()
    expect(page.locator("#paper-2.row .title")).to_have_text("Half a ti")
    expect(other.locator("#paper-2 .title")).to_have_text("Half a ti")
    assert unexpected(alice.complaints + bob.complaints) == []


@pytest.mark.parametrize("gone", ["#paper-2", "#section-5"])
def test_what_was_typed_for_a_row_that_another_removed_can_be_discarded(crowd: Crowd, gone: str) -> None:
    alice, bob = crowd.person(), crowd.person()
    page, other = alice.edits("alice"), bob.edits("bob")
    field = open_below(page, "paper-2", "Half a ti")
    page.locator("#paper-2").press("Enter")
    other.locator(gone).press("Delete")
    say_yes(other)
    page.locator("#paper-2-meanwhile").get_by_role("link", name="Discard it").click()
    expect(page.locator("#paper-2 form")).to_have_count(0)
    assert page.evaluate("document.activeElement !== document.body")
    if gone == "#paper-2":
        expect(page.locator("#paper-1")).to_be_focused()
    expect(field).to_have_value("Half a ti")
    if gone == "#section-5":
        page.locator("#paper-2-next-meanwhile").get_by_role("link", name="Discard it").click()
        expect(page.locator("#section-5")).to_have_count(0)
        page.get_by_role("button", name="Bring it back").wait_for()


def test_another_s_change_is_shown_beside_the_form_and_both_values_of_a_field_stay_in_sight(crowd: Crowd) -> None:
    alice, bob = crowd.person(1280, 900), crowd.person()
    page, other = alice.edits("alice"), bob.edits("bob")
    page.locator("#slot-2").press("Enter")
    form = page.locator("#slot-2")
    form.locator("[name=recording]").fill("https://example.org/alice")
    other.locator("#slot-2").press("Enter")
    other.locator("#slot-2 [name=recording]").fill("https://example.org/bob")
    other.keyboard.press("Enter")
    notice = page.locator("#slot-2-meanwhile")
    expect(notice).to_contain_text("Bob changed this meanwhile.")
    expect(notice).to_contain_text("https://example.org/bob")
    for _ in range(2):  # pressing Enter once more overwrites nothing
        with page.expect_response("**/edit/slot/2"):
            form.locator("[name=recording]").press("Enter")
        choice = form.get_by_role("radio", name="On the page now")
        expect(choice).to_be_focused()
        page.wait_for_function(BOTH_IN_SIGHT)
    choice.check()
    page.keyboard.press("Enter")
    expect(page.locator("#slot-2.row")).to_be_visible()
    page.goto(f"{alice.site}/{SLUG}/")
    expect(page.locator("#slot-2 a[href='https://example.org/bob']")).to_be_visible()


def test_where_a_question_is_due_no_notice_says_the_same_above_it(crowd: Crowd) -> None:
    page, other = crowd.person().edits("alice"), crowd.person().edits("bob")
    page.locator("#date-1").press("Enter")
    form, notice = page.locator("#date-1"), page.locator("#date-1-meanwhile")
    for text in ("Bob's first", "Bob's second"):
        other.locator("#date-1").press("Enter")
        other.locator("#date-1").get_by_label("What").fill(text)
        other.keyboard.press("Enter")
        expect(notice).to_contain_text("Bob changed this meanwhile.")
        if text == "Bob's first":
            form.get_by_label("What").fill("Alice's")
            form.get_by_role("button", name="Save").click()
    expect(form.get_by_text("Bob changed this meanwhile")).to_have_count(2)
    expect(form.get_by_text("Bob changed this meanwhile").filter(visible=True)).to_have_count(1)
    expect(form.get_by_text("Choose what stands, then save.")).to_be_visible()
    other.locator("#date-1").press("Delete")
    say_yes(other)
    expect(notice.get_by_text("Bob removed this date meanwhile.")).to_be_visible()


def test_a_notice_takes_no_room_before_there_is_anything_to_say(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#date-1").press("Enter")
    expect(page.locator("#date-1 .fields")).to_be_visible()
    above, padding = page.locator("#date-1").evaluate(
        """form => {
            const inner = form.querySelector(".fields").getBoundingClientRect().top - form.getBoundingClientRect().top;
            return [inner - form.clientTop, parseFloat(getComputedStyle(form).paddingTop)];
        }"""
    )
    assert above == padding


def test_after_an_undo_the_focus_is_where_the_row_is_back(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#paper-2").press("Delete")
    say_yes(page)
    expect(page.locator("#paper-2")).to_have_count(0)
    page.locator("#undo").click()
    expect(page.locator("#paper-2")).to_be_focused()


def test_after_an_undo_the_focus_stays_near_a_row_that_goes(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#paper-2").press("Control+Enter")
    page.locator("#paper-2-next [name=title]").fill("A new one")
    page.locator("#paper-2-next [name=authors]").fill("Alice")
    page.keyboard.press("Enter")
    expect(page.locator(".row.paper:focus .title")).to_have_text("A new one")
    for key in ("Control+z", "Control+y", "Control+z"):
        page.keyboard.press(key)
        expect(page.locator(".paper .title").get_by_text("A new one")).to_have_count(int(key == "Control+y"))
        expect(page.locator(".row.paper:focus")).to_be_in_viewport()


def test_a_new_section_below_one_that_another_removes_stays_as_it_is(crowd: Crowd) -> None:
    alice, bob = crowd.person(), crowd.person()
    page, other = alice.edits("alice"), bob.edits("bob")
    count = page.locator(".heading").count()
    page.locator(".heading").first.press("Control+Enter")
    field = page.locator(".sections > .form").get_by_label("Heading")
    field.fill("Half a ti")
    field.evaluate("(field) => field.setSelectionRange(2, 5)")
    other.locator(".heading").first.press("Delete")
    say_yes(other)
    expect(page.locator(".heading")).to_have_count(count - 1)
    assert_untouched(field, "Half a ti")
    assert unexpected(alice.complaints + bob.complaints) == []
