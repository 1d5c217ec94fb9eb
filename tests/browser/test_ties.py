"""A row that nearly says what a paper does offers to name it, beside the row and for as long as that stands so."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Crowd, unexpected
from tests.browser.test_rows import SlowLine

pytestmark = pytest.mark.browser
TITLE = "AI Fairness in Medical Imaging: Controlling for Disease Severity"
NEARLY = "AI Fairnes in Medical Imaging: Controlling for Disease Severity"


def retitles(page: Page, words: str) -> Locator:
    """Gives the first row of the schedule another title, by its form."""
    row = page.locator(".slot.row").nth(0)
    place = row.get_attribute("id")
    row.locator(".edit").evaluate("link => link.click()")
    title = page.get_by_label("Title", exact=True)
    title.fill(words)
    title.press("Enter")
    return page.locator(f"#{place}.row")


@pytest.mark.usefixtures("soon")
def test_an_offer_stays_until_it_is_taken_with_a_click_and_a_key_undoes_that(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    with page.expect_response(lambda answer: "/live" in answer.url and answer.status == 200 and "tie" in answer.text()):
        row = retitles(page, NEARLY)
    expect(row.locator(".tie del")).to_have_text("Fairnes")
    expect(row.locator(".tie ins")).to_have_text("Fairness")
    expect(page.locator("#status")).to_contain_text("This is nearly a paper of this page.")
    row.locator(".tie dl").click()
    expect(page.locator(".form")).to_have_count(0)
    row.get_by_role("button", name="Tie to “AI Fairness").click()
    expect(row.locator(".title a")).to_have_text(TITLE)
    expect(row.locator(".tie")).to_have_count(0)
    expect(row).to_be_focused()
    expect(page.locator("#status")).to_have_text(f"Tied to “{TITLE}”.")
    page.keyboard.press("Control+z")
    expect(row.locator(".title")).to_have_text(NEARLY)
    expect(row.locator(".title a")).to_have_count(0)
    assert unexpected(alice.complaints) == []


@pytest.mark.usefixtures("soon")
def test_an_offer_is_left_with_a_click_and_does_not_come_again(crowd: Crowd) -> None:
    page = crowd.person(360, 780, touch=True).edits("alice")
    line = SlowLine(page, "**/live")
    line.is_open = False
    row = retitles(page, NEARLY)
    row.get_by_role("link", name="Leave it").click()
    expect(row.locator(".tie")).to_have_count(0)
    expect(row.locator(".title")).to_have_text(NEARLY)
    expect(row).to_be_focused()
    with page.expect_response(lambda answer: "/live" in answer.url and answer.status == 304):
        line.opens()  # what was saved comes back from the server
    expect(row.locator(".tie")).to_have_count(0)
    row = retitles(page, TITLE)
    expect(row.locator(".tie")).to_be_visible()


def test_a_form_unties_its_row_as_long_as_nothing_is_typed(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    row = retitles(page, TITLE)
    row.get_by_role("button", name="Tie to").click()
    expect(row.locator(".title a")).to_have_text(TITLE)
    row.locator(".edit").evaluate("link => link.click()")
    untie = page.get_by_role("button", name="Untie from the paper and keep its words")
    page.get_by_label("Recording").fill("/")
    expect(untie).to_be_hidden()
    page.get_by_role("button", name="Save").click()
    row.locator(".edit").evaluate("link => link.click()")
    untie.click()
    expect(page.locator("#status")).to_have_text(f"Untied from “{TITLE}”. The words stay.")
    expect(row.locator(".title")).to_have_text(TITLE)
    expect(row.locator(".title a, .tie")).to_have_count(0)
