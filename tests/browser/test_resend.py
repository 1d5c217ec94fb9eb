"""What is typed survives a cut line, a reload and a crash, and lands once."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Crowd, say_yes, sign_out, unexpected
from tests.conftest import PASSWORD, SLUG

pytestmark = pytest.mark.browser
BREAK_FIRST_ANSWER = """() => {
  const real = fetch;
  window.fetch = async (path, request) => {
    const answer = await real(path, request);
    if (request.method === "POST") {
      window.fetch = real;
      answer.text = () => Promise.reject(new TypeError("network error"));
    }
    return answer;
  };
}"""


def reload(page: Page) -> None:
    """Loads the page anew, whatever it asks first."""
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()


def lose_first_answer(page: Page, pattern: str) -> list[str]:
    """Lets the first request that is sent there arrive, and its answer get lost; gives the requests as they come."""
    seen: list[str] = []

    def handle(route: Route) -> None:
        seen.append(route.request.post_data or "")
        if len(seen) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    page.route(pattern, lambda route: handle(route) if route.request.method == "POST" else route.continue_())
    return seen


@pytest.mark.parametrize(("width", "height", "touch"), [(1280, 800, False), (390, 844, True)])
def test_a_failed_save_is_said_at_the_row_and_sent_again_when_the_line_is_back(
    crowd: Crowd, width: int, height: int, touch: bool
) -> None:
    page = crowd.person(width, height, touch=touch).edits("alice")
    page.locator("#date-1").press("Enter")
    row = page.locator("#date-1")
    row.get_by_label("What").fill("Typed in the train")
    expect(row.locator("[data-state]")).to_have_text("Not saved yet")
    page.evaluate("later = setTimeout; setTimeout = (act, ms, ...more) => ms < 1000 && later(act, ms, ...more)")
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    expect(row.get_by_role("alert")).to_contain_text("Not saved: the server cannot be reached.")
    expect(row.get_by_role("alert")).to_be_in_viewport()
    expect(row.get_by_label("What")).to_have_value("Typed in the train")
    page.context.set_offline(False)
    expect(row.locator(".what")).to_have_text("Typed in the train")
    expect(row.locator("[data-state]")).to_have_text("Saved")
    expect(page.get_by_role("status")).to_have_text("Saved.")


@pytest.mark.parametrize("status", [408, 503])
def test_a_server_that_comes_back_gets_what_it_missed(crowd: Crowd, status: int) -> None:
    page = crowd.person().edits("alice")
    away = [status]
    page.route("**/date/1", lambda route: route.fulfill(status=away.pop()) if away else route.continue_())
    page.locator("#date-1").press("Enter")
    row = page.locator("#date-1")
    row.get_by_label("What").fill("Typed meanwhile")
    page.keyboard.press("Enter")
    expect(row.get_by_role("alert")).to_contain_text("Not saved: the server cannot be reached.")
    expect(row.locator(".what")).to_have_text("Typed meanwhile")


def test_a_save_whose_answer_was_lost_lands_once(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    seen = lose_first_answer(page, "**/paper/1")
    page.locator("#paper-1").press("Enter")
    page.locator("#paper-1").get_by_label("Title").fill("Sent twice")
    page.keyboard.press("Enter")
    expect(page.locator("#paper-1 .title")).to_have_text("Sent twice")
    expect(page.get_by_role("status")).to_have_text("Saved.")
    assert len(seen) == 2


def test_a_save_whose_answer_broke_off_is_sent_again(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.evaluate(BREAK_FIRST_ANSWER)
    page.locator("#paper-1").press("Enter")
    page.locator("#paper-1").get_by_label("Title").fill("Sent twice")
    page.keyboard.press("Enter")
    expect(page.locator("#paper-1").get_by_role("alert")).to_contain_text("Not saved: the server cannot be reached.")
    expect(page.locator("#paper-1.row .title")).to_have_text("Sent twice")
    expect(page.get_by_role("status")).to_have_text("Saved.")


def test_a_row_whose_answer_was_lost_is_added_once(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    count = page.locator(".date").count()
    seen = lose_first_answer(page, "**/date/new*")
    page.locator("#date-1").press("Control+Enter")
    page.get_by_role("form", name="New date").get_by_label("What").fill("Sent twice")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("Added the date.")
    expect(page.locator(".date").last).to_contain_text("Sent twice")
    assert len(seen) == 2
    page.reload()
    expect(page.locator(".date")).to_have_count(count + 1)


def test_a_cancelled_form_is_not_sent_again(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#date-1").press("Enter")
    page.locator("#date-1").get_by_label("What").fill("Better not")
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    expect(page.locator("#date-1").get_by_role("alert")).to_contain_text("Not saved")
    page.keyboard.press("Escape")
    expect(page.locator("#date-1").get_by_role("alert")).to_have_text("The server cannot be reached. Try again.")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.context.set_offline(False)
    page.locator("#paper-1").press("Enter")
    expect(page.locator("#paper-1").get_by_label("Title")).to_be_focused()
    assert sent == []


def test_unsaved_text_is_there_again_after_a_reload(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#slot-1").press("Enter")
    page.locator("#slot-1 [name=title]").fill("Not saved")
    page.locator("#slot-1 [name=kind]").select_option("break")
    page.locator("#paper-3").press("Control+Enter")
    page.get_by_role("form", name="New paper").get_by_label("Authors").fill("A Author")
    reload(page)
    form = page.locator("#slot-1")
    expect(form.locator("[name=title]")).to_have_value("Not saved")
    expect(form.locator("[name=kind]")).to_have_value("break")
    expect(form.locator("[data-state]")).to_have_text("Not saved yet")
    expect(page.locator("#paper-3-next").get_by_label("Authors")).to_have_value("A Author")
    form.get_by_role("button", name="Save").click()
    expect(form.locator(".title")).to_have_text("Not saved")
    page.locator("#paper-3-next").get_by_role("link", name="Cancel").click()
    expect(page.locator(".form")).to_have_count(0)
    page.reload()
    expect(page.locator("#slot-1.row")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage)") == []
    expect(page.locator(".form")).to_have_count(0)


def test_unsaved_text_survives_a_crash_and_collides_like_any_other(crowd: Crowd) -> None:
    alice, bob = crowd.person(), crowd.person()
    page = alice.edits("alice")
    page.locator("#award-1").press("Enter")
    page.locator("#award-1").get_by_label("Recipient").fill("Alice's winner")
    his = bob.edits("bob")
    his.locator("#award-1").press("Enter")
    his.locator("#award-1").get_by_label("Recipient").fill("Bob's winner")
    his.keyboard.press("Enter")
    expect(his.get_by_role("status")).to_have_text("Saved.")
    other = page.context.new_page()
    page.close()
    other.goto(f"{alice.site}/{SLUG}/edit/")
    expect(other.locator("#award-1").get_by_label("Recipient")).to_have_value("Alice's winner")
    other.locator("#award-1").get_by_role("button", name="Save").click()
    expect(other.locator("#award-1 .their-text")).to_have_text("Bob's winner")


def test_text_for_a_row_that_is_gone_is_shown_after_a_reload(crowd: Crowd) -> None:
    alice, bob = crowd.person(), crowd.person()
    page, his = alice.edits("alice"), bob.edits("bob")
    page.locator("#paper-1").press("Enter")
    page.locator("#paper-1").get_by_label("Title").fill("Typed for long")
    his.locator("#paper-1").press("Delete")
    say_yes(his)
    expect(his.locator("#paper-1")).to_have_count(0)
    reload(page)
    form = page.get_by_role("form", name="Edit paper")
    for way in ("link", "button"):
        expect(form.get_by_label("Title")).to_have_value("Typed for long")
        expect(form).to_contain_text("Bob removed this paper meanwhile.")
        if way == "link":
            form.get_by_role("link", name="Discard it").click()
            page.get_by_role("button", name="Bring it back").click()
            expect(form).to_be_visible()
            reload(page)
    form.get_by_role("button", name="Put it back and save").click()
    expect(page.locator("#paper-1.row + #paper-2")).to_be_visible()
    expect(page.locator("#paper-1 .title")).to_have_text("Typed for long")
    page.reload()
    expect(page.locator("#paper-1.row")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage)") == []


def test_text_that_was_discarded_with_a_section_that_is_gone_is_brought_back(crowd: Crowd) -> None:
    alice, his = crowd.person(), crowd.person().edits("bob")
    page = alice.edits("alice")
    page.locator("#paper-1").press("Enter")
    page.locator("#paper-1").get_by_label("Title").fill("Typed for long")
    his.locator("#section-5").press("Delete")
    say_yes(his)
    page.locator("#paper-1-meanwhile").get_by_role("link", name="Discard it").click()
    expect(page.locator("#section-5, .section.gone")).to_have_count(0)
    page.get_by_role("button", name="Bring it back").click()
    form = page.get_by_role("form", name="Edit paper")
    expect(form.get_by_label("Title")).to_have_value("Typed for long")
    form.get_by_role("button", name="Put it back and save").click()
    expect(page.locator("#paper-1.row .title")).to_have_text("Typed for long")
    assert unexpected(alice.complaints) == []


def test_text_for_a_new_row_is_there_after_a_reload_though_what_it_was_to_stand_below_or_in_is_gone(
    crowd: Crowd,
) -> None:
    page, his = crowd.person().edits("alice"), crowd.person().edits("bob")
    page.locator("#paper-2").press("Control+Enter")
    page.locator("#paper-2-next").get_by_label("Title").fill("Typed for long")
    form = page.get_by_role("form", name="New paper")
    for gone in ("#paper-2", "#section-5"):
        his.locator(gone).press("Delete")
        say_yes(his)
        expect(his.locator(gone)).to_have_count(0)
        reload(page)
        expect(form.get_by_label("Title")).to_have_value("Typed for long")
    form.get_by_role("button", name="Put it back and save").click()
    expect(page.locator("#section-5-items .paper", has_text="Typed for long")).to_be_visible()
    expect(form).to_have_count(0)
    assert page.evaluate("Object.keys(localStorage)") == []


def test_text_that_can_no_longer_be_saved_is_shown_to_be_copied_after_a_reload(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#paper-1").press("Enter")
    page.locator("#paper-1").get_by_label("Title").fill("Typed for long")
    page.route("**/paper/1", lambda route: route.fulfill(status=403))
    page.on("dialog", lambda dialog: dialog.accept())
    page.route(
        "**/edit/",
        lambda route: route.fulfill(response=(r := route.fetch()), body=r.text().replace('paper-1"', 'paper-0"')),
    )
    page.reload()
    notice = page.get_by_role("alert").filter(has_text="a row that is not there any more")
    expect(notice.locator("dt")).to_have_text(["Title", "Authors", "Url"])
    notice.get_by_role("button", name="Discard it").click()
    expect(notice).to_have_count(0)
    page.reload()
    expect(page.locator("#paper-2.row")).to_be_visible()
    expect(notice).to_have_count(0)


def test_who_signs_out_leaves_no_text_behind_and_passwords_are_never_kept(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#paper-1").press("Enter")
    page.locator("#paper-1").get_by_label("Title").fill("Typed")
    page.context.clear_cookies()
    page.keyboard.press("Enter")
    page.locator("#paper-1").get_by_label("Password").fill(PASSWORD)
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "Typed" in kept
    assert PASSWORD not in kept
    sign_out(page)
    say_yes(page)
    page.wait_for_url(re.compile(r"^https?://[^/]+/$"))
    assert page.evaluate("Object.keys(localStorage)") == []


@pytest.mark.parametrize("key", ["Control+Enter", "Escape", "Enter"])
@pytest.mark.parametrize("opened", ["#paper-1", "#paper-2-next"])
def test_what_was_saved_or_cancelled_is_no_draft(key: str, opened: str, crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator(opened.removesuffix("-next")).press("Control+Enter" if opened.endswith("-next") else "Enter")
    expect(page.locator(f"{opened} [name=title]")).to_be_focused()
    page.keyboard.type("Typed by key")
    if opened.endswith("-next"):
        page.keyboard.press("Tab")
        page.keyboard.type("Alice")
    page.keyboard.press(key)
    expect(page.locator(f"{opened}[data-form] [name=title]:not([value=''])")).to_have_count(0)
    expect(page.get_by_role("status").first).to_have_text(re.compile("Saved|Added|Not saved|Not added|^$"))
    page.wait_for_function("!Object.values(localStorage).some((kept) => kept.includes('Typed by key'))")


def test_who_types_on_after_a_choice_means_what_is_typed(crowd: Crowd) -> None:
    alice, bob = crowd.person().edits("alice"), crowd.person().edits("bob")
    bob.locator("#paper-1").press("Enter")
    alice.locator("#paper-1").press("Enter")
    alice.locator("#paper-1 [name=title]").fill("By Alice")
    alice.keyboard.press("Enter")
    expect(alice.locator("#paper-1.row .title")).to_have_text("By Alice")
    bob.locator("#paper-1 [name=title]").fill("By Bob")
    bob.keyboard.press("Enter")
    bob.locator("#paper-1").get_by_label("On the page now").check()
    bob.locator("#paper-1 [name=title]").fill("By Bob again")
    bob.keyboard.press("Enter")
    expect(bob.locator("#paper-1.row .title")).to_have_text("By Bob again")


def test_what_is_said_of_a_row_is_not_said_of_what_is_typed_in_it_since(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#paper-1").press("Enter")
    page.locator("#paper-1 [name=title]").fill("Saved")
    page.keyboard.press("Enter")
    expect(page.locator("#paper-1.row .title")).to_have_text("Saved")
    page.locator("#paper-1").press("Enter")
    page.locator("#paper-1 [name=title]").fill("Typed since")
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_role("status").first).to_contain_text("Undone")
    expect(page.locator("#paper-1 [data-state]")).to_have_text("Not saved yet")


def test_who_signs_in_in_place_stays_there_while_others_change_something(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#paper-1").press("Enter")
    page.locator("#paper-1 [name=title]").fill("Typed")
    page.context.clear_cookies()
    page.keyboard.press("Enter")
    expect(page.locator("#paper-1").get_by_label("E-mail")).to_be_visible()
    for _ in range(2):  # a page that was left asks no more
        page.wait_for_event("response", lambda response: response.url.endswith("/live") and response.status == 401)
    expect(page.locator("#paper-1").get_by_label("E-mail")).to_be_visible()
