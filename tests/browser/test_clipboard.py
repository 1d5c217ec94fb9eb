"""What is pasted into a field of Markdown keeps its lists, links and bold; nothing is lost where that fails."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import Crowd, unexpected

pytestmark = pytest.mark.browser
COPIED = Path(__file__).parents[1] / "exchange" / "clipboard"
WORD, MARKDOWN = ((COPIED / f"word.{ending}").read_text() for ending in ("html", "md"))
PLAIN = "Scope\r\nWe ask for papers"
PASTE = """(field, [html, plain]) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    clipboardData.setData("text/plain", plain);
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


def field_between(page: Page, before: str, behind: str) -> Locator:
    """The text of the first passage, opened, with the caret in it between two words."""
    page.locator(".row.text").first.locator(".edit").focus()
    page.keyboard.press("Enter")
    field = page.locator("textarea[name=body]")
    field.fill(before + behind)
    field.evaluate("(field, at) => field.setSelectionRange(at, at)", len(before))
    return field


def test_what_is_pasted_from_word_is_markdown_and_one_step_to_undo(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    field = field_between(page, "Before. ", " Behind.")
    field.evaluate(PASTE, [WORD, PLAIN])
    expect(field).to_have_value(f"Before. {MARKDOWN.rstrip()} Behind.")
    page.keyboard.type("!")
    expect(field).to_have_value(f"Before. {MARKDOWN.rstrip()}! Behind.")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    expect(field).to_have_value("Before.  Behind.")
    assert unexpected(alice.complaints) == []


def test_what_is_typed_before_the_markdown_is_there_stands_behind_it(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    held: list[Route] = []
    page.route("**/edit/clipboard", lambda route: held.append(route))
    field = field_between(page, "Before. ", "")
    with page.expect_request("**/edit/clipboard"):
        field.evaluate(PASTE, ["<b>Bold</b>", "Bold"])
    page.keyboard.type(" and more")
    expect(field).to_have_value("Before.  and more")
    held[0].continue_()
    expect(field).to_have_value("Before. **Bold** and more")
    page.keyboard.type(".")
    expect(field).to_have_value("Before. **Bold** and more.")


def test_who_saves_before_the_markdown_is_there_saves_the_plain_text(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.route("**/edit/clipboard", lambda _route: None)
    field = field_between(page, "", "")
    with page.expect_request("**/edit/clipboard"):
        field.evaluate(PASTE, ["<b>Pasted</b>", "Pasted"])
    page.keyboard.press("Control+Enter")
    expect(page.locator(".row.text").first).to_contain_text("Pasted")


@pytest.mark.parametrize("answer", ["none", "refused", "text"])
def test_where_there_is_no_markdown_the_plain_text_goes_in(answer: str, crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    if answer == "none":
        page.route("**/edit/clipboard", lambda route: route.abort())
    html = {"none": WORD, "refused": "<div>" * 200, "text": "<span>Scope</span>"}[answer]
    field = field_between(page, "Before. ", "")
    field.evaluate(PASTE, [html, PLAIN])
    expect(field).to_have_value(f"Before. {PLAIN}".replace("\r", ""))
    expect(page.locator("#status")).to_have_text("" if answer == "text" else "Pasted as plain text.")


def test_a_title_takes_the_plain_text(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "clipboard" in request.url.split("/")[-1] else None)
    page.locator(".paper").first.press("Enter")
    title = page.get_by_label("Title")
    expect(title).to_be_focused()
    untouched = title.evaluate(PASTE.replace("field.dispatchEvent", "return field.dispatchEvent"), [WORD, PLAIN])
    assert (untouched, asked) == (True, [])  # what follows is the browser's own
