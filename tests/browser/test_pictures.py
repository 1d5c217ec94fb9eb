"""Pictures in the editor: chosen, cut, and dropped."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import Crowd

pytestmark = pytest.mark.browser


@pytest.fixture
def upright(tmp_path: Path) -> Path:
    """A file with an upright picture."""
    file = tmp_path / "upright.png"
    Image.new("RGB", (300, 500), "teal").save(file)
    return file


@pytest.mark.parametrize("javascript", [True, False])
def test_the_preview_follows_the_part_to_keep_and_the_page_shows_it(
    crowd: Crowd, upright: Path, javascript: bool
) -> None:
    page = crowd.person(javascript=javascript).edits("alice")
    page.locator("#keynote-1 .edit").press("Enter")
    form = page.locator("#keynote-1")
    form.get_by_label("Photo", exact=True).set_input_files(upright)
    form.get_by_role("button", name="Save").click()
    page.locator("#keynote-1 .portrait img").wait_for()
    page.locator("#keynote-1 .edit").press("Enter")
    choice, preview = form.get_by_label("Which part to keep"), form.locator(".thumbnail img")
    expect(choice).to_have_value("50")
    expect(preview).to_have_css("object-position", "50% 50%")
    choice.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(preview).to_have_css("object-position", "0% 0%")
    form.get_by_role("button", name="Save").click()
    expect(page.locator("#keynote-1 .portrait img")).to_have_css("object-position", "0% 0%")
