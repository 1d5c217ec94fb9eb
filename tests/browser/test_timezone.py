"""The time zone is found where the schedule misses it, and taken with a click."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Crowd, unexpected

pytestmark = pytest.mark.browser


def test_a_click_takes_the_zone_of_the_venue_and_keeps_what_was_typed(crowd: Crowd) -> None:
    alice = crowd.person(360)
    page = alice.edits("alice")
    note, zone = page.locator(".slot-section .note"), page.get_by_label("Time zone")
    expect(note).to_contain_text("Times are local, UTC+1.")
    page.get_by_role("link", name="Edit masthead").press("Enter")
    zone.fill("")
    page.get_by_role("button", name="Save").click()
    note.get_by_role("link", name="Choose the time zone").click()
    expect(zone).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".cell")).to_have_count(0)
    page.get_by_role("link", name="Edit masthead").press("Enter")
    page.get_by_label("Tagline").fill("Another tagline")
    note.get_by_role("link", name="Choose the time zone").click()
    expect(zone).to_be_focused()
    page.get_by_role("button", name="Africa/Casablanca").click()
    expect(zone).to_have_value("Africa/Casablanca")
    page.get_by_role("button", name="Save").click()
    expect(note).to_contain_text("Times are local, UTC+1.")
    expect(page.locator(".masthead")).to_contain_text("Another tagline")
    assert unexpected(alice.complaints) == []
