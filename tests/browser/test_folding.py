"""Long texts of keynotes fold without a script; links, the search in the page, print and editing find them whole."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Crowd, at_widths
from tests.conftest import SLUG

pytestmark = pytest.mark.browser
LATE_WORDS, BIOGRAPHY = "geography and context belong", "Her doctorate in biomedical engineering"


def test_the_schedule_begins_within_two_screens_of_a_phone(crowd: Crowd) -> None:
    page = crowd.person(360, 740, javascript=False).reads()
    box = page.locator(".slot-section h2").bounding_box()
    assert box
    assert box["y"] < 2 * 740 - 40  # pixels: a line of the heading is seen


def test_what_is_folded_opens_without_a_script_by_a_link_and_for_print(crowd: Crowd) -> None:
    reader = crowd.person(360, 740, javascript=False)
    page = reader.reads()
    abstract, about = page.locator("#keynote-1 .abstract"), page.locator("#keynote-1 .about")
    late, biography = page.get_by_text(LATE_WORDS), page.get_by_text(BIOGRAPHY)
    for width in at_widths(page, 360, 1280):
        expect(late).not_to_be_visible()
        abstract.get_by_text("Read on").click()
        expect(late, str(width)).to_be_visible()
        abstract.get_by_text("Show less").click()
        expect(late).not_to_be_visible()
    about.get_by_text("About Dr. Mercy Asiedu").click()
    expect(biography).to_be_visible()
    page.reload()
    expect(biography).not_to_be_visible()
    page.emulate_media(media="print")
    expect(late).to_be_visible()
    expect(biography).to_be_visible()
    expect(page.get_by_text("Read on").filter(visible=True)).to_have_count(0)
    page.emulate_media(media="screen")
    page.goto(f"{reader.site}/{SLUG}/#keynote-1")
    expect(late).to_be_visible()
    expect(biography).to_be_visible()


def test_the_search_in_the_page_finds_what_is_folded(crowd: Crowd) -> None:
    reader = crowd.person(360, 740)
    page = reader.reads()
    page.goto(
        f"{reader.site}/{SLUG}/?#:~:text={BIOGRAPHY.replace(' ', '%20')}"
    )  # a link to words finds them as it does
    expect(page.get_by_text(BIOGRAPHY)).to_be_in_viewport()
    expect(page.locator("#keynote-1 .about")).to_have_attribute("open", "")


def test_an_organizer_sees_the_texts_whole_and_changes_them_where_they_stand(crowd: Crowd) -> None:
    page = crowd.person(360, 740).edits("alice")
    expect(page.get_by_text("Read on")).to_have_count(0)
    for field, words in (("abstract", LATE_WORDS), ("bio", BIOGRAPHY)):
        page.get_by_text(words).click()
        typed = page.locator(f"#keynote-1 .cell [name={field}]")
        expect(typed).to_be_focused()
        typed.fill("Anew. " * 90)
        page.keyboard.press("Control+Enter")
        expect(page.locator(f"#keynote-1 [data-field={field}] > p")).to_have_text("Anew. " * 89 + "Anew.")
