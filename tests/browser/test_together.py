"""Two people at once, and the way back: in two real browsers."""

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Crowd, unexpected

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("soon")]


def test_a_change_is_taken_back_and_done_again_by_keys_and_by_the_words_that_tell_of_it(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    label = page.locator(".date .what").first
    old = label.inner_text()
    page.locator(".date").first.press("Enter")
    page.get_by_role("textbox", name="What").fill("A slip of the finger")
    page.keyboard.press("Enter")
    expect(label).to_have_text("A slip of the finger")
    status = page.get_by_role("status")
    page.locator(".bar").get_by_role("button", name="Undo").click()
    expect(label).to_have_text(old)
    expect(status).to_contain_text("Undone: Date changed: A slip of the finger.")
    page.keyboard.press("Control+Shift+Z")
    expect(label).to_have_text("A slip of the finger")
    page.keyboard.press("Control+z")
    expect(label).to_have_text(old)
    page.locator(".date").first.press("Enter")
    page.get_by_role("textbox", name="What").press("Control+z")
    expect(page.get_by_role("textbox", name="What")).to_have_value(old)
    assert unexpected(alice.complaints) == []


@pytest.mark.parametrize("width", [390, 1280])
def test_what_another_saves_appears_in_place_and_leaves_an_open_form_alone(crowd: Crowd, width: int) -> None:
    alice, bob = crowd.person(width), crowd.person(width)
    page, other = alice.edits("alice"), bob.edits("bob")
    page.locator(".paper").first.press("Enter")
    title = page.get_by_role("textbox", name="Title")
    title.fill("Half a ti")
    expect(other.locator(".paper").first).to_contain_text("Alice is editing this")
    other.locator(".paper").nth(1).press("Enter")
    other.get_by_role("textbox", name="Title").fill("By Bob meanwhile")
    other.keyboard.press("Enter")
    other.locator(".date").first.press("Alt+ArrowDown")
    expect(page.locator(".paper").nth(0)).to_contain_text("By Bob meanwhile")
    expect(title).to_have_value("Half a ti")
    expect(title).to_be_focused()
    moved = other.locator(".date .what").nth(1).inner_text()
    expect(page.locator(".date .what").nth(1)).to_have_text(moved)
    page.keyboard.press("Escape")
    expect(other.locator(".paper").first).not_to_contain_text("is editing this")
    assert unexpected(alice.complaints + bob.complaints) == []


def test_a_script_that_comes_late_hides_no_change_that_another_saved_meanwhile(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    held: list[Route] = []
    page.route("**/hx-ptag.min.js", lambda route: held.append(route))
    with page.expect_request("**/hx-ptag.min.js"):
        page.reload(wait_until="commit")
    page.wait_for_function("() => window.htmx")
    page.evaluate("new Promise((done) => setTimeout(done))")  # whatever htmx put off until now has had its turn
    held.pop().continue_()
    with page.expect_request("**/edit/live") as poll:
        page.wait_for_load_state()
    assert poll.value.headers["hx-ptag"] == page.locator("#live").get_attribute("hx-ptag")


def test_an_undo_of_what_another_changed_since_asks_first(crowd: Crowd) -> None:
    alice, bob = crowd.person(), crowd.person(390)
    page, other = alice.edits("alice"), bob.edits("bob")
    for window, text in ((page, "By Alice"), (other, "By Bob")):
        if window is other:
            expect(other.locator(".date .what").first).to_have_text("By Alice")
        window.locator(".date").first.press("Enter")
        window.get_by_role("textbox", name="What").fill(text)
        window.keyboard.press("Enter")
        expect(window.locator(".date .what").first).to_have_text(text)
    page.keyboard.press("Control+z")
    question = page.get_by_role("alertdialog")
    expect(question).to_be_focused()
    expect(question).to_contain_text("Bob")
    question.get_by_role("link", name="Leave it as it is").click()
    expect(question).to_have_count(0)
    expect(page.locator("#undo")).to_be_focused()
    expect(page.locator(".date .what").first).to_have_text("By Bob")
    page.keyboard.press("Control+z")
    question.get_by_role("button", name="Undo it").click()
    expect(page.locator(".date .what").first).not_to_have_text("By Bob")
    expect(question).to_have_count(0)
    assert unexpected(alice.complaints + bob.complaints) == []
