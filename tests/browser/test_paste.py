"""A list of papers from a file, chosen or dropped, in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Crowd, unexpected
from tests.conftest import SLUG

pytestmark = pytest.mark.browser
DROP = """(place) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File(["A Author, et al.: *Dropped Thing*"], "dropped.txt"));
  const about = { dataTransfer, bubbles: true, cancelable: true };
  const events = ["dragover", "drop"].map((type) => new DragEvent(type, about));
  return events.map((event) => !document.querySelector(place).dispatchEvent(event));
}"""


def opened(page: Page) -> Page:
    """The page to paste papers, reached from the edit page."""
    page.get_by_role("link", name="Paste a list").first.click()
    page.wait_for_url("**/paste/**")
    return page


def test_a_file_goes_into_the_list_below_what_was_typed_and_another_takes_its_place(
    crowd: Crowd, tmp_path: Path
) -> None:
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_bytes("title,authors\r\nA first thing,José".encode("windows-1252"))
    two.write_bytes("title,authors\nA second thing,Łukasz".encode("utf-16"))
    alice = crowd.person()
    page = opened(alice.edits("alice"))
    text, file, said = page.locator("#text"), page.locator("#file"), page.locator("[data-said]")
    file.set_input_files(one)
    expect(text).to_have_value("title,authors\nA first thing,José")
    expect(said).to_contain_text("read as Windows-1252")
    file.set_input_files(two)
    expect(text).to_have_value("title,authors\nA second thing,Łukasz")
    expect(said).to_have_text("“two.csv” is now in the list.")
    text.fill("typed")
    file.set_input_files(two)
    expect(text).to_have_value("typed\n\ntitle,authors\nA second thing,Łukasz")
    assert unexpected(alice.complaints) == []


def test_a_file_that_is_dropped_on_the_list_goes_there_and_elsewhere_leads_nowhere(crowd: Crowd) -> None:
    alice = crowd.person()
    page = opened(alice.edits("alice"))
    assert page.evaluate(DROP, "h1") == [True, True]
    expect(page.locator("#text")).to_have_value("")
    assert page.evaluate(DROP, "#text") == [True, True]
    expect(page.locator("#text")).to_have_value("A Author, et al.: *Dropped Thing*")
    page.get_by_role("button", name="Look at what is understood").click()
    expect(page.locator(".candidate strong")).to_have_text("Dropped Thing")
    assert unexpected(alice.complaints) == []


def test_what_is_no_text_stays_out_of_the_list(crowd: Crowd, tmp_path: Path) -> None:
    table = tmp_path / "papers.xlsx"
    table.write_bytes(b"PK\x03\x04\x00")
    page = opened(crowd.person().edits("alice"))
    page.locator("#text").fill("typed")
    page.locator("#file").set_input_files(table)
    expect(page.locator("[data-said]")).to_contain_text("“papers.xlsx” is not text")
    expect(page.locator("#text")).to_have_value("typed")


def test_a_file_is_sent_where_there_is_no_javascript(crowd: Crowd, tmp_path: Path) -> None:
    file = tmp_path / "papers.txt"
    file.write_text("A Author, et al.: *Sent Thing*")
    page = opened(crowd.person(javascript=False).edits("alice"))
    page.locator("#file").set_input_files(file)
    page.get_by_role("button", name="Look at what is understood").click()
    page.get_by_role("button", name="Add the ticked papers").click()
    page.wait_for_url(f"**/{SLUG}/edit/#accepted-papers")
    expect(page.locator("#accepted-papers")).to_contain_text("Sent Thing")
