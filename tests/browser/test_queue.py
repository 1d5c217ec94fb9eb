"""What was saved without a line is sent by itself, in order, one form at a time, also after a reload."""

import re

import pytest
from playwright.sync_api import Error, Page, Route, expect

from tests.browser.conftest import Crowd, say_yes
from tests.conftest import PASSWORD, SLUG
from tests.instances import opened

pytestmark = pytest.mark.browser


def open_rows(page: Page, rows: list[str]) -> None:
    """Opens the forms of some rows."""
    for row in rows:
        page.locator(f"#{row}").press("Enter")
        expect(page.locator(f"#{row}[data-form]")).to_be_visible()


def type_in(page: Page, row: str, name: str, text: str) -> None:
    """Types a text into a field of an open form."""
    page.locator(f"#{row} [name={name}]").fill(text)


def save_in_vain(page: Page, row: str, name: str, text: str) -> None:
    """Saves a field of an open form where there is no line."""
    type_in(page, row, name, text)
    page.locator(f"#{row} [name={name}]").press("Control+Enter")
    expect(page.locator(f"#{row}").get_by_role("alert").last).to_contain_text(
        "Not saved: the server cannot be reached."
    )


def save(page: Page, row: str, name: str, text: str) -> None:
    """Opens a row, and changes a field of it."""
    open_rows(page, [row])
    type_in(page, row, name, text)
    page.keyboard.press("Enter")
    expect(page.locator(f"#{row}.row")).to_contain_text(text)


def reload_without_line(page: Page) -> None:
    """Tries to load the page anew while there is no line."""
    page.once("dialog", lambda dialog: dialog.accept())
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.reload()


def note_posts(page: Page) -> list[str]:
    """The rows that are sent from now on, each with > when it is sent and < when it is answered, as they come."""
    noted: list[str] = []

    def note(sign: str, method: str, url: str) -> None:
        if method == "POST":
            noted.append(sign + re.sub(r".*/edit/|\?.*", "", url))

    page.on("request", lambda request: note(">", request.method, request.url))
    page.on("requestfinished", lambda request: note("<", request.method, request.url))
    return noted


def landed(crowd: Crowd) -> list[tuple[str, str]]:
    """What the history of the edition holds since its import, the oldest first."""
    with opened(crowd.instance) as database:
        found = database.exec_driver_sql(
            "SELECT verb, kind FROM revision WHERE account_id IS NOT NULL ORDER BY version"
        )
        return [(verb, kind) for verb, kind in found]


def test_forms_are_sent_again_in_the_order_in_which_they_were_saved_and_a_question_blocks_no_other(
    crowd: Crowd,
) -> None:
    page, other = crowd.person().edits("alice"), crowd.person().edits("bob")
    open_rows(page, ["date-1", "paper-1", "award-1"])
    page.context.set_offline(True)
    save(other, "paper-1", "title", "By Bob")
    save_in_vain(page, "award-1", "recipient", "Saved first")
    save_in_vain(page, "paper-1", "title", "Saved second")
    save_in_vain(page, "date-1", "label", "Saved third")
    save_in_vain(page, "award-1", "recipient", "Saved once more")
    posts = note_posts(page)
    page.context.set_offline(False)
    expect(page.locator("#date-1 .what")).to_have_text("Saved third")
    expect(page.locator("#award-1 .recipient")).to_have_text("Saved once more")
    expect(page.locator("#paper-1 .their-text")).to_have_text("By Bob")
    expect(page.locator("#paper-1").get_by_label("Title")).to_have_value("Saved second")
    assert posts == [">award/1", "<award/1", ">paper/1", "<paper/1", ">date/1", "<date/1"]


def test_a_form_that_is_refused_says_so_and_is_not_sent_again_but_the_next_one_is(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    open_rows(page, ["paper-1", "date-1"])
    page.context.set_offline(True)
    save_in_vain(page, "paper-1", "title", "Refused")
    save_in_vain(page, "date-1", "label", "Saved second")
    page.route("**/paper/1", lambda route: route.fulfill(status=403))
    posts = note_posts(page)
    page.context.set_offline(False)
    expect(page.locator("#date-1 .what")).to_have_text("Saved second")
    expect(page.locator("#paper-1 [data-problem]")).to_have_text("You cannot change this: ask an owner of the site.")
    expect(page.locator("#paper-1 [name=title]")).to_have_value("Refused")
    page.evaluate("dispatchEvent(new Event('online'))")
    save(page, "award-1", "recipient", "Saved last")
    assert [post for post in posts if ">" in post] == [">paper/1", ">date/1", ">award/1"]


def test_after_a_reload_what_was_saved_is_sent_and_what_was_only_typed_is_not(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    open_rows(page, ["date-1", "paper-1", "award-1"])
    page.locator("#paper-2").press("Control+Enter")
    expect(page.locator("#paper-2-next[data-form]")).to_be_visible()
    page.context.set_offline(True)
    type_in(page, "award-1", "recipient", "Typed alone")
    save_in_vain(page, "paper-2-next", "title", "A new one")
    save_in_vain(page, "paper-1", "title", "Saved second")
    save_in_vain(page, "date-1", "label", "Saved third")
    reload_without_line(page)
    posts = note_posts(page)
    page.context.set_offline(False)
    page.goto(f"{crowd.site}/{SLUG}/edit/")
    expect(page.locator("#date-1 .what")).to_have_text("Saved third")
    expect(page.locator("#paper-2 + .paper .title")).to_have_text("A new one")
    expect(page.locator("#paper-1 .title")).to_have_text("Saved second")
    expect(page.locator("#award-1 [name=recipient]")).to_have_value("Typed alone")
    expect(page.locator("#award-1 [data-state]")).to_have_text("Not saved yet")
    # The page that went lives on for a moment, unnoted, and may begin: what is noted is the end of all.
    sent = [">paper/new", "<paper/new", ">paper/1", "<paper/1", ">date/1", "<date/1"]
    assert posts
    assert posts == sent[-len(posts) :]
    assert landed(crowd) == [("add", "paper"), ("save", "paper"), ("save", "date")]
    drafts = page.evaluate("Object.values(localStorage).flatMap(JSON.parse)")
    assert [(draft["id"], draft.get("saved")) for draft in drafts] == [("award-1", None)]


def test_what_is_typed_while_a_form_is_sent_again_is_said(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    open_rows(page, ["paper-1"])
    type_in(page, "paper-1", "title", "Saved in vain")
    page.context.set_offline(True)
    page.locator("#paper-1 [name=title]").press("Enter")
    expect(page.locator("#paper-1 [data-problem]")).to_contain_text("the server cannot be reached")
    waiting: list[Route] = []
    page.route("**/edit/paper/1", lambda route: waiting.append(route))  # a function that can be marked
    with page.expect_request("**/edit/paper/1"):
        page.context.set_offline(False)
    page.keyboard.type(" on")
    waiting[0].continue_()
    expect(page.locator("#paper-1.row .title")).to_have_text("Saved in vain")
    expect(page.get_by_role("status").first).to_have_text("No row opened for what you typed: on")


def test_a_question_that_was_not_answered_is_asked_again_after_a_reload(crowd: Crowd) -> None:
    page, other = crowd.person().edits("alice"), crowd.person().edits("bob")
    open_rows(page, ["paper-1"])
    save(other, "paper-1", "title", "By Bob")
    type_in(page, "paper-1", "title", "By Alice")
    page.keyboard.press("Enter")
    expect(page.locator("#paper-1 .their-text")).to_have_text("By Bob")
    type_in(page, "paper-1", "title", "By Alice, too")
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator("#paper-1").get_by_label("Title")).to_have_value("By Alice, too")
    page.locator("#paper-1").get_by_role("button", name="Save").click()
    expect(page.locator("#paper-1 .their-text")).to_have_text("By Bob")


def test_a_row_is_put_back_when_the_line_is_back(crowd: Crowd) -> None:
    page, other = crowd.person().edits("alice"), crowd.person().edits("bob")
    open_rows(page, ["paper-1"])
    type_in(page, "paper-1", "title", "Typed for long")
    other.locator("#paper-1").press("Delete")
    say_yes(other)
    back = page.locator("#paper-1-meanwhile").get_by_role("button", name="Put it back and save")
    back.wait_for()
    page.context.set_offline(True)
    back.click()
    expect(page.locator("#paper-1").get_by_role("alert").last).to_contain_text("Not saved: the server cannot be")
    page.context.set_offline(False)
    expect(page.locator("#paper-1.row .title")).to_have_text("Typed for long")


def test_who_has_to_sign_in_again_is_asked_once_and_the_rest_follows(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    open_rows(page, ["paper-1", "date-1"])
    page.context.set_offline(True)
    save_in_vain(page, "paper-1", "title", "Saved first")
    save_in_vain(page, "date-1", "label", "Saved second")
    page.context.clear_cookies()
    posts = note_posts(page)
    page.context.set_offline(False)
    page.locator("#paper-1").get_by_label("E-mail").fill("alice@example.org")
    page.locator("#paper-1").get_by_label("Password").fill(PASSWORD)
    assert posts == [">paper/1", "<paper/1"]
    page.keyboard.press("Enter")
    expect(page.locator("#date-1 .what")).to_have_text("Saved second")
    expect(page.locator("#paper-1").get_by_role("alert").first).to_contain_text("Save to keep what you typed.")
    page.locator("#paper-1").get_by_role("button", name="Save").click()
    expect(page.locator("#paper-1.row .title")).to_have_text("Saved first")
