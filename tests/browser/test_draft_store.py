"""Each tab keeps the text that it holds, and what a tab that is gone held goes to the next one."""

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Crowd, say_yes, sign_out
from tests.browser.test_queue import open_rows, reload_without_line, save_in_vain, type_in
from tests.conftest import SLUG

pytestmark = pytest.mark.browser
NO_LOCKS = "Object.defineProperty(navigator, 'locks', {value: undefined})"
LOCK = "(name) => { navigator.locks.request(name, () => new Promise((done) => { window.release = done; })); }"
NO_STORAGE = """for (const name of ["localStorage", "sessionStorage"]) {
  Object.defineProperty(window, name, {get() { throw new DOMException("Access is denied for this document."); }});
}"""


def open_tab(page: Page, script: str = "") -> Page:
    """Another tab of the same browser, on the same page; `script` runs there first."""
    tab = page.context.new_page()
    tab.add_init_script(script)
    tab.goto(page.url)
    return tab


def duplicate(page: Page) -> Page:
    """A copy of a tab, what it keeps for itself included."""
    with page.expect_popup() as popup:
        page.evaluate("open(location.href)")
    popup.value.wait_for_load_state()
    return popup.value


def reload(page: Page) -> None:
    """Loads the page anew, whatever it asks first."""
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()


@pytest.mark.parametrize("make", [open_tab, duplicate])
def test_two_tabs_keep_a_text_each_for_the_same_row(crowd: Crowd, make: Callable[[Page], Page]) -> None:
    page = crowd.person().edits("alice")
    open_rows(page, ["paper-1"])
    type_in(page, "paper-1", "title", "In the first tab")
    other = make(page)
    open_rows(other, ["paper-1"])
    expect(other.locator("#paper-1 [name=title]")).not_to_have_value("In the first tab")
    type_in(other, "paper-1", "title", "In the second tab")
    for _ in range(2):
        for tab, text in ((page, "In the first tab"), (other, "In the second tab")):
            reload(tab)
            expect(tab.locator("#paper-1 [name=title]")).to_have_value(text)
            expect(tab.locator("#paper-1 [data-state]")).to_have_text("Not saved yet")


def test_a_page_that_is_loaded_anew_keeps_all_text_however_late_the_former_one_goes(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    open_rows(page, ["paper-1"])
    type_in(page, "paper-1", "title", "Before")
    other = open_tab(page)
    other.evaluate(
        LOCK, page.evaluate("Object.keys(localStorage)[0]")
    )  # is next in line for it, as if the page lingered
    reload(page)
    open_rows(page, ["paper-2"])
    type_in(page, "paper-2", "title", "After")
    page.wait_for_function("() => Object.values(localStorage).some((drafts) => drafts.includes('After'))")
    expect(page.locator("#paper-1.row")).to_be_visible()
    other.evaluate("release()")
    expect(page.locator("#paper-1 [name=title]")).to_have_value("Before")
    expect(page.locator("#paper-2 [name=title]")).to_have_value("After")


def test_the_texts_of_two_tabs_that_are_gone_come_one_after_the_other_in_the_next(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    others = [open_tab(page), open_tab(page)]
    for tab in others:
        open_rows(tab, ["paper-1"])
    type_in(others[0], "paper-1", "title", "Only typed")
    page.context.set_offline(True)
    save_in_vain(others[1], "paper-1", "authors", "Saved in vain")
    for tab in others:
        tab.close()
    page.context.set_offline(False)
    page.reload()
    title = page.locator("#paper-1 [name=title]")
    expect(title).to_have_value("Only typed")
    expect(page.locator("#paper-1 [data-state]")).to_have_text("Not saved yet")
    title.press("Enter")
    expect(page.locator("#paper-1.row .title")).to_have_text("Only typed")
    expect(page.locator("#paper-1.row .who")).to_contain_text("Saved in vain")
    assert page.evaluate("Object.keys(localStorage)") == []


def test_what_a_page_of_the_former_version_kept_is_there_after_an_update(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    account = page.locator(".bar").get_attribute("data-account")
    kept = json.dumps({"paper-1": [["version", "1"], ["title", "Typed before the update"]]})
    page.evaluate("([key, kept]) => localStorage.setItem(key, kept)", [f"faimi:{account}:/{SLUG}/edit/", kept])
    for _ in range(2):
        reload(page)
        expect(page.locator("#paper-1 [name=title]")).to_have_value("Typed before the update")


def test_who_signs_out_is_asked_where_another_tab_holds_text(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    open_rows(page, ["paper-1"])
    type_in(page, "paper-1", "title", "In the first tab")
    other = open_tab(page)
    other.goto(f"{page.url}history/")
    question = other.get_by_role("alertdialog", name="Sign out and lose what is not saved?")
    sign_out(other)
    expect(question.get_by_role("button", name="Cancel")).to_be_focused()
    other.keyboard.press("Enter")
    expect(question).to_be_hidden()
    sign_out(other)
    say_yes(other)
    other.wait_for_url(re.compile(r"^https?://[^/]+/$"))
    assert other.evaluate("Object.keys(localStorage)") == []
    expect(page.locator("#paper-1 [name=title]")).to_have_value("In the first tab")


def test_without_locks_no_text_is_lost(crowd: Crowd) -> None:
    alice = crowd.person()
    alice.page.add_init_script(NO_LOCKS)
    page = alice.edits("alice")
    open_rows(page, ["paper-1", "date-1"])
    type_in(page, "paper-1", "title", "Only typed")
    page.context.set_offline(True)
    save_in_vain(page, "date-1", "label", "Saved in vain")
    reload_without_line(page)
    page.context.set_offline(False)
    page.goto(f"{crowd.site}/{SLUG}/edit/")
    expect(page.locator("#date-1 .what")).to_have_text("Saved in vain")
    expect(page.locator("#paper-1 [name=title]")).to_have_value("Only typed")
    other = open_tab(page, NO_LOCKS)
    expect(other.locator("#paper-1 [name=title]")).to_have_value("Only typed")


def test_without_storage_what_was_saved_in_vain_is_sent_all_the_same(crowd: Crowd) -> None:
    alice = crowd.person()
    alice.page.add_init_script(NO_STORAGE)
    page = alice.edits("alice")
    open_rows(page, ["paper-1", "date-1"])
    page.context.set_offline(True)
    save_in_vain(page, "date-1", "label", "Saved first")
    save_in_vain(page, "paper-1", "title", "Saved second")
    page.context.set_offline(False)
    expect(page.locator("#paper-1 .title")).to_have_text("Saved second")
    expect(page.locator("#date-1 .what")).to_have_text("Saved first")
    assert [complaint for complaint in alice.complaints if "Access is denied" in complaint] == []
