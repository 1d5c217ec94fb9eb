"""Pictures in the editor: chosen, cut, and dropped."""

from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

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


def test_a_photo_fills_its_square_and_only_its_square(crowd: Crowd, tmp_path: Path) -> None:
    page = crowd.person().edits("alice")
    for number, size in ((1, (300, 500)), (2, (500, 300))):
        Image.new("RGB", size, "teal").save(tmp_path / "a.png")
        form = page.locator(f"#keynote-{number}")
        form.locator(".edit").press("Enter")
        form.get_by_label("Photo", exact=True).set_input_files(tmp_path / "a.png")
        form.get_by_role("button", name="Save").click()
        portrait = form.locator(".portrait")
        portrait.locator("img").wait_for()
        assert portrait.locator("img").bounding_box() == portrait.bounding_box()


@pytest.mark.parametrize(
    ("size", "shown"), [((40, 30), (40, 30)), ((300, 1200), (110, 440)), ((2000, 500), (640, 160))]
)
def test_a_picture_in_a_text_keeps_its_shape_and_is_never_blown_up(
    crowd: Crowd, tmp_path: Path, size: tuple[int, int], shown: tuple[int, int]
) -> None:
    Image.new("RGB", size, "teal").save(tmp_path / "a.png")
    page = crowd.person().edits("alice")
    page.locator("#text-1 .edit").press("Enter")
    form = page.locator("#text-1")
    form.get_by_label("Picture", exact=True).set_input_files(tmp_path / "a.png")
    form.get_by_label("Decorative").check()
    form.get_by_role("button", name="Save").click()
    form.locator(".figure").wait_for()
    page.locator("#text-1 .edit").press("Enter")
    address = form.locator("[name=picture]").input_value()
    form.get_by_role("textbox", name="Text", exact=True).fill(f"![a]({address})")
    form.get_by_role("button", name="Save").click()
    image = form.locator(".prose img")
    image.scroll_into_view_if_needed()
    page.wait_for_function("image => image.complete && image.naturalWidth > 0", arg=image.element_handle())
    box = image.bounding_box()
    assert box
    assert (round(box["width"]), round(box["height"])) == shown


def drop(files: list[Path], place: Locator) -> None:
    """Drops files on the middle of a place, as from a window of the desktop."""
    box = place.bounding_box()
    assert box
    devtools = place.page.context.new_cdp_session(place.page)
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    data = {"items": [], "files": [str(file) for file in files], "dragOperationsMask": 1}
    for type_ in ("dragEnter", "dragOver", "drop"):
        devtools.send("Input.dispatchDragEvent", {"type": type_, "data": data} | at)


@pytest.mark.parametrize("on", ["Speaker", "Photo"])
def test_a_file_that_is_dropped_on_a_form_becomes_its_picture(crowd: Crowd, upright: Path, on: str) -> None:
    alice = crowd.person(height=2000)
    page = alice.edits("alice")
    page.locator("#keynote-1 .edit").press("Enter")
    form = page.locator("#keynote-1")
    drop([upright, upright], form.get_by_label(on, exact=True))
    photo = form.get_by_label("Photo", exact=True)
    expect(photo).to_have_value("C:\\fakepath\\upright.png")
    expect(form).to_have_attribute("data-changed", "")
    assert photo.evaluate("field => field.files.length") == 1
    form.get_by_role("button", name="Save").click()
    expect(page.locator("#keynote-1 .portrait img")).to_be_visible()
    assert alice.complaints == []


TAKES = """(element, file) => {
  const dataTransfer = new DataTransfer();
  if (file) dataTransfer.items.add(new File(["x"], "x.png"));
  else dataTransfer.setData("text/plain", "x");
  const about = { bubbles: true, cancelable: true, dataTransfer };
  const events = ["dragover", "drop"].map((type) => new DragEvent(type, about));
  return events.map((event) => !element.dispatchEvent(event));
}"""


def test_a_file_that_is_dropped_elsewhere_does_not_lead_away(crowd: Crowd) -> None:
    page = crowd.person().edits("alice")
    page.locator("#date-1 .edit").press("Enter")
    page.locator("#date-1").get_by_label("What").fill("Typed for long")
    for on in ("h1", "#paper-1 .title", "#date-1 input[name=label]"):
        assert page.locator(on).evaluate(TAKES, True) == [True, True], on  # the browser is kept from opening the file
        assert page.locator(on).evaluate(TAKES, False) == [False, False], on  # text is dropped as ever
        expect(page.locator("#date-1").get_by_label("What")).to_have_value("Typed for long")
