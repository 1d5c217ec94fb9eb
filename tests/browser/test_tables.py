"""Tables and playlists that are pasted, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Crowd, unexpected
from tests.conftest import SLUG

pytestmark = pytest.mark.browser
TITLES = [
    "On Biases in a UK Biobank-based Retinal Image Classification Model",
    "Fair and Private CT Contrast Agent Detection",
]
PLAYLIST = "FAIMI: Slicing through bias\thttps://example.org/0\nFAIMI: Party\thttps://example.org/1"
ASK = """([list, name, text]) => {
  const place = document.createElement("div");
  place.id = "table";
  document.querySelector(list).append(place);
  const values = { text, csrf_token: document.querySelector("[name=csrf_token]").value };
  const path = document.querySelector(`a[href*="/${name}/table"]`).getAttribute("href").replace("/plain/", "/");
  return htmx.ajax("POST", path, { target: "#table", swap: "outerHTML", values });
}"""


def opened(page: Page, section: str) -> Page:
    """The page to paste a table into a list, reached from the edit page."""
    page.locator(section).get_by_role("link", name="Paste a table").click()
    page.wait_for_url("**/table?**")
    return page


def test_awards_and_their_papers_come_from_a_table_without_javascript(crowd: Crowd) -> None:
    page = opened(crowd.person(javascript=False).edits("alice"), ".award-section")  # the first of four steps
    rows = [f"Prize {n}\t{TITLES[n % 2]}\tWinner {n}" for n in range(8)]
    page.locator("#table-text").fill("\n".join(["Award\tPaper\tWinner", *rows]))
    page.get_by_role("button", name="Look at what is understood").click()
    page.get_by_role("button", name="Add 8 awards").click()
    page.wait_for_url(f"**/{SLUG}/edit/**")
    expect(page.locator(".award-section")).to_contain_text("Winner 7")
    expect(page.locator("#status")).to_have_text("8 awards added.")


def test_a_preview_in_the_page_follows_its_columns_keeps_the_focus_and_goes(crowd: Crowd) -> None:
    alice = crowd.person()
    page = alice.edits("alice")
    page.evaluate(ASK, [".slot-section .items", "slot", PLAYLIST])
    lines, take = page.locator(".table-line"), page.locator("#table .save")
    expect(lines).to_have_count(2)
    first, other = lines.first.locator("select"), lines.last.locator("select")
    expect(first.locator(":checked")).to_contain_text("Slicing Through Bias")
    expect(other.locator(":checked")).to_have_text("Leave out")
    expect(take).to_have_text("Change 1 schedule row")
    other.focus()
    page.keyboard.type("Welcome")
    expect(take).to_have_text("Change 2 schedule rows")
    expect(other).to_be_focused()
    column = page.locator("#table-column-1")
    column.focus()
    page.keyboard.press("Home")
    expect(take).to_have_text("Look again")
    expect(column).to_be_focused()
    page.keyboard.press("End")
    expect(take).to_have_text("Change 1 schedule row")
    take.click()
    expect(page.locator("#table")).to_have_count(0)
    expect(page.locator(".slot-section [href='https://example.org/0']")).to_be_visible()
    page.locator("#undo").click()
    expect(page.locator(".slot-section [href='https://example.org/0']")).to_have_count(0)
    assert unexpected(alice.complaints) == []
