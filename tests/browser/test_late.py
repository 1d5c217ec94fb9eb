"""Running late: one tap beside a row, on a phone too, and one key takes it back."""

from datetime import datetime

import pytest
from playwright.sync_api import expect

from faimi.editor import late
from tests.browser.conftest import Crowd, unexpected

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def _on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the day of the sample's workshop."""
    monkeypatch.setattr(late, "utc_now", lambda: datetime(2024, 10, 10, 12))


@pytest.mark.usefixtures("soon")
def test_one_tap_on_a_phone_announces_what_follows_later_and_others_see_it(crowd: Crowd) -> None:
    phone = crowd.person(360, 780, touch=True)
    page, beside = phone.edits("alice"), crowd.person().edits("bob")
    page.get_by_role("form", name="Running late: Slicing Through Bias").get_by_text("+10").tap()
    expect(page.locator("#status")).to_have_text("6 rows are announced 10 min later.")
    expect(page.locator(".late")).to_have_count(6)
    expect(beside.locator(".late")).to_have_text(["10 min late"] * 6)
    expect(page.locator("#slot-8-late-10")).to_be_focused()
    page.locator("#undo").tap()
    expect(page.locator(".late")).to_have_count(0)
    assert unexpected(phone.complaints) == []


@pytest.mark.parametrize("width", [320, 390])
def test_a_row_that_is_late_offers_more_from_here_as_any_other(width: int, crowd: Crowd) -> None:
    page = crowd.person(width, 780, touch=True).edits("alice")
    page.locator("#slot-8-late-5").tap()
    expect(page.locator(".late")).to_have_text(["5 min late"] * 6)
    offer = page.locator("#slot-9 .running")
    label, more = offer.get_by_text("From here"), page.locator("#slot-9-late-5")
    expect(label).to_be_visible()
    beside, button, back = (one.bounding_box() for one in (label, more, page.locator("#slot-9-late-0")))
    assert beside
    assert button
    assert back
    assert beside["x"] + beside["width"] <= button["x"]
    assert button["y"] < beside["y"] + beside["height"] / 2 < button["y"] + button["height"]
    assert back["x"] + back["width"] <= width
    more.tap()
    expect(page.locator(".late")).to_have_text(["5 min late"] + ["10 min late"] * 5)


def test_one_click_where_a_row_is_pointed_at_and_one_key_takes_it_back(crowd: Crowd) -> None:
    person = crowd.person()
    page = person.edits("alice")
    row, button = page.locator("#slot-8"), page.locator("#slot-8-late-5")
    expect(button).to_be_hidden()
    row.hover()
    button.click()
    expect(row.locator(".when")).to_contain_text("17:05")
    expect(page.locator("#slot-8-late-0")).to_have_text("Back on time")
    page.keyboard.press("Control+z")
    expect(page.locator(".late")).to_have_count(0)
    assert unexpected(person.complaints) == []
